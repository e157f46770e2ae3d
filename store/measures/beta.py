"""The incomplete beta function and Student's t from it: all the statistics the trend needs, without a slow import.

Source: the continued fraction of the incomplete beta function (DLMF 8.17.22), evaluated by Lentz's method; t by
DLMF 8.17's relation to it. Held against scipy in the tests.
"""

from __future__ import annotations

from math import exp, lgamma, log, log1p

TINY = 1e-300
CLOSE = 1e-15
STEPS = 10_000
# More than the digits of a float can tell apart.
HALVINGS = 80


def betainc(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 <= x <= 1."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - betainc(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1.0 / _safe(1.0 - (a + b) * x / (a + 1))
    value, m = d, 0
    while True:
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1.0 / _safe(1.0 + step * d)
            c = _safe(1.0 + step / c)
            value *= c * d
        if abs(c * d - 1.0) < CLOSE or m > STEPS:
            return value


def _safe(value: float) -> float:
    return value if abs(value) > TINY else TINY


def t_below(freedom: float, t: float) -> float:
    """The chance that Student's t with so many degrees of freedom lies below `t`."""
    tail = 0.5 * betainc(freedom / 2, 0.5, freedom / (freedom + t * t))
    return tail if t < 0 else 1.0 - tail


def t_at(freedom: float, share: float) -> float:
    """The value below which Student's t lies with chance `share` (0.5 < share < 1), by halving."""
    low, high = 0.0, 1.0
    while t_below(freedom, high) < share:
        high *= 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if t_below(freedom, middle) < share else (low, middle)
    return (low + high) / 2
