"""Credits that go by how long a service was down: for each span of time, for each long outage, or in proportion.

Where the clause leaves open how time is counted (whether a span begun counts, whether the outages of a month are added
up first), every reading is worked out: where all come to the same the credit is sure, else the least of them stands
and the doubt is listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from store.facts.common import Unknown, Why
from store.facts.credit_rule import UNSAID, CreditRule
from store.measures.credit_values import (
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
from store.measures.level_names import level_name
from store.measures.results import LevelResult

MINUTE = 60
_ASK = "agree with the provider how the clause counts the time"


def per_span(result: LevelResult, rule: CreditRule, month: str) -> Entitlement:
    """So much for each span of downtime, as `span_part`, `span_of` and `time_of` count it."""
    value = needed(result, rule.value, "what a span of downtime is worth")
    minutes = needed(result, rule.per, "how long such a span is")
    if minutes <= 0:
        raise unread(result, "how long such a span is was not found")
    counts = sorted({_count(part, minutes, time) for part in _parts(rule) for time in _times(result, rule)})
    least, most = counts[0], counts[-1]
    kind = {"begun": "begun ", "full": "full "}.get(rule.span_part, "")
    spans = f"{plain(least)} {kind}spans of {plain(minutes)} minutes in {_down(result, rule)}"
    earned = of_charge(result, rule, value * least, f"{spans}, {written(value, rule)} each", month)
    if least == most:
        return _with_planned(earned)
    what = f"whether {plain(least)} or up to {plain(most)} spans of {plain(minutes)} minutes count for {_name(result)}"
    return _with_planned(_doubted(earned, what))


def per_outage(result: LevelResult, rule: CreditRule, month: str) -> Entitlement:
    """So much for each outage that lasted longer than `longer_than` minutes (or as long, where the words say so)."""
    value = needed(result, rule.value, "what one outage is worth")
    least = Fraction(rule.longer_than or 0) * MINUTE
    long = [one for one in _spans(result) if one > least or (rule.longer_or_as and one == least)]
    limit = f" of {plain(least / MINUTE)} minutes or more" if rule.longer_or_as else ""
    limit = limit or (f" longer than {plain(least / MINUTE)} minutes" if least else "")
    count = min(1, len(long)) if rule.span_of == UNSAID else len(long)
    earned = of_charge(result, rule, value * count, f"{count} outages{limit} x {written(value, rule)}", month)
    if count < len(long):
        earned = _doubted(
            earned, f"whether the credit for {_name(result)} is due once or for each of {len(long)} outages"
        )
    return _with_planned(earned)


def prorata(result: LevelResult, rule: CreditRule, month: str) -> Entitlement:
    """A share of the charge in proportion: to the points short of the level, or to all downtime of the agreed time."""
    if rule.currency is not None:
        raise in_doubt(result.level, f"a share of the charge stands beside {rule.currency}", "correct the credit rule")
    times = Fraction(rule.value if rule.value is not None else 1)
    if rule.time_of != "downtime":
        below = max(Fraction(0), reference(result, rule) - rounded(reached(result), rule.round_dp))
        return of_charge(result, rule, below * times, f"{plain(below)} points short x {plain(times)} % a point", month)
    if not result.agreed_s:
        raise unread(result, "the agreed time of the month is not told", why=Why.NOT_IN_CONTRACT)
    down = max(Fraction(0), _total(result) - Fraction(rule.longer_than or 0) * MINUTE)
    words = f"{plain(down / MINUTE)} of {plain(Fraction(result.agreed_s, MINUTE))} minutes of the month"
    words += f" x {plain(times)}" if times != 1 else ""
    return _with_planned(of_charge(result, rule, 100 * times * down / result.agreed_s, words, month))


def _parts(rule: CreditRule) -> tuple[str, ...]:
    return ("full", "begun") if rule.span_part == UNSAID else (rule.span_part,)


def _times(result: LevelResult, rule: CreditRule) -> Iterator[list[Fraction]]:
    """The stretches that spans are counted in, in seconds, for each reading of the clause."""
    free = Fraction(rule.longer_than or 0) * MINUTE
    if rule.time_of == "excess":
        yield [max(Fraction(0), _total(result) - _permitted(result))]
        return
    if rule.span_of in {"month", UNSAID}:
        yield [max(Fraction(0), _total(result) - free)]
    if rule.span_of in {"outage", UNSAID}:
        yield [max(Fraction(0), one - free) for one in _spans(result)]


def _count(part: str, minutes: Fraction, stretches: list[Fraction]) -> Fraction:
    spans = [one / (minutes * MINUTE) for one in stretches]
    rounding = {"full": floor, "begun": ceil}.get(part)
    return sum((Fraction(rounding(one)) if rounding else one for one in spans), Fraction(0))


def _permitted(result: LevelResult) -> Fraction:
    """The seconds that a service may be down in the month and still meet its level."""
    target = needed(result, result.level.target_pct, "the percentage that the permitted downtime follows from")
    if result.agreed_s is None:
        raise unread(result, "the agreed time of the month is not told", why=Why.NOT_IN_CONTRACT)
    base = result.agreed_s if result.level.full_month_denominator else result.agreed_s - (result.planned_s or 0)
    return base * (100 - target) / 100


def _total(result: LevelResult) -> Fraction:
    if result.down_s is None:
        raise unread(result, "how long the service was down is not recorded", why=Why.NOT_UPLOADED)
    return Fraction(result.down_s)


def _spans(result: LevelResult) -> list[Fraction]:
    _total(result)
    return [Fraction(one) for one in result.down_spans]


def _down(result: LevelResult, rule: CreditRule) -> str:
    down = f"{plain(_total(result) / MINUTE)} minutes of downtime"
    if rule.time_of == "excess":
        return f"{down}, {plain(_permitted(result) / MINUTE)} of them within the level"
    return f"{down} less {plain(Fraction(rule.longer_than))} free minutes" if rule.longer_than else down


def _name(result: LevelResult) -> str:
    return level_name(result.level)


def _doubted(earned: Entitlement, what: str) -> Entitlement:
    return replace(earned, doubts=(*earned.doubts, Unknown(what, Why.CONFLICT, _ASK)))


def _with_planned(earned: Entitlement) -> Entitlement:
    """Planned work that the contract nowhere excuses may count as well: the credit is then more."""
    if not earned.result.unclear_s:
        return earned
    minutes = plain(Fraction(earned.result.unclear_s, MINUTE))
    return _doubted(earned, f"whether {minutes} minutes of planned work count as downtime for {_name(earned.result)}")
