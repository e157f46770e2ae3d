"""What every reader returns, whatever the file was: text with offsets, pages, numbers and tables; no meaning yet."""

from __future__ import annotations

from dataclasses import dataclass


class UnreadableError(Exception):
    """A file that cannot be read as a document: its text is one sentence with file, reason and remedy."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One body cell with the headers it stands under (all header rows, merged cells expanded) and its row's labels.

    `start`/`end` are its place in `Document.text`, so that a single cell can be quoted.
    """

    text: str
    row: int
    column: int
    row_path: tuple[str, ...] = ()
    column_path: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its words, its place in `Document.text`, and the number a reader sees before it.

    `number` is as printed ("7.2.1", "(a)", "Schedule 2", "A."), computed for automatic lists, None where there is
    none. `level` is its depth in the numbering (0 = outermost). `heading` marks a title set apart from body text.
    `list_id` names the automatic list it belongs to (levels of one list can be compared), None for a printed number.
    `strong` are the (start, end) offsets in `Document.text` of words set in bold. `contents` marks a line of the table
    of contents; `note` a footnote.
    """

    text: str
    start: int
    end: int
    page: int | None = None
    number: str | None = None
    level: int = 0
    heading: bool = False
    list_id: str | None = None
    strong: tuple[tuple[int, int], ...] = ()
    contents: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid of texts (merged cells repeated) with its body cells; `start`/`end` span its linear text."""

    grid: tuple[tuple[str, ...], ...]
    cells: tuple[Cell, ...]
    start: int
    end: int
    page: int | None = None
    title: str = ""
    notes: tuple[str, ...] = ()
    header_rows: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. `text` is the whole linear text, tables included, so that every quotation is a slice of it.

    `page_starts[i]` is the offset where page i+1 begins (empty where the format has no pages).
    `doubts` are sentences for a person: tracked changes, hidden text, a page that looks scanned.
    `changed` holds (before, after, offset) for each tracked change, both readings.
    """

    name: str
    kind: str
    sha256: str
    text: str
    blocks: tuple[Paragraph | Table, ...]
    page_starts: tuple[int, ...] = ()
    title: str = ""
    doubts: tuple[str, ...] = ()
    changed: tuple[tuple[str, str, int], ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) that holds a character offset; None where the format has no pages."""
        page = None
        for index, start in enumerate(self.page_starts):
            if start > offset:
                break
            page = index + 1
        return page
