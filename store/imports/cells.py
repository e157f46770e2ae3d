"""What a cell can hold, and a grid of them; shared by the readers of text files and of workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | datetime | date | time | timedelta | None
# A tuple, because the collector of garbage stops looking into tuples of plain values: half the time on large files.
CellRow = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells with their row numbers in the file; `merged` are (top, left, bottom, right), from 0, in rows."""

    rows: list[CellRow]
    numbers: Sequence[int]
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def spread(self, place: int) -> list[Cell]:
        """One row with the value of every merged cell repeated over the columns it covers."""
        row = list(self.rows[place])
        for top, left, bottom, right in self.merged:
            if top <= place <= bottom and left < len(row):
                value = self.rows[top][left]
                row[left : right + 1] = [value] * (min(right, len(row) - 1) - left + 1)
        return row
