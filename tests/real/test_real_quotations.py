"""Every sentence the library could quote from a real PDF stands on the page it names, by two other readers' word."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from knowledge.clauses import clauses
from knowledge.documents.reading import read
from knowledge.passages import passages_of
from knowledge.stemming import sentences

DATA = Path(__file__).parents[2].parent / "shared" / "data"
FILES = sorted(DATA.rglob("*.pdf"))
# How near its foot a page must be left for a sentence to go on overleaf, and the least a column's piece may hold.
FOOT, PIECE = 200, 6
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FILES, reason="The real documents are not beside the project."),
]


def squashed(text: str) -> str:
    """A text without white space and soft hyphens."""
    return re.sub(r"[\s\u00ad\ufffe\ufeff\u200b]+", "", text)


class Printed:
    """A PDF's pages as PDFium gives them in the file's order, and as pdfplumber lays them out; nothing of ours."""

    def __init__(self, file: Path) -> None:
        self.file = file
        source = pypdfium2.PdfDocument(file)
        self.plain = [squashed(page.get_textpage().get_text_range()) for page in source]

    @cached_property
    def laid_out(self) -> list[str]:
        """By place; slow, so only where the file's order does not serve."""
        with pdfplumber.open(self.file) as source:
            return [squashed(page.extract_text() or "") for page in source.pages]

    def holds(self, quote: str, page: int) -> bool:
        """Whether a quotation stands on a page, or begins at its foot and goes on overleaf; cells and lines one by one."""
        pieces = [squashed(piece) for piece in re.split(r"\n+| \| ", quote) if squashed(piece)]
        return self._stands(squashed(quote), page) or all(
            self._stands(piece, page) or self._stands(piece, page + 1) or self._in_columns(piece, page)
            for piece in pieces
        )

    def _stands(self, words: str, page: int) -> bool:
        return _on(words, page, self.plain) or _on(words, page, self.laid_out)

    def _in_columns(self, words: str, page: int) -> bool:
        """Whether a line printed across two columns stands there column by column."""
        cuts = range(PIECE, len(words) - PIECE)
        return any(words[:cut] in self.plain[page - 1] and words[cut:] in self.plain[page - 1] for cut in cuts)


def _on(words: str, page: int, pages: list[str]) -> bool:
    if page > len(pages):
        return False
    here, overleaf = pages[page - 1], pages[page] if page < len(pages) else ""
    return words in here or any(
        words[:cut] in here[-FOOT - cut :] and words[cut:] in overleaf for cut in range(1, len(words))
    )


def quotations(file: Path) -> Iterator[tuple[str, int | None]]:
    """Every sentence of every passage with the page that would be named beside it."""
    for passage in passages_of(clauses(read(file)), "X"):
        for offset, sentence in sentences(passage.text) or [(0, passage.text)]:
            yield sentence, passage.part_at(offset).page


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem[:40])
def test_every_quotation_stands_on_the_page_it_names(file: Path) -> None:
    """Without exception: a sentence on another page is as bad as one that is nowhere."""
    printed = Printed(file)
    quoted = list(quotations(file))
    assert quoted
    assert [(page, quote) for quote, page in quoted if page is None or not printed.holds(quote, page)] == []
