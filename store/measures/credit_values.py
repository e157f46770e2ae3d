"""What a credit's value is made of, whatever its kind: shares of charges, amounts, and reasons why none can be told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

from store.facts.agreed import ServiceLevel
from store.facts.common import Period, Unknown, Why
from store.facts.credit_rule import CreditRule
from store.measures.level_names import level_name
from store.measures.results import LevelResult

PERCENT = "%"
POINTS = "points"
_PARTS_OF_A_MONTH = {"daily_charge": ("a day's", 1), "hour_of_charge": ("an hour's", 24)}


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What one level earns the customer before caps: `value` in `unit` (%, points, or a currency code).

    Per cent are of the month's recurring charge. `tickets` are the incidents that earned it, where they are known.
    `by` names the fields of the rule, besides what a miss is worth, that made the value what it is; `doubts` what may
    make it more.
    """

    result: LevelResult
    rule: CreditRule
    unit: str
    value: Fraction
    what: str
    tickets: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    doubts: tuple[Unknown, ...] = ()


class NotTold(Exception):  # noqa: N818 - not an error: it carries the reason code up through the arithmetic
    """Something a credit needs cannot be told; `unknown` says what and why."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown.what)
        self.unknown = unknown


def in_doubt(level: ServiceLevel, reason: str, fix: str) -> NotTold:
    """The reason why no credit can be told where the contract says two things, or nothing certain."""
    return NotTold(Unknown(f"the credit for {level_name(level)}: {reason}", Why.CONFLICT, fix))


def of_charge(result: LevelResult, rule: CreditRule, value: Fraction, what: str, month: str) -> Entitlement:
    """An amount where the rule names a currency, else a percentage of its base turned into one of the month's charge.

    A day's charge is the month's over the days of that month, an hour's over its hours, where the contract (`part_of`)
    does not say over how many; the words say which was taken.
    """
    if rule.currency is not None:
        return Entitlement(result, rule, rule.currency, value, what, result.missed)
    if rule.base == "monthly_charge":
        parts = rule.part_of or 1
        words = what if parts == 1 else f"{what}, of 1/{parts} of the month's charge"
        return Entitlement(result, rule, PERCENT, value / parts, words, result.missed)
    if rule.base == "at_risk":
        risk = needed(result, rule.at_risk_pct, "the amount at risk")
        words = f"{what}, of the {plain(risk)} % at risk"
        return Entitlement(result, rule, PERCENT, value * risk / 100, words, result.missed)
    if rule.base in _PARTS_OF_A_MONTH:
        name, hours = _PARTS_OF_A_MONTH[rule.base]
        days = Period.of_month(month).end.day
        parts = rule.part_of or days * hours
        told = "" if rule.part_of else f", the {days} days of the month"
        words = f"{what} of {name} charge, which is 1/{parts} of the month's{told}"
        return Entitlement(result, rule, PERCENT, value / parts, words, result.missed)
    what = f"the credit for {level_name(result.level)}: it is a share of {rule.base.replace('_', ' ')}, not of the bill"
    raise NotTold(Unknown(what, Why.NOT_UPLOADED, "say what that charge was for the month"))


def written(value: Fraction, rule: CreditRule) -> str:
    """What a rule pays, as people write it: "GBP 25", "5 %"."""
    return f"{rule.currency} {plain(value)}" if rule.currency else f"{plain(value)} %"


def needed(result: LevelResult, value: Decimal | None, what: str) -> Fraction:
    """A figure of a rule; NotTold where it was not found."""
    if value is None:
        raise unread(result, f"{what} was not found")
    return Fraction(value)


def unread(result: LevelResult, reason: str, *, why: Why = Why.UNPARSEABLE) -> NotTold:
    """The reason why no credit can be told where something was not read or is not on record."""
    fix = "correct the credit rule" if why is Why.UNPARSEABLE else "add the month's records"
    return NotTold(Unknown(f"the credit for {level_name(result.level)}: {reason}", why, fix))


def reference(result: LevelResult, rule: CreditRule) -> Fraction:
    """The level that shortfalls are counted from: the rule's own where it states one, else the target."""
    if len(rule.bands) > 1:
        raise in_doubt(result.level, "the rule holds both steps and bands", "confirm or correct the credit rule")
    stated = rule.bands[0].high if rule.bands else result.level.target_pct
    return needed(result, stated, "the percentage that shortfalls count from")


def reached(result: LevelResult) -> Fraction:
    """The percentage reached, exactly: from the counts or the seconds where they bear the stored four decimals out.

    Raises:
        NotTold: no percentage is stored.
    """
    if result.actual is None:
        raise unread(result, "the percentage reached is not recorded", why=Why.NOT_UPLOADED)
    whole, kept = (result.of, result.n) if result.of else _seconds(result)
    if kept is None or not whole:
        return Fraction(result.actual)
    exact = Fraction(100 * kept, whole)
    return exact if abs(exact - Fraction(result.actual)) <= Fraction(1, 10000) else Fraction(result.actual)


def _seconds(result: LevelResult) -> tuple[int | None, int | None]:
    """The agreed time of an availability, less planned work where the level takes it out, and how much of it was left."""
    if result.agreed_s is None or result.down_s is None:
        return None, None
    whole = result.agreed_s - (0 if result.level.full_month_denominator else result.planned_s or 0)
    return whole, whole - result.down_s


def rounded(value: Fraction, places: int | None) -> Fraction:
    """Rounded to so many places, halves upwards; None leaves it exact."""
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
