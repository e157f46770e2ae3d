"""A contract that was scanned is read by text recognition where that is installed, and never believed too much."""

import io
import subprocess

import pypdfium2
import pytest

from knowledge.documents import ocr
from knowledge.documents.model import UnreadableError

LINES = (
    "7.1 The Provider shall answer Priority 1 Incidents within 15 minutes.",
    "7.2 The Customer shall pay each invoice within 30 days of receipt.",
    "7.3 A Service Credit of 5 per cent is due where a Service Level is missed.",
)
CONFIDENCES = """level\tleft\ttop\twidth\theight\tconf\ttext
1\t0\t0\t2480\t3508\t-1\t
5\t300\t300\t100\t40\t96.1\twithin
5\t420\t300\t60\t40\t61.0\t15
5\t500\t300\t120\t40\t40.2\tminutes
5\t640\t300\t60\t40\t95.0\t30
"""


def scan(pdf: bytes) -> bytes:
    """The same pages as pictures, as a scanner would save them."""
    source = pypdfium2.PdfDocument(pdf)
    pictures = [page.render(scale=200 / 72).to_pil().convert("L") for page in source]
    held = io.BytesIO()
    pictures[0].save(held, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    return held.getvalue() + b"\n%%EOF"


@pytest.fixture
def scanned(make_pdf, draw):
    """One scanned page of three clauses."""
    return scan(make_pdf(["".join(draw(72, 72 + 40 * n, line) for n, line in enumerate(LINES))]))


@pytest.mark.skipif(not ocr.available(), reason="Tesseract is not installed.")
def test_a_scanned_contract_is_read_and_says_so(reading, scanned):
    """Its clauses come out word for word, and a sentence sends a person to the page for the figures."""
    document = reading("scan.pdf", scanned)
    for line in LINES:
        assert " ".join(line.split()[1:]) in " ".join(document.text.split())
    assert any("read by text recognition" in doubt for doubt in document.doubts)


def test_without_recognition_the_refusal_says_how_to_get_it(reading, scanned, monkeypatch):
    """One sentence: what is wrong, and what to install."""
    monkeypatch.setattr(ocr, "PROGRAM", "no-such-program")
    with pytest.raises(UnreadableError, match="apt-get install tesseract-ocr"):
        reading("scan.pdf", scanned)


def test_a_number_recognised_badly_is_marked_and_told_and_a_word_is_not():
    """A contract's figure is never taken from a smudge."""
    read = ocr.read_table(CONFIDENCES)
    assert [word.text for word in read.words] == ["within", "15[?]", "minutes", "30"]
    assert read.doubtful == ("15",)


def test_a_recognition_that_breaks_down_leaves_the_page_a_picture(reading, scanned, monkeypatch):
    """The program's failure is the same as its absence."""

    def broken(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("tesseract", 1)

    monkeypatch.setattr(ocr.subprocess, "run", broken)
    with pytest.raises(UnreadableError, match="looks scanned"):
        reading("scan.pdf", scanned)
