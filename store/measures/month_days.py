"""Days counted in months, as contracts count them: the corresponding day, or the last one of a shorter month."""

from __future__ import annotations

from datetime import date

from store.facts.common import Period


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    last = Period.of_month(f"{index // 12:04d}-{index % 12 + 1:02d}").end
    return last.replace(day=min(day.day, last.day))
