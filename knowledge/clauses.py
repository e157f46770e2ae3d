"""The clause tree: every clause under its own key (document, schedule, part, number), with offsets for quotation."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.documents.model import Document, Table


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `key` is unique in the document ("7.2.1", "Schedule 2, 3.1", "Schedule 3, Part B, 2.3(a)").

    `text` is `Document.text[start:end]`: its own words without its sub-clauses'. `headings` runs from the outermost
    heading to its own. `tables` stand inside it.
    """

    key: str
    number: str
    heading: str
    text: str
    start: int
    end: int
    page: int | None = None
    parent: str | None = None
    headings: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term and its meaning, in the contract's own words."""

    term: str
    meaning: str
    clause: str
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ClauseTree:
    """A document cut into clauses, in reading order, with its definitions.

    `page_starts[i]` is the offset where page i+1 begins; empty where that is not known.
    """

    document: str
    title: str
    clauses: tuple[Clause, ...]
    definitions: tuple[Definition, ...] = field(default=())
    page_starts: tuple[int, ...] = ()


def clauses(document: Document) -> ClauseTree:
    """Cuts a document into clauses by its numbers and titles; broken numbering gives odd keys, never an error.

    A table of contents is left out. Keys are unique: what would be a second "7.2" is "7.2 (2)".
    """
    from knowledge.clause_building import nodes_of
    from knowledge.clause_keys import keys_of
    from knowledge.clause_titles import title_of
    from knowledge.definitions import definitions_of

    nodes = nodes_of(document)
    keys = keys_of(nodes)
    found = tuple(
        Clause(
            key=keys[node],
            number=node.number,
            heading=node.heading,
            text=document.text[node.start : node.end],
            start=node.start,
            end=node.end,
            page=node.page,
            parent=keys[node.parent] if node.parent else None,
            headings=tuple(n.heading for n in reversed(list(node.lineage)) if n.heading),
            tables=tuple(node.tables),
        )
        for node in nodes
    )
    return ClauseTree(document.name, title_of(document), found, definitions_of(document, found), document.page_starts)
