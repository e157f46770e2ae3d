"""What came of the correspondence: how each message read, the user's own words for terms, how people felt, what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from store.contract_heads import row_of
from store.database import Database
from store.facts.common import InterpreterError
from store.facts.promised import Asked, Pulse, Reading, Session, Spoken
from store.tables.promises import OwnTermRow, PulseRow, ReadingRow, SessionRow

_READ = tuple(name for name in Reading.__slots__ if name not in {"contract", "number", "tickets", "asked"})


class Correspondence:
    """Readings, own terms, pulses and question rounds; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep_readings(self, ref: str, readings: Sequence[Reading]) -> None:
        """Keep how messages read; a message read before is read anew."""
        with self._db.write() as session:
            contract = row_of(session, ref).id
            for one in readings:
                own = select(ReadingRow).where(ReadingRow.contract_id == contract, ReadingRow.mail == one.mail)
                row = session.scalar(own) or ReadingRow(contract_id=contract, added_at=self._db.now())
                for name in _READ:
                    setattr(row, name, getattr(one, name))
                row.tickets = list(one.tickets)
                row.asked = None if one.asked is None else [_asked_json(asked) for asked in one.asked]
                session.add(row)

    def readings(self, ref: str) -> tuple[Reading, ...]:
        """How each message of a contract read, oldest first."""
        with self._db.read() as session:
            own = select(ReadingRow).where(ReadingRow.contract_id == row_of(session, ref).id)
            rows = session.scalars(own.order_by(ReadingRow.sent_at.is_(None), ReadingRow.sent_at, ReadingRow.id))
            return tuple(_reading(row, ref) for row in rows)

    def add_term(self, term: str, meaning: str) -> None:
        """Keep a term in the user's own words; the same term again takes the new meaning."""
        name = " ".join(term.lower().split())
        if not name or not meaning.strip():
            raise InterpreterError(
                'Say the term and what it means, for example: --add "Blue line=our main internet line".'
            )
        with self._db.write() as session:
            row = session.scalar(select(OwnTermRow).where(OwnTermRow.name == name))
            row = row or OwnTermRow(name=name, added_at=self._db.now())
            row.term, row.meaning = term.strip(), meaning.strip()
            session.add(row)

    def terms(self) -> dict[str, str]:
        """The user's own terms with their meanings."""
        with self._db.read() as session:
            return {row.term: row.meaning for row in session.scalars(select(OwnTermRow).order_by(OwnTermRow.id))}

    def add_pulse(self, pulse: Pulse) -> None:
        """Keep how somebody felt after a crisis."""
        with self._db.write() as session:
            said = {"incident": pulse.incident, "answer": pulse.answer, "said_on": pulse.said_on, "note": pulse.note}
            session.add(PulseRow(contract_id=row_of(session, pulse.contract).id, added_at=self._db.now(), **said))

    def pulses(self, ref: str) -> tuple[Pulse, ...]:
        """How people felt, in the order they said so."""
        with self._db.read() as session:
            own = select(PulseRow).where(PulseRow.contract_id == row_of(session, ref).id).order_by(PulseRow.id)
            return tuple(Pulse(ref, r.incident, r.answer, r.said_on, r.note, r.id) for r in session.scalars(own))

    def add_session(self, one: Session) -> Session:
        """Keep a round of the three questions and give it back with its number."""
        with self._db.write() as session:
            spoken: list[Any] = [asdict(said) for said in one.spoken]
            row = SessionRow(
                contract_id=row_of(session, one.contract).id,
                asked_on=one.asked_on,
                spoken=spoken,
                added_at=self._db.now(),
            )
            session.add(row)
            session.flush()
            return _session(row, one.contract)

    def answer_session(self, number: int, ref: str, spoken: Sequence[Spoken]) -> Session:
        """Keep the answers of a round, word for word."""
        with self._db.write() as session:
            row = session.get(SessionRow, number)
            if row is None or row.contract_id != row_of(session, ref).id:
                raise InterpreterError(
                    f"There is no round {number} of the three questions; draft one first: itbot questions"
                )
            row.spoken = [asdict(said) for said in spoken]
            return _session(row, ref)

    def sessions(self, ref: str) -> tuple[Session, ...]:
        """The rounds of the three questions, oldest first."""
        with self._db.read() as session:
            own = select(SessionRow).where(SessionRow.contract_id == row_of(session, ref).id).order_by(SessionRow.id)
            return tuple(_session(row, ref) for row in session.scalars(own))


def _reading(row: ReadingRow, ref: str) -> Reading:
    said = {name: getattr(row, name) for name in _READ}
    asked = None if row.asked is None else tuple(_asked(one) for one in row.asked)
    return Reading(contract=ref, tickets=tuple(row.tickets), asked=asked, number=row.id, **said)


def _asked_json(one: Asked) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(one).items()}


def _asked(kept: dict[str, Any]) -> Asked:
    days = {name: kept[name] and date.fromisoformat(kept[name]) for name in ("due", "due_from", "due_to")}
    return Asked(**{**kept, **days, "due_at": kept["due_at"] and datetime.fromisoformat(kept["due_at"])})


def _session(row: SessionRow, ref: str) -> Session:
    spoken = tuple(Spoken(**{**said, "rests_on": tuple(said["rests_on"])}) for said in row.spoken)
    return Session(ref, row.asked_on, spoken, row.id)
