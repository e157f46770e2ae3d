"""The spans of time that a notice announces, decided as far as the mail allows, each with what is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from knowledge.mail.moments import DAYS, Moment, moments_in
from knowledge.mail.spans import WIDEST, Span
from knowledge.mail.zones import WRITTEN, state_zone, zone_of

ALL_TIMES = re.compile(
    r"\b(?:time\s?zone|all\s+(?:dates?\s+and\s+)?times(?:\s+(?:are|is|shown|given|stated|quoted|listed|below|above|in|this|e-?mail|notice))*|times\s+(?:are\s+)?"
    r"(?:shown|given|quoted|stated|in)(?:\s+in)?)\s*[:|(]?\s*",
    re.IGNORECASE,
)
LONGEST = timedelta(days=7)
NEAR = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class When:
    """An instant as announced. `at` is None where readings differ; with a `doubt` it is a guess, without one it is plain.

    `readings` are all that it may mean.
    """

    at: datetime | None
    words: str
    readings: tuple[datetime, ...] = ()
    doubt: str = ""

    @property
    def sure(self) -> bool:
        """Whether it may be told as a fact."""
        return self.at is not None and not self.doubt


@dataclass(frozen=True, slots=True)
class Window:
    """One announced span; `backup` is a spare date to be used only if the first fails."""

    start: When | None
    end: When | None
    backup: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rest of the mail says that helps to read its dates: when it was sent, the reader's zone, all its words."""

    sent: datetime | None
    home: tzinfo | None
    text: str


def settled(spans: Iterable[Span], setting: Setting) -> list[Window]:
    """Decide each span as far as the mail allows; times with a zone win over the same times without one."""
    stated = _stated_zone(setting.text)
    known = [_zoned(span, stated) for span in spans]
    zoned = [span for span in known if span.zoned]
    windows = [_settle(span, setting) for span in (zoned or known)]
    kept: list[Window] = []
    for window in windows:
        twin = next((at for at, one in enumerate(kept) if _same(one, window)), None)
        if twin is None:
            kept.append(window)
        elif _is_utc(window) and not _is_utc(kept[twin]):
            kept[twin] = window
    return kept


def _zoned(span: Span, zone: tzinfo | None) -> Span:
    if zone is None or span.zoned:
        return span
    start, end = (one and replace(one, zone=zone) for one in (span.start, span.end))
    return replace(span, start=start, end=end)


def _same(one: Window, other: Window) -> bool:
    def near(first: When | None, second: When | None) -> bool:
        if first is None or second is None or first.at is None or second.at is None:
            return first is None and second is None
        return abs(first.at - second.at) <= timedelta(minutes=5)

    return near(one.start, other.start) and (near(one.end, other.end) or one.end is None or other.end is None)


def _is_utc(window: Window) -> bool:
    at = window.start.at if window.start else None
    return at is not None and at.tzinfo is not None and at.tzname() in {"UTC", "GMT"}


def _stated_zone(text: str) -> tzinfo | None:
    """The zone that a mail gives for all its times at once: "Time zone: UTC+3", "All times are in GMT"."""
    for match in ALL_TIMES.finditer(text):
        zone = WRITTEN.search(text[match.end() : match.end() + 30])
        if zone and zone.start() <= 12:
            return zone_of(zone)
    return None


def _settle(span: Span, setting: Setting) -> Window:
    starts = _days(span.start, setting) if span.start else ()
    ends = _days(span.end, setting) if span.end else ()
    if len(starts) > 1 or len(ends) > 1:
        starts, ends = _narrowed(span, starts, ends, setting)
    start = _when(span.start, starts, setting) if span.start else None
    end = _when(span.end, ends, setting) if span.end else None
    if start and end and start.at and end.at and end.at <= start.at:
        words = "The end stands before the start"
        start, end = replace(start, doubt=start.doubt or f"{words}."), replace(end, doubt=end.doubt or f"{words}.")
    return Window(start, end, span.backup)


def _days(moment: Moment, setting: Setting) -> tuple[date, ...]:
    """The dates a moment may mean; for one without a year, the year that the rest of the mail gives it."""
    if moment.yearless is None or moment.days:
        return moment.days
    month, day, weekday = moment.yearless
    full = {one for other in _all(setting.text) for one in other.days if (one.month, one.day) == (month, day)}
    if len(full) == 1:
        return tuple(full)
    if setting.sent is None:
        return ()
    written = setting.sent.date()
    near = [one for year in (written.year - 1, written.year, written.year + 1) if (one := _made(year, month, day))]
    fitting = [one for one in near if not weekday or one.weekday() == DAYS.index(weekday)]
    close = [one for one in fitting if abs(one - written) <= NEAR]
    return tuple(close[:1]) if len(close) == 1 else ()


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _all(text: str) -> list[Moment]:
    lines = [line for line in text.split("\n") if re.search(r"\d", line)]
    return [one for line in lines[:400] for one in moments_in(line[:WIDEST])]


def _narrowed(
    span: Span, starts: tuple[date, ...], ends: tuple[date, ...], setting: Setting
) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Day first or month first: by how the same mail writes other dates, by a date it also writes out, by the length."""
    others = _all(setting.text)
    orders = {one.order for one in others if one.order}
    if len(orders) == 1:
        place = 0 if orders == {"DMY"} else 1
        return _picked(starts, place), _picked(ends, place)
    plain = {day for one in others if not one.numeric for day in one.days}
    for place in (0, 1):
        if len(starts) > 1 and starts[place] in plain and starts[1 - place] not in plain:
            return _picked(starts, place), _picked(ends, place)
    fitting = [place for place in (0, 1) if _fits(span, _picked(starts, place), _picked(ends, place))]
    if len(fitting) == 1 and span.start and span.end:
        return _picked(starts, fitting[0]), _picked(ends, fitting[0])
    return starts, ends


def _picked(days: tuple[date, ...], place: int) -> tuple[date, ...]:
    return days[place : place + 1] if len(days) > 1 else days


def _fits(span: Span, starts: tuple[date, ...], ends: tuple[date, ...]) -> bool:
    if not (span.start and span.end and starts and ends):
        return True
    length = span.end.at(ends[0], UTC).replace(tzinfo=UTC) - span.start.at(starts[0], UTC).replace(tzinfo=UTC)
    return timedelta(0) < length <= LONGEST


def _when(moment: Moment, days: tuple[date, ...], setting: Setting) -> When:
    """The instant, with a doubt where the day, the year or the zone had to be assumed."""
    words = moment.words.strip()
    if not days:
        return When(None, words, (), f"“{words}” names no year that can be told.")
    zone = moment.zone or (state_zone(setting.text) if moment.local else None)
    assumed = zone or setting.home or UTC
    readings = tuple(moment.at(day, assumed) for day in days)
    if len(readings) > 1:
        either = " or ".join(f"{one.day} {one:%B %Y}" for one in readings)
        return When(None, words, readings, f"“{words}” may be {either}.")
    doubt = "" if zone else f"“{words}” names no time zone" + (" but “local time”." if moment.local else ".")
    return When(readings[0], words, readings, doubt)
