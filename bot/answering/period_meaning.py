"""The days that each kind of wording for time means, counted from a given day; nothing is read from a clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

from bot.answering.period import Anchor, day, month_end, month_start
from store.facts import Period

MONTHS = tuple("january february march april may june july august september october november december".split())
SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
NUMBERS = {
    "a": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty": 20,
}  # fmt: skip
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

# "may" is a month only where a month is expected; elsewhere it asks for leave.
MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|for|of|during|about|since|until|and|to|vs|versus|than|did|was|were|through|over|with|this|last)|[-–,])\s*$"
)


def latest_month(month: int, anchor: Anchor) -> date:
    """The most recent month of that name that has begun by today."""
    year = anchor.today.year if month <= anchor.today.month else anchor.today.year - 1
    return date(year, month, 1)


def _year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    return 2000 + int(groups["yy"]) if groups.get("yy") else None


def _month_of(match: re.Match[str], anchor: Anchor, group: str = "month") -> date:
    number = SHORT[match.group(group)[:3]]
    year = _year(match)
    return date(year, number, 1) if year else latest_month(number, anchor)


def whole_month(match: re.Match[str], anchor: Anchor) -> Period | None:
    if match.group("month") == "may" and not _year(match) and not MONTH_BEFORE.search(match.string[: match.start()]):
        return None
    start = _month_of(match, anchor)
    return anchor.span(start, month_end(start), f"{start:%B %Y}")


def iso_month(match: re.Match[str], anchor: Anchor) -> Period | None:
    number = int(match.group("m"))
    if not 1 <= number <= 12:
        return None
    start = date(int(match.group("y")), number, 1)
    return anchor.span(start, month_end(start), f"{start:%B %Y}")


def months_back(back: int, anchor: Anchor) -> Period:
    start = month_start(anchor.today, back)
    return anchor.span(start, month_end(start), f"{start:%B %Y}")


def month_ago(match: re.Match[str], anchor: Anchor) -> Period:
    return months_back(_count(match), anchor)


def _count(match: re.Match[str]) -> int:
    words = match.group("count")
    return int(words) if words.isdigit() else NUMBERS[words]


def last_months(match: re.Match[str], anchor: Anchor) -> Period:
    """The last n whole months: a part of a month is never set against a whole month's target."""
    count = _count(match) * (12 if match.group("unit").startswith("year") else 1)
    start = month_start(anchor.today, count)
    end = month_start(anchor.today) - timedelta(days=1)
    label = f"{start:%B %Y} to {end:%B %Y}" if count > 1 else f"{start:%B %Y}"
    return Period(start, end, label, anchor.tz)


def last_days(match: re.Match[str], anchor: Anchor) -> Period:
    count = _count(match) * (7 if match.group("unit").startswith("week") else 1)
    start = anchor.today - timedelta(days=count)
    end = anchor.today - timedelta(days=1)
    return Period(start, end, f"{day(start)} to {day(end)}", anchor.tz)


def week(offset: int, anchor: Anchor) -> Period:
    monday = anchor.today - timedelta(days=anchor.today.weekday() + 7 * offset)
    return anchor.span(monday, monday + timedelta(days=6), f"the week of {day(monday)}")


def _quarter(number: int, year: int | None, anchor: Anchor) -> Period:
    year = year or anchor.today.year
    start = date(year, 3 * number - 2, 1)
    if start > anchor.today and _quarter_is_bare(year, anchor):
        start = date(year - 1, 3 * number - 2, 1)
    return anchor.span(start, month_end(month_start(start, -2)), f"Q{number} {start.year}")


def _quarter_is_bare(year: int, anchor: Anchor) -> bool:
    return year == anchor.today.year


def named_quarter(match: re.Match[str], anchor: Anchor) -> Period:
    return _quarter(int(match.group("q")), _year(match), anchor)


def worded_quarter(match: re.Match[str], anchor: Anchor) -> Period:
    number = ORDINALS[match.group("ord")]
    return _quarter(4 if number == -1 else number, _year(match), anchor)


