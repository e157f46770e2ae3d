"""Changes of state kept beside the tickets, and told anew whenever a ticket or its history changes.

What the export alone says is kept too, so that history is always laid over the export and never over itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store.bulk import handfuls, insert_rows, table_of, update_rows
from store.contract_heads import row_of, touch
from store.facts.common import Source
from store.facts.tickets import Ticket
from store.records import BatchInfo, HistoryAdded
from store.tables.base import epoch
from store.tables.tickets import BatchRow, TicketChangeRow, TicketPauseRow, TicketPlainRow, TicketRow
from store.ticket_rows import SAID, as_ticket, insert_pauses, said, stopped, tickets_of

if TYPE_CHECKING:
    from store.imports.history import Change  # reading files is slow to load, and few commands read one

CHANGES, PLAIN = table_of(TicketChangeRow), table_of(TicketPlainRow)
TICKETS, PAUSES = table_of(TicketRow), table_of(TicketPauseRow)
COLUMNS = ("contract_id", "ext_id", "at", "before", "after", "by", "source_file", "source_row")


def add_history(session: Session, ref: str, changes: Sequence[Change], batch: BatchInfo, now: datetime) -> HistoryAdded:
    """Store the changes that are new and lay them over their tickets."""
    contract = row_of(session, ref)
    names = list(dict.fromkeys(change.ticket for change in changes))
    known = {_key(change) for some in handfuls(names) for change in _changes(session, contract.id, some)}
    new = list({_key(change): change for change in changes if _key(change) not in known}.values())
    if not new:
        return HistoryAdded(0, len(changes), 0)
    touch(contract)
    rows = [(contract.id, *_key(change), change.source.file, change.source.row) for change in new]
    insert_rows(session.connection(), CHANGES, COLUMNS, rows)
    changed = tell_again(session, contract.id, names)
    session.add(_batch(batch, new, changed, contract_id=contract.id, added_at=now))
    session.flush()
    here = sum(len(_rows(session, contract.id, some)) for some in handfuls(names))
    return HistoryAdded(len(new), len(changes) - len(new), changed, waiting=len(names) - here)


def tell_again(session: Session, contract_id: int, names: Sequence[str]) -> int:
    """Lay the stored history over these tickets; how many now say something else."""
    if session.scalar(select(CHANGES.c.id).where(CHANGES.c.contract_id == contract_id).limit(1)) is None:
        return 0
    changed = 0
    for some in handfuls(names):
        changes = _changes(session, contract_id, some)
        changed += _tell(session, contract_id, changes) if changes else 0
    return changed


def told_without(session: Session, contract_id: int, names: Sequence[str]) -> None:
    """Tickets some of whose history was taken out: what their export alone says, then what is left of the history."""
    connection = session.connection()
    for some in handfuls(names):
        rows = {row.id: row for row in _rows(session, contract_id, some)}
        plain = session.scalars(select(TicketPlainRow).where(TicketPlainRow.ticket_id.in_(list(rows)))).all()
        ids, said_so = [one.ticket_id for one in plain], [(*one.said, one.ticket_id) for one in plain]
        paused = [(one.ticket_id, [tuple(pause) for pause in one.pauses]) for one in plain]
        connection.execute(delete(PLAIN).where(PLAIN.c.ticket_id.in_(ids)))
        connection.execute(delete(PAUSES).where(PAUSES.c.ticket_id.in_(ids)))
        session.expire_all()
        update_rows(connection, TICKETS, SAID, said_so)
        insert_pauses(connection, paused)
    tell_again(session, contract_id, names)


def _tell(session: Session, contract_id: int, changes: Sequence[Change]) -> int:
    from store.imports.history import with_history

    rows = _rows(session, contract_id, {change.ticket for change in changes})
    now = tickets_of(session, [(row, "") for row in rows])
    plain = _plain(session, rows, now)
    told, _ = with_history(plain, changes)
    moved = [
        (row.id, before, after)
        for row, shown, before, after in zip(rows, now, plain, told, strict=True)
        if (said(after), stopped(after)) != (said(shown), stopped(shown))
    ]
    _lay_over(session, moved)
    return len(moved)


def _rows(session: Session, contract_id: int, names: Collection[str]) -> Sequence[TicketRow]:
    query = select(TicketRow).where(TicketRow.contract_id == contract_id, TicketRow.ext_id.in_(list(names)))
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _plain(session: Session, rows: Sequence[TicketRow], now: Sequence[Ticket]) -> list[Ticket]:
    """The tickets as their export alone tells them."""
    kept = {
        row.ticket_id: row
        for some in handfuls([row.id for row in rows])
        for row in session.scalars(select(TicketPlainRow).where(TicketPlainRow.ticket_id.in_(some)))
    }
    return [
        as_ticket(row.ext_id, kept[row.id].said, kept[row.id].pauses) if row.id in kept else shown
        for row, shown in zip(rows, now, strict=True)
    ]


def _lay_over(session: Session, moved: Sequence[tuple[int, Ticket, Ticket]]) -> None:
    connection = session.connection()
    for some in handfuls([ticket_id for ticket_id, _, _ in moved]):
        connection.execute(delete(PLAIN).where(PLAIN.c.ticket_id.in_(some)))
        connection.execute(delete(PAUSES).where(PAUSES.c.ticket_id.in_(some)))
    session.expire_all()
    session.add_all(
        TicketPlainRow(ticket_id=ticket_id, said=list(said(plain)), pauses=[list(one) for one in stopped(plain)])
        for ticket_id, plain, _ in moved
    )
    session.flush()
    update_rows(connection, TICKETS, SAID, [(*said(told), ticket_id) for ticket_id, _, told in moved])
    insert_pauses(connection, [(ticket_id, stopped(told)) for ticket_id, _, told in moved])


def _changes(session: Session, contract_id: int, names: Sequence[str]) -> list[Change]:
    from store.imports.history import Change

    query = select(TicketChangeRow).where(
        TicketChangeRow.contract_id == contract_id, TicketChangeRow.ext_id.in_(list(names))
    )
    rows = session.scalars(query.order_by(TicketChangeRow.at, TicketChangeRow.id))
    return [
        Change(row.ext_id, row.at, row.before, row.after, row.by, Source(row.source_file, row=row.source_row))
        for row in rows
    ]


def _key(change: Change) -> tuple[Any, ...]:
    return change.ticket, epoch(change.at), change.before, change.after, change.by


def _batch(batch: BatchInfo, new: Sequence[Change], changed: int, **more: Any) -> BatchRow:
    first, last = min(change.at for change in new), max(change.at for change in new)
    return BatchRow(
        file=batch.file,
        sha256=batch.sha256,
        tool=batch.tool or "history",
        mapping=batch.mapping,
        tz=batch.tz,
        date_order=batch.date_order,
        rows_ok=batch.rows_ok,
        rows_rejected=batch.rows_rejected,
        covers_from=first,
        covers_to=last,
        exported_at=batch.exported_at,
        speaks_at=last,
        response_recorded=False,
        resolution_recorded=False,
        new=0,
        changed=changed,
        unchanged=0,
        **more,
    )
