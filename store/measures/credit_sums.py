"""Adds a month's entitlements up, turns points into per cent, applies the cap, and rounds to money once, at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor

from store.facts.common import Money, Source, Unknown, Why
from store.facts.credit_rule import CreditRule
from store.measures.credit_limits import Cap, Floor, cap_of, foreign_limits, least_paid
from store.measures.credit_tally import Step
from store.measures.credit_values import PERCENT, POINTS, Entitlement, as_decimal, plain


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


def summed(earned: Sequence[Entitlement], base: Money | None, currency: str) -> Sum:
    """Add up, convert, hold against the least amounts, then cap. Source: sum first, then the cap of the month."""
    paying = [one for one in earned if one.value]
    if not paying:
        return Sum(owed=Fraction(0), due_per_cent=Fraction(0))
    total, rules = _added(paying), [one.rule for one in paying]
    foreign = foreign_limits(rules, currency)
    if foreign:
        return replace(total, unknowns=(*total.unknowns, *foreign))
    cap = cap_of(rules, Fraction(base.amount) if base else None)
    if base is not None:
        return _in_money(total, base, cap, paying)
    if not total.per_cent and total.fixed and not (cap and cap.per_cent is not None):
        return _fixed_only(total, currency, cap, paying)
    if not total.per_cent and cap is None:
        return total
    return _in_per_cent(total, cap)


def _added(paying: Sequence[Entitlement]) -> Sum:
    fixed = sum((one.value for one in paying if one.unit not in (PERCENT, POINTS)), Fraction(0))
    total = Sum(fixed=fixed, per_cent=sum((one.value for one in paying if one.unit == PERCENT), Fraction(0)))
    pointed = [one for one in paying if one.unit == POINTS]
    if pointed:
        total = _with_points(total, pointed)
    if len(paying) > 1 and total.per_cent:
        together = _step("together", total.per_cent, PERCENT, paying[0].rule.source)
        total = replace(total, steps=(*total.steps, together))
    return total


def _with_points(total: Sum, pointed: Sequence[Entitlement]) -> Sum:
    """Turn the month's points into a credit: the highest step that they reach, or so much for each point."""
    points, rule = sum((one.value for one in pointed), Fraction(0)), pointed[0].rule
    worth = {(one.rule.points_to_pct, one.rule.point_pct, one.rule.point_amount) for one in pointed}
    worth -= {((), None, None)}
    words = f"{plain(points)} points together"
    source = rule.stated_in("points_to_pct", "point_pct", "point_amount")
    if len(worth) != 1:
        why = Why.CONFLICT if worth else Why.NOT_IN_CONTRACT
        unknown = Unknown(f"what {plain(points)} points are worth in money", why, "say which table of points applies")
        added = _step("points together", points, POINTS, rule.source)
        return replace(total, steps=(*total.steps, added), unknowns=(*total.unknowns, unknown))
    table, share, amount = worth.pop()
    if amount is not None:
        step = _step(words, points * Fraction(amount), rule.limit_currency or "", source)
        return replace(total, fixed=total.fixed + points * Fraction(amount), steps=(*total.steps, step))
    steps = max((Fraction(pct) for least, pct in table if points >= least), default=Fraction(0))
    per_cent = steps if share is None else points * Fraction(share)
    return replace(
        total, per_cent=total.per_cent + per_cent, steps=(*total.steps, _step(words, per_cent, PERCENT, source))
    )


def _parts(total: Sum, charge: Fraction, paying: Sequence[Entitlement]) -> list[Fraction]:
    """The month's credits in money, each by itself; all points together are one credit."""
    fixed = [one.value for one in paying if one.unit not in (PERCENT, POINTS)]
    shares = [one.value * charge / 100 for one in paying if one.unit == PERCENT]
    pointed = total.per_cent * charge / 100 + total.fixed - sum(fixed + shares, Fraction(0))
    return [*fixed, *shares, *([pointed] if pointed else [])]


