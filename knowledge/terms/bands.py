"""Ranges of results in words ("99.5 % or more but less than 99.9 %") as rungs of a ladder, and the holes between them.

A single figure is no range: whether "99.50" means from there up or from there down is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from knowledge.terms.wording import flat, in_figures, plain

_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}(?:\s*%|\s*per ?cent))", re.IGNORECASE)
_NUM = r"(?P<n>\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent\b|percent\b)?"
_BEFORE = (
    (
        "low_in",
        r"(?:≥|>=|=>|\bat least|\b(?:not|no) (?:less|lower|below) than|\bfrom|\bequal to or (?:greater|more|above|higher)(?: than)?|\b(?:greater|more|higher) than or equal to|\bor above)",
    ),
    (
        "high_in",
        r"(?:≤|<=|=<|\bup to(?: and including)?|\bat most|\b(?:not|no) (?:more|greater|higher|above) than|\bequal to or (?:less|lower|below)(?: than)?|\b(?:less|lower) than or equal to)",
    ),
    ("high_ex", r"(?:<|\b(?:less|lower|fewer) than|\bbelow|\bunder|\bfalls? (?:below|under)|\bbut not)"),
    ("low_ex", r"(?:>|\b(?:more|greater|higher) than|\babove|\bover|\bexceed(?:s|ing)?)"),
)
_AFTER = (
    ("low_in", r"(?:\b(?:or|and) (?:more|above|higher|greater|over|better)|\+)"),
    ("high_in", r"\b(?:or|and) (?:less|below|lower|under|worse|fewer)"),
)
_EDGE = re.compile(
    "(?:"
    + "|".join(f"(?P<b{place}>{words})" for place, (_, words) in enumerate(_BEFORE))
    + r")?\s*"
    + _NUM
    + r"\s*(?:"
    + "|".join(f"(?P<a{place}>{words})" for place, (_, words) in enumerate(_AFTER))
    + ")?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high` per cent, each end in or out; None is open."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_in: bool = True
    high_in: bool = True

    def as_fields(self, value: Decimal, name: str = "") -> dict[str, Any]:
        """The rung as data, worth `value`."""
        fields: dict[str, Any] = {
            "low": plain(self.low) if self.low is not None else None,
            "high": plain(self.high) if self.high is not None else None,
            "value": plain(value),
            "low_included": self.low_in,
            "high_included": self.high_in,
        }
        return fields | ({"name": name} if name else {})

    @property
    def words(self) -> str:
        """The range as people write it."""
        if self.low is None:
            return f"{'up to' if self.high_in else 'below'} {plain(self.high or Decimal(100))} %"
        if self.high is None:
            return f"{plain(self.low)} % {'or more' if self.low_in else 'exceeded'}"
        return f"{plain(self.low)}-{plain(self.high)} %"


def band_in(text: str) -> Band | None:
    """The range that a cell or phrase describes; None for a single figure, for none, or for more than two ends."""
    cleaned = _COMMA.sub(".", in_figures(flat(text)))
    edges = [edge for match in _EDGE.finditer(cleaned) if (edge := _edge(match)) is not None]
    if len(edges) == 2:
        return _between(edges, cleaned)
    if len(edges) != 1 or edges[0][0] == "bare":
        return None
    kind, value = edges[0]
    if kind.startswith("low"):
        return Band(low=value, low_in=kind == "low_in")
    return Band(high=value, high_in=kind == "high_in")


def single(text: str) -> Decimal | None:
    """The one bare figure in a cell that is no range."""
    found = re.fullmatch(r"\W*(\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent)?\W*", flat(text))
    return Decimal(found[1]) if found else None


def _edge(match: re.Match[str]) -> tuple[str, Decimal] | None:
    value = Decimal(match["n"])
    if value > 100:
        return None
    before = next((kind for place, (kind, _) in enumerate(_BEFORE) if match[f"b{place}"]), None)
    after = next((kind for place, (kind, _) in enumerate(_AFTER) if match[f"a{place}"]), None)
    return after or before or "bare", value


def _between(edges: list[tuple[str, Decimal]], text: str) -> Band | None:
    """Two ends, the lower first; a bare pair ("99.0 - 99.9") takes both ends in."""
    (low_kind, low), (high_kind, high) = sorted(edges, key=lambda edge: edge[1])
    if low == high or low_kind.startswith("high") or high_kind == "low_ex":
        return None
    if "bare" in (low_kind, high_kind) and not re.search(r"-|\bto\b|\band\b|\bbut\b|<|>|≥|≤", text):
        return None
    return Band(low, high, low_kind != "low_ex", high_kind != "high_ex")


def nested(rungs: Sequence[tuple[Band, Decimal]]) -> list[tuple[Band, Decimal]]:
    """Rungs that all say "below so much" made to meet: each begins where the next lower one ends.

    "Below 99.9 % earns 10, below 99 % earns 25" pays 10 down to 99 % and 25 under it. Rungs of another kind stay.
    """
    open_ends = [
        (band.high, worth, place)
        for place, (band, worth) in enumerate(rungs)
        if band.low is None and band.high is not None
    ]
    if len(open_ends) < 2 or len({band.high_in for band, _ in rungs}) > 1:
        return list(rungs)
    falling = sorted(open_ends, reverse=True)
    if any(less[1] <= more[1] for more, less in pairwise(falling)):
        return list(rungs)
    made = list(rungs)
    for (_, _, place), (lower, _, _) in pairwise(falling):
        band, worth = made[place]
        made[place] = (Band(lower, band.high, low_in=not band.high_in, high_in=band.high_in), worth)
    return made


def doubts(bands: Sequence[tuple[Band, Decimal]], round_dp: int | None) -> tuple[str, ...]:
    """The two readings of each hole and of each overlap in a ladder; nothing for bands that meet.

    A gap that the contract's own rounding cannot fall into ("99.0" after "98.9", rounded to one place) is no hole.
    """
    rungs = sorted(bands, key=lambda rung: rung[0].low if rung[0].low is not None else Decimal(-1), reverse=True)
    found: list[str] = []
    for (upper, more), (lower, less) in pairwise(rungs):
        if upper.low is None or lower.high is None or more == less:
            continue
        step = Decimal(1).scaleb(-round_dp) if round_dp is not None else None
        if lower.high > upper.low:
            middle = (lower.high + upper.low) / 2
            found += [f"{plain(middle)} % earns {plain(more)}", f"{plain(middle)} % earns {plain(less)}"]
        elif _open(upper, lower, step):
            middle = (upper.low + lower.high) / 2
            found += [
                f"{plain(middle)} % falls in no band; with {upper.words} it earns {plain(more)}",
                f"{plain(middle)} % falls in no band; with {lower.words} it earns {plain(less)}",
            ]
    return tuple(found)


def _open(upper: Band, lower: Band, step: Decimal | None) -> bool:
    assert upper.low is not None and lower.high is not None  # noqa: S101, PT018 - told by the caller
    gap = upper.low - lower.high
    if gap == 0:
        return not upper.low_in and not lower.high_in
    return not (step is not None and upper.low_in and lower.high_in and gap <= step)
