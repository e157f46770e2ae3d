"""Running headers, footers and page numbers: lines at a page's edge that come again on most pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from knowledge.documents.layout import Line
from knowledge.numbering import printed_number

_EDGE = 4
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—\s\[(]*(?:\d{1,4}|[ivxl]{1,6})[-–—\s\])]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Often:
    """What comes again at the edges of most pages: by shape (figures made alike), and word for word."""

    shapes: frozenset[str]
    texts: frozenset[str]


def without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without lines that repeat at their edges, and without page numbers there.

    At the head of the first page a line that repeats word for word stays: it may be the letterhead or the title.
    """
    texts: Counter[str] = Counter(text for lines in pages for text in {line.text for line in _edges(lines)})
    seen: dict[str, dict[int, list[int]]] = defaultdict(dict)
    for number, lines in enumerate(pages):
        for line in (one for one in _edges(lines) if not _is_clause(one)):
            seen[_shape(line)].setdefault(number, _figures(line))
    written = sum(1 for lines in pages if lines)
    shapes = {shape for shape, found in seen.items() if 2 <= len(found) >= 0.45 * written and _runs(found)}
    outermost = Counter(
        line.text for lines in pages for line in {id(one): one for one in lines[:1] + lines[-1:]}.values()
    )
    shapes |= {_shape_of(text) for text, n in outermost.items() if n >= 3}
    often = _Often(frozenset(shapes), frozenset(text for text, n in texts.items() if n >= 2))
    return [_trimmed(lines, often, several=written > 1, first=not index) for index, lines in enumerate(pages)]


def _runs(found: dict[int, list[int]]) -> bool:
    """Whether lines of one shape say the same on every page, or count the pages; clauses do neither."""
    figures = list(found.values())
    if all(one == figures[0] for one in figures):
        return True
    counted = zip(*([value - page for value in values] for page, values in found.items()), strict=False)
    return any(Counter(column).most_common(1)[0][1] > 0.6 * len(figures) for column in counted)


def _is_clause(line: Line) -> bool:
    """Whether a line begins with a clause number, and not with a page's."""
    number = printed_number(line.text) or ""
    return re.search(r"\d\.|\.\d|[()]|[A-Za-z]", number) is not None


def _figures(line: Line) -> list[int]:
    return [int(digits.replace(" ", "")) for digits in re.findall(r"\d[\d ]*", line.text[:200])]


def _edges(lines: list[Line]) -> list[Line]:
    return lines[:_EDGE] + lines[-_EDGE:] if len(lines) > 2 * _EDGE else lines


def _shape(line: Line) -> str:
    return _shape_of(line.text)


def _shape_of(text: str) -> str:
    """A line with its figures made alike, so that "Page 2 of 9" is "Page 3 of 9"."""
    return re.sub(r"[^a-z#]+", " ", re.sub(r"[\d ]*\d", "#", text.lower())).strip()


def _trimmed(lines: list[Line], often: _Often, *, several: bool, first: bool) -> list[Line]:
    edges = {id(line) for line in _edges(lines)}
    outer = {id(line) for line in (lines[:1] + lines[-1:])} if several else set()
    head = {id(line) for line in lines[:_EDGE] if first and len(lines) > 2 * _EDGE and line.text in often.texts}
    kept = []
    for line in lines:
        repeated = id(line) in edges and _shape(line) in often.shapes and id(line) not in head
        numbered = (id(line) in outer or id(line) in head) and _PAGE_NUMBER.fullmatch(line.text.strip()) is not None
        if not repeated and not numbered:
            kept.append(line)
    return kept
