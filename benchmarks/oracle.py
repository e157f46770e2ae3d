"""Two ways of judging tickets that share no code: the product's, and one that steps through every minute.

10,000 random sets of tickets under random calendars and levels are judged by both; the counts in time, the counts at
all, the late tickets and the verdicts must be the same in every month. Run it with `python -m benchmarks oracle`.
"""

from __future__ import annotations

import os
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from store.facts.agreed import ClockKind, Metric, ServiceHours, ServiceLevel
from store.facts.common import Source
from store.facts.tickets import Pause, Ticket, TicketState
from store.measures.attainment import level_result
from store.measures.outcomes import MET, MISSED, columns_of, judged
from store.measures.results import Counts

SETS = 10_000
ZONES = ("Europe/London", "America/New_York", "UTC", "Australia/Sydney", "Asia/Kolkata", "America/Denver")
REASONS = ("customer", "vendor", "unknown", "parts")
DAYS = 45
MINUTE = timedelta(minutes=1)
Tally = dict[tuple[str, int, int], tuple[int, int, frozenset[str], str]]


@dataclass(frozen=True)
class Case:
    """One random set: tickets under levels, in hours, looked at on an instant."""

    tickets: tuple[Ticket, ...]
    levels: tuple[ServiceLevel, ...]
    hours: ServiceHours
    as_of: datetime
    tz: str


def made(seed: int) -> Case:
    """A random set, the same for the same seed; every instant on a whole minute."""
    chance = random.Random(seed)
    tz = chance.choice(ZONES)
    start = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(600), minutes=chance.randrange(1440))
    hours = _hours(chance, tz, start.date())
    levels = tuple(_level(chance, number, hours) for number in range(1, 5))
    tickets = tuple(_ticket(chance, f"T-{number}", start) for number in range(chance.randrange(1, 9)))
    as_of = start + timedelta(days=chance.randrange(8, 25), minutes=chance.randrange(1440))
    return Case(tickets, levels, hours, as_of, tz)


def _hours(chance: random.Random, tz: str, around: date) -> ServiceHours:
    if chance.random() < 0.1:
        return ServiceHours(tz=tz, always=True)
    weekly: list[tuple[int, int, int]] = []
    for day in range(chance.choice((5, 5, 6, 7))):
        opening, closing = chance.randrange(300, 660, 15), chance.randrange(840, 1380, 15)
        if chance.random() < 0.2:
            weekly += [(day, opening, 720), (day, 780, closing)]
        elif chance.random() < 0.1:
            weekly.append((day, 0, 1440))
        else:
            weekly.append((day, opening, closing))
    closed = tuple(around + timedelta(days=chance.randrange(DAYS)) for _ in range(chance.randrange(4)))
    return ServiceHours(tz=tz, weekly=tuple(weekly), closed=closed)


def _level(chance: random.Random, number: int, hours: ServiceHours) -> ServiceLevel:
    metric = Metric.RESPONSE if number <= 2 else Metric.RESOLUTION
    kinds = [ClockKind.CALENDAR] if hours.always else list(ClockKind)
    clock = chance.choice(kinds)
    in_days = clock in {ClockKind.NEXT_BUSINESS_DAY, ClockKind.BUSINESS_DAYS}
    cutoff = f"{chance.randrange(11, 18):02d}:{chance.choice((0, 30)):02d}" if chance.random() < 0.2 else None
    return ServiceLevel(
        number, "C", metric, Source("c"), priority=1 + number % 2, clock=clock, hours=hours,
        limit_s=None if in_days else 60 * chance.choice((15, 30, 60, 240, 480, 960, 2400)),
        limit_days=chance.randrange(0, 4) if clock is ClockKind.BUSINESS_DAYS else None,
        strict=chance.random() < 0.3, target_pct=Decimal(chance.choice(("80", "90", "95", "99.9", "66.67"))),
        pauses=frozenset(chance.sample(REASONS, chance.randrange(3))), auto_ack_counts=chance.random() < 0.3,
        month_by=chance.choice(("resolved", "resolved_only", "opened")), cutoff=cutoff if clock is not ClockKind.CALENDAR else None,
        low_volume_n=chance.choice((None, 3)), low_volume_max_misses=chance.choice((0, 1)),
    )  # fmt: skip


def _ticket(chance: random.Random, name: str, start: datetime) -> Ticket:
    opened = start + timedelta(minutes=chance.randrange(12 * 1440))
    near = chance.choice((20, 120, 600, 4000, 9000))
    responded = opened + timedelta(minutes=chance.randrange(-3, near)) if chance.random() < 0.85 else None
    resolved = opened + timedelta(minutes=chance.randrange(2 * near)) if chance.random() < 0.8 else None
    state = TicketState.CLOSED if resolved and chance.random() < 0.9 else TicketState.OPEN
    if chance.random() < 0.06:
        state = chance.choice((TicketState.CANCELLED, TicketState.CLOSED))
    pauses = tuple(_pause(chance, opened, near) for _ in range(chance.choice((0, 0, 1, 2, 3))))
    return Ticket(
        name, opened, Source("t"), priority=chance.choice((1, 2, 2, 3)), state=state, responded_at=responded,
        response_is_auto=chance.random() < 0.15, resolved_at=resolved, pauses=pauses, excluded=chance.random() < 0.04,
    )  # fmt: skip


