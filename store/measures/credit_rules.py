"""What one missed level is worth under one credit rule; it never chooses between two readings of a rule.

Values are exact fractions: rounding happens once, where a sum becomes money. Bands are matched after the contract's own
rounding of the result and before any multiplier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

from store.facts.agreed import CreditBand, CreditRule, ServiceLevel, stands_in
from store.facts.common import Status, Unknown, Why
from store.measures.level_names import level_name
from store.measures.results import LevelResult

PERCENT = "%"
POINTS = "points"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What one level earns the customer before caps: `value` in `unit` (%, points, or a currency code).

    Per cent are of the month's recurring charge. `tickets` are the incidents that earned it, where they are known.
    `by` names the fields of the rule, besides what a miss is worth, that made the value what it is.
    """

    result: LevelResult
    rule: CreditRule
    unit: str
    value: Fraction
    what: str
    tickets: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


class NotTold(Exception):  # noqa: N818 - not an error: it carries the reason code up through the arithmetic
    """Something a credit needs cannot be told; `unknown` says what and why."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown.what)
        self.unknown = unknown


def rule_for(level: ServiceLevel, rules: Sequence[CreditRule]) -> CreditRule | None:
    """Choose the rule that names this level most closely; None if no rule covers it.

    Raises:
        NotTold: two rules cover the level equally closely and say different things, or the one that does is in doubt.
    """
    fitting = _of_the_plan(level, [rule for rule in rules if rule.kind != "modifier" and _covers(rule, level)])
    if not fitting:
        return None
    closest = max(map(_closeness, fitting))
    chosen = [rule for rule in fitting if _closeness(rule) == closest]
    if len({_terms(rule) for rule in chosen}) > 1:
        raise _doubt(level, "two credit rules cover it and they differ", "say which credit rule applies")
    if chosen[0].status in (Status.CONFLICT, Status.UNKNOWN):
        readings = "; or ".join(chosen[0].readings) or "its terms could not be read for certain"
        raise _doubt(level, readings, "confirm or correct the credit rule")
    return chosen[0]


def _covers(rule: CreditRule, level: ServiceLevel) -> bool:
    return (
        rule.metric in (None, level.metric)
        and rule.priority in (None, level.priority)
        and (rule.service is None or rule.service.casefold() == (level.service or "").casefold())
        and stands_in(level, rule.within)
    )


def _of_the_plan(level: ServiceLevel, rules: Sequence[CreditRule]) -> list[CreditRule]:
    """The rules for the level's own plan; a level of no plan takes none of several plans that pay differently."""
    plans = sorted({rule.tier for rule in rules if rule.tier})
    if level.tier is None and plans and len({_terms(rule) for rule in rules}) > 1:
        reason = f"it depends on the plan you bought: {', '.join(plans)}"
        raise _doubt(level, reason, "say which plan is yours: correct the credit rules of the others")
    own = (level.tier or "").casefold()
    return [rule for rule in rules if level.tier is None or rule.tier is None or rule.tier.casefold() == own]


def _closeness(rule: CreditRule) -> int:
    return sum(part is not None for part in (rule.metric, rule.priority, rule.service, rule.tier))


def _terms(rule: CreditRule) -> tuple[object, ...]:
    """Everything that decides an amount, so that one rule read twice from a contract is not a conflict."""
    return (
        rule.kind,
        rule.value,
        rule.currency,
        rule.per,
        (rule.bands, rule.bands_of, rule.least_tickets),
        rule.base,
        (rule.allocation_pct, rule.pool_pct, rule.at_risk_pct),
        (rule.points_to_pct, rule.point_pct, rule.point_amount),
        (rule.repeat_factor, rule.cap_pct, rule.round_dp, rule.one_per_incident, rule.highest_only),
        (rule.cap_amount, rule.minimum_amount, rule.threshold_amount, rule.limit_currency),
        (rule.earn_back_months, rule.earn_back_pct, rule.earn_back_all),
        rule.status in (Status.CONFLICT, Status.UNKNOWN),
    )


def _doubt(level: ServiceLevel, reason: str, fix: str) -> NotTold:
    return NotTold(Unknown(f"the credit for {level_name(level)}: {reason}", Why.CONFLICT, fix))


