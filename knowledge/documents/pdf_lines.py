"""The words of a PDF page with their places, and the visual lines they form.

Source of positions: PDFium's text page; pages turned by /Rotate are turned back.
"""

from __future__ import annotations

import ctypes
import itertools
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from knowledge.documents.assembly import Span
from knowledge.documents.cleaning import visible
from knowledge.documents.layout import Line, Segment

_BOLD_WEIGHT = 600
_WIDE_GAP = 1.6
_LINE_END_HYPHEN = 2  # what PDFium gives for a hyphen that ends a line


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box (top grows downwards), its type size, and whether it is bold."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


class _Glyphs:
    """Asks PDFium for one page's letters."""

    def __init__(self, page: Any) -> None:
        self.page = page.get_textpage()
        self.raw = self.page.raw
        self.count = pdfium.FPDFText_CountChars(self.raw)
        self._box = pdfium.FS_RECTF()
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        left, bottom, right, top = page.get_bbox()
        self._edges = (left, bottom, right, top)
        self._turn = page.get_rotation()

    def letter(self, index: int) -> str:
        code = pdfium.FPDFText_GetUnicode(self.raw, index)
        if code == _LINE_END_HYPHEN:
            return "-"
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""

    def box(self, index: int) -> tuple[float, float, float, float]:
        """x0, x1, top, bottom as seen on the page."""
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self.raw, index, ctypes.byref(box))
        left, bottom, right, top = self._edges
        if self._turn == 90:
            return box.bottom - bottom, box.top - bottom, box.left - left, box.right - left
        if self._turn == 180:
            return right - box.right, right - box.left, box.bottom - bottom, box.top - bottom
        if self._turn == 270:
            return top - box.top, top - box.bottom, right - box.right, right - box.left
        return box.left - left, box.right - left, top - box.top, top - box.bottom

    def bold(self, index: int) -> bool:
        if pdfium.FPDFText_GetFontWeight(self.raw, index) >= _BOLD_WEIGHT:
            return True
        pdfium.FPDFText_GetFontInfo(self.raw, index, self._name, 256, ctypes.byref(self._flags))
        return b"bold" in self._name.value.lower() or b"black" in self._name.value.lower()


def words(page: Any) -> list[Word]:
    """A page's words in the order they are drawn, which for prose is the order they are read."""
    glyphs = _Glyphs(page)
    found: list[Word] = []
    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    first = 0
    for index in range(glyphs.count):
        letter = glyphs.letter(index)
        box = glyphs.box(index) if letter and not letter.isspace() else None
        if letters and (box is None or _apart(boxes[-1], box)):
            found.append(_word(letters, boxes, glyphs.bold(first)))
            letters, boxes = [], []
        if box is not None:
            if not letters:
                first = index
            letters.append(letter)
            boxes.append(box)
    if letters:
        found.append(_word(letters, boxes, glyphs.bold(first)))
    return [word for word in found if word.text]


