"""What later mails seem to show of a promise: the thing handed over, or the next word that was promised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from knowledge.mail.model import REPLY_MARKS, Mail
from knowledge.promises.sentences import sentences
from store.facts.promised import Promise, State
from store.mail_records import MailRecord
from store.measures.promises import closing_state
from store.promises import Proposal

_WORD = re.compile(r"[a-z]{4,}|[A-Z]{2,}")
_COMMON = frozenset(
    "send will with your with that this have from them they please report full each back into also been were what when would could should attached find here".split()
)
_DELIVERED = re.compile(
    r"\b(?:attached|enclosed|please\s+find|here\s+is|here\s+are|as\s+promised|now\s+(?:complete|done|in\s+place|live)|(?:has|have)\s+been\s+(?:\w+ed|sent|done)|was\s+(?:completed|sent|done|replaced|fixed|installed)|completed|is\s+now)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:not\s+yet|awaiting|will\s+be|delayed|still|pending|shortly|unable|outstanding|sorry)\b", re.IGNORECASE
)
SHARED = 2
UPDATE = re.compile(r"\b(?:updates?|hear|ring|call|touch|get\s+back|come\s+back|contact|phone)\b", re.IGNORECASE)
NEXT_WORD = timedelta(days=7)


def shown_by_mails(promises: Sequence[Promise], mails: Iterable[tuple[MailRecord, Mail]], tz: str) -> list[Proposal]:
    """Promises that a later mail plainly delivers, or answers in time or late; each by the first mail that does.

    A promise with an hour is held to the hour of the mail; days are counted in `tz`.
    """
    open_ones = {one.number: one for one in promises if one.number and one.state is State.OPEN and not one.proposed}
    wanted = {number: telling(one.what) for number, one in open_ones.items()}
    found: list[Proposal] = []
    for record, mail in mails:
        sent = record.sent
        if sent is None or not open_ones:
            continue
        on, delivering = sent.astimezone(ZoneInfo(tz)).date(), _delivering(mail)
        for number, one in list(open_ones.items()):
            if one.made_at >= sent or one.mail == record.mail.key:
                continue
            words = _delivers(wanted[number], delivering)
            if not words and not _answers(one, record, sent):
                continue
            shown = f'{record.mail.sender_name or record.mail.sender_address}, {on.day} {on:%B %Y}: "{words or mail.subject}"'
            found.append(Proposal(number, closing_state(one, on, sent), on, shown))
            del open_ones[number]
    return found


def _answers(promise: Promise, record: MailRecord, sent: datetime) -> bool:
    """Whether a mail is the next word that was promised: the same thread, and soon enough to be meant."""
    if not UPDATE.search(promise.what) or promise.latest is None:
        return False
    same = REPLY_MARKS.sub("", promise.subject).strip().lower() == record.mail.topic
    return same and sent - promise.made_at <= NEXT_WORD


def _shown(record: MailRecord, on: date, words: str) -> str:
    return f'{record.mail.sender_name or record.mail.sender_address}, {on.day} {on:%B %Y}: "{words}"'


def _delivering(mail: Mail) -> list[tuple[str, frozenset[str]]]:
    """The sentences of a mail that hand something over or report it as done, each with its telling words."""
    return [
        (one.text, telling(f"{one.text} {mail.subject}"))
        for one in sentences(mail.latest)
        if _DELIVERED.search(one.text) and not _NOT_YET.search(one.text)
    ]


def _delivers(wanted: frozenset[str], delivering: Sequence[tuple[str, frozenset[str]]]) -> str:
    """The sentence that plainly delivers what was promised; empty where none does."""
    if len(wanted) < SHARED:
        return ""
    enough = max(SHARED, round(len(wanted) * 0.6))
    return next((text for text, told in delivering if len(wanted & told) >= enough), "")


@cache
def telling(words: str) -> frozenset[str]:
    """The words of a deed that tell it from another."""
    return frozenset(word.lower().rstrip("s") for word in _WORD.findall(words) if word.lower() not in _COMMON)
