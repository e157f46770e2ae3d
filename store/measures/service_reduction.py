"""Whether signs of service fell while the fee did not: the latest months against those before, by an exact test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Literal

WINDOW = 6
LEAST = 4
SURE = 0.05
Verdict = Literal["yes", "partly", "no", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of service by month: its mean before and after, and how likely so large a fall is by mere chance.

    `before` and `after` are the months compared; `p` is one-sided, None where there are too few months to tell.
    """

    key: str
    label: str
    unit: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    mean_before: Fraction | None
    mean_after: Fraction | None
    p: float | None

    @property
    def fell(self) -> bool:
        """Whether it fell by more than chance explains."""
        return self.p is not None and self.p < SURE


def sign(key: str, label: str, unit: str, series: Mapping[str, Fraction], months: Sequence[str]) -> Sign:
    """Compare the latest months of a series with those before them; `months` are the two windows, oldest first.

    Source: an exact permutation test on the difference of the means: of all ways to part these months in two, the share
    in which the later part is as low as it was, or lower. At least four months are needed on each side.
    """
    half = len(months) // 2
    before = tuple(month for month in months[:half] if month in series)
    after = tuple(month for month in months[half:] if month in series)
    if not before or not after:
        return Sign(key, label, unit, before, after, None, None, None)
    first, last = _mean([series[one] for one in before]), _mean([series[one] for one in after])
    enough = len(before) >= LEAST and len(after) >= LEAST
    p = fall_p([series[one] for one in before], [series[one] for one in after]) if enough else None
    return Sign(key, label, unit, before, after, first, last, p)


def fall_p(before: Sequence[Fraction], after: Sequence[Fraction]) -> float:
    """The share of all partings of these values in which the later part is as low as it was, or lower."""
    values = [*before, *after]
    seen = sum(after, Fraction(0))
    parts = [sum(part, Fraction(0)) for part in combinations(values, len(after))]
    return sum(part <= seen for part in parts) / len(parts)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def reduced(signs: Sequence[Sign], *, fee_held: bool | None) -> Verdict:
    """Two signs that fell under a fee that held is a yes, one is a reason to ask, none of three or more is a no."""
    told = [one for one in signs if one.p is not None]
    fell = [one for one in told if one.fell]
    if len(fell) > 1 and fee_held:
        return "yes"
    if fell:
        return "partly"
    return "no" if len(told) > 2 else "cannot_tell"
