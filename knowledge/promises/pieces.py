"""A sentence cut into clauses, each with what it takes over from the clause before."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from knowledge.promises import wording
from knowledge.promises.due_atoms import Sent
from knowledge.promises.due_reading import read_due
from knowledge.promises.model import Due

_SPLIT = re.compile(
    r";\s+|\s+[–—]\s+|,?\s+(?:and|but|so|while|whereas|then|plus)\s+(?=(?:then\s+|also\s+|that\s+)?(?:we|i|you|our|the|a|an|my|your|(?-i:[A-Z])\w+|it|this)\b(?:\s+[\w’'-]+){0,4}?(?:\s+(?:will|shall|is|are|am|have|may|might|could|should)|\s*['’]ll)\b)"
    r"|,?\s+(?:and|but|then)\s+(?=(?:then\s+|also\s+)?(?:will|shall)\s)|,\s+(?=(?:we|i)(?:\s+(?:will|shall)|['’]ll)\b)",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s+(?:and|then|and\s+then|,)\s+(?=(?!the\b|a\b|an\b|our\b|your\b|on\b|by\b|at\b|\d)[a-z]+\s)")
_ASIDE = re.compile(
    r",\s+(?:(?:which|that)\s+(?:was|were|had|we\s+had|should\s+have)\b|(?:originally|previously|initially|formerly)\b)[^,;:]{3,80},(?=\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause of a sentence, what stood before it, and what it takes over from there."""

    text: str
    at: int
    inherited: str = ""
    verb_inherited: bool = False
    given: str = ""


def pieces(text: str, sent: Sent, *, listed: bool) -> list[Piece]:
    """The clauses; one without a subject takes over that of the clause before."""
    condition = wording.CONDITION.match(text)
    given = condition["given"] if condition and not listed else ""
    cuts = [
        0,
        *(match.end() for match in _SPLIT.finditer(text) if match.start() > 3 and match.start() >= len(given)),
        len(text),
    ]
    found: list[Piece] = []
    for start, end in itertools.pairwise(cuts):
        clause = text[start:end]
        subject = _subject_before(found)
        found.append(Piece(clause, start, subject, given=given if start else ""))
        found += _second_deeds(found.pop(), sent)
    return found


def without_asides(text: str) -> str:
    """The text with asides on what was planned before ("which was booked for 22 December") blanked, letter for letter."""
    return _ASIDE.sub(lambda match: "," + " " * (len(match.group()) - 1), text)


def _subject_before(before: list[Piece]) -> str:
    for piece in reversed(before):
        match = re.search(r"\b(we|i)\b", piece.text, re.IGNORECASE)
        if match:
            return match.group()
    return ""


def _second_deeds(piece: Piece, sent: Sent) -> list[Piece]:
    """Read "Send the report by Friday and fix the firewall by Tuesday" holds two deeds, each with its day."""
    for match in _AND.finditer(piece.text):
        before, after = piece.text[: match.start()], piece.text[match.end() :]
        one, two = read_due(before, sent), read_due(after, sent)
        if one and two and _timed(one[0]) and _timed(two[0]) and two[1] > 2:
            subject = re.search(r"\b(we|i)\b", before, re.IGNORECASE)
            rest = replace(
                piece,
                text=after,
                at=piece.at + match.end(),
                inherited=subject.group() if subject else piece.inherited,
                verb_inherited=True,
            )
            return [replace(piece, text=before), *_second_deeds(rest, sent)]
    return [piece]


def _timed(due: Due) -> bool:
    return due.dated or due.every is not None
