"""Adds a month's entitlements up, turns points into per cent, applies the cap, and rounds to money once, at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor

from store.facts.agreed import CreditRule
from store.facts.common import Money, Unknown, Why
from store.measures.credit_rules import PERCENT, POINTS, Entitlement, as_decimal, plain
from store.measures.credit_tally import Step


@dataclass(frozen=True, slots=True)
class Sum:
    """What the month comes to: `owed` before rounding, None where the charge is needed and not known.

    `per_cent` of the charge and `fixed` amounts are the parts before the cap. `settled` is true where the cap is
    reached, so that nothing unknown could raise the amount. `due_per_cent` is the whole after the cap, as per cent of
    the charge; None where the charge is needed and not known.
    """

    owed: Fraction | None = None
    per_cent: Fraction = Fraction(0)
    fixed: Fraction = Fraction(0)
    steps: tuple[Step, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    cap_applied: bool = False
    settled: bool = False
    due_per_cent: Fraction | None = None


@dataclass(frozen=True, slots=True)
class _Cap:
    """The month's cap in per cent of the charge, the rule that states it, and whether the rules disagree on it."""

    per_cent: Fraction
    rule: CreditRule
    disputed: bool


def summed(earned: Sequence[Entitlement], base: Money | None) -> Sum:
    """Add up, convert and cap. Source: sum first, then the cap as a share of the month's charge."""
    paying = [one for one in earned if one.value]
    if not paying:
        return Sum(owed=Fraction(0), due_per_cent=Fraction(0))
    total = _added(paying)
    cap = _cap([one.rule for one in paying])
    if base is not None:
        return _in_money(total, base, cap, paying[0].rule)
    if not total.per_cent and cap is None:
        return replace(total, owed=total.fixed) if total.fixed else total
    return _in_per_cent(total, cap)


def _added(paying: Sequence[Entitlement]) -> Sum:
    fixed = sum((one.value for one in paying if one.unit not in (PERCENT, POINTS)), Fraction(0))
    total = Sum(fixed=fixed, per_cent=sum((one.value for one in paying if one.unit == PERCENT), Fraction(0)))
    pointed = [one for one in paying if one.unit == POINTS]
    if pointed:
        total = _with_points(total, pointed)
    if len(paying) > 1 and total.per_cent:
        together = _step("together", total.per_cent, PERCENT, paying[0].rule)
        total = replace(total, steps=(*total.steps, together))
    return total


def _with_points(total: Sum, pointed: Sequence[Entitlement]) -> Sum:
    """Turn the month's points into per cent: the highest step of the contract's table that they reach."""
    points, rule = sum((one.value for one in pointed), Fraction(0)), pointed[0].rule
    tables = {one.rule.points_to_pct for one in pointed if one.rule.points_to_pct}
    if len(tables) != 1:
        why = Why.CONFLICT if tables else Why.NOT_IN_CONTRACT
        unknown = Unknown(f"what {plain(points)} points are worth in money", why, "say which table of points applies")
        added = _step("points together", points, POINTS, rule)
        return replace(total, steps=(*total.steps, added), unknowns=(*total.unknowns, unknown))
    per_cent = max((Fraction(pct) for least, pct in tables.pop() if points >= least), default=Fraction(0))
    step = _step(f"{plain(points)} points together", per_cent, PERCENT, rule)
    return replace(total, per_cent=total.per_cent + per_cent, steps=(*total.steps, step))


def _cap(rules: Sequence[CreditRule]) -> _Cap | None:
    """The smallest cap stated; where a rule has another one or none at all, it is disputed. None: nothing is capped."""
    caps = {rule.id: _own_cap(rule) for rule in rules}
    stated = [(cap, rule) for rule in rules if (cap := caps[rule.id]) is not None]
    if not stated:
        return None
    smallest, rule = min(stated, key=lambda pair: pair[0])
    return _Cap(smallest, rule, disputed=len(set(caps.values())) > 1)


def _own_cap(rule: CreditRule) -> Fraction | None:
    """A rule's cap; credits drawn from an amount at risk cannot exceed that amount."""
    at_risk = rule.at_risk_pct if rule.kind == "pool" or rule.base == "at_risk" else None
    stated = [Fraction(cap) for cap in (rule.cap_pct, at_risk) if cap is not None]
    return min(stated, default=None)


def _in_money(total: Sum, base: Money, cap: _Cap | None, rule: CreditRule) -> Sum:
    charge = Fraction(base.amount)
    owed = total.per_cent * charge / 100 + total.fixed
    limit = cap.per_cent * charge / 100 if cap else None
    if cap is None or limit is None or owed < limit:
        amount = (_amount(owed, base, total.per_cent, rule),) if owed else ()
        due = 100 * owed / charge if charge else None
        return replace(total, owed=owed, due_per_cent=due, steps=(*total.steps, *amount))
    capped = replace(_capped(total, cap, over=owed > limit), owed=limit, due_per_cent=cap.per_cent)
    return replace(capped, steps=(*capped.steps, _amount(limit, base, cap.per_cent, cap.rule)))


def _in_per_cent(total: Sum, cap: _Cap | None) -> Sum:
    """The same without the charge: the percentages stand, the amount does not."""
    fix = "add the month's invoice or recurring charge"
    total = replace(
        total, unknowns=(*total.unknowns, Unknown("the recurring charge of the month", Why.NOT_UPLOADED, fix))
    )
    if cap is None or total.per_cent < cap.per_cent:
        return total if total.fixed else replace(total, due_per_cent=total.per_cent)
    total = replace(total, due_per_cent=cap.per_cent)
    return _capped(total, cap, over=total.per_cent > cap.per_cent or total.fixed > 0)


def _capped(total: Sum, cap: _Cap, *, over: bool) -> Sum:
    """Note the cap where it is reached, and a dispute over it where it bites."""
    settled = replace(total, settled=not (cap.disputed and over))
    if not over:
        return settled
    step = _step("the cap of the contract", cap.per_cent, PERCENT, cap.rule)
    what = f"which cap applies: the smallest stated, {plain(cap.per_cent)} %, is used"
    doubt = (Unknown(what, Why.CONFLICT, "say which cap applies to the month as a whole"),) if cap.disputed else ()
    unknowns = (*total.unknowns, *doubt)
    return replace(settled, cap_applied=True, steps=(*total.steps, step), unknowns=unknowns)


def _amount(owed: Fraction, base: Money, per_cent: Fraction, rule: CreditRule) -> Step:
    words = f"{plain(per_cent)} % of {base.currency} {base.amount}" if per_cent else "in money"
    return Step(words, money(owed, base.currency).amount, base.currency, rule.source.clause, rule.source)


def _step(what: str, value: Fraction, unit: str, rule: CreditRule) -> Step:
    return Step(what, as_decimal(value), unit, rule.source.clause, rule.source)


def money(amount: Fraction, currency: str) -> Money:
    """Round an exact amount to two decimal places, half a penny upwards."""
    return Money(Decimal(floor(amount * 100 + Fraction(1, 2))).scaleb(-2), currency)