def worth(result: LevelResult, rule: CreditRule) -> Entitlement:
    """Value one missed level under its rule, before any multiplier for repetition.

    Source: the kinds of service credit in the contract model (flat, ladder, per full point, points, pool, pro rata,
    per event). A value of zero says in `what` why nothing is due.

    Raises:
        NotTold: the rule lacks a figure, has a hole where the result falls, or rests on a charge nobody gave.
    """
    kinds = {
        "flat": _flat,
        "ladder": _ladder,
        "per_point": _per_point,
        "points": _points,
        "pool": _pool,
        "prorata": _prorata,
        "per_event": _per_event,
        "per_span": _per_span,
    }
    if rule.kind not in kinds:
        raise _unread(result, f"credits of the kind {rule.kind!r} are not known")
    return kinds[rule.kind](result, rule)


def _flat(result: LevelResult, rule: CreditRule) -> Entitlement:
    value = _needed(result, rule.value, "what a miss is worth")
    return _of_charge(result, rule, value, f"{_written(value, rule)} for a miss")


def _ladder(result: LevelResult, rule: CreditRule) -> Entitlement:
    band, where = _band(result, rule)
    return _of_charge(result, rule, Fraction(band.value), f"{where} in {_band_name(band, rule)}")


def _per_point(result: LevelResult, rule: CreditRule) -> Entitlement:
    value = _needed(result, rule.value, "what a point is worth")
    per = Fraction(rule.per if rule.per is not None else 1)
    if per <= 0:
        raise _unread(result, "the credit step is not above zero")
    below = _reference(result, rule) - _rounded(reached(result), rule.round_dp)
    full = max(0, floor(below / per))
    words = f"{full} full steps of {plain(per)} points below {plain(_reference(result, rule))} %"
    return _of_charge(result, rule, value * full, f"{words}, {_written(value, rule)} each")


def _points(result: LevelResult, rule: CreditRule) -> Entitlement:
    if not rule.bands:
        points = _needed(result, rule.value, "how many points a miss earns")
        return Entitlement(result, rule, POINTS, points, f"{plain(points)} points for a miss", result.missed)
    band, where = _band(result, rule)
    words = f"{where} in {_band_name(band, rule)}: {plain(Fraction(band.value))} points"
    return Entitlement(result, rule, POINTS, Fraction(band.value), words, result.missed)


def _pool(result: LevelResult, rule: CreditRule) -> Entitlement:
    """Pool x allocation x amount at risk, as in IT outsourcing contracts: 50 % x 40 % x 10 % of the charge."""
    pool = _needed(result, rule.pool_pct, "the pool percentage")
    share = _needed(result, rule.allocation_pct, "the share of the pool for this level")
    risk = _needed(result, rule.at_risk_pct, "the amount at risk")
    words = f"pool {plain(pool)} % x share {plain(share)} % x {plain(risk)} % at risk"
    return Entitlement(result, rule, PERCENT, pool * share * risk / 10000, words, result.missed)


def _prorata(result: LevelResult, rule: CreditRule) -> Entitlement:
    if rule.currency is not None:
        raise _doubt(result.level, f"a share of the charge stands beside {rule.currency}", "correct the credit rule")
    below = max(Fraction(0), _reference(result, rule) - _rounded(reached(result), rule.round_dp))
    times = Fraction(rule.value if rule.value is not None else 1)
    return _of_charge(result, rule, below * times, f"{plain(below)} points short x {plain(times)} % a point")


def _per_event(result: LevelResult, rule: CreditRule) -> Entitlement:
    value = _needed(result, rule.value, "what one event is worth")
    if not result.missed:
        raise _unread(result, "which events count is not recorded", why=Why.NOT_UPLOADED)
    events = len(result.missed)
    return _of_charge(result, rule, value * events, f"{events} late x {_written(value, rule)}")


def _per_span(result: LevelResult, rule: CreditRule) -> Entitlement:
    """So much for each full span of downtime; all of the month's downtime is added up first."""
    value = _needed(result, rule.value, "what a span of downtime is worth")
    minutes = _needed(result, rule.per, "how long such a span is")
    if result.down_s is None or minutes <= 0:
        raise _unread(result, "how long the service was down is not recorded", why=Why.NOT_UPLOADED)
    full = floor(Fraction(result.down_s, 60) / minutes)
    words = f"{full} full spans of {plain(minutes)} minutes in {plain(Fraction(result.down_s, 60))} minutes of downtime"
    return _of_charge(result, rule, value * full, f"{words}, {_written(value, rule)} each")


