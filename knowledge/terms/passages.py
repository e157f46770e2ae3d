"""A contract laid out for finding: sentences and tables, each with its clause, headings and lead-in words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from knowledge.clauses import Clause, ClauseTree
from knowledge.documents.model import Document, Paragraph, Table
from knowledge.terms.model import FoundTerm
from knowledge.terms.rows import body
from knowledge.terms.wording import LIST_ITEM, flat, sentence_spans, tidy

_DEFINING = re.compile(r'^\W*"?[A-Z][\w /&-]{1,60}"?\s*(?:\([^)]*\)\s*)?:?\s*(?:means|shall mean|has the meaning)\b')
_LABEL_AND_VALUE = 2
_LEADS_IN = re.compile(r":\W*$|\b(?:as follows|the following[\w ]*)\W*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item. `text` is cleaned but as long as its slice, so that offsets hold in both."""

    text: str
    start: int
    end: int
    clause: str = ""
    headings: tuple[str, ...] = ()
    lead: str = ""
    defining: bool = False

    @property
    def context(self) -> str:
        """The words it stands under: headings from the inmost outwards after its lead-in."""
        return " | ".join((self.lead, *reversed(self.headings)))


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with its clause, its headings and the words said just before it."""

    table: Table
    clause: str
    headings: tuple[str, ...]
    lead: str = ""

    @property
    def context(self) -> str:
        """Title, lead-in and headings, from the nearest outwards."""
        return " | ".join((flat(self.table.title), self.lead, *reversed(self.headings)))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a term is not simply found: `status` conflict or unknown, the readings, and what to ask a person."""

    status: str
    readings: tuple[str, ...] = ()
    question: str = ""


CERTAIN = Doubt("found")


@dataclass(frozen=True)
class Contract:
    """A document and its clause tree, cut up once for every finder."""

    document: Document
    tree: ClauseTree

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence outside tables, in reading order."""
        return tuple(_sentences(self.document, self.tree))

    @cached_property
    def labelled(self) -> tuple[Sentence, ...]:
        """The rows of tables of two columns, each as "label: value", for facts that a contract tables on its cover."""
        return tuple(
            Sentence(_as_sentence(self.whole[row.span[0] : row.span[1]]), *row.span, placed.clause, placed.headings)
            for placed in self.tables
            if max((len(line) for line in placed.table.grid), default=0) == _LABEL_AND_VALUE
            for row in body(placed.table, self.document.text)
            if all(cell.text for cell in row.cells)
        )

    @cached_property
    def tables(self) -> tuple[PlacedTable, ...]:
        """Every table with its place."""
        return tuple(_placed(table, self) for table in _tables(self.document, self.tree))

    @cached_property
    def whole(self) -> str:
        """The cleaned text of the document, as long as the text itself."""
        return flat(self.document.text)

    def term(
        self,
        kind: str,
        fields: dict[str, Any],
        span: tuple[int, int],
        *,
        clause: str,
        confidence: float = 0.9,
        doubt: Doubt = CERTAIN,
    ) -> FoundTerm:
        """A found term whose quote is the exact slice of the document at `span`."""
        start, end = span
        return FoundTerm(
            kind=kind,
            fields={name: value for name, value in fields.items() if value is not None},
            quote=self.document.text[start:end],
            clause=clause,
            start=start,
            end=end,
            page=self.document.page_at(start),
            confidence=confidence,
            status=doubt.status,
            readings=doubt.readings,
            question=doubt.question,
        )

    def said_by(self, sentence: Sentence, kind: str, fields: dict[str, Any], **more: Any) -> FoundTerm:
        """A term whose quotation is the whole sentence."""
        return self.term(kind, fields, (sentence.start, sentence.end), clause=sentence.clause, **more)


def _as_sentence(words: str) -> str:
    """A row's words with a colon for the line between its two cells; as long as the row."""
    return re.sub(r"\s\|\s", ":  ", words, count=1)


def _tables(document: Document, tree: ClauseTree) -> list[Table]:
    """All tables once, whether the document or a clause holds them, in reading order."""
    found = [block for block in document.blocks if isinstance(block, Table)]
    known = {table.start for table in found}
    found += [table for clause in tree.clauses for table in clause.tables if table.start not in known]
    return sorted(found, key=lambda table: table.start)


