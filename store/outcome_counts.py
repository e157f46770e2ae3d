"""Stored outcomes counted: what a level came to in a period, which tickets missed it, and how long they took."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from store.bulk import table_of
from store.facts.agreed import Metric
from store.facts.common import Period
from store.facts.tickets import TicketState, TicketType
from store.measures.outcomes import EXCLUDED, MET, MISSED, NO_EVIDENCE, PENDING
from store.measures.results import Counts
from store.measures.ticket_columns import why_excluded
from store.records import Durations
from store.tables.base import epoch
from store.tables.outcomes import OutcomeRow
from store.tables.tickets import BatchRow, TicketRow

OUTCOMES, TICKETS, BATCHES = table_of(OutcomeRow), table_of(TicketRow), table_of(BatchRow)


def counted(
    connection: Connection, metric: Metric, levels: Sequence[int], *, period: Period, as_of: datetime | None
) -> Counts:
    """The tickets of the period under these levels, by what became of them."""
    here = _in(metric, levels, period)
    met = _column(metric, "met")
    found = {row[0]: row[1] for row in connection.execute(select(met, func.count()).where(here).group_by(met))}
    missed = _missed(connection, metric, here) if found.get(MISSED) else []
    return Counts(
        in_time=found.get(MET, 0),
        of=found.get(MET, 0) + found.get(MISSED, 0),
        missed=tuple(row[0] for row in missed),
        excluded=_excluded(connection, metric, here) if found.get(EXCLUDED) else (),
        pending=found.get(PENDING, 0),
        no_evidence=found.get(NO_EVIDENCE, 0),
        sources=tuple(place(*row[1:]) for row in missed),
        as_of=as_of,
    )


def open_late(
    connection: Connection, metric: Metric, levels: Sequence[int], *, by: datetime
) -> tuple[tuple[str, str], ...]:
    """Tickets not resolved whose time ran out before an instant, with where each stands: those that do not count yet."""
    due = _column(metric, "due")
    query = (
        select(TICKETS.c.ext_id, BATCHES.c.file, TICKETS.c.source_file, TICKETS.c.source_row)
        .join_from(OUTCOMES, TICKETS, TICKETS.c.id == OUTCOMES.c.ticket_id)
        .join(BATCHES, BATCHES.c.id == TICKETS.c.batch_id)
        .where(_column(metric, "level").in_(list(levels)), _column(metric, "met") == PENDING)
        .where(due >= 0, due < epoch(by))
    )
    return tuple((row[0], place(*row[1:])) for row in connection.execute(query.order_by(due, TICKETS.c.id)).all())


def durations(connection: Connection, metric: Metric, levels: Sequence[int], period: Period) -> Durations:
    """Median, nine in ten and slowest of the finished tickets that count, by nearest rank."""
    took = _column(metric, "s")
    here = and_(_in(metric, levels, period), _column(metric, "met").in_((MET, MISSED)), took >= 0)
    rows = connection.execute(select(took, OUTCOMES.c.ticket_id).where(here).order_by(took, OUTCOMES.c.ticket_id)).all()
    if not rows:
        return Durations(0)
    count = len(rows)
    name = connection.scalar(select(TICKETS.c.ext_id).where(TICKETS.c.id == rows[-1][1]))
    return Durations(count, rows[-(-count // 2) - 1][0], rows[-(-count * 9 // 10) - 1][0], rows[-1][0], str(name))


def place(file: str, own_file: str | None, row: int | None) -> str:
    """Where a ticket stands, as "tickets.csv:14"."""
    name = own_file or file
    return name if row is None else f"{name}:{row}"


def _column(metric: Metric, part: str) -> ColumnElement[Any]:
    return OUTCOMES.c[f"{metric.value}_{part}"]


def _in(metric: Metric, levels: Sequence[int], period: Period) -> ColumnElement[bool]:
    """The rows of these levels in the period; the instants are asked for only where months alone do not tell."""
    months = [int(month.replace("-", "")) for month in period.months()]
    here = and_(_column(metric, "level").in_(list(levels)), _column(metric, "month").in_(months))
    if period.start.day == 1 and (period.end + timedelta(days=1)).day == 1:
        return here
    start, end = period.bounds()
    at = _column(metric, "at")
    return and_(here, at >= epoch(start), at < epoch(end))


def _missed(connection: Connection, metric: Metric, here: ColumnElement[bool]) -> Sequence[Any]:
    query = (
        select(TICKETS.c.ext_id, BATCHES.c.file, TICKETS.c.source_file, TICKETS.c.source_row)
        .join_from(OUTCOMES, TICKETS, TICKETS.c.id == OUTCOMES.c.ticket_id)
        .join(BATCHES, BATCHES.c.id == TICKETS.c.batch_id)
        .where(here, _column(metric, "met") == MISSED)
    )
    return connection.execute(query.order_by(_column(metric, "at"), TICKETS.c.id)).all()


def _excluded(connection: Connection, metric: Metric, here: ColumnElement[bool]) -> tuple[tuple[int, str], ...]:
    """How many were left out and why, in the words of `exclusion_reason`, the commonest reason first."""
    row = TICKETS.c
    query = (
        select(row.state, row.excluded, row.exclusion_reason, row.type, func.count())
        .join_from(OUTCOMES, TICKETS, row.id == OUTCOMES.c.ticket_id)
        .where(here, _column(metric, "met") == EXCLUDED)
        .group_by(row.state, row.excluded, row.exclusion_reason, row.type)
    )
    reasons: dict[str, int] = {}
    for state, marked, reason, kind, count in connection.execute(query):
        why = why_excluded(TicketState(state), reason, TicketType(kind), marked=bool(marked))
        reasons[why] = reasons.get(why, 0) + count
    return tuple((count, why) for why, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])))
