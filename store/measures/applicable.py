"""Which promised level a ticket falls under: by date, priority, service and tier.

Where the contract leaves a choice that a ticket cannot settle (two tiers, two readings), no level is chosen at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from store.facts.agreed import ClockKind, Metric, ServiceHours, ServiceLevel
from store.facts.common import InterpreterError, Source, Status, Why
from store.facts.tickets import TicketType
from store.measures.calendar import EARLIEST, LATEST
from store.measures.service_days import instant, service_days, zone_of
from store.measures.ticket_columns import TICKET_TYPES, TicketColumns, Whole

NONE_APPLIES = -1
_LONGEST_DAYS = 3650
_NOWHERE = Source("")
_TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_TYPE_WORDS = {
    TicketType.INCIDENT: ("incident", "incidents"),
    TicketType.REQUEST: ("request", "requests", "service request", "service requests"),
    TicketType.CHANGE: ("change", "changes", "change request", "change requests"),
    TicketType.PROBLEM: ("problem", "problems"),
    TicketType.ALERT: ("alert", "alerts"),
    TicketType.UNKNOWN: (),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What decides the level of a ticket: the day it was opened, its priority (0 is none), service and type.

    `first` is the priority first given to it, 0 where nobody recorded one.
    """

    day: date
    priority: int = 0
    service: str = ""
    type: TicketType = TicketType.UNKNOWN
    first: int = 0


def hours_for(level: ServiceLevel, default_hours: ServiceHours | None) -> ServiceHours | None:
    """The Service Hours that a level's clock runs in: its own, else the contract's; 24x7 for a calendar clock."""
    hours = level.hours or default_hours
    if level.clock is ClockKind.CALENDAR:
        return ServiceHours(tz=hours.tz if hours else "UTC", always=True)
    if in_days(level) and level.hours and level.hours.always:
        return default_hours
    return hours


def in_days(level: ServiceLevel) -> bool:
    """Whether the level's limit is counted in business days."""
    return level.clock in {ClockKind.NEXT_BUSINESS_DAY, ClockKind.BUSINESS_DAYS}


def limit_of(level: ServiceLevel) -> int | None:
    """The limit in seconds of its clock, or in business days (0: the same day); None when none can be timed."""
    if in_days(level):
        next_day = level.clock is ClockKind.NEXT_BUSINESS_DAY
        days = 1 if next_day and not level.limit_days else level.limit_days
        return days if days is not None and 0 <= days <= _LONGEST_DAYS else None
    if level.limit_s is None and level.clock is ClockKind.CALENDAR:
        limit = (level.limit_days or 0) * 86400
    else:
        limit = level.limit_s or 0
    return limit if 0 < limit <= _LONGEST_DAYS * 86400 else None


def cutoff_minute(level: ServiceLevel) -> int | None:
    """The minute of the day after which a ticket counts as logged on the next business day; None without one."""
    return None if level.cutoff is None else int(level.cutoff[:2]) * 60 + int(level.cutoff[3:])


def _cutoff_is_read(level: ServiceLevel) -> bool:
    if level.cutoff is None:
        return True
    return level.clock is not ClockKind.CALENDAR and bool(_TIME_OF_DAY.fullmatch(level.cutoff))


def cannot_be_timed(level: ServiceLevel, default_hours: ServiceHours | None) -> Why | None:
    """Why no ticket can be judged by this level; None when it can be."""
    if level.status is Status.CONFLICT:
        return Why.CONFLICT
    if level.status is Status.UNKNOWN or limit_of(level) is None or not _cutoff_is_read(level):
        return Why.UNPARSEABLE
    hours = hours_for(level, default_hours)
    if hours is None or (hours.always and (in_days(level) or level.cutoff is not None)):
        return Why.NOT_IN_CONTRACT
    try:
        service_days(hours, EARLIEST, EARLIEST)
    except InterpreterError:
        return Why.UNPARSEABLE
    return None


def applicable(levels: Iterable[ServiceLevel], kind: Kind) -> ServiceLevel | None:
    """The one level of these that governs such a ticket; None when there is none, or when several contend."""
    fitting = [level for level in levels if _fits(level, kind)]
    fitting = [level for level in fitting if covers(level, kind.type)] or fitting
    if not fitting:
        return None
    closest = max(_closeness(level) for level in fitting)
    return _the_one([level for level in fitting if _closeness(level) == closest])


def covers(level: ServiceLevel, kind: TicketType) -> bool:
    """Whether a level is promised for such a kind of ticket; one of unknown kind counts."""
    return not level.kinds or kind is TicketType.UNKNOWN or kind in level.kinds


