"""The limits on a month's credits: caps in per cent and in money, the least that is paid, and the largest credit only.

Where two rules of one month state different limits the smallest cap is used and the dispute is listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from store.facts.common import Unknown, Why
from store.facts.credit_rule import CreditRule
from store.measures.credit_values import PERCENT, POINTS, Entitlement, plain

MONTHS = 12
Limit = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True)
class Cap:
    """The month's cap: per cent of the charge, an amount of money, or both; and whether the rules disagree on it."""

    per_cent: Fraction | None
    amount: Fraction | None
    rule: CreditRule
    disputed: bool

    def in_money(self, charge: Fraction) -> Fraction:
        """The lower of its two limits, for a month's charge."""
        return _least((self.per_cent, self.amount), charge)

    @property
    def words(self) -> str:
        """The limit as people write it."""
        parts = [f"{plain(self.per_cent)} %"] if self.per_cent is not None else []
        parts += [f"{self.rule.limit_currency} {plain(self.amount)}"] if self.amount is not None else []
        return " and ".join(parts)


def cap_of(rules: Sequence[CreditRule], charge: Fraction | None) -> Cap | None:
    """The smallest cap stated; where a rule has another one or none at all, it is disputed. None: nothing is capped."""
    limits = {rule.id: _own(rule) for rule in rules}
    stated = [(limits[rule.id], rule) for rule in rules if limits[rule.id] != (None, None)]
    if not stated:
        return None
    (per_cent, amount), rule = min(stated, key=lambda pair: _least(pair[0], charge))
    return Cap(per_cent, amount, rule, disputed=len(set(limits.values())) > 1)


def _own(rule: CreditRule) -> Limit:
    """A rule's cap; credits drawn from an amount at risk cannot exceed that amount."""
    at_risk = rule.at_risk_pct if rule.kind == "pool" or rule.base == "at_risk" else None
    stated = [Fraction(cap) for cap in (rule.cap_pct, at_risk) if cap is not None]
    return min(stated, default=None), None if rule.cap_amount is None else Fraction(rule.cap_amount)


def _least(limit: Limit, charge: Fraction | None) -> Fraction:
    """The lower limit in money; without a charge the per cent stand for themselves, before money."""
    per_cent, amount = limit
    if charge is None:
        return per_cent if per_cent is not None else amount or Fraction(0)
    stated = [per_cent * charge / 100] if per_cent is not None else []
    return min([*stated, *([amount] if amount is not None else [])])


def foreign_limits(rules: Sequence[CreditRule], currency: str) -> tuple[Unknown, ...]:
    """The limits in another currency than the charge's: no one may convert them, so no amount can be told."""
    stated = {
        rule.limit_currency
        for rule in rules
        if (rule.cap_amount or rule.minimum_amount or rule.threshold_amount or rule.point_amount)
        and rule.limit_currency != currency
    }
    return tuple(
        Unknown(
            f"how a limit in {one or 'money of no stated currency'} applies to credits in {currency}",
            Why.CONFLICT,
            "agree with the provider how it is converted",
        )
        for one in sorted(stated, key=str)
    )


def only_highest(
    earned: Sequence[Entitlement], base: Fraction | None
) -> tuple[tuple[Entitlement, ...], tuple[Unknown, ...]]:
    """Keep the largest credit of a month where the rules say that only one counts; order in, order out.

    Where the largest cannot be told for certain, one is kept and the doubt is listed: the month may come to more.
    """
    paying = [one for one in earned if one.value]
    if len(paying) < 2 or not any(one.rule.highest_only for one in paying):
        return tuple(earned), ()
    known = [one for one in paying if one.unit != POINTS] or paying
    best = max(known, key=lambda one: one.value * base / 100 if one.unit == PERCENT and base is not None else one.value)
    kept = tuple(one if one is best or not one.value else _left_out(one) for one in earned)
    return kept, _comparable(paying, base)


def _comparable(paying: Sequence[Entitlement], base: Fraction | None) -> tuple[Unknown, ...]:
    """What hinders the comparison: no charge, points that only count together, or rules that do not all say so."""
    units = {one.unit for one in paying}
    if base is None and len(units) > 1:
        what = "which of the month's credits is the largest"
        return (Unknown(what, Why.NOT_UPLOADED, "add the month's invoice or recurring charge"),)
    if POINTS in units or not all(one.rule.highest_only for one in paying):
        what = "which of the month's credits count where only the largest does"
        return (Unknown(what, Why.CONFLICT, "agree with the provider how the clause is read"),)
    return ()


def _left_out(one: Entitlement) -> Entitlement:
    words = f"{one.what}; only the largest credit of a month counts"
    return replace(one, value=Fraction(0), what=words, by=(*one.by, "highest_only"))


@dataclass(frozen=True, slots=True)
class Floor:
    """A sum after its least amounts; `rule` is the one that changed it, `doubts` what the clause leaves open."""

    owed: Fraction
    rule: CreditRule | None = None
    doubts: tuple[Unknown, ...] = ()


def least_paid(credits: Sequence[Fraction], rules: Sequence[CreditRule]) -> Floor:
    """The month's sum in money, nothing below a threshold and no less than the minimum credit.

    `credits` are its parts in money. A minimum that several small parts could each claim is listed, not chosen.
    """
    owed = sum(credits, Fraction(0))
    stated = {(rule.threshold_amount, rule.minimum_amount) for rule in rules}
    if len(stated) > 1:
        what = "the least amount of a credit: the rules differ"
        doubt = (Unknown(what, Why.CONFLICT, "say which of them applies to the month as a whole"),)
        below = any(threshold is not None and owed < threshold for threshold, _ in stated)
        return Floor(Fraction(0) if below else owed, doubts=doubt)
    threshold, minimum = stated.pop()
    if threshold is not None and owed < threshold:
        return Floor(Fraction(0), rules[0])
    if minimum is None:
        return Floor(owed)
    unsure = len(credits) > 1 and any(one < minimum for one in credits)
    doubts = (_each_or_all(minimum),) if unsure else ()
    return Floor(max(owed, Fraction(minimum)), rules[0] if owed < minimum else None, doubts)


def _each_or_all(minimum: Decimal) -> Unknown:
    what = f"whether the minimum of {plain(Fraction(minimum))} holds for each credit or for the month's sum"
    return Unknown(what, Why.CONFLICT, "agree with the provider how the clause is read")


def yearly_caps(rules: Sequence[CreditRule]) -> list[Unknown]:
    """The caps on a year that twelve months at the monthly cap could pass: the amount may then be less."""
    shares = {
        rule.cap_year_pct
        for rule in rules
        if rule.cap_year_pct is not None and (rule.cap_pct is None or rule.cap_year_pct < rule.cap_pct)
    }
    amounts = {
        (rule.cap_year_amount, rule.limit_currency)
        for rule in rules
        if rule.cap_year_amount is not None
        and (rule.cap_amount is None or rule.cap_year_amount < MONTHS * rule.cap_amount)
    }
    named = [f"{plain(Fraction(cap))} %" for cap in sorted(shares)]
    named += [f"{currency} {plain(Fraction(cap))}" for cap, currency in sorted(amounts, key=str)]
    fix = "add up the year's credits so far and compare"
    return [Unknown(f"whether the yearly cap of {cap} was already used up", Why.NOT_UPLOADED, fix) for cap in named]
