"""What people said of claims for service credits, as a table: made on a day, or that a mail is no claim."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from store.tables.base import Base, OfContract


class ClaimWordRow(OfContract, Base):
    """A person's word on one month's claim. `mail` is the key of the mail it is about, "" where there is none.

    `is_claim` False: that mail is no claim for that month.
    """

    __tablename__ = "claim_word"
    __table_args__ = (UniqueConstraint("contract_id", "month", "mail"),)

    month: Mapped[str]
    mail: Mapped[str]
    sent_on: Mapped[date | None]
    is_claim: Mapped[bool]
    said_by: Mapped[str]
    said_at: Mapped[datetime]
