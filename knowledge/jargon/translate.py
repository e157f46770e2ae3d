"""What a term means: the contract's own definition first, then the glossary, and otherwise "unknown"; never a guess.

Sources: contract definitions are the parties' own words and so win over everything; a spelling-out in the text itself
("root cause analysis (RCA)") says which sense is meant there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.clauses import Definition
from knowledge.jargon.glossary import Entry, by_name, is_abbreviation, plain, written_names

_ASKED = re.compile(
    r"^(?:please\s+)?(?:what(?:'s|’s| is| are| does| do)?|define|explain|meaning of|translate)\s+(?:an?\s+|the\s+)?"
    r"(?P<term>.+?)(?:\s+(?:mean|stand for))?\s*[?.!]*$",
    re.IGNORECASE,
)
_QUOTES = "\"'“”‘’«» \t\n.,;:!?"
_ACRONYM = re.compile(r"(?<![\w#@/-])[A-Z][A-Z0-9]*(?:[/&-][A-Z0-9]+)*s?(?![\w@])")
_SPELT_OUT = re.compile(r"((?:[\w&/-]+\s+){1,7})\(([A-Z][A-Za-z0-9/&-]{1,7})\)")
_EQUIPMENT = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*?(?:-\d{1,2}|0\d|\d\d)[A-Z]?$|[A-Z]{2,}(?:-[A-Z0-9]+)+\d$")
_KNOWN_TO_ALL = frozenset(
    "A I OK UK US USA EU GB GBP USD EUR AM PM BST GMT UTC CET EST RE FW FWD CC FYI ASAP CEO CFO COO HR PDF ID IT TV "
    "MON TUE WED THU FRI SAT SUN JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC LTD PLC INC LLC VAT NB PS TBC TBA "
    "FAQ AND OR NOT THE NO YES Q1 Q2 Q3 Q4 H1 H2".split()
)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a term means. `source` is "contract" (then `clause`, `page` and the quotation stand with it) or "glossary".

    `others` are further senses of the same written form; `certain` is False where nothing tells them apart.
    """

    term: str
    meaning: str
    source: str
    ask: str = ""
    category: str = ""
    clause: str | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None
    sense: str = ""
    others: tuple[Meaning, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Jargon:
    """A term found in a text, `text[start:end]`, with its meaning; None for an abbreviation nobody has explained."""

    written: str
    start: int
    end: int
    meaning: Meaning | None


def define(term: str, definitions: Sequence[Definition] = (), *, context: str = "") -> Meaning | None:
    """The meaning of a term, or of the term in "what is an RCA?"; None when neither contract nor glossary knows it.

    `definitions` are the contract's; `context` is text around the term that tells senses apart.
    """
    for name in _names(term):
        found = _from_contract(name, definitions) or _from_glossary(name, definitions, context)
        if found is not None:
            return found
    return None


def jargon_in(text: str, definitions: Sequence[Definition] = ()) -> list[Jargon]:
    """Every piece of jargon in a text, in order: known terms with their meaning, unexplained abbreviations with None."""
    spelt = dict(_spelt_out(text))
    found: list[Jargon] = []
    for match in _pattern().finditer(text):
        written = match.group()
        if _allowed(written) and not _is_hour(text, match.start(), written):
            meaning = define(written, definitions, context=f"{text} {spelt.get(written, '')}")
            found.append(Jargon(written, match.start(), match.end(), meaning))
    taken = [(item.start, item.end) for item in found]
    found += [item for item in _unexplained(text, definitions, spelt) if not _overlaps(item, taken)]
    return sorted(found, key=lambda item: item.start)


def _names(term: str) -> Iterator[str]:
    """The term as given, then without the question around it, then in the singular."""
    bare = term.strip(_QUOTES)
    yield bare
    asked = _ASKED.match(term.strip())
    if asked:
        bare = asked["term"].strip(_QUOTES)
        yield bare
    if bare.lower().endswith("s") and not bare.lower().endswith("ss"):
        yield bare[:-1]


def _from_contract(name: str, definitions: Sequence[Definition]) -> Meaning | None:
    """The contract's definition of exactly this name (small or capital letters, singular or plural, alike)."""
    wanted = {plain(name), plain(name).removesuffix("s"), f"{plain(name)}s"}
    for found in definitions:
        if plain(found.term.strip(_QUOTES)) in wanted:
            return Meaning(
                found.term,
                found.meaning,
                "contract",
                clause=found.clause,
                page=found.page,
                start=found.start,
                end=found.end,
            )
    return None


def _from_glossary(name: str, definitions: Sequence[Definition], context: str) -> Meaning | None:
    """The glossary's entry; if the contract defines it under another of its names, the contract's definition."""
    entries = by_name().get(plain(name), ())
    if not entries:
        return None
    ranked = sorted(entries, key=lambda entry: -_speaks_for(entry, context))
    best = ranked[0]
    certain = len(ranked) == 1 or _speaks_for(best, context) > _speaks_for(ranked[1], context)
    others = tuple(_meaning(entry) for entry in ranked[1:])
    if certain:
        for other in best.names:
            found = _from_contract(other, definitions)
            if found is not None:
                return replace(found, ask=best.ask, category=best.category)
    return replace(_meaning(best), others=others, certain=certain)


def _meaning(entry: Entry) -> Meaning:
    return Meaning(entry.term, entry.meaning, "glossary", entry.ask, entry.category, sense=entry.sense)


def _speaks_for(entry: Entry, context: str) -> int:
    """How many words around the term speak for this sense; its spelling-out counts most."""
    words = set(_WORD.findall(context.lower()))
    spelt = bool(entry.sense) and plain(entry.sense) in plain(context)
    return len(words & entry.context) + 3 * spelt


@cache
def _pattern() -> re.Pattern[str]:
    """Any written name of the glossary, longest first, as whole words; sorted by first letters, so that few are tried."""
    by_letters: dict[str, dict[str, list[str]]] = {}
    for name in written_names():
        second = name[1:2].lower()
        by_letters.setdefault(name[0].lower(), {}).setdefault(second if second.isalnum() else "", []).append(name)
    groups = (f"(?={re.escape(first)})(?:{_by_second(first, names)})" for first, names in by_letters.items())
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])", re.IGNORECASE)


