"""Running headers, footers and page numbers: lines at a page's edge that come again on most pages."""

from __future__ import annotations

import re
from collections import Counter

from knowledge.documents.layout import Line

_EDGE = 4
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—\s\[(]*(?:\d{1,4}|[ivxl]{1,6})[-–—\s\])]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)


def without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without lines that repeat at their edges, and without page numbers there."""
    shapes: Counter[str] = Counter()
    for lines in pages:
        shapes.update({_shape(line) for line in _edges(lines)})
    written = sum(1 for lines in pages if lines)
    often = {shape for shape, n in shapes.items() if n >= 2 and n > 0.5 * written}
    return [_trimmed(lines, often, several=written > 1) for lines in pages]


def _edges(lines: list[Line]) -> list[Line]:
    return lines[:_EDGE] + lines[-_EDGE:] if len(lines) > 2 * _EDGE else lines


def _shape(line: Line) -> str:
    """A line with its figures made alike, so that "Page 2 of 9" is "Page 3 of 9"."""
    return re.sub(r"[^a-z#]+", " ", re.sub(r"[\d ]*\d", "#", line.text.lower())).strip()


def _trimmed(lines: list[Line], often: set[str], *, several: bool) -> list[Line]:
    edges = {id(line) for line in _edges(lines)}
    outer = {id(line) for line in (lines[:1] + lines[-1:])}
    kept = []
    for line in lines:
        repeated = id(line) in edges and _shape(line) in often
        numbered = several and id(line) in outer and _PAGE_NUMBER.fullmatch(line.text.strip()) is not None
        if not repeated and not numbered:
            kept.append(line)
    return kept