def _apart(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    """Whether the next letter stands on another line or well away."""
    height = max(a[3] - a[2], 1.0)
    return b[2] > a[3] or b[3] < a[2] or b[0] - a[1] > 0.5 * height or b[0] < a[0] - 2 * height


def _word(letters: list[str], boxes: list[tuple[float, float, float, float]], bold: bool) -> Word:
    top, bottom = min(b[2] for b in boxes), max(b[3] for b in boxes)
    return Word(
        visible("".join(letters)),
        min(b[0] for b in boxes),
        max(b[1] for b in boxes),
        top,
        bottom,
        max(boxes[0][3] - boxes[0][2], 1.0),
        bold,
    )


def rows(found: list[Word]) -> list[list[Word]]:
    """Words by visual row, from the top; within a row from the left."""
    lined: list[list[Word]] = []
    for word in sorted(found, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        middle = (word.top + word.bottom) / 2
        for row in reversed(lined[-3:]):
            if row[0].top < middle < row[0].bottom and word.top < (row[0].top + row[0].bottom) / 2 < word.bottom:
                row.append(word)
                break
        else:
            lined.append([word])
    return [sorted(row, key=lambda w: w.x0) for row in lined]


def lines(found: list[Word], page: int) -> list[Line]:
    """The visual lines of a page, column after column where it is set in two."""
    ordered: list[Line] = []
    for column in _columns(found):
        ordered += [Line(_segments(row), page, sum(w.size for w in row) / len(row)) for row in rows(column)]
    return ordered


def _segments(row: list[Word]) -> tuple[Segment, ...]:
    groups: list[list[Word]] = []
    for word in row:
        if groups and word.x0 - groups[-1][-1].x1 <= _WIDE_GAP * 0.8 * word.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    return tuple(_segment(group) for group in groups)


def _segment(group: list[Word]) -> Segment:
    text = ""
    bold: list[Span] = []
    for word in group:
        at = len(text) + 1 if text else 0
        text = f"{text} {word.text}" if text else word.text
        if word.bold:
            if bold and bold[-1][1] == at - 1:
                bold[-1] = (bold[-1][0], len(text))
            else:
                bold.append((at, len(text)))
    top, bottom = min(w.top for w in group), max(w.bottom for w in group)
    return Segment(text, group[0].x0, group[-1].x1, top, bottom, tuple(bold))


def _columns(found: list[Word]) -> list[list[Word]]:
    """One list of words, or several where the page is set in two columns: bands of full width stay between them."""
    gutter = _gutter(found)
    if gutter is None:
        return [found]
    parts: list[list[Word]] = []
    left: list[Word] = []
    right: list[Word] = []
    for row in rows(found):
        crossing = any(w.x0 < gutter < w.x1 for w in row) or _bridges(row, gutter)
        if crossing:
            parts += [part for part in (left, right, row) if part]
            left, right = [], []
        else:
            left += [w for w in row if w.x1 <= gutter]
            right += [w for w in row if w.x0 >= gutter]
    return [*parts, *(part for part in (left, right) if part)]


def _bridges(row: list[Word], gutter: float) -> bool:
    """Whether a row runs through the gutter with no more than a word's gap there."""
    before = [w for w in row if w.x1 <= gutter]
    after = [w for w in row if w.x0 >= gutter]
    return bool(before and after) and after[0].x0 - before[-1].x1 < 0.6 * before[-1].size


def _gutter(found: list[Word]) -> float | None:
    """The middle of the empty strip between two columns of prose; None for a page set in one, or for a table.

    Columns of prose are drawn one after the other; the cells of a table are drawn row by row.
    """
    if len(found) < 80:
        return None
    left, right = min(w.x0 for w in found), max(w.x1 for w in found)
    lined = rows(found)
    best: tuple[int, float] | None = None
    for step in range(30, 76):
        x = left + (right - left) * step / 100
        crossed = sum(1 for row in lined if any(w.x0 < x < w.x1 for w in row) or _bridges(row, x))
        if best is None or crossed < best[0]:
            best = (crossed, x)
    if best is None or best[0] > 0.2 * len(lined):
        return None
    sides = [w.x0 >= best[1] for w in found]
    swaps = sum(1 for a, b in itertools.pairwise(sides) if a != b)
    both = sum(1 for row in lined if any(w.x1 <= best[1] for w in row) and any(w.x0 >= best[1] for w in row))
    few_swaps = swaps <= max(0.35 * both, 4)
    return best[1] if both >= 4 and few_swaps and _is_prose(lined, best[1]) else None


def _is_prose(lined: list[list[Word]], gutter: float) -> bool:
    """Whether the wider side of a gutter holds lines of running text, as a table's column does not."""
    left = [sum(len(w.text) + 1 for w in row if w.x1 <= gutter) for row in lined]
    right = [sum(len(w.text) + 1 for w in row if w.x0 >= gutter) for row in lined]
    return max(sum(1 for n in left if n > 30), sum(1 for n in right if n > 30)) >= 5
