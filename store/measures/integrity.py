"""Questions that the tickets themselves raise about the figures: each with its count, its base and the tickets.

A finding is a question to ask and never an accusation: there can be a good reason for every one of them. What a check
needs and the export does not have makes the check impossible, which is said too. Source: domain reference, 3.5.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from store.facts.agreed import ServiceLevel
from store.facts.tickets import TicketType
from store.measures.calendar import Clock
from store.measures.clumps import Clump, clump
from store.measures.judged_ticket import DONE, MET, MISSED, JudgedTicket, cancelled, finished

LATE_PAUSE_S = 600
LONG_HOLD = (2, 5)
BULK = 5
RELOGGED = timedelta(hours=48)
SHARED_NUMBERS = 2
_NUMBER = re.compile(r"(\d+)$")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `count` of `base` tickets, by name; `count` None where it could not be made. `days` names the days concerned."""

    key: str
    count: int | None
    base: int
    tickets: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    clump: Clump | None = None

    @property
    def asks(self) -> bool:
        """Whether there is something to ask about."""
        return bool(self.count)


@dataclass(frozen=True, slots=True)
class Records:
    """What the checks look at: the tickets of a period, the levels by id with their clocks, and what is recorded.

    `lowered` are tickets made less urgent after logging, `numbers` every ticket number known over the span of these
    tickets. `major_outages` counts outages of the period.
    """

    tickets: Sequence[JudgedTicket]
    levels: dict[int, ServiceLevel] = field(default_factory=dict)
    clocks: dict[int, Clock] = field(default_factory=dict)
    hours: Clock | None = None
    lowered: tuple[str, ...] = ()
    priorities_recorded: bool = True
    reopenings_recorded: bool = True
    numbers: Sequence[str] = ()
    unplanned_outages: int = 0


def findings(records: Records) -> tuple[Finding, ...]:
    """Every check, in a fixed order, those without anything to ask about among them."""
    return tuple(check(records) for check in _CHECKS)


def _of(key: str, base: Sequence[JudgedTicket], odd: Iterable[JudgedTicket], *, possible: bool = True) -> Finding:
    names = tuple(dict.fromkeys(one.name for one in odd))
    return Finding(key, len(names) if possible else None, len(base), names)


def _just_inside(records: Records) -> Finding:
    """In time by a whisker, more often than chance has it: see `clumps`."""
    shares, names = [], []
    for one in records.tickets:
        for reading in (one.response, one.resolution):
            level = records.levels.get(reading.level)
            if level and level.limit_s and reading.took_s is not None and reading.met in {MET, MISSED}:
                shares.append((reading.took_s, level.limit_s))
                names.append(one.name)
    found = clump(shares)
    inside = tuple(dict.fromkeys(names[place] for place in found.inside))
    return Finding(
        "just_inside",
        len(found.inside) if found.telling else 0,
        len(shares),
        inside if found.telling else (),
        clump=found,
    )


def _pause_before_due(records: Records) -> Finding:
    """Put on hold less than ten minutes of the clock before the limit ran out."""
    held = [one for one in records.tickets if one.ticket.waits]
    return _of("pause_before_due", held, (one for one in held if _paused_late(one, records)))


