"""Word files: paragraphs with the numbers Word prints, tables with merged cells repeated, both readings of a change.

It refuses files built to burst and files that are no Word documents; it never drops a change or hidden words silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from knowledge.documents.assembly import Grid, Passage, Reading
from knowledge.documents.docx_numbering import Numbering, is_on
from knowledge.documents.docx_package import Package, W, opened
from knowledge.documents.docx_pages import Pages, page_counter
from knowledge.documents.docx_runs import Clean, RunReader, Words, passage, settled
from knowledge.documents.docx_styles import Styles
from knowledge.documents.docx_tables import cells_of, expanded
from knowledge.documents.model import UnreadableError

_BLOCK_HOLDERS = {f"{W}{n}" for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}


@dataclass(slots=True)
class _Told:
    """What a person should know, gathered while reading."""

    changes: list[tuple[str, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def doubts(self) -> Iterator[str]:
        if self.changes:
            before, after = self.changes[0]
            yield (
                f"The file holds {len(self.changes)} tracked change{'s' * (len(self.changes) > 1)}, read here as accepted; the "
                f"first turns “{_short(before)}” into “{_short(after)}”. Check which version was signed."
            )
        if self.hidden:
            yield (
                f"The file holds {len(self.hidden)} piece{'s' * (len(self.hidden) > 1)} of hidden text, left out here; the "
                f"first begins “{_short(self.hidden[0])}”. Check whether it is part of the contract."
            )


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:57] + "..."


def read_docx(name: str, data: bytes) -> Reading:
    """Reads a Word file; UnreadableError where it is damaged, protected, or not a Word document."""
    package = opened(name, data)
    root = package.part(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise UnreadableError(
            f"{name} is not a Word document, whatever its name says; save it as DOCX or PDF and add that."
        )
    reader = _Body(package, page_counter(package, body))
    blocks = tuple(reader.blocks(body))
    if not blocks:
        raise UnreadableError(f"{name} holds no text; add the version that was signed, or its PDF.")
    return Reading(
        kind="docx",
        blocks=blocks,
        title=_title(blocks),
        doubts=tuple(reader.told.doubts()),
        page_count=reader.pages.now or 0,
    )


def _title(blocks: tuple[Passage | Grid, ...]) -> str:
    """The first line in the style "Title"; the first heading is taken later where there is none."""
    return next(
        (b.text for b in blocks[:8] if isinstance(b, Passage) and b.heading and b.level == 0 and not b.number), ""
    )


class _Body:
    """Walks a document's body, counting lists and pages on the way."""

    def __init__(self, package: Package, pages: Pages) -> None:
        """`pages` counts the pages as breaks go by."""
        self.styles = Styles(package.kin("styles"))
        self.numbering = Numbering(package.kin("numbering"), self.styles.style_lists())
        self.runs = RunReader(self.styles)
        self.pages = pages
        self.told = _Told()
        self._notes = {k: package.kin(f"{k}s") for k in ("footnote", "endnote")}
        self._carried: Words | None = None

    def blocks(self, holder: etree._Element) -> Iterator[Passage | Grid]:
        for child in holder:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _BLOCK_HOLDERS:
                yield from self.blocks(child)

    def _paragraph(self, element: etree._Element) -> Iterator[Passage | Grid]:
        words = self._words(element)
        if words is None:
            return
        if is_on(element.find(f"{W}pPr"), "pageBreakBefore"):
            self.pages.turn("\f")
        contents = words.contents or self.styles.in_contents(element)
        clean = settled(words)
        piece = self._numbered(element, clean, contents=contents)
        page, inside = self.pages.through(clean)
        if piece.text or piece.number:
            yield replace(piece, page=page, pages=inside)
        for box in words.boxes:
            yield from self.blocks(box)
        yield from (replace(note, page=page) for note in self._note_texts(words.notes))
        if element.find(f"{W}pPr/{W}sectPr") is not None:
            self.pages.section(element.find(f"{W}pPr/{W}sectPr"))

    def _words(self, element: etree._Element) -> Words | None:
        """A paragraph's words; None where its mark is deleted, for then it runs on into the next."""
        words = self.runs.read(element)
        if self._carried is not None:
            words = _run_together(self._carried, words)
            self._carried = None
        marks = element.find(f"{W}pPr/{W}rPr")
        if marks is not None and (marks.find(f"{W}del") is not None or marks.find(f"{W}moveFrom") is not None):
            self._carried = words
            return None
        self.told.changes += [(before, after) for before, after, _ in words.changes]
        self.told.hidden += words.hidden
        return words

    def _numbered(self, element: etree._Element, clean: Clean, *, contents: bool) -> Passage:
        heading = self.styles.heading_level(element)
        place = None if contents else self.styles.list_place(element)
        printed = None
        only_ends_a_section = not clean.text and element.find(f"{W}pPr/{W}sectPr") is not None
        if place is not None and not only_ends_a_section:
            level = place.level
            if level is None:
                level = self.numbering.level_for_style(place.num_id, place.style) or 0
            printed = self.numbering.printed(place.num_id, level)
        return passage(
            clean,
            number=printed.number if printed and clean.text else None,
            level=printed.level if printed else heading or 0,
            list_id=printed.list_id if printed and printed.number else None,
            heading=_stands_apart(clean, heading),
            contents=contents,
        )

    def _note_texts(self, references: list[str]) -> Iterator[Passage]:
        for reference in references:
            kind, key = reference.split(" ", 1)
            root = self._notes.get(kind)
            for note in root.iter(f"{W}{kind}") if root is not None else ():
                if note.get(f"{W}id") == key:
                    texts = [settled(self.runs.read(p)).text for p in note.iter(f"{W}p")]
                    text = " ".join(t for t in texts if t)
                    if text:
                        yield Passage(text=text, note=True)

    def _table(self, element: etree._Element) -> Iterator[Passage | Grid]:
        page = self.pages.now
        rows: list[tuple[etree._Element, list[Clean]]] = []
        inner: list[Passage | Grid] = []
        notes: list[str] = []
        turns: list[tuple[int, int]] = []
        marked = 0
        for row in element.iter(f"{W}tr"):
            if not _of(row, element):
                continue
            deleted = row.find(f"{W}trPr/{W}del") is not None
            before = self.pages.now
            cells = [self._cell(cell, inner, notes) for cell in cells_of(row)]
            if deleted:
                self.told.changes.append((" | ".join(c.text for c in cells), ""))
                continue
            if before is not None and self.pages.now is not None and self.pages.now > before:
                turns.append((self.pages.now, len(rows)))
            if is_on(row.find(f"{W}trPr"), "tblHeader") and marked == len(rows):
                marked += 1
            rows.append((row, cells))
        grid = expanded(rows)
        if len(grid) == 1 and len(grid[0]) == 1:
            yield from inner or [Passage(text=grid[0][0], page=page)]
            return
        if grid:
            changed = tuple(change for _, cells in rows for cell in cells for change in cell.changes)
            yield Grid(grid, page=page, marked=marked or None, notes=tuple(notes), pages=tuple(turns), changed=changed)
        yield from (piece for piece in inner if isinstance(piece, Grid))

    def _cell(self, cell: etree._Element, inner: list[Passage | Grid], notes: list[str]) -> Clean:
        """A cell's words on one line; tables inside it follow after its own table."""
        pieces = list(self.blocks(cell))
        inner += [p for p in pieces if isinstance(p, Grid) or not p.note]
        notes += [p.text for p in pieces if isinstance(p, Passage) and p.note]
        lines = [_with_number(p) for p in pieces if isinstance(p, Passage) and not p.note]
        changes = [(b, a, 0) for p in pieces for b, a, _ in p.changed if isinstance(p, Passage)]
        return Clean(" ".join(line for line in lines if line), (), tuple(changes), ())


