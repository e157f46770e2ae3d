"""Tables ruled across only: lines between the rows, none between the columns.

The rows are the bands between the lines; the columns are the strips that stay empty from band to band. It refuses a
group of lines whose bands hold several short rows each, and one whose columns are not clear.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from knowledge.documents.assembly import Grid
from knowledge.documents.grid import Merged, rectangular
from knowledge.documents.pdf_lines import Word, rows
from knowledge.documents.pdf_tables import Placed

_NEAR = 4.0
_FEWEST_RULES = 4
_VALUE = re.compile(r"\d|^(?:n/?a|-|–|—)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page, `y` growing downwards."""

    x0: float
    x1: float
    y: float


def banded(rules: list[Rule], words: list[Word], page: int) -> list[Placed]:
    """The tables that lines across make, inner ones first: their words belong to no other."""
    found: list[Placed] = []
    free = words
    for group in _groups(_one_by_height(rules)):
        placed = _table(group, free, page)
        if placed is not None:
            found.append(placed)
            free = [word for word in free if not placed.holds(word)]
    return found


def _one_by_height(rules: list[Rule]) -> list[Rule]:
    """Pieces of line at the same height, side by side, as one: the borders of neighbouring cells."""
    whole: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.y / _NEAR), r.x0)):
        last = whole[-1] if whole else None
        if last and abs(last.y - rule.y) < _NEAR and rule.x0 - last.x1 < 16:
            whole[-1] = Rule(last.x0, max(last.x1, rule.x1), last.y)
        else:
            whole.append(rule)
    return whole


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    """Lines of the same width below one another, the narrowest groups first."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.y):
        kin = next((g for g in groups if abs(g[0].x0 - rule.x0) < _NEAR and abs(g[0].x1 - rule.x1) < _NEAR), None)
        if kin is None:
            groups.append([rule])
        elif rule.y - kin[-1].y > _NEAR:
            kin.append(rule)
    several = [group for group in groups if len(group) >= _FEWEST_RULES]
    return sorted(several, key=lambda g: g[0].x1 - g[0].x0)


def _table(group: list[Rule], words: list[Word], page: int) -> Placed | None:
    x0, x1 = group[0].x0, group[0].x1
    bands = [_within(words, (x0, a.y, x1, b.y)) for a, b in itertools.pairwise(group)]
    written = [band for band in bands if band]
    if len(written) < _FEWEST_RULES - 1:
        return None
    edges = _edges(written, x0, x1)
    if len(edges) < 3 or any(_several_rows(band, edges) for band in written):
        return None
    grid = rectangular([_row(band, edges) for band in bands])
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    return Placed((x0, group[0].y, x1, group[-1].y), tuple(edges), Grid(grid, page=page))


def _within(words: list[Word], box: tuple[float, float, float, float]) -> list[Word]:
    return [
        w for w in words if box[0] - 2 <= (w.x0 + w.x1) / 2 <= box[2] + 2 and box[1] <= (w.top + w.bottom) / 2 < box[3]
    ]


def _edges(bands: list[list[Word]], x0: float, x1: float) -> list[float]:
    """The left edge, the middle of each empty strip, the right edge."""
    size = sum(w.size for band in bands for w in band) / sum(len(band) for band in bands)
    step = max(size / 4, 1.0)
    empty: list[list[float]] = []
    at = x0
    while at < x1:
        crossed = sum(1 for band in bands if any(w.x0 - step / 2 < at < w.x1 + step / 2 for w in band))
        split = sum(1 for band in bands if any(w.x1 <= at for w in band) and any(w.x0 >= at for w in band))
        if crossed <= 0.25 * len(bands) and split >= 0.5 * len(bands):
            if empty and at - empty[-1][-1] < 1.5 * step:
                empty[-1].append(at)
            else:
                empty.append([at])
        at += step
    middles = [(strip[0] + strip[-1]) / 2 for strip in empty if strip[-1] - strip[0] >= 0.5 * size]
    return [x0, *middles, x1]


def _row(band: list[Word], edges: list[float]) -> list[str]:
    """A band's cells; one whose words run through every strip is one cell across."""
    if any(w.x0 < edge < w.x1 for edge in edges[1:-1] for w in band) or _runs_through(band, edges):
        text = _text(band)
        return [text, *(Merged(text) for _ in edges[2:])]
    return [_text([w for w in band if a <= (w.x0 + w.x1) / 2 < b]) for a, b in itertools.pairwise(edges)]


def _runs_through(band: list[Word], edges: list[float]) -> bool:
    """Whether a line of a band goes on over a strip with no more than a word's gap."""
    return any(
        b.x0 - a.x1 < 0.6 * a.size and any(a.x1 <= edge + 1 and b.x0 >= edge - 1 for edge in edges[1:-1])
        for line in rows(band)
        for a, b in itertools.pairwise(line)
    )


def _several_rows(band: list[Word], edges: list[float]) -> bool:
    """Whether a band holds several rows of figures, as between the rules of a table ruled only at head and foot."""
    figures = 0
    for line in rows(band):
        cells = [_text([w for w in line if a <= (w.x0 + w.x1) / 2 < b]) for a, b in itertools.pairwise(edges)]
        figures += (
            all(cells) and all(len(cell) < 30 for cell in cells) and any(_VALUE.search(cell) for cell in cells[1:])
        )
    return figures > 1


def _text(words: list[Word]) -> str:
    return " ".join(word.text for row in rows(words) for word in row)
