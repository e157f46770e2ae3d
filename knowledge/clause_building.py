"""Blocks in reading order become nodes of the clause tree: schedules, parts, titles, numbers, and the text between."""

from __future__ import annotations

import re
from itertools import islice

from knowledge.clause_stack import Ahead, Node, Place, Stack, as_number, is_container, stands_inside
from knowledge.clause_titles import clause_title, without_number
from knowledge.contents import contents_of, lists_of_schedules
from knowledge.documents.model import Document, Paragraph, Table
from knowledge.numbering import Numeral, numerals

_OF = re.compile(
    r"to\s+(?:(?P<part>Part\s+\w+)\s+of\s+)?(?P<outer>(?:Schedule|Exhibit|Appendix|Annex)\s+[\w.]+)", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:dated?:?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+\w+,?\s+\d{4}|\w+\s+\d{1,2},?\s+\d{4}|[\d./-]{8,10})", re.IGNORECASE
)
# A stock exchange's label of the whole file ("Exhibit 10.27"), and words of the cover that name nothing.
_FILING = re.compile(r"exhibit\s+\d{1,2}(?:\.\d+|\s?\(\w+\))", re.IGNORECASE)
_COVER_WORDS = re.compile(
    r"(?:by\s+and\s+)?between|and|among|now,?\s+therefore|dated|executed version|draft|confidential|page",
    re.IGNORECASE,
)
_RECITALS = re.compile(
    r"whereas|recitals?|background|witnesseth|preamble|parties|introduction|(?:agreed|operative)\s+(?:terms|provisions)|"
    r"definitions.*|(?:article|part|schedule|section)\b.*",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:table|figure|diagram|chart)\s+\w{1,4}\b", re.IGNORECASE)
_LOOK_AHEAD = 40


def nodes_of(document: Document) -> list[Node]:
    """The clauses of a document in reading order."""
    builder = _Builder(document)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            builder.table(block)
        elif index not in builder.contents:
            builder.paragraph(index, block)
    return builder.nodes


