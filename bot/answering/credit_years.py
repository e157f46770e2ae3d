"""A month's credits with the months of its year before it, where the contract caps a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from store.facts.agreed import Agreed
from store.facts.common import Money, Period
from store.measures.credits import MonthCredits
from store.measures.yearly_caps import within_year, year_before, year_start


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
        return alone(month, now)
    earlier: list[MonthCredits] = []
    charges: list[Money | None] = []
    for each in (*year_before(month, start), month):
        then = agreed(Period.of_month(each).end)
        charges.append(charge(each))
        earlier.append(within_year(alone(each, then), then.credit_rules, tuple(earlier), tuple(charges)))
    return earlier[-1]
