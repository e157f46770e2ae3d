"""What mails promise is kept: every mail on record is read once, its promises found, and later words held against them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.answering.casefile import Stores
from bot.digest.making import said_in
from bot.digest.model import owner
from bot.digest.terms import definitions_of
from bot.intake.mail_records import as_mail, side_of
from knowledge.correspondence.account import account
from knowledge.correspondence.kinds import Kind, kind_of
from knowledge.correspondence.ownership import ownership
from knowledge.correspondence.plainness import plainness
from knowledge.mail.model import REPLY_MARKS, Mail
from knowledge.promises.model import Mood, Statement
from store.facts.common import Source
from store.facts.promised import Promise, Reading, State
from store.mail_records import MailRecord
from store.measures.promises import closing_state

if TYPE_CHECKING:
    from bot.wiring import Interpreter

TICKET = re.compile(r"\b[A-Z]{2,6}-\d{2,8}\b|\b(?:INC|REQ|CHG|PRB|RITM)\d{4,}\b|(?<=#)\d{3,8}\b")
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


def brought_up(stores: Stores, ref: str, now: datetime) -> int:
    """Read every mail of a contract that has not been read yet, and keep its promises as found. Returns how many mails."""
    known = {one.mail for one in stores.correspondence.readings(ref)}
    fresh = [record for record in stores.mails.listed(ref) if record.mail.key not in known]
    for record in fresh:
        _keep(stores, ref, record, now)
    return len(fresh)


def _keep(stores: Stores, ref: str, record: MailRecord, now: datetime) -> None:
    mail, facts = as_mail(record), stores.contracts.facts(ref)
    said, _ = said_in(mail, facts, fallback=facts.tz, now=now)
    if record.mail.side == "provider" and record.sent is not None:
        stores.promises.add(ref, promises_from(ref, mail, record.mail.key, said))
        _propose(stores, ref, mail, record)
    stores.correspondence.keep_readings(ref, [_reading(stores, ref, record, mail, said)])


def keep_one(interpreter: Interpreter, ref: str, mail: Mail) -> tuple[Promise, ...]:
    """Keep the promises of one mail that was just read, whether or not the mail itself is on record."""
    facts = interpreter.stores.contracts.facts(ref)
    if mail.sent is None or side_of(mail.sender.address, facts) == "customer":
        return ()
    said, _ = said_in(mail, facts, fallback=interpreter.settings.timezone, now=interpreter.clock())
    return interpreter.stores.promises.add(ref, promises_from(ref, mail, mail.key, said))


def promises_from(ref: str, mail: Mail, key: str, said: Sequence[Statement]) -> list[Promise]:
    """The promises among a mail's statements, as facts; a way of working has no day and is left to the contract."""
    return [
        Promise(
            contract=ref,
            who=owner(one, str(mail.sender)),
            what=one.what,
            quote=one.quote,
            made_at=mail.sent,
            source=Source(mail.file or "mail", quote=one.quote),
            words=one.due.words,
            due=one.due.on,
            due_from=one.due.first,
            due_to=one.due.last,
            due_at=one.due.at,
            starts=one.due.starts,
            every_s=one.due.every,
            note=one.due.note,
            subject=mail.subject,
            mail=key,
        )
        for one in said
        if one.mood is Mood.PROMISE and mail.sent is not None and not one.standing
    ]


def _reading(stores: Stores, ref: str, record: MailRecord, mail: Mail, said: Sequence[Statement]) -> Reading:
    definitions = definitions_of(stores.contracts, ref, mail.sent.date() if mail.sent else None)
    plain = plainness(mail.latest, definitions, list(stores.correspondence.terms()))
    update = next(
        (
            one
            for one in said
            if one.mood is Mood.PROMISE and re.search(r"\bupdate|\bhear\b|\bring\b|\bcall\b", one.what, re.IGNORECASE)
        ),
        None,
    )
    return Reading(
        contract=ref,
        mail=record.mail.key,
        file=record.mail.file,
        sent_at=record.sent,
        sender=str(mail.sender),
        subject=mail.subject,
        thread=record.thread,
        kind=kind_of(mail.subject, mail.latest).kind.value,
        side=record.mail.side,
        words=plain.words,
        unexplained=plain.unexplained,
        ease=None if plain.reading_ease is None else str(plain.reading_ease),
        admitted=ownership(mail.latest, tuple(said)).admitted,
        cause=account(mail.latest).cause_state,
        next_at=update.due.at if update else None,
        every_s=update.due.every if update else None,
        tickets=tuple(dict.fromkeys(TICKET.findall(f"{mail.subject} {mail.latest}"))),
    )


def _propose(stores: Stores, ref: str, mail: Mail, record: MailRecord) -> None:
    """Propose promises as done where a later mail plainly delivers them; a person confirms."""
    sent = record.sent
    if sent is None:
        return
    on = sent.astimezone(ZoneInfo(stores.contracts.facts(ref).tz)).date()
    for one in stores.promises.listed(ref):
        if one.number is None or one.state is not State.OPEN or one.made_at >= sent or one.mail == record.mail.key:
            continue
        words = _delivers(one, mail)
        if words:
            stores.promises.propose(one.number, closing_state(one, on), on=on, evidence=_shown(record, on, words))
        elif _answers(one, record, sent):
            late = one.due_at is not None and sent > one.due_at
            state = State.LATE if late or closing_state(one, on) is State.LATE else State.KEPT
            stores.promises.propose(one.number, state, on=on, evidence=_shown(record, on, mail.subject))


def _answers(promise: Promise, record: MailRecord, sent: datetime) -> bool:
    """Whether a mail is the next word that was promised: the same thread, and soon enough to be meant."""
    if not UPDATE.search(promise.what) or promise.latest is None:
        return False
    same = REPLY_MARKS.sub("", promise.subject).strip().lower() == record.mail.topic
    return same and sent - promise.made_at <= NEXT_WORD


def _shown(record: MailRecord, on: date, words: str) -> str:
    return f'{record.mail.sender_name or record.mail.sender_address}, {on.day} {on:%B %Y}: "{words}"'


def _delivers(promise: Promise, mail: Mail) -> str:
    """The sentence of a later mail that hands over or reports as done what was promised; empty where none plainly does."""
    from knowledge.promises.sentences import sentences

    wanted = telling(promise.what)
    if len(wanted) < SHARED:
        return ""
    for one in sentences(mail.latest):
        if _DELIVERED.search(one.text) and not _NOT_YET.search(one.text):
            shared = wanted & telling(f"{one.text} {mail.subject}")
            if len(shared) >= max(SHARED, round(len(wanted) * 0.6)):
                return one.text
    return ""


def telling(words: str) -> set[str]:
    """The words of a deed that tell it from another."""
    return {word.lower().rstrip("s") for word in _WORD.findall(words) if word.lower() not in _COMMON}


CRISIS_KINDS = frozenset({Kind.OUTAGE.value, Kind.UPDATE.value, Kind.RESTORED.value, Kind.CAUSE.value})