def _fits(level: ServiceLevel, kind: Kind) -> bool:
    in_force = level.effective_from <= kind.day <= level.effective_to
    priority = kind.first or kind.priority if level.by_first_priority else kind.priority
    return in_force and level.priority in {None, priority} and _serves(level.service, kind)


def _serves(service: str | None, kind: Kind) -> bool:
    return service is None or _plain(service) in {_plain(kind.service), *_TYPE_WORDS[kind.type]}


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _closeness(level: ServiceLevel) -> tuple[bool, bool]:
    return level.service is not None, level.priority is not None


def _the_one(levels: Sequence[ServiceLevel]) -> ServiceLevel | None:
    tiers = {level.tier for level in levels}
    if None not in tiers and len(tiers) > 1:
        return None
    tier = None if None in tiers else tiers.pop()
    group = [level for level in levels if level.tier == tier]
    group = [level for level in group if level.status is Status.CONFIRMED] or group
    if any(level.status in {Status.CONFLICT, Status.UNKNOWN} for level in group):
        return None
    return min(group, key=lambda level: level.id) if len({_terms(level) for level in group}) == 1 else None


def _terms(level: ServiceLevel) -> ServiceLevel:
    """The level without what does not change a verdict, so that the same promise told twice is one."""
    return replace(
        level, id=0, source=_NOWHERE, status=Status.FOUND, confidence=1.0, readings=(),
        effective_from=EARLIEST, effective_to=LATEST,
    )  # fmt: skip


def told_once(levels: Sequence[ServiceLevel]) -> tuple[ServiceLevel, ...]:
    """The levels without those that only repeat, in other words or another place, one already there."""
    kept: dict[tuple[ServiceLevel, date, date], ServiceLevel] = {}
    for level in sorted(levels, key=lambda level: (level.status is not Status.CONFIRMED, level.id)):
        kept.setdefault((_terms(level), level.effective_from, level.effective_to), level)
    return tuple(level for level in levels if level in kept.values())


def cannot_judge(levels: Sequence[ServiceLevel], default_hours: ServiceHours | None) -> dict[int, Why]:
    """The response and resolution levels that judge no ticket at all, by id, each with the reason."""
    reasons: dict[int, Why] = {}
    for level in levels:
        if level.metric not in {Metric.RESPONSE, Metric.RESOLUTION}:
            continue
        why = cannot_be_timed(level, default_hours)
        if why is None and not _ever_applies(level, [other for other in levels if other.metric is level.metric]):
            why = Why.CONFLICT
        if why is not None:
            reasons[level.id] = why
    return reasons


def _ever_applies(level: ServiceLevel, levels: Sequence[ServiceLevel]) -> bool:
    days = {day for day in _turns(levels) if level.effective_from <= day <= level.effective_to}
    kinds = (Kind(day, level.priority or 0, level.service or "") for day in days | {level.effective_from})
    chosen = (applicable(levels, kind) for kind in kinds)
    return any(one is not None and _terms(one) == _terms(level) for one in chosen)


def _turns(levels: Iterable[ServiceLevel]) -> list[date]:
    """The days on which some level comes into force or has just ended, from the earliest on."""
    starts = {level.effective_from for level in levels}
    ends = {level.effective_to + timedelta(days=1) for level in levels if level.effective_to < LATEST}
    return sorted({EARLIEST} | {day for day in starts | ends if EARLIEST < day <= LATEST})


def level_of_each(columns: TicketColumns, levels: Sequence[ServiceLevel], tz: str) -> Whole:
    """For each ticket the place of its level in `levels` (all of one metric), or NONE_APPLIES."""
    turns = _turns(levels)
    zone = zone_of(tz)
    since = np.searchsorted([instant(day, 0, zone) for day in turns], columns.opened, side="right") - 1
    shape = (len(turns), 128, 128, len(columns.services) or 1, len(TICKET_TYPES))
    by_first = any(level.by_first_priority for level in levels)
    first = np.maximum(columns.priority_first, 0) if by_first else np.zeros_like(columns.priority)
    parts = (np.maximum(since, 0), np.maximum(columns.priority, 0), first, columns.service, columns.type)
    keys, rows = np.unique(np.ravel_multi_index(parts, shape), return_inverse=True)
    places = {level.id: place for place, level in enumerate(levels)}
    choices = []
    for since_at, priority, early, service, type_at in zip(*np.unravel_index(keys, shape), strict=True):
        kind = Kind(turns[since_at], int(priority), columns.services[service], TICKET_TYPES[type_at], int(early))
        level = applicable(levels, kind)
        choices.append(NONE_APPLIES if level is None else places[level.id])
    return np.array(choices, dtype=np.int64)[rows]
