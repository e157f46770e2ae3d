"""A period as read from words, the day it is counted from, and how people write days and months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from store.facts.common import Period


@dataclass(frozen=True, slots=True)
class Reading:
    """A period found in words: the span, the words it stands on, and whether it lies wholly in the future.

    `open_start` marks a span that only has an end ("before March"), counted from the contract's first day.
    """

    period: Period
    words: str
    start: int
    end: int
    future: bool = False
    open_start: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words are counted from: the day of the question, the contract's zone and its first day.

    `landmarks` are the contract's own days that people speak of by name, such as ("amendment", its first day);
    `assumed` the month that is told of where a question names no time.
    """

    today: date
    tz: str = "Europe/London"
    service_start: date | None = None
    landmarks: tuple[tuple[str, date], ...] = ()
    assumed: Period | None = None

    def span(self, start: date, end: date, label: str) -> Period:
        """A period that never runs past today unless it begins after today."""
        if start <= self.today < end:
            return Period(start, self.today, f"{label} (to {day(self.today)})", self.tz)
        return Period(start, end, label, self.tz)


def day(on: date) -> str:
    """A date as people write it: 3 October 2026."""
    return f"{on.day} {on:%B %Y}"


def month_start(on: date, back: int = 0) -> date:
    """The first day of the month `back` months before the one that holds `on`."""
    index = on.year * 12 + on.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def month_end(on: date) -> date:
    """The last day of the month that holds `on`."""
    return month_start(on, -1) - timedelta(days=1)


def a_year_before(on: date, back: int = 1) -> date:
    """The same day `back` years earlier; 29 February becomes the 28th."""
    try:
        return on.replace(year=on.year - back)
    except ValueError:
        return on.replace(year=on.year - back, day=28)
