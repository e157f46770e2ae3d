"""Tickets as tables: the files they came in, the tickets, their stopped clocks, and the outcome of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Numbered, OfContract


class BatchRow(OfContract, Base):
    """One file of tickets taken in, with the reading it was given.

    `speaks_at` is the latest instant the file speaks of; `response_recorded` and `resolution_recorded` say whether it
    holds such times at all, so that their absence in a ticket means something.
    """

    __tablename__ = "import_batch"

    file: Mapped[str]
    sha256: Mapped[str]
    tool: Mapped[str]
    mapping: Mapped[dict[str, Any]]
    tz: Mapped[str]
    date_order: Mapped[str]
    rows_ok: Mapped[int]
    rows_rejected: Mapped[int]
    covers_from: Mapped[datetime]
    covers_to: Mapped[datetime]
    exported_at: Mapped[datetime | None]
    speaks_at: Mapped[datetime]
    response_recorded: Mapped[bool]
    resolution_recorded: Mapped[bool]
    added_at: Mapped[datetime]
    new: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]


class TicketRow(Numbered, Base):
    """One ticket as last exported; `row_hash` tells at once whether a new export says anything else.

    `batch_id` is the file whose words these are; `seen_batch_id` the newest file in which an unfinished ticket stood,
    and so the instant at which it was still unfinished.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("contract_id", "ext_id"),
        Index("ix_ticket_opened", "contract_id", "opened_at", "type", "category", "priority", "state"),
        Index("ix_ticket_resolved", "contract_id", "resolved_at", "opened_at"),
        Index("ix_ticket_state", "contract_id", "state"),
    )

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    seen_batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    ext_id: Mapped[str]
    row_hash: Mapped[int] = mapped_column(BigInteger)
    source_file: Mapped[str | None]
    source_row: Mapped[int | None]
    type: Mapped[str]
    priority: Mapped[int | None]
    priority_raw: Mapped[str]
    priority_first: Mapped[int | None]
    state: Mapped[str]
    opened_at: Mapped[datetime]
    responded_at: Mapped[datetime | None]
    response_is_auto: Mapped[bool]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reopen_count: Mapped[int]
    category: Mapped[str]
    service: Mapped[str]
    site: Mapped[str]
    user: Mapped[str]
    summary: Mapped[str]
    provider_sla_met: Mapped[bool | None]
    provider_response_met: Mapped[bool | None]
    excluded: Mapped[bool]
    exclusion_reason: Mapped[str]
    proactive: Mapped[bool | None]
    reported_response_s: Mapped[int | None]
    reported_resolution_s: Mapped[int | None]
    hold_s: Mapped[int | None]


class TicketPauseRow(Base):
    """A span in which a ticket's clock was stopped, in the order exported."""

    __tablename__ = "ticket_pause"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[datetime]
    end: Mapped[datetime | None]
    reason: Mapped[str]


class TicketBeforeRow(Numbered, Base):
    """What a ticket said before a later export changed it (priority, state and instants)."""

    __tablename__ = "ticket_before"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    fields: Mapped[dict[str, Any]]


class TicketChangeRow(Numbered, Base):
    """One change of a ticket's state, from a history file; it may arrive before or after the ticket itself."""

    __tablename__ = "ticket_change"
    __table_args__ = (Index("ix_ticket_change", "contract_id", "ext_id", "at"),)

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    ext_id: Mapped[str]
    at: Mapped[datetime]
    before: Mapped[str]
    after: Mapped[str]
    by: Mapped[str]
    source_file: Mapped[str]
    source_row: Mapped[int | None]


class TicketPlainRow(Base):
    """What the export alone says of a ticket whose row also tells what its history adds."""

    __tablename__ = "ticket_plain"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True, autoincrement=False)
    said: Mapped[list[Any]]
    pauses: Mapped[list[Any]]
