"""Are we getting what we pay for? Eight weighted dimensions, three honest totals, and the gates that cap the verdict.

What is unknown is never scored: it lowers the coverage, and the totals are shown with it counted as nothing, left out,
and counted as perfect. Money stands beside the score, not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from store.facts.common import Unknown, Why
from store.measures.credit_values import as_decimal

Face = Literal["happy", "neutral", "sad", "unknown"]
Verdict = Literal["yes", "partly", "no", "cannot_tell"]

YES_FROM, PARTLY_FROM, COVERAGE_FROM = 80, 60, 60
# Judged as a traffic light, whose amber is a warning and no failure.
LIGHTS, AMBER = frozenset({"break_fix"}), 50
DIMENSIONS: dict[str, tuple[str, int]] = {
    "service_levels": ("Service levels", 20),
    "break_fix": ("Fewer things breaking", 15),
    "security": ("Security and resilience", 20),
    "evidence": ("Evidence and reporting", 15),
    "ownership": ("Ownership and promises", 10),
    "crisis": ("Telling us in a crisis", 5),
    "account": ("Looking after us, looking ahead", 10),
    "plain_talk": ("Plain talk", 5),
}
NOT_APPLICABLE = frozenset({Why.NO_DEMAND, Why.NOT_IN_CONTRACT})


@dataclass(frozen=True, slots=True)
class Item:
    """One thing judged: its `weight` within its dimension and its `score` (0-100), or why there is none.

    `reading` is the figure in words, such as "4 of 5 answered in time, target 95 %"; `smiles_from` the least score that
    leaves its part a happy face: all of it for what was promised, less for what is only a measure of ours.
    """

    dimension: str
    key: str
    label: str
    weight: Decimal
    score: Decimal | None
    unknown: Unknown | None
    reading: str
    smiles_from: Decimal = Decimal(100)

    def __post_init__(self) -> None:
        if self.dimension not in DIMENSIONS or self.weight <= 0 or (self.score is None) == (self.unknown is None):
            raise ValueError(f"scorecard item {self.key} needs a known dimension, a weight, and a score or a reason")

    @property
    def applies(self) -> bool:
        """Whether the item counts at all: not if nobody promised it, or nothing happened to judge."""
        return self.unknown is None or self.unknown.why not in NOT_APPLICABLE

    @property
    def clear(self) -> bool:
        """Whether a smile may stand over it: it was kept, or it is unknown through no silence of the provider."""
        if self.unknown is not None:
            return self.unknown.why is not Why.PROVIDER_DID_NOT_SUPPLY
        return self.score is None or self.score >= self.smiles_from


@dataclass(frozen=True, slots=True)
class Gate:
    """A fact that caps the verdict whatever the points say."""

    key: str
    sentence: str
    cap: Literal["partly", "no"]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its full `weight`, the `known_weight` behind its `score` (0-100), and the `points` they make."""

    key: str
    label: str
    weight: Decimal
    score: Decimal | None
    face: Face
    known_weight: Decimal
    points: Decimal
    applies: bool
    items: tuple[Item, ...]
    unknowns: tuple[Unknown, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole card. `known_only` is None when too little is known to show it. All figures to one decimal place.

    `proved` counts the unknown as nothing, `best_case` as perfect; `coverage` is the known share of what applies.
    """

    verdict: Verdict
    proved: Decimal
    known_only: Decimal | None
    best_case: Decimal
    coverage: Decimal
    gates: tuple[Gate, ...]
    dimensions: tuple[Dimension, ...]
    went_well: tuple[str, ...]
    unknowns: tuple[Unknown, ...]


@dataclass(frozen=True, slots=True)
class _Sums:
    """One dimension's exact sums, in points of the whole card."""

    applicable: Fraction
    known: Fraction
    points: Fraction


def scorecard(items: Iterable[Item], gates: Sequence[Gate] = ()) -> Scorecard:
    """Weigh the items up. A dimension without any item is unknown, never silently left out.

    Source: the scorecard design: known-only 80 and over yes, 60 to 79 partly, below that no; no verdict on less than
    60 % coverage.
    """
    every = tuple(items)
    grouped = {key: _items_of(key, every) for key in DIMENSIONS}
    sums = {key: _sums(key, group) for key, group in grouped.items()}
    applicable = sum((one.applicable for one in sums.values()), Fraction(0))
    known = sum((one.known for one in sums.values()), Fraction(0))
    points = sum((one.points for one in sums.values()), Fraction(0))
    coverage = _share(known, applicable)
    known_only = _share(points, known)
    verdict = _verdict(coverage, known_only, gates)
    dimensions = tuple(_dimension(key, grouped[key], sums[key]) for key in DIMENSIONS)
    return Scorecard(
        verdict=verdict,
        proved=_shown(_share(points, applicable)),
        known_only=None if verdict == "cannot_tell" else _shown(known_only),
        best_case=_shown(_share(points + applicable - known, applicable)),
        coverage=_shown(coverage),
        gates=tuple(gates),
        dimensions=dimensions,
        went_well=tuple(item.reading for item in every if item.score is not None and item.score >= 100),
        unknowns=tuple(unknown for one in dimensions for unknown in one.unknowns),
    )


def _items_of(key: str, items: Sequence[Item]) -> tuple[Item, ...]:
    mine = tuple(item for item in items if item.dimension == key)
    label = DIMENSIONS[key][0]
    nothing = Unknown(label, Why.NOT_UPLOADED, "add the records for this part of the scorecard")
    return mine or (Item(key, f"{key}_nothing", label, Decimal(100), None, nothing, "no records"),)


def _sums(key: str, items: Sequence[Item]) -> _Sums:
    """Re-weight what applies to the dimension's full weight; the unknown part of it stays unknown."""
    weight = Fraction(DIMENSIONS[key][1])
    applying = [item for item in items if item.applies]
    whole = sum((Fraction(item.weight) for item in applying), Fraction(0))
    if not applying:
        return _Sums(Fraction(0), Fraction(0), Fraction(0))
    known = sum((Fraction(item.weight) for item in applying if item.score is not None), Fraction(0))
    scored = sum(
        (Fraction(item.weight) * Fraction(item.score) for item in applying if item.score is not None), Fraction(0)
    )
    return _Sums(weight, weight * known / whole, weight * scored / whole / 100)


def _dimension(key: str, items: tuple[Item, ...], sums: _Sums) -> Dimension:
    label, weight = DIMENSIONS[key]
    score = _share(sums.points, sums.known) if sums.known else None
    return Dimension(
        key=key,
        label=label,
        weight=Decimal(weight),
        score=None if score is None else _shown(score),
        face=_face(key, items, score, sums),
        known_weight=as_decimal(sums.known, 2),
        points=as_decimal(sums.points, 2),
        applies=bool(sums.applicable),
        items=items,
        unknowns=tuple(item.unknown for item in items if item.unknown is not None),
    )


def _face(key: str, items: Sequence[Item], score: Fraction | None, sums: _Sums) -> Face:
    """The face of a part: none on less than 60 % of it, and no smile over anything promised and missed or not shown.

    The points of a part may be high while a standard in it was missed; the face then is neutral. Amber is neutral.
    """
    if score is None or _share(sums.known, sums.applicable) < COVERAGE_FROM:
        return "unknown"
    if key in LIGHTS:
        return "happy" if score > AMBER else "neutral" if score == AMBER else "sad"
    face = face_of(score)
    return "neutral" if face == "happy" and not all(item.clear for item in items) else face


def face_of(score: Fraction | Decimal | None) -> Face:
    """The face for a score or a share in per cent: happy from 80, neutral from 60."""
    if score is None:
        return "unknown"
    return "happy" if score >= YES_FROM else "neutral" if score >= PARTLY_FROM else "sad"


def _share(part: Fraction, whole: Fraction) -> Fraction:
    """A percentage to nine places, so that scores of thirds cannot tip a verdict; 0 where there is no whole."""
    return round(100 * part / whole, 9) if whole else Fraction(0)


def _verdict(coverage: Fraction, known_only: Fraction, gates: Sequence[Gate]) -> Verdict:
    if coverage < COVERAGE_FROM:
        return "cannot_tell"
    caps = {gate.cap for gate in gates}
    if known_only < PARTLY_FROM or "no" in caps:
        return "no"
    return "partly" if known_only < YES_FROM or caps else "yes"


def _shown(value: Fraction) -> Decimal:
    """One decimal place, but never across a threshold that the exact figure does not reach."""
    near = as_decimal(value, 1)
    crossed = any(value < threshold <= near for threshold in (PARTLY_FROM, YES_FROM))
    return (near - Decimal("0.1") if crossed else near).quantize(Decimal("0.1"))