class _Builder:
    def __init__(self, document: Document) -> None:
        self.contents = contents_of(document)
        self.listed = lists_of_schedules(document)
        self.nodes: list[Node] = []
        self.stack = Stack()
        self.levelless = document.kind in {"pdf", "text"}
        self.begun = False
        self.runs = 0
        self._numbered = [
            (i, numerals(b.number))
            for i, b in enumerate(document.blocks)
            if isinstance(b, Paragraph) and b.number and i not in self.contents
        ]
        self._at = 0

    def table(self, table: Table) -> None:
        """A table belongs to the clause it stands in."""
        node = self.stack.deepest or self._opening(table.start, table.end, table.page)
        node.tables.append(table)
        self._extend(node, table.end)

    def paragraph(self, index: int, paragraph: Paragraph) -> None:
        """A paragraph opens a clause, or goes on with the one now open."""
        options = numerals(paragraph.number) if paragraph.number else ()
        if index in self.listed or (not self.nodes and _FILING.match(paragraph.text)):
            self._text(paragraph)
            return
        if options and self._worded(paragraph, options[0]):
            return
        numbers = tuple(as_number(o) or o for o in options if self._belongs(o))
        place = self.stack.place(paragraph, numbers, self._ahead(index)) if numbers else None
        if place is not None:
            self._number(paragraph, place)
        elif paragraph.heading and not paragraph.number and self._names_something(paragraph):
            self._title(paragraph)
        else:
            self._text(paragraph)

    def _belongs(self, numeral: Numeral) -> bool:
        """Whether "B3" stands in Annex B; any other make of number may stand anywhere."""
        if not numeral.annex:
            return True
        frame = self.stack.frame()
        return frame is not None and frame.numeral is not None and frame.numeral.said == numeral.annex

    def _names_something(self, paragraph: Paragraph) -> bool:
        """Whether a title can name a clause: not a date, not "BETWEEN", not a rule, not the next line of a cover."""
        words = paragraph.text.strip(" .:;,")
        if _CAPTION.match(words):
            return False
        if _DATE.fullmatch(words) or _COVER_WORDS.fullmatch(words) or re.fullmatch(r"[(\[“\"].*[)\]”\"]", words):
            return False
        if len(words) < 3:
            return False
        if sum(c.isalpha() for c in words) < 0.6 * len(words.replace(" ", "")):
            return False
        on_cover = self.levelless and self.nodes and not self.begun
        return not on_cover or _RECITALS.fullmatch(words) is not None

    def _ahead(self, index: int) -> Ahead:
        while self._at < len(self._numbered) and self._numbered[self._at][0] <= index:
            self._at += 1
        return Ahead(tuple(n for _, n in islice(self._numbered, self._at, self._at + _LOOK_AHEAD)))

    def _extend(self, node: Node, end: int) -> None:
        if self.nodes and self.nodes[-1] is node:
            node.end = end
            node.titled_only = False

    def _add(self, node: Node) -> Node:
        self.nodes.append(node)
        return node

    def _opening(self, start: int, end: int, page: int | None) -> Node:
        node = self._add(Node("opening", "Preamble", "", start, end, page))
        self.stack.push(node)
        return node

    def _text(self, paragraph: Paragraph) -> None:
        self.begun = self.begun or len(paragraph.text) > 120
        node = self.stack.deepest
        if node is None:
            self._opening(paragraph.start, paragraph.end, paragraph.page)
        elif node.sort == "container" and not node.heading and node.titled_only and 3 < len(paragraph.text) < 100:
            node.heading = paragraph.text.rstrip(" .:")
            node.end = paragraph.end
        else:
            self._extend(node, paragraph.end)

    def _title(self, paragraph: Paragraph) -> None:
        node = self.stack.deepest
        if node is not None and node.sort in {"container", "part"} and node.titled_only and not node.heading:
            node.heading, node.end = paragraph.text.rstrip(" .:"), paragraph.end
            return
        parent = next((n for n in reversed(self.stack.open) if n.sort == "heading" and n.level < paragraph.level), None)
        title = paragraph.text.rstrip(" .:")
        made = Node("heading", title[:80], "", paragraph.start, paragraph.end, paragraph.page, level=paragraph.level)
        made.parent, made.heading = parent or self.stack.frame(), title
        self.stack.push_title(self._add(made))

    def _number(self, paragraph: Paragraph, place: Place) -> None:
        self.begun = True
        made = Node(
            sort="number",
            label=place.numeral.said,
            number=paragraph.number or "",
            start=paragraph.start,
            end=paragraph.end,
            page=paragraph.page,
            parent=place.parent,
            numeral=place.numeral,
            list_id=paragraph.list_id,
            level=paragraph.level,
            heading=clause_title(paragraph),
        )
        inside = place.parent is not None and place.parent.sort == "number"
        self.runs += place.restarts or not self.runs
        made.run = place.parent.run if inside and place.parent else self.runs
        made.under = next((n for n in made.lineage if n.sort in {"heading", "part", "opening"}), None)
        self.stack.push(self._add(made))

    def _worded(self, paragraph: Paragraph, numeral: Numeral) -> bool:
        """Schedules, annexes, parts, articles; False for numbers and for "Section 5"."""
        if as_number(numeral) or not (
            is_container(numeral) or numeral.style in {"part", "article", "chapter", "section"}
        ):
            return False
        sort = "container" if is_container(numeral) else "part"
        words = without_number(paragraph).strip(" \"“”’'")
        of = _OF.match(words)
        parent = self._named(of) if of else self._frame_for(numeral)
        title = "" if of or re.match(r"(?:to|of)\b", words) else words.rstrip(" .:")
        label = f"{numeral.style.capitalize()} {numeral.said}"
        made = Node(
            sort, label, paragraph.number or "", paragraph.start, paragraph.end, paragraph.page, parent, numeral
        )
        made.heading = title if len(title) <= 120 else ""
        self.stack.push(self._add(made))
        return True

    def _frame_for(self, numeral: Numeral) -> Node | None:
        """What a schedule, annex or part stands in: a part in the schedule now open, an annex in it or beside its like."""
        containers = [n for n in self.stack.open if n.sort == "container"]
        if not containers or not is_container(numeral):
            return containers[-1] if containers else None
        alike = next((n for n in containers if n.numeral and n.numeral.style == numeral.style), None)
        if alike is not None:
            return alike.parent
        return self.stack.frame() if stands_inside(numeral, containers[0]) else None

    def _named(self, of: re.Match[str]) -> Node | None:
        """The schedule (and part) that an annex says it belongs to, where the document has it."""
        outer = next((n for n in reversed(self.nodes) if n.sort == "container" and _alike(n.label, of["outer"])), None)
        if outer is None or not of["part"]:
            return outer
        parts = (
            n for n in reversed(self.nodes) if n.sort == "part" and n.parent is outer and _alike(n.label, of["part"])
        )
        return next(parts, outer)


def _alike(label: str, words: str) -> bool:
    return label.lower() == re.sub(r"\s+", " ", words).rstrip(".").lower()
