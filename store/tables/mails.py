"""Mails as a table: what was said, by whom, when, in which thread, and what a notice among them announces."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Numbered


class MailRow(Numbered, Base):
    """One mail of a contract. `key` tells the same mail again; `thread` is the key of the first mail of its thread.

    `words_hash` is of subject and words alone, by which a mail that came by two routes is known. `side` is "provider",
    "customer" or "other". `sent_offset` are the seconds east of UTC in which `sent_at` was written.
    """

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("contract_id", "key"),
        Index("ix_mail_thread", "contract_id", "thread"),
        Index("ix_mail_sent", "contract_id", "sent_at"),
        Index("ix_mail_words", "contract_id", "words_hash"),
    )

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    key: Mapped[str]
    message_id: Mapped[str]
    words_hash: Mapped[str]
    thread: Mapped[str]
    topic: Mapped[str]
    subject: Mapped[str]
    sender_name: Mapped[str]
    sender_address: Mapped[str]
    side: Mapped[str]
    sent_at: Mapped[datetime | None]
    sent_offset: Mapped[int | None]
    latest: Mapped[str]
    said: Mapped[dict[str, Any]]
    language: Mapped[str]
    warnings: Mapped[list[Any]]
    attachments: Mapped[list[Any]]
    notice: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    notice_start: Mapped[datetime | None]
    notice_end: Mapped[datetime | None]
    file: Mapped[str]
    added_at: Mapped[datetime]
