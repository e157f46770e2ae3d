"""What people keep by hand, as tables: dated lines of the registers, and improvement plans. A row is never rewritten."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, OfContract


class RegisterRow(OfContract, Base):
    """A line kept by hand. An edit is a new row that `replaces` the old one; `ended_at` says when a row was let go.

    `overlays` is the natural key of an imported line that this row stands in the place of.
    """

    __tablename__ = "register_entry"

    kind: Mapped[str]
    on: Mapped[date]
    at: Mapped[datetime | None]
    what: Mapped[str]
    who: Mapped[str]
    state: Mapped[str]
    due: Mapped[date | None]
    replaces: Mapped[int | None]
    overlays: Mapped[str | None]
    added_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PlanRow(OfContract, Base):
    """An improvement plan as agreed: what is measured, the level to reach, the day, and what then follows."""

    __tablename__ = "improvement_plan"

    words: Mapped[str]
    metric: Mapped[str]
    priority: Mapped[int | None]
    service: Mapped[str | None]
    sense: Mapped[str]
    level: Mapped[Decimal]
    unit: Mapped[str]
    agreed_on: Mapped[date]
    due: Mapped[date]
    rule: Mapped[dict[str, Any]] = mapped_column()
    who: Mapped[str]
    added_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
