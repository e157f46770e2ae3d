"""The pieces of a time phrase: a day, a window, a time of day, a span, a rhythm, or a word that names no date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from knowledge.promises.calendar import WorkingDays
from knowledge.written_dates import MONTHS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "", "a an one single", "two couple", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        )
    )
    for word in words.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """When a mail was sent, in the zone its days are counted in, and by which working days.

    `day_first` is how the mail's other dates in figures are written, None where they do not tell. `own` is the zone of
    the sender's clock, which tells short names of zones apart that several countries use.
    """

    moment: datetime
    days: WorkingDays
    day_first: bool | None = None
    own: tzinfo | None = None

    @property
    def day(self) -> date:
        """The day of sending."""
        return self.moment.date()

    @property
    def monday(self) -> date:
        """The Monday of the week of sending."""
        return self.day - timedelta(days=self.day.weekday())


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece found at `start` to `end`. Days: `first` to `last`; `time` by the wall clock; `instant` for counted hours.

    `kind` is day, window, time, closing, instant, vague, every, anchored (counts from an event) or unread.
    """

    kind: str
    start: int
    end: int
    first: date | None = None
    last: date | None = None
    time: time | None = None
    zone: str = ""
    instant: datetime | None = None
    every: int | None = None
    note: str = ""
    lead: str = ""


Reader = Callable[[re.Match[str], Sent], Atom | None]


def number(word: str) -> float | None:
    """A count in figures or words, "half a" among them; None for "few" and "several"."""
    plain = word.lower().strip().removesuffix(" of").removeprefix("a ") if word.lower().strip() != "a" else "a"
    if plain.startswith("half"):
        return 0.5
    if plain.replace(".", "", 1).isdigit():
        return float(plain)
    return float(NUMBERS[plain]) if plain in NUMBERS else None


def weekday_of(word: str) -> int:
    """Monday is 0."""
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(word.lower().strip(". ")[:3]))


def month_of(word: str) -> int:
    """January is 1."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(word.lower()[:3]))


def month_last(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_on(day: date, count: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def one_day(match: re.Match[str], day: date | None, note: str = "") -> Atom | None:
    """An atom for a single day."""
    return Atom("day", match.start(), match.end(), day, day, note=note) if day else None


def window(match: re.Match[str], first: date, last: date, note: str = "") -> Atom:
    """An atom for a span of days."""
    return Atom("window", match.start(), match.end(), first, last, note=note)


def unread(match: re.Match[str], note: str) -> Atom:
    """Words that name a day which cannot be told."""
    return Atom("unread", match.start(), match.end(), note=note)
