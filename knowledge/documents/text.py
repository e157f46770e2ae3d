"""Plain text: its encoding found, its lines read as a page of typewriting."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.documents.assembly import Grid, Reading
from knowledge.documents.cleaning import visible
from knowledge.documents.columns import with_tables
from knowledge.documents.layout import Line, Segment, passages
from knowledge.documents.model import UnreadableError

_EMPTY_LINE = 9
# A line so long holds whole paragraphs; a number of a clause set apart in it begins one whose line break was lost.
_LONG = 300
_RUN_ON = re.compile(r"\s{3,}(?=\d{1,2}\.(?:\d{1,2}\.?)*\s+[A-Z])")


def decoded(name: str, data: bytes) -> str:
    """The text of a file in whatever encoding it was saved; UnreadableError where none fits."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        if best is None:
            raise UnreadableError(
                f"{name} is not text in any known encoding; save it as UTF-8 text or as PDF."
            ) from None
        text = str(best)
    if text.count("\x00") * 20 > len(text):
        raise UnreadableError(
            f"{name} is not text, whatever its name says; open it in the program that made it and save it as PDF."
        )
    return text


def read_text(name: str, data: bytes) -> Reading:
    """Reads a text file; a form feed turns the page."""
    pages = decoded(name, data).split("\f")
    lines = [line for number, page in enumerate(pages, 1) for line in _lines(page, number if len(pages) > 1 else None)]
    items, doubts = with_tables(lines)
    blocks = tuple(passages(_set_off(items)))
    if not blocks:
        raise UnreadableError(f"{name} holds no text; ask for the file again and add that copy.")
    return Reading(kind="text", blocks=blocks, doubts=tuple(doubts), page_count=len(pages) if len(pages) > 1 else 0)


def _set_off(items: list[Line | Grid]) -> list[Line | Grid]:
    """The lines with empty lines between them made wide gaps: in typed text they always end a paragraph."""
    found: list[Line | Grid] = []
    shift, last = 0.0, 0.0
    for item in items:
        if isinstance(item, Line):
            shift += _EMPTY_LINE * max(item.top - last - 1, 0)
            last = item.top
            moved = (replace(s, top=s.top + shift, bottom=s.bottom + shift) for s in item.segments)
            item = replace(item, segments=tuple(moved))  # noqa: PLW2901  # the same line, lower down
        found.append(item)
    return found


def _lines(page: str, number: int | None) -> list[Line]:
    found: list[Line] = []
    row = 0
    for raw in page.splitlines():
        typed = visible(raw.expandtabs(8)).replace("\xa0", " ").rstrip()
        for part in _RUN_ON.split(typed) if len(typed) > _LONG else [typed]:
            segments = _segments(part, float(row))
            if segments:
                found.append(Line(segments, page=number))
            row += 2
        row -= 1
    return found


def _segments(typed: str, row: float) -> tuple[Segment, ...]:
    """Pieces of a typed line set apart by three spaces or more."""
    return tuple(
        Segment(m.group(), float(m.start()), float(m.end()), row, row + 0.8)
        for m in re.finditer(r"\S+(?: {1,2}\S+)*", typed)
    )
