"""Markdown: headings, nested ordered lists with their own numbers, definition lists, tables.

Markup is dropped, words are kept; front matter is no part of the contract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.documents.assembly import Grid, Passage, Reading, Span
from knowledge.documents.cleaning import one_line, visible
from knowledge.documents.grid import rectangular
from knowledge.documents.model import UnreadableError
from knowledge.documents.text import decoded

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?\n", re.DOTALL)
_ATTRIBUTES = re.compile(r"^\s*\{:[^}\n]*\}\s*$", re.MULTILINE)
# After a line that ended its sentence: a number of two levels at least, and a capital. "See clause\n4.1 above" is none.
_CLAUSE_LINE = re.compile(r"(?<=[.;:!?”\")])[ \t]*\n(?=\d{1,2}(?:\.\d{1,3}){1,3}\.?[ \t]+[\"“(]?[A-Z])")
_TAG = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class _List:
    """An ordered or bulleted list being read: its next number, its mark, its name among the document's lists."""

    ordered: bool
    next: int
    mark: str
    name: str


@dataclass(slots=True)
class _State:
    lists: list[_List] = field(default_factory=list)
    pending: str | None = None
    count: int = 0

    @property
    def level(self) -> int:
        return max(sum(1 for one in self.lists if one.ordered) - 1, 0)

    @property
    def name(self) -> str | None:
        return next((one.name for one in self.lists if one.ordered), None)


def read_markdown(name: str, data: bytes) -> Reading:
    """Reads a Markdown file; UnreadableError where it holds no words."""
    text = decoded(name, data)
    front = _FRONT.match(text)
    title = ""
    if front:
        named = re.search(r"^title:\s*['\"]?(.*?)['\"]?\s*$", front[1], re.MULTILINE)
        title, text = (one_line(named[1]) if named else ""), text[front.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(_ATTRIBUTES.sub("", text))
    blocks = tuple(_blocks(tokens))
    if not blocks:
        raise UnreadableError(f"{name} holds no text; ask for the file again and add that copy.")
    return Reading(kind="markdown", blocks=blocks, title=title)


def _blocks(tokens: list[Token]) -> Iterator[Passage | Grid]:
    state = _State()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "table_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
            yield from _table(tokens[index : end + 1])
            index = end + 1
            continue
        _enter(token, state)
        yield from _words(token, tokens[index - 1] if index else None, state)
        index += 1


def _enter(token: Token, state: _State) -> None:
    """Keeps the stack of lists and the number that waits for the first words of its item."""
    if token.type in {"ordered_list_open", "bullet_list_open"}:
        outer = state.name
        state.count += 1
        start = token.attrGet("start")
        ordered = token.type == "ordered_list_open"
        state.lists.append(_List(ordered, int(start) if start is not None else 1, "", outer or f"list {state.count}"))
    elif token.type in {"ordered_list_close", "bullet_list_close"}:
        state.lists.pop()
        state.pending = None
    elif token.type == "list_item_open" and state.lists and state.lists[-1].ordered:
        one = state.lists[-1]
        state.pending = f"{one.next}{token.markup or '.'}"
        one.next += 1
    elif token.type == "list_item_open":
        state.pending = None


def _words(token: Token, before: Token | None, state: _State) -> Iterator[Passage]:
    if token.type == "inline":
        heading = before is not None and before.type == "heading_open"
        depth = int(before.tag[1]) - 1 if heading and before is not None else 0
        for text, strong in _lines(token):
            yield from _passage(text, strong, state, heading=heading, depth=depth)
    elif token.type in {"code_block", "fence"}:
        for part in re.split(r"\n\s*\n", token.content):
            yield from _passage(one_line(part), (), state)
    elif token.type == "html_block":
        yield from _passage(one_line(_TAG.sub(" ", token.content)), (), state)


def _passage(
    text: str, strong: tuple[Span, ...], state: _State, *, heading: bool = False, depth: int = 0
) -> Iterator[Passage]:
    if not text:
        return
    number, state.pending = state.pending, None
    piece = Passage(text=text, strong=strong, heading=heading, level=depth)
    if number:
        piece = replace(piece, number=number, level=state.level, list_id=state.name)
    elif state.lists:
        piece = replace(piece, level=state.level)
    if not heading and strong == ((0, len(text)),) and len(text) < 100 and not text.endswith((".", ";", ":", ",")):
        piece = replace(piece, heading=True)
    yield piece


def _lines(token: Token) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The words of an inline token; a definition list's ": meaning" becomes one line with its term."""
    text, strong = _flat(token)
    term = re.match(r"(?P<term>[^\n:]{2,60})\n:\s+", text)
    if term:
        strong = ((0, len(one_line(term["term"]))),)
        text = f"{term['term']}: {text[term.end() :]}"
    if term:
        yield one_line(text), strong
        return
    for start, end in _paragraphs(text):
        part, clean = text[start:end], one_line(text[start:end])
        inside = tuple((a - start, b - start) for a, b in strong if start <= a and b <= end)
        yield clean, _kept(part, clean, inside)


def _paragraphs(text: str) -> Iterator[Span]:
    """Spans of the paragraphs of a block: a line that begins with a clause's number ("1.2 The ...") begins one of its own."""
    begin = 0
    for found in _CLAUSE_LINE.finditer(text):
        yield begin, found.start()
        begin = found.start() + 1
    yield begin, len(text)


def _flat(token: Token) -> tuple[str, tuple[Span, ...]]:
    """The words of inline markup, with the spans that are bold."""
    words, bold_from = "", -1
    spans: list[Span] = []
    for child in token.children or ():
        if child.type == "strong_open":
            bold_from = len(words)
        elif child.type == "strong_close" and bold_from >= 0:
            spans.append((bold_from, len(words)))
        elif child.type in {"softbreak", "hardbreak"}:
            words += "\n"
        elif child.type in {"text", "code_inline"}:
            words += child.content
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            words += "\n"
        elif child.type == "image":
            words += child.content
    return visible(words), tuple(spans)


def _kept(text: str, clean: str, strong: tuple[Span, ...]) -> tuple[Span, ...]:
    """Bold spans, found again after white space was settled."""
    found: list[Span] = []
    at = 0
    for a, b in strong:
        words = one_line(text[a:b])
        start = clean.find(words, at)
        if words and start >= 0:
            found.append((start, start + len(words)))
            at = start + len(words)
    return tuple(found)


def _table(tokens: list[Token]) -> Iterator[Grid]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(one_line(_flat(token)[0]))
    grid = rectangular(rows)
    if grid:
        yield Grid(grid, marked=1 if any(rows[0]) else None)
