"""Single tickets with what became of them: the ticket, its outcome under the contract, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import BigInteger, ColumnElement, Row, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from store.bulk import handfuls, table_of
from store.contract_heads import row_of
from store.database import Database
from store.facts.common import Period, Source
from store.facts.tickets import Ticket
from store.measures.judged_ticket import JudgedTicket, Reading, Step
from store.measures.ticket_columns import is_open_again
from store.outcomes import Outcomes
from store.records import OpenTicket, TicketRecords
from store.tables.base import epoch, instant
from store.tables.outcomes import OutcomeRow
from store.tables.tickets import BatchRow, TicketBeforeRow, TicketChangeRow, TicketPauseRow, TicketRow
from store.ticket_counts import finished_within, open_on
from store.ticket_rows import tickets_of, with_file

OUTCOMES = table_of(OutcomeRow)
By = Literal["opened", "finished", "touched"]


class Stories:
    """Tickets one by one, judged; every call is one transaction."""

    def __init__(self, db: Database, outcomes: Outcomes) -> None:
        self._db = db
        self._outcomes = outcomes

    def judged(
        self, ref: str, names: Sequence[str] | None = None, *, period: Period | None = None, by: By = "opened"
    ) -> list[JudgedTicket]:
        """Tickets with their outcomes and histories: those of these numbers, or of the period; oldest first.

        `by` says what puts a ticket into the period: that it was opened in it, finished in it, or was open on any day
        of it ("touched").
        """
        self._outcomes.counts_many(ref, [])  # outcomes that are out of date are made again first
        with self._db.read() as session:
            contract = row_of(session, ref).id
            wanted = [TicketRow.contract_id == contract, *([] if period is None else _in(contract, period, by))]
            query = with_file().where(*wanted).order_by(TicketRow.opened_at, TicketRow.id)
            some = [None] if names is None else list(handfuls(names))
            asked = [query if part is None else query.where(TicketRow.ext_id.in_(part)) for part in some]
            rows = [tuple(row) for one in asked for row in session.execute(one)]
            return _judged(session, contract, rows)

    def named(self, ref: str, name: str) -> JudgedTicket | None:
        """The ticket that a person means by this number, however it is written; None where there is none."""
        with self._db.read() as session:
            contract = row_of(session, ref).id
            own = select(TicketRow.ext_id).where(TicketRow.contract_id == contract)
            found = session.scalar(own.where(TicketRow.ext_id == name)) or session.scalar(
                own.where(func.lower(TicketRow.ext_id) == name.lower())
            )
        return next(iter(self.judged(ref, [found])), None) if found else None

    def earlier(self, ref: str, name: str) -> list[dict[str, Any]]:
        """What a ticket said before later exports changed it, oldest first."""
        with self._db.read() as session:
            query = (
                select(TicketBeforeRow.fields)
                .join(TicketRow, TicketRow.id == TicketBeforeRow.ticket_id)
                .where(TicketRow.contract_id == row_of(session, ref).id, TicketRow.ext_id == name)
                .order_by(TicketBeforeRow.id)
            )
            return list(session.scalars(query))

    def records(self, ref: str) -> TicketRecords:
        """What the exports tell at all: waits, re-openings, first priorities; and who raises tickets."""
        with self._db.read() as session:
            contract = row_of(session, ref).id
            own = TicketRow.contract_id == contract
            batches = session.execute(
                select(BatchRow.tool, BatchRow.mapping).where(BatchRow.contract_id == contract)
            ).all()
            columns = {name for _, mapping in batches for name in (mapping or {}).get("columns", {})}
            history = any(tool == "history" for tool, _ in batches)
            paused = select(TicketPauseRow.ticket_id).join(TicketRow, TicketRow.id == TicketPauseRow.ticket_id)
            waits = session.scalar(paused.where(own).limit(1)) is not None
            again = session.scalar(select(TicketRow.id).where(own, TicketRow.reopen_count > 0).limit(1)) is not None
            first = session.scalar(select(TicketRow.id).where(own, TicketRow.priority_first.is_not(None)).limit(1))
            earlier = select(TicketBeforeRow.id).join(TicketRow, TicketRow.id == TicketBeforeRow.ticket_id).where(own)
            users = session.scalars(select(TicketRow.user).where(own).distinct())
            return TicketRecords(
                waits=history or waits,
                reopenings=history or again or "reopens" in columns,
                first_priorities=first is not None or session.scalar(earlier.limit(1)) is not None,
                users=frozenset(user for user in users if user),
            )

    def numbers(self, ref: str, period: Period) -> list[str]:
        """The numbers of every ticket opened in the period."""
        with self._db.read() as session:
            contract = row_of(session, ref).id
            own = select(TicketRow.ext_id).where(TicketRow.contract_id == contract, *_in(contract, period, "opened"))
            return list(session.scalars(own))

    def open_at_end_of(self, ref: str, days: Period, *, priority: int | None = None) -> list[OpenTicket]:
        """The tickets open when the last day of the span ended, oldest first."""
        with self._db.read() as session:
            contract = row_of(session, ref).id
            evening = epoch(days.bounds()[1])
            found = open_on(session.connection(), contract, evening, priority=priority)
            rows = {row.ext_id: row for row in _named(session, contract, [name for _, name in found])}
            return [
                OpenTicket(name, instant(since), rows[name].priority, rows[name].summary, rows[name].state)
                for since, name in found
            ]


def _in(contract_id: int, period: Period, by: By) -> list[ColumnElement[bool]]:
    start, end = (epoch(at) for at in period.bounds())
    opened = type_coerce(TicketRow.opened_at, BigInteger)
    if by == "opened":
        return [opened >= start, opened < end]
    if by == "finished":
        return [finished_within(contract_id, start, end)]
    ended = func.coalesce(type_coerce(TicketRow.resolved_at, BigInteger), type_coerce(TicketRow.closed_at, BigInteger))
    return [opened < end, or_(ended.is_(None), ended >= start)]


def _named(session: Session, contract_id: int, names: Sequence[str]) -> list[TicketRow]:
    query = select(TicketRow).where(TicketRow.contract_id == contract_id)
    return [row for some in handfuls(names) for row in session.scalars(query.where(TicketRow.ext_id.in_(some)))]


def _judged(session: Session, contract_id: int, rows: Sequence[tuple[Any, ...]]) -> list[JudgedTicket]:
    ids = [row[0].id for row in rows]
    outcomes = {
        one.ticket_id: one
        for some in handfuls(ids)
        for one in session.execute(select(OUTCOMES).where(OUTCOMES.c.ticket_id.in_(some)))
    }
    steps = _steps(session, contract_id, [row[0].ext_id for row in rows])
    first = _first_priorities(session, ids)
    tickets = [
        replace(ticket, priority_first=first[row_id]) if row_id in first and ticket.priority_first is None else ticket
        for row_id, ticket in zip(ids, tickets_of(session, [(row[0], row[1]) for row in rows]), strict=True)
    ]
    return [
        JudgedTicket(
            ticket,
            response=_reading(outcomes.get(row_id), "response"),
            resolution=_reading(outcomes.get(row_id), "resolution"),
            felt_s=_felt(ticket),
            steps=tuple(steps.get(ticket.ext_id, ())),
        )
        for row_id, ticket in zip(ids, tickets, strict=True)
    ]


def _first_priorities(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """The priority that the first export gave a ticket, where a later one gave it another."""
    first: dict[int, int] = {}
    for some in handfuls(ids):
        query = select(TicketBeforeRow.ticket_id, TicketBeforeRow.fields).where(TicketBeforeRow.ticket_id.in_(some))
        for ticket_id, fields in session.execute(query.order_by(TicketBeforeRow.id)):
            if fields.get("priority"):
                first.setdefault(ticket_id, int(fields["priority"]))
    return first


def _felt(ticket: Ticket) -> int | None:
    """Plain seconds to the resolution that stands, whether or not any level judges the ticket."""
    resolved = None if is_open_again(ticket) else ticket.resolved_at
    return (
        None if resolved is None or resolved < ticket.opened_at else int((resolved - ticket.opened_at).total_seconds())
    )


def _reading(row: Row[Any] | None, metric: str) -> Reading:
    if row is None:
        return Reading()
    level, met, due, took = (getattr(row, f"{metric}_{part}") for part in ("level", "met", "due", "s"))
    return Reading(level, met, None if due < 0 else instant(due), None if took < 0 else took)


def _steps(session: Session, contract_id: int, names: Sequence[str]) -> dict[str, list[Step]]:
    steps: dict[str, list[Step]] = {}
    for some in handfuls(names):
        query = select(TicketChangeRow).where(
            TicketChangeRow.contract_id == contract_id, TicketChangeRow.ext_id.in_(some)
        )
        for row in session.scalars(query.order_by(TicketChangeRow.at, TicketChangeRow.id)):
            source = Source(row.source_file, row=row.source_row)
            steps.setdefault(row.ext_id, []).append(Step(row.at, row.before, row.after, row.by, source))
    return steps
