"""Whether their messages own what went wrong or point elsewhere: each a reading of quoted words, never a fact."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during, listed
from bot.answering.telling.asked import Asked
from bot.digest.keeping import brought_up
from bot.digest.making import said_in
from bot.digest.safe import safe
from bot.intake.mail_records import as_mail
from knowledge.correspondence.ownership import Ownership, ownership
from store.facts.common import Source, Why
from store.mail_records import MailRecord

SHOWN = 5
FIX = "Add the provider's emails: itbot add MAIL.eml"
OWNED = {
    "yes": "they say it was their doing",
    "no": "they point to somebody or something else",
    "unclear": "they do not say whose doing it was",
}
NAMES = {
    "yes": ("owns it", "own it"),
    "no": ("points elsewhere", "point elsewhere"),
    "unclear": ("leaves it open", "leave it open"),
}


def tell(asked: Asked) -> Answer:
    """The messages in which something went wrong, in the period asked about or of all time, and how each speaks of it."""
    case, period = asked.case, asked.question.period
    draft = Draft(question=asked.question.text, topic="email", contract=case.ref, as_of=case.today.isoformat())
    found = speaking_of_faults(asked, period.bounds() if period else None)
    when = f" {during(period)}" if period else ""
    if not found:
        draft.cannot(f"how they speak of what went wrong{when}", Why.NOT_UPLOADED, FIX)
        return draft.answer(
            f"No message of theirs{when} on record speaks of something that went wrong.", "unknown", "cannot_tell"
        )
    draft.period = period
    draft.say("\n".join(line(record, sent, read, asked, draft) for record, sent, read in reversed(found[-SHOWN:])))
    draft.say("This is a reading of the words, with the words beside it; it is not a fact about anybody.")
    if not any(read.admitted == "yes" for _, _, read in found):
        draft.ask_provider("Whose doing was it, what caused it, and what stops it from happening again?")
    return draft.answer(_headline([read for _, _, read in found], when, draft))


def speaking_of_faults(
    asked: Asked, span: tuple[datetime, datetime] | None
) -> list[tuple[MailRecord, datetime, Ownership]]:
    """The provider's messages of a span (None: of all time) in which something went wrong, oldest first."""
    case = asked.case
    brought_up(case.stores, case.ref, case.now)
    return [
        (record, sent, read)
        for record in case.stores.mails.listed(case.ref, side="provider")
        if (sent := record.sent) and sent < case.now and (span is None or span[0] <= sent < span[1])
        if (read := _read(asked, record)).applies
    ]


def _read(asked: Asked, record: MailRecord) -> Ownership:
    mail, facts = as_mail(record), asked.case.facts
    said, _ = said_in(mail, facts, fallback=facts.tz, now=asked.case.now)
    return ownership(mail.latest, said)


def _headline(found: list[Ownership], when: str, draft: Draft) -> str:
    total = draft.figure("messages_on_faults", "Messages about something that went wrong", len(found), "count")
    parts = []
    for key, (one_does, some_do) in NAMES.items():
        number = sum(one.admitted == key for one in found)
        if number:
            shown = draft.figure(f"messages_{key}", f"Messages that {some_do}", number, "count")
            parts.append(f"{shown} {one_does if number == 1 else some_do}")
    things = "message" if len(found) == 1 else "messages"
    return f"Of {total} {things}{when} about something that went wrong, {listed(parts)}."


def line(record: MailRecord, sent: datetime, read: Ownership, asked: Asked, draft: Draft) -> str:
    """One message: its day, how it speaks, and the words that this rests on."""
    on = draft.on("sent_on", "Email sent on", sent.astimezone(ZoneInfo(asked.case.facts.tz)).date(), (record.name,))
    subject = safe(record.mail.subject)
    draft.readings.append(subject)
    quotes = (read.blame if read.admitted == "no" else ()) or read.quotes
    quote = ""
    if quotes:
        words = safe(quotes[0])
        draft.cite(Source(record.name, clause=f"email of {on}", quote=words))
        quote = f': "{words}"'
    return f'• {on}, "{subject}": {OWNED[read.admitted]}; {read.understood}{quote}'