def _in_money(total: Sum, base: Money, cap: Cap | None, paying: Sequence[Entitlement]) -> Sum:
    charge, rule = Fraction(base.amount), paying[0].rule
    parts = _parts(total, charge, paying)
    floor_ = least_paid(parts, [one.rule for one in paying])
    total = _floored(total, floor_, base.currency)
    owed = floor_.owed
    limit = cap.in_money(charge) if cap else None
    if cap is None or limit is None or owed < limit:
        share = total.per_cent if floor_.rule is None else Fraction(0)
        amount = (_amount(owed, base, share, rule),) if owed else ()
        due = 100 * owed / charge if charge else None
        return replace(total, owed=owed, due_per_cent=due, steps=(*total.steps, *amount))
    by_share = cap.per_cent is not None and cap.per_cent * charge / 100 == limit
    due = cap.per_cent if by_share else 100 * limit / charge if charge else None
    capped = replace(_capped(total, cap, over=owed > limit), owed=limit, due_per_cent=due)
    share = cap.per_cent if by_share and cap.per_cent is not None else Fraction(0)
    return replace(capped, steps=(*capped.steps, _amount(limit, base, share, cap.rule)))


def _fixed_only(total: Sum, currency: str, cap: Cap | None, paying: Sequence[Entitlement]) -> Sum:
    """A month of amounts in money alone needs no charge."""
    floor_ = least_paid(_parts(total, Fraction(0), paying), [one.rule for one in paying])
    total = replace(_floored(total, floor_, currency), owed=floor_.owed)
    if cap is None or cap.amount is None or floor_.owed < cap.amount:
        return total
    return replace(_capped(total, cap, over=floor_.owed > cap.amount), owed=cap.amount)


def _floored(total: Sum, floor_: Floor, currency: str) -> Sum:
    """Note a sum that its least amounts changed, and what they leave open."""
    total = replace(total, unknowns=(*total.unknowns, *floor_.doubts))
    if floor_.rule is None:
        return total
    if not floor_.owed:
        least = plain(Fraction(floor_.rule.threshold_amount or 0))
        source = floor_.rule.stated_in("threshold_amount")
        step = _step(f"less than {currency} {least} in all: nothing is due", Fraction(0), currency, source)
    else:
        source = floor_.rule.stated_in("minimum_amount")
        step = _step("the least credit of the contract", floor_.owed, currency, source)
    return replace(total, steps=(*total.steps, step))


def _in_per_cent(total: Sum, cap: Cap | None) -> Sum:
    """The same without the charge: the percentages stand, the amount does not."""
    fix = "add the month's invoice or recurring charge"
    total = replace(
        total, unknowns=(*total.unknowns, Unknown("the recurring charge of the month", Why.NOT_UPLOADED, fix))
    )
    if cap is not None and cap.amount is not None:
        return total
    if cap is None or cap.per_cent is None or total.per_cent < cap.per_cent:
        return total if total.fixed else replace(total, due_per_cent=total.per_cent)
    total = replace(total, due_per_cent=cap.per_cent)
    return _capped(total, cap, over=total.per_cent > cap.per_cent or total.fixed > 0)


def _capped(total: Sum, cap: Cap, *, over: bool) -> Sum:
    """Note the cap where it is reached, and a dispute over it where it bites."""
    settled = replace(total, settled=not (cap.disputed and over))
    if not over:
        return settled
    value, unit = (cap.per_cent, PERCENT) if cap.per_cent is not None else (cap.amount, cap.rule.limit_currency)
    words = (
        "the cap of the contract"
        if cap.per_cent is None or cap.amount is None
        else f"the cap of the contract, {cap.words}"
    )
    step = _step(words, value or Fraction(0), unit or "", cap.rule.stated_in("cap_pct", "cap_amount"))
    what = f"which cap applies: the smallest stated, {cap.words}, is used"
    doubt = (Unknown(what, Why.CONFLICT, "say which cap applies to the month as a whole"),) if cap.disputed else ()
    unknowns = (*total.unknowns, *doubt)
    return replace(settled, cap_applied=True, steps=(*total.steps, step), unknowns=unknowns)


def _amount(owed: Fraction, base: Money, per_cent: Fraction, rule: CreditRule) -> Step:
    words = f"{plain(per_cent)} % of {base.currency} {base.amount}" if per_cent else "in money"
    return Step(words, money(owed, base.currency).amount, base.currency, rule.source.clause, rule.source)


def _step(what: str, value: Fraction, unit: str, source: Source) -> Step:
    return Step(what, as_decimal(value), unit, source.clause, source)


def money(amount: Fraction, currency: str) -> Money:
    """Round an exact amount to two decimal places, half a penny upwards."""
    return Money(Decimal(floor(amount * 100 + Fraction(1, 2))).scaleb(-2), currency)
