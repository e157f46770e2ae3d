"""What happened beside the tickets, as tables; `natural_key` is what makes a fact the same fact in the next file."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from store.tables.base import Base, OfContract, Sourced


class Keyed(OfContract, Sourced):
    """A fact with a natural key: the same key again is the same fact, told again or corrected."""

    natural_key: Mapped[str] = mapped_column(sort_order=-1)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[UniqueConstraint]:
        return (UniqueConstraint("contract_id", "natural_key"),)


class UploadRow(OfContract, Base):
    """One file of such facts taken in, and the months it speaks of, even where it says that nothing happened."""

    __tablename__ = "upload"

    kind: Mapped[str]
    file: Mapped[str]
    sha256: Mapped[str]
    months: Mapped[list[Any]]
    new: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    added_at: Mapped[datetime]


class OutageRow(Keyed, Base):
    """A span without service."""

    __tablename__ = "outage"

    service: Mapped[str]
    planned: Mapped[bool]
    start: Mapped[datetime]
    end: Mapped[datetime]
    told_at: Mapped[datetime | None]
    note: Mapped[str]


class HeadCountRow(Keyed, Base):
    """How many people and machines, from a date on."""

    __tablename__ = "headcount"

    on: Mapped[date]
    users: Mapped[int | None]
    devices: Mapped[int | None]
    sites: Mapped[int | None]


class InvoiceLineRow(Keyed, Base):
    """One line of an invoice."""

    __tablename__ = "invoice_line"

    invoice: Mapped[str]
    dated: Mapped[date]
    month: Mapped[str]
    description: Mapped[str]
    amount: Mapped[Decimal]
    currency: Mapped[str]
    quantity: Mapped[Decimal | None]
    unit_price: Mapped[Decimal | None]
    credit_for: Mapped[str | None]


class SecurityEvidenceRow(Keyed, Base):
    """One monthly count of things in order."""

    __tablename__ = "security_evidence"

    month: Mapped[str]
    kind: Mapped[str]
    detail: Mapped[str]
    population: Mapped[int | None]
    in_order: Mapped[int | None]


class ReportClaimRow(Keyed, Base):
    """One figure the provider claims."""

    __tablename__ = "report_claim"

    month: Mapped[str]
    metric: Mapped[str]
    claimed_pct: Mapped[Decimal]
    priority: Mapped[int | None]
    service: Mapped[str | None]
    received_on: Mapped[date | None]


class LogEntryRow(Keyed, Base):
    """A dated line a person keeps."""

    __tablename__ = "log_entry"

    kind: Mapped[str]
    on: Mapped[date]
    what: Mapped[str]
    who: Mapped[str]
    state: Mapped[str]
    due: Mapped[date | None]
    at: Mapped[datetime | None]
