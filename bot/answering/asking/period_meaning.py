"""The days that each wording for time means, counted from a given day; nothing is read from a clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.answering.asking import period_span as spans
from bot.answering.asking.period import Anchor, month_end, month_start
from bot.answering.asking.period_span import DAY, Span

MONTHS = tuple("january february march april may june july august september october november december".split())
SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
NUMBERS = {
    "a": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "eighteen": 18, "twenty": 20,
    "twenty-four": 24,
}  # fmt: skip
ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "last": -1, "final": -1, "opening": 1,
}  # fmt: skip
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12}

# "may" is a month only where a month is expected; elsewhere it asks for leave.
MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|for|of|during|about|since|until|till|and|or|to|vs?|versus|than|did|was|were|through|over|with|this|last|"
    r"next|from|before|after|against|by|resolution|response|fix(?:es)?|patching|backups?|credits?|report|late|early)"
    r"|[-–,:]|^)\s*$"
)
LEAVE_AFTER = re.compile(r"\s*(?:i|we|they|he|she|it|you|not|the|our|be|a|an|anyone|either|customers?|providers?)\b")
MONTHLY_AFTER = re.compile(
    r"(?:'s)?\s+(?:report|credits?|invoice|bill|figures|numbers|tickets|results|meeting|review|claim|outage|charge|p[1-9])\b"
)
FUTURE = re.compile(r"\b(?:will|won't|gonna|going to|shall|upcoming|coming|forecast|predict|expect)\b")

Match = re.Match[str]
Resolver = Callable[[Match, Anchor], Span | None]


def fixed(make: Callable[[int, Anchor], Span], back: int) -> Resolver:
    """A wording that always means the same number of steps back."""
    return lambda _match, anchor: make(back, anchor)


def number(words: str) -> int:
    """A count written in digits or in words."""
    return int(words) if words.isdigit() else NUMBERS[words]


def plausible(short: str, anchor: Anchor) -> int | None:
    """The year that two digits mean: from the year before the contract to the next one; None for any other."""
    first = anchor.service_start.year - 1 if anchor.service_start else anchor.today.year - 6
    year = 2000 + int(short)
    return year if first <= year <= anchor.today.year + 1 else None


def named_year(match: Match, anchor: Anchor) -> int | None:
    """The year a wording names: 2025, '25, this, last or next year; None where it names none."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("yy"):
        return plausible(groups["yy"], anchor)
    words = groups.get("rel") or groups.get("rel_before")
    if not words:
        return None
    steps = {"last": 1, "previous": 1, "prior": 1, "past": 1, "next": -1, "year": 2}
    return anchor.today.year - steps.get(words.split()[0], 0)


def latest_month(month: int, anchor: Anchor) -> date:
    """The most recent month of that name that has begun by today."""
    year = anchor.today.year if month <= anchor.today.month else anchor.today.year - 1
    return date(year, month, 1)


def whole_month(match: Match, anchor: Anchor) -> Span | None:
    """A month by its name; without a year the latest that has begun, or has ended where "last" stands before it."""
    year, which = named_year(match, anchor), (match.groupdict().get("which") or "").strip()
    if match.groupdict().get("yy") and year is None:
        return None
    if match.group("month") == "may" and not year and not which and not _may_is_a_month(match):
        return None
    number = SHORT[match.group("month")[:3]]
    if year:
        return spans.month(date(year, number, 1))
    return _bare_month(number, which, match, anchor)


def _bare_month(number: int, which: str, match: Match, anchor: Anchor) -> Span:
    latest = latest_month(number, anchor)
    if which.startswith(("last", "past", "previous")) and month_end(latest) >= anchor.today:
        latest = latest.replace(year=latest.year - 1)
    ahead = which.startswith(("next", "coming")) or (not which and FUTURE.search(match.string))
    if ahead and month_end(latest) < anchor.today:
        latest = latest.replace(year=latest.year + 1)
    if which.startswith("this"):
        latest = latest.replace(year=anchor.today.year)
    return spans.month(latest, bare=True)


