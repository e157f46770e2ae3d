"""A strict reader of dates and times as exports write them; an order of day and month is told to it, never guessed.

`03/04/2026` has no meaning here without an order; half a time, a date outside 2000 to next year, or an unknown zone is no
time at all. Local times become UTC through the zone's own rules; an hour that the clocks skipped or lived twice is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from store.imports.cells import Cell
from store.imports.month_names import month_number
from store.imports.names import visible

DMY, MDY, YMD = "DMY", "MDY", "YMD"
EARLIEST_YEAR = 2000
NUMERIC_DAY = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})")
_NAMED_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/ .]([^\W\d_]{3,10})\.?[-/ ,]+(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +")
_CLOCK = re.compile(
    r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?([ap])?\.?(?:m\.?)? ?(z|utc|gmt|[a-z]{3,4}|[+-]\d\d:?\d\d)?"
)
DAY_THEN_CLOCK = re.compile(r"(.*?\d)(?:,? at |t(?=\d)|, ?| )(\d{1,2}:.*)")
_EPOCH = re.compile(r"\d{10}|\d{13}")
_SERIAL_FROM, _SERIAL_TO = 36526, 55153  # Excel's day numbers for 2000-01-01 and 2050-12-31
_EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall-clock origin, placed in a zone later


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written: seconds after midnight, and the zone written beside it, if any."""

    past_midnight: timedelta
    zone: str | None = None


