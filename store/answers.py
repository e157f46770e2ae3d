"""Answers given, kept with their receipts, and the state of the data, so that a replay can say whether it changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.contract_heads import row_of
from store.database import Database
from store.fingerprints import joined, of_data
from store.records import AnswerRecord
from store.tables.answers import AnswerRow
from store.tables.contracts import ContractRow
from store.term_rows import live_terms

PREFIX = "a-"


class Answers:
    """The answers of this home; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(
        self,
        answer: dict[str, Any],
        *,
        question: str,
        evidence: Sequence[str] = (),
        fingerprint: str | None = None,
        **context: Any,
    ) -> str:
        """Keep an answer as it was given, and return its id ("a-17").

        `context` (JSON values) is how it was asked; `fingerprint` is taken now when None.
        """
        with self._db.write() as session:
            row = AnswerRow(
                question=question,
                answer=answer,
                context=context,
                evidence=list(evidence),
                fingerprint=fingerprint or _fingerprint(session, None),
                asked_at=self._db.now(),
            )
            session.add(row)
            session.flush()
            return f"{PREFIX}{row.id}"

    def get(self, answer_id: str) -> AnswerRecord | None:
        """One answer by its id; None when there is none."""
        number = answer_id.removeprefix(PREFIX)
        if not (number.isascii() and number.isdigit()):
            return None
        with self._db.read() as session:
            row = session.get(AnswerRow, int(number))
            return _record(row) if row else None

    def listed(self, limit: int = 50) -> list[AnswerRecord]:
        """The latest answers, newest first."""
        with self._db.read() as session:
            rows = session.scalars(select(AnswerRow).order_by(AnswerRow.id.desc()).limit(limit))
            return [_record(row) for row in rows]

    def fingerprint(self, ref: str | None = None) -> str:
        """The state of the terms, tickets and other facts of one contract, or of all."""
        with self._db.read() as session:
            return _fingerprint(session, ref)


def _fingerprint(session: Session, ref: str | None) -> str:
    asked = [row_of(session, ref)] if ref else session.scalars(select(ContractRow).order_by(ContractRow.id)).all()
    return joined(of_data(session, contract.id, live_terms(session, contract)) for contract in asked)


def _record(row: AnswerRow) -> AnswerRecord:
    return AnswerRecord(
        id=f"{PREFIX}{row.id}",
        question=row.question,
        answer=row.answer,
        context=row.context,
        evidence=tuple(row.evidence),
        fingerprint=row.fingerprint,
        asked_at=row.asked_at,
    )
