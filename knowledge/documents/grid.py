"""A grid of texts becomes a table: which rows are headers, which columns label the row, and each cell under its headers.

It refuses to guess a header where the first row looks like the others: then there are no header rows.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

Row = tuple[str, ...]


class Merged(str):
    """The words of a cell that is one with the cell on its left."""

    __slots__ = ()


_VALUE = re.compile(r"\d|^\s*(n/?a|none|nbd|[-–—])\s*$", re.IGNORECASE)


def rectangular(rows: list[list[str]]) -> tuple[Row, ...]:
    """Rows of equal width, without rows and columns that hold no text at all."""
    width = max((len(row) for row in rows), default=0)
    even = [row + [""] * (width - len(row)) for row in rows]
    even = [row for row in even if any(row)]
    kept = [c for c in range(width) if any(row[c] for row in even)]
    return tuple(tuple(row[c] for c in kept) for row in even)


def header_row_count(grid: tuple[Row, ...], marked: int | None = None) -> int:
    """How many rows on top are headers: as the file marks them, else those above the first row that holds values.

    A row whose cells are merged across (the same words side by side) is a header of the row below it.
    """
    if len(grid) < 2 or not grid[0]:
        return 0
    if marked:
        return min(marked, len(grid) - 1)
    count = _unmarked_headers(grid)
    return count if count < len(grid) else 0


def _unmarked_headers(grid: tuple[Row, ...]) -> int:
    count = 0
    while count < min(3, len(grid) - 1) and _spans(grid[count]):
        count += 1
    first = grid[count] if count < len(grid) else ()
    if not first or not _looks_like_header(first, grid[count + 1 :]):
        return 0 if not count or not _looks_like_header(first, ()) else count
    return count + 1


def _spans(row: Row) -> bool:
    """Whether two neighbours are one merged cell, but not the whole row."""
    return any(isinstance(cell, Merged) for cell in row) and not is_band(row)


def _looks_like_header(row: Row, below: tuple[Row, ...]) -> bool:
    if any(len(cell) > 90 or cell.endswith((".", ";")) for cell in row if len(row) > 1):
        return False
    if sum(1 for cell in row if cell) < max(1, len(row) - 1) or row[0].endswith(":"):
        return False
    if not below:
        return True
    values_above = sum(1 for cell in row[1:] if _VALUE.search(cell))
    values_below = max(sum(1 for cell in other[1:] if _VALUE.search(cell)) for other in below)
    if values_below > values_above:
        return True
    return values_above == 0 and (len(row) > 2 or _titles(row, below))


def _titles(row: Row, below: tuple[Row, ...]) -> bool:
    """Two columns without figures: a header only where its words are short beside what stands below."""
    known = {
        "term",
        "definition",
        "meaning",
        "item",
        "description",
        "service",
        "priority",
        "level",
        "party",
        "name",
        "role",
    }
    if any(word in known for cell in row for word in re.findall(r"[a-z]+", cell.lower())):
        return all(len(cell.split()) <= 4 for cell in row)
    return len(row[-1]) * 4 < sum(len(other[-1]) for other in below) / len(below)


def label_columns(grid: tuple[Row, ...], header_rows: int) -> int:
    """How many columns on the left label the row: one, and one more for each label that repeats downwards."""
    body = [row for row in grid[header_rows:] if not is_band(row)]
    if not body or len(body[0]) < 2:
        return 0
    count = 1
    while count < len(body[0]) - 1 and _repeats(body, count - 1) and not any(_VALUE.search(row[count]) for row in body):
        count += 1
    return count


def _repeats(body: list[Row], column: int) -> bool:
    return any(a[column] and a[column] == b[column] for a, b in itertools.pairwise(body))


def is_band(row: Row) -> bool:
    """A row merged right across: a title over the rows below it."""
    return len(row) > 1 and bool(row[0]) and all(isinstance(cell, Merged) for cell in row[1:])


def column_paths(grid: tuple[Row, ...], header_rows: int) -> tuple[tuple[str, ...], ...]:
    """For every column its headers from the top down, a merged header said once."""
    if not grid:
        return ()
    return tuple(_distinct(grid[r][c] for r in range(header_rows)) for c in range(len(grid[0])))


def row_path(row: Row, column: int, labels: int, band: str) -> tuple[str, ...]:
    """The words that label a cell's row: the band above it and its label columns to the left."""
    return _distinct((band, *row[: min(column, labels)]))


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for word in words:
        if word and (not kept or kept[-1] != word):
            kept.append(str(word))
    return tuple(kept)
