"""Whether times pile up just inside their limits: more in the last tenth before the limit than in the tenth before it.

Times of work thin out as they grow longer, so without a reason the last tenth holds no more than the one before it. The
pile is called telling when an even chance between the two would make it as large less than once in a hundred times. The
arithmetic is exact. A desk that works to its limits piles up too, so this is a question and no finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

TENTHS = 10
RARE = Fraction(1, 100)
EVEN = Fraction(1, 2)
LEAST = 5


@dataclass(frozen=True, slots=True)
class Clump:
    """How many times lie in the tenth before the last, the last tenth inside the limit, and the first tenth outside.

    `inside` are the places, in what was given, of those in the last tenth. `chance` is how often an even chance puts as
    many of the two inner tenths together into the last.
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
    return Clump(before, inside, after, at_least(len(inside), before + len(inside)))


def _tenth(taken: int, allowed: int) -> int:
    """The tenth of the limit a time falls into; the limit itself is still the last one inside."""
    return -(-TENTHS * taken // allowed) - 1


def at_least(hits: int, of: int) -> Fraction:
    """The chance of so many hits or more of `of` at an even chance each, exactly (binomial)."""
    return sum(comb(of, k) for k in range(hits, of + 1)) * EVEN**of
