"""Weeks, months, quarters, years and feasts: "early next week", "by the end of the month", "mid-December", "Q1 2027"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.promises.due_atoms import (
    MONTH,
    WEEKDAY,
    Atom,
    Reader,
    Sent,
    month_last,
    month_of,
    months_on,
    one_day,
    unread,
    weekday_of,
    window,
)
from knowledge.promises.due_days import dated

_MONDAY_TO_WEDNESDAY, _WEDNESDAY_TO_FRIDAY, _TUESDAY_TO_THURSDAY, _MONDAY_TO_FRIDAY = (0, 2), (2, 4), (1, 3), (0, 4)
_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_LONG_AGO = 300
_OVER = "that month had passed when the mail was sent"
_QUARTER_NOTE = "quarters read as those of the calendar year"


def _week_end(match: re.Match[str], sent: Sent) -> Atom | None:
    """The last working day of the week; of the next one where none is left in this."""
    monday = sent.monday + timedelta(days=7 if "next" in match.group().lower() else 0)
    for start in (monday, monday + timedelta(days=7)):
        days = [start + timedelta(days=n) for n in range(7)]
        worked = [day for day in days if sent.days.works(day) and day >= sent.day]
        if worked:
            return one_day(match, worked[-1], f"the last working day of that week, by {sent.days.named}")
    return unread(match, "no working day was found in that week")


def _part_of_week(match: re.Match[str], sent: Sent) -> Atom | None:
    words = match.group().lower()
    weeks = 14 if "after next" in words else 7 if "next" in words else 0
    part = _MONDAY_TO_FRIDAY
    if re.search(r"early|earl|start|beginning|first", words):
        part = _MONDAY_TO_WEDNESDAY
    elif re.search(r"later?|second|back", words):
        part = _WEDNESDAY_TO_FRIDAY
    elif re.search(r"mid", words):
        part = _TUESDAY_TO_THURSDAY
    first, last = (sent.monday + timedelta(days=weeks + n) for n in part)
    if last < sent.day:
        return unread(match, "that part of the week had passed when the mail was sent")
    return window(match, max(first, sent.day), last)


def _week_of(match: re.Match[str], sent: Sent) -> Atom | None:
    """The five days from a Monday that is named, or up to a day that is named."""
    day = _named_day(match, sent)
    if day is None:
        return unread(match, "the week that is named could not be placed")
    if re.match(r"(?:the\s+)?(?:week\s+ending|w/e)", match.group(), re.IGNORECASE):
        return window(match, max(sent.day, day - timedelta(days=6)), day)
    monday = day - timedelta(days=day.weekday())
    return window(match, max(sent.day, monday), monday + timedelta(days=4))


def _named_day(match: re.Match[str], sent: Sent) -> date | None:
    groups = match.groupdict()
    if groups.get("month"):
        return dated(match["day"], match["month"], None, sent)
    if groups.get("wd"):
        return sent.monday + timedelta(days=7 + weekday_of(match["wd"]))
    wanted = int(match["nth"])
    tries = (months_on(sent.day.replace(day=1), n).replace(day=min(wanted, 28)) for n in range(3))
    return next((day for day in tries if day >= sent.day), None) if 1 <= wanted <= 28 else None


def _weekend_of(match: re.Match[str], sent: Sent) -> Atom | None:
    day = _named_day(match, sent)
    if day is None:
        return unread(match, "the weekend that is named could not be placed")
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
    return window(match, saturday, saturday + timedelta(days=1))


def _weekend(match: re.Match[str], sent: Sent) -> Atom | None:
    saturday = sent.monday + timedelta(days=5 + (7 if "next" in match.group().lower() else 0))
    if "end of" in match.group().lower():
        return one_day(match, saturday + timedelta(days=1))
    return window(match, max(saturday, sent.day), saturday + timedelta(days=1))


def _month(match: re.Match[str], sent: Sent) -> date:
    """The first day of the month that is meant: named (the next such month), this one or the next."""
    groups = match.groupdict()
    if groups.get("month"):
        year = groups.get("year")
        found = date(int(year or sent.day.year), month_of(match["month"]), 1)
        return found if year or month_last(found) >= sent.day else found.replace(year=found.year + 1)
    return months_on(sent.day.replace(day=1), 1 if "next" in match.group().lower() else 0)


def _gone(start: date, sent: Sent) -> bool:
    """Whether a month was over when the mail was sent, so that its next one, in most of a year, is not what is meant."""
    return (start - sent.day).days > _LONG_AGO


def _month_end(match: re.Match[str], sent: Sent) -> Atom | None:
    start = _month(match, sent)
    return unread(match, _OVER) if _gone(start, sent) else one_day(match, month_last(start))


def _month_part(match: re.Match[str], sent: Sent) -> Atom | None:
    start, words = _month(match, sent), match.group().lower().removeprefix("the ")
    first, last = start, month_last(start)
    if words.startswith("first week"):
        last = start.replace(day=7)
    elif words.startswith("last week"):
        first = last - timedelta(days=6)
    else:
        name = next((n for n in ("mid", "late") if n in words), "early")
        first, last = start.replace(day=_THIRDS[name][0]), min(last, start.replace(day=min(_THIRDS[name][1], last.day)))
    if last < sent.day or _gone(start, sent):
        return unread(match, "that part of the month had passed when the mail was sent")
    return window(match, max(first, sent.day), last)


def _whole_month(match: re.Match[str], sent: Sent) -> Atom | None:
    start = _month(match, sent)
    return unread(match, _OVER) if _gone(start, sent) else window(match, max(start, sent.day), month_last(start))


def _quarter(match: re.Match[str], sent: Sent) -> Atom | None:
    words = match.group().lower()
    named = match.groupdict().get("q")
    now = (sent.day.month - 1) // 3
    index = int(named) - 1 if named else now + ("next" in words)
    year = int(match["year"] or sent.day.year)
    if named and not match["year"] and index < now:
        year += 1
    first = months_on(date(year, 1, 1), index * 3)
    last = month_last(months_on(first, 2))
    if "end" in words:
        return one_day(match, last, _QUARTER_NOTE)
    return window(match, max(first, sent.day), last, _QUARTER_NOTE)


def _year_end(match: re.Match[str], sent: Sent) -> Atom | None:
    year = int(match.groupdict().get("year") or sent.day.year + ("next" in match.group().lower()))
    return one_day(match, date(year, 12, 31))


def _feast(match: re.Match[str], sent: Sent) -> Atom | None:
    new_year = "year" in match.group().lower()
    found = (
        date(sent.day.year + 1, 1, 1)
        if new_year
        else date(sent.day.year, 12, 24 if "eve" in match.group().lower() else 25)
    )
    return one_day(match, found if found >= sent.day else found.replace(year=found.year + 1))


ORDINALS = {
    word: number
    for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}
_OF_MONTH = rf"(?:(?:the|this|next|the\s+current)\s+month|(?P<month>{MONTH})(?:\s+(?P<year>20\d\d))?)"
_CAPITAL = r"(?-i:J(?:an|une?|uly?)(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
_IN = r"(?<=\bin )|(?<=\bby )|(?<=\bduring )|(?<=\bfrom )|(?<=\buntil )|(?<=\bbefore )|(?<=\bthroughout )"


def _calendar_week(match: re.Match[str], sent: Sent) -> Atom | None:
    """A week by its number, as counted on the Continent (ISO 8601): Monday to Friday; the next such week."""
    try:
        monday = date.fromisocalendar(int(match["year"] or sent.day.isocalendar().year), int(match["nth"]), 1)
        if not match["year"] and monday + timedelta(days=6) < sent.day:
            monday = date.fromisocalendar(sent.day.isocalendar().year + 1, int(match["nth"]), 1)
    except ValueError:
        return unread(match, "there is no week of that number")
    if (monday - sent.day).days > _LONG_AGO:
        return unread(match, "that week had passed when the mail was sent")
    return window(
        match, max(sent.day, monday), monday + timedelta(days=4), "weeks counted from January, as in calendars"
    )


def _nth_working_day(match: re.Match[str], sent: Sent) -> Atom | None:
    """The so-manieth working day of a month."""
    count = int(match["figure"]) if match["figure"] else ORDINALS[match["word"].lower()]
    start = _month(match, sent)
    day = sent.days.after(start - timedelta(days=1), count)
    if day < sent.day and not match["month"]:
        start = months_on(start, 1)
        day = sent.days.after(start - timedelta(days=1), count)
    if day < sent.day or _gone(start, sent):
        return unread(match, _OVER)
    return one_day(match, day, f"counted by {sent.days.named}")


def _on_paper(match: re.Match[str], sent: Sent) -> Atom | None:  # noqa: ARG001 - a reader
    """A paper whose day the mail does not say, as in "on the October invoice"."""
    return unread(match, f"the day of that {' '.join(match['paper'].lower().split())} is not said")


NAMED_WEEKS: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?:the\s+)?(?:week\s+(?:commencing|beginning|starting|of|ending)|w/[cbe]|wc)\s+(?:on\s+)?(?:(?P<wd>{WEEKDAY})(?!\s+\d)|(?:{WEEKDAY},?\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH})|the\s+(?P<nth>\d{{1,2}})(?:st|nd|rd|th))",
        _week_of,
    ),
    (
        rf"(?:the\s+)?week-?end\s+of\s+(?:(?P<wd>)(?:{WEEKDAY},?\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH})|the\s+(?P<nth>\d{{1,2}})(?:st|nd|rd|th))",
        _weekend_of,
    ),
    (
        r"(?:the\s+)?(?:calendar\s+week|cal\.?\s*week|week\s+(?:no\.?|number)|(?-i:CW|KW))\s*(?P<nth>\d{1,2})(?:\s*[/ ]\s*(?P<year>20\d\d))?\b",
        _calendar_week,
    ),
    (
        rf"(?:the\s+)?(?:(?P<figure>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(ORDINALS)}))\s+(?:working|business)\s+day\s+(?:of|in)\s+{_OF_MONTH}",
        _nth_working_day,
    ),
)

PERIODS: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?:the|our|your|its|an?)\s+(?:(?:next|following|coming|upcoming|final|first)\s+)?(?:{MONTH}['’]?s?\s+)?(?:(?:service|monthly|quarterly|management|regular)\s+)?(?P<paper>invoice|bill|statement|credit\s+note)\b",
        _on_paper,
    ),
    (
        r"(?:the\s+)?end\s+of\s+(?:the|this|next)\s+(?:working\s+|business\s+)?week\b(?!-?end)|\beow\b|end\s+of\s+week\b",
        _week_end,
    ),
    (r"(?:the\s+)?end\s+of\s+(?:the|this|next)\s+week-?end", _weekend),
    (r"(?:(?:over|at|on|during|across)\s+)?(?:the|this|next|this\s+coming)\s+week-?end", _weekend),
    (
        r"(?:(?:very\s+)?early|late|later|mid(?:dle)?|(?:the\s+)?(?:start|beginning|middle|mid|early\s+part|first\s+half|second\s+half|back\s+end|latter\s+part)\s+of)[\s-]+(?:in\s+)?(?:(?:this|next|the)\s+week)\b|(?:the\s+)?week\s+after\s+next|(?:this|next)\s+week\b",
        _part_of_week,
    ),
    (rf"(?:the\s+)?end\s+(?:of\s+)?{_OF_MONTH}|(?:the\s+)?month[\s-]end|\beom\b|end\s+of\s+month\b", _month_end),
    (
        rf"(?:early(?:\s+in)?|mid(?:dle)?(?:\s+of)?|late(?:\s+in)?|(?:the\s+)?(?:start|beginning|first\s+week|last\s+week|early\s+part|middle)\s+(?:of|in))[\s-]+{_OF_MONTH}",
        _month_part,
    ),
    (
        rf"(?:(?:our|the|your|next)\s+)?(?P<month>{MONTH})(?P<year>)['’]?s?\s+(?:service\s+|monthly\s+|review\s+|board\s+)*(?:meeting|review|call|qbr|session|visit)\b",
        _whole_month,
    ),
    (rf"later\s+(?:this\s+month|in\s+(?P<month>{MONTH})(?P<year>))", _whole_month),
    (r"(?P<month>)(?P<year>)(?:this|next)\s+month\b", _whole_month),
    (rf"(?:{_IN})(?P<month>{_CAPITAL})(?:\s+(?P<year>20\d\d))?(?!\s*\d)", _whole_month),
    (
        r"(?:(?:the\s+)?end\s+of\s+)?(?:the|this|next)\s+quarter(?P<q>)(?P<year>)|(?:the\s+)?end\s+of\s+quarter",
        _quarter,
    ),
    (
        rf"(?:(?:the\s+)?(?:end|start|beginning)\s+(?:of\s+)?|{_IN}|^)(?<!\w)q(?P<q>[1-4])(?:\s+(?P<year>20\d\d))?\b(?!\s+(?!we\b|i\b|and\b|or\b|at\b|with\b|for\b|when\b|to\b|as\b|20\d\d)[a-z])",
        _quarter,
    ),
    (
        r"(?:the\s+)?end\s+of\s+(?:(?:the|this|next)\s+(?:calendar\s+)?year|(?P<year>20\d\d))|(?<!financial )(?<!tax )year[\s-]end|\beoy\b",
        _year_end,
    ),
    (
        r"christmas(?:\s+(?:eve|day))?(?!\s+(?:break|closure|holidays?|period|party))|the\s+new\s+year|new\s+year['’]?s?(?:\s+day)?",
        _feast,
    ),
)