def _paused_late(one: JudgedTicket, records: Records) -> bool:
    level, clock = records.levels.get(one.resolution.level), records.clocks.get(one.resolution.level)
    if level is None or clock is None or not level.limit_s:
        return False
    allowed = level.limit_s
    for place, pause in enumerate(one.ticket.waits):
        earlier = tuple(p for p in one.ticket.waits[:place] if p.reason in level.pauses)
        used = clock.elapsed(one.ticket.opened_at, pause.start, earlier)
        if pause.reason in level.pauses and 0 <= allowed - used < min(LATE_PAUSE_S, allowed // 10):
            return True
    return False


def _long_hold(records: Records) -> Finding:
    """On hold for more than two fifths of the time it took."""
    done = [one for one in records.tickets if one.felt_s and one.ticket.resolved_at]
    share, of = LONG_HOLD
    return _of("long_hold", done, (one for one in done if of * _held_s(one) > share * (one.felt_s or 0)))


def _held_s(one: JudgedTicket) -> int:
    end = one.ticket.resolved_at or one.ticket.opened_at
    total, reached = 0, one.ticket.opened_at
    for pause in sorted(one.ticket.waits, key=lambda pause: pause.start):
        start, stop = max(pause.start, reached), min(pause.end or end, end)
        if stop > start:
            total, reached = total + int((stop - start).total_seconds()), stop
    return total


def _odd_hours(records: Records) -> Finding:
    """Put on hold at a time when the desk is shut."""
    held = [one for one in records.tickets if one.ticket.waits]
    clock = records.hours
    if clock is None or clock.hours.always:
        return _of("odd_hours", held, (), possible=False)
    return _of("odd_hours", held, (one for one in held if any(_is_shut(clock, p.start) for p in one.ticket.waits)))


def _is_shut(clock: Clock, at: datetime) -> bool:
    return clock.elapsed(at, at + timedelta(seconds=1)) == 0 and clock.elapsed(at - timedelta(seconds=1), at) == 0


def _automatic(records: Records) -> Finding:
    """Only an automatic reply on record."""
    answered = [one for one in records.tickets if one.ticket.responded_at]
    return _of("automatic_reply", answered, (one for one in answered if one.ticket.response_is_auto))


def _bulk(key: str, when: Callable[[JudgedTicket], datetime | None]) -> Callable[[Records], Finding]:
    def check(records: Records) -> Finding:
        groups: dict[datetime, list[JudgedTicket]] = defaultdict(list)
        dated = [(at, one) for one in records.tickets if (at := when(one))]
        for at, one in dated:
            groups[at.replace(second=0)].append(one)
        large = [group for group in groups.values() if len(group) >= BULK]
        found = _of(key, [one for _, one in dated], (one for group in large for one in group))
        days = sorted({at.date() for at, group in groups.items() if len(group) >= BULK})
        return Finding(found.key, found.count, found.base, found.tickets, tuple(days))

    return check


def _reopened(records: Records) -> Finding:
    done = [one for one in records.tickets if one.ticket.reopen_count or one.ticket.state in DONE]
    again = (one for one in done if one.ticket.reopen_count)
    return _of("reopened", done, again, possible=records.reopenings_recorded)


def _relogged(records: Records) -> Finding:
    """Logged again by the same person in the same words within two days after it was called finished."""
    groups: dict[tuple[str, str], list[JudgedTicket]] = defaultdict(list)
    people = (one for one in records.tickets if one.ticket.type is not TicketType.ALERT)
    named = [one for one in people if one.ticket.user and one.ticket.summary]
    for one in sorted(named, key=lambda one: one.ticket.opened_at):
        groups[one.ticket.user.casefold(), one.ticket.summary.casefold()].append(one)
    odd = [
        later
        for group in groups.values()
        for earlier, later in pairwise(group)
        if earlier.ticket.resolved_at and timedelta() <= later.ticket.opened_at - earlier.ticket.resolved_at <= RELOGGED
    ]
    return _of("relogged", named, odd)


def _lowered(records: Records) -> Finding:
    base = [one for one in records.tickets if one.ticket.priority_first]
    odd = (one for one in base if one.name in set(records.lowered))
    return _of("lowered", base, odd, possible=records.priorities_recorded)


def _cancelled(records: Records) -> Finding:
    return _of("cancelled", records.tickets, (one for one in records.tickets if cancelled(one)))


def _excluded(records: Records) -> Finding:
    """Left out of the provider's own count without a reason."""
    out = [one for one in records.tickets if one.ticket.excluded]
    return _of("excluded_without_reason", out, (one for one in out if not one.ticket.exclusion_reason))


def _no_times(records: Records) -> Finding:
    done = [one for one in finished(records.tickets) if not cancelled(one)]
    answers = any(one.ticket.responded_at for one in records.tickets)  # an export without such a column shows none
    odd = (one for one in done if not one.ticket.resolved_at or (answers and not one.ticket.responded_at))
    return _of("missing_times", done, odd)


def _backwards(records: Records) -> Finding:
    """Answered or fixed before it was opened, or fixed before it was answered."""
    odd = (one for one in records.tickets if _is_backwards(one))
    return _of("backwards", records.tickets, odd)


def _is_backwards(one: JudgedTicket) -> bool:
    ticket = one.ticket
    ends = [at for at in (ticket.responded_at, ticket.resolved_at) if at]
    return any(at < ticket.opened_at for at in ends)


def _flags(records: Records) -> Finding:
    """In time by the tool's own mark, and late by the contract's clock."""
    marked = [one for one in records.tickets if True in (one.ticket.provider_response_met, one.ticket.provider_sla_met)]
    odd = (
        one
        for one in marked
        if (one.ticket.provider_response_met and one.response.met == MISSED)
        or (one.ticket.provider_sla_met and one.resolution.met == MISSED)
    )
    return _of("flag_differs", marked, odd)


def _gaps(records: Records) -> Finding:
    """Numbers missing between the first and the last; told nothing of where the numbering is shared with others."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for name in records.numbers:
        if match := _NUMBER.search(name):
            numbers[name[: match.start()]].add(int(match.group(1)))
    series = [set().union(*numbers.values())] if _is_one_series(numbers.values()) else list(numbers.values())
    present = sum(len(one) for one in series)
    missing = sum(max(one) - min(one) + 1 - len(one) for one in series)
    shared = missing * SHARED_NUMBERS > present or not present
    return Finding("number_gaps", None if shared else missing, present + missing)


def _is_one_series(groups: Iterable[set[int]]) -> bool:
    """Whether several prefixes (INC, REQ) share one row of numbers: then no number stands twice."""
    counted = Counter(number for group in groups for number in group)
    return bool(counted) and max(counted.values()) == 1


def _only_finished(records: Records) -> Finding:
    """Not one ticket open or unfinished: the export may leave them out."""
    still = sum(one.ticket.state not in DONE and not cancelled(one) for one in records.tickets)
    count = len(records.tickets) if records.tickets and not still else 0
    return Finding("only_finished", count, len(records.tickets))


def _no_top_priority(records: Records) -> Finding:
    """An outage on record and not one ticket of the most urgent priority in the same time."""
    top = [one for one in records.tickets if one.ticket.priority == 1]
    return Finding("no_top_priority", 0 if top else records.unplanned_outages, records.unplanned_outages)


_CHECKS: tuple[Callable[[Records], Finding], ...] = (
    _just_inside,
    _pause_before_due,
    _long_hold,
    _odd_hours,
    _automatic,
    _bulk("bulk_replies", lambda one: one.ticket.responded_at),
    _bulk("bulk_fixes", lambda one: one.ticket.resolved_at),
    _reopened,
    _relogged,
    _lowered,
    _cancelled,
    _excluded,
    _no_times,
    _backwards,
    _flags,
    _gaps,
    _only_finished,
    _no_top_priority,
)
