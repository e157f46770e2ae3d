"""Lines with positions become paragraphs: what a reader's eye does with gaps, indents, numbers and bold type.

Distances are in the unit the page came in (points, or typed columns and rows); `top` grows downwards.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.documents.assembly import Grid, Passage, Span
from knowledge.documents.cleaning import one_line
from knowledge.numbering import printed_number

BULLET = re.compile(r"(?:[•●○▪■◦‣·\uf0b7\uf0a7\uf0d8❖➢]|[-–—*o](?=\s))\s*")
_REFERS = re.compile(
    r"(?:section|clause|paragraph|schedule|exhibit|article|part|annex|appendix|sections|clauses|and|or|to|of|in|under|by|"
    r"with|than|least|the|a|no|number|no\.|version|subsection|,)$",
    re.IGNORECASE,
)
# "... within nine" at the end of a line, "(9) Business Hours" on the next: a number said twice, no clause of its own.
_IN_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)$",
    re.IGNORECASE,
)
_IN_FIGURES = re.compile(r"\(\d[\d,.]*\)")
_ENDS = re.compile(r"[.;:!?][\"”’')\]]*$|;\s*(?:and|or)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words side by side on a line, set apart from others by a wide gap."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line: its segments from left to right, with its type size.

    `alone` where it joins no paragraph; `plain` where it opens no clause either, being out of an unclear table.
    """

    segments: tuple[Segment, ...]
    page: int | None = None
    size: float = 1.0
    alone: bool = False
    plain: bool = False

    @property
    def text(self) -> str:
        """The line's words."""
        return " ".join(s.text for s in self.segments)

    @property
    def x0(self) -> float:
        """Where its words begin."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Where its words end."""
        return self.segments[-1].x1

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.segments[0].top

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.segments[0].bottom

    @property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        letters = sum(len(s.text) for s in self.segments)
        return sum(b - a for s in self.segments for a, b in s.bold) >= 0.9 * letters


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual: the distance between lines, the size of type, the right margin of each page."""

    leading: float
    size: float
    right: dict[int | None, float]
    left: dict[int | None, float]

    @classmethod
    def of(cls, lines: list[Line]) -> Measure:
        """The usual distances of a document."""
        steps = Counter[float]()
        for a, b in itertools.pairwise(lines):
            if a.page == b.page and 0 < b.top - a.top < 6 * max(a.bottom - a.top, 0.1):
                steps[round(b.top - a.top, 0 if a.bottom - a.top > 2 else 1)] += 1
        sizes = Counter(round(line.size, 1) for line in lines for _ in range(max(len(line.text) // 20, 1)))
        right: dict[int | None, float] = {}
        left: dict[int | None, float] = {}
        for page in {line.page for line in lines}:
            ends = sorted(line.x1 for line in lines if line.page == page)
            right[page] = ends[min(len(ends) - 1, int(len(ends) * 0.95))]
            left[page] = min(line.x0 for line in lines if line.page == page)
        common = [step for step, n in steps.items() if n >= 0.25 * max(steps.values())]
        return cls(min(common, default=1.0), sizes.most_common(1)[0][0] if sizes else 1.0, right, left)


def passages(items: Sequence[Line | Grid]) -> Iterator[Passage | Grid]:
    """The paragraphs of a document, joined across lines and pages, with its tables between them."""
    lines = [item for item in items if isinstance(item, Line)]
    measure = Measure.of(lines) if lines else Measure(1.0, 1.0, {}, {})
    for group in _groups(items, measure):
        if isinstance(group, Grid):
            yield group
            continue
        piece = _joined(group, measure)
        if piece.text:
            yield piece


def _groups(items: Sequence[Line | Grid], measure: Measure) -> Iterator[list[Line] | Grid]:
    group: list[Line] = []
    for item in items:
        if group and (isinstance(item, Grid) or _begins(group, item, measure)):
            yield group
            group = []
        if isinstance(item, Grid):
            yield item
        else:
            group.append(item)
    if group:
        yield group


def _begins(group: list[Line], line: Line, measure: Measure) -> bool:
    """Whether a line begins a new paragraph after those before it."""
    last = group[-1]
    if line.alone or last.alone or _labelled(group, line, measure):
        return True
    if last.page != line.page:
        return _turns(group, line, measure)
    if line.top - last.top > 1.35 * max(measure.leading, last.bottom - last.top) or line.top < last.top - 0.5:
        return True
    if abs(last.size - line.size) > 0.15 * measure.size:
        return True
    runs_on = _full(last, measure) and not _ENDS.search(last.text.rstrip())
    if _titled(last, measure) != _titled(line, measure) and not runs_on:
        return True
    return _short(last, line, measure) or _indented(group, line)


def _labelled(group: list[Line], line: Line, measure: Measure) -> bool:
    """Whether a line carries a clause number or a bullet of its own, and not one the sentence runs into."""
    last = group[-1]
    if BULLET.match(line.text):
        return True
    number = printed_number(line.text)
    if number is None or (_IN_FIGURES.match(line.text) and _IN_WORDS.search(last.text.rstrip())):
        return False
    ended = _ENDS.search(last.text.rstrip()) is not None
    if not ended and _REFERS.search(last.text.rstrip()) and not _titled(last, measure) and _full(last, measure):
        return False
    runs_on = _full(last, measure) and not ended
    aligned = len(group) > 1 and abs(line.x0 - last.x0) < 0.5 * measure.size
    in_sentence = number.startswith("(") or re.fullmatch(r"[A-Za-z][.)]|\d+[.)]?", number) is not None
    return not (
        runs_on and in_sentence and (aligned or line.x0 < group[0].x0 - 0.5 * measure.size) and not _opens_list(last)
    )


def _opens_list(last: Line) -> bool:
    return bool(re.search(r"(?:;|,|:|\band|\bor)$", last.text.rstrip()))


def _turns(group: list[Line], line: Line, measure: Measure) -> bool:
    """Whether a new page begins a new paragraph: not where the sentence before is unfinished."""
    last = group[-1]
    if _ENDS.search(last.text.rstrip()) or _titled(last, measure) or _titled(line, measure):
        return True
    return not (line.text[:1].islower() or (_full(last, measure) and line.text[:1].isalnum()))


def _full(line: Line, measure: Measure) -> bool:
    """Whether a line reaches the right margin, near enough that the next word would not have fitted."""
    width = measure.right[line.page] - measure.left[line.page]
    return line.x1 > measure.right[line.page] - 0.18 * width


def _short(last: Line, line: Line, measure: Measure) -> bool:
    """Whether the last line stops before the next word had to: the paragraph was over."""
    width = measure.right[last.page] - measure.left[last.page]
    first_word = line.segments[0].text.split(" ", 1)[0]
    room = measure.right[last.page] - last.x1
    needed = len(first_word) * (line.x1 - line.x0) / max(len(line.text), 1)
    if room < 1.3 * needed + 0.03 * width:
        return False
    return bool(_ENDS.search(last.text.rstrip())) or room > 0.35 * width


def _indented(group: list[Line], line: Line) -> bool:
    """Whether a line steps in again, as the first line of a new paragraph does."""
    if len(group) < 2 or not _ENDS.search(group[-1].text.rstrip()):
        return False
    size = group[0].bottom - group[0].top
    return line.x0 - group[-1].x0 > 0.8 * size and abs(group[-1].x0 - group[-2].x0) < size


def _titled(line: Line, measure: Measure) -> bool:
    return (line.bold and len(line.text) < 120) or line.size > 1.12 * measure.size


def _joined(group: list[Line], measure: Measure) -> Passage:
    words, strong, turns = "", list[Span](), list[Span]()
    for index, line in enumerate(group):
        for segment in line.segments:
            gap = "" if not words or _hyphenated(words, segment.text) else " "
            at = len(words) + len(gap)
            words = f"{words}{gap}{segment.text}"
            strong += [(at + a, at + b) for a, b in segment.bold]
            if index and segment is line.segments[0] and line.page != group[index - 1].page and line.page is not None:
                turns.append((line.page, at))
    piece = Passage(words, page=group[0].page, strong=_merged(strong), pages=tuple(turns))
    if group[0].plain:
        return replace(piece, plain=True)
    return replace(_unbulleted(piece), heading=_heading(group, piece.text, measure))


def _hyphenated(words: str, more: str) -> bool:
    """Whether a word is divided at a line's end; the hyphen stays, for it may belong to the word."""
    return re.search(r"[A-Za-z]-$", words) is not None and more[:1].islower()


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for a, b in spans:
        if merged and a - merged[-1][1] <= 1:
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return tuple(merged)


def _unbulleted(piece: Passage) -> Passage:
    """A bullet is no word and no number."""
    match = BULLET.match(piece.text)
    if match is None or not piece.text[match.end() :].strip():
        return piece
    cut = match.end()
    strong = tuple((max(a - cut, 0), b - cut) for a, b in piece.strong if b > cut)
    return replace(
        piece, text=piece.text[cut:], strong=strong, pages=tuple((p, max(a - cut, 0)) for p, a in piece.pages)
    )


def _heading(group: list[Line], text: str, measure: Measure) -> bool:
    """A title: short, and set in bold, in larger type or in capitals."""
    if len(group) > 3 or len(text) > 150 or text.endswith((";", ",")) or not any(c.isalpha() for c in text):
        return False
    if len(text.split()) > 6 and text.endswith((".", ":")):
        return False
    capitals = text.upper() == text and sum(c.isalpha() for c in text) > 3 and len(text) < 100
    return all(_titled(line, measure) for line in group) or (capitals and not re.search(r"_{3,}|\.{5,}", text))


def plain(text: str) -> str:
    """Words on one line, for comparing lines of different pages."""
    return one_line(text)
