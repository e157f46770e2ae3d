"""The provider tool's own verdicts, counted as they stand in the export: a claim, never a measurement of ours."""

from __future__ import annotations

from sqlalchemy import BigInteger, ColumnElement, Connection, func, select, type_coerce

from store.bulk import table_of
from store.facts.agreed import Metric
from store.facts.common import Period
from store.facts.tickets import TicketState
from store.outcome_counts import place
from store.records import FlagCounts
from store.tables.base import epoch
from store.tables.tickets import BatchRow, TicketRow
from store.ticket_counts import finished_within
from store.ticket_reading import latest

TICKETS, BATCHES = table_of(TicketRow), table_of(BatchRow)


def flag_counts(
    connection: Connection, contract_id: int, period: Period, *, priority: int | None, metric: Metric, by: str | None
) -> FlagCounts:
    """Tickets the tool flags in time, of those it flags at all, and those it does not; cancelled and excluded apart."""
    row = TICKETS.c
    flag = row.provider_response_met if metric is Metric.RESPONSE else row.provider_sla_met
    by_opening = by == "opened" or (by is None and metric is Metric.RESPONSE)
    start, end = (epoch(moment) for moment in period.bounds())
    here = [
        _opened(contract_id, start, end) if by_opening else finished_within(contract_id, start, end),
        row.state != TicketState.CANCELLED.value,
        row.excluded.is_(False),
        *([row.priority == priority] if priority is not None else []),
    ]
    query = select(flag, func.count()).where(*here).group_by(flag)
    found: dict[bool | None, int] = {value: count for value, count in connection.execute(query)}  # noqa: C416
    missed = connection.execute(
        select(row.ext_id, BATCHES.c.file, row.source_file, row.source_row)
        .join_from(TICKETS, BATCHES, BATCHES.c.id == row.batch_id)
        .where(*here, flag.is_(False))
        .order_by(row.opened_at, row.id)
    ).all()
    return FlagCounts(
        in_time=found.get(True, 0),
        of=found.get(True, 0) + found.get(False, 0),
        missing=found.get(None, 0),
        missed=tuple(one[0] for one in missed),
        sources=tuple(place(*one[1:]) for one in missed),
        as_of=latest(connection, contract_id),
    )


def _opened(contract_id: int, start: int, end: int) -> ColumnElement[bool]:
    opened = type_coerce(TICKETS.c.opened_at, BigInteger)
    return (TICKETS.c.contract_id == contract_id) & (opened >= start) & (opened < end)
