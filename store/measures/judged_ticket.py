"""A ticket with what became of it under the contract: the shape that every look at single tickets shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.facts.agreed import Metric
from store.facts.common import Source
from store.facts.tickets import Ticket, TicketState

MET, MISSED = 1, 0
DONE = frozenset({TicketState.RESOLVED, TicketState.CLOSED})


@dataclass(frozen=True, slots=True)
class Reading:
    """One metric's outcome: the id of the level (0: none), `met` as in `outcomes`, when it was due, seconds it took.

    `due` and `took_s` are None where there is none; `took_s` is on the level's own clock.
    """

    level: int = 0
    met: int = -2
    due: datetime | None = None
    took_s: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a ticket's state, as its history tells it."""

    at: datetime
    before: str
    after: str
    by: str
    source: Source


@dataclass(frozen=True, slots=True)
class JudgedTicket:
    """A ticket, its response and its resolution; `felt_s` is the plain time to the resolution (None: not resolved)."""

    ticket: Ticket
    response: Reading = Reading()
    resolution: Reading = Reading()
    felt_s: int | None = None
    steps: tuple[Step, ...] = ()

    @property
    def name(self) -> str:
        """The number people call it by."""
        return self.ticket.ext_id

    def reading(self, metric: Metric) -> Reading:
        """What became of it under one of the two metrics."""
        return self.response if metric is Metric.RESPONSE else self.resolution


def cancelled(one: JudgedTicket) -> bool:
    """Whether the ticket was cancelled, merged or withdrawn."""
    return one.ticket.state is TicketState.CANCELLED


def finished(tickets: Sequence[JudgedTicket]) -> list[JudgedTicket]:
    """Those that were resolved or closed, in the order given."""
    return [one for one in tickets if one.ticket.state in DONE or one.felt_s is not None]
