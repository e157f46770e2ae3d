"""Tickets counted: opened by month and kind, open on a day and for how long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, Connection, func, select, type_coerce

from store.bulk import table_of
from store.facts import Period, TicketState, TicketType
from store.records import Backlog, MonthCount
from store.tables.base import epoch, instant
from store.tables.tickets import TicketRow

TICKETS = table_of(TicketRow)
AGES = (("0-2 days", 2), ("3-7 days", 7), ("8-30 days", 30), ("more than 30 days", 10**6))
OVER = (TicketState.RESOLVED.value, TicketState.CLOSED.value, TicketState.CANCELLED.value)


def opened(
    connection: Connection,
    contract_id: int,
    period: Period,
    *,
    type: TicketType | None,  # noqa: A002
    priority: int | None,
) -> int:
    """How many tickets were opened in the period."""
    here = [*_opened_in(contract_id, period)]
    here += [TICKETS.c.type == type.value] if type is not None else []
    here += [TICKETS.c.priority == priority] if priority is not None else []
    return connection.scalar(select(func.count()).where(*here)) or 0


def monthly_counts(
    connection: Connection,
    contract_id: int,
    months: Period,
    *,
    categories: Collection[str] | None,
    types: Collection[TicketType] | None,
) -> tuple[MonthCount, ...]:
    """Tickets opened in each month of the span, by type, category and priority."""
    parts = (TICKETS.c.type, TICKETS.c.category, TICKETS.c.priority)
    only = [TICKETS.c.category.in_(list(categories))] if categories is not None else []
    only += [TICKETS.c.type.in_([kind.value for kind in types])] if types is not None else []
    query = select(*parts, func.count()).where(*only).group_by(*parts).order_by(*parts)
    return tuple(
        MonthCount(month, TicketType(kind), category, priority, count)
        for month in months.months()
        for kind, category, priority, count in connection.execute(
            query.where(*_opened_in(contract_id, Period.of_month(month, months.tz)))
        )
    )


def backlog(connection: Connection, contract_id: int, on: date, *, tz: str, priority: int | None) -> Backlog:
    """The tickets open when the day ended in the zone; age in whole days since the day they were opened."""
    row, evening = TICKETS.c, epoch(Period(on, on, "", tz).bounds()[1])
    since = type_coerce(row.opened_at, BigInteger)
    here = [row.contract_id == contract_id, since < evening]
    here += [row.priority == priority] if priority is not None else []
    no_time = row.resolved_at.is_(None) & row.closed_at.is_(None)
    standing = finished_within(evening) | (no_time & row.state.not_in(OVER))
    found = connection.execute(select(since, row.ext_id).where(*here, standing).order_by(since, row.id))
    open_now = [((on - _day(seconds, tz)).days, name) for seconds, name in found]
    undated = select(func.count()).where(*here, no_time, row.state.in_(OVER))
    return Backlog(
        total=len(open_now),
        ages=_ages([age for age, _ in open_now]),
        oldest=open_now[0][1] if open_now else "",
        oldest_days=open_now[0][0] if open_now else 0,
        undated=connection.scalar(undated) or 0,
    )


def finished_within(start: int, end: int | None = None) -> ColumnElement[bool]:
    """Whether a ticket was finished (resolved, else closed) from one instant up to another, by an index."""
    resolved, closed = (type_coerce(column, BigInteger) for column in (TICKETS.c.resolved_at, TICKETS.c.closed_at))
    if end is None:
        return (resolved >= start) | (resolved.is_(None) & (closed >= start))
    return ((resolved >= start) & (resolved < end)) | (resolved.is_(None) & (closed >= start) & (closed < end))


def _opened_in(contract_id: int, period: Period) -> list[ColumnElement[Any]]:
    start, end = period.bounds()
    return [TICKETS.c.contract_id == contract_id, TICKETS.c.opened_at >= start, TICKETS.c.opened_at < end]


def _day(seconds: int, tz: str) -> date:
    return instant(seconds).astimezone(ZoneInfo(tz)).date()


def _ages(days: list[int]) -> tuple[tuple[str, int], ...]:
    counted, beyond = [], -1
    for label, limit in AGES:
        counted.append((label, sum(beyond < age <= limit for age in days)))
        beyond = limit
    return tuple(counted)
