"""What the provider's mails ask of us, listed with the words they rest on; whether it was done nobody here can tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.answering.stores import Stores
from bot.digest.keeping import brought_up
from store.facts.promised import Asked
from store.mail_records import MailRecord


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked of us: in which `mail` (its key) and `file`, by whom, when `sent`, and the words (`asked.what`, `.quote`, `.due`).

    `replied` is when somebody of our side first wrote in the same thread afterwards: a sign that it was answered, no proof.
    """

    mail: str
    file: str
    thread: str
    sender: str
    subject: str
    sent: datetime | None
    asked: Asked
    replied: datetime | None = None

    @property
    def due(self) -> date | None:
        """The last day on which it would still be in time; None where the mail names none."""
        return self.asked.latest

    def late(self, today: date) -> bool:
        """Whether its day has gone by."""
        return self.due is not None and self.due < today


def requests(stores: Stores, ref: str, now: datetime) -> tuple[Request, ...]:
    """Everything the provider's mails of a contract ask of us: what has a day first, by that day, then the newest mail first.

    The same sentence again in one thread counts once, as it was last asked.
    """
    brought_up(stores, ref, now)
    records = {one.mail.key: one for one in stores.mails.listed(ref)}
    found: dict[tuple[str, str], Request] = {}
    for reading in stores.correspondence.readings(ref):
        record = records.get(reading.mail)
        for one in (reading.asked or ()) if record else ():
            thread = record.thread if record else ""
            replied = _replied(records.values(), thread, reading.sent_at)
            found[thread, one.quote + one.what] = Request(
                reading.mail, reading.file, thread, reading.sender, reading.subject, reading.sent_at, one, replied
            )
    newest = sorted(found.values(), key=lambda one: one.sent.timestamp() if one.sent else 0.0, reverse=True)
    return tuple(sorted(newest, key=lambda one: one.due or date.max))


def open_requests(stores: Stores, ref: str, now: datetime) -> tuple[Request, ...]:
    """The requests in whose thread nobody of our side has written since."""
    return tuple(one for one in requests(stores, ref, now) if one.replied is None)


def _replied(records: Iterable[MailRecord], thread: str, sent: datetime | None) -> datetime | None:
    later = [
        one.sent
        for one in records
        if sent and one.thread == thread and one.mail.side == "customer" and one.sent and one.sent > sent
    ]
    return min(later, default=None)
