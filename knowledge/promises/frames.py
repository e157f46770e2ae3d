"""The grammatical frame of a clause: who is said to do what, found before anything is decided about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.promises import wording
from knowledge.promises.parties import HOUSE, Parties

_BE = re.compile(
    r"^be\s+(?:(?:now|then|also|fully|all|completely|formally|successfully|automatically|back|personally|manually|immediately|shortly|soon)\s+)*(?:\w+(?:ed|en|ne|wn|nt|pt|lt|ught|ld|de|xt)\b|set\b|put\b|cut\b|run\b|re-?run\b|re-?set\b|re-?sent\b|re-?done\b|met\b|with\s+you|with\s+your|ready|back|available|live|complete|in\s+(?:place|touch|contact|operation|your|force|attendance)|"
    r"up\b|at\b|on\s?-?(?:site|line)|online|done|better|above|below|under|over|within|no\b|operational|working|running|normal|stable|free|waived|there|out|visiting|attending|calling|sending|\w+ing\b)",
    re.IGNORECASE,
)
_THINGS_DO = re.compile(
    r"^(?:also\s+)?(?:follow|arrive|reach|appear|show|start|begin|commence|go\s+(?:live|out|in|ahead)|land|come|resume|return|take\s+place|include|cover|run|happen|complete|finish|restore|remain|stay|be|have|meet|ship|drop|fall|improve|hit|exceed|continue|kick\s+off|get|roll\s+out|deploy|apply)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:payments?|invoices?|charges?|fees?|prices?|rates?|renewals?|contracts?|agreements?|terms?|warrant(?:y|ies)|licen[cs]es?|subscriptions?|support\s+for|deposit)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?-i:[A-Z][a-zé’'-]+)(?:\s+(?-i:[A-Z][a-zé’'-]+)){0,2}(?:\s+(?:and|&)\s+(?:I|(?-i:[A-Z][a-z]+)))?$"
)
_NOT_NAMES = frozenset(
    "it this that these those which both everything all service access connectivity email patching backups testing work works the a an our your my full final service".split()
)
_LEADIN = re.compile(
    r"^(?:(?:please\s+)?note(?:\s+that)?|please\s+be\s+(?:aware|assured|advised)(?:\s+that)?|rest\s+assured(?:\s+that)?|as\s+(?:promised|agreed|discussed|requested),?|be\s+assured(?:\s+that)?)\s*,?\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """`who` does `act` (text from `at` in the clause); `verb_end` is where its verb ends. `kind` names the turn of phrase.

    `needs_due` frames are promises only with a day; `who` is empty where a thing is done by nobody named.
    """

    kind: str
    who: str
    act: str
    at: int
    verb_end: int
    needs_due: bool = False


def leadin(clause: str) -> int:
    """How long the opening is that says nothing ("please note that")."""
    match = _LEADIN.match(clause)
    return match.end() if match else 0


def frame(clause: str, parties: Parties, *, inherited: str = "", listed: bool = False) -> Frame | None:
    """The frame of a clause, or None. `inherited` is the subject of the clause before; `listed` an item under "we will:"."""
    if listed and (match := wording.BASE_VERB.match(clause)):
        return Frame("listed", "we", clause, 0, match.end())
    first = (
        ("commit", wording.COMMIT), ("we", wording.WE), ("you_get", wording.YOU_GET), ("let_me", wording.LET_ME),
        ("booked", wording.BOOKED), ("expect", wording.EXPECT),
    )  # fmt: skip
    hits = [(match.start(), kind, match) for kind, pattern in first if (match := pattern.search(clause))]
    bare = wording.BARE_WILL.match(clause)
    if bare:
        return _made("bare", bare, inherited or "we")
    if hits:
        _, kind, match = min(hits, key=lambda hit: hit[0])
        return _made(kind, match)
    return _others(clause, parties) or _dated(clause)


def _made(kind: str, match: re.Match[str], who: str | None = None) -> Frame:
    groups = match.groupdict()
    said = who if who is not None else (groups.get("who") or "we")
    if (
        kind == "commit"
        and groups["how"].lower().startswith(("confirm", "assure", "can assure"))
        and not re.search(r"\b(?:we|i)\b", groups["act"].split(" will")[0].lower())
    ):
        said = ""
    if kind == "let_me":
        said = "I" if "me" in said.lower() else "we"
    act = (
        re.sub(r"^(?:to\s+|that\s+)?(?:(?:we|i)\s*(?:will|shall|['’]ll)\s+)?", "", groups["act"], flags=re.IGNORECASE)
        if kind == "commit"
        else groups["act"]
    )
    return Frame(kind, said, act, match.start("act"), match.end("verb"), needs_due=kind == "booked")


def _others(clause: str, parties: Parties) -> Frame | None:
    """A named person, a team or a thing that will do or be something."""
    match = wording.OTHER_WILL.search(clause) or _thing(clause)
    if match is None:
        return None
    who, act = _subject(match["who"]), match["act"]
    if parties.side(who) == "reader" or parties.side(who) == "other" or _person(who, parties):
        return Frame("person", who, act, match.start("act"), match.end("verb"))
    plain = re.sub(rf"^{wording.ADVERBS}", "", act, flags=re.IGNORECASE)
    if wording.NOT_AN_ACT.match(plain):
        return None
    if _MONEY.search(who) and not re.match(
        r"be\s+(?:credited|refunded|waived|corrected|reversed|reissued|cancelled)", plain, re.IGNORECASE
    ):
        return None
    if not (_BE.match(plain) if plain.lower().startswith("be ") else _THINGS_DO.match(plain)):
        return None
    return Frame("thing", "", f"{who} {match['will'].strip()} {act}", match.start("who"), match.end("verb"))


def _thing(clause: str) -> re.Match[str] | None:
    return re.search(
        rf"\b(?P<who>it|this|these|that|which|both|everything|all\s+of\s+(?:this|these|them)|the\s+rest)(?P<will>{wording.WILL})\s+(?P<act>{wording.ADVERBS}(?P<verb>\w+).*)",
        clause,
        re.IGNORECASE,
    )


def _subject(who: str) -> str:
    """The subject without the words that lead up to it."""
    return re.sub(
        r"^(?:and|but|so|then|that|also|however|meanwhile|separately|finally|on\s+\w+day|by\s+\w+day|tomorrow|today|from\s+\w+|in\s+addition)\s+(?=\w)",
        "",
        who.strip(),
        flags=re.IGNORECASE,
    )


def _person(who: str, parties: Parties) -> bool:
    if HOUSE.search(who) and not re.match(
        r"^(?:the|this|your)\s+(?:\w+\s+){0,2}(?:support|department|office|lead|people)\s+\w+", who, re.IGNORECASE
    ):
        return True
    names = {name.lower() for name in (parties.writer, *parties.house)} | {"he", "she"}
    return who.lower() in names or (bool(_PERSON.match(who)) and who.split(maxsplit=1)[0].lower() not in _NOT_NAMES)


def _dated(clause: str) -> Frame | None:
    """Frames that promise only with a day: "we are visiting on Tuesday", "next update by 10:30", "starts on Monday"."""
    match = wording.CONTINUOUS.search(clause)
    if match:
        return Frame("continuous", match["who"], match["act"], match.start("act"), match.end("verb"), needs_due=True)
    match = wording.VERBLESS.match(clause)
    if match:
        return Frame("verbless", "", match["act"], match.start("act"), match.end("verb"), needs_due=False)
    match = wording.DUE_FOR.match(clause)
    if match and not _MONEY.search(match["what"]):
        return Frame("due_for", "", match["act"], match.start("act"), match.end("verb"), needs_due=True)
    return None