def _placed(table: Table, contract: Contract) -> PlacedTable:
    clause = _clause_at(contract.tree, table)
    before = [
        one for one in contract.sentences if one.end <= table.start and one.clause == (clause.key if clause else "")
    ]
    lead = " ".join(one.text for one in before[-2:])
    if not clause:
        return PlacedTable(table, "", (), lead)
    return PlacedTable(table, clause.key, _headings(clause), lead or _parent_words(contract.tree, clause))


def _clause_at(tree: ClauseTree, table: Table) -> Clause | None:
    owners = [clause for clause in tree.clauses if any(own.start == table.start for own in clause.tables)]
    if owners:
        return owners[-1]
    earlier = [clause for clause in tree.clauses if clause.start <= table.start]
    return max(earlier, key=lambda clause: clause.start, default=None)


def _parent_words(tree: ClauseTree, clause: Clause) -> str:
    parent = next((other for other in tree.clauses if other.key == clause.parent), None)
    return flat(parent.text)[-400:] if parent else ""


def _headings(clause: Clause) -> tuple[str, ...]:
    own = (clause.heading,) if clause.heading and clause.heading not in clause.headings[-1:] else ()
    return tuple(tidy(heading) for heading in (*clause.headings, *own))


def _sentences(document: Document, tree: ClauseTree) -> Iterator[Sentence]:
    leads: dict[str, str] = {}
    titles = [block for block in document.blocks if isinstance(block, Paragraph) and block.heading]
    numbered = {block.start: bool(block.number) for block in document.blocks if isinstance(block, Paragraph)}
    for clause, pieces in _pieces(document, tree):
        key = clause.key if clause else ""
        inherited = leads.get(clause.parent or "", "") if clause and clause.parent else ""
        lead, listed = inherited, False
        above = _headings(clause) if clause else ()
        for start, end in pieces:
            raw, text = document.text[start:end], flat(document.text[start:end])
            item = (
                bool(LIST_ITEM.match(raw))
                or numbered.get(start, start not in numbered)
                or not text.endswith((".", ":"))
            )
            if listed and not item:
                lead, listed = inherited, False
            defining = bool(_DEFINING.match(text)) or (bool(clause) and _in_definitions(clause, tree, start))
            yield Sentence(text, start, end, key, _under(titles, above, start), lead, defining)
            listed = listed or lead != inherited
            if _LEADS_IN.search(text):
                lead, listed = text, False
        if lead and clause:
            leads[key] = lead


def _under(titles: list[Paragraph], above: tuple[str, ...], offset: int) -> tuple[str, ...]:
    """The headings of a sentence: its clause's, and the title that stands last before it where those leave it out."""
    place = bisect_right(titles, offset, key=lambda title: title.end)
    last = tidy(titles[place - 1].text) if place else ""
    known = any(last in heading or heading in last for heading in above)
    return above if not last or known else (*above, last)


def _in_definitions(clause: Clause | None, tree: ClauseTree, offset: int) -> bool:
    if clause is None:
        return False
    return any(known.start <= offset < known.end for known in tree.definitions)


def _pieces(document: Document, tree: ClauseTree) -> Iterator[tuple[Clause | None, list[tuple[int, int]]]]:
    """Each clause with the spans of its sentences; words outside every clause come under None."""
    tables = _tables(document, tree)
    cursor = 0
    for clause in sorted(tree.clauses, key=lambda one: (one.start, one.end)):
        if clause.start > cursor:
            yield None, _spans(document, tables, cursor, clause.start)
        if clause.end > cursor:
            yield clause, _spans(document, tables, max(cursor, clause.start), clause.end)
            cursor = clause.end
    if cursor < len(document.text):
        yield None, _spans(document, tables, cursor, len(document.text))


def _spans(document: Document, tables: list[Table], start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for low, high in _paragraphs(document, start, end):
        if any(table.start <= low < table.end for table in tables):
            continue
        found += [(low + a, low + b) for a, b in sentence_spans(document.text[low:high])]
    return found


def _paragraphs(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs inside a span, clipped to it; the bare span where the document names none."""
    inside = [
        (max(block.start, start), min(block.end, end))
        for block in document.blocks
        if isinstance(block, Paragraph) and block.end > start and block.start < end and not _title_only(block)
    ]
    return inside or ([] if document.blocks else [(start, end)])


def _title_only(block: Paragraph) -> bool:
    """Whether a paragraph is a bare title: a heading with a figure in it may still be a promise."""
    return block.heading and not re.search(r"\d", block.text)
