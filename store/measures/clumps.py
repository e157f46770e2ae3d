"""Whether times pile up just inside their limits: more than chance would put there between its two neighbours.

The last tenth before the limit is held against the tenth before it and the tenth after it. Where nothing special is at
the limit, a time that falls into one of the three is in the middle one about one time in three, as counts that fall or
rise evenly have it. The pile is called telling when chance alone would make it as large less than once in a hundred
times. The arithmetic is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

TENTHS = 10
RARE = Fraction(1, 100)
MIDDLE = Fraction(1, 3)
LEAST = 5


@dataclass(frozen=True, slots=True)
class Clump:
    """How many times lie in the tenth before the last, the last tenth inside the limit, and the first tenth outside.

    `inside` are the places, in what was given, of those in the last tenth. `chance` is how often chance alone puts as
    many of the three together there.
    """

    before: int
    inside: tuple[int, ...]
    after: int
    chance: Fraction

    @property
    def telling(self) -> bool:
        """Whether it is more than chance."""
        return len(self.inside) >= LEAST and self.chance < RARE


def clump(times: Sequence[tuple[int, int]]) -> Clump:
    """Look at (seconds taken, seconds allowed) pairs around their limits."""
    tenths = [_tenth(taken, allowed) for taken, allowed in times]
    inside = tuple(place for place, tenth in enumerate(tenths) if tenth == TENTHS - 1)
    before, after = tenths.count(TENTHS - 2), tenths.count(TENTHS)
    return Clump(before, inside, after, at_least(len(inside), before + len(inside) + after))


def _tenth(taken: int, allowed: int) -> int:
    """The tenth of the limit a time falls into; the limit itself is still the last one inside."""
    return -(-TENTHS * taken // allowed) - 1


def at_least(hits: int, of: int) -> Fraction:
    """The chance of so many hits or more of `of` at one in three each, exactly (binomial)."""
    miss = 1 - MIDDLE
    return sum((comb(of, k) * MIDDLE**k * miss ** (of - k) for k in range(hits, of + 1)), Fraction(0))
