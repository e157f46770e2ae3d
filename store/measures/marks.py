"""The seven marks of a good relationship, each with a face and the evidence it rests on; without evidence, no face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from store.facts.common import Unknown, Why
from store.measures.scorecard import Dimension, Face, Scorecard, face_of

MARKS: dict[str, str] = {
    "owns_mistakes": "Owns mistakes",
    "forward_thinking": "Looks ahead",
    "challenging": "Challenges us",
    "straight_talking": "Talks straight",
    "fewer_faults": "Fewer things break",
    "monthly_review": "Reviews each month",
    "crisis": "Tells us in a crisis",
}
FROM_CARD = {
    "owns_mistakes": "ownership",
    "straight_talking": "plain_talk",
    "fewer_faults": "break_fix",
    "crisis": "crisis",
}
FACES: tuple[Face, ...] = get_args(Face)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its face, what it rests on in one phrase, and why there is none where the face is unknown."""

    key: str
    label: str
    face: Face
    evidence: str
    why: Unknown | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of so many, as evidence for a mark: reviews held, advice given."""

    n: int
    of: int
    words: str
    sources: tuple[str, ...] = ()


def marks(card: Scorecard, *, reviews: Counted, roadmap: Counted, advice: Counted) -> tuple[Mark, ...]:
    """All seven, in the order of the article they come from.

    `reviews` are those held of those due in a year; `roadmap` the turns evidenced of those due; `advice` the pieces
    noted in a year, of the two at least that would make a habit. Four marks are faces of the month's scorecard.
    """
    parts = {part.key: part for part in card.dimensions}
    counted = {"monthly_review": reviews, "forward_thinking": roadmap, "challenging": advice}
    return tuple(
        _of_part(key, parts[FROM_CARD[key]]) if key in FROM_CARD else _of_count(key, counted[key]) for key in MARKS
    )


def _of_part(key: str, part: Dimension) -> Mark:
    known = [item.reading for item in part.items if item.score is not None]
    why = part.unknowns[0] if part.unknowns and part.face == "unknown" else None
    return Mark(key, MARKS[key], part.face, "; ".join(known) or "no evidence", why)


def _of_count(key: str, counted: Counted) -> Mark:
    if not counted.of:
        why = Unknown(MARKS[key].lower(), Why.NOT_UPLOADED, counted.words)
        return Mark(key, MARKS[key], "unknown", "no evidence", why)
    share = Decimal(100 * min(counted.n, counted.of)) / counted.of
    return Mark(key, MARKS[key], face_of(share), counted.words, sources=counted.sources)


def by_face(found: Sequence[Mark]) -> dict[Face, int]:
    """How many marks bear each face."""
    return {face: sum(mark.face == face for mark in found) for face in FACES}