def quarters_back(back: int, anchor: Anchor) -> Period:
    index = anchor.today.year * 4 + (anchor.today.month - 1) // 3 - back
    return _quarter(index % 4 + 1, index // 4, anchor)


def half(match: re.Match[str], anchor: Anchor) -> Period:
    second = match.group("half") in {"2", "second"}
    year = _year(match) or anchor.today.year
    start = date(year, 7 if second else 1, 1)
    if start > anchor.today and not _year(match):
        start = start.replace(year=year - 1)
    label = f"{'second' if second else 'first'} half of {start.year}"
    return anchor.span(start, month_end(month_start(start, -5)), label)


def _calendar_year(year: int, anchor: Anchor) -> Period:
    return anchor.span(date(year, 1, 1), date(year, 12, 31), str(year))


def named_year(match: re.Match[str], anchor: Anchor) -> Period:
    return _calendar_year(int(match.group("year")), anchor)


def between(match: re.Match[str], anchor: Anchor) -> Period:
    last = SHORT[match.group("until")[:3]]
    year = _year(match)
    end = date(year, last, 1) if year else latest_month(last, anchor)
    first = SHORT[match.group("month")[:3]]
    named = match.groupdict().get("year1")
    start = date(int(named) if named else (end.year if first <= end.month else end.year - 1), first, 1)
    return anchor.span(start, month_end(end), f"{start:%B %Y} to {end:%B %Y}")


def _since(start: date, anchor: Anchor, what: str) -> Period:
    return Period(start, max(start, anchor.today), f"{what} to {day(anchor.today)}", anchor.tz)


def since_month(match: re.Match[str], anchor: Anchor) -> Period:
    start = _month_of(match, anchor)
    return _since(start, anchor, f"{start:%B %Y}")


def since_day(match: re.Match[str], anchor: Anchor) -> Period | None:
    found = _date(match, anchor)
    return _since(found, anchor, day(found)) if found else None


def since_feast(match: re.Match[str], anchor: Anchor) -> Period:
    feast = _feast(match.group("feast"), anchor)
    return _since(feast, anchor, f"{day(feast)}")


def _feast(name: str, anchor: Anchor) -> date:
    """Easter Sunday, Christmas Day or New Year's Day: the latest one that has passed."""
    fixed: Callable[[int], date] = {
        "easter": easter,
        "christmas": lambda year: date(year, 12, 25),
        "xmas": lambda year: date(year, 12, 25),
    }.get(name, lambda year: date(year, 1, 1))
    this_year = fixed(anchor.today.year)
    return this_year if this_year <= anchor.today else fixed(anchor.today.year - 1)


def since_contract(_match: re.Match[str], anchor: Anchor) -> Period | None:
    start = anchor.service_start
    return Period(start, anchor.today, f"the contract so far, from {day(start)}", anchor.tz) if start else None


def part_of_month(match: re.Match[str], anchor: Anchor) -> Period:
    start = _month_of(match, anchor)
    number = ORDINALS[match.group("ord")]
    first = month_end(start) - timedelta(days=6) if number == -1 else start + timedelta(days=7 * (number - 1))
    last = min(first + timedelta(days=6), month_end(start))
    return anchor.span(first, last, f"{day(first)} to {day(last)}")


def _date(match: re.Match[str], anchor: Anchor) -> date | None:
    number, month = int(match.group("day")), SHORT[match.group("month")[:3]]
    year = _year(match) or anchor.today.year
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return found.replace(year=year - 1) if found > anchor.today and not _year(match) else found


def one_day(match: re.Match[str], anchor: Anchor) -> Period | None:
    found = _date(match, anchor)
    return Period(found, found, day(found), anchor.tz) if found else None


def iso_day(match: re.Match[str], anchor: Anchor) -> Period | None:
    try:
        found = date.fromisoformat(match.group())
    except ValueError:
        return None
    return Period(found, found, day(found), anchor.tz)


def season(match: re.Match[str], anchor: Anchor) -> Period:
    first, last = SEASONS[match.group("season")]
    year = _year(match) or (anchor.today.year - (1 if match.group("prev") == "last" and _running(first, anchor) else 0))
    start = date(year, first, 1)
    if start > anchor.today and not _year(match):
        start = start.replace(year=year - 1)
    end = month_end(date(start.year + (last < first), last, 1))
    return anchor.span(start, end, f"{match.group('season')} {start.year} ({start:%B} to {end:%B})")


def _running(first: int, anchor: Anchor) -> bool:
    return 0 <= (anchor.today.month - first) % 12 <= 2


def contract_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    if anchor.service_start is None:
        return None
    start = anchor.service_start
    words = match.group("which")
    elapsed = anchor.today.year - start.year - ((anchor.today.month, anchor.today.day) < (start.month, start.day))
    number = {"this": elapsed, "current": elapsed, "last": elapsed - 1, "previous": elapsed - 1}.get(
        words, ORDINALS.get(words, 1) - 1
    )
    first = start.replace(year=start.year + number)
    last = first.replace(year=first.year + 1) - timedelta(days=1)
    return anchor.span(first, last, f"contract year {number + 1} ({day(first)} to {day(last)})")


def year_to_date(_match: re.Match[str], anchor: Anchor) -> Period:
    return Period(date(anchor.today.year, 1, 1), anchor.today, f"{anchor.today.year} to {day(anchor.today)}", anchor.tz)


def next_month(_match: re.Match[str], anchor: Anchor) -> Period:
    start = month_start(anchor.today, -1)
    return Period(start, month_end(start), f"{start:%B %Y}", anchor.tz)


def next_quarter(_match: re.Match[str], anchor: Anchor) -> Period:
    return quarters_back(-1, anchor)


def next_year(_match: re.Match[str], anchor: Anchor) -> Period:
    return _calendar_year(anchor.today.year + 1, anchor)


def twelve(_match: re.Match[str], anchor: Anchor) -> Period:
    start, end = month_start(anchor.today, 12), month_start(anchor.today) - timedelta(days=1)
    return Period(start, end, f"{start:%B %Y} to {end:%B %Y}", anchor.tz)


def single_day(back: int, anchor: Anchor) -> Period:
    on = anchor.today - timedelta(days=back)
    return Period(on, on, day(on), anchor.tz)


Resolver = Callable[[re.Match[str], Anchor], Period | None]


def fixed(make: Callable[[int, Anchor], Period], back: int) -> Resolver:
    return lambda _match, anchor: make(back, anchor)


def year_back(back: int, anchor: Anchor) -> Period:
    return _calendar_year(anchor.today.year - back, anchor)
