"""What was erased, who asked and saw what, and how much of an allowance is used, as tables."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Numbered


class ErasureRow(Numbered, Base):
    """Something erased. It holds no word of it: `note` finds it again by sums, `rows` counts what went.

    `contract_id`, `says`, `starts` and `ends` tell an answer of those days that something it may rest on is missing; a
    contract that was itself erased has none of them. No foreign key: the contract may go later.
    """

    __tablename__ = "erasure"

    kind: Mapped[str]
    note: Mapped[dict[str, Any]]
    rows: Mapped[dict[str, Any]]
    contract_id: Mapped[int | None]
    says: Mapped[str]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    by: Mapped[str]
    at: Mapped[datetime]


class AuditRow(Numbered, Base):
    """One line of the record of who asked and saw what; each holds the sum of the one before it.

    What may have to be erased stands in `details`, and only its salted sum in the chain, so that the chain still holds
    when the details are gone.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_at", "at"),)

    at: Mapped[datetime]
    act: Mapped[str]
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    salt: Mapped[str | None]
    details_sum: Mapped[str]
    before: Mapped[str]
    sum: Mapped[str]


class UseRow(Numbered, Base):
    """How often something was used by one (`who`; empty: by all together) in one window of time."""

    __tablename__ = "use"
    __table_args__ = (UniqueConstraint("what", "who", "window"),)

    what: Mapped[str]
    who: Mapped[str]
    window: Mapped[int] = mapped_column(BigInteger)
    count: Mapped[int] = mapped_column(BigInteger)
