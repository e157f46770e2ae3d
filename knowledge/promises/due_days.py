"""Days by name and number: "Friday", "next Tuesday", "the 20th", "16 October", "12 to 14 October", "tomorrow"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.promises.due_atoms import (
    MONTH,
    WEEKDAY,
    Atom,
    Reader,
    Sent,
    month_of,
    months_on,
    one_day,
    unread,
    weekday_of,
    window,
)

_ORDINAL = r"(?:st|nd|rd|th)"
_YEAR = r"(?:(?:,?\s+|-)(?P<year>(?:19|20)\d\d|['’]\d\d))"
_LONG_AGO = 300
_NOT_A_DAY = r"(?!\s+(?:line|floor|party|attempt|time|place|edition|engineer|quarter|level|tier|person|pair|one|of\s+(?!next|this|the month)))"
PART = r"(?:\s+(?:mornings?|afternoons?|evenings?|nights?|lunch(?:time)?|arvo))?"


def next_on(sent: Sent, weekday: int) -> date:
    """The next such weekday after the day of sending."""
    return sent.day + timedelta(days=(weekday - sent.day.weekday() - 1) % 7 + 1)


def _bare_weekday(match: re.Match[str], sent: Sent) -> Atom | None:
    weekday = weekday_of(match["wd"])
    following = next_on(sent, weekday)
    if weekday == sent.day.weekday():
        note = "the mail was sent on that weekday, so this may be the same day or a week later"
        return window(match, sent.day, following, note)
    return one_day(match, following)


def _this_weekday(match: re.Match[str], sent: Sent) -> Atom | None:
    weekday = weekday_of(match["wd"])
    same = weekday == sent.day.weekday() and match["which"].lower() == "this"
    return one_day(match, sent.day if same else next_on(sent, weekday))


def _next_weekday(match: re.Match[str], sent: Sent) -> Atom | None:
    """Read "Next Friday" is read as the Friday of the week after, the later and so the kinder of two readings."""
    weekday = weekday_of(match["wd"])
    day = sent.monday + timedelta(days=7 + weekday)
    note = "" if next_on(sent, weekday) == day else 'read as the one of the following week, as "next" can mean either'
    return one_day(match, day, note)


def _weekday_of_week(match: re.Match[str], sent: Sent) -> Atom | None:
    weeks = 0 if "this" in match["week"].lower() else 7
    return one_day(match, sent.monday + timedelta(days=weeks + weekday_of(match["wd"])))


def _weekday_week(match: re.Match[str], sent: Sent) -> Atom | None:
    return one_day(match, next_on(sent, weekday_of(match["wd"])) + timedelta(days=7))


def _near(match: re.Match[str], sent: Sent) -> Atom | None:
    words = match.group().lower()
    if "after tomorrow" in words:
        return one_day(match, sent.day + timedelta(days=2))
    if "week" in words:
        return one_day(match, sent.day + timedelta(days=8 if "tomorrow" in words else 7))
    if "overnight" in words:
        return window(match, sent.day, sent.day + timedelta(days=1))
    return one_day(match, sent.day + timedelta(days=1 if "tomorrow" in words else 0))


def _working_day(match: re.Match[str], sent: Sent) -> Atom | None:
    return one_day(match, sent.days.after(sent.day, 1), f"counted by {sent.days.named}")


def _next_day(match: re.Match[str], sent: Sent) -> Atom | None:
    return one_day(match, sent.day + timedelta(days=1))


def _explicit(match: re.Match[str], sent: Sent) -> Atom | None:
    day = dated(match["day"], match["month"], match["year"], sent)
    if day is None:
        return unread(match, "that date had passed when the mail was sent, or is no date of the calendar")
    named = match.groupdict().get("wd")
    if named and weekday_of(named) != day.weekday():
        return unread(match, f"{day.day} {day:%B %Y} is a {day:%A}, so the day and the date do not agree")
    return one_day(match, day)


def dated(day: str, month: str, year: str | None, sent: Sent) -> date | None:
    """The date of a day and month; without a year the next one, None where it had passed within the last two months."""
    try:
        if year:
            return date(int(year) if len(year) == 4 else 2000 + int(year[-2:]), month_of(month), int(day))
        found = _soonest(int(day), month_of(month), sent.day)
    except ValueError:
        return None
    return None if (found - sent.day).days > _LONG_AGO else found


def _soonest(day: int, month: int, since: date) -> date:
    for year in range(since.year, since.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= since:
            return found
    raise ValueError(f"{day}.{month}. is no date")


def _between_dates(match: re.Match[str], sent: Sent) -> Atom | None:
    first = dated(match["first"], match["month"], match["year"], sent)
    last = dated(match["day"], match["month"], match["year"], sent)
    if first is None or last is None or last < first:
        return unread(match, "the two days do not make a span")
    return window(match, first, last)


def _iso(match: re.Match[str], sent: Sent) -> Atom | None:  # noqa: ARG001 - a reader
    try:
        return one_day(match, date.fromisoformat(match.group()))
    except ValueError:
        return unread(match, "that is no date of the calendar")


def _figures(match: re.Match[str], sent: Sent) -> Atom | None:
    """25/11 can be read one way only; 03/04 by the weekday beside it or as the mail's other dates are, else not."""
    first, second = int(match["a"]), int(match["b"])
    if not (min(first, second) >= 1 and max(first, second) <= 31) or min(first, second) > 12:
        return None
    ways = [(first, second, True), (second, first, False)]
    read = [(day, way) for d, m, way in ways if m <= 12 and (day := _of_figures(d, m, match["year"], sent))]
    named = match.groupdict().get("wd")
    if named:
        agreeing = [one for one in read if one[0].weekday() == weekday_of(named)]
        if not agreeing:
            return unread(match, "the day of the week and the date do not agree")
        read = agreeing
    note = ""
    if len({day for day, _ in read}) > 1 and sent.day_first is not None:
        read = [one for one in read if one[1] is sent.day_first]
        note = f"read as the mail's other dates are written, {'day' if sent.day_first else 'month'} first"
    if not read:
        return unread(match, "that is no date of the calendar")
    if len({day for day, _ in read}) > 1:
        return unread(match, "written in figures that can be read as day and month either way round")
    return one_day(match, read[0][0], note)


