"""What people say a ticket is, against what the provider's tool calls it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, OfContract


class TicketOverrideRow(OfContract, Base):
    """One person's word on a ticket's kind of work; a later word ends it and nothing is overwritten.

    It stands by the ticket's number, so that a new export of the ticket leaves it alone.
    """

    __tablename__ = "ticket_override"
    __table_args__ = (Index("ix_ticket_override_ext", "contract_id", "ext_id"),)

    ext_id: Mapped[str]
    kind: Mapped[str]
    who: Mapped[str]
    why: Mapped[str]
    added_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
