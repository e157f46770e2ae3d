"""A document taken out of its contract: what it ended goes on, and what it put into doubt is certain again.

Only the document that came last can be taken out alone: what a later one built upon cannot be undone without it.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from store.facts.common import FAR_FUTURE, InterpreterError, Status
from store.tables.contracts import ClauseRow, ContractRow, DefinitionRow, DocumentFileRow, DocumentRow, TermRow
from store.term_doubts import RIVALS

ONE_DAY = timedelta(days=1)


def take_out_document(session: Session, contract: ContractRow, number: int) -> Counter[str]:
    """Erase one document; raises InterpreterError where others rest on it."""
    document = session.get_one(DocumentRow, number)
    _must_be_last(session, contract, document)
    if document.kind == "amendment":
        _settled(session, document)
        _give_back(session, contract, document)
    gone: Counter[str] = Counter()
    rows: tuple[tuple[Any, str], ...] = ((TermRow, "terms"), (DefinitionRow, "definitions"), (ClauseRow, "clauses"))
    own = select(TermRow.id).where(TermRow.document_id == number)
    loose = select(TermRow).where(TermRow.replaces_id.in_(own), TermRow.document_id != number)
    for term in session.scalars(loose):
        term.replaces_id = None
    session.flush()
    for row, name in rows:
        gone[name] = _deleted(session, delete(row).where(row.document_id == number))
    gone["files"] = _deleted(session, delete(DocumentFileRow).where(DocumentFileRow.document_id == number))
    gone["documents"] = _deleted(session, delete(DocumentRow).where(DocumentRow.id == number))
    return gone


def _must_be_last(session: Session, contract: ContractRow, document: DocumentRow) -> None:
    own = DocumentRow.contract_id == contract.id
    last = session.scalar(select(func.max(DocumentRow.id)).where(own))
    if document.id != last:
        later = session.scalars(
            select(DocumentRow.name).where(own, DocumentRow.id > document.id).order_by(DocumentRow.id)
        )
        raise InterpreterError(
            f"{', '.join(later)} came after {document.name} and may rest on it: take the later ones out first, "
            f"or erase the contract: itbot forget contract {contract.ref}"
        )


def _settled(session: Session, document: DocumentRow) -> None:
    """A person's word on what this document put into doubt would be lost with it; that is not for a program to do."""
    other = DocumentRow.contract_id == document.contract_id, DocumentRow.id != document.id
    same_day = select(DocumentRow.name).where(*other, DocumentRow.effective_from == document.effective_from)
    twin = session.scalar(same_day.limit(1))
    copies = select(func.count()).select_from(TermRow)
    decided = session.scalar(copies.where(*_copies(document), TermRow.status == Status.CONFIRMED.value))
    if twin or decided:
        why = (
            f"{twin} begins on the same day" if twin else f"a person has settled {decided} terms that it put into doubt"
        )
        raise InterpreterError(
            f"{document.name} cannot be taken out alone, because {why}; erase the contract and add the documents that hold."
        )


def _copies(document: DocumentRow) -> tuple[Any, ...]:
    """The copies of others' terms that this document put into doubt from its day on."""
    return (
        TermRow.contract_id == document.contract_id,
        TermRow.document_id != document.id,
        TermRow.replaces_id.is_not(None),
        TermRow.doubt.in_(("unrepeated", *RIVALS)),
        TermRow.effective_from == document.effective_from,
    )


def _give_back(session: Session, contract: ContractRow, document: DocumentRow) -> None:
    """What ended the day before this document began goes on, for as long as it did before."""
    ended = document.effective_from - ONE_DAY
    own = list(session.scalars(select(ClauseRow).where(ClauseRow.document_id == document.id)))
    until = {row.place: row.effective_to for row in own}
    others = ClauseRow.contract_id == contract.id, ClauseRow.document_id != document.id, ClauseRow.effective_to == ended
    restored = {}
    for row in session.scalars(select(ClauseRow).where(*others)):
        row.effective_to = restored[row.id] = until.get(row.place, until.get(row.parent or "", FAR_FUTURE))
    for copy in session.scalars(select(TermRow).where(*_copies(document))).all():
        before = session.get_one(TermRow, copy.replaces_id)
        before.effective_to = copy.effective_to
        session.delete(copy)
    session.flush()
    terms = TermRow.contract_id == contract.id, TermRow.document_id != document.id, TermRow.effective_to == ended
    for term in session.scalars(select(TermRow).where(*terms)):
        term.effective_to = restored.get(term.clause_id or 0, FAR_FUTURE)
    words = DefinitionRow.contract_id == contract.id, DefinitionRow.document_id != document.id
    for word in session.scalars(select(DefinitionRow).where(*words, DefinitionRow.effective_to == ended)):
        word.effective_to = FAR_FUTURE
    _rivals(session, document)


def _rivals(session: Session, document: DocumentRow) -> None:
    """A term of another document that differed is shown with its own words alone, and a person is still asked."""
    doubted = select(TermRow).where(
        TermRow.contract_id == document.contract_id, TermRow.document_id != document.id, TermRow.doubt.in_(RIVALS)
    )
    for term in session.scalars(doubted):
        if any(document.name in str(reading) for reading in term.readings):
            term.readings = [f"“{term.quote}”"]
            term.question = "A document that differed on this was taken out: does this hold?"


def _deleted(session: Session, statement: Any) -> int:
    return int(session.connection().execute(statement).rowcount)
