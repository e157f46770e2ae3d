"""Contracts as tables: heads, documents, clauses, definitions, terms. Nothing is overwritten: versions have dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Numbered, OfContract


class ContractRow(Numbered, Base):
    """One contract; what a person said of it stands here, what its documents say stands in the terms.

    `revision` goes up with every change of its terms or tickets, so that stale outcomes are noticed at once.
    """

    __tablename__ = "contract"

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str | None]
    provider: Mapped[str | None]
    customer: Mapped[str | None]
    tz: Mapped[str | None]
    currency: Mapped[str | None]
    added_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=0)


class DocumentRow(OfContract, Base):
    """One document of a contract: the original, or an amendment with the date from which it counts."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("contract_id", "sha256"),)

    name: Mapped[str]
    sha256: Mapped[str]
    kind: Mapped[str]
    effective_from: Mapped[date]
    text: Mapped[str]
    page_starts: Mapped[list[Any]]
    doubts: Mapped[list[Any]]
    added_at: Mapped[datetime]


class DocumentFileRow(Base):
    """The file itself, byte for byte, apart from its text so that lists stay quick."""

    __tablename__ = "document_file"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ClauseRow(OfContract, Base):
    """One version of one clause; `place` is the clause of the contract it stands for, whatever its own number."""

    __tablename__ = "clause"
    __table_args__ = (Index("ix_clause_place", "contract_id", "place"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    key: Mapped[str]
    place: Mapped[str]
    action: Mapped[str]
    number: Mapped[str]
    heading: Mapped[str]
    headings: Mapped[list[Any]]
    text: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    page: Mapped[int | None]
    parent: Mapped[str | None]
    position: Mapped[int]
    effective_from: Mapped[date]
    effective_to: Mapped[date]


class DefinitionRow(OfContract, Base):
    """A defined term in the contract's words."""

    __tablename__ = "definition"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    term: Mapped[str]
    meaning: Mapped[str]
    clause: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    page: Mapped[int | None]
    effective_from: Mapped[date]
    effective_to: Mapped[date]


class TermRow(OfContract, Base):
    """One reading of one term; a correction is a new row, and the row it replaces keeps its words.

    `doubt` is "rival" when another document says otherwise, "unrepeated" when its clause was replaced by words that
    do not state it; a person settles both by confirming. "rival_clock" and "rival_unclear" are rivals that were unclear
    by themselves before, the first only as to the clock; "clash" is one of two values of one document.
    """

    __tablename__ = "term"
    __table_args__ = (Index("ix_term_kind", "contract_id", "kind"),)

    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    clause_id: Mapped[int | None] = mapped_column(ForeignKey("clause.id"), index=True)
    kind: Mapped[str]
    fields: Mapped[dict[str, Any]]
    quote: Mapped[str]
    clause: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    page: Mapped[int | None]
    confidence: Mapped[float]
    status: Mapped[str]
    readings: Mapped[list[Any]]
    question: Mapped[str]
    doubt: Mapped[str]
    effective_from: Mapped[date]
    effective_to: Mapped[date]
    added_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("term.id"), index=True)
    superseded_at: Mapped[datetime | None]
