"""Taking in a document of a contract: what it adds, what it ends, and where it leaves a doubt.

An amendment ends a clause by its key from a day on; both versions stay. A term goes on, ends, or comes into doubt with
its clause; no reading is ever chosen over another in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.contract_heads import made_or_found, touch
from store.facts.common import FAR_FUTURE, FAR_PAST, InterpreterError, Status
from store.records import AddedVersion, ClauseRecord, NewVersion, TermRecord
from store.tables.contracts import ClauseRow, ContractRow, DefinitionRow, DocumentFileRow, DocumentRow, TermRow
from store.term_doubts import doubtful_copy, find_rivals, identity

ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Work:
    """One document on its way in: the rows so far, and what it did to those of others."""

    session: Session
    contract: ContractRow
    document: DocumentRow
    clauses: list[ClauseRow]
    now: datetime
    terms: list[TermRow] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)


def take_in(session: Session, new: NewVersion, now: datetime) -> AddedVersion:
    """Store the document and everything in it; the same file of the same contract again changes nothing."""
    contract = made_or_found(session, new.contract, now)
    known = session.scalar(
        select(DocumentRow.id).where(DocumentRow.contract_id == contract.id, DocumentRow.sha256 == new.sha256)
    )
    if known is not None:
        return AddedVersion(contract.ref, known, "unchanged")
    touch(contract)
    document = _document(session, contract, new, now)
    others = session.scalars(select(ClauseRow).where(ClauseRow.contract_id == contract.id)).all()
    work = _Work(session, contract, document, _clauses(session, document, new.clauses), now)
    work.terms = _terms(work, new.terms, others)
    _definitions(work, new)
    _fit_clauses(work, others)
    _fit_laid_terms(work, {other.id for other in others})
    _end_terms(work, new.ends)
    work.doubtful += find_rivals(session, work.terms)
    session.flush()
    return AddedVersion(
        contract.ref,
        document.id,
        "added",
        superseded=tuple(work.superseded),
        ended=tuple(work.ended),
        doubtful=tuple(dict.fromkeys(work.doubtful)),
    )


def _document(session: Session, contract: ContractRow, new: NewVersion, now: datetime) -> DocumentRow:
    if new.kind == "amendment" and new.effective_from is None:
        raise InterpreterError(
            f"The amendment {new.document} does not say from which day it counts; say so when adding it."
        )
    row = DocumentRow(
        contract_id=contract.id,
        name=new.document,
        sha256=new.sha256,
        kind=new.kind,
        effective_from=new.effective_from or FAR_PAST,
        text=new.text,
        page_starts=list(new.page_starts),
        doubts=list(new.doubts),
        added_at=now,
    )
    session.add(row)
    session.flush()
    if new.raw is not None:
        session.add(DocumentFileRow(document_id=row.id, content=new.raw))
    return row


def _clauses(session: Session, document: DocumentRow, clauses: Sequence[ClauseRecord]) -> list[ClauseRow]:
    rows = [_clause(document, clause, position) for position, clause in enumerate(clauses)]
    session.add_all(rows)
    session.flush()
    return rows


def _clause(document: DocumentRow, clause: ClauseRecord, position: int) -> ClauseRow:
    return ClauseRow(
        contract_id=document.contract_id,
        document_id=document.id,
        key=clause.key,
        place=clause.replaces or clause.key,
        action=clause.action if document.kind == "amendment" else "add",
        number=clause.number,
        heading=clause.heading,
        headings=list(clause.headings),
        text=clause.text,
        start=clause.start,
        end=clause.end,
        page=clause.page,
        parent=clause.parent,
        position=position,
        effective_from=document.effective_from,
        effective_to=FAR_FUTURE,
    )


def _terms(work: _Work, terms: Sequence[TermRecord], others: Sequence[ClauseRow]) -> list[TermRow]:
    """A term belongs to its clause in the document; in an amendment it may also be laid under an earlier clause."""
    places = (
        {}
        if work.document.kind != "amendment"
        else {other.place: other.id for other in others if _is_valid(work, other)}
    )
    places |= {row.key: row.id for row in work.clauses}
    anew = [row for row in work.clauses if row.action == "replace"]
    rows = [_term(work, term, _anew(term.clause, anew) or places.get(term.clause)) for term in terms]
    work.session.add_all(rows)
    work.session.flush()
    return rows


def _anew(clause: str, rows: Sequence[ClauseRow]) -> int | None:
    """The clause written anew that holds a term, for what stands under it has no row of its own."""
    holding = [
        row
        for row in rows
        if clause == row.place or clause.startswith((f"{row.place}, ", f"{row.place}.", f"{row.place}("))
    ]
    return max(holding, key=lambda row: len(row.place)).id if holding else None


def _term(work: _Work, term: TermRecord, clause_id: int | None) -> TermRow:
    begins = work.document.effective_from if term.effective_from == FAR_PAST else term.effective_from
    return TermRow(
        contract_id=work.contract.id,
        document_id=work.document.id,
        clause_id=clause_id,
        kind=term.kind,
        fields=dict(term.fields),
        quote=term.quote,
        clause=term.clause,
        start=term.start,
        end=term.end,
        page=term.page,
        confidence=term.confidence,
        status=Status(term.status).value,
        readings=list(term.readings),
        question=term.question,
        doubt=term.doubt,
        effective_from=begins,
        effective_to=term.effective_to,
        added_at=work.now,
    )


def _definitions(work: _Work, new: NewVersion) -> None:
    begins = work.document.effective_from
    others = work.session.scalars(select(DefinitionRow).where(DefinitionRow.contract_id == work.contract.id)).all()
    for record in new.definitions:
        row = DefinitionRow(
            contract_id=work.contract.id,
            document_id=work.document.id,
            term=record.term,
            meaning=record.meaning,
            clause=record.clause,
            start=record.start,
            end=record.end,
            page=record.page,
            effective_from=begins,
            effective_to=FAR_FUTURE,
        )
        same = [other for other in others if other.term.casefold() == record.term.casefold()]
        if new.kind == "amendment":
            for other in _valid_on(same, begins):
                other.effective_to = begins - ONE_DAY
        work.session.add(row)


def _valid_on(rows: Iterable[DefinitionRow], day: date) -> list[DefinitionRow]:
    return [row for row in rows if row.effective_from <= day <= row.effective_to]


def _fit_clauses(work: _Work, others: Sequence[ClauseRow]) -> None:
    """Put each clause between the version before it and the version after it, in whatever order they were added."""
    places: dict[str, list[ClauseRow]] = {}
    for other in others:
        places.setdefault(other.place, []).append(other)
    for row in work.clauses:
        before = _version_before(row, places.get(row.place, ()))
        after = [other for other in places.get(row.place, ()) if _takes_over(other, row)]
        if row.action != "add":
            for older in before:
                _hand_over(work, older, row)
            if before or row.action == "delete":
                _end_below(work, row, others)
        if after:
            _hand_over(work, row, min(after, key=lambda other: other.effective_from))


def _is_valid(work: _Work, row: ClauseRow) -> bool:
    return row.effective_from <= work.document.effective_from <= row.effective_to


def _fit_laid_terms(work: _Work, earlier_clauses: set[int]) -> None:
    """A term laid under a clause that stays ends the earlier terms of that clause on the same matter."""
    for term in work.terms:
        if term.clause_id in earlier_clauses:
            day = term.effective_from
            live = select(TermRow).where(TermRow.clause_id == term.clause_id, TermRow.superseded_at.is_(None))
            for old in work.session.scalars(live.where(TermRow.document_id != work.document.id)):
                if old.effective_from <= day <= old.effective_to and identity(old) == identity(term):
                    old.effective_to = day - ONE_DAY
                    work.ended.append(old.id)


def _end_terms(work: _Work, ends: Sequence[tuple[int, date]]) -> None:
    """Terms that a document takes away on a day, such as those of a deleted row."""
    for number, day in ends:
        term = work.session.get_one(TermRow, number)
        if term.contract_id == work.contract.id and term.effective_from <= day <= term.effective_to:
            term.effective_to = day - ONE_DAY
            work.ended.append(term.id)


def _version_before(row: ClauseRow, versions: Sequence[ClauseRow]) -> list[ClauseRow]:
    """The version in force when `row` begins; none when two documents each have one, for then nobody can tell."""
    valid = [old for old in versions if old.effective_from <= row.effective_from <= old.effective_to]
    return valid if len(valid) == 1 else []


def _takes_over(later: ClauseRow, row: ClauseRow) -> bool:
    return later.action != "add" and later.effective_from > row.effective_from


def _end_below(work: _Work, row: ClauseRow, others: Sequence[ClauseRow]) -> None:
    """Deleting a clause deletes what stands under it, and a clause written anew takes the place of all of it."""
    gone = {row.place}
    for other in sorted(others, key=lambda other: (other.document_id, other.position)):
        valid = other.effective_from <= row.effective_from <= other.effective_to
        if other.parent in gone and valid:
            gone.add(other.place)
            _hand_over(work, other, row)


def _hand_over(work: _Work, older: ClauseRow, newer: ClauseRow) -> None:
    """From the day the newer clause begins, the older one is history, and so are its terms where they are said anew."""
    day = newer.effective_from
    live = select(TermRow).where(TermRow.clause_id == older.id, TermRow.superseded_at.is_(None))
    live = live.where(TermRow.document_id != newer.document_id)
    terms = [term for term in work.session.scalars(live) if term.effective_from <= day <= term.effective_to]
    older.effective_to = day - ONE_DAY
    work.superseded.append(older.key)
    told = select(TermRow).where(TermRow.document_id == newer.document_id, TermRow.superseded_at.is_(None))
    anew = {identity(term) for term in work.session.scalars(told)}
    for term in terms:
        if newer.action != "delete" and identity(term) not in anew:
            work.doubtful.append(doubtful_copy(work.session, term, day, newer, work.now).id)
        term.effective_to = day - ONE_DAY
        work.ended.append(term.id)
