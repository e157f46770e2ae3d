"""Turns Service Hours into instants: every opening and closing between two dates, holidays and closures left out.

It guesses nothing: hours without a single opening window, an unknown zone or an unknown holiday calendar are refused.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
import numpy as np
from numpy.typing import NDArray

from store.facts.agreed import ServiceHours
from store.facts.common import InterpreterError

DAY_MINUTES = 1440
MONDAY_TO_FRIDAY = range(5)

Instants = NDArray[np.int64]
Windows = dict[int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class ServiceDays:
    """Openings from `first` to `last` (dates in the zone of the hours), all instants in seconds since 1970, UTC.

    `slack` and `top` lead with a zero: the open seconds from `first` up to an instant t, of which i openings lie at or
    before it, are min(t + slack[i], top[i]). `dates` are the business days as ordinals, `starts` their first opening,
    `ends` their last closing.
    """

    first: date
    last: date
    opens: Instants
    closes: Instants
    slack: Instants
    top: Instants
    dates: Instants
    starts: Instants
    ends: Instants


def weekly_windows(hours: ServiceHours) -> Windows:
    """The opening windows of each weekday in minutes after midnight, joined where they touch or overlap."""
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for weekday, opening, closing in sorted(hours.weekly):
        if not (0 <= weekday <= 6 and 0 <= opening < closing <= DAY_MINUTES):
            raise InterpreterError(
                f"{hours.name} hold an opening window that cannot be ({weekday}, {opening}, {closing}); "
                "correct it to a weekday from 0 to 6 and minutes after midnight that rise up to 1440."
            )
        _join(rows[weekday], opening, closing)
    return {weekday: tuple(windows) for weekday, windows in rows.items()}


def _join(windows: list[tuple[int, int]], opening: int, closing: int) -> None:
    if windows and opening <= windows[-1][1]:
        opening, closing = windows[-1][0], max(closing, windows.pop()[1])
    windows.append((opening, closing))


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name; an unknown name is refused with a sentence."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InterpreterError(
            f'The time zone "{name}" is not known; correct it to a name such as Europe/London.'
        ) from None


@lru_cache(maxsize=256)
def _holidays(country: str, subdiv: str | None, year: int) -> frozenset[date]:
    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdiv, years=year))
    except NotImplementedError:
        place = f"{country}-{subdiv}" if subdiv else country
        raise InterpreterError(
            f'No holiday calendar is known for "{place}"; correct the country or the region of the Service Hours.'
        ) from None


def _is_closed(hours: ServiceHours, day: date) -> bool:
    if day in hours.closed:
        return True
    if hours.holiday_country is None or day in hours.opened:
        return False
    return day in _holidays(hours.holiday_country, hours.holiday_subdiv, day.year)


def instant(day: date, minute: int, zone: ZoneInfo) -> int:
    """Seconds since 1970 at which the wall clock of the zone first reads that minute of the day, or jumps over it."""
    wall = datetime.combine(day, time(), zone) + timedelta(minutes=minute)
    early, late = (int(wall.replace(fold=fold).timestamp()) for fold in (0, 1))
    if early <= late:
        return early
    # The clocks go forward over this minute: the moment of the jump counts.
    after = datetime.fromtimestamp(early, zone).utcoffset()
    jumped = bisect_left(range(late, early), 1, key=lambda t: int(datetime.fromtimestamp(t, zone).utcoffset() == after))
    return late + jumped


def _business_windows(hours: ServiceHours) -> Windows:
    """The windows that make a day a business day; a desk that never closes still has Monday to Friday."""
    windows = weekly_windows(hours)
    if hours.always:
        return dict.fromkeys(windows or MONDAY_TO_FRIDAY, ((0, DAY_MINUTES),))
    if not windows:
        raise InterpreterError(
            f"{hours.name} name no opening times; add the days and times of the support desk, or say that it is 24x7."
        )
    return windows


def _open_days(hours: ServiceHours, first: date, last: date) -> Iterator[tuple[date, tuple[tuple[int, int], ...]]]:
    windows = _business_windows(hours)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day.weekday() in windows and not _is_closed(hours, day):
            yield day, windows[day.weekday()]


@lru_cache(maxsize=64)
def service_days(hours: ServiceHours, first: date, last: date) -> ServiceDays:
    """Every opening of the Service Hours from `first` to `last`, both included."""
    zone = zone_of(hours.tz)
    spans: list[tuple[int, int]] = []
    dates: list[int] = []
    edges: list[tuple[int, int]] = []
    for day, windows in _open_days(hours, first, last):
        spans += [(instant(day, opening, zone), instant(day, closing, zone)) for opening, closing in windows]
        if not hours.working_days or day.weekday() in hours.working_days:
            dates.append(day.toordinal())
            edges.append((spans[-len(windows)][0], spans[-1][1]))
    opens, closes = _columns(spans)
    starts, ends = _columns(edges)
    top = np.concatenate(([0], np.cumsum(closes - opens)))
    return ServiceDays(
        first=first,
        last=last,
        opens=opens,
        closes=closes,
        slack=np.concatenate(([0], top[:-1] - opens)),
        top=top,
        dates=np.array(dates, dtype=np.int64),
        starts=starts,
        ends=ends,
    )


def _columns(pairs: list[tuple[int, int]]) -> tuple[Instants, Instants]:
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].copy()


def utc_date(second: int) -> date:
    """The UTC date of an instant given in seconds since 1970."""
    return datetime.fromtimestamp(second, UTC).date()
