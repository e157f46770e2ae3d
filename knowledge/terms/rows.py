"""A table's rows with their headings joined, and the place of each row and cell in the document's text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.documents.model import Table
from knowledge.terms.wording import flat


@dataclass(frozen=True, slots=True)
class Body:
    """One body cell: its words, the joined headings above it, its column, and its place in the document's text."""

    text: str
    header: str
    column: int
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One body row, its cells from left to right (a merged cell once), and the place of its words."""

    cells: tuple[Body, ...]
    span: tuple[int, int]

    @property
    def text(self) -> str:
        """The words of the whole row."""
        return " | ".join(cell.text for cell in self.cells)


def headers(table: Table) -> tuple[str, ...]:
    """The joined headings of each column, every header row from the top, a merged heading said once."""
    width = max((len(row) for row in table.grid), default=0)
    found = []
    for column in range(width):
        parts = [flat(row[column]).strip() for row in table.grid[: table.header_rows] if column < len(row)]
        found.append(" ".join(dict.fromkeys(part for part in parts if part)))
    return tuple(found)


def body(table: Table, text: str) -> tuple[Row, ...]:
    """The body rows of a table whose linear words stand in `text`."""
    heads, places = headers(table), {(cell.row, cell.column): cell for cell in table.cells}
    cursor, rows = table.start, []
    for number, line in enumerate(table.grid[table.header_rows :], start=table.header_rows):
        cells = []
        for column, words in enumerate(line):
            if column and words and words == line[column - 1] and heads[column] == heads[column - 1]:
                continue
            known = places.get((number, column))
            span = (
                (known.start, known.end) if known and known.end > known.start else _find(text, words, cursor, table.end)
            )
            cursor = max(cursor, span[1]) if words.strip() and span != (table.start, table.end) else cursor
            cells.append(Body(flat(words).strip(), heads[column], column, span))
        rows.append(Row(tuple(cells), _row_span(cells, table)))
    return tuple(rows)


def _find(text: str, words: str, cursor: int, end: int) -> tuple[int, int]:
    """Where a cell's words stand after the cursor, spaces apart; an empty span at the cursor where they do not."""
    if not words.strip():
        return cursor, cursor
    found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, cursor, end)
    return (found.start(), found.end()) if found else (cursor, cursor)


def _row_span(cells: list[Body], table: Table) -> tuple[int, int]:
    filled = [cell.span for cell in cells if cell.span[1] > cell.span[0]]
    if not filled:
        return table.start, table.end
    return min(span[0] for span in filled), max(span[1] for span in filled)
