"""Passages and grids, in reading order, become one Document whose every block is an exact slice of its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from knowledge.documents import grid as tabular
from knowledge.documents.model import Cell, Document, Paragraph, Table
from knowledge.numbering import printed_number

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph on its way: clean words, with offsets counted from its own beginning.

    `pages` says which page begins at which offset inside it; `changed` holds (before, after, offset); `plain` words
    (a line out of an unclear table) open no clause, whatever they begin with.
    """

    text: str
    page: int | None = None
    number: str | None = None
    level: int = 0
    heading: bool = False
    list_id: str | None = None
    strong: tuple[Span, ...] = ()
    contents: bool = False
    note: bool = False
    pages: tuple[Span, ...] = ()
    changed: tuple[tuple[str, str, int], ...] = ()
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on its way: rows of texts, merged cells already repeated; `marked` header rows where the file says so."""

    rows: tuple[tuple[str, ...], ...]
    page: int | None = None
    title: str = ""
    notes: tuple[str, ...] = ()
    marked: int | None = None
    pages: tuple[Span, ...] = ()
    changed: tuple[tuple[str, str, int], ...] = ()


@dataclass(slots=True)
class _Sheet:
    """The text as it grows, with the pages that began."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[int] = field(default_factory=list)

    def add(self, words: str) -> int:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start

    def turn(self, page: int | None, offset: int) -> None:
        while page is not None and len(self.starts) < page:
            self.starts.append(0 if not self.starts else offset)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format's reader hands over: its blocks, its title, and what a person should know."""

    kind: str
    blocks: tuple[Passage | Grid, ...]
    title: str = ""
    doubts: tuple[str, ...] = ()
    page_count: int = 0


def document(name: str, data: bytes, reading: Reading) -> Document:
    """The Document of a reading; printed numbers are noticed here, alike for every format."""
    sheet = _Sheet()
    blocks: list[Paragraph | Table] = []
    changed: list[tuple[str, str, int]] = []
    for piece in reading.blocks:
        if blocks:
            sheet.add("\n\n")
        sheet.turn(piece.page, sheet.length)
        changed += [(before, after, sheet.length + at) for before, after, at in piece.changed]
        blocks.append(_paragraph(piece, sheet) if isinstance(piece, Passage) else _table(_titled(piece, blocks), sheet))
    if sheet.starts:
        sheet.turn(reading.page_count, sheet.length)
    return Document(
        name=name,
        kind=reading.kind,
        sha256=hashlib.sha256(data).hexdigest(),
        text="".join(sheet.parts),
        blocks=tuple(blocks),
        page_starts=tuple(sheet.starts),
        title=reading.title or _first_heading(blocks),
        doubts=reading.doubts,
        changed=tuple(changed),
    )


def _titled(piece: Grid, before: list[Paragraph | Table]) -> Grid:
    """A table with the caption above it ("Table 2: Response times", or a short title) as its title."""
    last = before[-1] if before else None
    if piece.title or not isinstance(last, Paragraph) or len(last.text) > 120:
        return piece
    captioned = re.match(r"table\s+\w{1,4}\b", last.text, re.IGNORECASE) is not None
    return replace(piece, title=last.text) if captioned or last.heading else piece


def _paragraph(piece: Passage, sheet: _Sheet) -> Paragraph:
    start = sheet.add(piece.text)
    for page, offset in piece.pages:
        sheet.turn(page, start + offset)
    unnumbered = piece.number is not None or piece.contents or piece.note or piece.plain
    number = piece.number if unnumbered else printed_number(piece.text)
    return Paragraph(
        text=piece.text,
        start=start,
        end=sheet.length,
        page=piece.page,
        number=number,
        level=piece.level,
        heading=piece.heading,
        list_id=piece.list_id,
        strong=tuple((start + a, start + b) for a, b in piece.strong),
        contents=piece.contents,
        note=piece.note,
    )


def _table(piece: Grid, sheet: _Sheet) -> Table:
    start = sheet.length
    rows, header_rows = piece.rows, tabular.header_row_count(piece.rows, piece.marked)
    places = [_row_words(row, index, piece, sheet) for index, row in enumerate(rows)]
    return Table(
        grid=tuple(tuple(str(cell) for cell in row) for row in rows),
        cells=tuple(_cells(rows, header_rows, places)),
        start=start,
        end=sheet.length,
        page=piece.page,
        title=piece.title,
        notes=piece.notes,
        header_rows=header_rows,
    )


def _row_words(row: tuple[str, ...], index: int, piece: Grid, sheet: _Sheet) -> list[Span]:
    """Writes a row ("a | b | c", a merged cell once) and says where each of its cells stands."""
    if index:
        sheet.add("\n")
    for page, first_row in piece.pages:
        if first_row == index:
            sheet.turn(page, sheet.length)
    places: list[Span] = []
    for column, words in enumerate(row):
        if isinstance(words, tabular.Merged):
            places.append(places[-1])
            continue
        if column:
            sheet.add(" | ")
        begin = sheet.add(words)
        places.append((begin, sheet.length))
    return places


def _cells(rows: tuple[tuple[str, ...], ...], header_rows: int, places: list[list[Span]]) -> Iterable[Cell]:
    labels = tabular.label_columns(rows, header_rows)
    paths = tabular.column_paths(rows, header_rows)
    band = ""
    for r in range(header_rows, len(rows)):
        if tabular.is_band(rows[r]):
            band = rows[r][0]
        for c, words in enumerate(rows[r]):
            above = "" if tabular.is_band(rows[r]) else band
            path = tabular.row_path(rows[r], c, labels, above)
            yield Cell(str(words), r, c, path, paths[c], *places[r][c])


def _first_heading(blocks: list[Paragraph | Table]) -> str:
    return next((b.text for b in blocks[:12] if isinstance(b, Paragraph) and b.heading and len(b.text) < 150), "")


def at_page(piece: Passage | Grid, page: int) -> Passage | Grid:
    """The same piece on a page."""
    return replace(piece, page=page)
