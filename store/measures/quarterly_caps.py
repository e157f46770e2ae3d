"""A cap on a quarter's credits, of the charges for that quarter: what the months before a month have left of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from store.facts.common import Money, Unknown, Why, month_at, month_index
from store.facts.credit_rule import CreditRule
from store.measures.credit_tally import Step
from store.measures.credits import MonthCredits

QUARTER = 3


def quarter_rule(rules: Sequence[CreditRule]) -> CreditRule | None:
    """A rule that carries the contract's cap on a quarter; the lowest where rules differ, None without one."""
    capped = [rule for rule in rules if rule.cap_quarter_pct is not None]
    return min(capped, key=lambda rule: rule.cap_quarter_pct or 0, default=None)


def quarter_of(month: str) -> tuple[str, str, str]:
    """The three months of the calendar quarter that holds a month, "2026-08" in July to September."""
    last = month_index(month)
    first = last - (int(month[-2:]) - 1) % QUARTER
    return month_at(first), month_at(first + 1), month_at(first + 2)


def within_quarter(
    seen: MonthCredits, rule: CreditRule, earlier: Sequence[MonthCredits], charges: Sequence[Money | None]
) -> MonthCredits:
    """A month's credits cut to what its quarter's cap has left after the `earlier` months of the quarter.

    `charges` are the recurring charges of the three months. Where one, or the credit of an earlier month, cannot be
    told, the amount stands as it is with the doubt beside it, unless even the charges so far leave room for it.
    """
    if seen.owed is None or not seen.owed.amount:
        return seen
    spent = [one.owed.amount for one in earlier if one.owed is not None and not one.at_least]
    known = [charge.amount for charge in charges if charge is not None]
    cap = (rule.cap_quarter_pct or Decimal(0)) * sum(known) / 100
    sure = len(spent) == len(earlier) and not seen.at_least
    left = max(Decimal(0), cap - sum(spent))
    if sure and seen.owed.amount <= left:
        return seen
    if not sure or len(known) < QUARTER:
        return replace(seen, unknowns=(*seen.unknowns, _doubt(rule)))
    return _cut(seen, left, cap, rule)


def _doubt(rule: CreditRule) -> Unknown:
    what = f"whether the cap of {rule.cap_quarter_pct} % of the quarter's charges cuts the amount"
    return Unknown(what, Why.NOT_UPLOADED, "add the tickets and invoices of the whole quarter")


def _cut(seen: MonthCredits, left: Decimal, cap: Decimal, rule: CreditRule) -> MonthCredits:
    """The month cut to what the quarter's cap has left."""
    currency, source = seen.credited.currency, rule.stated_in("cap_quarter_pct")
    owed = Money(left.quantize(Decimal("0.01")), currency)
    step = Step(f"left of the quarter's cap of {currency} {cap:.2f}", owed.amount, currency, source.clause, source)
    short = None if seen.short is None else Money(max(Decimal(0), owed.amount - seen.credited.amount), currency)
    return replace(
        seen, owed=owed, short=short, steps=(*seen.steps, step), cap_applied=True, cap_reached=True, owed_per_cent=None
    )
