"""Tickets read as columns, straight from the database into arrays: no object a ticket."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import BigInteger, Connection, Integer, Select, cast, func, select, type_coerce
from sqlalchemy.sql import ColumnElement

from store.bulk import table_of
from store.facts.tickets import TicketState
from store.measures.ticket_columns import NO_TIME, TICKET_TYPES, TicketColumns, Whole
from store.tables.tickets import BatchRow, TicketPauseRow, TicketRow

TICKETS, PAUSES, BATCHES = table_of(TicketRow), table_of(TicketPauseRow), table_of(BatchRow)
LOAD = 100_000
MOST = 4
OVER = (TicketState.RESOLVED.value, TicketState.CLOSED.value)
GOING_ON = (TicketState.OPEN.value, TicketState.PAUSED_CUSTOMER.value, TicketState.PAUSED_OTHER.value)
TYPE_PLACES = {kind.value: place for place, kind in enumerate(TICKET_TYPES)}


def read_columns(connection: Connection, contract_id: int) -> tuple[TicketColumns, Whole]:
    """The tickets of a contract as columns, by id; and for each the instant at which an export last spoke of it."""
    services: dict[str, int] = {}
    query = _query(_own(connection, contract_id))
    loads = [_load(part, services) for part in _parts(connection, query)]
    stacked = (
        {name: np.concatenate([load[name] for load in loads]) for name in loads[0]} if loads else _load((), services)
    )
    batch = stacked.pop("batch")
    recorded, spoken = _by_batch(connection, contract_id, batch, stacked.pop("seen"))
    pauses = _pauses(connection, contract_id, stacked["ids"])
    stacked["hold"][pauses["pause_ticket"]] = 0
    columns = TicketColumns(
        **_times_that_stand(stacked),
        **recorded,
        **pauses,
        services=tuple(services),
    )
    return columns, spoken


def _seconds(column: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(type_coerce(column, BigInteger), NO_TIME)


def _query(own: ColumnElement[bool]) -> Select[Any]:
    row = TICKETS.c
    flags = (cast(flag, Integer) for flag in (row.response_is_auto, row.excluded))
    return (
        select(
            row.id,
            func.coalesce(row.priority, 0),
            func.coalesce(row.priority_first, 0),
            *map(_seconds, (row.opened_at, row.responded_at, row.resolved_at, row.closed_at)),
            row.reopen_count,
            *flags,
            row.state,
            row.type,
            row.service,
            row.batch_id,
            row.seen_batch_id,
            func.coalesce(row.hold_s, 0),
        )
        .where(own)
        .order_by(row.id)
    )


def _own(connection: Connection, contract_id: int) -> ColumnElement[bool]:
    """The tickets of a contract; where most tickets are its own, asked so that the table is read straight through."""
    column = TICKETS.c.contract_id
    own, all_of_them = (select(func.count()).select_from(TICKETS).where(*one) for one in ([column == contract_id], []))
    most = (connection.scalar(own) or 0) * MOST > (connection.scalar(all_of_them) or 0)
    return column + 0 == contract_id if most else column == contract_id


def _parts(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Any]]:
    """The rows as the driver gives them, a load at a time: every column asked for is a plain number or text already."""
    with connection.execute(query) as result:
        while result.cursor is not None and (rows := result.cursor.fetchmany(LOAD)):
            yield rows


def _load(rows: Sequence[Any], services: dict[str, int]) -> dict[str, Any]:
    columns = list(zip(*rows, strict=True)) if rows else [()] * 16
    whole = [np.array(column, dtype=np.int64) for column in (*columns[:10], *columns[13:])]
    ids, priority, first, opened, responded, resolved, closed, reopened, auto, excluded, batch, seen, hold = whole
    states = columns[10]
    return {
        "ids": ids,
        "priority": priority.astype(np.int8),
        "priority_first": first.astype(np.int8),
        "opened": opened,
        "responded": responded,
        "resolved": resolved,
        "closed": closed,
        "reopened": reopened > 0,
        "response_auto": auto > 0,
        "excluded": excluded > 0,
        "over": np.array([state in OVER for state in states], dtype=np.bool_),
        "going_on": np.array([state in GOING_ON for state in states], dtype=np.bool_),
        "type": np.array([TYPE_PLACES[kind] for kind in columns[11]], dtype=np.int8),
        "service": np.array([services.setdefault(name, len(services)) for name in columns[12]], dtype=np.int64),
        "batch": batch,
        "seen": seen,
        "hold": hold,
    }


def _times_that_stand(stacked: dict[str, Any]) -> dict[str, Any]:
    """The columns a verdict needs. A resolution before a re-opening that still lasts does not stand."""
    closed, reopened = stacked.pop("closed"), stacked.pop("reopened")
    over, going_on = stacked.pop("over"), stacked.pop("going_on")
    resolved = stacked["resolved"]
    open_again = reopened & going_on & (closed < 0)
    return stacked | {
        "resolved": np.where(open_again, NO_TIME, resolved),
        "done": over | (resolved >= 0) | (closed >= 0),
        "cancelled": ~over & ~going_on,
    }


def _by_batch(connection: Connection, contract_id: int, batch: Whole, seen: Whole) -> tuple[dict[str, Any], Whole]:
    row = BATCHES.c
    query = select(row.id, row.response_recorded, row.resolution_recorded, type_coerce(row.speaks_at, BigInteger))
    found = connection.execute(query.where(row.contract_id == contract_id).order_by(row.id)).all()
    ids, response, resolution, spoken = ([one[place] for one in found] for place in range(4))
    at, seen_at = np.searchsorted(ids, batch), np.searchsorted(ids, seen)
    recorded = {
        "response_recorded": np.array(response, dtype=np.bool_)[at],
        "resolution_recorded": np.array(resolution, dtype=np.bool_)[at],
    }
    return recorded, np.array(spoken, dtype=np.int64)[seen_at]


def _pauses(connection: Connection, contract_id: int, ids: Whole) -> dict[str, Any]:
    row = PAUSES.c
    query = (
        select(row.ticket_id, type_coerce(row.start, BigInteger), _seconds(row.end), row.reason)
        .join(TICKETS, TICKETS.c.id == row.ticket_id)
        .where(TICKETS.c.contract_id == contract_id)
        .order_by(row.ticket_id, row.position)
    )
    found = connection.execute(query).all()
    reasons: dict[str, int] = {}
    return {
        "pause_ticket": np.searchsorted(ids, np.array([one[0] for one in found], dtype=np.int64)),
        "pause_start": np.array([one[1] for one in found], dtype=np.int64),
        "pause_end": np.array([one[2] for one in found], dtype=np.int64),
        "pause_reason": np.array([reasons.setdefault(one[3], len(reasons)) for one in found], dtype=np.int64),
        "pause_reasons": tuple(reasons),
    }


def latest(connection: Connection, contract_id: int) -> datetime | None:
    """The latest instant the tickets of a contract speak of; None where there are none."""
    query = select(func.max(BatchRow.speaks_at)).where(BatchRow.contract_id == contract_id)
    return connection.execute(query).scalar_one()
