"""What a contract's words say on each thing a business usually expects: included, excluded, extra, ours, or no word found.

It reads sentences by the stems of known wordings. Where it finds none it says just that; it never says there is none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from knowledge.passages import Passage
from knowledge.stemming import sentences, stems

Stand = Literal["included", "extra", "excluded", "ours", "mentioned", "not_found"]
# Where a bare noun names what is meant.
LISTS = frozenset({"extra", "excluded"})
ORDER: tuple[Stand, ...] = ("included", "extra", "excluded", "ours", "mentioned")
NEGATED = r"(?:do|does|shall|will|is|are|did)(?: \w+)? not"
EXCLUDED = re.compile(
    rf"\b(?:{NEGATED} (?:be )?(?:includ\w+|cover\w*|extend to|responsible for|provid\w+|compris\w+|obliged to|part of)|"
    r"exclud(?:es?|ed|ing)|exclusions?|not included|out of scope|outside (?:of )?the scope|no obligation to|"
    r"(?:shall|will) have no (?:obligation|responsibility)|other than)\b",
    re.IGNORECASE,
)
EXTRA = re.compile(
    r"\b(?:additional (?:charges?|fees?|costs?)|extra (?:charges?|fees?|costs?)|charged (?:separately|at|in addition|on)|chargeable|"
    r"billed (?:separately|at|hourly)|hourly rates?|time[- ]and[- ]materials?|then-current rates?|separately (?:quoted|agreed|priced)|"
    r"at an agreed price|optional|at the customer's expense|subject to (?:a )?(?:separate )?(?:quotation|statement of work))\b",
    re.IGNORECASE,
)
CUSTOMER = re.compile(
    r"\b(?:customer|client|licensee|buyer|subscriber|you|user) (?!(?:manager|care|service|success|support|relations?)\b)(?:\w+ )?(?:shall|must|will|agrees? to|is (?:solely )?responsible for|are responsible for)\b",
    re.IGNORECASE,
)
PROVIDER = re.compile(
    r"\b(?:provider|supplier|contractor|company|vendor|licensor|host|we|msp|service provider|consultant|(?:account|customer|client|service|relationship) manager|(?!Customer|Client|User|Licensee|Buyer|Subscriber|You\b|The\b|Each\b|Every\b|Any\b|All\b|If\b|When\b)[A-Z]\w+) "
    r"(?:\w+ )?(?:shall|must|will|agrees? to|undertakes? to|provides?|supplies|is responsible for)\b|"
    r"\b[Ww]e (?:back up|monitor|provide|support|manage|maintain|install|include|supply|test|run|watch|hand over|keep)\b|"
    r"\b(?:services?|support|charges?|fees?|plan|package) (?:\w+ ){0,3}(?:includes?|covers?|comprises?|consists? of)\b|"
    r"\b(?:shall|will|must|are to|is to) be (?:\w+ ){0,2}(?:provided|supplied|monitored|installed|backed|tested|performed|carried|given|held|sent|updated|maintained|managed)\b",
)
# So many other words may stand among those of a wording.
SLACK = 4
# A sentence so long (a warranty, say) excludes something, but nobody can say by rule which of its many things.
LONG = 60
DEFINES = re.compile(r"^\W*[\"“']?[A-Z][\w -]{2,40}[\"”']?\s*(?:means|\||:\s|is defined)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing a business usually expects, in our words, and the wordings that contracts use for it.

    `nouns` are what a list of exclusions or extras calls it; elsewhere such a word alone says nothing.
    """

    id: str
    name: str
    group: str
    words: tuple[str, ...]
    nouns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, table row or list item with the words that lead into it, and where it stands."""

    text: str
    lead: str
    headings: str
    document: str
    clause: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How one activity stands in the contract, with the statement that says so (None where the search found none)."""

    activity: Activity
    stand: Stand
    statement: Statement | None = None


@cache
def activities() -> tuple[Activity, ...]:
    """The yardstick, in the order of its file."""
    rows = tomllib.loads(files("knowledge").joinpath("baseline.toml").read_text("utf-8"))["activity"]
    return tuple(
        Activity(row["id"], row["name"], row["group"], tuple(row["words"]), tuple(row.get("nouns", ()))) for row in rows
    )


@cache
def _wanted(activity: Activity, *, listed: bool) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(stems(words)) for words in (*activity.words, *(activity.nouns if listed else ())))


def scope_map(passages: Sequence[Passage]) -> list[Standing]:
    """Every activity of the yardstick with the firmest thing the contract says on it.

    What is said to be included goes before an extra, an exclusion, a duty of ours and a mere mention; among those the
    sentence that holds the fullest wording, then the provider's own promise, then the first.
    """
    said = [(statement, stand_of(statement), stems(statement.text)) for statement in statements(passages)]
    return [_standing(activity, said) for activity in activities()]


def _standing(activity: Activity, said: Sequence[tuple[Statement, Stand, list[str]]]) -> Standing:
    found = [
        (ORDER.index(stand), -depth, PROVIDER.search(statement.text) is None, place)
        for place, (statement, stand, words) in enumerate(said)
        if (depth := _depth(activity, words, listed=stand in LISTS))
    ]
    if not found:
        return Standing(activity, "not_found")
    best = min(found)
    return Standing(activity, ORDER[best[0]], said[best[3]][0])


def _depth(activity: Activity, words: Sequence[str], *, listed: bool) -> int:
    """How many words of the fullest wording stand near each other in a sentence; 0 where none stands there whole."""
    there, wanted = frozenset(words), _wanted(activity, listed=listed)
    return max((len(phrase) for phrase in wanted if phrase <= there and _near(phrase, words)), default=0)


def _near(phrase: frozenset[str], words: Sequence[str]) -> bool:
    """Whether all words of a wording stand within a few words of each other."""
    width = len(phrase) + (SLACK if len(phrase) > 1 else 0)
    places = [place for place, word in enumerate(words) if word in phrase]
    return any(phrase <= frozenset(words[place : place + width]) for place in places)


def stand_of(statement: Statement) -> Stand:
    """What a statement does with its subject, by its own words and those that lead into it."""
    whole = f"{statement.lead} {statement.text}"
    if EXCLUDED.search(statement.lead) or EXCLUDED.search(statement.headings):
        return "excluded"
    if EXTRA.search(whole):
        return "extra"
    if EXCLUDED.search(statement.text):
        return "excluded" if len(statement.text.split()) <= LONG else "mentioned"
    if DEFINES.match(statement.text) and "|" not in statement.text:
        return "mentioned"
    ours, theirs = CUSTOMER.search(whole), PROVIDER.search(whole)
    if ours and (theirs is None or ours.start() <= theirs.start()):
        return "ours"
    return "included" if theirs else "mentioned"


def statements(passages: Sequence[Passage]) -> Iterator[Statement]:
    """Every sentence, list item and table row, each with the lead that ends in a colon or stands above the table."""
    for passage in passages:
        lead, offset = "", 0
        for line in passage.text.split("\n"):
            at, offset = offset, offset + len(line) + 1
            if not line.strip():
                continue
            part = passage.part_at(at)
            for _, sentence in sentences(line) or [(0, line)]:
                text = sentence.strip()
                yield Statement(
                    text, lead, " > ".join(passage.headings), passage.document, part.clause or passage.clause, part.page
                )
                if text.endswith(":") or (at == 0 and "|" in passage.text):
                    lead = text
