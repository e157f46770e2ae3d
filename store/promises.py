"""Promises made in writing: found, confirmed by a person, and closed by evidence; every change of mind is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.contract_heads import row_of
from store.database import Database
from store.facts.common import InterpreterError, Source, Status
from store.facts.promised import Promise, State
from store.tables.contracts import ContractRow
from store.tables.promises import PromiseRow

SAID = (
    "who",
    "what",
    "quote",
    "words",
    "made_at",
    "due",
    "due_from",
    "due_to",
    "due_at",
    "starts",
    "every_s",
    "note",
    "subject",
    "mail",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What seems to have become of promise `number`, on which day, and the words that show it."""

    number: int
    state: State
    on: date | None
    evidence: str


class Promises:
    """The promises of all contracts; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, ref: str, promises: Sequence[Promise]) -> tuple[Promise, ...]:
        """Keep promises as found; one that is there already stays as it is. Returns them all with their numbers."""
        with self._db.write() as session:
            contract = row_of(session, ref)
            return tuple(_fact(self._kept(session, contract, one), ref) for one in promises)

    def listed(self, ref: str) -> tuple[Promise, ...]:
        """Every promise of a contract, oldest first."""
        with self._db.read() as session:
            own = select(PromiseRow).where(PromiseRow.contract_id == row_of(session, ref).id)
            return tuple(_fact(row, ref) for row in session.scalars(own.order_by(PromiseRow.made_at, PromiseRow.id)))

    def get(self, number: int) -> Promise:
        """One promise by its number; InterpreterError when there is none."""
        with self._db.read() as session:
            row = _row(session, number)
            return _fact(row, _ref(session, row))

    def confirm(self, numbers: Sequence[int], *, by: str = "") -> tuple[Promise, ...]:
        """Mark promises as truly made. Where a later message seemed to close one, that is confirmed with it."""

        def change(row: PromiseRow) -> None:
            row.status = Status.CONFIRMED.value
            if row.proposed:
                row.state, row.evidence = row.proposed, row.proposed_by
                row.closed_on = row.closed_on or self._db.now().date()
                row.proposed = None

        return tuple(self._decided(number, change, by) for number in numbers)

    def close(self, number: int, state: State, *, on: date | None, evidence: str, by: str = "") -> Promise:
        """Say what became of a promise, with what shows it."""

        def change(row: PromiseRow) -> None:
            row.status, row.state, row.closed_on, row.evidence = Status.CONFIRMED.value, state.value, on, evidence
            row.proposed = None

        return self._decided(number, change, by)

    def reopen(self, number: int, *, by: str = "") -> Promise:
        """Take back what was said of a promise."""

        def change(row: PromiseRow) -> None:
            row.state, row.closed_on, row.evidence, row.proposed = State.OPEN.value, None, "", None

        return self._decided(number, change, by)

    def propose(self, number: int, state: State, *, on: date | None, evidence: str) -> None:
        """Note that something later seems to show what became of a promise; it counts once a person confirms it."""
        self.propose_all([Proposal(number, state, on, evidence)])

    def propose_all(self, proposals: Sequence[Proposal]) -> None:
        """Note several at once; a promise that a person has settled, or that has a proposal already, stays as it is."""
        if not proposals:
            return
        with self._db.write() as session:
            for one in proposals:
                row = _row(session, one.number)
                if row.state == State.OPEN.value and row.proposed is None:
                    row.proposed, row.proposed_by, row.closed_on = one.state.value, one.evidence, one.on

    def _kept(self, session: Session, contract: ContractRow, one: Promise) -> PromiseRow:
        place = f"{one.quote}|{one.what}"
        own = select(PromiseRow).where(
            PromiseRow.contract_id == contract.id, PromiseRow.mail == one.mail, PromiseRow.place == place
        )
        row = session.scalar(own)
        if row is None:
            row = PromiseRow(
                contract_id=contract.id,
                place=place,
                file=one.source.file,
                status=one.status.value,
                state=one.state.value,
                closed_on=one.closed_on,
                evidence=one.evidence,
                proposed=None,
                proposed_by="",
                decided_by="",
                decided_at=None,
                history=[],
                added_at=self._db.now(),
                **{name: getattr(one, name) for name in SAID},
            )
            session.add(row)
            session.flush()
        return row

    def _decided(self, number: int, change: Callable[[PromiseRow], None], by: str) -> Promise:
        with self._db.write() as session:
            row = _row(session, number)
            before: dict[str, Any] = {
                "status": row.status,
                "state": row.state,
                "evidence": row.evidence,
                "by": row.decided_by,
            }
            row.history = [*row.history, {**before, "until": self._db.now().isoformat()}]
            change(row)
            row.decided_by, row.decided_at = by, self._db.now()
            session.flush()
            return _fact(row, _ref(session, row))


def _row(session: Session, number: int) -> PromiseRow:
    row = session.get(PromiseRow, number)
    if row is None:
        raise InterpreterError(f"There is no promise {number}; itbot promises lists them.")
    return row


def _ref(session: Session, row: PromiseRow) -> str:
    return session.get_one(ContractRow, row.contract_id).ref


def _fact(row: PromiseRow, ref: str) -> Promise:
    return Promise(
        contract=ref,
        source=Source(row.file, quote=row.quote),
        status=Status(row.status),
        state=State(row.state),
        closed_on=row.closed_on,
        evidence=row.evidence,
        proposed=State(row.proposed) if row.proposed else None,
        proposed_by=row.proposed_by,
        number=row.id,
        **{name: getattr(row, name) for name in SAID},
    )