def _with_number(piece: Passage) -> str:
    """A cell's line as read: a computed number is part of what stands there."""
    return f"{piece.number} {piece.text}".strip() if piece.number else piece.text


def _of(row: etree._Element, table: etree._Element) -> bool:
    """Whether a row belongs to this table and not to one inside it."""
    parent = row.getparent()
    while parent is not None and parent.tag != f"{W}tbl":
        parent = parent.getparent()
    return parent is table


def _stands_apart(clean: Clean, heading: int | None) -> bool:
    """A title: a few words in a heading's style, or a short line that is bold throughout; never a whole sentence."""
    text = clean.text
    if not any(c.isalpha() for c in text) or len(text) > 120 or text.endswith((";", ",")):
        return False
    if len(text.split()) > 5 and (text.endswith((".", ":")) or ". " in text[3:]):
        return False
    bold = sum(b - a for a, b in clean.strong) >= 0.9 * len(text)
    return heading is not None or (bold and not text.endswith(":"))


def _run_together(first: Words, second: Words) -> Words:
    """Two paragraphs whose dividing mark was deleted."""
    shifted = [(b, a, at + first.length) for b, a, at in second.changes]
    return Words(
        pieces=first.pieces + second.pieces,
        changes=first.changes + shifted,
        hidden=first.hidden + second.hidden,
        boxes=first.boxes + second.boxes,
        notes=first.notes + second.notes,
        length=first.length + second.length,
    )
