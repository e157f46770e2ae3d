"""Terms between the table and the record, for every room that reads them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.facts.common import Status
from store.records import TermRecord
from store.tables.contracts import ContractRow, DocumentRow, TermRow
from store.term_precedence import ruled


def live_terms(session: Session, contract: ContractRow) -> list[TermRecord]:
    """The terms of a contract that no correction has replaced, all versions, oldest first, with what its own words settle."""
    query = (
        select(TermRow, DocumentRow.name)
        .outerjoin(DocumentRow, DocumentRow.id == TermRow.document_id)
        .where(TermRow.contract_id == contract.id, TermRow.superseded_at.is_(None))
        .order_by(TermRow.effective_from, TermRow.id)
    )
    return ruled([term_record(row, contract.ref, name) for row, name in session.execute(query)])


def term_record(row: TermRow, ref: str, document: str | None) -> TermRecord:
    """The record of one row."""
    return TermRecord(
        kind=row.kind,
        fields=dict(row.fields),
        quote=row.quote,
        clause=row.clause,
        start=row.start,
        end=row.end,
        page=row.page,
        confidence=row.confidence,
        status=Status(row.status),
        readings=tuple(row.readings),
        question=row.question,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        id=row.id,
        contract=ref,
        document=document or "",
        confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by,
        replaces=row.replaces_id,
        doubt=row.doubt,
    )
