"""What mails promise is kept: every mail on record is read once, its promises found, and later words held against them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.answering.stores import Stores
from bot.digest.evidence import shown_by_mails
from bot.digest.evidence_on_record import shown_by_records
from bot.digest.making import said_in
from bot.digest.model import owner
from bot.digest.terms import definitions_of
from bot.intake.mail_records import as_mail, side_of
from knowledge.correspondence.account import account
from knowledge.correspondence.kinds import Kind, kind_of
from knowledge.correspondence.ownership import ownership
from knowledge.correspondence.plainness import Plainness, plainness
from knowledge.mail.model import Mail
from knowledge.promises.model import Mood, Statement
from store.facts.common import Source
from store.facts.promised import Asked, Promise, Reading
from store.mail_records import MailRecord

if TYPE_CHECKING:
    from bot.wiring import Interpreter

TICKET = re.compile(r"\b[A-Z]{2,6}-\d{2,8}\b|\b(?:INC|REQ|CHG|PRB|RITM)\d{4,}\b|(?<=#)\d{3,8}\b")
AT_ONCE = 200


def brought_up(stores: Stores, ref: str, now: datetime) -> int:
    """Read every mail of a contract that has not been read yet, and keep its promises as found. Returns how many mails.

    What later mails, tickets and reports seem to show of a promise is proposed; a person confirms it.
    """
    read = stores.correspondence.readings(ref)
    known = {one.mail for one in read if one.asked is not None}
    again = {one.mail for one in read} - known
    fresh = [record for record in stores.mails.listed(ref) if record.mail.key not in known]
    for start in range(0, len(fresh), AT_ONCE):
        _keep(stores, ref, fresh[start : start + AT_ONCE], now, again)
    stores.promises.propose_all(shown_by_records(stores, ref, now))
    return len(fresh)


def _keep(stores: Stores, ref: str, records: Sequence[MailRecord], now: datetime, again: AbstractSet[str]) -> None:
    """Read a batch of mails and write what came of it in three transactions; cut off between them, it is read again.

    Of mails read `again`, whose promises are on record as they were first read, only the reading is kept anew.
    """
    facts, own = stores.contracts.facts(ref), list(stores.correspondence.terms())
    meanings = cache(lambda day: definitions_of(stores.contracts, ref, day))
    promises: list[Promise] = []
    readings: list[Reading] = []
    mails: list[Mail] = []
    for record in records:
        mail = as_mail(record)
        said, _ = said_in(mail, facts, fallback=facts.tz, now=now)
        if record.mail.side == "provider" and record.sent is not None and record.mail.key not in again:
            promises += promises_from(ref, mail, record.mail.key, said)
        definitions = meanings(mail.sent.date() if mail.sent else None)
        readings.append(_reading(ref, record, mail, said, plainness(mail.latest, definitions, own)))
        mails.append(mail)
    stores.promises.add(ref, promises)
    told = [(record, mail) for record, mail in zip(records, mails, strict=True) if record.mail.side == "provider"]
    stores.promises.propose_all(shown_by_mails(stores.promises.listed(ref), told, facts.tz))
    stores.correspondence.keep_readings(ref, readings)


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


def asked_of_us(said: Sequence[Statement]) -> tuple[Asked, ...]:
    """What a message of the provider's asks of its reader, each once."""
    return tuple(
        dict.fromkeys(
            Asked(one.what, one.quote, one.due.words, one.due.on, one.due.first, one.due.last, one.due.at)
            for one in said
            if one.mood is Mood.OURS
        )
    )


def _reading(ref: str, record: MailRecord, mail: Mail, said: Sequence[Statement], plain: Plainness) -> Reading:
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
        asked=asked_of_us(said) if record.mail.side == "provider" else (),
        tickets=tuple(dict.fromkeys(TICKET.findall(f"{mail.subject} {mail.latest}"))),
    )


CRISIS_KINDS = frozenset({Kind.OUTAGE.value, Kind.UPDATE.value, Kind.RESTORED.value, Kind.CAUSE.value})
