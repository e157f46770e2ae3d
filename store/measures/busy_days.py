"""Days on which a business has most to lose by a fault, as its people noted them: once, or every month or year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from store.facts.happened import LogEntry

REGISTER = "business"


def busy_on(day: date, noted: Sequence[LogEntry]) -> LogEntry | None:
    """The note that marks a day as busy; None where none does.

    A note runs from its day to `due` (that day alone without one). With "every month" in its state the same days of
    each month count, the last of a month standing for its end however long it is; with "every year", of each year.
    """
    return next((one for one in noted if one.kind == REGISTER and _marks(one, day)), None)


def _marks(one: LogEntry, day: date) -> bool:
    state, last = one.state.lower(), one.due or one.on
    if "busy" not in state and "peak" not in state:
        return False
    if "month" in state:
        return _in_month(one.on, last, day)
    if "year" in state:
        return (one.on.month, one.on.day) <= (day.month, day.day) <= (last.month, last.day)
    return one.on <= day <= last


def _in_month(first: date, last: date, day: date) -> bool:
    """Whether a day lies as far from its month's end, or its beginning, as the noted days do from theirs."""
    if _is_last(last):
        to_end = (last - first).days
        return (_end(day) - day).days <= to_end
    return first.day <= day.day <= last.day


def _is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