def _of_charge(result: LevelResult, rule: CreditRule, value: Fraction, what: str) -> Entitlement:
    """An amount where the rule names a currency, else a percentage of its base turned into one of the month's charge."""
    if rule.currency is not None:
        return Entitlement(result, rule, rule.currency, value, what, result.missed)
    if rule.base == "monthly_charge":
        return Entitlement(result, rule, PERCENT, value, what, result.missed)
    if rule.base == "at_risk":
        risk = _needed(result, rule.at_risk_pct, "the amount at risk")
        words = f"{what}, of the {plain(risk)} % at risk"
        return Entitlement(result, rule, PERCENT, value * risk / 100, words, result.missed)
    what = f"the credit for {level_name(result.level)}: it is a share of {rule.base.replace('_', ' ')}, not of the bill"
    raise NotTold(Unknown(what, Why.NOT_UPLOADED, "say what that charge was for the month"))


def _written(value: Fraction, rule: CreditRule) -> str:
    return f"{rule.currency} {plain(value)}" if rule.currency else f"{plain(value)} %"


def _needed(result: LevelResult, value: Decimal | None, what: str) -> Fraction:
    if value is None:
        raise _unread(result, f"{what} was not found")
    return Fraction(value)


def _unread(result: LevelResult, reason: str, *, why: Why = Why.UNPARSEABLE) -> NotTold:
    fix = "correct the credit rule" if why is Why.UNPARSEABLE else "add the month's records"
    return NotTold(Unknown(f"the credit for {level_name(result.level)}: {reason}", why, fix))


def _reference(result: LevelResult, rule: CreditRule) -> Fraction:
    """The level that shortfalls are counted from: the rule's own where it states one, else the target."""
    if len(rule.bands) > 1:
        raise _doubt(result.level, "the rule holds both steps and bands", "confirm or correct the credit rule")
    stated = rule.bands[0].high if rule.bands else result.level.target_pct
    return _needed(result, stated, "the percentage that shortfalls count from")


def reached(result: LevelResult) -> Fraction:
    """The percentage reached, exactly: from the counts where they bear the stored four decimals out.

    Raises:
        NotTold: no percentage is stored.
    """
    if result.actual is None:
        raise _unread(result, "the percentage reached is not recorded", why=Why.NOT_UPLOADED)
    if result.n is None or not result.of:
        return Fraction(result.actual)
    exact = Fraction(100 * result.n, result.of)
    return exact if abs(exact - Fraction(result.actual)) <= Fraction(1, 10000) else Fraction(result.actual)


def _band(result: LevelResult, rule: CreditRule) -> tuple[CreditBand, str]:
    """The one rung that the result, or its shortfall, falls in, and the words that begin the sentence about it."""
    value = _rounded(reached(result), rule.round_dp)
    if rule.bands_of == "shortfall":
        value = _needed(result, result.level.target_pct, "the percentage that shortfalls count from") - value
    what = f"{plain(value)} {_unit(rule)}"
    fitting = [band for band in rule.bands if _inside(value, band)]
    if not fitting:
        reason = f"{what} falls in no band of the contract's table"
        raise _doubt(result.level, reason, "agree with the provider which band applies")
    if len({band.value for band in fitting}) > 1:
        reason = f"{what} falls in two bands of the contract's table"
        raise _doubt(result.level, reason, "agree with the provider which band applies")
    return fitting[0], f"{what} falls"


def _unit(rule: CreditRule) -> str:
    return "points below the level" if rule.bands_of == "shortfall" else "%"


def _inside(value: Fraction, band: CreditBand) -> bool:
    above = band.low is None or value > band.low or (band.low_included and value == band.low)
    below = band.high is None or value < band.high or (band.high_included and value == band.high)
    return above and below


def _band_name(band: CreditBand, rule: CreditRule) -> str:
    name = f"the band {band.name}".rstrip()
    if rule.bands_of == "shortfall":
        low, high = (None if end is None else plain(Fraction(end)) for end in (band.low, band.high))
        return f"{name} {'over ' + str(low) if high is None else f'{low or 0}-{high}'} points"
    low = "0" if band.low is None else plain(Fraction(band.low))
    high = "100" if band.high is None else plain(Fraction(band.high))
    return f"{name} {low}-{high} %"


def _rounded(value: Fraction, places: int | None) -> Fraction:
    if places is None:
        return value
    scale = 10**places
    return Fraction(floor(value * scale + Fraction(1, 2)), scale)


def as_decimal(value: Fraction, places: int = 6) -> Decimal:
    """Write a fraction as a decimal of at most so many places, halves away from zero, without trailing noughts."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def plain(value: Fraction) -> str:
    """Write a fraction for people: "98.95", "5"."""
    return f"{as_decimal(value, 4):f}"
