"""The rows of a simple table: columns matched loosely, dates read, and every row that lacks something needed a reject.

Nothing is filled in, and what the rows amount to is not decided here.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from store.facts.common import InterpreterError, Reject, Source
from store.imports.cells import Cell
from store.imports.columns import is_missing
from store.imports.date_orders import DateOrder, DateOrderError, decide_orders
from store.imports.dates import DateReader
from store.imports.months import month_of
from store.imports.names import normal, visible
from store.imports.sentences import quoted
from store.imports.sheets import Sheet, read_sheet, shown
from store.imports.simple_columns import SIMPLE, Column

_NEAR_SPELLING = 90
# Planned work lies ahead, but no date of these tables lies beyond this; 2099 is a typing error.
_LATEST = datetime(2098, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """One readable row: its cells and its instants by field, and where it stands."""

    source: Source
    cells: dict[str, Cell]
    moments: dict[str, datetime | None]

    def text(self, name: str) -> str:
        """A cell as trimmed text, "" where there is none."""
        cell = self.cells.get(name)
        return "" if is_missing(cell) else visible(shown(cell))

    def moment(self, name: str) -> datetime:
        """An instant that the row is known to have."""
        at = self.moments[name]
        assert at is not None, "a row without a needed date is rejected before"  # noqa: S101 - a broken promise of ours
        return at


@dataclass(slots=True)
class Rows:
    """The readable rows of a simple table, the rejected ones, and plain sentences about the reading."""

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def reject(self, source: Source, sentence: str) -> None:
        """Leave a row out, with one plain sentence."""
        self.rejects.append(Reject(source, sentence))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a table is to be read as."""

    kind: str
    tz: str
    now: datetime | None
    date_order: str | None


def read_rows(
    table: Path | Sheet, kind: str, *, tz: str, now: datetime | None = None, date_order: str | None = None
) -> Rows:
    """The rows of a table of this kind, their dates read in `tz`; raises InterpreterError when columns are missing."""
    if kind not in SIMPLE:
        raise InterpreterError(f"There is no table called {kind}; the kinds are {', '.join(SIMPLE)}.")
    sheet = table if isinstance(table, Sheet) else read_sheet(table)
    found = _columns(kind, sheet)
    read = Rows(sheet)
    cells = {name: sheet.column(header) for name, header in found.items()}
    moments = _moments(sheet, _Asked(kind, tz, now, date_order), found)
    for at, number in enumerate(sheet.numbers):
        row = Row(
            Source(sheet.file, row=number),
            {name: column[at] for name, column in cells.items()},
            {name: column[at] for name, column in moments.items()},
        )
        sentence = _fault(kind, row, sheet, at)
        if sentence:
            read.reject(row.source, sentence)
        else:
            read.rows.append(row)
    return read


def columns_found(kind: str, header: tuple[str, ...]) -> dict[str, str]:
    """Field -> column name for the columns of this kind that a header has: same name first, then near spelling."""
    from rapidfuzz import fuzz, process

    names = {normal(column): column for column in reversed(header)}
    found: dict[str, str] = {}
    for column in SIMPLE[kind]:
        exact = next(
            (names[name] for name in column.names if name in names and names[name] not in found.values()), None
        )
        if exact:
            found[column.field] = exact
    for column in SIMPLE[kind]:
        free = [name for name, own in names.items() if own not in found.values()]
        if column.field in found or len(normal(column.title)) < 5:
            continue
        near = process.extractOne(normal(column.title), free, scorer=fuzz.ratio, score_cutoff=_NEAR_SPELLING)
        if near:
            found[column.field] = names[near[0]]
    return found


def lacking(kind: str, found: Container[str]) -> list[Column]:
    """The columns without which a table is not of this kind; a net amount may be worked out of two others."""
    worked_out = {"net"} if kind == "invoices" and "quantity" in found and "unit_price" in found else set()
    return [
        column
        for column in SIMPLE[kind]
        if column.needed and column.field not in found and column.field not in worked_out
    ]


def _columns(kind: str, sheet: Sheet) -> dict[str, str]:
    found = columns_found(kind, sheet.header)
    missing = [column.title for column in lacking(kind, found)]
    if missing:
        raise InterpreterError(
            f"{sheet.file} lacks the column {' and the column '.join(missing)}: its columns are {', '.join(sheet.header[:30])}; "
            f"`itbot add --template {kind}` prints an empty table."
        )
    return found


def _moments(sheet: Sheet, asked: _Asked, found: dict[str, str]) -> dict[str, list[datetime | None]]:
    dated = [column for column in SIMPLE[asked.kind] if column.shape in ("moment", "day") and column.field in found]
    cells = {column.field: [_first_of_month(cell) for cell in sheet.column(found[column.field])] for column in dated}
    planned = asked.now is None or asked.kind != "history"
    orders = decide_orders(cells, tz=asked.tz, now=asked.now or _LATEST, planned=planned)
    moments = {}
    for column in dated:
        order = _order(orders[column.field], asked.date_order, f"{sheet.file}: ", found[column.field])
        reader = DateReader(asked.tz, order, _LATEST.year, without_clock=column.shape == "day")
        moments[column.field] = reader.column(cells[column.field])
    return moments


def _order(choice: DateOrder, told: str | None, where: str, header: str) -> str | None:
    if not choice.ambiguous and not choice.conflict:
        return choice.order
    if told and (choice.ambiguous or choice.mendable):
        return told
    if choice.conflict:
        raise InterpreterError(f"{where}the dates in the column {header} do not follow one order: {choice.conflict}.")
    raise DateOrderError(f"{where}is {choice.example} in the column {header} day first or month first?")


def _first_of_month(cell: Cell) -> Cell:
    """A month where a date is wanted ("September 2026") is its first day."""
    month = month_of(cell) if isinstance(cell, str) else None
    return f"{month}-01" if month else cell


def _fault(kind: str, row: Row, sheet: Sheet, at: int) -> str | None:
    if sheet.ragged.get(at, 0) > len(sheet.header):
        return "The row has more cells than the header: a stray delimiter may have moved its values."
    for column in SIMPLE[kind]:
        cell = row.cells.get(column.field)
        if is_missing(cell):
            if column.needed and column.field in row.cells:
                return f"The row has no {column.title}."
            continue
        if column.shape in ("moment", "day") and row.moments.get(column.field) is None:
            wanted = "a date with a time" if column.shape == "moment" else "a date"
            return f"The {column.title} {quoted(shown(cell))} cannot be read as {wanted}."
        if column.shape == "month" and month_of(cell) is None:
            return f"The {column.title} {quoted(shown(cell))} cannot be read as a month; write it as 2026-09."
    return None
