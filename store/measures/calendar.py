"""The service-hours clock: how much of the support desk's time lies between two instants, and when a limit runs out.

It counts whole seconds in UTC, so a change to summer time cannot bend a figure. It refuses hours with no opening
times and dates outside 1970 to 2199; it never decides whether a target was met.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np

from store.facts.agreed import ContractFacts, ServiceHours
from store.facts.common import InterpreterError, Period
from store.facts.tickets import Pause
from store.measures.pauses import Instants, Spans, disjoint
from store.measures.service_days import instant, service_days, utc_date, zone_of

EARLIEST = date(1970, 1, 1)
LATEST = date(2199, 12, 31)
_MARGIN = timedelta(days=3)
_ROOM = timedelta(days=366)


class Clock:
    """One calendar's clock. `first` and `last` say what to prepare; it reaches further when it is asked to.

    Instants are aware datetimes in the plain methods, and int64 arrays of seconds since 1970 (UTC) in the `_many`
    ones; parts of a second are dropped. A clock that always runs is a plain difference.
    """

    def __init__(self, hours: ServiceHours, first: date, last: date) -> None:
        self.hours = hours
        self._days = service_days(hours, max(first - _MARGIN, EARLIEST), min(last + _MARGIN, LATEST))

    def elapsed(self, a: datetime, b: datetime, pauses: Sequence[Pause] = ()) -> int:
        """Open seconds in [a, b] outside the pauses, which may overlap; nothing when b is not after a."""
        if b <= a:
            return 0
        start, end = _array(a), _array(b)
        return int(self.elapsed_many(start, end, _spans(pauses, start, end))[0])

    def due(self, start: datetime, seconds: int, pauses: Sequence[Pause] = ()) -> datetime:
        """The first instant at which `seconds` have run since `start`; a pause that has not ended is refused."""
        running = next((pause for pause in pauses if pause.end is None), None)
        if running is not None:
            raise InterpreterError(
                f"The clock has stood still since {running.start:%d %B %Y %H:%M}, so no due time can be told; "
                "add the end of that pause, or ask again once it is over."
            )
        begin = _array(start)
        spans = _spans(pauses, begin, np.array([_epoch(datetime(LATEST.year, LATEST.month, LATEST.day, tzinfo=UTC))]))
        return _datetime(self.due_many(begin, np.array([seconds]), spans)[0])

    def next_opening(self, t: datetime) -> datetime:
        """The instant from which the clock runs for something logged at `t`: itself when the desk is open."""
        return t if self.hours.always else _datetime(self._next_openings(_array(t))[0])

    def business_day_due(self, start: datetime, days: int) -> datetime:
        """The end of Service Hours on the n-th business day after the effective day of logging.

        Logged after closing or on a closed day, the effective day is the next business day. This is our reading of
        "next business day" where the contract does not say otherwise.
        """
        return _datetime(self.business_day_due_many(_array(start), days)[0])

    def working_day_after(self, d: date, n: int) -> date:
        """The n-th business day after `d` (for n = 0: `d` itself, or the next business day when it is none)."""
        wanted = d.toordinal() if n else d.toordinal() - 1
        self._reach(d, d)
        while True:
            place = int(np.searchsorted(self._days.dates, wanted, side="right")) + max(n, 1) - 1
            if place < len(self._days.dates):
                return date.fromordinal(int(self._days.dates[place]))
            self._grow()

    def is_business_day(self, d: date) -> bool:
        """Whether the desk opens on that date at all; a desk that never closes has Monday to Friday."""
        self._reach(d, d)
        return d.toordinal() in self._days.dates

    def elapsed_many(self, a: Instants, b: Instants, pauses: Spans | None = None) -> Instants:
        """Open seconds from each a to each b, pauses off (negative where b comes before a). Shape (n,)."""
        self._reach_instants(a, b, days=False)
        spent = self._spent(b) - self._spent(a)
        if pauses is None or not len(pauses.owner):
            return spent
        return spent - pauses.per_owner(self._lengths(pauses), len(a))

    def due_many(self, start: Instants, seconds: Instants | int, pauses: Spans | None = None) -> Instants:
        """When each limit runs out: the exact inverse of `elapsed_many`. Shape (n,)."""
        self._reach_instants(start)
        allowed = np.broadcast_to(np.asarray(seconds, dtype=np.int64), start.shape)
        held = self._held(start, allowed, pauses)
        return np.where(allowed > 0, self._instant_of(self._spent(start) + allowed + held), start)

    def business_day_due_many(self, start: Instants, days: int, pauses: Spans | None = None) -> Instants:
        """`business_day_due` for many; paused service time moves the due time on by as much."""
        self._reach_instants(start)
        place = np.searchsorted(self._days.ends, start, side="right") + days
        while len(place) and place.max() >= len(self._days.ends):
            self._grow()
        due = self._days.ends[place]
        held = self._held(start, self._spent(due) - self._spent(start), pauses)
        return np.where(held > 0, self._instant_of(self._spent(due) + held), due)

    def logged_many(self, start: Instants, cutoff_minute: int) -> Instants:
        """When each counts as logged if a ticket after that minute of the day waits for the next business day."""
        self._reach_instants(start)
        zone = zone_of(self.hours.tz)
        cutoffs = [instant(date.fromordinal(int(day)), cutoff_minute, zone) + 1 for day in self._days.dates]
        place = np.searchsorted(np.minimum(self._days.ends, cutoffs), start, side="right")
        while len(place) and place.max() >= len(self._days.starts):
            self._grow()
        return np.maximum(start, self._days.starts[place])

    def _next_openings(self, t: Instants) -> Instants:
        self._reach_instants(t)
        place = np.searchsorted(self._days.closes, t, side="right")
        while place.max() >= len(self._days.closes):
            self._grow()
        return np.maximum(t, self._days.opens[place])

    def _spent(self, t: Instants) -> Instants:
        """Open seconds from the start of the table up to each instant."""
        if self.hours.always:
            return t
        place = np.searchsorted(self._days.opens, t, side="right")
        spent: Instants = np.minimum(t + self._days.slack[place], self._days.top[place])
        return spent

    def _instant_of(self, spent: Instants) -> Instants:
        """The first instant at which so many open seconds have been spent: the inverse of `_spent`."""
        if self.hours.always:
            return spent
        while len(spent) and spent.max() > self._days.top[-1]:
            self._grow()
        place = np.maximum(np.searchsorted(self._days.top, spent, side="left"), 1)
        return spent - self._days.slack[place]

    def _lengths(self, pauses: Spans) -> Instants:
        self._reach_instants(pauses.start, pauses.end)
        return self._spent(pauses.end) - self._spent(pauses.start)

    def _held(self, start: Instants, allowed: Instants, pauses: Spans | None) -> Instants:
        """Open seconds by which pauses put off each due time: those that begin before the limit has run out."""
        if pauses is None or not len(pauses.owner):
            return np.zeros(len(start), dtype=np.int64)
        lengths = self._lengths(pauses)
        used = self._spent(pauses.start) - self._spent(start)[pauses.owner] - pauses.before(lengths)
        return pauses.per_owner(np.where(used < allowed[pauses.owner], lengths, 0), len(start))

    def _reach_instants(self, *arrays: Instants, days: bool = True) -> None:
        """Make the table cover these instants; `days` False where only open seconds are asked for."""
        filled = [array for array in arrays if len(array)]
        if filled:
            low, high = min(int(a.min()) for a in filled), max(int(a.max()) for a in filled)
            self._reach(utc_date(low), utc_date(high), days=days)

    def _reach(self, low: date, high: date, *, days: bool = True) -> None:
        if low < EARLIEST or high > LATEST:
            raise InterpreterError(
                f"The date {(low if low < EARLIEST else high).isoformat()} lies outside 1970 to 2199, so no clock "
                "can be run on it; correct the date where it came from."
            )
        first, last = self._days.first, self._days.last
        if self.hours.always and not days:
            return  # no table is needed to subtract
        if (low - _MARGIN >= first or first == EARLIEST) and (high + _MARGIN <= last or last == LATEST):
            return
        self._extend(min(first, max(low - _ROOM, EARLIEST)), max(last, min(high + _ROOM, LATEST)))

    def _grow(self) -> None:
        """Reach further forward; the start stays, so open seconds counted so far stay true."""
        if self._days.last == LATEST:
            raise InterpreterError(
                f"{self.hours.name} do not open often enough for that limit to run out before 2200; "
                "check the opening times and the closures."
            )
        span = max(self._days.last - self._days.first, _ROOM)
        self._extend(self._days.first, self._days.last + min(span, LATEST - self._days.last))

    def _extend(self, first: date, last: date) -> None:
        self._days = service_days(self.hours, first, last)


def _epoch(t: datetime) -> int:
    if t.tzinfo is None:
        raise ValueError(f"an instant without a zone: {t}")
    return int(t.timestamp())


def _array(t: datetime) -> Instants:
    return np.array([_epoch(t)], dtype=np.int64)


def _datetime(second: np.int64) -> datetime:
    return datetime.fromtimestamp(int(second), UTC)


def clock_of(contract: ContractFacts, span: Period) -> Clock | None:
    """The contract's own clock over a span; None where nobody has said its opening times."""
    return Clock(contract.hours, span.start, span.end) if contract.hours and contract.hours.known else None


def _spans(pauses: Sequence[Pause], low: Instants, high: Instants) -> Spans | None:
    if not pauses:
        return None
    start = np.array([_epoch(pause.start) for pause in pauses], dtype=np.int64)
    end = np.array([-1 if pause.end is None else _epoch(pause.end) for pause in pauses], dtype=np.int64)
    return disjoint(np.zeros(len(pauses), dtype=np.int64), start, end, low=low, high=high)
