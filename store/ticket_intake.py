"""A file of tickets taken in: new ones added, changed ones changed with their old words kept, the rest left alone.

Idempotent: the same rows again change nothing. An older export never undoes what a later one said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.orm import Session

from store.bulk import handfuls, insert_rows, table_of, update_rows
from store.contract_heads import row_of, touch
from store.records import Added, BatchInfo
from store.tables.base import epoch, instant
from store.tables.contracts import ContractRow
from store.tables.tickets import BatchRow, TicketBeforeRow, TicketPauseRow, TicketPlainRow, TicketRow
from store.ticket_history import tell_again
from store.ticket_rows import INSTANTS, KEPT_BEFORE, PLACED, SAID, Prepared, insert_pauses

TICKETS, PAUSES, PLAIN = table_of(TicketRow), table_of(TicketPauseRow), table_of(TicketPlainRow)
_, RESPONDED, RESOLVED, _ = INSTANTS
FEW = 10
LINKS = ("batch_id", "seen_batch_id")


@dataclass(frozen=True, slots=True)
class _Stored:
    """A ticket as the store knows it, and the latest instant at which an export spoke of it."""

    id: int
    row_hash: int
    speaks_at: int


@dataclass(slots=True)
class _Sorted:
    """The incoming rows by what is to be done with them; changed and seen ones with the id of their ticket."""

    new: list[Prepared] = field(default_factory=list)
    changed: list[tuple[int, Prepared]] = field(default_factory=list)
    unchanged: int = 0
    seen_again: list[int] = field(default_factory=list)
    older: int = 0

    @property
    def counts(self) -> Added:
        return Added(len(self.new), len(self.changed), self.unchanged, self.older)


def take_in(session: Session, ref: str, rows: Sequence[Prepared], batch: BatchInfo, now: datetime) -> Added:
    """Store the tickets of one file; see the module for the rules."""
    contract = row_of(session, ref)
    if not rows:
        return Added(0, 0, 0)
    connection = session.connection()
    speaks_at = max(row.latest for row in rows)
    speaks_at = max(speaks_at, epoch(batch.exported_at)) if batch.exported_at else speaks_at
    found = _sort(connection, contract, rows, speaks_at)
    if _is_known(session, contract, batch) and not (found.new or found.changed or found.seen_again):
        return found.counts
    touch(contract)
    row = _batch(batch, rows, found.counts, contract_id=contract.id, speaks_at=instant(speaks_at), added_at=now)
    session.add(row)
    session.flush()
    _insert(connection, contract, row, found.new)
    _change(session, row, found.changed)
    tell_again(session, contract.id, [row.ext_id for row in (*found.new, *(one for _, one in found.changed))])
    update_rows(connection, TICKETS, ("seen_batch_id",), [(row.id, ticket) for ticket in found.seen_again])
    return found.counts


def _is_known(session: Session, contract: ContractRow, batch: BatchInfo) -> bool:
    same = select(BatchRow.id).where(BatchRow.contract_id == contract.id, BatchRow.sha256 == batch.sha256)
    return session.scalar(same.limit(1)) is not None


def _sort(connection: Connection, contract: ContractRow, rows: Sequence[Prepared], speaks_at: int) -> _Sorted:
    stored = _stored(connection, contract, [row.ext_id for row in rows])
    found = _Sorted()
    for row in rows:
        known = stored.get(row.ext_id)
        if known is None:
            found.new.append(row)
        elif known.row_hash == row.row_hash:
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
    known = connection.scalar(select(func.count()).where(TICKETS.c.contract_id == contract.id)) or 0
    if known > FEW * len(ext_ids):
        asked = [query.where(TICKETS.c.ext_id.in_(some)) for some in handfuls(ext_ids)]
    else:
        asked = [query] if known else []  # one pass over all is quicker than looking most of them up
    return {
        ext_id: _Stored(ticket_id, hashed, epoch(moment))
        for one in asked
        for ext_id, ticket_id, hashed, moment in connection.execute(one)
    }


def _batch(batch: BatchInfo, rows: Sequence[Prepared], counts: Added, **more: Any) -> BatchRow:
    response, resolution = batch.response_recorded, batch.resolution_recorded
    values = asdict(batch) | {
        "covers_from": batch.covers_from or instant(rows[0].opened),
        "covers_to": batch.covers_to or more["speaks_at"],
        "response_recorded": _is_recorded(rows, RESPONDED) if response is None else response,
        "resolution_recorded": _is_recorded(rows, RESOLVED) if resolution is None else resolution,
    }
    return BatchRow(**values, **more, new=counts.new, changed=counts.changed, unchanged=counts.unchanged)


def _is_recorded(rows: Sequence[Prepared], place: int) -> bool:
    return any(row.values[place] is not None for row in rows)


def _insert(connection: Connection, contract: ContractRow, batch: BatchRow, new: Sequence[Prepared]) -> None:
    rows = [(contract.id, batch.id, batch.id, row.ext_id, *row.values) for row in new]
    insert_rows(connection, TICKETS, ("contract_id", *LINKS, "ext_id", *PLACED, *SAID), rows)
    paused = {row.ext_id: row.pauses for row in new if row.pauses}
    ids = _stored(connection, contract, list(paused)) if paused else {}
    insert_pauses(connection, [(ids[ext_id].id, pauses) for ext_id, pauses in paused.items()])


def _change(session: Session, batch: BatchRow, changed: Sequence[tuple[int, Prepared]]) -> None:
    connection = session.connection()
    for some in handfuls([ticket_id for ticket_id, _ in changed]):
        before = connection.execute(select(TICKETS).where(TICKETS.c.id.in_(some))).mappings()
        session.add_all(TicketBeforeRow(ticket_id=row["id"], batch_id=batch.id, fields=_before(row)) for row in before)
        session.flush()
        connection.execute(delete(PAUSES).where(PAUSES.c.ticket_id.in_(some)))
        connection.execute(delete(PLAIN).where(PLAIN.c.ticket_id.in_(some)))
    rows = [(batch.id, batch.id, *row.values, ticket_id) for ticket_id, row in changed]
    update_rows(connection, TICKETS, (*LINKS, *PLACED, *SAID), rows)
    insert_pauses(connection, [(ticket_id, row.pauses) for ticket_id, row in changed])


def _before(row: Any) -> dict[str, Any]:
    values = {name: row[name] for name in KEPT_BEFORE}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