def _pause(chance: random.Random, opened: datetime, near: int) -> Pause:
    begin = opened + timedelta(minutes=chance.randrange(-30, near))
    end = None if chance.random() < 0.1 else begin + timedelta(minutes=chance.randrange(near))
    return Pause(begin, end, chance.choice(REASONS))


def product(case: Case) -> Tally:
    """What the product's own measures make of the set."""
    columns = columns_of(case.tickets)
    seen = judged(columns, case.levels, case.hours, int(case.as_of.timestamp()), case.tz)
    found: dict[tuple[str, int, int], list[tuple[str, bool]]] = defaultdict(list)
    for name, outcomes in (("response", seen.response), ("resolution", seen.resolution)):
        for row, ticket in enumerate(case.tickets):
            if outcomes.met[row] in (MET, MISSED):
                key = (name, int(outcomes.level[row]), int(outcomes.month[row]))
                found[key].append((ticket.ext_id, bool(outcomes.met[row] == MET)))
    levels = {level.id: level for level in case.levels}
    return {key: _told(some, levels[key[1]]) for key, some in found.items()}


def _told(some: Sequence[tuple[str, bool]], level: ServiceLevel) -> tuple[int, int, frozenset[str], str]:
    late = tuple(name for name, met in some if not met)
    counts = Counts(len(some) - len(late), len(some), late)
    return counts.in_time, counts.of, frozenset(late), level_result(level, counts, "").result.value


