"""A month's credits as they would be under other limits than the contract's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answering.casefile import CaseFile, in_force
from store.facts.agreed import Agreed
from store.facts.common import Period
from store.facts.credit_rule import CreditRule
from store.measures.credits import MonthCredits, month_credits


def under(case: CaseFile, month: str, limits: Callable[[CreditRule], CreditRule]) -> MonthCredits:
    """What the month ("2026-09") would earn if each of its rules had the limits that `limits` gives it."""
    agreed: Agreed = in_force(case.agreed, Period.of_month(month).end)
    return month_credits(
        month,
        replace(agreed, credit_rules=tuple(limits(rule) for rule in agreed.credit_rules)),
        results=case.around(month),
        base=case.credit_base(month),
        invoices=case.happened.invoices,
        today=case.today,
    )


def uncapped(rule: CreditRule) -> CreditRule:
    """The rule without any cap; an amount at risk is what it shares out, and stays."""
    return replace(rule, cap_pct=None, cap_amount=None, cap_quarter_pct=None, cap_year_pct=None, cap_year_amount=None)


def has_cap(rule: CreditRule) -> bool:
    """Whether the rule, with what the general rules lent it, has a cap on a month, a quarter or a year."""
    return uncapped(rule) != rule