def _of_figures(day: int, month: int, year: str | None, sent: Sent) -> date | None:
    try:
        if year:
            return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
        return _soonest(day, month, sent.day)
    except ValueError:
        return None


_WRITTEN = re.compile(r"(?<![\d/.])(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})(?P=s)(?:20)?\d\d(?![\d/.]*\d)")


def day_first(text: str) -> bool | None:
    """How the dates in figures of a text are written, by those that can be read one way only; None where they do not tell."""
    pairs = [(int(one["a"]), int(one["b"])) for one in _WRITTEN.finditer(text)]
    told = {a > 12 for a, b in pairs if (a > 12) != (b > 12) and max(a, b) <= 31}
    return told.pop() if len(told) == 1 else None


def _dotted_span(match: re.Match[str], sent: Sent) -> Atom | None:
    """From "04.11. to 05.11.2026": dates with dots at both ends are written day first."""
    last = _of_figures(int(match["day"]), int(match["month"]), match["year"], sent)
    first = _of_figures(int(match["first"]), int(match["from"]), str(last.year), sent) if last else None
    if first is None or last is None or last < first:
        return unread(match, "the two days do not make a span")
    return window(match, first, last)


def _ordinal(match: re.Match[str], sent: Sent) -> Atom | None:
    """Read "The 20th": of the month it says, else the next 20th."""
    wanted, month = int(match["day"]), (match["of"] or "").lower()
    base = sent.day.replace(day=1)
    tries = [months_on(base, 1)] if "next" in month else [base] if month else [months_on(base, n) for n in range(4)]
    days = [_day_in(one, wanted) for one in tries]
    found = next((day for day in days if day and day >= sent.day), None)
    named = match.groupdict().get("wd")
    if found is None:
        return unread(match, "that day had passed when the mail was sent")
    if named and weekday_of(named) != found.weekday():
        return unread(match, f"{found.day} {found:%B %Y} is a {found:%A}, so the day and the date do not agree")
    return one_day(match, found)


