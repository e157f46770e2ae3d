"""A ticket between the fact and its row: the values as the database keeps them, and a hash that shows any change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from store.bulk import handfuls, insert_rows, table_of
from store.facts.common import Source
from store.facts.tickets import Pause, Ticket, TicketState, TicketType
from store.tables.base import epoch, instant
from store.tables.tickets import BatchRow, TicketPauseRow, TicketRow

SAID = (
    *("type", "priority", "priority_raw", "priority_first", "state"),
    *("opened_at", "responded_at", "response_is_auto", "resolved_at", "closed_at", "reopen_count"),
    *("category", "service", "site", "user", "summary"),
    *("provider_sla_met", "provider_response_met", "excluded", "exclusion_reason", "proactive"),
    *("reported_response_s", "reported_resolution_s", "hold_s"),
)
PLACED = ("row_hash", "source_file", "source_row")
INSTANTS = tuple(len(PLACED) + SAID.index(name) for name in ("opened_at", "responded_at", "resolved_at", "closed_at"))
OPENED = INSTANTS[0]
KEPT_BEFORE = ("priority", "priority_raw", "state", "opened_at", "responded_at", "resolved_at", "closed_at")


class Prepared(NamedTuple):
    """A ticket ready to be stored: its id, its values in the order of PLACED and SAID, and its pauses."""

    ext_id: str
    values: tuple[Any, ...]
    pauses: tuple[tuple[int, int | None, str], ...]

    @property
    def row_hash(self) -> int:
        """What tells this wording of the ticket from another."""
        return int(self.values[0])

    @property
    def opened(self) -> int:
        """When it was opened."""
        return int(self.values[OPENED])

    @property
    def latest(self) -> int:
        """The latest instant on record."""
        return max(int(self.values[place]) for place in INSTANTS if self.values[place] is not None)


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
        ticket.hold_s,
    )


def prepared(tickets: Iterable[Ticket], file: str) -> list[Prepared]:
    """The tickets ready to be stored, oldest first; a ticket named twice counts as its last row says."""
    last = {ticket.ext_id: ticket for ticket in tickets}
    rows = [_prepared(ticket, file) for ticket in last.values()]
    return sorted(rows, key=lambda row: row.opened)


def _prepared(ticket: Ticket, file: str) -> Prepared:
    values = said(ticket)
    pauses = stopped(ticket)
    own_file = None if ticket.source.file == file else ticket.source.file
    return Prepared(ticket.ext_id, (row_hash(values, pauses), own_file, ticket.source.row, *values), pauses)


def row_hash(values: tuple[Any, ...], pauses: tuple[Any, ...]) -> int:
    """One number for all that a ticket says; where it stood in its file is no part of it."""
    digest = blake2b(repr((values, pauses)).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def insert_pauses(connection: Connection, paused: Sequence[tuple[int, Sequence[Sequence[Any]]]]) -> None:
    """Store the pauses of tickets given by their database ids."""
    rows = [(ticket_id, place, *pause) for ticket_id, pauses in paused for place, pause in enumerate(pauses)]
    insert_rows(connection, table_of(TicketPauseRow), ("ticket_id", "position", "start", "end", "reason"), rows)


def as_ticket(ext_id: str, values: Sequence[Any], pauses: Sequence[Sequence[Any]]) -> Ticket:
    """A ticket back from what `said` made of it, without its source."""
    fields = dict(zip(SAID, values, strict=True))
    moments = {name: fields[name] and instant(fields[name]) for name in SAID if name.endswith("_at")}
    kinds = {"type": TicketType(fields["type"]), "state": TicketState(fields["state"])}
    spans = tuple(Pause(instant(start), None if end is None else instant(end), reason) for start, end, reason in pauses)
    return Ticket(ext_id=ext_id, source=Source(""), pauses=spans, **(fields | moments | kinds))


def stopped(ticket: Ticket) -> tuple[tuple[int, int | None, str], ...]:
    """The spans in which the clock stood, as the database keeps them."""
    return tuple((epoch(pause.start), _seconds(pause.end), pause.reason) for pause in ticket.pauses)


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
