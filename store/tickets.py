"""Tickets in the store: files of them taken in, and tickets read back as evidence, as columns and as counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from store.bulk import handfuls
from store.contract_heads import row_of
from store.database import Database
from store.facts import Period, Ticket
from store.measures.ticket_columns import TicketColumns
from store.records import Added, BatchInfo
from store.tables.tickets import BatchRow, TicketRow
from store.ticket_intake import take_in
from store.ticket_reading import read_columns
from store.ticket_rows import tickets_of, with_file


class Tickets:
    """The tickets of all contracts; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, ref: str, tickets: Sequence[Ticket], batch: BatchInfo) -> Added:
        """Take in one file of tickets, whole or not at all.

        The same rows again change nothing; where a file names a ticket twice the last row counts; a file older than
        what is known of a ticket leaves that ticket alone.
        """
        with self._db.write() as session:
            return take_in(session, ref, tickets, batch, self._db.now())

    def count(self, ref: str) -> int:
        """How many tickets there are."""
        with self._db.read() as session:
            contract = row_of(session, ref)
            return session.scalar(select(func.count()).where(TicketRow.contract_id == contract.id)) or 0

    def columns(self, ref: str) -> TicketColumns:
        """All tickets as columns, by the order they came."""
        with self._db.read() as session:
            return read_columns(session.connection(), row_of(session, ref).id)[0]

    def tickets(
        self, ref: str, ids: Sequence[str] | None = None, *, period: Period | None = None, limit: int | None = None
    ) -> list[Ticket]:
        """Tickets as evidence: those of these ids, opened in this period, oldest first; all when neither is given."""
        with self._db.read() as session:
            query = with_file().where(TicketRow.contract_id == row_of(session, ref).id)
            if period is not None:
                start, end = period.bounds()
                query = query.where(TicketRow.opened_at >= start, TicketRow.opened_at < end)
            query = query.order_by(TicketRow.opened_at, TicketRow.id).limit(limit)
            some = [None] if ids is None else list(handfuls(ids))
            asked = [query if part is None else query.where(TicketRow.ext_id.in_(part)) for part in some]
            rows = [tuple(row) for one in asked for row in session.execute(one)]
            return tickets_of(session, rows)

    def as_of(self, ref: str) -> datetime | None:
        """The latest instant the tickets speak of; None where there are none."""
        with self._db.read() as session:
            contract = row_of(session, ref)
            return session.scalar(select(func.max(BatchRow.speaks_at)).where(BatchRow.contract_id == contract.id))
