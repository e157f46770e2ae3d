"""Tables drawn with rules: pdfplumber finds the cells, the words come from the page as read, merged cells are repeated.

It looks only at pages that hold ruling lines, for it is slow; it refuses boxes of one row or one column.
"""

from __future__ import annotations

import ctypes
import io
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

from knowledge.documents.assembly import Grid
from knowledge.documents.grid import Merged, rectangular
from knowledge.documents.pdf_lines import Word, rows

Box = tuple[float, float, float, float]
_NEAR = 3.0
_MOST_SHAPES = 5_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A table where it stands on its page: its box (x0, top, x1, bottom) and the edges of its columns."""

    box: Box
    edges: tuple[float, ...]
    grid: Grid

    def holds(self, word: Word) -> bool:
        """Whether a word stands inside it."""
        return _inside(word, self.box)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page: whether rules run down as well as across, and where those across run (x0, x1, y)."""

    ruled: bool
    across: tuple[tuple[float, float, float], ...]


def drawn_on(page: Any) -> Drawn:
    """Looks at the lines and boxes of a page, without its words."""
    left_edge, _, right_edge, top_edge = page.get_bbox()
    margin = 0.03 * (right_edge - left_edge)
    across: list[tuple[float, float, float]] = []
    down = boxes = 0
    for shape in islice(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3), _MOST_SHAPES):
        left, bottom, right, top = shape.get_bounds()
        width, height = right - left, top - bottom
        inside = left > left_edge + margin and right < right_edge - margin
        if width > 20 and height < 3:
            across.append((left - left_edge, right - left_edge, top_edge - (top + bottom) / 2))
        down += height > 5 and width < 3 and inside
        boxes += width >= 3 and height >= 5 and inside and _outlined(shape)
    ruled = (len(across) >= 2 and down >= 2) or boxes >= 4 or (boxes > 0 and bool(across) and down > 0)
    return Drawn(ruled, tuple(across))


def _outlined(shape: Any) -> bool:
    """Whether a box has a border; a filled one is shading behind words, and no cell."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape.raw, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(stroke.value)


def _bordered(thing: dict[str, Any]) -> bool:
    shading = thing["object_type"] == "rect" and not thing.get("stroke") and min(thing["height"], thing["width"]) >= 3
    return not shading


class Ruler:
    """Finds ruled tables; the file is opened for it only once a page asks."""

    def __init__(self, data: bytes) -> None:
        """`data` is the whole PDF."""
        self._data = data
        self._source: Any = None
        self.failed: list[int] = []

    def tables(self, index: int, words: list[Word], box: Box) -> list[Placed]:
        """The ruled tables of a page, from the top; `box` is the page's box as its words are measured from."""
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its complaints about fonts are no news to a reader
        try:
            if self._source is None:
                self._source = pdfplumber.open(io.BytesIO(self._data))
            page = self._source.pages[index]
            if page.rotation:
                self.failed.append(index + 1)
                return []
            shift = (box[0] - page.mediabox[0], page.mediabox[3] - box[3])
            found = [
                _placed([_moved(cell, shift) for cell in table.cells], words, index + 1)
                for table in page.filter(_bordered).find_tables()
            ]
            page.close()
        except Exception:  # noqa: BLE001  # pdfminer has no common error; a page without its table is read as lines
            self.failed.append(index + 1)
            return []
        return sorted((table for table in found if table is not None), key=lambda t: t.box[1])

    def close(self) -> None:
        """Lets go of the file."""
        if self._source is not None:
            with suppress(Exception):  # it parses the file again to close it, and fails where reading failed
                self._source.close()


def _moved(cell: Box, shift: tuple[float, float]) -> Box:
    return (cell[0] - shift[0], cell[1] - shift[1], cell[2] - shift[0], cell[3] - shift[1])


def _inside(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _placed(cells: list[Box], words: list[Word], page: int) -> Placed | None:
    xs, ys = _edges(c for cell in cells for c in cell[::2]), _edges(c for cell in cells for c in cell[1::2])
    if len(xs) < 3 or len(ys) < 3:
        return None
    grid = [[""] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for cell in cells:
        text = _text([word for word in words if _inside(word, cell)])
        _fill(grid, text, (_at(cell[0], xs), _at(cell[2], xs)), (_at(cell[1], ys), _at(cell[3], ys)))
    even = rectangular(grid)
    if len(even) < 2 or len(even[0]) < 2:
        return None
    box = (xs[0], ys[0], xs[-1], ys[-1])
    return Placed(box, tuple(xs), Grid(even, page=page))


def _edges(values: Iterator[float]) -> list[float]:
    """Distinct edges, those that nearly touch counted as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _at(value: float, edges: list[float]) -> int:
    return min(range(len(edges)), key=lambda k: abs(edges[k] - value))


def _fill(grid: list[list[str]], text: str, across: tuple[int, int], down: tuple[int, int]) -> None:
    """Writes a cell into every place it covers."""
    for r in range(down[0], max(down[1], down[0] + 1)):
        for c in range(across[0], max(across[1], across[0] + 1)):
            if r < len(grid) and c < len(grid[r]):
                grid[r][c] = Merged(text) if c > across[0] else text


def _text(words: list[Word]) -> str:
    return " ".join(word.text for row in rows(words) for word in row)


def joined(tables: list[Placed]) -> Placed:
    """A table that runs over several pages as one; a header repeated on the next page is said once."""
    first = tables[0]
    lines = list(first.grid.rows)
    pages: list[tuple[int, int]] = []
    for table in tables[1:]:
        body = list(table.grid.rows)
        if body and [str(c) for c in body[0]] == [str(c) for c in lines[0]]:
            body = body[1:]
        if table.grid.page is not None:
            pages.append((table.grid.page, len(lines)))
        lines += body
    return Placed(first.box, first.edges, Grid(tuple(lines), page=first.grid.page, pages=tuple(pages)))


def continues(first: Placed, second: Placed) -> bool:
    """Whether a table on the next page has the same columns."""
    same = len(first.edges) == len(second.edges) and len(first.grid.rows[0]) == len(second.grid.rows[0])
    return same and all(abs(a - b) < 2 * _NEAR for a, b in zip(first.edges, second.edges, strict=True))
