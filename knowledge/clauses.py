"""The clause tree: every clause under its own key (document, schedule, part, number), with offsets for quotation."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.documents.model import Table


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
    """A document cut into clauses, in reading order, with its definitions."""

    document: str
    title: str
    clauses: tuple[Clause, ...]
    definitions: tuple[Definition, ...] = field(default=())