def _day_in(month: date, day: int) -> date | None:
    try:
        return month.replace(day=day)
    except ValueError:
        return None


DAYS: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?P<first>\d{{1,2}}){_ORDINAL}?\s*(?:-|–|to|or|and|/|until)\s*(?:the\s+)?(?P<day>\d{{1,2}}){_ORDINAL}?\s+(?:of\s+)?(?P<month>{MONTH}){_YEAR}?",
        _between_dates,
    ),
    (
        rf"(?:(?P<wd>{WEEKDAY}),?\s+)?(?:the\s+)?(?P<day>\d{{1,2}})\s?{_ORDINAL}?[\s-]+(?:of\s+)?(?P<month>{MONTH}){_YEAR}?(?!\w){PART}",
        _explicit,
    ),
    (
        rf"(?:(?P<wd>{WEEKDAY}),?\s+)?(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>\d{{1,2}}){_ORDINAL}?{_YEAR}?(?![\w:%]|\.\d){PART}",
        _explicit,
    ),
    (r"(?<![\d-])20\d\d-\d\d-\d\d(?![\d-])", _iso),
    (
        r"(?<![\d/.])(?P<first>\d{1,2})\.(?P<from>\d{1,2})\.?\s*(?:to|-|–|until|bis)\s*(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20\d\d)(?!\d)",
        _dotted_span,
    ),
    (
        rf"(?:(?P<wd>{WEEKDAY}),?\s+)?(?<![\d/.])(?P<a>\d{{1,2}})(?P<s>[/.])(?P<b>\d{{1,2}})(?P=s)(?P<year>(?:20)?\d\d)(?![\d/.]*\d)",
        _figures,
    ),
    (rf"(?:(?P<wd>{WEEKDAY}),?\s+)(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?P<year>)(?![\d/]|\s*%)", _figures),
    (r"(?<![\d/.])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?P<year>)(?![\d/]|\s*(?:%|support|cover|hours))", _figures),
    (
        rf"(?:(?P<wd>{WEEKDAY}),?\s+)?(?:the\s+)(?P<day>\d{{1,2}}){_ORDINAL}\b(?P<of>\s+of\s+(?:next|this|the)\s+month)?{_NOT_A_DAY}{PART}",
        _ordinal,
    ),
    (rf"(?P<wd>{WEEKDAY}),?\s+(?P<day>\d{{1,2}}){_ORDINAL}(?P<of>)\b(?!\s+of\s){PART}", _ordinal),
    (rf"(?:a\s+week\s+(?:on\s+|from\s+)?(?P<wd>{WEEKDAY}))", _weekday_week),
    (rf"(?P<wd>{WEEKDAY})\s+week\b", _weekday_week),
    (r"(?:the\s+)?day\s+after\s+tomorrow|a\s+week\s+(?:from\s+)?(?:today|tomorrow)|(?:today|tomorrow)\s+week", _near),
    (
        rf"(?P<wd>{WEEKDAY}){PART},?\s+(?:of\s+)?(?P<week>this\s+week|next\s+week|next(?=\s*(?:$|[.,;)])))",
        _weekday_of_week,
    ),
    (rf"(?P<week>this\s+week|next\s+week)(?:\s+on|,)?\s+(?P<wd>{WEEKDAY}){PART}", _weekday_of_week),
    (rf"next\s+(?P<wd>{WEEKDAY}){PART}", _next_weekday),
    (rf"(?P<which>this(?:\s+coming)?|coming|the\s+following|the\s+coming)\s+(?P<wd>{WEEKDAY}){PART}", _this_weekday),
    (r"(?:the\s+)?(?:next|following)\s+(?:working|business|service)\s+day", _working_day),
    (r"the\s+(?:next|following)\s+day", _next_day),
    (rf"tomorrow{PART}|later\s+today|today|tonight|this\s+(?:morning|afternoon|evening|lunchtime)|overnight", _near),
    (rf"(?P<wd>{WEEKDAY}){PART}(?!['’]s)", _bare_weekday),
)
