"""Reads a clause reference as people write it and finds the clause it names; it never picks a near number instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.passages import Passage

Key = tuple[str, ...]
_PLACES = {
    "schedule": "schedule",
    "sched": "schedule",
    "appendix": "appendix",
    "app": "appendix",
    "annex": "annex",
    "annexure": "annex",
    "exhibit": "exhibit",
    "attachment": "attachment",
    "part": "part",
    "table": "table",
}
_SILENT = frozenset(
    "clause clauses section sections sec article art paragraph para paragraphs s cl sub subclause the no number".split()
)
_TOKEN = re.compile(r"[a-z]+|\d+")
_OF = re.compile(
    r"^(?P<inner>.+?)\s+(?:of|in|to|under)\s+(?:the\s+)?(?P<outer>(?:sched|appendix|annex|exhibit|attachment|part).*)$"
)


def key_of(reference: str) -> Key:
    """A reference in its normal form: "Sched. 2, para 3.1(a)" and "3.1(a) of Schedule 2" both become the same key."""
    plain = " ".join(reference.lower().replace("§", " ").split())
    inside = _OF.match(plain)
    if inside:
        return key_of(inside["outer"]) + key_of(inside["inner"])
    found: list[str] = []
    place = ""
    for token in _TOKEN.findall(plain):
        if place:
            found.append(f"{place} {token}")
            place = ""
        elif token in _PLACES:
            place = _PLACES[token]
        elif token not in _SILENT:
            found.append(token)
    return (*found, place) if place else tuple(found)


def named(reference: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that hold the named clause and its sub-clauses, in reading order; none when there is no such clause.

    A bare number means the clause of the main body; where the body has none, the schedules' clauses of that number.
    """
    key = key_of(reference)
    if not key:
        return []
    exact = [passage for passage in passages if any(_within(held, key) for held in _keys(passage))]
    if exact or _is_placed(key):
        return exact
    return [passage for passage in passages if any(_within(_bare(held), key) for held in _keys(passage))]


def _keys(passage: Passage) -> list[Key]:
    return [key_of(passage.clause), *(key_of(part.clause) for part in passage.parts)]


def _within(held: Key, key: Key) -> bool:
    return held[: len(key)] == key


def _is_placed(key: Key) -> bool:
    return " " in key[0] or key[0] in _PLACES.values()


def _bare(held: Key) -> Key:
    """The key without the schedules and parts it stands in."""
    return tuple(token for token in held if " " not in token)