class Minutes:
    """Every minute from some days before a set to long after it: whether the desk is open, on its own wall clock."""

    def __init__(self, hours: ServiceHours, first: datetime) -> None:
        self.start = (first - timedelta(days=8)).replace(hour=0, minute=0, second=0, microsecond=0)
        self.hours = hours
        self.open = bytearray()
        self.quarters: list[tuple[date, int]] = []
        week = bytearray(7 * 1440)
        for day, opening, closing in hours.weekly:
            for minute in range(opening, closing):
                week[day * 1440 + minute] = 1
        zone = ZoneInfo(hours.tz)
        for quarter in range((DAYS + 16) * 96):  # no zone here changes its clocks within a quarter of an hour
            local = (self.start + timedelta(minutes=15 * quarter)).astimezone(zone)
            day, minute = local.date(), local.hour * 60 + local.minute
            self.quarters.append((day, minute))
            place = day.weekday() * 1440 + minute
            shut = bytes(15) if day in hours.closed else week[place : place + 15]
            self.open += bytes([1]) * 15 if hours.always else shut

    def at(self, moment: datetime) -> int:
        """The place of an instant."""
        return int((moment - self.start) / MINUTE)

    def day(self, place: int) -> date:
        """The date on the desk's wall calendar."""
        return self.quarters[place // 15][0]

    def minute(self, place: int) -> int:
        """The minute of the day on the desk's wall clock."""
        return self.quarters[place // 15][1] + place % 15

    def is_business_day(self, day: date) -> bool:
        """Whether the desk opens on that date."""
        return day not in self.hours.closed and any(d == day.weekday() for d, _, _ in self.hours.weekly)


def stepped(case: Case) -> Tally:
    """The same by stepping through the minutes, with nothing of the product."""
    minutes = Minutes(case.hours, min(ticket.opened_at for ticket in case.tickets))
    around = replace(case.hours, always=True)
    calendar = (
        Minutes(around, min(t.opened_at for t in case.tickets))
        if any(v.clock is ClockKind.CALENDAR for v in case.levels)
        else minutes
    )
    found: dict[tuple[str, int, int], list[tuple[str, bool]]] = defaultdict(list)
    for ticket in case.tickets:
        for level in case.levels:
            if level.priority == ticket.priority and ticket.opened_at <= case.as_of:
                desk = calendar if level.clock is ClockKind.CALENDAR else minutes
                told = _judged(ticket, level, desk, case)
                if told is not None:
                    found[level.metric.value, level.id, told[1]].append((ticket.ext_id, told[0]))
    levels = {level.id: level for level in case.levels}
    return {key: _verdict(some, levels[key[1]]) for key, some in found.items()}


def _verdict(some: Sequence[tuple[str, bool]], level: ServiceLevel) -> tuple[int, int, frozenset[str], str]:
    late = frozenset(name for name, met in some if not met)
    good, of = len(some) - len(late), len(some)
    few = level.low_volume_n is not None and of <= level.low_volume_n
    met = (
        len(late) <= (level.low_volume_max_misses or 0)
        if few
        else Fraction(100 * good, of) >= Fraction(level.target_pct or 100)
    )
    return good, of, late, "met" if met else "missed"


def _judged(ticket: Ticket, level: ServiceLevel, desk: Minutes, case: Case) -> tuple[bool, int] | None:
    """(in time, month) of one ticket; None where it does not count (yet)."""
    stop = ticket.resolved_at if level.metric is Metric.RESOLUTION else ticket.responded_at
    if (
        level.metric is Metric.RESPONSE
        and ticket.response_is_auto
        and ticket.responded_at
        and not level.auto_ack_counts
    ):
        stop = ticket.resolved_at
    over = ticket.state in {TicketState.CLOSED, TicketState.RESOLVED} or ticket.resolved_at is not None
    if ticket.state is TicketState.CANCELLED or ticket.excluded:
        return None
    if (stop is None and over) or (stop is not None and stop < ticket.opened_at):
        return None
    stopped = stop is not None and stop <= case.as_of
    start = _start(desk, desk.at(ticket.opened_at), level)
    end = max(desk.at(stop if stopped and stop else case.as_of), start)
    due, spent = _due(ticket, level, desk, start, end)
    if level.clock in {ClockKind.CALENDAR, ClockKind.SERVICE_HOURS}:
        limit = (level.limit_s or 0) // 60
        late = spent >= limit if level.strict else spent > limit
    else:
        late = due is not None and (end >= due if level.strict else end > due)
    only = level.metric is Metric.RESOLUTION and level.month_by == "resolved_only"
    if not stopped and (only or not late):
        return None
    moment = ticket.opened_at
    if level.metric is Metric.RESOLUTION and level.month_by != "opened":
        moment = stop if stopped and stop else desk.start + timedelta(minutes=due or 0)
    local = moment.astimezone(ZoneInfo(case.tz))
    return not late, local.year * 100 + local.month


def _start(desk: Minutes, opened: int, level: ServiceLevel) -> int:
    """With a cut-off: a ticket after it, after hours, or on a closed day is logged at the next business day's opening."""
    if level.cutoff is None:
        return opened
    cutoff = int(level.cutoff[:2]) * 60 + int(level.cutoff[3:])
    day = desk.day(opened)
    opens = [a for d, a, _ in desk.hours.weekly if d == day.weekday()]
    closes = [b for d, _, b in desk.hours.weekly if d == day.weekday()]
    today = desk.is_business_day(day) and desk.minute(opened) <= cutoff and desk.minute(opened) < max(closes)
    if today and desk.minute(opened) >= min(opens):
        return opened
    place = opened
    while not (desk.open[place] and (today or desk.day(place) != day)):
        place += 1
    return place


def _due(ticket: Ticket, level: ServiceLevel, desk: Minutes, start: int, end: int) -> tuple[int | None, int]:
    """The minute at which the limit has run out, and the minutes that ran until the end."""
    held = bytearray(len(desk.open))
    for pause in ticket.pauses:
        if pause.reason in level.pauses:
            first = max(desk.at(pause.start), start)
            last = end if pause.end is None else min(desk.at(pause.end), end)
            for place in range(first, last):
                held[place] = 1
    allowed = _allowed(level, desk, start)
    spent, due, place = 0, (start if allowed == 0 else None), start
    while place < len(desk.open) and (place < end or due is None):
        if desk.open[place] and not held[place]:
            if due is None:
                allowed -= 1
                due = place + 1 if allowed == 0 else None
            if place < end:
                spent += 1
        place += 1
    return due, spent


def _allowed(level: ServiceLevel, desk: Minutes, start: int) -> int:
    """The open minutes allowed: the limit itself, or those up to the end of the n-th business day after the log day."""
    if level.clock in {ClockKind.CALENDAR, ClockKind.SERVICE_HOURS}:
        return (level.limit_s or 0) // 60
    days = level.limit_days if level.clock is ClockKind.BUSINESS_DAYS and level.limit_days is not None else 1
    place, left, seen = start, 0, -1
    day: date | None = None
    while True:
        if desk.open[place]:
            if desk.day(place) != day:
                day, seen = desk.day(place), seen + 1
                if seen > days:
                    return left
            left += 1
        place += 1


def differing(seeds: Sequence[int]) -> list[int]:
    """The seeds of those sets on which the two ways do not agree."""
    return [seed for seed in seeds if product(case := made(seed)) != stepped(case)]


def rows() -> list[dict[str, Any]]:
    """All sets, over every processor there is."""
    began = time.perf_counter()
    workers = max(1, (os.cpu_count() or 2) - 1)
    chunks = [range(start, min(start + 100, SETS)) for start in range(0, SETS, 100)]
    with ProcessPoolExecutor(workers) as pool:
        wrong = [seed for some in pool.map(differing, chunks) for seed in some]
    shown = f"{len(wrong)} differ" + (f" (seeds {', '.join(map(str, wrong[:5]))})" if wrong else "")
    took = f"{time.perf_counter() - began:.0f} s"
    return [
        {
            "what": f"{SETS:,} random ticket sets and calendars",
            "value": f"{shown}, {took}",
            "limit": "0 differ",
            "ok": not wrong,
            "against": "every minute stepped through",
        }
    ]
