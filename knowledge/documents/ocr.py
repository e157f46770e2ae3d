"""Text recognition for pages that are pictures: Tesseract, called as a program, where it is installed.

Every word comes with the confidence of its recognition. A number recognised without enough of it is marked "[?]" behind
its digits, so that nothing reads it as a figure of the contract: a person looks at the page.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import Any

from knowledge.documents.pdf_lines import Word

PROGRAM = "tesseract"
HOW_TO_GET = "install Tesseract (on Debian and Ubuntu: apt-get install tesseract-ocr) and add the file again"
DOTS_PER_INCH = 300
POINTS_PER_INCH = 72
SECONDS_A_PAGE = 120
# Below this a number is not believed; clean print at this size is recognised with 90 and more.
BELIEVED = 85.0
DOUBT_MARK = "[?]"
_NUMBER = re.compile(r"\d")
_LEVEL_WORD = "5"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of a page that was a picture, and the numbers among them that were recognised badly."""

    words: list[Word]
    doubtful: tuple[str, ...]


def available() -> bool:
    """Whether text can be recognised on this machine."""
    return shutil.which(PROGRAM) is not None


def recognised(page: Any) -> Recognised | None:
    """The words on a PDF page's picture with their places in points; None where recognition is absent or fails."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    picture = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil().convert("L")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    command = [program, "stdin", "stdout", "-l", "eng", "--dpi", str(DOTS_PER_INCH), "--psm", "4", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 a fixed command; the picture is its only input
            command, input=buffer.getvalue(), capture_output=True, check=True, timeout=SECONDS_A_PAGE
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return read_table(done.stdout.decode("utf-8", "replace"))


def read_table(told: str) -> Recognised:
    """Tesseract's table of words (tab-separated: level, place, confidence, text) as words in points."""
    words, doubtful = [], []
    for row in csv.DictReader(io.StringIO(told), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != _LEVEL_WORD or not text:
            continue
        doubted = bool(_NUMBER.search(text)) and float(row["conf"]) < BELIEVED
        if doubted:
            doubtful.append(text)
        words.append(_word(row, f"{text}{DOUBT_MARK}" if doubted else text))
    return Recognised(words, tuple(doubtful))


def _word(row: dict[str, Any], text: str) -> Word:
    scale = POINTS_PER_INCH / DOTS_PER_INCH
    left, top, width, height = (int(row[name]) * scale for name in ("left", "top", "width", "height"))
    return Word(text, left, left + width, top, top + height, round(height, 1), bold=False)
