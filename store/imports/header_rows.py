"""Finds the row that names the columns, below any title rows; a table whose first row is data has no header."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from store.facts.common import InterpreterError
from store.imports.cells import Cell, CellRow, Grid
from store.imports.header_words import KNOWN
from store.imports.names import normal

_LOOKED_AT = 40
_NUMBERISH = re.compile(r"[-+(]?[£$€]?\s?\d[\d.,\s]*%?\)?")
_DATEISH = re.compile(r"\d{1,4}[-/.](\d{1,2}|[^\W\d_]{3,10})[-/.]\d{1,4}([T ,]+\d.*)?|\d{1,2} [^\W\d_]{3,10} \d{2,4}.*")


def find_header(file: str, grid: Grid) -> tuple[int, int]:
    """The position of the header row in the grid and its height (1, or 2 when a group row of merged cells is on top).

    Raises InterpreterError when there is no table or no header.
    """
    rows = grid.rows[:_LOOKED_AT]
    width = max((_filled(row) for row in rows), default=0)
    if width < 2:
        raise InterpreterError(f"{file} is not a table: no row has two filled cells.")
    wide = [place for place, row in enumerate(rows) if _filled(row) >= max(2, (width + 1) // 2) and _names_only(row)]
    place = _best(rows, wide)
    if place is None:
        raise InterpreterError(f"{file} has no header row: put the names of the columns above the data.")
    if _grouped(grid, place):
        return place, 2
    if place > 0 and any(top == place - 1 and right > left for top, left, _, right in grid.merged):
        return place - 1, 2
    return place, 1


def _best(rows: list[CellRow], wide: list[int]) -> int | None:
    """The row with the most known column names; failing those, the last row of names above the first row of data."""
    known = {place: sum(normal(cell) in KNOWN for cell in rows[place] if isinstance(cell, str)) for place in wide}
    best = max(wide, key=lambda place: (known[place], -place), default=None)
    if best is not None and known[best] >= 2:
        return best
    data = next((place for place, row in enumerate(rows) if _filled(row) >= 2 and not _names_only(row)), len(rows))
    above = [place for place in wide if place < data]
    return above[-1] if above and data < len(rows) else (above[0] if above else None)


def _grouped(grid: Grid, place: int) -> bool:
    """Whether this row spans groups of columns whose own names stand in the next row."""
    spans = any(top == place and right > left for top, left, _, right in grid.merged)
    return spans and place + 1 < len(grid.rows) and _names_only(grid.rows[place + 1])


def _filled(row: CellRow) -> int:
    return sum(1 for cell in row if cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace()))


def _names_only(row: CellRow) -> bool:
    return all(cell is None or _could_name(cell) for cell in row) and _filled(row) > 0


def _could_name(cell: Cell) -> bool:
    if isinstance(cell, bool | int | float | datetime | date | time | timedelta) or cell is None:
        return False
    text = cell.strip()
    if not text:
        return True
    return len(text) <= 120 and not _NUMBERISH.fullmatch(text) and not _DATEISH.fullmatch(text)
