"""What grew old erased by the days that the settings give it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from store.contract_heads import touch
from store.erasure.contracts import erase_answers
from store.erasure.files import erase_mails
from store.erasure.record import Gone
from store.tables.answers import AnswerRow
from store.tables.contracts import ContractRow
from store.tables.conversations import FeedbackRow, OutgoingRow, TurnRow
from store.tables.mails import MailRow
from store.tables.upkeep import AuditRow


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many days things are kept; None for ever."""

    answers: int | None = None
    conversations: int | None = None
    mails: int | None = None
    audit: int | None = None

    def days(self) -> tuple[int | None, ...]:
        """The days of each, in the order above."""
        return self.answers, self.conversations, self.mails, self.audit


def erase_old(session: Session, keeping: Keeping, now: datetime) -> list[Gone]:
    """Erase what is older than it may be; one entry for the record where something went, by contract for mails."""
    gone = Gone("old", {"days": {name: getattr(keeping, name) for name in Keeping.__slots__}})
    if keeping.answers is not None:
        before = now - timedelta(days=keeping.answers)
        old = set(session.scalars(select(AnswerRow.id).where(AnswerRow.asked_at < before)))
        gone.rows += erase_answers(session, lambda row, _told: row.id in old) if old else {}
    if keeping.conversations is not None:
        before = now - timedelta(days=keeping.conversations)
        for row, when in ((TurnRow, TurnRow.asked_at), (OutgoingRow, OutgoingRow.at), (FeedbackRow, FeedbackRow.at)):
            gone.rows["questions, opinions and messages on record"] += _done(session, delete(row).where(when < before))
    if keeping.audit is not None:
        before = now - timedelta(days=keeping.audit)
        old_lines = update(AuditRow).where(AuditRow.at < before, AuditRow.details.is_not(None))
        gone.rows["details in the record"] += _done(session, old_lines.values(details=None, salt=None))
    gone.rows = +gone.rows
    every = [gone] if gone.rows else []
    if keeping.mails is not None:
        every += _mails(session, now - timedelta(days=keeping.mails), gone.note)
    return every


def _mails(session: Session, before: datetime, note: dict[str, Any]) -> list[Gone]:
    """Mails go with what was read of them; a promise stays, since it binds whoever made it however old its mail is."""
    every = []
    for contract in session.scalars(select(ContractRow)).all():
        old = (MailRow.contract_id == contract.id, func.coalesce(MailRow.sent_at, MailRow.added_at) < before)
        mails = session.scalars(select(MailRow).where(*old)).all()
        if mails:
            gone = Gone(
                "mails", note, contract_id=contract.id, says=f"mails sent before {before:%-d %B %Y}", ends=before.date()
            )
            gone.rows += erase_mails(session, contract.id, mails, promises=False)
            gone.rows = +gone.rows
            touch(contract)
            every.append(gone)
    return every


def _done(session: Session, statement: Any) -> int:
    return int(session.connection().execute(statement).rowcount)
