"""A cited clause can be seen on its page: the words are marked there, and nothing else is."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from knowledge.documents.page_picture import page_picture

WORDS = ("The Supplier shall answer a Priority 1 Incident", "within 15 minutes, and shall keep the Customer in-", "formed every hour until it is resolved.")  # fmt: skip


def _yellow(png: bytes) -> np.ndarray:
    """Where the picture is the highlighter's yellow, by pixel."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    return (pixels[..., 0] > 230) & (pixels[..., 2] < 160)


def _page(draw, lines=WORDS):
    return "".join(draw(72, 100 + 14 * n, words) for n, words in enumerate(lines))


def test_the_quoted_words_are_marked_and_the_rest_of_the_page_is_not(make_pdf, draw):
    """The mark lies over the second line alone, where the quotation stands."""
    picture = page_picture(make_pdf([_page(draw)]), 1, "within 15 minutes")
    assert picture.marked
    rows = np.flatnonzero(_yellow(picture.png).any(axis=1))
    height = Image.open(io.BytesIO(picture.png)).height
    assert 0.12 < rows[0] / height < rows[-1] / height < 0.16
    assert not _yellow(page_picture(make_pdf([_page(draw)]), 1).png).any()


def test_words_broken_over_lines_are_marked_as_the_contract_reads(make_pdf, draw):
    """A hyphen at the end of a line and the line's end itself do not hide a quotation."""
    picture = page_picture(make_pdf([_page(draw)]), 1, "shall keep the Customer informed every hour")
    rows = np.flatnonzero(_yellow(picture.png).any(axis=1))
    assert picture.marked
    assert rows[-1] - rows[0] > 20


def test_a_clause_that_runs_over_the_page_is_marked_on_both(make_pdf, draw):
    """Its beginning is marked at the foot of one page, its end at the head of the next."""
    data = make_pdf([_page(draw, WORDS[:2]), _page(draw, WORDS[2:])])
    whole = "within 15 minutes, and shall keep the Customer in- formed every hour until it is resolved."
    assert [page_picture(data, page, whole).marked for page in (1, 2)] == [True, True]


def test_words_that_are_not_on_the_page_are_not_marked(make_pdf, draw):
    """The page is shown all the same, and says that nothing is marked."""
    picture = page_picture(make_pdf([_page(draw)]), 1, "a service credit of ten per cent")
    assert not picture.marked
    assert not _yellow(picture.png).any()


def test_what_is_no_pdf_or_has_no_such_page_gives_no_picture(make_pdf, draw):
    """A Word file, a cut file and page 9 of 1 are refused without a crash."""
    assert page_picture(b"PK\x03\x04", 1, "words") is None
    assert page_picture(make_pdf([_page(draw)]), 9, "words") is None
