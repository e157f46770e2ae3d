"""Percentages that decide: exact inside, and rounded for people so that they never tell another verdict."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

HALF = Fraction(1, 2)
KEPT_PLACES = 4
_SHOWN_PLACES = (2, 3, 4)
# The 97.5th percentile of the normal distribution.
_Z = Decimal("1.959963984540054")


def share(part: int, whole: int) -> Fraction:
    """`part` of `whole` (more than none) in per cent, exactly."""
    return Fraction(100 * part, whole)


def rounded(exact: Fraction, places: int) -> Decimal:
    """Rounded to so many decimal places, halves away from zero (for figures that are not negative)."""
    return Decimal(floor(exact * 10**places + HALF)).scaleb(-places)


def reaches(exact: Fraction, target: Decimal, round_dp: int | None = None) -> bool:
    """Whether the figure is at least the target; rounded first only when the contract says to how many places."""
    figure = exact if round_dp is None else Fraction(rounded(exact, round_dp))
    return figure >= Fraction(target)


def kept(exact: Fraction, target: Decimal | None) -> Decimal:
    """The figure to four decimal places, on the same side of the target as the exact one."""
    plain = rounded(exact, KEPT_PLACES)
    if target is None or (plain >= target) == reaches(exact, target):
        return plain
    towards = floor if exact < Fraction(target) else ceil
    return Decimal(towards(exact * 10**KEPT_PLACES)).scaleb(-KEPT_PLACES)


def shown(exact: Fraction, target: Decimal | None, round_dp: int | None = None) -> str:
    """The figure for people: rounded as the contract says, else to as few places (two at least) as keep the verdict.

    94.996 against a target of 95 is shown as 94.996, never as 95.00.
    """
    if round_dp is not None:
        return str(rounded(exact, round_dp))
    for places in _SHOWN_PLACES:
        figure = rounded(exact, places)
        if target is None or (figure >= target) == reaches(exact, target):
            return str(figure)
    return str(kept(exact, target))


def wilson(part: int, whole: int) -> tuple[Decimal, Decimal]:
    """The 95 % interval for the true share behind `part` of `whole`, in per cent to one place. Source: Wilson 1927."""
    n, p, square = Decimal(whole), Decimal(part) / Decimal(whole), _Z * _Z
    middle = p + square / (2 * n)
    reach = _Z * (p * (1 - p) / n + square / (4 * n * n)).sqrt()
    low, high = ((100 * (middle + side * reach) / (1 + square / n)) for side in (-1, 1))
    return _one_place(low), _one_place(high)


def _one_place(figure: Decimal) -> Decimal:
    return min(max(figure, Decimal(0)), Decimal(100)).quantize(Decimal("0.1"), ROUND_HALF_UP)
