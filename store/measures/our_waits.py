"""How long tickets waited for us: our own answers, measured as theirs are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.facts.common import Period
from store.facts.tickets import TicketState
from store.measures.attainment import nearest_rank
from store.measures.attribution import OURS
from store.measures.calendar import Clock
from store.measures.judged_ticket import JudgedTicket


@dataclass(frozen=True, slots=True)
class OurWaits:
    """The waits for us that began in a period: `spans` of `tickets`, in seconds of Service Hours.

    `of` is how many tickets were looked at. `over` are the waits that have ended; median, nine in ten and longest are
    of those. `waiting` names tickets that still wait for us.
    """

    spans: int
    tickets: tuple[str, ...]
    of: int
    over: int = 0
    total_s: int = 0
    median_s: int = 0
    p90_s: int = 0
    longest_s: int = 0
    longest: str = ""
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Span:
    ticket: str
    seconds: int
    ended: bool


def our_waits(tickets: Sequence[JudgedTicket], clock: Clock, period: Period, as_of: datetime) -> OurWaits:
    """Every wait for us that began in the period, on the clock; one that lasts is counted up to `as_of`."""
    begin, after = period.bounds()
    spans = [
        _Span(one.name, clock.elapsed(pause.start, min(pause.end or as_of, as_of)), pause.end is not None)
        for one in tickets
        for pause in one.ticket.pauses
        if pause.reason in OURS and begin <= pause.start < after and pause.start <= as_of
    ]
    names = tuple(dict.fromkeys(span.ticket for span in spans))
    waiting = tuple(one.name for one in tickets if one.ticket.state is TicketState.PAUSED_CUSTOMER)
    done = [span for span in spans if span.ended]
    if not done:
        return OurWaits(len(spans), names, len(tickets), total_s=sum(s.seconds for s in spans), waiting=waiting)
    lengths, longest = [span.seconds for span in done], max(done, key=lambda span: span.seconds)
    return OurWaits(
        spans=len(spans),
        tickets=names,
        of=len(tickets),
        over=len(done),
        total_s=sum(span.seconds for span in spans),
        median_s=nearest_rank(lengths, 50),
        p90_s=nearest_rank(lengths, 90),
        longest_s=longest.seconds,
        longest=longest.ticket,
        waiting=waiting,
    )
