"""The rows of a Word table with merged cells repeated, across (gridSpan) and down (vMerge)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from knowledge.documents.docx_numbering import value_of
from knowledge.documents.docx_package import W
from knowledge.documents.docx_runs import Clean
from knowledge.documents.grid import Merged, Row, rectangular

_MOST_COLUMNS = 100


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, also those inside content controls."""
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"}:
            yield from cells_of(child)


def expanded(rows: list[tuple[etree._Element, list[Clean]]]) -> tuple[Row, ...]:
    """The table as an even grid."""
    grid: list[list[str]] = []
    for row, cells in rows:
        line: list[str] = [""] * _whole(value_of(row.find(f"{W}trPr"), "gridBefore"))
        for cell, clean in zip(cells_of(row), cells, strict=True):
            line += _spread(cell, clean.text, above=grid[-1] if grid else [], at=len(line))
        grid.append(line)
    return rectangular(grid)


def _spread(cell: etree._Element, text: str, above: list[str], at: int) -> list[str]:
    properties = cell.find(f"{W}tcPr")
    span = min(max(_whole(value_of(properties, "gridSpan")), 1), _MOST_COLUMNS)
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    if merge is not None and merge.get(f"{W}val", "continue") != "restart" and not text and at < len(above):
        text = str(above[at])
    return [text, *(Merged(text) for _ in range(span - 1))]


def _whole(text: str | None) -> int:
    return min(int(text), _MOST_COLUMNS) if text and text.isdecimal() else 0
