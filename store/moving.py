"""Moving everything from one database to another, row by row, and counting that it arrived: from a file to a server.

The rows keep their numbers, so that an answer's id, a receipt and a reference mean the same afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Column, Integer, Table, func, insert, select, text
from sqlalchemy.orm import Session

from store.database import Database
from store.facts.common import InterpreterError
from store.tables.schema import metadata

AT_ONCE = 2_000
# Written by the migrations of each database for itself.
OWN = frozenset({"asks_for"})
NEXT_NUMBER = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: rows by table, only where there were any."""

    rows: dict[str, int]

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values())


def move(source: Database, target: Database) -> Moved:
    """Copy every row into an empty database, whole or not at all; the source stays as it is.

    Raises InterpreterError where the target holds something already, or where a count differs afterwards.
    """
    with source.read() as old, target.write() as new:
        for table in _tables():
            if _count(new, table):
                raise InterpreterError(
                    f"{target.name} holds rows already (in {table.name}); name an empty database, so that nothing is mixed."
                )
        moved = {table.name: _copied(old, new, table) for table in _tables()}
        for table in _tables():
            if _count(new, table) != moved[table.name]:
                raise InterpreterError(f"Not every row of {table.name} arrived; nothing was kept, try again.")
            _number_on(new, table)
    return Moved({name: count for name, count in moved.items() if count})


def _tables() -> Iterator[Table]:
    """Every table, those that others point at first."""
    return (table for table in metadata.sorted_tables if table.name not in OWN)


def _copied(old: Session, new: Session, table: Table) -> int:
    count = 0
    order = list(table.primary_key.columns)
    rows = old.execute(select(table).order_by(*order).execution_options(yield_per=AT_ONCE)).mappings()
    for load in rows.partitions(AT_ONCE):
        new.execute(insert(table), [dict(row) for row in load])
        count += len(load)
    return count


def _count(session: Session, table: Table) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _number_on(session: Session, table: Table) -> None:
    """Let the server go on numbering after the last row; a file does so by itself."""
    number = _numbered(table)
    if number is None or session.connection().dialect.name == "sqlite":
        return
    last = session.scalar(select(func.max(number)))
    if last is not None:
        session.execute(NEXT_NUMBER, {"table": table.name, "column": number.name, "last": last})


def _numbered(table: Table) -> Column[int] | None:
    """The column that the database numbers by itself, if there is one."""
    found = table.autoincrement_column
    return found if found is not None and isinstance(found.type, Integer) else None
