"""The words a reader sees in an HTML mail: quotes marked with ">", table rows on one line, hidden words apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from lxml import etree
from lxml import html as hypertext

UNSHOWN = {"script", "style", "head", "title", "noscript", "template", "svg", "button", "select", "iframe", "object"}
BLOCKS = {
    "p", "div", "section", "article", "main", "body", "html", "blockquote", "pre", "address", "header", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "form", "center",
}  # fmt: skip
PARTED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol"}
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)"
    r"|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em|%)?\s*(?:;|$)|max-height\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
WHITE = re.compile(r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b)", re.IGNORECASE)
STRUCK = re.compile(r"line-through", re.IGNORECASE)
CELL = " | "
LONGEST_CELL = 300
Grid = tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Shown:
    """What the page shows, and beside it the words it hides and the words it strikes through."""

    text: str = ""
    tables: list[Grid] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    depth: int = 0
    preformatted: int = 0

    def write(self, words: str | None) -> None:
        if not words:
            return
        if not self.preformatted:
            self.current.append(re.sub(r"[ \t\r\n\f]+", " ", words))
            return
        first, *others = words.split("\n")
        self.current.append(first)
        for other in others:
            self.end_line()
            self.current.append(other)

    def end_line(self, *, always: bool = False) -> None:
        line = "".join(self.current).strip()
        line = line if self.preformatted else re.sub(r" {2,}", " ", line)
        self.current = []
        if line or always:
            self.lines.append("> " * self.depth + line)

    def gap(self) -> None:
        self.end_line()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * self.depth)


def shown(page: str) -> Shown:
    """The visible words of a page; an empty result where it cannot be read at all."""
    found = Shown()
    root = _parsed(page)
    if root is None:
        return found
    sheet = _Page()
    grids: dict[etree._Element, list[tuple[str, ...]]] = {}
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in {"comment", "pi"}:
            sheet.write(element.tail)
        elif event == "start":
            if _skips(element, found) or _row(element, sheet, grids):
                walk.skip_subtree()
                element.clear(keep_tail=True)
            else:
                _begin(element, sheet)
        else:
            _finish(element, sheet)
    sheet.end_line()
    found.text = "\n".join(sheet.lines).strip("\n")
    if not found.text and not (found.hidden or found.struck):
        found.text = _bare(page)
    found.tables = [tuple(rows) for rows in grids.values() if len(rows) > 1 or rows[0][1:]]
    return found


def _bare(page: str) -> str:
    """The words between the tags of a page nested too deep to be read as one."""
    plain = re.sub(r"(?is)<(script|style|head|title)\b.{0,100000}?</\1>|<!--.{0,100000}?-->", " ", page)
    return unescape(re.sub(r"[ \t]*<[^<>]{0,5000}>[ \t]*", "\n", plain)).strip()


def _parsed(page: str) -> etree._Element | None:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", page.replace("\x00", ""))
    if not text.strip():
        return None
    try:
        return hypertext.document_fromstring(text, parser=hypertext.HTMLParser(huge_tree=True))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _skips(element: etree._Element, found: Shown) -> bool:
    """Whether an element shows nothing, or shows its words struck through; such words are put aside."""
    if not isinstance(element.tag, str) or element.tag in UNSHOWN:
        return True
    style = element.get("style") or ""
    struck = element.tag in {"s", "strike", "del"} or bool(STRUCK.search(style))
    if struck or element.get("hidden") is not None or HIDDEN.search(style) or _white_on_white(element, style):
        words = _words(element)
        if words:
            (found.struck if struck else found.hidden).append(words)
        return True
    return False


def _white_on_white(element: etree._Element, style: str) -> bool:
    """White letters where neither the element nor what holds it sets a ground of its own."""
    if not WHITE.search(style):
        return False
    holders = [element, *element.iterancestors()]
    grounds = (re.search(r"background", one.get("style") or "") or one.get("bgcolor") for one in holders)
    return not any(grounds)


def _row(element: etree._Element, sheet: _Page, grids: dict[etree._Element, list[tuple[str, ...]]]) -> bool:
    """A table row of several short cells becomes one line; a row that only lays out the page does not."""
    if element.tag != "tr" or next(element.iter("table"), None) is not None:
        return False
    cells = [_words(cell) for cell in element if cell.tag in {"td", "th"}]
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or max(map(len, filled)) > LONGEST_CELL:
        return False
    sheet.end_line()
    sheet.write(CELL.join(filled))
    sheet.end_line()
    table = next(element.iterancestors("table"), element)
    grids.setdefault(table, []).append(tuple(cells))
    return True


def _words(element: etree._Element) -> str:
    """The words of an element that are neither hidden nor struck through, on one line."""
    found: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walk:
        if event == "start":
            style = one.get("style") or ""
            unshown = one.tag in UNSHOWN or one.tag in {"s", "strike", "del"}
            if one is not element and (unshown or HIDDEN.search(style) or STRUCK.search(style)):
                walk.skip_subtree()
                continue
            found.append(" " if one.tag in BLOCKS or one.tag == "br" else "")
            found.append(one.text or "")
        elif one is not element:
            found.append(one.tail or "")
    return re.sub(r"\s+", " ", "".join(found)).strip()


def _begin(element: etree._Element, sheet: _Page) -> None:
    tag = str(element.tag)
    if tag == "br":
        sheet.end_line(always=True)
    elif tag == "hr":
        sheet.end_line()
        sheet.lines.append("> " * sheet.depth + "_" * 32)
    elif tag in PARTED:
        sheet.gap()
    elif tag in BLOCKS:
        sheet.end_line()
    sheet.depth += tag == "blockquote"
    sheet.preformatted += tag == "pre"
    if tag == "li":
        sheet.current.append("- ")
    sheet.write(element.text)


def _finish(element: etree._Element, sheet: _Page) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in PARTED:
        sheet.gap()
    elif tag in BLOCKS:
        sheet.end_line()
    sheet.depth = max(sheet.depth - (tag == "blockquote"), 0)
    sheet.preformatted -= tag == "pre"
    sheet.write(element.tail)
