"""Tickets in the store: files of them taken in, and tickets read back as evidence, as columns and as counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.bulk import handfuls
from store.contract_heads import head_of, row_of
from store.database import Database
from store.facts.common import Period
from store.facts.tickets import Ticket, TicketType
from store.measures.ticket_columns import TicketColumns
from store.records import Added, Backlog, BatchInfo, BatchRecord, HistoryAdded, MonthCount
from store.tables.contracts import ContractRow
from store.tables.tickets import BatchRow, TicketRow
from store.term_rows import live_terms
from store.terms_as_facts import contract_facts
from store.ticket_counts import backlog, monthly_counts, opened
from store.ticket_history import add_history
from store.ticket_intake import take_in
from store.ticket_reading import latest, read_columns
from store.ticket_rows import prepared, tickets_of, with_file

if TYPE_CHECKING:
    from store.imports.history import Change


class Tickets:
    """The tickets of all contracts; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, ref: str, tickets: Sequence[Ticket], batch: BatchInfo) -> Added:
        """Take in one file of tickets, whole or not at all.

        The same rows again change nothing; where a file names a ticket twice the last row counts; a file older than
        what is known of a ticket leaves that ticket alone.
        """
        rows = prepared(tickets, batch.file)
        with self._db.write() as session:
            return take_in(session, ref, rows, batch, self._db.now())

    def add_history(self, ref: str, changes: Sequence[Change], batch: BatchInfo) -> HistoryAdded:
        """Take in changes of state: tickets then tell their pauses, first human response and re-openings too.

        Changes may come before their tickets, and are told again whenever an export changes a ticket. The same changes
        again change nothing. `changed` counts the tickets that now say something else.
        """
        with self._db.write() as session:
            return add_history(session, ref, changes, batch, self._db.now())

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
            return latest(session.connection(), row_of(session, ref).id)

    def covered(self, ref: str) -> tuple[date, date] | None:
        """The first and the last day the ticket files speak of, in the contract's zone; None where there are none."""
        with self._db.read() as session:
            contract = row_of(session, ref)
            own = select(BatchRow).where(BatchRow.contract_id == contract.id)
            batches = session.scalars(own).all()
            zone = ZoneInfo(_zone(session, contract))
        if not batches:
            return None
        first = min(batch.covers_from for batch in batches)
        last = max(batch.covers_to for batch in batches)
        return first.astimezone(zone).date(), last.astimezone(zone).date()

    def opened(
        self,
        ref: str,
        period: Period,
        *,
        type: TicketType | None = None,  # noqa: A002
        priority: int | None = None,
        cancelled: bool = True,
    ) -> int:
        """How many tickets were opened in the period, of this type and priority, the cancelled among them or not."""
        with self._db.read() as session:
            contract = row_of(session, ref)
            return opened(session.connection(), contract.id, period, type=type, priority=priority, cancelled=cancelled)

    def monthly_counts(
        self,
        ref: str,
        months: Period | None = None,
        *,
        categories: Collection[str] | None = None,
        types: Collection[TicketType] | None = None,
        cancelled: bool = True,
    ) -> tuple[MonthCount, ...]:
        """Tickets opened in each month of the span (all months covered when None), by type, category and priority."""
        span = self.covered(ref)
        if months is None and span is None:
            return ()
        with self._db.read() as session:
            contract = row_of(session, ref)
            if months is None and span is not None:
                months = Period(*span, "", _zone(session, contract))
            assert months is not None  # noqa: S101 - either given or spanned
            return monthly_counts(
                session.connection(), contract.id, months, categories=categories, types=types, cancelled=cancelled
            )

    def backlog(self, ref: str, on: date, priority: int | None = None) -> Backlog:
        """The tickets open when the day ended in the contract's zone."""
        with self._db.read() as session:
            contract = row_of(session, ref)
            zone = _zone(session, contract)
            return backlog(session.connection(), contract.id, on, tz=zone, priority=priority)

    def sample(self, ref: str, size: int = 5) -> list[str]:
        """The ids of the newest tickets, to show what the ids look like."""
        with self._db.read() as session:
            own = select(TicketRow.ext_id).where(TicketRow.contract_id == row_of(session, ref).id)
            return list(session.scalars(own.order_by(TicketRow.opened_at.desc(), TicketRow.id.desc()).limit(size)))

    def batches(self, ref: str) -> list[BatchRecord]:
        """The files taken in, oldest first."""
        with self._db.read() as session:
            own = select(BatchRow).where(BatchRow.contract_id == row_of(session, ref).id).order_by(BatchRow.id)
            return [_batch(row) for row in session.scalars(own)]


def _zone(session: Session, contract: ContractRow) -> str:
    return contract_facts(live_terms(session, contract), head_of(contract)).tz


def _batch(row: BatchRow) -> BatchRecord:
    info = BatchInfo(
        file=row.file,
        sha256=row.sha256,
        tool=row.tool,
        mapping=row.mapping,
        tz=row.tz,
        date_order=row.date_order,
        rows_ok=row.rows_ok,
        rows_rejected=row.rows_rejected,
        covers_from=row.covers_from,
        covers_to=row.covers_to,
        exported_at=row.exported_at,
        response_recorded=row.response_recorded,
        resolution_recorded=row.resolution_recorded,
    )
    return BatchRecord(row.id, info, Added(row.new, row.changed, row.unchanged), row.speaks_at, row.added_at)
