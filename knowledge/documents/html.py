"""Web pages: headings, numbered lists as a browser would number them, tables with spans expanded.

What a browser does not show (scripts, hidden parts) is left out; hidden words are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml import html as markup

from knowledge.documents.assembly import Grid, Passage, Reading, Span
from knowledge.documents.cleaning import one_line, visible
from knowledge.documents.docx_numbering import shaped
from knowledge.documents.grid import Merged, rectangular
from knowledge.documents.model import UnreadableError
from knowledge.documents.text import decoded

_UNSHOWN = {"script", "style", "head", "nav", "noscript", "template", "svg", "button", "select", "iframe", "object"}
_BLOCKS = {
    "p", "div", "section", "article", "main", "body", "html", "blockquote", "pre", "address", "header", "footer", "aside",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "form", "fieldset", "figure",
    "figcaption", "details", "summary", "hr", "center",
}  # fmt: skip
_SHAPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DEEPEST = 200


@dataclass(slots=True)
class _Words:
    """Inline words being gathered for one paragraph."""

    text: str = ""
    strong: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    lists: list[str] = field(default_factory=list)
    pending: str | None = None
    term: str = ""
    count: int = 0
    hidden: list[str] = field(default_factory=list)


def read_html(name: str, data: bytes) -> Reading:
    """Reads a web page; UnreadableError where it shows no words."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(name, data))
    try:
        root = markup.document_fromstring(text, parser=markup.HTMLParser(huge_tree=True)) if text.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    state = _State()
    blocks = tuple(_blocks(root, state, 0)) if root is not None else ()
    if not blocks or root is None:
        raise UnreadableError(
            f"{name} shows no text; save the page again from the browser, or as PDF, and add that copy."
        )
    title = one_line(root.findtext(".//title") or "")
    doubts: tuple[str, ...] = ()
    if state.hidden:
        doubts = (
            f"The page holds hidden text, left out here; it begins “{state.hidden[0][:60]}”. Check whether it is part of the contract.",
        )
    return Reading(kind="html", blocks=blocks, title=title, doubts=doubts)


def _blocks(element: etree._Element, state: _State, depth: int) -> Iterator[Passage | Grid]:
    """An element's paragraphs and tables; inline words between blocks make a paragraph of their own."""
    words = _Words()
    _add(words, element.text)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag and not _shown(child, state):
            _add(words, child.tail)
            continue
        if tag in _BLOCKS or (tag and depth < _DEEPEST and _holds_blocks(child)):
            yield from _flushed(words, state, element)
            words = _Words()
            yield from _block(child, state, depth + 1)
        elif tag:
            _inline(child, words, 0)
        _add(words, child.tail)
    yield from _flushed(words, state, element)


def _holds_blocks(element: etree._Element) -> bool:
    return any(isinstance(d.tag, str) and d.tag in _BLOCKS for d in element.iterdescendants())


def _shown(element: etree._Element, state: _State) -> bool:
    if element.tag in _UNSHOWN:
        return False
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        words = one_line(_all_words(element))
        state.hidden += [words] if words else []
        return False
    return True


def _block(element: etree._Element, state: _State, depth: int) -> Iterator[Passage | Grid]:
    if depth >= _DEEPEST:
        yield from _plain(one_line(_all_words(element)), state)
    elif element.tag == "table" and not _is_frame(element):
        yield from _table(element)
    elif element.tag in {"ol", "ul"}:
        yield from _list(element, state, depth)
    elif element.tag == "dt":
        state.term = one_line(_all_words(element))
    else:
        yield from _blocks(element, state, depth)


def _list(element: etree._Element, state: _State, depth: int) -> Iterator[Passage | Grid]:
    """A list, its items numbered by type, start and value as a browser does."""
    ordered = element.tag == "ol"
    state.count += 1
    state.lists.append((state.lists[0] if state.lists else f"list {state.count}") if ordered else "")
    items = [child for child in element if child.tag == "li"]
    step = -1 if element.get("reversed") is not None else 1
    number = _whole(element.get("start"), len(items) if step < 0 else 1)
    for child in element:
        if child.tag != "li":
            yield from _block(child, state, depth + 1) if isinstance(child.tag, str) and _shown(child, state) else ()
            continue
        number = _whole(child.get("value"), number)
        kind = child.get("type") or element.get("type") or _css_kind(element)
        state.pending = f"{shaped(number, _SHAPES.get(kind, 'decimal'))}." if ordered else None
        number += step
        if _shown(child, state):
            yield from _blocks(child, state, depth + 1)
    state.lists.pop()
    state.pending = None


