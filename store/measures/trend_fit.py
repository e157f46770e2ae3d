"""The statistics behind the break-fix trend: small, exact where they can be, and honest about spread.

Counts of tickets vary more than pure chance allows; every test here widens its bounds by that spread (phi).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, exp, log, sqrt

import numpy as np
import numpy.typing as npt

from store.measures.beta import betainc, t_at, t_below

Floats = npt.NDArray[np.float64]
_TURNS = 25
"""Enough for any fit that exists: each turn moves at most 1, and the last ones double the digits."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A quasi-Poisson line through monthly counts: `slope` is the change of the log rate a month.

    `low` and `high` are its 95 % bounds, `falling_p` the one-sided chance of so steep a fall were the rate steady,
    `phi` the spread (1 is pure chance).
    """

    slope: float
    low: float
    high: float
    falling_p: float
    phi: float


def quasi_poisson(counts: Sequence[float], exposure: Sequence[float], months: Sequence[int]) -> Fit | None:
    """Fit count ~ month with the exposure as offset; None with fewer than four months or nothing to fit.

    Source: McCullagh and Nelder 1989 (quasi-likelihood, iteratively re-weighted least squares); phi is Pearson's
    chi-square over its degrees of freedom, never below 1; the slope is tested with Student's t.
    """
    y, size, x = (np.asarray(column, dtype=np.float64) for column in (counts, exposure, months))
    if len(y) < 4 or not y.sum():
        return None
    design = np.column_stack([np.ones_like(x), x - x.mean()])
    solved = _solved(y, np.log(size), design)
    if solved is None:
        return None
    weights, mean = solved
    freedom = len(y) - 2
    phi = max(1.0, float((np.square(y - mean) / mean).sum()) / freedom)
    spread = sqrt(phi * float(np.linalg.inv(design.T @ (mean[:, None] * design))[1, 1]))
    return _tested(float(weights[1]), spread, freedom, phi)


def _tested(slope: float, spread: float, freedom: int, phi: float) -> Fit:
    reach = t_at(freedom, 0.975) * spread
    return Fit(slope, slope - reach, slope + reach, t_below(freedom, slope / spread), phi)


def _solved(y: Floats, offset: Floats, design: Floats) -> tuple[Floats, Floats] | None:
    """The weights and the fitted means; None where the counts are so split that the slope has no end."""
    weights = np.array([log(float(y.sum()) / float(np.exp(offset).sum())), 0.0])
    for _ in range(_TURNS):
        mean = np.exp(design @ weights + offset)
        step = np.linalg.solve(design.T @ (mean[:, None] * design), design.T @ (y - mean))
        step = step / max(1.0, float(np.abs(step).max()))
        weights = weights + step
        if float(np.abs(step).max()) < 1e-10:
            return weights, np.exp(design @ weights + offset)
    return None


def mann_kendall_falling_p(rates: Sequence[float]) -> float:
    """One-sided chance of so falling an order of rates by chance; ties and continuity are allowed for.

    Source: Mann 1945, Kendall 1975 (normal approximation).
    """
    n = len(rates)
    score = sum((b > a) - (b < a) for place, a in enumerate(rates) for b in rates[place + 1 :])
    ties = [rates.count(rate) for rate in set(rates)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    if not variance or not score:
        return 1.0 if score > 0 else 0.5
    z = (score - (1 if score > 0 else -1)) / sqrt(variance)
    return (1 + erf(z / sqrt(2))) / 2


def rise_p(window: float, base: float, *, share: float, phi: float) -> float:
    """One-sided chance that so many of the tickets fall into the window, were the rate as in the base months.

    `share` is the window's part of the exposure of both. Source: conditional binomial test of two Poisson rates
    (Przyborowski and Wilenski 1940), with counts divided by the spread phi.
    """
    return betainc(window / phi, base / phi + 1, share) if window else 1.0


def ratio_bounds(window: float, base: float, *, exposures: tuple[float, float], phi: float) -> tuple[float, float]:
    """The 95 % bounds of the ratio of two rates, window over base, widened by phi; both counts above zero."""
    middle = log(window / exposures[0]) - log(base / exposures[1])
    reach = 1.959963985 * sqrt(phi * (1 / window + 1 / base))
    return exp(middle - reach), exp(middle + reach)
