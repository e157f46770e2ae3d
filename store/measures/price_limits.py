"""The least and the most that a price may be in a month: as agreed, and with every rise that the contract could allow.

Whether a rise was made as the contract asks (the index as published, the notice given in time) stands in no record. So
a price has two ends: the agreed one, due where no rise was, and the agreed one raised by the whole cap on every day on
which the contract allows it. What lies between them can be told neither right nor wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from store.facts.agreed import Charge, ContractFacts
from store.facts.common import FAR_PAST, Period, Status, month_index
from store.measures.price_freezes import freezes, holds

INDEXATION = "indexation"
YEAR = 12


@dataclass(frozen=True, slots=True)
class PriceRange:
    """What one unit may cost in a month; `most` None where the contract, as read, sets no top."""

    least: Decimal
    most: Decimal | None


def of_our_plan(charges: Sequence[Charge], plan: str | None) -> list[Charge]:
    """The charges that are ours: those of no plan, and those of the plan bought; of every plan where it is not known."""
    named = [one for one in charges if one.plan is not None and one.plan.casefold() == (plan or "").casefold()]
    return [one for one in charges if one.plan is None or one in named] if named else list(charges)


def plans_in_doubt(charges: Sequence[Charge], plan: str | None) -> tuple[str, ...]:
    """The plans that a price may be of, in the contract's order, where nobody can say which one was bought."""
    plans = dict.fromkeys(one.plan for one in of_our_plan(charges, plan) if one.plan is not None)
    return tuple(plans) if len(plans) > 1 else ()


def over_plans(price: Charge, charges: Sequence[Charge], facts: ContractFacts, month: str) -> PriceRange:
    """The two ends of a price in a month; where the plan is not known, those of every plan that it may be of.

    `charges` as in `price_range`; only those in force at the end of the month are other plans of the same price.
    """
    end = Period.of_month(month).end
    if price.plan is None or not plans_in_doubt([one for one in charges if _in_force(one, end)], facts.plan):
        return price_range(price, charges, facts, month)
    same = [
        one for one in charges if one.plan and one.kind == price.kind and one.rate is not None and _in_force(one, end)
    ]
    ranges = [price_range(one, charges, facts, month) for one in same if one.currency == price.currency]
    tops = [one.most for one in ranges if one.most is not None]
    return PriceRange(min(one.least for one in ranges), max(tops) if len(tops) == len(ranges) else None)


def price_range(price: Charge, charges: Sequence[Charge], facts: ContractFacts, month: str) -> PriceRange:
    """The agreed price, and the most it may have become by the end of a month ("2026-09") under the rules on rises.

    `charges` are those of the contract in all their versions; a rise counts where its rule is in force on its day.
    Without a rule on rises, without a cap, or where nobody knows since when the price stands, there is no top. On a day
    on which the contract holds the price, no rule lets it rise.
    """
    least, end = price.rate or Decimal(0), Period.of_month(month).end
    rules = [one for one in charges if one.kind == INDEXATION]
    since = max(price.effective_from, facts.service_start or FAR_PAST)
    frozen = [one for one in freezes(charges, facts) if holds(one, price)]
    if any(one.start <= since and one.on(end) for one in frozen):
        return PriceRange(least, least)
    if not rules or since == FAR_PAST:
        return PriceRange(least, None)
    most = least
    for day in sorted(set(_days(rules, facts, since, end))):
        if any(one.on(day) for one in frozen):
            continue
        cap = _cap(rules, day)
        if cap is None:
            return PriceRange(least, None)
        most *= 1 + cap / 100
    return PriceRange(least, most)


def rise_day(rule: Charge, facts: ContractFacts) -> date | None:
    """A day of the kind on which a rule lets prices rise, in some year; None where it names none."""
    if rule.rises_on in {"", "calendar_year"} or (rule.rises_on == "anniversary" and facts.service_start is None):
        return None
    return _on(2024, *_named(rule.rises_on, facts.service_start or FAR_PAST))


def _cap(rules: Sequence[Charge], day: date) -> Decimal | None:
    """The highest cap of the rules in force on a day; None where none is certain."""
    caps = [one.cap_pct for one in rules if _in_force(one, day) and one.cap_pct is not None and _certain(one)]
    return max(caps, default=None)


def _certain(rule: Charge) -> bool:
    return rule.status not in {Status.CONFLICT, Status.UNKNOWN}


def _in_force(rule: Charge, day: date) -> bool:
    return rule.effective_from <= day <= rule.effective_to


def _days(rules: Sequence[Charge], facts: ContractFacts, since: date, last: date) -> Iterator[date]:
    """Every day up to the last on which some rule allows a rise of a price that stands since a day.

    Two sentences are often one rule: where one names the day and the other the cap, only the first makes days.
    """
    for rule in rules:
        first = max(since, _barred_until(rules, rule, facts))
        for day in _yearly(rule, facts, first, since, last):
            named = rule.rises_on or not any(one.rises_on and _in_force(one, day) for one in rules)
            if _in_force(rule, day) and named:
                yield day


def _barred_until(rules: Sequence[Charge], rule: Charge, facts: ContractFacts) -> date:
    """The first day on which a rule allows any rise: what it says itself, else what another of the rules says."""
    bars = [_own_bar(one, facts) for one in (rule, *rules)]
    return next((bar for bar in bars if bar is not None), FAR_PAST)


def _own_bar(rule: Charge, facts: ContractFacts) -> date | None:
    months = facts.initial_term_months if rule.rises_after == "initial_term" else int(rule.rises_after or 0)
    if months and facts.service_start is not None:
        return _later(facts.service_start, months)
    return rule.rises_from


def _yearly(rule: Charge, facts: ContractFacts, first: date, since: date, last: date) -> Iterator[date]:
    """The rule's days from the first that is allowed; a named day on which the price itself was set is none."""
    days: Iterable[date]
    if not rule.rises_on:
        days = (_later(first, months) for months in range(0, month_index(last) - month_index(first) + 1, YEAR))
    elif rule.rises_on == "calendar_year":
        days = (max(first, date(year, 1, 1)) for year in range(first.year, last.year + 1))
    else:
        month, day = _named(rule.rises_on, facts.service_start or since)
        every = (_on(year, month, day) for year in range(since.year, last.year + 1))
        days = (one for one in every if one > since)
    yield from (one for one in days if first <= one <= last)


def _named(rises_on: str, start: date) -> tuple[int, int]:
    """The month and day of a year on which a price may rise."""
    if rises_on == "anniversary":
        return start.month, start.day
    month, _, day = rises_on.partition("-")
    return int(month), int(day)


def _later(start: date, months: int) -> date:
    """The same day some months later, or that month's last day."""
    index = month_index(start) + months
    return _on(index // YEAR, index % YEAR + 1, start.day)


def _on(year: int, month: int, day: int) -> date:
    last = Period.of_month(f"{year:04d}-{month:02d}").end
    return last.replace(day=min(day, last.day))
