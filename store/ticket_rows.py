"""A ticket between the fact and its row: the values as the database keeps them, and a hash that shows any change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.bulk import handfuls
from store.facts import Pause, Source, Ticket, TicketState, TicketType
from store.tables.base import epoch
from store.tables.tickets import BatchRow, TicketPauseRow, TicketRow

SAID = (
    *("type", "priority", "priority_raw", "priority_first", "state"),
    *("opened_at", "responded_at", "response_is_auto", "resolved_at", "closed_at", "reopen_count"),
    *("category", "service", "site", "user", "summary"),
    *("provider_sla_met", "provider_response_met", "excluded", "exclusion_reason", "proactive"),
    *("reported_response_s", "reported_resolution_s"),
)
PLACED = ("row_hash", "source_file", "source_row")
KEPT_BEFORE = ("priority", "priority_raw", "state", "opened_at", "responded_at", "resolved_at", "closed_at")


def said(ticket: Ticket) -> tuple[Any, ...]:
    """What the ticket says, in the order of SAID, instants as whole seconds."""
    return (
        ticket.type.value,
        ticket.priority,
        ticket.priority_raw,
        ticket.priority_first,
        ticket.state.value,
        epoch(ticket.opened_at),
        _seconds(ticket.responded_at),
        ticket.response_is_auto,
        _seconds(ticket.resolved_at),
        _seconds(ticket.closed_at),
        ticket.reopen_count,
        ticket.category,
        ticket.service,
        ticket.site,
        ticket.user,
        ticket.summary,
        ticket.provider_sla_met,
        ticket.provider_response_met,
        ticket.excluded,
        ticket.exclusion_reason,
        ticket.proactive,
        ticket.reported_response_s,
        ticket.reported_resolution_s,
    )


def stopped(ticket: Ticket) -> tuple[tuple[int, int | None, str], ...]:
    """The spans in which the clock stood, as the database keeps them."""
    return tuple((epoch(pause.start), _seconds(pause.end), pause.reason) for pause in ticket.pauses)


def row_hash(values: tuple[Any, ...], pauses: tuple[Any, ...]) -> int:
    """One number for all that a ticket says; where it stood in its file is no part of it."""
    digest = blake2b(repr((values, pauses)).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def placed(ticket: Ticket, hashed: int, file: str) -> tuple[int, str | None, int | None]:
    """The hash and the place in the file, in the order of PLACED; the file's name only where it is not the batch's."""
    return hashed, None if ticket.source.file == file else ticket.source.file, ticket.source.row


def latest_instant(tickets: Iterable[Ticket]) -> datetime | None:
    """The latest instant on record in these tickets."""
    moments = (
        moment
        for ticket in tickets
        for moment in (ticket.opened_at, ticket.responded_at, ticket.resolved_at, ticket.closed_at)
        if moment is not None
    )
    return max(moments, default=None)


def tickets_of(session: Session, rows: Sequence[tuple[TicketRow, str]]) -> list[Ticket]:
    """Tickets from their rows, each with its file's name, pauses included."""
    pauses: dict[int, list[Pause]] = {}
    for some in handfuls([row.id for row, _ in rows]):
        query = select(TicketPauseRow).where(TicketPauseRow.ticket_id.in_(some))
        for pause in session.scalars(query.order_by(TicketPauseRow.ticket_id, TicketPauseRow.position)):
            pauses.setdefault(pause.ticket_id, []).append(Pause(pause.start, pause.end, pause.reason))
    return [_ticket(row, file, pauses.get(row.id, [])) for row, file in rows]


def with_file() -> Any:
    """A query for ticket rows, each with the name of its file."""
    return select(TicketRow, BatchRow.file).join(BatchRow, BatchRow.id == TicketRow.batch_id)


def _ticket(row: TicketRow, file: str, pauses: Sequence[Pause]) -> Ticket:
    values = {name: getattr(row, name) for name in SAID}
    values |= {"type": TicketType(row.type), "state": TicketState(row.state), "pauses": tuple(pauses)}
    return Ticket(ext_id=row.ext_id, source=Source(row.source_file or file, row=row.source_row), **values)


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else epoch(moment)
