"""Many rows at once, without an object a row: inserted, changed, and looked up in handfuls.

Values are handed over as the database keeps them (instants as whole seconds).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, Table, Update, bindparam, insert, update
from sqlalchemy.sql.compiler import SQLCompiler

HANDFUL = 5_000  # below every database's limit on the parameters of one statement
LOAD = 50_000
KEY = "the_row"

T = TypeVar("T")


def handfuls(items: Sequence[T], size: int = HANDFUL) -> Iterator[Sequence[T]]:
    """The items in slices of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def table_of(mapped: type[Any]) -> Table:
    """The table behind a mapped class."""
    table = mapped.__table__
    assert isinstance(table, Table)  # noqa: S101 - every mapped class here stands on one table
    return table


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of `names`."""
    _run(connection, insert(table), names, rows)


def update_rows(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Change rows: each holds the values of `names`, and its id as the last value."""
    change = update(table).where(table.c.id == bindparam(KEY)).values({name: bindparam(name) for name in names})
    _run(connection, change, (*names, KEY), rows)


def _run(
    connection: Connection, statement: Insert | Update, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Hand the rows to the driver itself: the statement is compiled once and no value is converted twice."""
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(names))
    assert isinstance(compiled, SQLCompiler)  # noqa: S101 - inserts and updates compile to nothing else
    order = [list(names).index(name) for name in compiled.positiontup or ()]
    for load in handfuls(rows, LOAD):
        if compiled.positional:
            straight = order == list(range(len(names)))
            values: Any = load if straight else [tuple(row[place] for place in order) for row in load]
        else:
            values = [dict(zip(names, row, strict=True)) for row in load]
        connection.exec_driver_sql(compiled.string, values)
