"""Tickets as columns, so that a million of them are judged in one go.

Only what a verdict needs is here; nothing is judged and nothing is filled in that a ticket does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from store.facts.tickets import Ticket, TicketState, TicketType

Whole = NDArray[np.int64]
Small = NDArray[np.int8]
Flags = NDArray[np.bool_]

NO_TIME = -1
TICKET_TYPES = tuple(TicketType)
KIND_WORDS = {
    TicketType.INCIDENT: "incidents",
    TicketType.REQUEST: "service requests",
    TicketType.CHANGE: "changes",
    TicketType.PROBLEM: "problems",
    TicketType.ALERT: "alerts",
    TicketType.UNKNOWN: "tickets of unknown kind",
}
_OVER = frozenset({TicketState.RESOLVED, TicketState.CLOSED})
_GOING_ON = frozenset({TicketState.OPEN, TicketState.PAUSED_CUSTOMER, TicketState.PAUSED_OTHER})


@dataclass(frozen=True, slots=True)
class TicketColumns:
    """One row a ticket, shape (n,); instants in seconds since 1970 (UTC), -1 where there is none.

    `priority` 0 is none. `type` and `service` are places in TICKET_TYPES and `services`. `done` says that the ticket
    is resolved or closed, whether or not a time is known. `response_recorded` and `resolution_recorded` are false
    where the export has no such column at all, so that silence there proves nothing. `hold` is the seconds on hold that
    no span places (0: none known). Pauses, shape (m,), name their ticket by its row; `pause_reason` is a place in
    `pause_reasons`, and a `pause_end` of -1 has not come yet.
    """

    ids: Whole
    priority: Small
    priority_first: Small
    opened: Whole
    responded: Whole
    resolved: Whole
    response_auto: Flags
    done: Flags
    cancelled: Flags
    excluded: Flags
    type: Small
    service: Whole
    services: tuple[str, ...]
    response_recorded: Flags
    resolution_recorded: Flags
    hold: Whole
    pause_ticket: Whole
    pause_start: Whole
    pause_end: Whole
    pause_reason: Whole
    pause_reasons: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)


def columns_of(
    tickets: Sequence[Ticket],
    ids: Sequence[int] | None = None,
    *,
    response_recorded: bool = True,
    resolution_recorded: bool = True,
) -> TicketColumns:
    """The tickets as columns; `ids` are their database ids (without them, their rows 0 to n - 1)."""
    count = len(tickets)
    services, service = _coded([ticket.service for ticket in tickets])
    pauses = [(row, pause) for row, ticket in enumerate(tickets) for pause in ticket.pauses]
    reasons, reason = _coded([pause.reason for _, pause in pauses])
    return TicketColumns(
        ids=np.arange(count) if ids is None else np.array(ids, dtype=np.int64),
        priority=np.array([ticket.priority or 0 for ticket in tickets], dtype=np.int8),
        priority_first=np.array([ticket.priority_first or 0 for ticket in tickets], dtype=np.int8),
        opened=_seconds([ticket.opened_at for ticket in tickets]),
        responded=_seconds([ticket.responded_at for ticket in tickets]),
        resolved=_seconds([None if is_open_again(ticket) else ticket.resolved_at for ticket in tickets]),
        response_auto=np.array([ticket.response_is_auto for ticket in tickets], dtype=np.bool_),
        done=np.array([_is_done(ticket) for ticket in tickets], dtype=np.bool_),
        cancelled=np.array([ticket.state is TicketState.CANCELLED for ticket in tickets], dtype=np.bool_),
        excluded=np.array([ticket.excluded for ticket in tickets], dtype=np.bool_),
        type=np.array([TICKET_TYPES.index(ticket.type) for ticket in tickets], dtype=np.int8),
        service=service,
        services=services,
        response_recorded=np.full(count, response_recorded),
        resolution_recorded=np.full(count, resolution_recorded),
        hold=np.array([0 if ticket.pauses else ticket.hold_s or 0 for ticket in tickets], dtype=np.int64),
        pause_ticket=np.array([row for row, _ in pauses], dtype=np.int64),
        pause_start=_seconds([pause.start for _, pause in pauses]),
        pause_end=_seconds([pause.end for _, pause in pauses]),
        pause_reason=reason,
        pause_reasons=reasons,
    )


def exclusion_reason(ticket: Ticket) -> str:
    """Why a ticket is left out of every count, in words; empty for one that counts."""
    if ticket.state is not TicketState.CANCELLED and not ticket.excluded:
        return ""
    return why_excluded(ticket.state, ticket.exclusion_reason, ticket.type, marked=ticket.excluded)


def why_excluded(state: TicketState, reason: str, kind: TicketType, *, marked: bool) -> str:
    """Why a ticket stands outside a level's count: cancelled, marked so (with its reason), or of a kind not promised."""
    if state is TicketState.CANCELLED:
        return "cancelled"
    return (reason or "no reason given") if marked else f"{KIND_WORDS[kind]}, which this level does not cover"


def is_open_again(ticket: Ticket) -> bool:
    """Re-opened and not closed since: the resolution on record no longer stands, and no later one is known."""
    return ticket.reopen_count > 0 and ticket.state in _GOING_ON and ticket.closed_at is None


def _is_done(ticket: Ticket) -> bool:
    known = ticket.resolved_at is not None or ticket.closed_at is not None
    return ticket.state in _OVER or known


def _seconds(instants: Sequence[datetime | None]) -> Whole:
    return np.array([NO_TIME if t is None else int(t.timestamp()) for t in instants], dtype=np.int64)


def _coded(words: Sequence[str]) -> tuple[tuple[str, ...], Whole]:
    """The distinct words and each word's place among them."""
    places: dict[str, int] = {}
    codes = [places.setdefault(word, len(places)) for word in words]
    return tuple(places), np.array(codes, dtype=np.int64)
