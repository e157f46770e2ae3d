"""A file of tickets taken in: new ones added, changed ones changed with their old words kept, the rest left alone.

Idempotent: the same rows again change nothing. An older export never undoes what a later one said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from store.bulk import handfuls, insert_rows, table_of, update_rows
from store.contract_heads import row_of
from store.facts import Ticket
from store.records import Added, BatchInfo
from store.tables.base import epoch
from store.tables.contracts import ContractRow
from store.tables.tickets import BatchRow, TicketBeforeRow, TicketPauseRow, TicketRow
from store.ticket_rows import KEPT_BEFORE, PLACED, SAID, latest_instant, placed, row_hash, said, stopped

TICKETS, PAUSES = table_of(TicketRow), table_of(TicketPauseRow)
LINKS = ("batch_id", "seen_batch_id")


@dataclass(frozen=True, slots=True)
class _Stored:
    """A ticket as the store knows it, and the latest instant at which an export spoke of it."""

    id: int
    row_hash: int
    speaks_at: int


@dataclass(slots=True)
class _Sorted:
    """The incoming rows by what is to be done with them: each is (ticket, what it says, pauses, hash)."""

    new: list[Any] = field(default_factory=list)
    changed: list[tuple[int, Any]] = field(default_factory=list)
    unchanged: int = 0
    seen_again: list[int] = field(default_factory=list)
    older: int = 0

    @property
    def counts(self) -> Added:
        return Added(len(self.new), len(self.changed), self.unchanged, self.older)


def take_in(session: Session, ref: str, tickets: Sequence[Ticket], batch: BatchInfo, now: datetime) -> Added:
    """Store the tickets of one file; see the module for the rules."""
    contract = row_of(session, ref)
    speaks_at = _speaks_at(tickets, batch)
    if speaks_at is None:
        return Added(0, 0, 0)
    connection = session.connection()
    sorted_rows = _sort(connection, contract, tickets, epoch(speaks_at))
    if _is_known(session, contract, batch) and not (sorted_rows.new or sorted_rows.changed or sorted_rows.seen_again):
        return sorted_rows.counts
    row = _batch(session, contract, tickets, batch, speaks_at, sorted_rows.counts, now)
    _insert(connection, contract, row, sorted_rows.new)
    _change(session, row, sorted_rows.changed)
    update_rows(connection, TICKETS, ("seen_batch_id",), [(row.id, ticket) for ticket in sorted_rows.seen_again])
    return sorted_rows.counts


def _speaks_at(tickets: Sequence[Ticket], batch: BatchInfo) -> datetime | None:
    moments = (batch.exported_at, latest_instant(tickets))
    return max((moment for moment in moments if moment is not None), default=None)


def _is_known(session: Session, contract: ContractRow, batch: BatchInfo) -> bool:
    same = select(BatchRow.id).where(BatchRow.contract_id == contract.id, BatchRow.sha256 == batch.sha256)
    return session.scalar(same.limit(1)) is not None


def _sort(connection: Connection, contract: ContractRow, tickets: Sequence[Ticket], speaks_at: int) -> _Sorted:
    last = {ticket.ext_id: ticket for ticket in tickets}
    stored = _stored(connection, contract, list(last))
    found = _Sorted()
    for ticket in last.values():
        values, pauses = said(ticket), stopped(ticket)
        row = (ticket, values, pauses, row_hash(values, pauses))
        known = stored.get(ticket.ext_id)
        if known is None:
            found.new.append(row)
        elif known.row_hash == row[3]:
            found.unchanged += 1
            if known.speaks_at < speaks_at:
                found.seen_again.append(known.id)
        elif known.speaks_at <= speaks_at:
            found.changed.append((known.id, row))
        else:
            found.older += 1
    return found


def _stored(connection: Connection, contract: ContractRow, ext_ids: Sequence[str]) -> dict[str, _Stored]:
    seen = table_of(BatchRow).alias()
    query = (
        select(TICKETS.c.ext_id, TICKETS.c.id, TICKETS.c.row_hash, seen.c.speaks_at)
        .join(seen, seen.c.id == TICKETS.c.seen_batch_id)
        .where(TICKETS.c.contract_id == contract.id)
    )
    if connection.execute(query.limit(1)).first() is None:
        return {}
    return {
        ext_id: _Stored(ticket_id, hashed, epoch(moment))
        for some in handfuls(ext_ids)
        for ext_id, ticket_id, hashed, moment in connection.execute(query.where(TICKETS.c.ext_id.in_(some)))
    }


def _batch(
    session: Session,
    contract: ContractRow,
    tickets: Sequence[Ticket],
    batch: BatchInfo,
    speaks_at: datetime,
    counts: Added,
    now: datetime,
) -> BatchRow:
    response, resolution = batch.response_recorded, batch.resolution_recorded
    row = BatchRow(
        contract_id=contract.id,
        file=batch.file,
        sha256=batch.sha256,
        tool=batch.tool,
        mapping=batch.mapping,
        tz=batch.tz,
        date_order=batch.date_order,
        rows_ok=batch.rows_ok,
        rows_rejected=batch.rows_rejected,
        covers_from=batch.covers_from or min(ticket.opened_at for ticket in tickets),
        covers_to=batch.covers_to or speaks_at,
        exported_at=batch.exported_at,
        speaks_at=speaks_at,
        response_recorded=any(ticket.responded_at for ticket in tickets) if response is None else response,
        resolution_recorded=any(ticket.resolved_at for ticket in tickets) if resolution is None else resolution,
        added_at=now,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
    )
    session.add(row)
    session.flush()
    return row


def _insert(connection: Connection, contract: ContractRow, batch: BatchRow, new: Sequence[Any]) -> None:
    names = ("contract_id", "ext_id", *LINKS, *PLACED, *SAID)
    rows = [
        (contract.id, ticket.ext_id, batch.id, batch.id, *placed(ticket, hashed, batch.file), *values)
        for ticket, values, _, hashed in new
    ]
    insert_rows(connection, TICKETS, names, rows)
    paused = {ticket.ext_id: pauses for ticket, _, pauses, _ in new if pauses}
    ids = _stored(connection, contract, list(paused)) if paused else {}
    _insert_pauses(connection, [(ids[ext_id].id, pauses) for ext_id, pauses in paused.items()])


def _insert_pauses(connection: Connection, paused: Sequence[tuple[int, Any]]) -> None:
    rows = [(ticket_id, place, *pause) for ticket_id, pauses in paused for place, pause in enumerate(pauses)]
    insert_rows(connection, PAUSES, ("ticket_id", "position", "start", "end", "reason"), rows)


def _change(session: Session, batch: BatchRow, changed: Sequence[tuple[int, Any]]) -> None:
    connection = session.connection()
    for some in handfuls([ticket_id for ticket_id, _ in changed]):
        before = connection.execute(select(TICKETS).where(TICKETS.c.id.in_(some))).mappings()
        session.add_all(TicketBeforeRow(ticket_id=row["id"], batch_id=batch.id, fields=_before(row)) for row in before)
        session.flush()
        connection.execute(delete(PAUSES).where(PAUSES.c.ticket_id.in_(some)))
    rows = [
        (batch.id, batch.id, *placed(ticket, hashed, batch.file), *values, ticket_id)
        for ticket_id, (ticket, values, _, hashed) in changed
    ]
    update_rows(connection, TICKETS, (*LINKS, *PLACED, *SAID), rows)
    _insert_pauses(connection, [(ticket_id, pauses) for ticket_id, (_, _, pauses, _) in changed])


def _before(row: Any) -> dict[str, Any]:
    values = {name: row[name] for name in KEPT_BEFORE}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
