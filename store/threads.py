"""Which mails belong together: by the ids they name, else by a common subject answered within a season."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from store.mail_records import NewMail

SEASON = timedelta(days=90)
SHORTEST_TOPIC = 4


@dataclass(slots=True)
class Threads:
    """The threads of one contract: every known id with its thread, and every subject with its mails."""

    by_id: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    by_topic: dict[str, list[tuple[str, datetime | None, bool]]] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)

    def know(self, mail: NewMail, thread: str) -> None:
        """Remember a mail and its thread."""
        if mail.message_id:
            self.by_id[mail.message_id] = thread
        for one in mail.references:
            self.waiting.setdefault(one, thread)
        self.by_topic.setdefault(mail.topic, []).append((thread, mail.sent, mail.reply))

    def place(self, mail: NewMail) -> str:
        """The thread a new mail belongs to, its own key where it begins one; threads it joins become one."""
        named = [self.by_id[one] for one in mail.references if one in self.by_id]
        named += [self.waiting[one] for one in mail.references if one in self.waiting]
        if mail.message_id in self.waiting:
            named.append(self.waiting[mail.message_id])
        found = list(dict.fromkeys(self._root(one) for one in named)) or self._by_subject(mail)
        if not found:
            self.know(mail, mail.key)
            return mail.key
        for other in found[1:]:
            self.merged[other] = found[0]
        self.know(mail, found[0])
        return found[0]

    def _by_subject(self, mail: NewMail) -> list[str]:
        if len(mail.topic) < SHORTEST_TOPIC:
            return []
        same = self.by_topic.get(mail.topic, ())
        near = [thread for thread, sent, reply in same if (reply or mail.reply) and _near(sent, mail.sent)]
        return [self._root(near[-1])] if near else []

    def _root(self, thread: str) -> str:
        while thread in self.merged:
            thread = self.merged[thread]
        return thread


def _near(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= SEASON


def in_order(mails: Iterable[NewMail]) -> list[NewMail]:
    """Oldest first, those without a date last, so that threads begin with their first mail."""
    return sorted(mails, key=lambda mail: (mail.sent is None, mail.sent.timestamp() if mail.sent else 0.0))