@dataclass(slots=True)
class DateReader:
    """Reads the dates of one column to aware UTC instants, each distinct text once.

    `order` is DMY, MDY or YMD, or None when the column needs none. `latest_year` bounds the year. `without_clock` says
    whether a bare day counts as its midnight. `skipped` and `doubled` count the cells at which clocks changed,
    `zoneless` tells whether any time was read in `tz` for want of a zone of its own.
    """

    tz: str
    order: str | None
    latest_year: int
    without_clock: bool = False
    skipped: int = 0
    doubled: int = 0
    zoneless: bool = False
    _zone: ZoneInfo = field(init=False)
    _known: dict[Cell, datetime | None] = field(init=False, default_factory=dict)
    _days: dict[str, date | None] = field(init=False, default_factory=dict)
    _clocks: dict[str, Clock | None] = field(init=False, default_factory=dict)
    _midnights: dict[date, datetime | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._zone = ZoneInfo(self.tz)

    def column(self, cells: list[Cell]) -> list[datetime | None]:
        """One instant a cell, or None where the cell holds no date that can be relied on."""
        known = self._known
        for cell in dict.fromkeys(cells):
            if cell not in known:
                known[cell] = self._read(cell)
        return [known[cell] for cell in cells]

    def read(self, cell: Cell) -> datetime | None:
        """One cell's instant."""
        return self.column([cell])[0]

    def _read(self, cell: Cell) -> datetime | None:
        if isinstance(cell, str):
            return self._text(cell)
        if isinstance(cell, datetime):
            return self._local(cell.replace(tzinfo=None)) if cell.tzinfo is None else self._within(cell.astimezone(UTC))
        if isinstance(cell, date):
            return self._local(datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001 - wall clock of the zone
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            return None
        if _SERIAL_FROM <= cell <= _SERIAL_TO:
            moment = _EXCEL_ZERO + timedelta(seconds=round(cell * 86400))
            return self._local(moment)
        return self._text(str(int(cell))) if float(cell).is_integer() else None

    def _text(self, text: str) -> datetime | None:
        parts = text.split(" ") if text.isascii() else []
        if len(parts) == 2 and parts[1][1:3].count(":"):
            day_text, clock_text = parts[0].removesuffix(","), parts[1]
        else:
            lower = " ".join(visible(text).lower().split())
            if _EPOCH.fullmatch(lower):
                return self._epoch(lower)
            divided = DAY_THEN_CLOCK.fullmatch(lower)
            day_text, clock_text = (divided[1], divided[2]) if divided else (lower, "")
        day = self._day(day_text)
        clock = self._clock(clock_text)
        if day is None or clock is None:
            return None
        return self._placed(day, clock)

    def _day(self, text: str) -> date | None:
        if text not in self._days:
            self._days[text] = day_of(text.lower(), self.order, self.latest_year)
        return self._days[text]

    def _clock(self, text: str) -> Clock | None:
        if text not in self._clocks:
            nothing = Clock(timedelta(0)) if self.without_clock else None
            self._clocks[text] = clock_of(text.lower()) if text else nothing
        return self._clocks[text]

    def _epoch(self, digits: str) -> datetime | None:
        seconds = int(digits) if len(digits) == 10 else int(digits) / 1000
        return self._within(datetime.fromtimestamp(seconds, UTC))

    def _placed(self, day: date, clock: Clock) -> datetime | None:
        if clock.zone is None:
            self.zoneless = True
            midnight = self._midnight(day)
            if midnight is not None:
                return midnight + clock.past_midnight
            return self._local(datetime(day.year, day.month, day.day) + clock.past_midnight)  # noqa: DTZ001
        moment = datetime(day.year, day.month, day.day) + clock.past_midnight  # noqa: DTZ001 - zone follows
        if clock.zone in ("z", "utc", "gmt"):
            return moment.replace(tzinfo=UTC)
        if clock.zone[0] in "+-":
            digits = clock.zone[1:].replace(":", "")
            offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
            return (moment - (offset if clock.zone[0] == "+" else -offset)).replace(tzinfo=UTC)
        return self._named_zone(moment, clock.zone)

    def _named_zone(self, moment: datetime, name: str) -> datetime | None:
        """Letters such as BST count only when the column's own zone uses them at that very time."""
        for fold in (0, 1):
            there = moment.replace(tzinfo=self._zone, fold=fold)
            if (there.tzname() or "").lower() == name:
                return there.astimezone(UTC)
        return None

    def _midnight(self, day: date) -> datetime | None:
        """The UTC instant of the day's start, or None on days on which the clocks change."""
        if day not in self._midnights:
            start = datetime(day.year, day.month, day.day, tzinfo=self._zone)
            after = start + timedelta(days=1)
            steady = start.utcoffset() == after.utcoffset() == start.replace(hour=12).utcoffset()
            self._midnights[day] = start.astimezone(UTC) if steady else None
        return self._midnights[day]

    def _local(self, moment: datetime) -> datetime | None:
        self.zoneless = True
        if not EARLIEST_YEAR <= moment.year <= self.latest_year:
            return None
        first = moment.replace(tzinfo=self._zone, fold=0)
        if first.utcoffset() != first.replace(fold=1).utcoffset():
            round_trip = first.astimezone(UTC).astimezone(self._zone).replace(tzinfo=None)
            if round_trip == moment:
                self.doubled += 1
            else:
                self.skipped += 1
        return first.astimezone(UTC)

    def _within(self, instant: datetime) -> datetime | None:
        return instant if EARLIEST_YEAR <= instant.year <= self.latest_year else None


def day_of(text: str, order: str | None, latest_year: int) -> date | None:
    """The calendar day of a lower-case text, in the given order of day and month; None when it is none."""
    numeric = NUMERIC_DAY.fullmatch(text)
    if numeric:
        return _numeric_day(numeric[1], numeric[3], numeric[4], order, latest_year)
    text = _WEEKDAY.sub("", text, count=1)
    named = _NAMED_DAY.fullmatch(text)
    if named:
        return _real_day(named[3], month_number(named[2]), int(named[1]), latest_year)
    first = _MONTH_FIRST.fullmatch(text)
    if first:
        return _real_day(first[3], month_number(first[1]), int(first[2]), latest_year)
    return None


def _numeric_day(one: str, two: str, three: str, order: str | None, latest_year: int) -> date | None:
    if len(one) == 4:
        return _real_day(one, int(two), int(three), latest_year) if len(three) <= 2 else None
    if len(one) > 2 or len(three) not in (2, 4):
        return None
    if order == DMY:
        return _real_day(three, int(two), int(one), latest_year)
    if order == MDY:
        return _real_day(three, int(one), int(two), latest_year)
    if order == YMD and len(one) == 2 and len(three) == 2:
        return _real_day(one, int(two), int(three), latest_year)
    # With no order given, a day that reads the same either way (09/09/2026) is still certain.
    return _real_day(three, int(one), int(two), latest_year) if int(one) == int(two) and order is None else None


def _real_day(year: str, month: int | None, day: int, latest_year: int) -> date | None:
    number = int(year) + (2000 if len(year) == 2 else 0)
    if month is None or not EARLIEST_YEAR <= number <= latest_year:
        return None
    try:
        return date(number, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=20_000)
def clock_of(text: str) -> Clock | None:
    """The time of day of a lower-case text such as "3:04 pm", "08:20:00" or "08:20:00.000+0100"."""
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = found[5]
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59 or second > 59:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    fraction = int((found[4] or "0")[:6].ljust(6, "0"))
    return Clock(timedelta(hours=hour, minutes=minute, seconds=second, microseconds=fraction), found[6])
