"""What one missed level is worth under one credit rule; it never chooses between two readings of a rule.

Values are exact fractions: rounding happens once, where a sum becomes money. Bands are matched after the contract's own
rounding of the result and before any multiplier.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from store.facts.agreed import ServiceLevel, stands_in
from store.facts.common import Status, Why
from store.facts.credit_rule import CreditBand, CreditRule
from store.measures.credit_downtime import MINUTE, per_outage, per_span, prorata
from store.measures.credit_values import (
    PERCENT,
    POINTS,
    Entitlement,
    in_doubt,
    needed,
    of_charge,
    plain,
    reached,
    reference,
    rounded,
    unread,
    written,
)
from store.measures.results import LevelResult


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
        raise in_doubt(level, "two credit rules cover it and they differ", "say which credit rule applies")
    if chosen[0].status in (Status.CONFLICT, Status.UNKNOWN):
        readings = "; or ".join(chosen[0].readings) or "its terms could not be read for certain"
        raise in_doubt(level, readings, "confirm or correct the credit rule")
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
        raise in_doubt(level, reason, "say which plan is yours: correct the credit rules of the others")
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
        (rule.base, rule.part_of),
        (rule.span_part, rule.span_of, rule.time_of, rule.longer_than, rule.longer_or_as, rule.without_miss),
        (rule.allocation_pct, rule.pool_pct, rule.at_risk_pct),
        (rule.points_to_pct, rule.point_pct, rule.point_amount),
        (rule.repeat_factor, rule.cap_pct, rule.round_dp, rule.one_per_incident, rule.highest_only),
        (rule.cap_amount, rule.minimum_amount, rule.threshold_amount, rule.limit_currency),
        (rule.earn_back_months, rule.earn_back_pct, rule.earn_back_all),
        rule.status in (Status.CONFLICT, Status.UNKNOWN),
    )


def worth(result: LevelResult, rule: CreditRule, month: str) -> Entitlement:
    """Value one missed level of a month ("2026-09") under its rule, before any multiplier for repetition.

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
        "prorata": prorata,
        "per_event": _per_event,
        "per_span": per_span,
        "per_outage": per_outage,
    }
    if rule.kind not in kinds:
        raise unread(result, f"credits of the kind {rule.kind!r} are not known")
    return kinds[rule.kind](result, rule, month)


def _flat(result: LevelResult, rule: CreditRule, month: str) -> Entitlement:
    value = needed(result, rule.value, "what a miss is worth")
    return of_charge(result, rule, value, f"{written(value, rule)} for a miss", month)


def _ladder(result: LevelResult, rule: CreditRule, month: str) -> Entitlement:
    band, where = _band(result, rule)
    return of_charge(result, rule, Fraction(band.value), f"{where} in {_band_name(band, rule)}", month)


def _per_point(result: LevelResult, rule: CreditRule, month: str) -> Entitlement:
    value = needed(result, rule.value, "what a point is worth")
    per = Fraction(rule.per if rule.per is not None else 1)
    if per <= 0:
        raise unread(result, "the credit step is not above zero")
    below = reference(result, rule) - rounded(reached(result), rule.round_dp)
    full = max(0, floor(below / per))
    words = f"{full} full steps of {plain(per)} points below {plain(reference(result, rule))} %"
    return of_charge(result, rule, value * full, f"{words}, {written(value, rule)} each", month)


def _points(result: LevelResult, rule: CreditRule, _month: str) -> Entitlement:
    if not rule.bands:
        points = needed(result, rule.value, "how many points a miss earns")
        return Entitlement(result, rule, POINTS, points, f"{plain(points)} points for a miss", result.missed)
    band, where = _band(result, rule)
    words = f"{where} in {_band_name(band, rule)}: {plain(Fraction(band.value))} points"
    return Entitlement(result, rule, POINTS, Fraction(band.value), words, result.missed)


def _pool(result: LevelResult, rule: CreditRule, _month: str) -> Entitlement:
    """Pool x allocation x amount at risk, as in IT outsourcing contracts: 50 % x 40 % x 10 % of the charge."""
    pool = needed(result, rule.pool_pct, "the pool percentage")
    share = needed(result, rule.allocation_pct, "the share of the pool for this level")
    risk = needed(result, rule.at_risk_pct, "the amount at risk")
    words = f"pool {plain(pool)} % x share {plain(share)} % x {plain(risk)} % at risk"
    return Entitlement(result, rule, PERCENT, pool * share * risk / 10000, words, result.missed)


def _per_event(result: LevelResult, rule: CreditRule, month: str) -> Entitlement:
    value = needed(result, rule.value, "what one event is worth")
    if not result.missed:
        raise unread(result, "which events count is not recorded", why=Why.NOT_UPLOADED)
    events = len(result.missed)
    return of_charge(result, rule, value * events, f"{events} late x {written(value, rule)}", month)


def _band(result: LevelResult, rule: CreditRule) -> tuple[CreditBand, str]:
    """The one rung that the result, or its shortfall, falls in, and the words that begin the sentence about it."""
    value = rounded(reached(result), rule.round_dp)
    if rule.bands_of == "shortfall":
        value = needed(result, result.level.target_pct, "the percentage that shortfalls count from") - value
    if rule.bands_of == "downtime":
        if result.down_s is None:
            raise unread(result, "how long the service was down is not recorded", why=Why.NOT_UPLOADED)
        value = Fraction(result.down_s, MINUTE)
    what = f"{plain(value)} {_unit(rule)}"
    fitting = [band for band in rule.bands if _inside(value, band)]
    if not fitting:
        reason = f"{what} falls in no band of the contract's table"
        raise in_doubt(result.level, reason, "agree with the provider which band applies")
    if len({band.value for band in fitting}) > 1:
        reason = f"{what} falls in two bands of the contract's table"
        raise in_doubt(result.level, reason, "agree with the provider which band applies")
    return fitting[0], f"{what} falls"


def _unit(rule: CreditRule) -> str:
    return {"shortfall": "points below the level", "downtime": "minutes of downtime"}.get(rule.bands_of, "%")


def _inside(value: Fraction, band: CreditBand) -> bool:
    above = band.low is None or value > band.low or (band.low_included and value == band.low)
    below = band.high is None or value < band.high or (band.high_included and value == band.high)
    return above and below


def _band_name(band: CreditBand, rule: CreditRule) -> str:
    name = f"the band {band.name}".rstrip()
    if rule.bands_of != "result":
        low, high = (None if end is None else plain(Fraction(end)) for end in (band.low, band.high))
        unit = "points" if rule.bands_of == "shortfall" else "minutes"
        return f"{name} {'over ' + str(low) if high is None else f'{low or 0}-{high}'} {unit}"
    low = "0" if band.low is None else plain(Fraction(band.low))
    high = "100" if band.high is None else plain(Fraction(band.high))
    return f"{name} {low}-{high} %"