def _may_is_a_month(match: Match) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    if MONTHLY_AFTER.match(after):
        return True
    return MONTH_BEFORE.search(before) is not None and LEAVE_AFTER.match(after) is None


def iso_month(match: Match, _anchor: Anchor) -> Span | None:
    number = int(match.group("m"))
    return spans.month(date(int(match.group("y")), number, 1)) if 1 <= number <= 12 else None


def months_back(back: int, anchor: Anchor) -> Span:
    return spans.month(month_start(anchor.today, back))


def units_ago(match: Match, anchor: Anchor) -> Span:
    """Count back in days, weeks, months, quarters: the day, week, month or quarter that lies there."""
    back, unit = number(match.group("count")), match.group("unit").rstrip("s")
    if unit == "day":
        return spans.one_day(anchor.today - back * DAY)
    if unit in {"week", "fortnight"}:
        return weeks_back(back * (2 if unit == "fortnight" else 1), anchor)
    if unit == "quarter":
        return quarters_back(back, anchor)
    return months_back(back * UNIT_MONTHS[unit], anchor)


def last_units(match: Match, anchor: Anchor) -> Span:
    """The last n months, quarters or years, whole ones: a part is never set against a whole month's target."""
    count, unit = number(match.group("count") or "one"), match.group("unit").rstrip("s")
    if unit in {"day", "week", "fortnight"}:
        length = count * {"day": 1, "week": 7, "fortnight": 14}[unit]
        return spans.days(anchor.today - length * DAY, anchor.today - DAY)
    if unit == "quarter":
        end = quarters_back(1, anchor).last
        return spans.months(month_start(end, 3 * count - 1), 3 * count)
    count *= UNIT_MONTHS[unit]
    return spans.months(month_start(anchor.today, count), count)


def weeks_back(back: int, anchor: Anchor) -> Span:
    return spans.week(anchor.today - timedelta(days=anchor.today.weekday() + 7 * back))


