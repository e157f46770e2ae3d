"""A month's credits with the months of its quarter or year before it, where the contract caps a quarter or a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from store.facts.agreed import Agreed
from store.facts.common import Money, Period
from store.measures.credits import MonthCredits
from store.measures.quarterly_caps import QUARTER, quarter_of, quarter_rule, within_quarter
from store.measures.yearly_caps import within_year, year_before, year_start


def credits_in_quarter(
    month: str,
    agreed: Callable[[date], Agreed],
    alone: Callable[[str, Agreed], MonthCredits],
    charge: Callable[[str], Money | None],
) -> MonthCredits:
    """A month's credits after the cap on its quarter, the earlier months of that quarter each worked out first.

    A month before the services began has no credits and no charge. The callables are those of `credits_in_year`.
    """
    now = agreed(Period.of_month(month).end)
    rule = quarter_rule(now.credit_rules)
    if rule is None:
        return alone(month, now)
    begun = now.contract.service_start
    months = [each for each in quarter_of(month) if begun is None or Period.of_month(each).end >= begun]
    none = [Money(Decimal(0), "")] * (QUARTER - len(months))
    earlier: list[MonthCredits] = []
    for each in (*(one for one in months if one < month), month):
        then = alone(each, agreed(Period.of_month(each).end))
        earlier.append(within_quarter(then, rule, tuple(earlier), (*map(charge, months), *none)))
    return earlier[-1]


def credits_in_year(
    month: str,
    agreed: Callable[[date], Agreed],
    alone: Callable[[str, Agreed], MonthCredits],
    charge: Callable[[str], Money | None],
) -> MonthCredits:
    """A month's credits after its yearly cap, the earlier months of that year each worked out first.

    `agreed` gives the contract in force on a day, `alone` a month's credits by itself, `charge` its recurring charge.
    """
    now = agreed(Period.of_month(month).end)
    start = year_start(now.credit_rules, now.contract.service_start)
    if start is None:
        return credits_in_quarter(month, agreed, alone, charge)
    earlier: list[MonthCredits] = []
    charges: list[Money | None] = []
    for each in (*year_before(month, start), month):
        then = agreed(Period.of_month(each).end)
        charges.append(charge(each))
        earlier.append(within_year(alone(each, then), then.credit_rules, tuple(earlier), tuple(charges)))
    return earlier[-1]
