"""Doubts between documents: two that say different things of one matter, and clauses replaced by words that are silent.

The store never settles a doubt; it marks the readings and waits for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.facts.common import Status
from store.rival_prices import rival_prices
from store.tables.contracts import ClauseRow, DocumentRow, TermRow
from store.term_precedence import matter_of

RIVAL_KINDS = ("service_level", "service_hours", "contract_date")
# Of the duties only this one is told once in a contract, so that two of it contradict each other.
PAYING = "pay invoices"
RIVALS = ("rival", "rival_clock", "rival_unclear")
IDENTITY = ("metric", "priority", "service", "name", "tier")
NO_COPY = {"id", "_sa_instance_state"}


def identity(term: TermRow) -> tuple[Any, ...]:
    """What makes a term speak of the same matter as another."""
    kind = term.fields.get("kind")
    matter = (kind if term.kind in {"charge", "duty"} else kind == "modifier") if kind else None
    told = matter_of(term.kind, term.fields)
    return (term.kind, matter, *(str(told.get(name)) for name in IDENTITY))


def copy_of(term: TermRow, **changes: Any) -> TermRow:
    """A new row with the same words, apart from `changes`."""
    values = {name: value for name, value in vars(term).items() if name not in NO_COPY}
    return TermRow(**(values | changes))


def doubtful_copy(session: Session, term: TermRow, day: date, newer: ClauseRow, now: datetime) -> TermRow:
    """The term as it may or may not go on from `day`, when the new words of its clause do not state it."""
    document = session.get_one(DocumentRow, newer.document_id)
    copy = copy_of(
        term,
        status=Status.CONFLICT.value,
        doubt="unrepeated",
        effective_from=day,
        added_at=now,
        confirmed_at=None,
        confirmed_by=None,
        readings=[f"it still holds: “{term.quote}”", f"it ended on {day} with {document.name}, {newer.key}"],
        question=f"{document.name} replaced clause {term.clause} from {day} and does not state this: does it hold?",
        replaces_id=term.id,
    )
    session.add(copy)
    session.flush()
    return copy


def find_rivals(session: Session, new: Sequence[TermRow]) -> list[int]:
    """Mark the new terms that contradict a term of another document on the same days; the ids now in doubt."""
    kept = select(TermRow).where(TermRow.superseded_at.is_(None), TermRow.kind.in_((*RIVAL_KINDS, "charge", "duty")))
    doubtful: list[int] = []
    for term in new:
        if term.kind in (*RIVAL_KINDS, "charge") or term.fields.get("what") == PAYING:
            same = kept.where(TermRow.contract_id == term.contract_id, TermRow.document_id != term.document_id)
            for other in [row for row in session.scalars(same) if _contradicts(term, row)]:
                doubtful += _set_against(session, term, other)
    return doubtful


def rivals_of(session: Session, term: TermRow) -> list[TermRow]:
    """The doubtful readings that a confirmation of `term` settles."""
    live = select(TermRow).where(
        TermRow.contract_id == term.contract_id,
        TermRow.superseded_at.is_(None),
        TermRow.doubt.in_(RIVALS) | (TermRow.effective_from == term.effective_from),
        TermRow.document_id != term.document_id,
    )
    return [row for row in session.scalars(live) if _contradicts(term, row)]


def _contradicts(term: TermRow, other: TermRow) -> bool:
    overlap = term.effective_from <= other.effective_to and other.effective_from <= term.effective_to
    duties = term.kind == "duty" and not term.fields.get("what") == other.fields.get("what") == PAYING
    same = overlap and not duties and identity(term) == identity(other) and term.fields != other.fields
    return same and (term.kind != "charge" or rival_prices(term, other))


def _set_against(session: Session, term: TermRow, other: TermRow) -> list[int]:
    readings = [f"{_place(session, row)}: “{row.quote}”" for row in (other, term)]
    begins = max(term.effective_from, other.effective_from)
    doubted = [term]
    if begins > other.effective_from:
        doubted.append(_cut(session, other, begins))
    elif other.status != Status.CONFIRMED.value:
        doubted.append(other)
    for row in doubted:
        row.doubt = _doubt(row)
        row.status, row.readings = Status.CONFLICT.value, readings
        row.question = "Two documents differ on this: which one holds?"
    session.flush()
    return [row.id for row in doubted]


def _doubt(row: TermRow) -> str:
    """What kind of rival a term becomes: one that was unclear by itself stays so, whatever rules between the two."""
    if row.doubt in RIVALS:
        return row.doubt
    if row.status != Status.CONFLICT.value or row.doubt == "clash":
        return "rival"
    # A time whose clock its own document leaves unsaid is unclear in nothing else.
    clockless = "clock" not in row.fields and "limit_s" in row.fields and row.question.endswith("or around the clock?")
    return "rival_clock" if clockless else "rival_unclear"


def _cut(session: Session, term: TermRow, day: date) -> TermRow:
    """End the term the day before and let a copy go on from `day`."""
    copy = copy_of(term, effective_from=day, confirmed_at=None, confirmed_by=None, replaces_id=term.id)
    term.effective_to = day - timedelta(days=1)
    session.add(copy)
    return copy


def _place(session: Session, term: TermRow) -> str:
    document = session.get(DocumentRow, term.document_id) if term.document_id else None
    return ", ".join(part for part in (document.name if document else "", term.clause) if part)
