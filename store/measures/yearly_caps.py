"""A cap on a year's credits, held against the months of that year that are known: what is still free, or used up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from store.facts.common import Money, month_at, month_index
from store.facts.credit_rule import CreditRule
from store.measures.credit_limits import yearly_caps
from store.measures.credit_tally import Step
from store.measures.credits import MonthCredits

_CONTRACT_YEAR = re.compile(r"\b(?:contract|agreement|service)\s+year\b", re.IGNORECASE)
_CALENDAR_YEAR = re.compile(r"\bcalendar\s+year\b", re.IGNORECASE)
JANUARY = date(2000, 1, 1)


def year_start(rules: Sequence[CreditRule], service_start: date | None) -> date | None:
    """The day on which the years of the caps begin; None without a yearly cap, or where its words do not tell the year."""
    capped = [rule for rule in rules if rule.cap_year_amount is not None or rule.cap_year_pct is not None]
    words = {rule.stated_in("cap_year_amount", "cap_year_pct").quote or "" for rule in capped}
    if words and all(_CONTRACT_YEAR.search(one) for one in words):
        return service_start
    return JANUARY if words and all(_CALENDAR_YEAR.search(one) for one in words) else None


def year_before(month: str, start: date) -> tuple[str, ...]:
    """The months of the year before one, oldest first, in years that begin in the start's month."""
    last = month_index(month)
    first = last - (last - month_index(start)) % 12
    return tuple(month_at(index) for index in range(first, last))


def within_year(
    seen: MonthCredits, rules: Sequence[CreditRule], earlier: Sequence[MonthCredits], charges: Sequence[Money | None]
) -> MonthCredits:
    """A month's credits after the yearly cap, where every month of the year so far can be told; else as they were.

    A cap in money leaves what the earlier months did not use. A cap in per cent of the year's charges is only shown not
    to be reached: the charges so far are the least that the year can come to.
    """
    doubts = yearly_caps(rules)
    spent = [one.owed.amount for one in (*earlier, seen) if one.owed is not None and not one.at_least]
    if not doubts or seen.owed is None or len(spent) < len(earlier) + 1:
        return seen
    amounts = {(rule.cap_year_amount, rule.limit_currency) for rule in rules}
    shares = {rule.cap_year_pct for rule in rules}
    if len(amounts) > 1 or len(shares) > 1:
        return seen
    (cap, currency), share = amounts.pop(), shares.pop()
    if (cap is not None and currency != seen.owed.currency) or not _share_is_free(share, sum(spent), charges):
        return seen
    settled = replace(seen, unknowns=tuple(one for one in seen.unknowns if one not in doubts))
    return settled if cap is None else _capped(settled, max(Decimal(0), cap - sum(spent[:-1])), cap, rules[0])


def _share_is_free(share: Decimal | None, spent: Decimal | int, charges: Sequence[Money | None]) -> bool:
    known = [charge.amount for charge in charges if charge is not None]
    return share is None or (len(known) == len(charges) and spent * 100 <= share * sum(known))


def _capped(seen: MonthCredits, left: Decimal, cap: Decimal, rule: CreditRule) -> MonthCredits:
    """The month cut to what the year's cap has left."""
    if seen.owed is None or seen.owed.amount <= left:
        return seen
    owed, source = Money(left, seen.owed.currency), rule.stated_in("cap_year_amount")
    step = Step(f"left of the yearly cap of {owed.currency} {cap}", left, owed.currency, source.clause, source)
    short = None if seen.short is None else Money(max(Decimal(0), left - seen.credited.amount), owed.currency)
    return replace(
        seen, owed=owed, short=short, steps=(*seen.steps, step), cap_applied=True, cap_reached=True, owed_per_cent=None
    )
