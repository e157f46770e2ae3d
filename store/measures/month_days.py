"""Days counted in months, as contracts count them: the corresponding day, or the last one of a shorter month."""

from __future__ import annotations

from datetime import date

from store.facts.common import Period, month_at, month_index

HOURS = 24


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day."""
    last = Period.of_month(month_at(month_index(day) + months)).end
    return last.replace(day=min(day.day, last.day))


def whole_days(days: int | None, hours: int | None) -> int:
    """The days until a deadline in days or hours has passed, whatever the time of the event on its day.

    36 hours from any time on a Monday have passed by the end of Wednesday.
    """
    return days or -(-(hours or 0) // HOURS)
