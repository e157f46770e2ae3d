"""What people said of claims for service credits: that one was sent on a day, or that a mail is none; all of it undoable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from store.contract_heads import row_of
from store.database import Database
from store.tables.claimed import ClaimWordRow


@dataclass(frozen=True, slots=True)
class ClaimWord:
    """A person's word on one month: claimed on `sent_on`, or (`is_claim` False) that the mail of this key is no claim."""

    month: str
    mail: str
    sent_on: date | None
    is_claim: bool
    said_by: str
    said_at: datetime


class ClaimWords:
    """The words on claims of all contracts; every call is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def listed(self, ref: str) -> tuple[ClaimWord, ...]:
        """Everything said of a contract's claims, in the order it was said."""
        with self._db.read() as session:
            own = select(ClaimWordRow).where(ClaimWordRow.contract_id == row_of(session, ref).id)
            rows = session.scalars(own.order_by(ClaimWordRow.id))
            return tuple(
                ClaimWord(row.month, row.mail, row.sent_on, row.is_claim, row.said_by, row.said_at) for row in rows
            )

    def say(
        self, ref: str, month: str, *, sent_on: date | None, by: str, mail: str = "", is_claim: bool = True
    ) -> None:
        """Keep a word on a month; a later word on the same month and mail takes the place of the earlier."""
        with self._db.write() as session:
            contract = row_of(session, ref).id
            own = select(ClaimWordRow).where(
                ClaimWordRow.contract_id == contract, ClaimWordRow.month == month, ClaimWordRow.mail == mail
            )
            row = session.scalar(own) or ClaimWordRow(contract_id=contract, month=month, mail=mail)
            row.sent_on, row.is_claim, row.said_by, row.said_at = sent_on, is_claim, by, self._db.now()
            session.add(row)

    def undo(self, ref: str, month: str) -> int:
        """Take back everything said of a month; returns how many words that were. What its mails say stands again."""
        with self._db.write() as session:
            contract = row_of(session, ref).id
            own = delete(ClaimWordRow).where(ClaimWordRow.contract_id == contract, ClaimWordRow.month == month)
            return session.connection().execute(own).rowcount
