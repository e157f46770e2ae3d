"""When a contract ends, by when notice must be given, from which day we may be out of it, and until when we may extend it.

A notice of so many days given today runs out that many days later, one of months on the same day of a later month, or
that month's last day (the corresponding date rule).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from store.facts.agreed import ContractFacts
from store.facts.common import Period, month_at, month_index

Way = Literal["notice", "term"]


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out: the last day of the contract when notice is given on `notice_on`, and whether by `notice` or at the `term`'s end.

    `sure` is False while the first term runs and the clause does not say whether notice may end the contract in it, or
    be given in it.
    """

    way: Way
    notice_on: date
    out_on: date
    sure: bool = True


def next_end(facts: ContractFacts, today: date) -> date | None:
    """The end of the term running today: the first end, moved on by whole renewals once it has passed."""
    end = first_end(facts)
    step = facts.renewal_months if facts.renewal == "automatic" else None
    while end is not None and step and end < today:
        end = _end_later(end, step)
    return end


def renewed_end(facts: ContractFacts, today: date) -> date | None:
    """The end of the term that follows the one running today, where it renews by itself; None where it does not."""
    end = next_end(facts, today)
    if end is None or end < today or facts.renewal != "automatic" or not facts.renewal_months:
        return None
    return _end_later(end, facts.renewal_months)


def first_end(facts: ContractFacts) -> date | None:
    """The end of the first term: as stated, else counted from the start and its length."""
    if facts.term_end is not None:
        return facts.term_end
    if facts.service_start is None or facts.initial_term_months is None:
        return None
    return later(facts.service_start, facts.initial_term_months) - timedelta(days=1)


def later(start: date, months: int) -> date:
    """The same day so many months later (or earlier, below nought), or that month's last day."""
    last = Period.of_month(month_at(month_index(start) + months)).end
    return last.replace(day=min(start.day, last.day))


def _end_later(end: date, months: int) -> date:
    """The end of a further term: a month's last day stays one."""
    return later(end + timedelta(days=1), months) - timedelta(days=1)


def last_notice(facts: ContractFacts, end: date) -> date | None:
    """The last day that leaves the whole notice before the end of the term; None where no notice was read."""
    return _before(end, facts.notice_days, facts.notice_months)


def last_extension(facts: ContractFacts) -> date | None:
    """The last day on which we may take up an option to extend the first term; None where there is none with a day."""
    end = first_end(facts)
    return _before(end, facts.extension_notice_days, facts.extension_notice_months) if end else None


def _before(end: date, days: int | None, months: int | None) -> date | None:
    if days is not None:
        return end - timedelta(days=days)
    return later(end, -months) if months is not None else None


def exits(facts: ContractFacts, today: date) -> tuple[Exit, ...]:
    """Every way out that is open today, the earliest day first; empty where no clause that was read gives one."""
    found = [one for one in (_by_notice(facts, today), _at_the_end(facts, today)) if one is not None]
    return tuple(sorted(found, key=lambda one: (one.out_on, one.way)))


def _by_notice(facts: ContractFacts, today: date) -> Exit | None:
    """By notice at any time: given today, or as soon as the clause lets it be, and not before the day that it names."""
    days, months = facts.termination_notice_days, facts.termination_notice_months
    if days is None and months is None:
        return None
    end, given = first_end(facts), today
    if facts.termination_bar and end is None:
        return None
    if facts.termination_bar == "given_after_first_term" and end is not None:
        given = max(today, end + timedelta(days=1))
    out = given + timedelta(days=days) if days is not None else later(given, months or 0)
    if facts.termination_bar == "ends_after_first_term" and end is not None:
        out = max(out, end)
    return Exit("notice", given, out, sure=not _is_open(facts, end, today, out))


def _is_open(facts: ContractFacts, end: date | None, today: date, out: date) -> bool:
    """Whether the words leave open how the first term and the notice go together, while that term runs."""
    if end is None or facts.initial_term_months is None or today > end:
        return False
    return facts.termination_bar == "given_after_first_term" or (not facts.termination_bar and out < end)


def _at_the_end(facts: ContractFacts, today: date) -> Exit | None:
    """At the end of the term now running, or of the next one where the day for notice has passed."""
    end = next_end(facts, today)
    if end is None or end < today:
        return None
    last = last_notice(facts, end)
    if facts.renewal != "automatic":
        return Exit("term", end if last is None else min(last, end), end)
    if last is None:
        return None
    if last < today and facts.renewal_months:
        end = _end_later(end, facts.renewal_months)
        last = last_notice(facts, end) or last
    return Exit("term", last, end) if last >= today else None
