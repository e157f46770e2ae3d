"""PDF files: words with their places read by PDFium, tables by their rules or by their columns, pages kept.

It refuses encrypted, damaged and scanned files: an empty reading of a contract would be worse than none.
"""

from __future__ import annotations

from typing import Any

import pypdfium2

from knowledge.documents.assembly import Reading
from knowledge.documents.layout import passages
from knowledge.documents.model import UnreadableError
from knowledge.documents.pdf_lines import Word, lines, words
from knowledge.documents.running import without_running_lines

_MOST_PAGES = 2_000
_SCANT = 50


def read_pdf(name: str, data: bytes) -> Reading:
    """Reads a PDF; UnreadableError where it is encrypted, damaged, too long, or a scan."""
    source = _opened(name, data)
    try:
        found = [_words(name, source, index) for index in range(len(source))]
    finally:
        source.close()
    _refuse_scan(name, found)
    pages = without_running_lines([lines(page, number) for number, page in enumerate(found, 1)])
    blocks = tuple(passages([line for page in pages for line in page]))
    return Reading(kind="pdf", blocks=blocks, doubts=tuple(_scant_pages(found)), page_count=len(found))


def _opened(name: str, data: bytes) -> Any:
    try:
        source = pypdfium2.PdfDocument(data)
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


def _words(name: str, source: Any, index: int) -> list[Word]:
    try:
        page = source[index]
        found = words(page)
        page.close()
    except pypdfium2.PdfiumError as trouble:
        raise UnreadableError(
            f"{name} cannot be read: its page {index + 1} is damaged; ask for the file again."
        ) from trouble
    return found


def _length(page: list[Word]) -> int:
    return sum(len(word.text) for word in page)


def _refuse_scan(name: str, found: list[list[Word]]) -> None:
    if 2 * sum(1 for page in found if _length(page) < _SCANT) > len(found):
        raise UnreadableError(
            f"{name} looks scanned: most of its pages hold a picture and no text; ask for the original file, or run text "
            "recognition over it and check the figures."
        )


def _scant_pages(found: list[list[Word]]) -> list[str]:
    scant = [str(number) for number, page in enumerate(found, 1) if _length(page) < _SCANT]
    if not scant:
        return []
    return [f"Page {', '.join(scant[:10])} holds almost no text and may be a picture: read it yourself."]
