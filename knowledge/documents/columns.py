"""Tables without rules: rows of words set apart by wide gaps, read by where they stand and never by their order alone.

It refuses to guess: where a piece of text could belong to two columns, or a line to two rows, the lines stay lines and
a doubt says so. A resolution time under the response header would be worse than no table.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.documents.assembly import Grid
from knowledge.documents.grid import Merged, rectangular
from knowledge.documents.layout import BULLET, Line, Segment
from knowledge.numbering import printed_number

_FORM = re.compile(r"_{3,}|-{6,}|\.{6,}|/s/|\b(?:by|name|title|signature|signed|date|its):\s*(?:$|[_/])", re.IGNORECASE)
_FIGURES = re.compile(
    r"\d\s*(?:%|hours?|hrs?|minutes?|mins?|days?|weeks?|months?|credits?)\b|[£$€]\s?\d|\bP[1-5]\b|severity|priority",
    re.IGNORECASE,
)
_FRESH = re.compile(r"[A-Z0-9£$€<>≤≥*“\"(\[–—-]")


@dataclass(slots=True)
class Column:
    """A strip of the page that holds one column's words."""

    x0: float
    x1: float

    def touches(self, segment: Segment) -> bool:
        """Whether a segment stands at least partly in the strip."""
        return segment.x0 < self.x1 and segment.x1 > self.x0


Row = list[str]


def with_tables(lines: list[Line]) -> tuple[list[Line | Grid], list[str]]:
    """The lines with their tables found, and a doubt for each place that looks like a table and cannot be read as one."""
    found: list[Line | Grid] = []
    doubts: list[str] = []
    at = 0
    while at < len(lines):
        run = _run(lines, at)
        if run is None:
            found.append(_set_apart(lines[at]))
            at += 1
            continue
        grid = _table(run)
        if grid is not None:
            found.append(grid)
        else:
            found += [replace(line, alone=True, plain=True) for line in run]
            doubts += _doubt(run)
        at += len(run)
    return found, doubts


def _set_apart(line: Line) -> Line:
    """A line with a gap as wide as between columns joins no paragraph: its words may belong to a column."""
    parts = _parts(line)
    labelled = printed_number(parts[0].text) == parts[0].text
    gap = max((b.x0 - a.x1 for a, b in itertools.pairwise(parts[labelled:])), default=0.0)
    return replace(line, alone=True) if gap > 4 * (line.bottom - line.top) else line


def _doubt(run: list[Line]) -> Iterator[str]:
    words = " ".join(line.text for line in run)
    if _FIGURES.search(words) and not _is_form(run) and not _prose(run):
        place = f" on page {run[0].page}" if run[0].page else ""
        yield f"The lines{place} that begin “{run[0].text[:50]}” look like a table whose columns are not clear: read them yourself."


def _is_form(run: list[Line]) -> bool:
    """Lines to sign on, or to be filled in."""
    return sum(1 for line in run if _FORM.search(line.text)) >= 2


def _parts(line: Line) -> tuple[Segment, ...]:
    """A line's segments; a clause number or bullet and its text are one."""
    segments = line.segments
    if len(segments) == 2 and (
        printed_number(segments[0].text) == segments[0].text or BULLET.fullmatch(segments[0].text)
    ):
        return (Segment(line.text, segments[0].x0, segments[1].x1, segments[0].top, segments[0].bottom),)
    return segments


def _run(lines: list[Line], at: int) -> list[Line] | None:
    """The lines from here on that may make a table, or None."""
    if len(_parts(lines[at])) < 2:
        return None
    run, columns = [lines[at]], _strips(_parts(lines[at]))
    step = lines[at].bottom - lines[at].top
    for line in lines[at + 1 :]:
        parts = _parts(line)
        close = line.page == run[-1].page and 0 < line.top - run[-1].top < 4.5 * max(step, 0.8)
        apart = line.top - run[-1].top > 2 * max(step, 0.8)
        if not close or (len(parts) == 1 and (apart or not _fits(parts[0], columns))):
            break
        if len(parts) > len(columns):
            columns = _strips(parts)
        run.append(line)
    while len(_parts(run[-1])) < 2 and len(run) > 1 and not _near(run):
        run.pop()
    several = sum(1 for line in run if len(_parts(line)) > 1)
    return run if several >= 3 or (several == 2 and len(columns) >= 3) else None


def _near(run: list[Line]) -> bool:
    """Whether the last line follows as closely as the lines of one cell do."""
    steps = [b.top - a.top for a, b in itertools.pairwise(run)]
    return steps[-1] <= 1.15 * min(steps) and run[-1].text[:1].islower()


def _strips(parts: tuple[Segment, ...]) -> list[Column]:
    return [Column(part.x0, part.x1) for part in parts]


def _fits(part: Segment, columns: list[Column]) -> bool:
    return sum(1 for column in columns if column.touches(part)) == 1


