"""PDF files: words with their places read by PDFium, tables by their rules or by their columns, pages kept.

A page that is a picture is read by text recognition where that is installed, and a sentence says so. It refuses
encrypted and damaged files, and scans it cannot recognise: an empty reading of a contract would be worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2

from knowledge.documents import ocr
from knowledge.documents.assembly import Grid, Reading
from knowledge.documents.columns import with_tables
from knowledge.documents.layout import Line, passages
from knowledge.documents.model import UnreadableError
from knowledge.documents.pdf_bands import Rule, banded
from knowledge.documents.pdf_lines import Word, lines, words
from knowledge.documents.pdf_tables import Placed, Ruler, continues, drawn_on, joined
from knowledge.documents.running import without_running_lines

_MOST_PAGES = 2_000
_SCANT = 50


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as read: its words, the tables drawn on it; for one `seen` by recognition the numbers it is unsure of."""

    words: list[Word]
    tables: list[Placed]
    seen: bool = False
    doubtful: tuple[str, ...] = ()

    def loose(self) -> list[Word]:
        """The words that stand in no table."""
        return [word for word in self.words if not any(table.holds(word) for table in self.tables)]


def read_pdf(name: str, data: bytes) -> Reading:
    """Reads a PDF; UnreadableError where it is encrypted, damaged, too long, or a scan that cannot be recognised."""
    source, ruler = _opened(name, data), Ruler(data)
    try:
        found = [_page(name, source, index, ruler) for index in range(len(source))]
    finally:
        source.close()
        ruler.close()
    _refuse_scan(name, found)
    pages = without_running_lines([lines(page.loose(), number) for number, page in enumerate(found, 1)])
    items, doubts = _items(pages, [page.tables for page in found])
    blocks = tuple(passages(items))
    told = [f"The tables on page {page} could not be read as tables: read them yourself." for page in ruler.failed]
    return Reading(
        kind="pdf",
        blocks=blocks,
        doubts=(*_seen_pages(found), *_scant_pages(found), *told, *doubts),
        page_count=len(found),
    )


def _items(pages: list[list[Line]], tables: list[list[Placed]]) -> tuple[list[Line | Grid], list[str]]:
    """Lines and tables in reading order; a table that goes on over the page is one table."""
    items: list[Line | Grid] = []
    doubts: list[str] = []
    last: list[Placed] = []
    for page, drawn in zip(pages, tables, strict=True):
        waiting = list(drawn)
        while last and waiting and continues(last[-1], waiting[0]) and not _above(page, waiting[0]):
            last.append(waiting.pop(0))
            items[-1] = joined(last).grid
        below = 0
        for table in waiting:
            cut = _cut(page, table, below)
            some, told = with_tables(page[below:cut])
            items += [*some, table.grid]
            doubts += told
            below = cut
        rest, told = with_tables(page[below:])
        items += rest
        doubts += told
        if rest:
            last = []
        elif waiting:
            last = [waiting[-1]]
    return items, doubts


def _above(page: list[Line], table: Placed) -> bool:
    """Whether a line of text stands above a table."""
    return any(line.bottom <= table.box[1] + 2 for line in page)


def _cut(page: list[Line], table: Placed, after: int) -> int:
    """The position of the first line below a table's upper edge."""
    below = (k for k in range(after, len(page)) if page[k].top >= table.box[1] - 2)
    return next(below, len(page))


def _opened(name: str, data: bytes) -> Any:
    try:
        source = pypdfium2.PdfDocument(data if b"%%EOF" in data[-2048:] else data[:0])
        count = len(source)
    except pypdfium2.PdfiumError as trouble:
        if "password" in str(trouble).lower() or "security" in str(trouble).lower():
            raise UnreadableError(
                f"{name} is protected by a password; save it without one and add that copy."
            ) from trouble
        raise UnreadableError(
            f"{name} cannot be read: the PDF is damaged or cut short; ask for it again and add that copy."
        ) from trouble
    if count == 0:
        raise UnreadableError(f"{name} has no pages; ask for the file again and add that copy.")
    if count > _MOST_PAGES:
        raise UnreadableError(
            f"{name} has {count:,} pages, more than a contract; add the contract's pages as a file of their own."
        )
    return source


def _page(name: str, source: Any, index: int, ruler: Ruler) -> _Page:
    try:
        page = source[index]
        found, seen = words(page), False
        doubtful: tuple[str, ...] = ()
        if sum(len(word.text) for word in found) < _SCANT and _is_picture(page):
            read = ocr.recognised(page)
            if read is not None and read.words:
                found, seen, doubtful = read.words, True, read.doubtful
        tables = _tables(page, found, index, ruler) if found and not seen else []
        page.close()
    except pypdfium2.PdfiumError as trouble:
        raise UnreadableError(
            f"{name} cannot be read: its page {index + 1} is damaged; ask for the file again."
        ) from trouble
    return _Page(found, tables, seen, doubtful)


def _is_picture(page: Any) -> bool:
    """Whether a picture is drawn on a page."""
    return any(page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2))


def _tables(page: Any, found: list[Word], index: int, ruler: Ruler) -> list[Placed]:
    """The tables drawn on a page: ruled both ways, else ruled across."""
    drawn = drawn_on(page)
    tables = ruler.tables(index, found, page.get_bbox()) if drawn.ruled else []
    free = [word for word in found if not any(table.holds(word) for table in tables)]
    if not page.get_rotation():
        tables += banded([Rule(*rule) for rule in drawn.across], free, index + 1)
    return sorted(tables, key=lambda table: table.box[1])


def _length(page: _Page) -> int:
    return sum(len(word.text) for word in page.words)


def _refuse_scan(name: str, found: list[_Page]) -> None:
    if 2 * sum(1 for page in found if _length(page) < _SCANT) > len(found):
        raise UnreadableError(
            f"{name} looks scanned: most of its pages hold a picture and no text; ask for the original file, or "
            f"{ocr.HOW_TO_GET}."
        )


def _seen_pages(found: list[_Page]) -> list[str]:
    """That pages were read by recognition, and which numbers on them are not to be believed."""
    seen = [str(number) for number, page in enumerate(found, 1) if page.seen]
    if not seen:
        return []
    told = [
        f"Page {', '.join(seen[:10])} is a picture and was read by text recognition: check the figures on the page."
    ]
    for number, page in enumerate(found, 1):
        if page.doubtful:
            named = ", ".join(page.doubtful[:10])
            told.append(f"On page {number} these were read with little certainty and are marked [?]: {named}.")
    return told


def _scant_pages(found: list[_Page]) -> list[str]:
    scant = [str(number) for number, page in enumerate(found, 1) if _length(page) < _SCANT]
    if not scant:
        return []
    return [f"Page {', '.join(scant[:10])} holds almost no text and may be a picture: read it yourself."]
