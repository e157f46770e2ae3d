"""The outcome of every ticket under the levels in force, stored so that a month's question takes milliseconds.

All of it can be deleted and made again from the tickets and the terms; nothing here is a source.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class OutcomeRow(Base):
    """One ticket under its response level and its resolution level; times in whole seconds, months as 202609.

    `met`: 1 in time, 0 missed, -1 not yet due, -2 no level, -3 times missing, -4 excluded. `at` is the instant that
    decides the month.
    """

    __tablename__ = "outcome"
    __table_args__ = (
        Index("ix_outcome_response", "response_level", "response_month", "response_met", "response_at", "ticket_id"),
        Index(
            "ix_outcome_resolution",
            "resolution_level",
            "resolution_month",
            "resolution_met",
            "resolution_at",
            "ticket_id",
        ),
    )

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True, autoincrement=False)
    response_level: Mapped[int] = mapped_column(BigInteger)
    response_met: Mapped[int]
    response_month: Mapped[int]
    response_at: Mapped[int] = mapped_column(BigInteger)
    response_due: Mapped[int] = mapped_column(BigInteger)
    response_s: Mapped[int] = mapped_column(BigInteger)
    resolution_level: Mapped[int] = mapped_column(BigInteger)
    resolution_met: Mapped[int]
    resolution_month: Mapped[int]
    resolution_at: Mapped[int] = mapped_column(BigInteger)
    resolution_due: Mapped[int] = mapped_column(BigInteger)
    resolution_s: Mapped[int] = mapped_column(BigInteger)
    felt_s: Mapped[int] = mapped_column(BigInteger)


class JudgementRow(Base):
    """When a contract's outcomes were last made, by which rules, from which revision of its terms and tickets."""

    __tablename__ = "judgement"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), primary_key=True, autoincrement=False)
    rule_version: Mapped[str]
    fingerprint: Mapped[str]
    revision: Mapped[int]
    as_of: Mapped[datetime | None]
    judged_at: Mapped[datetime]
