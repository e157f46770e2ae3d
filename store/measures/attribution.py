"""Whose delay a miss was: the provider's, ours, a third party's, or nobody can tell; always with the evidence.

The test is subtraction. A miss is ours when it would have been in time without the waits for us that the contract
does not take off already; a third party's likewise. Where the export records no waiting at all, or a wait without a
reason decides, nobody is named. The provider is named only where the record leaves no other side. Source: domain, our
reading; a provider is never presumed at fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np

from store.facts.agreed import Metric, ServiceLevel
from store.facts.tickets import UNPLACED, Pause
from store.measures.applicable import cutoff_minute
from store.measures.calendar import Clock
from store.measures.judged_ticket import JudgedTicket, Step

OURS = frozenset({"customer"})
THIRD = frozenset({"vendor", "parts"})


class Side(StrEnum):
    """Whose delay it was."""

    PROVIDER = "provider"
    US = "us"
    THIRD_PARTY = "third_party"
    UNKNOWN = "unknown"


class Ground(StrEnum):
    """What an attribution rests on."""

    OUR_WAIT = "our_wait"
    THIRD_WAIT = "third_wait"
    TOGETHER = "together"
    WAIT_WITHOUT_REASON = "wait_without_reason"
    STATUS_UNPLACED = "status_unplaced"
    NO_WAITS_RECORDED = "no_waits_recorded"
    PRIORITY_RAISED = "priority_raised"
    REOPENED = "reopened"
    NOTHING_ELSE = "nothing_else"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One missed ticket: whose delay, on what ground, and the seconds of the level's clock behind it.

    `over_s` is how long it was over its limit; `our_s`, `third_s` and `unclear_s` the waits that the contract does not
    take off, `permitted_s` those that it does. `at` and `who` name the re-opening where that is the ground.
    """

    ticket: str
    metric: Metric
    side: Side
    ground: Ground
    over_s: int
    our_s: int = 0
    third_s: int = 0
    unclear_s: int = 0
    permitted_s: int = 0
    at: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Waits:
    """Clock seconds of a ticket spent waiting, by whom it waited for."""

    our_s: int
    third_s: int
    unclear_s: int
    permitted_s: int


def attributed(
    one: JudgedTicket, level: ServiceLevel, clock: Clock, as_of: datetime, *, waits_recorded: bool
) -> Attribution:
    """Whose delay a ticket missed under `level` was; `clock` is the level's, `as_of` what the export speaks of.

    `waits_recorded` says whether the export tells of waiting at all, so that silence means none. Only for a ticket
    that was missed; the result names UNKNOWN wherever the record does not decide.
    """
    end = _end(one, level, as_of)
    start = _start(one, level, clock)
    waits = _waits(one, level, clock, start, end)
    due = one.reading(level.metric).due or end
    over = max(clock.elapsed(due, end, _permitted(one, level)), 1)
    reopening = _reopening_after_a_fix_in_time(one, level, due)
    side, ground = _decided(one, level, over, waits, reopened=reopening is not None, recorded=waits_recorded)
    named = reopening if ground is Ground.REOPENED else None
    return Attribution(
        ticket=one.name,
        metric=level.metric,
        side=side,
        ground=ground,
        over_s=over,
        our_s=waits.our_s,
        third_s=waits.third_s,
        unclear_s=waits.unclear_s,
        permitted_s=waits.permitted_s,
        at=named.at if named else None,
        who=named.by if named else "",
    )


def _decided(
    one: JudgedTicket, level: ServiceLevel, over: int, waits: Waits, *, reopened: bool, recorded: bool
) -> tuple[Side, Ground]:
    """The first ground that holds, in the order of how much it settles."""
    both = waits.our_s + waits.third_s
    grounds = (
        (waits.our_s >= over, Side.US, Ground.OUR_WAIT),
        (waits.third_s >= over, Side.THIRD_PARTY, Ground.THIRD_WAIT),
        (both >= over, Side.UNKNOWN, Ground.TOGETHER),
        (_was_unplaced(one), Side.UNKNOWN, Ground.STATUS_UNPLACED),
        (both + waits.unclear_s >= over, Side.UNKNOWN, Ground.WAIT_WITHOUT_REASON),
        (_was_raised(one), Side.UNKNOWN, Ground.PRIORITY_RAISED),
        (reopened, Side.UNKNOWN, Ground.REOPENED),
        (level.metric is Metric.RESOLUTION and not recorded, Side.UNKNOWN, Ground.NO_WAITS_RECORDED),
    )
    return next(((side, ground) for holds, side, ground in grounds if holds), (Side.PROVIDER, Ground.NOTHING_ELSE))


