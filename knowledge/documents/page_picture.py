"""The page of a contract as a picture, with the words that are cited marked as with a highlighter.

Works on the PDF's own bytes; a quotation is found by its letters and digits alone, since spaces, hyphens at line ends and
ligatures differ between a page and its text.
"""

from __future__ import annotations

import io
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import pypdfium2

WIDTH_PX = 1000
_MARK = (255, 214, 10)
_STRENGTH = 0.45
# Fewer letters than this on a page are chance, not a quotation that runs on from the page before.
_LEAST = 12


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG; `marked` says whether the words were found on it, `page` counts from 1."""

    png: bytes
    page: int
    marked: bool


Box = tuple[float, float, float, float]


def page_picture(data: bytes, page: int, quote: str = "", width: int = WIDTH_PX) -> Picture | None:
    """Page `page` (from 1) of a PDF, `width` pixels wide, with the part of `quote` that stands on it marked.

    None when the bytes are no PDF that can be opened or it has no such page.
    """
    try:
        source = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        if not 1 <= page <= len(source):
            return None
        sheet = source[page - 1]
        boxes = _boxes(sheet, quote) if quote else []
        return Picture(_drawn(sheet, boxes, width), page, bool(boxes))
    finally:
        source.close()


def _boxes(sheet: Any, quote: str) -> list[Box]:
    """The boxes (left, bottom, right, top in points) of the quoted characters, one a line."""
    text = sheet.get_textpage()
    letters, places = _letters(text.get_text_range())
    start, end = _span(letters, _letters(quote)[0])
    boxes: list[Box] = []
    for place in dict.fromkeys(places[start:end]):
        box = text.get_charbox(place)
        if boxes and _same_line(boxes[-1], box):
            boxes[-1] = _around(boxes[-1], box)
        else:
            boxes.append(box)
    return boxes


def _letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, folded, and for each the position it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character).casefold():
            if plain.isalnum():
                letters.append(plain)
                places.append(place)
    return "".join(letters), places


def _span(page: str, quote: str) -> tuple[int, int]:
    """Where the quotation stands among the page's letters: whole, or its beginning at the end, or its end at the top."""
    if not quote:
        return 0, 0
    whole = page.find(quote)
    if whole >= 0:
        return whole, whole + len(quote)
    begun = _longest(quote, lambda size: page.find(quote[:size]))
    ended = _longest(quote, lambda size: page.find(quote[-size:]))
    size = max(begun, ended)
    if size < _LEAST:
        return 0, 0
    start = page.find(quote[:size]) if size == begun else page.find(quote[-size:])
    return start, start + size


def _longest(quote: str, place_of: Any) -> int:
    """The greatest size for which the part stands on the page; a part of a part stands there too."""
    return bisect_right(range(1, len(quote) + 1), 0, key=lambda size: -1 if place_of(size) >= 0 else 1)


def _same_line(line: Box, box: Box) -> bool:
    return min(line[3], box[3]) - max(line[1], box[1]) > 0 and box[0] >= line[0] - 1


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _drawn(sheet: Any, boxes: list[Box], width: int) -> bytes:
    from PIL import Image, ImageChops, ImageDraw

    scale = width / sheet.get_width()
    picture = sheet.render(scale=scale).to_pil().convert("RGB")
    marks = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(marks)
    tint = tuple(round(255 - (255 - part) * _STRENGTH) for part in _MARK)
    left, _, _, top = sheet.get_cropbox()
    for box in boxes:
        corners = (
            (box[0] - left) * scale - 2,
            (top - box[3]) * scale - 2,
            (box[2] - left) * scale + 2,
            (top - box[1]) * scale + 2,
        )
        pen.rectangle(corners, fill=tint)
    out = io.BytesIO()
    ImageChops.multiply(picture, marks).save(out, "PNG", optimize=True)
    return out.getvalue()