def _by_second(first: str, names: dict[str, list[str]]) -> str:
    parts = []
    for second, own in names.items():
        forms = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]?") for name in own)
        parts.append(f"(?={re.escape(first + second)})(?:{forms})" if second else f"(?:{forms})")
    return "|".join(parts)


def _allowed(written: str) -> bool:
    """Whether a match stands as jargon: an abbreviation must be in capitals."""
    entries = by_name().get(plain(written), ())
    abbreviations = {name for entry in entries for name in entry.names if plain(name) == plain(written)}
    return not all(is_abbreviation(name) for name in abbreviations) or written in abbreviations


def _is_hour(text: str, at: int, written: str) -> bool:
    """Read "3 PM" as an hour of the day."""
    return written in {"PM", "AM"} and bool(re.search(r"\d\s?$", text[max(0, at - 3) : at]))


def _unexplained(text: str, definitions: Sequence[Definition], spelt: Mapping[str, str]) -> Iterator[Jargon]:
    """Abbreviations the glossary does not know: explained by the contract or the text itself, or by nobody (None)."""
    for match in _ACRONYM.finditer(text):
        written = match.group()
        if (
            written in _KNOWN_TO_ALL
            or len(written.removesuffix("s")) == 1
            or _is_reference(written)
            or _shouted(text, match.start())
        ):
            continue
        meaning = define(written, definitions)
        if meaning is None and written not in spelt:
            yield Jargon(written, match.start(), match.end(), None)
        elif meaning is not None:
            yield Jargon(written, match.start(), match.end(), meaning)


def _is_reference(written: str) -> bool:
    """A ticket or serial number, or the name of a piece of equipment (SW-CORE-01, FS02): no abbreviation to ask about."""
    return sum(sign.isdigit() for sign in written) > 2 or bool(_EQUIPMENT.match(written))


def _shouted(text: str, at: int) -> bool:
    """Whether the line is in capitals throughout, so that capitals say nothing."""
    line = text[text.rfind("\n", 0, at) + 1 : (text.find("\n", at) + 1 or len(text) + 1) - 1]
    words = [word for word in line.split() if word.isalpha()]
    return len(words) > 2 and sum(word.isupper() for word in words) > len(words) / 2


def _spelt_out(text: str) -> Iterator[tuple[str, str]]:
    """Abbreviations that the text itself spells out: "root cause analysis (RCA)"."""
    for match in _SPELT_OUT.finditer(text):
        short = match.group(2)
        words = match.group(1).split()[-len(short) :]
        if "".join(word[0] for word in words).lower() == short.lower().removesuffix("s")[: len(words)]:
            yield short, " ".join(words)


def _overlaps(item: Jargon, taken: Sequence[tuple[int, int]]) -> bool:
    return any(item.start < end and start < item.end for start, end in taken)
