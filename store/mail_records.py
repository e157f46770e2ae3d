"""Mails as they go into the store and come out of it: plain values, no reading in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Side = Literal["provider", "customer", "other"]


@dataclass(frozen=True, slots=True)
class NewMail:
    """A mail read already. `said` holds what else the reading gave (to, cc, quoted, signature, …) as JSON values.

    `message_id` may be empty; `references` are the ids the mail answers, nearest last. `words_hash` is of subject and
    words. `notice` is what it announces, as JSON values, with its sure start and end beside it.
    """

    key: str
    words_hash: str
    topic: str
    subject: str
    sender_name: str
    sender_address: str
    side: Side
    sent: datetime | None
    latest: str
    file: str
    message_id: str = ""
    reply: bool = False
    references: tuple[str, ...] = ()
    said: dict[str, Any] = field(default_factory=dict)
    language: str = ""
    warnings: tuple[str, ...] = ()
    attachments: tuple[dict[str, Any], ...] = ()
    notice: dict[str, Any] | None = None
    notice_start: datetime | None = None
    notice_end: datetime | None = None


@dataclass(frozen=True, slots=True)
class MailRecord:
    """A mail as kept. `sent` has the offset it was written with; `thread` is the key of the first mail of its thread."""

    id: int
    contract: str
    thread: str
    added_at: datetime
    mail: NewMail

    @property
    def sent(self) -> datetime | None:
        """When it was sent."""
        return self.mail.sent

    @property
    def name(self) -> str:
        """How answers cite it."""
        return f"mail {self.id}"


@dataclass(frozen=True, slots=True)
class MailsAdded:
    """What taking in mails did: the ids of the new ones, and how many were there already."""

    new: tuple[int, ...]
    unchanged: int
