"""Tickets counted: opened by month and kind, open on a day and for how long."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, Connection, func, select, type_coerce, union_all

from store.bulk import table_of
from store.facts.common import Period
from store.facts.tickets import TicketState, TicketType
from store.records import Backlog, MonthCount
from store.tables.base import epoch, instant
from store.tables.tickets import TicketRow
from store.ticket_reading import GOING_ON

TICKETS = table_of(TicketRow)
AGES = (("0-2 days", 2), ("3-7 days", 7), ("8-30 days", 30), ("more than 30 days", 10**6))
FOR_EVER = 2**53


def opened(
    connection: Connection,
    contract_id: int,
    period: Period,
    *,
    type: TicketType | None,  # noqa: A002
    priority: int | None,
    cancelled: bool,
) -> int:
    """How many tickets were opened in the period."""
    here = [*_opened_in(contract_id, period), *_kept(cancelled)]
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
    cancelled: bool,
) -> tuple[MonthCount, ...]:
    """Tickets opened in each month of the span, by type, category and priority."""
    parts = (TICKETS.c.type, TICKETS.c.category, TICKETS.c.priority)
    only = _kept(cancelled)
    only += [TICKETS.c.category.in_(list(categories))] if categories is not None else []
    only += [TICKETS.c.type.in_([kind.value for kind in types])] if types is not None else []
    query = select(*parts, func.count()).where(*only).group_by(*parts).order_by(*parts)
    return tuple(
        MonthCount(month, TicketType(kind), category, priority, count)
        for month in months.months()
        for kind, category, priority, count in connection.execute(
            query.where(*_opened_in(contract_id, Period.of_month(month, months.tz)))
        )
    )


def _kept(cancelled: bool) -> list[ColumnElement[bool]]:
    return [] if cancelled else [TICKETS.c.state != TicketState.CANCELLED.value]


def backlog(connection: Connection, contract_id: int, on: date, *, tz: str, priority: int | None) -> Backlog:
    """The tickets open when the day ended in the zone; age in whole days since the day they were opened.

    A resolution before a re-opening that still lasts does not count as one.
    """
    evening = epoch(Period(on, on, "", tz).bounds()[1])
    return _backlog(
        open_on(connection, contract_id, evening, priority=priority),
        lambda seconds: (on - _day(seconds, tz)).days,
        undated=_undated(connection, contract_id, evening, priority),
    )


def open_on(connection: Connection, contract_id: int, evening: int, *, priority: int | None) -> list[tuple[int, str]]:
    """The tickets open at an instant, oldest first: (seconds since 1970 at which it was opened, its number)."""
    row = TICKETS.c
    here = _opened_before(contract_id, evening, priority)
    resolved, closed = (type_coerce(column, BigInteger) for column in (row.resolved_at, row.closed_at))
    standing = (
        resolved >= evening,
        row.resolved_at.is_(None) & (closed >= evening),
        _NO_TIME & row.state.in_(GOING_ON),
        (resolved < evening) & row.closed_at.is_(None) & row.state.in_(GOING_ON) & (row.reopen_count > 0),
    )
    since = type_coerce(row.opened_at, BigInteger)
    found = connection.execute(union_all(*(select(since, row.ext_id, row.id).where(*here, one) for one in standing)))
    return [(seconds, name) for seconds, _, name in sorted((seconds, number, name) for seconds, name, number in found)]


_NO_TIME = TICKETS.c.resolved_at.is_(None) & TICKETS.c.closed_at.is_(None)


def _opened_before(contract_id: int, evening: int, priority: int | None) -> list[ColumnElement[bool]]:
    here = [TICKETS.c.contract_id == contract_id, type_coerce(TICKETS.c.opened_at, BigInteger) < evening]
    return [*here, TICKETS.c.priority == priority] if priority is not None else here


def _undated(connection: Connection, contract_id: int, evening: int, priority: int | None) -> int:
    """How many are finished without a time of finishing, so that nobody can tell whether they were open."""
    here = _opened_before(contract_id, evening, priority)
    return connection.scalar(select(func.count()).where(*here, _NO_TIME, TICKETS.c.state.not_in(GOING_ON))) or 0


def _backlog(open_now: Sequence[tuple[int, str]], age: Callable[[int], int], undated: int) -> Backlog:
    ages = [age(seconds) for seconds, _ in open_now]
    if not ages:
        return Backlog(0, _ages([]), undated=undated)
    return Backlog(len(ages), _ages(ages), oldest=open_now[0][1], oldest_days=ages[0], undated=undated)


def finished_within(contract_id: int, start: int, end: int = FOR_EVER) -> ColumnElement[bool]:
    """Tickets of a contract finished (resolved, else closed) from one instant up to another.

    The contract stands in both branches, so that each is looked up in an index of its own.
    """
    own = TICKETS.c.contract_id == contract_id
    resolved, closed = (type_coerce(column, BigInteger) for column in (TICKETS.c.resolved_at, TICKETS.c.closed_at))
    by_resolution = own & (resolved >= start) & (resolved < end)
    return by_resolution | (own & resolved.is_(None) & (closed >= start) & (closed < end))


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
