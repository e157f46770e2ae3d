"""A stretch of whole days that some words name, before it is joined with its neighbours into a period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answering.asking.period import Anchor, a_year_before, day, month_end, month_start
from store.facts.common import Period

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, both included, and what kind of stretch it is.

    `unit`: day, week, month, quarter, half, year, season; "span" for any other; "open" when it runs to today by its
    own words; "landmark" for a named day that only bounds a stretch. `bare` says that no year was named.
    """

    first: date
    last: date
    label: str
    unit: str = "span"
    bare: bool = False
    open_start: bool = False

    def period(self, anchor: Anchor) -> Period:
        """The period in the contract's zone; a running one ends today and says so."""
        if self.unit == "open":
            return Period(self.first, max(self.first, self.last), self.label, anchor.tz)
        return anchor.span(self.first, self.last, self.label)


def one_day(on: date) -> Span:
    """A single day."""
    return Span(on, on, day(on), "day")


def days(first: date, last: date) -> Span:
    """Any stretch of days, named by its ends."""
    return Span(first, last, f"{day(first)} to {day(last)}")


def month(first: date, *, bare: bool = False) -> Span:
    """A calendar month, given its first day."""
    return Span(first, month_end(first), f"{first:%B %Y}", "month", bare)


def months(first: date, count: int) -> Span:
    """`count` whole months from a first day of a month."""
    if count == 1:
        return month(first)
    end = month_end(month_start(first, 1 - count))
    return Span(first, end, f"{first:%B %Y} to {end:%B %Y}")


def quarter(number: int, year: int, *, bare: bool = False) -> Span:
    """A quarter of a calendar year."""
    first = date(year, 3 * number - 2, 1)
    return Span(first, month_end(month_start(first, -2)), f"Q{number} {year}", "quarter", bare)


def half(number: int, year: int, *, bare: bool = False) -> Span:
    """A half of a calendar year."""
    first = date(year, 1 if number == 1 else 7, 1)
    name = "first" if number == 1 else "second"
    return Span(first, month_end(month_start(first, -5)), f"{name} half of {year}", "half", bare)


def year(number: int, *, bare: bool = False) -> Span:
    """A calendar year."""
    return Span(date(number, 1, 1), date(number, 12, 31), str(number), "year", bare)


def week(monday: date) -> Span:
    """Monday to Sunday."""
    return Span(monday, monday + 6 * DAY, f"the week of {day(monday)}", "week")


def since(start: date, anchor: Anchor, what: str) -> Span:
    """From a day up to the day of the question."""
    return Span(start, anchor.today, f"{what} to {day(anchor.today)}", "open")


def until(end: date, anchor: Anchor) -> Span | None:
    """From the contract's first day to a day; None where that first day is not known or comes later."""
    start = anchor.service_start
    if start is None or end < start:
        return None
    return Span(start, end, f"{day(start)} to {day(end)}", open_start=True)


def whole_contract(anchor: Anchor) -> Span | None:
    """From the contract's first day to today; None where that first day is not known."""
    start = anchor.service_start
    return Span(start, anchor.today, f"the contract so far, from {day(start)}", "open") if start else None


def joined(first: Span, last: Span) -> Span | None:
    """From the start of one stretch to the end of another; None when they run backwards."""
    if last.last < first.first:
        return None
    if {first.unit, last.unit} & {"day", "week"}:
        return days(first.first, last.last)
    return Span(first.first, last.last, f"{first.first:%B %Y} to {last.last:%B %Y}")


def a_year_earlier(span: Span, back: int = 1) -> Span:
    """The same stretch `back` years earlier, in whole months where it was whole months."""
    first = a_year_before(span.first, back)
    whole = span.last == month_end(span.last)
    last = month_end(a_year_before(span.last, back)) if whole else a_year_before(span.last, back)
    return relabelled(span, first, last)


def one_earlier(span: Span, unit: str) -> Span:
    """The week, month or quarter (any other: the stretch of as many months) just before."""
    if unit == "week" or span.unit == "day":
        back = 7 if unit == "week" else 1
        return relabelled(span, span.first - back * DAY, span.last - back * DAY)
    count = {"month": 1, "quarter": 3, "half": 6}.get(unit) or _months_in(span)
    first = month_start(span.first, count)
    return relabelled(span, first, month_end(month_start(span.last, count)))


def _months_in(span: Span) -> int:
    return (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1


def relabelled(span: Span, first: date, last: date) -> Span:
    """A stretch of the same kind on other days, named as that kind is named."""
    named: dict[str, Callable[[], Span]] = {
        "day": lambda: one_day(first),
        "week": lambda: week(first),
        "month": lambda: month(first),
        "quarter": lambda: quarter((first.month + 2) // 3, first.year),
        "half": lambda: half(1 if first.month == 1 else 2, first.year),
        "year": lambda: year(first.year),
    }
    if span.unit in named:
        return named[span.unit]()
    whole = first == month_start(first) and last == month_end(last)
    return Span(first, last, f"{first:%B %Y} to {last:%B %Y}") if whole else days(first, last)