def _was_unplaced(one: JudgedTicket) -> bool:
    """Whether it stood in a status that nobody can place, so that the record does not leave out any side."""
    return any(pause.reason == UNPLACED for pause in one.ticket.pauses)


def _was_raised(one: JudgedTicket) -> bool:
    """Whether it was logged as less urgent than it ended, so that its clock had run before anybody knew."""
    first, now = one.ticket.priority_first, one.ticket.priority
    return bool(first and now and first > now)


def _start(one: JudgedTicket, level: ServiceLevel, clock: Clock) -> datetime:
    cutoff = cutoff_minute(level)
    if cutoff is None:
        return one.ticket.opened_at
    logged = clock.logged_many(np.array([int(one.ticket.opened_at.timestamp())], dtype=np.int64), cutoff)
    return datetime.fromtimestamp(int(logged[0]), one.ticket.opened_at.tzinfo)


def _end(one: JudgedTicket, level: ServiceLevel, as_of: datetime) -> datetime:
    """The instant that stopped the clock, or `as_of` for a ticket still waiting."""
    ticket = one.ticket
    human = None if ticket.response_is_auto and not level.auto_ack_counts else ticket.responded_at
    stopped = ticket.resolved_at if level.metric is Metric.RESOLUTION else human or ticket.resolved_at
    return min(stopped, as_of) if stopped and one.reading(level.metric).took_s is not None else as_of


def _waits(one: JudgedTicket, level: ServiceLevel, clock: Clock, start: datetime, end: datetime) -> Waits:
    open_s = clock.elapsed(start, end)

    def spent(pauses: Iterable[Pause]) -> int:
        return open_s - clock.elapsed(start, end, tuple(pauses))

    free = [pause for pause in one.ticket.pauses if pause.reason not in level.pauses]
    return Waits(
        our_s=spent(pause for pause in free if pause.reason in OURS),
        third_s=spent(pause for pause in free if pause.reason in THIRD),
        unclear_s=spent(pause for pause in free if pause.reason not in OURS | THIRD),
        permitted_s=spent(_permitted(one, level)),
    )


def _permitted(one: JudgedTicket, level: ServiceLevel) -> tuple[Pause, ...]:
    return tuple(pause for pause in one.ticket.pauses if pause.reason in level.pauses)


def _reopening_after_a_fix_in_time(one: JudgedTicket, level: ServiceLevel, due: datetime) -> Step | None:
    """The first re-opening, where the ticket had been fixed in time before it."""
    if level.metric is not Metric.RESOLUTION:
        return None
    again = first_reopening(one.steps)
    return again[1] if again and again[0].at <= due else None


def first_reopening(steps: Sequence[Step]) -> tuple[Step, Step] | None:
    """The change that finished a ticket and the one that opened it again; None where it was never re-opened."""
    fixed: Step | None = None
    for step in steps:
        if is_done(step.after):
            fixed = fixed if fixed is not None and is_done(step.before) else step
        elif fixed is not None and step.after:
            return fixed, step
    return None


def is_done(state: str) -> bool:
    """Whether a state's own word says that a ticket is finished."""
    words = state.casefold().replace("-", " ").split()
    return any(word in {"resolved", "closed", "solved", "completed", "complete", "done", "fixed"} for word in words)


def by_side(found: Iterable[Attribution]) -> dict[Side, tuple[Attribution, ...]]:
    """The attributions by side, every side there, in the order of `Side`."""
    kept = list(found)
    return {side: tuple(one for one in kept if one.side is side) for side in Side}
