"""What reading a mail gives: the latest words, and apart from them what they quote, sign and carry along."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

REPLY_MARKS = re.compile(
    r"^\s*(?:(?:re|aw|sv|fw|fwd|wg|tr|rv|antw)(?:\[\d+\]|\(\d+\))?\s*:\s*|\[(?:external|ext)\]\s*:?\s*)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address as written; either may be empty. Never proof of who wrote: a From line is only a claim."""

    name: str = ""
    address: str = ""

    @property
    def domain(self) -> str:
        """What stands after the @, in lower case; empty without an address."""
        return self.address.rpartition("@")[2].lower() if "@" in self.address else ""

    def __str__(self) -> str:
        return self.name or self.address


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier message that the mail quotes: its author and time as the quoting mail gives them, None where silent.

    `sent_words` is the date as written, kept because a quoted date often names no zone and may be read two ways.
    """

    author: Person | None
    sent: datetime | None
    text: str
    sent_words: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with the mail. `inline` is a picture in the text rather than something sent to be kept."""

    name: str
    mime: str
    content: bytes = field(repr=False)
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as read.

    `latest` is only what this mail's author says: no quoted history, no signature, no disclaimer. For a forwarded mail
    the author, the date and the words are those of the message forwarded; `forwarded_by` names who passed it on and
    `note` is what that person wrote above it.
    `sent` keeps the offset it was written with. `tables` are the tables of the latest words, row by row.
    `calendars` are its iCalendar parts. `warnings` are plain sentences for a person.
    """

    message_id: str
    subject: str
    sender: Person
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    sent: datetime | None
    latest: str
    signature: str = ""
    disclaimer: str = ""
    quoted: tuple[Earlier, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    language: str = ""
    warnings: tuple[str, ...] = ()
    file: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    forwarded_by: Person | None = None
    note: str = ""
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    calendars: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        """The subject without "RE:", "FW:" and their kin, in lower case: what joins a thread when ids are missing."""
        return re.sub(r"\s+", " ", REPLY_MARKS.sub("", self.subject)).strip().lower()

    @property
    def is_reply(self) -> bool:
        """Whether it answers or passes on another mail, by its subject or its headers."""
        return bool(self.in_reply_to or self.references or REPLY_MARKS.match(self.subject))

    @property
    def words_hash(self) -> str:
        """What is the same for one mail by two routes, whatever their headers say: its topic and its words."""
        words = re.sub(r"\W+", " ", self.latest).strip().lower()
        return hashlib.sha256(f"{self.topic}\n{words}".encode()).hexdigest()[:32]

    @property
    def key(self) -> str:
        """What makes it the same mail by whatever route: its id, else its sender, time and words."""
        if self.message_id:
            return self.message_id
        when = self.sent.astimezone(UTC).isoformat(timespec="minutes") if self.sent else ""
        told = "\n".join((self.sender.address.lower() or self.sender.name.lower(), when, self.words_hash))
        return "hash:" + hashlib.sha256(told.encode()).hexdigest()[:32]
