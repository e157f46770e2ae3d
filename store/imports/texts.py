"""A small table as a grid of texts, as a person sees it: a cell shown as 95% is "95%", not 0.95."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

from store.facts.common import InterpreterError
from store.imports.sheets import shown
from store.imports.workbooks import damage_told, opened

_MOST_ROWS = 20_000


def grid_of(path: Path) -> list[list[str]]:
    """Every row of a CSV or of a workbook's first worksheet with cells, blank rows included so that rows keep their number."""
    with path.open("rb") as file:
        if not file.read(2).startswith(b"PK"):
            from store.imports.delimited import decoded, parsed

            text, _ = decoded(path)
            grid, _, _ = parsed(path.name, text)
            return [[shown(cell) for cell in row] for row in grid.rows]
    return _of_workbook(path)


def _of_workbook(path: Path) -> list[list[str]]:
    from openpyxl import load_workbook

    names = opened(path).names
    with damage_told(path):
        book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
        for name in names:
            grid = [
                [_as_seen(cell.value, cell.number_format) if cell.value is not None else "" for cell in row]
                for row in book[name].iter_rows(max_row=_MOST_ROWS)
            ]
            if any(any(row) for row in grid):
                return grid
    raise InterpreterError(f"{path.name} holds no worksheet with cells in it.")


def _as_seen(value: Any, number_format: str) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in number_format:
        return f"{(Decimal(str(value)) * 100).normalize():f}%"
    return shown(value) if isinstance(value, str | int | float | bool) or hasattr(value, "isoformat") else str(value)
