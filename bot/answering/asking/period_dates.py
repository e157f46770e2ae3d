"""Single days and stretches of days as people write them: dates, weekdays, parts of a month, feasts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dateutil.easter import easter

from bot.answering.asking import period_span as spans
from bot.answering.asking.period import Anchor, month_end, month_start
from bot.answering.asking.period_meaning import FUTURE, ORDINALS, SHORT, Match, named_year, plausible, whole_month
from bot.answering.asking.period_span import DAY, Span

YEAR = 12
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())


def weekend(back: int, anchor: Anchor) -> Span:
    """The Saturday and Sunday so many weeks back."""
    saturday = anchor.today - timedelta(days=anchor.today.weekday() - 5 + 7 * back)
    return spans.days(saturday, saturday + DAY)


def weekday(match: Match, anchor: Anchor) -> Span:
    """The most recent such day before today, or the next one where "next" or "this coming" stands before it."""
    index = next(place for place, name in enumerate(WEEKDAYS) if name.startswith(match.group("weekday")[:3]))
    if match.group("lead").startswith(("next", "coming")):
        return spans.one_day(anchor.today + ((index - anchor.today.weekday() - 1) % 7 + 1) * DAY)
    return spans.one_day(anchor.today - ((anchor.today.weekday() - index - 1) % 7 + 1) * DAY)


def week_of(match: Match, anchor: Anchor) -> Span | None:
    """The week that holds a date named by day and month."""
    on = date_of(match, anchor)
    return spans.week(on - on.weekday() * DAY) if on else None


def date_of(match: Match, anchor: Anchor, day: str = "day", month: str = "month") -> date | None:
    """The date that a day and a month name; without a year the latest that is not ahead of today."""
    year, found = named_year(match, anchor), SHORT[match.group(month)[:3]]
    try:
        on = date(year or anchor.today.year, found, int(match.group(day)))
        return on.replace(year=on.year - 1) if not year and on > anchor.today else on
    except ValueError:
        return None


def one_day(match: Match, anchor: Anchor) -> Span | None:
    """One date; `bare` where no year was named."""
    on = date_of(match, anchor)
    return replace(spans.one_day(on), bare=named_year(match, anchor) is None) if on else None


def day_of_month(match: Match, anchor: Anchor) -> Span | None:
    """The latest such day of a month that is not ahead of today ("on the 7th"); the next one where the words look ahead."""
    wanted, ahead = int(match.group("day")), FUTURE.search(match.string) is not None
    for back in range(0, -YEAR, -1) if ahead else range(YEAR):
        first = month_start(anchor.today, back)
        if 1 <= wanted <= month_end(first).day:
            on = first.replace(day=wanted)
            if on > anchor.today if ahead else on <= anchor.today:
                return replace(spans.one_day(on), bare=True)
    return None


def month_day(match: Match, anchor: Anchor) -> Span | None:
    """The American order, "October 3": a day unless the number is better read as a year."""
    told = match.group("ordinal") or match.group("year") or match.group("lead")
    return one_day(match, anchor) if told or plausible(match.group("day"), anchor) is None else None


def day_range(match: Match, anchor: Anchor) -> Span | None:
    """Days of one month, "1 to 15 September", or of two written month first."""
    last = date_of(match, anchor, "until", "month2" if match.groupdict().get("month2") else "month")
    first = date_of(match, anchor)
    return spans.days(first, last) if first and last and first < last else None


def month_day_range(match: Match, anchor: Anchor) -> Span | None:
    """A range such as "October 26 to November 3"; two months with short years are left to be read as months."""
    if plausible(match.group("day"), anchor) and plausible(match.group("until"), anchor):
        return None
    return day_range(match, anchor)


def iso_day(match: Match, _anchor: Anchor) -> Span | None:
    """A date in the order of ISO 8601."""
    try:
        return spans.one_day(date.fromisoformat(match.group()))
    except ValueError:
        return None


def numeric_day(match: Match, _anchor: Anchor) -> Span | None:
    """Day, month and year in digits, in that order."""
    year = int(match.group("year"))
    try:
        return spans.one_day(date(year if year > 99 else 2000 + year, int(match.group("m")), int(match.group("day"))))
    except ValueError:
        return None


def part_of_month(match: Match, anchor: Anchor) -> Span | None:
    """A numbered week, the first or last fortnight, or a half of a month."""
    whole = whole_month(match, anchor)
    if whole is None:
        return None
    which, unit = ORDINALS[match.group("ord")], match.group("unit")
    length = 7 if unit == "week" else 14 if unit in {"fortnight", "two weeks"} else 15
    if which == -1 or (unit == "half" and which == 2):
        return spans.days(whole.first + 15 * DAY if unit == "half" else whole.last - (length - 1) * DAY, whole.last)
    first = whole.first + length * (which - 1) * DAY
    return spans.days(first, min(first + (length - 1) * DAY, whole.last)) if first <= whole.last else None


def feast_span(match: Match, anchor: Anchor) -> Span:
    """The days around Easter (Good Friday to Easter Monday), Christmas or New Year."""
    feast = feast_day(match.group("feast"), named_year(match, anchor), anchor)
    if match.group("feast").startswith("easter"):
        return spans.days(feast - 2 * DAY, feast + DAY)
    if match.group("feast").startswith("new"):
        return spans.days(feast - DAY, feast)
    return spans.days(feast - DAY, feast + 7 * DAY)


def feast(match: Match, anchor: Anchor) -> Span:
    """The feast day itself."""
    return spans.one_day(feast_day(match.group("feast"), named_year(match, anchor), anchor))


def feast_day(name: str, year: int | None, anchor: Anchor) -> date:
    """Easter Sunday, Christmas Day or New Year's Day: of the year named, else the latest that has passed."""
    fixed_day: Callable[[int], date] = (
        easter
        if name.startswith("easter")
        else (lambda y: date(y, 1, 1))
        if name.startswith("new")
        else (lambda y: date(y, 12, 25))
    )
    this = fixed_day(year or anchor.today.year)
    return this if year or this <= anchor.today else fixed_day(anchor.today.year - 1)


def single_day(back: int, anchor: Anchor) -> Span:
    """A single day so many days back."""
    return spans.one_day(anchor.today - back * DAY)
