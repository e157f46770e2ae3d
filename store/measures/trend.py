"""Whether faults are getting fewer, as promised: an answer only where the counts can carry one.

Months 1 to 3 set the baseline; to month 12 the question is whether faults decline; after that whether they stay low,
measured against months 7 to 12. A low figure after the fact, or two rises in a row, is never the yardstick.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import exp, log
from typing import Literal

from store.facts.common import Period, Unknown, Why, month_at, month_index
from store.measures.trend_fit import Fit, mann_kendall_falling_p, quasi_poisson, ratio_bounds, rise_p

State = Literal["baseline", "declining", "not_declining", "too_early", "low_held", "amber", "red", "cannot_tell"]

BASE = range(7, 13)
WORTH_HAVING = log(0.97)
"""A decline of 3 % a month: "not declining" is only said where the counts rule that much out."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The trend of break-fix tickets for each user (or device) up to one month of the contract.

    `months` and `rates` are the months used. `slope` and `ci` are changes a month in per cent. `p` is one-sided: of the
    decline in the first year, of the rise after it. `base_rate` is that of months 7 to 12, `window_rate` that of the
    latest months, `ratio` the second over the first. `without` is the same with the rollout months left out. `parts`
    are short phrases for a headline.
    """

    state: State
    month_of_contract: int
    months: tuple[str, ...] = ()
    rates: tuple[float, ...] = ()
    slope: float | None = None
    ci: tuple[float, float] | None = None
    phi: float | None = None
    p: float | None = None
    mann_kendall_p: float | None = None
    base_rate: float | None = None
    window_rate: float | None = None
    ratio: float | None = None
    ratio_ci: tuple[float, float] | None = None
    month_12_rate: float | None = None
    rollout: tuple[str, ...] = ()
    without: Trend | None = None
    parts: tuple[str, ...] = ()
    why: Unknown | None = None


@dataclass(frozen=True, slots=True)
class _Month:
    """One month of the contract (1 is the first) with its tickets and what they are counted against."""

    number: int
    name: str
    count: int
    exposure: float

    @property
    def rate(self) -> float:
        return self.count / self.exposure


@dataclass(frozen=True, slots=True)
class _Window:
    """The latest months against the base months."""

    rate: float
    p: float
    ratio: float | None
    ratio_ci: tuple[float, float] | None
    hot: bool


def break_fix_trend(
    counts: Mapping[str, int],
    exposure: Mapping[str, int | Decimal],
    *,
    service_start: date,
    rollout: frozenset[str] = frozenset(),
    as_of_month: str,
) -> Trend:
    """Judge the trend as of the month "2026-09", by the month of the contract that it is.

    `counts` are break-fix tickets and `exposure` users or devices by month; a first month begun late counts in part.
    `rollout` months are judged with and without; where the two differ, the answer in
    between stands (amber, or too early to tell).

    Source: quasi-Poisson regression to month 12 (declining: one-sided p < .05; not declining: the 95 % bounds exclude
    3 % a month); from month 13 a conditional binomial test, red at p < .02 and 1.2 times the base twice running.
    """
    number = _number(as_of_month, service_start)
    if number < 1:
        unknown = Unknown("the break-fix trend before the service started", Why.NO_DEMAND, "ask for a later month")
        return Trend("cannot_tell", number, why=unknown)
    months = _served(counts, exposure, service_start, number)
    gaps = [name for name in _needed(service_start, number) if name not in {month.name for month in months}]
    if gaps:
        what = f"the break-fix trend: no tickets or head count for {', '.join(gaps)}"
        return Trend("cannot_tell", number, why=Unknown(what, Why.NOT_UPLOADED, "add the tickets and the head count"))
    whole = _judged(months, number)
    flagged = tuple(month.name for month in months if month.name in rollout)
    return _with_and_without(whole, months, flagged) if flagged else whole


def _number(month: str, start: date) -> int:
    return month_index(month) - month_index(start) + 1


def _name(number: int, start: date) -> str:
    return month_at(month_index(start) + number - 1)


def _needed(start: date, number: int) -> list[str]:
    """The months the verdict rests on: all in the first year, then the base and the two windows."""
    wanted = range(1, number + 1) if number <= 12 else sorted({*BASE, *range(number - 3, number + 1)})
    return [_name(one, start) for one in wanted]


def _served(counts: Mapping[str, int], exposure: Mapping[str, int | Decimal], start: date, number: int) -> list[_Month]:
    named = [(one, _name(one, start)) for one in range(1, number + 1)]
    return [
        _Month(one, name, counts[name], float(exposure[name]) * _part(name, start))
        for one, name in named
        if name in counts and exposure.get(name, 0) > 0
    ]


def _part(month: str, start: date) -> float:
    """The share of the month in which the service ran."""
    span = Period.of_month(month)
    days = (span.end - max(start, span.start)).days + 1
    return days / span.end.day


def _judged(months: Sequence[_Month], number: int) -> Trend:
    trend = Trend(
        "baseline",
        number,
        months=tuple(month.name for month in months),
        rates=tuple(month.rate for month in months),
        month_12_rate=next((month.rate for month in months if month.number == 12), None),
    )
    if number <= 3:
        return replace(trend, parts=(f"month {number} of the baseline",))
    return _first_year(trend, months) if number <= 12 else _later(trend, months)


def _first_year(trend: Trend, months: Sequence[_Month]) -> Trend:
    if not sum(month.count for month in months):
        what = "the break-fix trend: no break-fix ticket in any month"
        return replace(trend, state="cannot_tell", why=Unknown(what, Why.NO_DEMAND, "check how faults are recorded"))
    fit = _fit(months)
    order = mann_kendall_falling_p([month.rate for month in months])
    if fit is None:
        return replace(trend, state="too_early", mann_kendall_p=order, parts=("too early to tell",))
    state: State = "too_early"
    if fit.falling_p < 0.05:
        state = "declining"
    elif fit.low > WORTH_HAVING:
        state = "not_declining"
    slope, low, high = (_per_cent(value) for value in (fit.slope, fit.low, fit.high))
    words = {"declining": "declining", "not_declining": "not declining", "too_early": "too early to tell"}[state]
    return replace(
        trend,
        state=state,
        slope=slope,
        ci=(low, high),
        phi=fit.phi,
        p=fit.falling_p,
        mann_kendall_p=order,
        parts=(words, f"{slope:+.1f} % a month ({low:+.1f} to {high:+.1f})", _order_words(state, order)),
    )


def _fit(months: Sequence[_Month]) -> Fit | None:
    columns = zip(*((month.count, month.exposure, month.number) for month in months), strict=True)
    counts, exposure, numbers = columns
    return quasi_poisson(counts, exposure, numbers)


def _per_cent(log_change: float) -> float:
    """A change of the log rate as per cent a month."""
    return (exp(log_change) - 1) * 100


def _order_words(state: State, order: float) -> str:
    agrees = (order < 0.05) == (state == "declining")
    return f"the plain order of the months {'says the same' if agrees else 'does not settle it'}"


def _later(trend: Trend, months: Sequence[_Month]) -> Trend:
    base = [month for month in months if month.number in BASE]
    fit = _fit([month for month in months if month.number <= 12])
    phi = fit.phi if fit else 1.0
    now = _window(months, base, trend.month_of_contract, phi)
    before = _window(months, base, trend.month_of_contract - 1, phi)
    if now is None:
        what = "the break-fix trend: too few months left to compare"
        return replace(trend, state="cannot_tell", why=Unknown(what, Why.NO_DEMAND, "wait for another month"))
    running = bool(before and before.hot)
    state: State = "low_held" if not now.hot else ("red" if running else "amber")
    return replace(
        trend,
        state=state,
        phi=phi,
        p=now.p,
        base_rate=_rate(base),
        window_rate=now.rate,
        ratio=now.ratio,
        ratio_ci=now.ratio_ci,
        parts=_later_words(now, state),
    )


def _window(months: Sequence[_Month], base: Sequence[_Month], number: int, phi: float) -> _Window | None:
    """Compare the three months up to `number` with the base months; in months 13 and 14 they share one or two."""
    window = [month for month in months if number - 3 < month.number <= number]
    if not any(month.number > 12 for month in window) or len(base) < 4:
        return None
    (seen, size), (held, base_size) = _total(window), _total(base)
    p = rise_p(seen, held, share=size / (size + base_size), phi=phi)
    ratio = (seen / size) / (held / base_size) if held else None
    bounds = ratio_bounds(seen, held, exposures=(size, base_size), phi=phi) if seen and held else None
    return _Window(seen / size, p, ratio, bounds, hot=p < 0.02 and (ratio is None or ratio >= 1.2))


def _total(months: Sequence[_Month]) -> tuple[int, float]:
    return sum(month.count for month in months), sum(month.exposure for month in months)


def _rate(months: Sequence[_Month]) -> float:
    count, exposure = _total(months)
    return count / exposure


def _later_words(now: _Window, state: State) -> tuple[str, ...]:
    running = {"red": ("two months running",), "amber": ("for the first time",)}.get(state, ())
    if now.ratio is None:
        return ("no fault in months 7 to 12", *running)
    direction = "up" if now.ratio >= 1 else "down"
    bounds = f" ({now.ratio_ci[0]:.2f} to {now.ratio_ci[1]:.2f})" if now.ratio_ci else ""
    return (f"{direction} to {now.ratio:.2f} times months 7 to 12{bounds}", *running)


def _with_and_without(whole: Trend, months: Sequence[_Month], flagged: tuple[str, ...]) -> Trend:
    """Judge again without the rollout months, at most two in a contract year; in between, where the two differ."""
    whole = replace(whole, rollout=flagged)
    years = [(month.number - 1) // 12 for month in months if month.name in flagged]
    if any(years.count(year) > 2 for year in years):
        note = "more than two rollout months in a year: none was left out"
        return replace(whole, parts=(*whole.parts, note))
    kept = [month for month in months if month.name not in flagged]
    if not kept:
        return whole
    without = _judged(kept, whole.month_of_contract)
    note = f"without the rollout months: {without.state.replace('_', ' ')}"
    return replace(whole, state=_in_between(whole.state, without.state), without=without, parts=(*whole.parts, note))


def _in_between(whole: State, without: State) -> State:
    if without in (whole, "cannot_tell"):
        return whole
    return "amber" if whole in ("low_held", "amber", "red") else "too_early"
