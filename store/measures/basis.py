"""Says in one phrase how a level was counted, so that a reader can follow it."""

from __future__ import annotations

from itertools import groupby

from store.facts.agreed import ClockKind, Firmness, Metric, ServiceHours, ServiceLevel
from store.facts.tickets import TicketType
from store.measures.service_days import weekly_windows
from store.measures.ticket_columns import KIND_WORDS

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def hours_in_words(hours: ServiceHours) -> str:
    """The hours as people write them: "Service Hours Mon-Fri 08:00-18:00"."""
    if hours.always:
        return "24x7"
    windows = weekly_windows(hours)
    runs = groupby(range(len(_DAYS)), key=lambda weekday: windows.get(weekday, ()))
    parts = [f"{_days(list(days))} {_times(times)}" for times, days in runs if times]
    return f"{hours.name} {', '.join(parts)}"


def _days(days: list[int]) -> str:
    return _DAYS[days[0]] if len(days) == 1 else f"{_DAYS[days[0]]}-{_DAYS[days[-1]]}"


def _times(windows: tuple[tuple[int, int], ...]) -> str:
    return " and ".join(f"{_time(opening)}-{_time(closing)}" for opening, closing in windows)


def _time(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def how_counted(level: ServiceLevel, hours: ServiceHours | None) -> str:
    """How tickets were counted under a response or resolution level; `hours` are the contract's where it has none."""
    return "; ".join([f"counted by month {_month(level)}, {_clock(level, level.hours or hours)}", *cautions(level)])


def _month(level: ServiceLevel) -> str:
    by_opening = level.metric is Metric.RESPONSE or level.month_by == "opened"
    if not by_opening and level.month_by == "resolved_only":
        return "of resolution, open ones not counted until they are resolved"
    return "of opening" if by_opening else "of resolution"


def _clock(level: ServiceLevel, hours: ServiceHours | None) -> str:
    if level.clock is ClockKind.CALENDAR:
        return "around the clock"
    words = hours_in_words(hours) if hours else "Service Hours"
    if level.clock is ClockKind.SERVICE_HOURS:
        return f"in {words}"
    return f"to the end of {words} on the business day it falls due"


def cautions(level: ServiceLevel) -> list[str]:
    """What a reader must know of how the level is worded before relying on the verdict."""
    said = []
    if level.target_pct is None and level.firmness is Firmness.MUST:
        said.append("the clause gives no percentage, so every one must make it")
    if level.round_dp is not None:
        places = "place" if level.round_dp == 1 else "places"
        said.append(f"rounded to {level.round_dp} decimal {places} as the contract says")
    if level.firmness is Firmness.EFFORTS:
        said.append("the contract promises efforts only, so this is not a promise")
    if level.firmness is Firmness.TARGET:
        said.append("the contract calls this a target")
    if level.metric in {Metric.RESPONSE, Metric.RESOLUTION} and level.pauses:
        said.append(f"time waiting for {', '.join(sorted(level.pauses))} taken off")
    return [*said, *_whose(level)]


def _whose(level: ServiceLevel) -> list[str]:
    """Which tickets a level speaks of, where not all, and under which priority."""
    said = []
    if level.kinds:
        left = (KIND_WORDS[kind] for kind in KIND_WORDS if kind is not TicketType.UNKNOWN and kind not in level.kinds)
        said.append(f"{' and '.join(left)} left out")
    if level.by_first_priority:
        said.append("by the priority first given")
    return said
