"""What people said of the things that are watched, what was sent about them, and who is reminded, as tables."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, OfContract


class HandlingRow(OfContract, Base):
    """How one watched thing stands with people; `watched` is its own lasting id."""

    __tablename__ = "nudge_handling"
    __table_args__ = (UniqueConstraint("contract_id", "watched"),)

    watched: Mapped[str]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str]
    snoozed_until: Mapped[date | None]
    muted: Mapped[bool]
    done_at: Mapped[datetime | None]
    evidence: Mapped[str]
    owner: Mapped[str]
    interval_days: Mapped[int | None]


class NudgeRow(OfContract, Base):
    """One reminder that went out (or was begun): at which step, to whom, where it was posted, and when a person saw it."""

    __tablename__ = "nudge_sent"

    watched: Mapped[str] = mapped_column(index=True)
    step: Mapped[int]
    rung: Mapped[str]
    to: Mapped[str]
    begun_at: Mapped[datetime]
    posted: Mapped[str]
    sent_at: Mapped[datetime | None]


class PeopleRow(OfContract, Base):
    """Who is reminded of what concerns one contract."""

    __tablename__ = "nudge_people"
    __table_args__ = (UniqueConstraint("contract_id"),)

    owner: Mapped[str]
    manager: Mapped[str]
    fallback: Mapped[str]
