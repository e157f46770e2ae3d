"""What was promised in writing and what became of it, as tables; beside it how messages read, and what people said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from store.tables.base import Base, Numbered, OfContract


class PromiseRow(OfContract, Base):
    """One promise; the same sentence of the same mail again is the same promise."""

    __tablename__ = "promise"
    __table_args__ = (UniqueConstraint("contract_id", "mail", "place"),)

    mail: Mapped[str]
    place: Mapped[str]
    file: Mapped[str]
    subject: Mapped[str]
    who: Mapped[str]
    what: Mapped[str]
    quote: Mapped[str]
    words: Mapped[str]
    made_at: Mapped[datetime]
    due: Mapped[date | None]
    due_from: Mapped[date | None]
    due_to: Mapped[date | None]
    due_at: Mapped[datetime | None]
    starts: Mapped[bool]
    every_s: Mapped[int | None]
    note: Mapped[str]
    status: Mapped[str]
    state: Mapped[str]
    closed_on: Mapped[date | None]
    evidence: Mapped[str]
    proposed: Mapped[str | None]
    proposed_by: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    history: Mapped[list[Any]]
    added_at: Mapped[datetime]


class ReadingRow(OfContract, Base):
    """What a message came to when it was read."""

    __tablename__ = "mail_reading"
    __table_args__ = (UniqueConstraint("contract_id", "mail"),)

    mail: Mapped[str]
    file: Mapped[str]
    sent_at: Mapped[datetime | None]
    sender: Mapped[str]
    subject: Mapped[str]
    thread: Mapped[str]
    kind: Mapped[str]
    side: Mapped[str]
    words: Mapped[int]
    unexplained: Mapped[int]
    ease: Mapped[str | None]
    admitted: Mapped[str]
    cause: Mapped[str]
    next_at: Mapped[datetime | None]
    every_s: Mapped[int | None]
    tickets: Mapped[list[Any]]
    asked: Mapped[list[Any] | None]
    added_at: Mapped[datetime]


class OwnTermRow(Numbered, Base):
    """A term in the user's own words."""

    __tablename__ = "own_term"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    term: Mapped[str]
    meaning: Mapped[str]
    added_at: Mapped[datetime]


class PulseRow(OfContract, Base):
    """How somebody felt after a crisis."""

    __tablename__ = "pulse"

    incident: Mapped[str]
    answer: Mapped[str]
    said_on: Mapped[date]
    note: Mapped[str]
    added_at: Mapped[datetime]


class SessionRow(OfContract, Base):
    """One round of the three questions: each as it was put, with its answer word for word."""

    __tablename__ = "three_questions"

    asked_on: Mapped[date]
    spoken: Mapped[list[Any]]
    added_at: Mapped[datetime]