def _css_kind(element: etree._Element) -> str:
    match = re.search(r"list-style(?:-type)?\s*:\s*(lower|upper)-(alpha|latin|roman)", element.get("style") or "")
    if match is None:
        return "1"
    letter = "i" if match[2] == "roman" else "a"
    return letter if match[1] == "lower" else letter.upper()


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise


def _all_words(element: etree._Element) -> str:
    return " ".join(str(words) for words in element.itertext())


def _add(words: _Words, text: str | None) -> None:
    words.text += visible(text or "")


def _inline(element: etree._Element, words: _Words, depth: int) -> None:
    start = len(words.text)
    if element.tag == "br":
        _add(words, "\n")
    _add(words, element.text)
    for child in element:
        if isinstance(child.tag, str) and depth < _DEEPEST and child.tag not in _UNSHOWN:
            _inline(child, words, depth + 1)
        _add(words, child.tail)
    if element.tag in {"b", "strong"}:
        words.strong.append((start, len(words.text)))


def _flushed(words: _Words, state: _State, element: etree._Element) -> Iterator[Passage]:
    text = one_line(words.text)
    if not text:
        return
    heading = re.fullmatch(r"h([1-6])", str(element.tag))
    strong = tuple(_settled(words, text))
    all_bold = strong == ((0, len(text)),) and len(text) < 100 and not text.endswith((".", ";", ":", ","))
    for piece in _plain(text, state):
        level = int(heading[1]) - 1 if heading and not piece.number else piece.level
        yield replace(piece, strong=piece.strong or strong, heading=bool(heading) or all_bold, level=level)


def _settled(words: _Words, text: str) -> Iterator[Span]:
    at = 0
    for a, b in words.strong:
        bold = one_line(words.text[a:b])
        start = text.find(bold, at) if bold else -1
        if start >= 0:
            yield start, start + len(bold)
            at = start + len(bold)


def _plain(text: str, state: _State) -> Iterator[Passage]:
    """A paragraph, with the number of its list item where it is the first of one, and the term it explains."""
    if not text:
        return
    number, state.pending = state.pending, None
    ordered = [name for name in state.lists if name]
    strong: tuple[Span, ...] = ()
    if state.term:
        strong, text, state.term = ((0, len(state.term)),), f"{state.term}: {text}", ""
    level = max(len(ordered) - 1, 0)
    yield Passage(
        text=text, number=number, level=level, list_id=ordered[0] if number and ordered else None, strong=strong
    )


def _is_frame(table: etree._Element) -> bool:
    """Whether a table only lays out the page: it holds other tables, or one cell."""
    cells = list(table.iter("td", "th"))
    return len(cells) <= 1 or table.find(".//table") is not None or any(len(_all_words(c)) > 1500 for c in cells)


def _table(element: etree._Element) -> Iterator[Grid]:
    rows: list[list[str]] = []
    waiting: dict[int, tuple[int, str]] = {}
    marked = 0
    for line in element.iter("tr"):
        row = _row(line, waiting)
        cells = [c for c in line if c.tag in {"td", "th"}]
        parent = line.getparent()
        header = all(c.tag == "th" for c in cells) or (parent is not None and parent.tag == "thead")
        if cells and header and marked == len(rows):
            marked += 1
        rows.append(row)
    grid = rectangular(rows)
    if grid:
        yield Grid(grid, title=one_line(element.findtext("caption") or ""), marked=marked or None)


def _row(line: etree._Element, waiting: dict[int, tuple[int, str]]) -> list[str]:
    """A row with spans expanded; `waiting` holds, for a column, how many more rows a tall cell covers."""
    row: list[str] = []

    def cover() -> None:
        while len(row) in waiting:
            left, words = waiting.pop(len(row))
            if left > 1:
                waiting[len(row)] = (left - 1, words)
            row.append(words)

    for cell in line:
        if cell.tag not in {"td", "th"}:
            continue
        cover()
        words = _Words()
        _inline(cell, words, 0)
        text = one_line(words.text)
        span = min(max(_whole(cell.get("colspan"), 1), 1), 100)
        tall = min(max(_whole(cell.get("rowspan"), 1), 1), 1000)
        for copy in (text, *(Merged(text) for _ in range(span - 1))):
            if tall > 1:
                waiting[len(row)] = (tall - 1, copy)
            row.append(copy)
    cover()
    return row
