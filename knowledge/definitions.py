"""Defined terms and what the contract says they mean."""

from __future__ import annotations

from knowledge.clauses import Clause, Definition
from knowledge.documents.model import Document


def definitions_of(document: Document, clauses: tuple[Clause, ...]) -> tuple[Definition, ...]:
    """The definitions of a document."""
    return ()
