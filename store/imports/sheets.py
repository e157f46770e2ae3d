"""A table file as rows of cells: delimiter, encoding, header row and row numbers; what a column means is not decided here.

Every way of failing is one InterpreterError sentence. Cells keep their type where the file has one (Excel dates and
numbers); text stays text, so "007" is never turned into 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from store.facts.common import InterpreterError
from store.imports import delimited, workbooks
from store.imports.cells import Cell, CellRow, Grid
from store.imports.header_rows import find_header
from store.imports.header_words import KNOWN
from store.imports.names import normal, numbered_apart

BIGGEST_FILE = 512 * 1024 * 1024
_STARTS = {
    b"%PDF": "is a PDF, not a table",
    b"\x89PNG": "is a picture, not a table",
    b"\xff\xd8\xff": "is a picture, not a table",
    b"{\\rtf": "is a text document, not a table",
    b"SQLite format 3": "is a database file, not a table",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: `rows` hold a cell for every column of `header`; `numbers` are their row numbers in the file.

    `ragged` gives, by position in `rows`, the number of cells a row really had when it was not the header's.
    `uncalculated` counts formulas that the file holds without a result.
    """

    file: str
    header: tuple[str, ...]
    rows: list[CellRow]
    numbers: Sequence[int]
    header_row: int
    delimiter: str | None = None
    encoding: str | None = None
    name: str | None = None
    other_sheets: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    ragged: dict[int, int] = field(default_factory=dict)
    cut_short: bool = False
    uncalculated: int = 0
    _columns: dict[str, list[Cell]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _values: dict[str, list[Cell]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def column(self, header: str) -> list[Cell]:
        """Every cell of one column, from the first row to the last."""
        if header not in self._columns:
            place = self.header.index(header)
            self._columns[header] = [row[place] for row in self.rows]
        return self._columns[header]

    def picked(self, header: str, positions: list[int]) -> list[Cell]:
        """The cells of one column in some rows only."""
        place = self.header.index(header)
        rows = self.rows
        return [rows[position][place] for position in positions]

    def values(self, header: str) -> list[Cell]:
        """The different cells of one column, in order of appearance."""
        if header not in self._values:
            self._values[header] = list(dict.fromkeys(self.column(header)))
        return self._values[header]


def read_sheet(path: Path, *, sheet: str | None = None) -> Sheet:
    """The table in a CSV, TSV, .csv.gz, XLSX or XLS file.

    `sheet` names a worksheet; without it the one with the most column names that we know is taken, since a summary
    often stands before the list.

    Raises InterpreterError with one sentence when the file is missing, empty, locked, cut off or not a table.
    """
    start = _opening(path)
    for magic, reason in _STARTS.items():
        if start.startswith(magic):
            raise InterpreterError(f"{path.name} {reason}; export the list as CSV or XLSX.")
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _from_workbook(path, sheet)
    if start.lstrip()[:15].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise InterpreterError(f"{path.name} is a web page or XML saved under another name; export it as CSV or XLSX.")
    return _from_text(path)


def _opening(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise InterpreterError(f"{path.name} cannot be opened: {error.strerror or error}.") from error
    if not start.strip():
        raise InterpreterError(f"{path.name} is empty; export it again.")
    if size > BIGGEST_FILE:
        raise InterpreterError(f"{path.name} is larger than 512 MB; export a shorter span of time.")
    return start


def _from_text(path: Path) -> Sheet:
    text, encoding = delimited.decoded(path)
    grid, delimiter, whole = delimited.parsed(path.name, text)
    return _table(path.name, grid, _Reading(delimiter, encoding, whole=whole))


def _from_workbook(path: Path, wanted: str | None) -> Sheet:
    book = workbooks.opened(path)
    names = [wanted] if wanted else book.names
    tables: list[Sheet] = []
    failure: InterpreterError | None = None
    for name in names:
        grid, uncalculated = book.grid(name)
        others = tuple(other for other in book.names if other != name)
        try:
            tables.append(_table(path.name, grid, _Reading(name=name, other_sheets=others, uncalculated=uncalculated)))
        except InterpreterError as error:
            failure = failure or error
    if not tables:
        raise failure or InterpreterError(f"{path.name} holds no worksheet with cells in it.")
    return max(tables, key=lambda table: sum(normal(name) in KNOWN for name in table.header))


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a grid was come by."""

    delimiter: str | None = None
    encoding: str | None = None
    name: str | None = None
    other_sheets: tuple[str, ...] = ()
    uncalculated: int = 0
    whole: bool = True


def _table(file: str, grid: Grid, how: _Reading) -> Sheet:
    place, height = find_header(file, grid)
    header = numbered_apart(_header_names(grid, place, height))
    first = place + height
    kept = [position for position in range(first, len(grid.rows)) if _holds_something(grid.rows[position])]
    rows, ragged = _squared([grid.rows[position] for position in kept], len(header))
    if not rows:
        raise InterpreterError(f"{file} has a header but no rows below it.")
    return Sheet(
        file=file,
        header=header,
        rows=rows,
        numbers=[grid.numbers[position] for position in kept],
        header_row=grid.numbers[first - 1],
        delimiter=how.delimiter,
        encoding=how.encoding,
        name=how.name,
        other_sheets=how.other_sheets,
        above=tuple(" ".join(shown(cell) for cell in row if not is_blank(cell)) for row in grid.rows[:place]),
        ragged=ragged,
        cut_short=not how.whole and (len(rows) - 1) in ragged,
        uncalculated=how.uncalculated,
    )


def _holds_something(row: CellRow) -> bool:
    return any(row) or any(not is_blank(cell) for cell in row)


def _header_names(grid: Grid, place: int, height: int) -> list[str]:
    top = grid.spread(place)
    names = [shown(cell) for cell in top]
    if height == 1:
        return names
    below = [shown(cell) for cell in grid.rows[place + 1]]
    width = max(len(names), len(below))
    names += [""] * (width - len(names))
    below += [""] * (width - len(below))
    return [
        f"{group}: {own}" if group and own and group != own else own or group
        for group, own in zip(names, below, strict=True)
    ]


def _squared(rows: list[CellRow], width: int) -> tuple[list[CellRow], dict[int, int]]:
    """Every row brought to the header's width, and which rows really had more or fewer cells."""
    ragged: dict[int, int] = {}
    for position, row in enumerate(rows):
        if len(row) == width:
            continue
        if len(row) < width:
            ragged[position] = len(row)
            rows[position] = row + ("",) * (width - len(row))
        else:
            if not all(is_blank(cell) for cell in row[width:]):
                ragged[position] = len(row)
            rows[position] = row[:width]
    return rows, ragged


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing but space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: Cell) -> str:
    """A cell as the text a person would type: 12.0 from a spreadsheet is "12"."""
    match cell:
        case None:
            return ""
        case str():
            return cell.strip()
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime():
            return cell.isoformat(sep=" ")
        case date() | time() | timedelta() | int() | float():
            return str(cell)
