"""A day of the week or a date with a time of day ("Saturday at 9pm", "2am on Sunday"): when something was, or would be, reported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answering.asking.period import Anchor, Reading
from bot.answering.asking.period_dates import WEEKDAYS

WEEKDAY = re.compile(
    r"\b(?P<name>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?\b"
)
# A time of day says that it is one: by a colon, by am or pm, by its name, or by the part of the day beside it.
TIMES: tuple[re.Pattern[str], ...] = (
    re.compile(r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?"),
    re.compile(r"(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:]|\s?[ap]\.?\s?m\b)"),
    re.compile(r"\b(?P<name>noon|midday|midnight)\b"),
    re.compile(
        r"\bat (?P<hour>\d{1,2})(?: o'?clock)?\b(?=.{0,25}\b(?P<part>morning|afternoon|evening|night)\b)(?! ?(?:minutes|hours|days|%))"
    ),
)
MONTH_NAMED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:christmas|xmas)\b", re.IGNORECASE
)
YEAR_NAMED = re.compile(r"\b(?:19|20)\d\d\b|\b(?:last|this|next) year\b|'\d\d\b", re.IGNORECASE)
NAMED = {"noon": 12, "midday": 12}
PARTS = {"morning": "a", "afternoon": "p", "evening": "p", "night": "p"}
NOON = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in the contract's zone; `supposed` says that no date was named, so that the day is the next such one."""

    at: datetime
    supposed: bool


def moment_in(spoken: str, readings: Sequence[Reading], anchor: Anchor) -> Moment | None:
    """The one moment a text names; None where the day or the time of day is missing, or either could be two.

    A weekday without a date is the next one to come: what is asked is how the clock runs from such a moment.
    """
    lowered = spoken.lower()
    minute, on = _minute(lowered), _on(lowered, readings, anchor)
    if minute is None or on is None:
        return None
    day, supposed = on
    local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(anchor.tz))
    return Moment(local.replace(hour=minute // 60, minute=minute % 60), supposed)


def _on(lowered: str, readings: Sequence[Reading], anchor: Anchor) -> tuple[date, bool] | None:
    """The day, and whether it was named by its weekday alone."""
    single = {one.period.start: one.words for one in readings if one.period.start == one.period.end}
    named = {match.group("name")[:3] for match in WEEKDAY.finditer(lowered)}
    if len(single) == 1 and len(named) <= 1:
        return _of_its_year(*single.popitem(), named, anchor)
    if single or len(named) != 1:
        return None
    index = next(place for place, name in enumerate(WEEKDAYS) if name[:3] in named)
    return anchor.today + timedelta(days=(index - anchor.today.weekday() - 1) % 7 + 1), True


def _of_its_year(on: date, words: str, named: set[str], anchor: Anchor) -> tuple[date, bool] | None:
    """A date in its year: of one without a year the nearest to today that fits the weekday named; None where none fits."""
    near = [on]
    if MONTH_NAMED.search(words) and not YEAR_NAMED.search(words):
        near = [found for step in (-1, 0, 1) if (found := _in_year(on, anchor.today.year + step)) is not None]
    fitting = [day for day in near if not named or WEEKDAYS[day.weekday()][:3] in named]
    return (min(fitting, key=lambda day: abs((day - anchor.today).days)), False) if fitting else None


def _in_year(on: date, year: int) -> date | None:
    try:
        return on.replace(year=year)
    except ValueError:
        return None


def _minute(lowered: str) -> int | None:
    """The minute of the day that the text names; None where it names none, or two."""
    found = {minute for pattern in TIMES for match in pattern.finditer(lowered) if (minute := _read(match)) is not None}
    return found.pop() if len(found) == 1 else None


def _read(match: re.Match[str]) -> int | None:
    told = match.groupdict()
    if told.get("name"):
        return 60 * NAMED.get(told["name"], 0)
    hour, minute = int(told["hour"]), int(told.get("minute") or 0)
    half = told.get("half") or PARTS.get(told.get("part") or "")
    if half is None or (hour > NOON and not told.get("half")):
        return 60 * hour + minute
    return 60 * (hour % NOON + (NOON if half == "p" else 0)) + minute if 1 <= hour <= NOON else None
