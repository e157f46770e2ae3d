"""The words of one DOCX paragraph: insertions taken as accepted, deletions and hidden words kept apart and told."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from knowledge.documents.assembly import Passage, Span
from knowledge.documents.cleaning import visible
from knowledge.documents.docx_package import W
from knowledge.documents.docx_styles import Styles

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_INSIDE = {f"{W}{n}" for n in ("hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo")}
_ADDED = {f"{W}ins", f"{W}moveTo"}
_REMOVED = {f"{W}del", f"{W}moveFrom"}
_GLYPHS = {f"{W}tab": "\t", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
BREAK = "\f"


@dataclass(slots=True)
class Words:
    """What a paragraph's runs hold, in order."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    changes: list[tuple[str, str, int]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    length: int = 0
    contents: bool = False

    def add(self, text: str, *, bold: bool) -> None:
        """Adds visible words."""
        if text:
            self.pieces.append((text, bold))
            self.length += len(text)

    def change(self, before: str, after: str, at: int) -> None:
        """Notes a tracked change; a deletion beside an insertion is one change."""
        if not before and not after:
            return
        last = self.changes[-1] if self.changes else None
        if last and last[2] + len(last[1]) == at:
            self.changes[-1] = (last[0] + before, last[1] + after, last[2])
        else:
            self.changes.append((before, after, at))


class RunReader:
    """Reads the runs of paragraphs; it carries the state of fields, which may run over several paragraphs."""

    def __init__(self, styles: Styles) -> None:
        """`styles` say which runs are hidden or bold."""
        self._styles = styles
        self._fields: list[str] = []
        self._codes: list[str] = []

    @property
    def _in_contents(self) -> bool:
        """Whether a table-of-contents field is open."""
        return any(code.strip().upper().startswith("TOC") for code in self._codes)

    def read(self, paragraph: etree._Element) -> Words:
        """The words of a paragraph."""
        words = Words()
        self._walk(paragraph, paragraph, words, added=False)
        return words

    def _walk(self, element: etree._Element, paragraph: etree._Element, words: Words, *, added: bool) -> None:
        for child in element:
            if child.tag == f"{W}r":
                self._run(child, paragraph, words, added=added)
            elif child.tag in _ADDED:
                self._walk(child, paragraph, words, added=True)
            elif child.tag in _REMOVED:
                words.change(_deleted(child), "", words.length)
            elif child.tag in _INSIDE:
                self._walk(child, paragraph, words, added=added)
            elif child.tag == f"{_MC}AlternateContent":
                self._walk(_choice(child), paragraph, words, added=added)

    def _run(self, run: etree._Element, paragraph: etree._Element, words: Words, *, added: bool) -> None:
        start, text = words.length, ""
        hidden = self._styles.run_is("vanish", run, paragraph)
        for child in _flattened(run):
            text += self._glyphs(child, words, hidden=hidden)
        if hidden:
            if text.strip():
                words.hidden.append(text.strip())
            return
        words.contents = words.contents or (bool(text.strip()) and self._in_contents)
        words.add(text, bold=bool(text.strip()) and self._styles.run_is("b", run, paragraph))
        if added:
            words.change("", text, start)

    def _glyphs(self, child: etree._Element, words: Words, *, hidden: bool) -> str:
        """The text of one child of a run; fields' codes, boxes and notes are taken aside."""
        if child.tag == f"{W}fldChar":
            self._field(child.get(f"{W}fldCharType", ""))
        elif child.tag == f"{W}instrText" and self._codes:
            self._codes[-1] += child.text or ""
        elif child.tag == f"{W}t":
            return visible(child.text or "") if "code" not in self._fields else ""
        elif child.tag == f"{W}br" and child.get(f"{W}type") == "page":
            return "" if hidden else BREAK
        elif child.tag == f"{W}lastRenderedPageBreak":
            return "" if hidden else "\v"
        elif child.tag in _GLYPHS:
            return _GLYPHS[child.tag]
        elif child.tag in {f"{W}footnoteReference", f"{W}endnoteReference"} and not hidden:
            words.notes.append(f"{child.tag.removeprefix(W).removesuffix('Reference')} {child.get(f'{W}id', '')}")
        elif child.tag in {f"{W}drawing", f"{W}pict", f"{W}object"} and not hidden:
            words.boxes += [b for b in child.iter(f"{W}txbxContent") if not _inside_another(b, child)]
        return ""

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("code")
            self._codes.append("")
        elif kind == "separate" and self._fields:
            self._fields[-1] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()
            self._codes.pop()


def _flattened(run: etree._Element) -> list[etree._Element]:
    """A run's children, of alternatives only the first choice."""
    found: list[etree._Element] = []
    for child in run:
        found += list(_choice(child)) if child.tag == f"{_MC}AlternateContent" else [child]
    return found


def _choice(alternatives: etree._Element) -> etree._Element:
    chosen = alternatives.find(f"{_MC}Choice")
    if chosen is None:
        chosen = alternatives.find(f"{_MC}Fallback")
    return chosen if chosen is not None else alternatives


def _inside_another(box: etree._Element, top: etree._Element) -> bool:
    """Whether a text box stands in another one, or repeats it for older programs."""
    parent = box.getparent()
    while parent is not None and parent is not top:
        if parent.tag in {f"{W}txbxContent", f"{_MC}Fallback"}:
            return True
        parent = parent.getparent()
    return False


def _deleted(element: etree._Element) -> str:
    return visible("".join(t.text or "" for t in element.iter(f"{W}delText", f"{W}t")))


@dataclass(frozen=True, slots=True)
class Clean:
    """A paragraph's words with white space settled: text, bold spans, changes, and where pages turn in it."""

    text: str
    strong: tuple[Span, ...]
    changes: tuple[tuple[str, str, int], ...]
    turns: tuple[tuple[int, str], ...]


def settled(words: Words) -> Clean:
    """Runs of white space made one space, with every offset carried along; page turns are taken out of the text."""
    out: list[str] = []
    where: list[int] = []
    strong: list[Span] = []
    turns: list[tuple[int, str]] = []
    for text, bold in words.pieces:
        begin = len(out)
        for glyph in text:
            where.append(len(out))
            if glyph in "\f\v":
                turns.append((len(out), glyph))
            elif not glyph.isspace():
                out.append(glyph)
            elif out and out[-1] != " ":
                out.append(" ")
        if bold and len(out) > begin:
            strong.append((begin, len(out)))
    where.append(len(out))
    text = "".join(out).rstrip()
    cap = len(text)
    changes = tuple((b, a, min(where[at], cap)) for b, a, at in words.changes if at < len(where))
    return Clean(text, _joined(strong, text), changes, tuple((min(at, cap), kind) for at, kind in turns))


def _joined(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Neighbouring bold runs as one span, trimmed of spaces."""
    joined: list[list[int]] = []
    for a, b in spans:
        if joined and a - joined[-1][1] <= 1 and not text[joined[-1][1] : a].strip():
            joined[-1][1] = b
        else:
            joined.append([a, b])
    trimmed = []
    for a, b in joined:
        words = text[a : min(b, len(text))]
        left = a + len(words) - len(words.lstrip())
        if words.strip():
            trimmed.append((left, left + len(words.strip())))
    return tuple(trimmed)


def passage(clean: Clean, **marks: object) -> Passage:
    """A Passage of settled words."""
    return Passage(text=clean.text, strong=clean.strong, changed=clean.changes, **marks)  # type: ignore[arg-type]
