"""The terms found in contracts: listed, confirmed, corrected, and read as the facts that were agreed.

Found is not confirmed: the status travels into every fact. A correction never overwrites; the old reading is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.contract_heads import head_of, row_of, touch
from store.credit_modifiers import SPAN
from store.database import Database
from store.facts.agreed import Agreed
from store.facts.common import InterpreterError, Status
from store.records import TermRecord
from store.tables.contracts import ContractRow, DocumentRow, TermRow
from store.term_doubts import RIVALS, copy_of, rivals_of
from store.term_fields import FIELDS, read_fields, typed
from store.term_rows import live_terms, term_record
from store.term_values import day
from store.terms_as_facts import facts_of

DAYS = ("effective_from", "effective_to")
# Where two documents differ a person picks one by confirming it; what is unclear in itself must be said.
SETTLED_BY_CONFIRMING = {"rival", "unrepeated"}

__all__ = ["Terms", "facts_of"]


class Terms:
    """The terms of all contracts; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def listed(self, ref: str | None = None, status: Status | None = None) -> list[TermRecord]:
        """The terms as they stand, of one contract or all, of one status or any."""
        with self._db.read() as session:
            contracts = [row_of(session, ref)] if ref else session.scalars(select(ContractRow)).all()
            terms = [term for contract in contracts for term in live_terms(session, contract)]
        return [term for term in terms if status is None or term.status is status]

    def get(self, term_id: int) -> TermRecord:
        """One term by the id that listings and levels carry; InterpreterError when there is none."""
        with self._db.read() as session:
            return _record(session, _row(session, term_id))

    def agreed(self, ref: str) -> Agreed:
        """Everything agreed in the contract: all versions, each with the days on which it counts."""
        with self._db.read() as session:
            row = row_of(session, ref)
            return facts_of(live_terms(session, row), head_of(row))

    def confirm(self, ids: Sequence[int] | Literal["all"], *, ref: str | None = None, by: str = "") -> list[TermRecord]:
        """Mark terms as confirmed by a person; "all" takes those that are found and leaves every doubt alone.

        Confirming one of two readings that contradict each other sets the other aside. A term with two readings of
        its own cannot be confirmed, only corrected: InterpreterError says how.
        """
        with self._db.write() as session:
            rows = _found(session, ref) if ids == "all" else [_row(session, term_id) for term_id in ids]
            for row in rows:
                _confirm(session, row, by, self._db)
            return [_record(session, row) for row in rows]

    def correct(self, term_id: int, values: Mapping[str, Any], *, by: str = "") -> TermRecord:
        """A new, confirmed reading of the term with these values (None takes a field away); the old one is kept.

        Values may be typed as a person would ("30 min", "95 %", "P1"). Raises InterpreterError naming what is wrong.
        """
        with self._db.write() as session:
            old = _row(session, term_id)
            if old.superseded_at is not None:
                raise InterpreterError(f"Term {term_id} was corrected before; correct the newer reading of it.")
            fields, days = _corrected(old, values)
            now = self._db.now()
            new = copy_of(old, fields=fields, **days, status=Status.CONFIRMED.value, doubt="", readings=[], question="")
            new.confidence, new.added_at, new.confirmed_at, new.confirmed_by = 1.0, now, now, by or None
            new.replaces_id = old.id
            if old.doubt in RIVALS:
                _set_aside(session, old, now)
            old.superseded_at = now
            touch(session.get_one(ContractRow, old.contract_id))
            session.add(new)
            session.flush()
            return _record(session, new)

    def history(self, term_id: int) -> list[TermRecord]:
        """The readings that led to this term, newest first, itself included."""
        with self._db.read() as session:
            row: TermRow | None = _row(session, term_id)
            found = []
            while row is not None:
                found.append(_record(session, row))
                row = session.get(TermRow, row.replaces_id) if row.replaces_id else None
            return found


def _row(session: Session, term_id: int) -> TermRow:
    row = session.get(TermRow, term_id % SPAN)
    if row is None:
        raise InterpreterError(f"There is no term {term_id}; `itbot terms` lists them.")
    return row


def _record(session: Session, row: TermRow) -> TermRecord:
    document = session.get(DocumentRow, row.document_id) if row.document_id else None
    contract = session.get_one(ContractRow, row.contract_id)
    return term_record(row, contract.ref, document.name if document else None)


def _found(session: Session, ref: str | None) -> list[TermRow]:
    query = select(TermRow).where(TermRow.superseded_at.is_(None), TermRow.status == Status.FOUND.value)
    if ref:
        query = query.where(TermRow.contract_id == row_of(session, ref).id)
    rows = session.scalars(query.order_by(TermRow.id)).all()
    return [row for row in rows if not read_fields(row.kind, row.fields).complaints]


def _confirm(session: Session, row: TermRow, by: str, db: Database) -> None:
    if row.superseded_at is not None:
        raise InterpreterError(f"Term {row.id} was corrected; confirm the newer reading of it.")
    complaints = read_fields(row.kind, row.fields).complaints
    if complaints:
        raise InterpreterError(f"Term {row.id} cannot be confirmed: {'; '.join(complaints)}. Correct it instead.")
    if row.status == Status.CONFLICT.value and row.doubt not in SETTLED_BY_CONFIRMING:
        raise InterpreterError(
            f"Term {row.id} can be read in more than one way ({'; '.join(row.readings) or row.question}); "
            f"say which with `itbot correct {row.id} FIELD=VALUE`."
        )
    now = db.now()
    touch(session.get_one(ContractRow, row.contract_id))
    if row.doubt in RIVALS:
        _set_aside(session, row, now)
    row.status, row.doubt, row.readings, row.question = Status.CONFIRMED.value, "", [], ""
    row.confirmed_at, row.confirmed_by = now, by or None


def _set_aside(session: Session, doubted: TermRow, now: datetime) -> None:
    for rival in rivals_of(session, doubted):
        rival.superseded_at = now


def _corrected(old: TermRow, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, date]]:
    known = FIELDS.get(old.kind, {})
    unknown = sorted(set(values) - set(known) - set(DAYS))
    if unknown:
        raise InterpreterError(
            f"A {old.kind.replace('_', ' ')} has no field “{unknown[0]}”; it has: {', '.join([*known, *DAYS])}."
        )
    try:
        days = {name: day(values[name]) for name in DAYS if name in values}
    except ValueError as trouble:
        raise InterpreterError(f"Term {old.id} cannot be corrected: {trouble}.") from None
    try:
        changed = {name: typed(old.kind, name, values[name]) for name in values if name in known}
    except (ValueError, TypeError, ArithmeticError, LookupError) as trouble:
        raise InterpreterError(f"Term {old.id} cannot be corrected: {trouble}.") from None
    fields = {name: value for name, value in (old.fields | changed).items() if value is not None}
    complaints = read_fields(old.kind, fields).complaints
    if complaints:
        raise InterpreterError(f"Term {old.id} would still not be readable: {'; '.join(complaints)}.")
    return fields, days