def _table(run: list[Line]) -> Grid | None:
    if _is_form(run) or _prose(run):
        return None
    columns = _columns(run)
    placed = [_placed(_parts(line), columns) for line in run] if columns else []
    if not columns or any(row is None for row in placed):
        return None
    rows = _rows(run, [row for row in placed if row is not None])
    grid = rectangular(rows) if rows else ()
    if len(grid) < 2 or len(grid[0]) < 2:
        return None
    return Grid(grid, page=run[0].page)


def _columns(run: list[Line]) -> list[Column] | None:
    """The columns: the strips of the fullest lines, widened by all words that stand in only one of them."""
    counts = Counter(len(_parts(line)) for line in run)
    most = max((n for n, times in counts.items() if times >= 2 and n > 1), default=0)
    full = [_parts(line) for line in run if len(_parts(line)) == most]
    if not full:
        return None
    columns = [Column(min(p[k].x0 for p in full), max(p[k].x1 for p in full)) for k in range(most)]
    for _ in range(3):
        for part in (part for line in run for part in _parts(line)):
            hit = [column for column in columns if column.touches(part)]
            if len(hit) == 1:
                hit[0].x0, hit[0].x1 = min(hit[0].x0, part.x0), max(hit[0].x1, part.x1)
    apart = all(a.x1 <= b.x0 for a, b in itertools.pairwise(columns))
    return columns if apart else None


def _placed(parts: tuple[Segment, ...], columns: list[Column]) -> Row | None:
    """A line's words by column; None where a piece touches no column, two pieces the same one, or one spans several.

    A piece over several columns is a merged header where the line says nothing else about them.
    """
    row: Row = [""] * len(columns)
    for part in parts:
        hit = [k for k, column in enumerate(columns) if column.touches(part)]
        if not hit or any(row[k] for k in hit):
            return None
        row[hit[0]] = part.text
        for k in hit[1:]:
            row[k] = Merged(part.text)
    return row


def _rows(run: list[Line], placed: list[Row]) -> list[Row] | None:
    """Lines become rows: by the wider gaps between rows where there are such, else one line a row."""
    steps = [b.top - a.top for a, b in itertools.pairwise(run)]
    tight = min(steps)
    groups: list[list[Row]] = [[placed[0]]]
    for step, row in zip(steps, placed[1:], strict=True):
        if step > 1.3 * tight:
            groups.append([])
        groups[-1].append(row)
    if len(groups) == len(placed):
        return _checked(placed)
    wrapped = any(len(group) > 1 for group in groups)
    if len(groups) >= 3 and wrapped and _plausible(groups):
        return [_one(group) for group in groups]
    return _checked(placed)


def _plausible(groups: list[list[Row]]) -> bool:
    """Whether groups of lines can be rows: spanning headers stand on top, and no later line has a label with values."""
    later = [row for group in groups for row in group[1:] if row[0] and _FRESH.match(row[0])]
    spans = [any(isinstance(cell, Merged) for row in group for cell in row) for group in groups]
    return not any(any(row[1:]) for row in later) and not any(spans[2:])


def _one(group: list[Row]) -> Row:
    """The lines of one row, cell by cell."""
    joined: Row = []
    for k in range(len(group[0])):
        words = [row[k] for row in group if row[k]]
        text = " ".join(words)
        joined.append(Merged(text) if words and all(isinstance(w, Merged) for w in words) else text)
    return joined


def _checked(placed: list[Row]) -> list[Row] | None:
    """One line a row, where every line can be one; a line without a label goes on with the row above only in lower case."""
    rows: list[Row] = []
    for index, row in enumerate(placed):
        words = [cell for cell in row if cell]
        spanning = any(isinstance(cell, Merged) for cell in row)
        if spanning and any(r[0] and not any(isinstance(c, Merged) for c in r) for r in placed[:index]):
            return None
        if row[0] or index == 0 or spanning:
            if rows and not _can_begin(row, words):
                return None
            rows.append(row)
        elif all(word[:1].islower() or word.startswith("(") for word in words):
            rows[-1] = _one([rows[-1], row])
        else:
            return None
    return rows


def _can_begin(row: Row, words: Row) -> bool:
    """Whether a line can be a row of its own: a label that does not go on from above, and values that do not."""
    if len(words) == 1 or (row[0] and not _FRESH.match(row[0])):
        return False
    return row[0].endswith(":") or all(_FRESH.match(word) for word in words)


def _prose(run: list[Line]) -> bool:
    """Whether the columns are text that runs on from line to line, side by side, and no table."""
    lines = [[part.text for part in _parts(line)] for line in run]
    going_on = sum(1 for a, b in itertools.pairwise(lines) if len(a[0]) > 30 and b[0][:1].islower())
    return going_on >= 3 or going_on > 0.3 * len(run)