def quarters_back(back: int, anchor: Anchor) -> Span:
    index = anchor.today.year * 4 + (anchor.today.month - 1) // 3 - back
    return spans.quarter(index % 4 + 1, index // 4)


def quarter(match: Match, anchor: Anchor) -> Span | None:
    """A quarter of a calendar year by number or by word; without a year the latest that has begun."""
    groups, year = match.groupdict(), named_year(match, anchor)
    if groups.get("yy") and year is None:
        return None
    which = int(groups["q"]) if groups.get("q") else ORDINALS[groups["ord"]]
    return _latest(spans.quarter, 4 if which == -1 else which, year, anchor)


def quarter_ending(match: Match, anchor: Anchor) -> Span:
    """A quarter of a calendar year by its last month, as Australians and accountants name it: "the June quarter"."""
    return _latest(spans.quarter, SHORT[match.group("month")[:3]] // 3, named_year(match, anchor), anchor)


def half(match: Match, anchor: Anchor) -> Span:
    which = 2 if match.group("half") in {"2", "2nd", "second", "last"} else 1
    return _latest(spans.half, which, named_year(match, anchor), anchor)


def _latest(make: Callable[..., Span], which: int, year: int | None, anchor: Anchor) -> Span:
    if year:
        return make(which, year)
    this = make(which, anchor.today.year, bare=True)
    return make(which, anchor.today.year - 1, bare=True) if this.first > anchor.today else this


def last_half(_match: Match, anchor: Anchor) -> Span:
    return spans.half(1, anchor.today.year) if anchor.today.month > 6 else spans.half(2, anchor.today.year - 1)


def year_back(back: int, anchor: Anchor) -> Span:
    return spans.year(anchor.today.year - back, bare=True)


def year(match: Match, _anchor: Anchor) -> Span:
    return spans.year(int(match.group("year")))


def year_to_date(_match: Match, anchor: Anchor) -> Span:
    return spans.since(date(anchor.today.year, 1, 1), anchor, str(anchor.today.year))


def so_far(match: Match, anchor: Anchor) -> Span:
    """This month, quarter or year up to today."""
    unit = match.group("unit")
    if unit == "year":
        return year_to_date(match, anchor)
    return months_back(0, anchor) if unit == "month" else quarters_back(0, anchor)


def whole_contract(_match: Match, anchor: Anchor) -> Span | None:
    return spans.whole_contract(anchor)


def six_months(_match: Match, anchor: Anchor) -> Span:
    """The last six whole months: "the past half year" counts back from today, "the last half-year" is one of the calendar's."""
    return spans.months(month_start(anchor.today, UNIT_MONTHS["year"] // 2), UNIT_MONTHS["year"] // 2)


def months_of_year(match: Match, anchor: Anchor) -> Span:
    """The first or last n months of a calendar year."""
    count = min(number(match.group("count")), 12)
    year = named_year(match, anchor) or anchor.today.year
    return spans.months(date(year, 1 if match.group("ord") == "first" else 13 - count, 1), count)


def season(match: Match, anchor: Anchor) -> Span:
    """Three whole months; without a year the latest that has begun, or has ended where "last" stands before it."""
    first, last = SEASONS[match.group("season")]
    year, lead = named_year(match, anchor), match.group("lead") or ""
    start = date(year or anchor.today.year, first, 1)
    if not year and (start > anchor.today or (lead.startswith("last") and _season_end(start, last) >= anchor.today)):
        start = start.replace(year=start.year - 1)
    end = _season_end(start, last)
    return Span(start, end, f"{match.group('season')} {start.year} ({start:%B} to {end:%B})", "season", not year)


def _season_end(start: date, last: int) -> date:
    return month_end(date(start.year + (last < start.month), last, 1))


def contract_year(match: Match, anchor: Anchor) -> Span | None:
    """A year counted from the contract's first day; None where that day is not known."""
    start = anchor.service_start
    if start is None:
        return None
    elapsed = anchor.today.year - start.year - ((anchor.today.month, anchor.today.day) < (start.month, start.day))
    words = match.group("which")
    back = {"this": 0, "current": 0, "last": 1, "previous": 1}.get(words)
    which = elapsed - back if back is not None else ORDINALS.get(words, 0) or number(words)
    which -= back is None
    if which < 0:
        return None
    first = start.replace(year=start.year + which)
    last = first.replace(year=first.year + 1) - DAY
    return Span(first, last, f"contract year {which + 1} ({first.day} {first:%B %Y} to {last.day} {last:%B %Y})")


def contract_month(match: Match, anchor: Anchor) -> Span | None:
    """A month counted from the contract's first one."""
    start, which = anchor.service_start, number(match.group("count"))
    return spans.month(month_start(start, 1 - which)) if start and which else None


def first_months(match: Match, anchor: Anchor) -> Span | None:
    """The first n months of the contract."""
    start, count = anchor.service_start, number(match.group("count"))
    count *= UNIT_MONTHS[match.group("unit").rstrip("s")]
    return spans.months(month_start(start), count) if start and count else None


def next_unit(match: Match, anchor: Anchor) -> Span:
    """The coming week, month, quarter or year, or the coming n of them."""
    count, unit = number(match.group("count") or "one"), match.group("unit").rstrip("s")
    if unit == "day":
        return spans.days(anchor.today + DAY, anchor.today + count * DAY)
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    if unit == "week":
        monday = weeks_back(-1, anchor).first
        return spans.week(monday) if count == 1 else spans.days(monday, monday + (7 * count - 1) * DAY)
    if unit == "quarter" and count == 1:
        return quarters_back(-1, anchor)
    if unit == "year" and count == 1:
        return spans.year(anchor.today.year + 1)
    return spans.months(month_start(anchor.today, -1), count * UNIT_MONTHS[unit])


def contract_start(_match: Match, anchor: Anchor) -> Span | None:
    start = anchor.service_start
    return Span(start, start, "the start of the contract", "landmark") if start else None


def before_last(match: Match, anchor: Anchor) -> Span:
    """The month, quarter, week or year before the last one."""
    back = {"month": months_back, "quarter": quarters_back, "week": weeks_back, "year": year_back}
    return back[match.group("unit")](2, anchor)
