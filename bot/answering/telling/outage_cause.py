"""Whose doing an outage was: the cause its record gives, and what their messages said of it, both word for word."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during
from bot.answering.telling import owning
from bot.answering.telling.asked import Asked
from bot.answering.telling.spans import moment
from bot.digest.safe import safe
from knowledge.correspondence.ownership import Ownership
from store.facts.common import Source, Why
from store.facts.happened import Outage
from store.mail_records import MailRecord

Mail = tuple[MailRecord, datetime, Ownership]
SHOWN = 6
# What is written of an outage within so many days after it ended is looked at: our reading.
AFTER = timedelta(days=1)
# Only words that say by whom; "firewall failed" leaves it open whose it was.
THEIRS = r"\b(?:by|of|at|from)\s+(?:the\s+|our\s+)?(?:it\s+)?(?:provider|msp|{name})\b|\b(?:provider|{name})['’]s\s+(?:own\s+)?(?:\w+\s+)?(?:change|mistake|error|fault|work|update)\b"
OURS = re.compile(
    r"\b(?:by|of)\s+(?:the\s+customer|us|our\s+(?:own\s+)?(?:staff|people|team|users?|electrician|builders?))\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:by|of|at|from)\s+(?:the\s+|a\s+|our\s+)?(?:carrier|vendor|manufacturer|third[ -]party|utility|power company)\b",
    re.IGNORECASE,
)


def tell(asked: Asked) -> Answer:
    """The recorded cause of each unplanned outage asked about, whose it was by that record, and their words on it."""
    draft = asked.draft("metric", timed=False)
    period, case = asked.question.period, asked.case
    if period is not None and period.start > case.today:
        draft.cannot(f"outages in {period.label}", Why.NO_DEMAND, "Ask again when that time has passed.")
        return draft.answer(f"{period.label} has not happened yet.", "unknown", "cannot_tell")
    draft.period = period
    outages = _asked_about(asked)
    mails = _mails(asked, outages)
    if not outages and not mails:
        when = f" {during(period)}" if period else ""
        draft.cannot(
            f"the cause of an outage{when}", Why.NOT_UPLOADED, "Add the record of outages: itbot add outages.csv"
        )
        return draft.answer(
            f"No unplanned outage{when} is on record, and no message of theirs speaks of one.", "unknown", "cannot_tell"
        )
    if len(outages) > 1:
        draft.say(
            "By the record, the latest first:\n" + "\n".join(f"• {_recorded(one, asked, draft)}" for one in outages)
        )
    if mails:
        lines = [owning.line(record, sent, read, asked, draft) for record, sent, read in mails]
        draft.say("What they wrote of it, in order of time:\n" + "\n".join(lines))
        draft.say("How a message speaks is a reading of its words, with the words beside it.")
    if not any(one.note for one in outages) and not any(read.admitted == "yes" for _, _, read in mails):
        draft.ask_provider("Whose doing was it, what caused it, and what stops it from happening again?")
    told = any(one.note for one in outages)
    return draft.answer(_headline(asked, draft, outages, mails), "answered" if told else "partly")


def _asked_about(asked: Asked) -> list[Outage]:
    """The unplanned outages that touch the period asked about, of all time without one; the latest first."""
    period, service = asked.question.period, asked.question.service
    first, after = period.bounds() if period else (None, asked.case.now)
    found = [
        one
        for one in asked.case.happened.outages
        if not one.planned and one.start < after and (first is None or one.end > first)
        if service is None or one.service.casefold() == service.casefold()
    ]
    return sorted(found, key=lambda one: one.start, reverse=True)[:SHOWN]


def _mails(asked: Asked, outages: list[Outage]) -> list[Mail]:
    """Their messages of the day or the few days asked about; besides, those sent while an outage ran or just after."""
    period = asked.question.period
    spans = [(one.start, one.end + AFTER) for one in outages]
    if period is not None and (period.end - period.start).days < 7:
        spans.append(period.bounds())
    every = owning.speaking_of_faults(asked, None) if spans else []
    return [one for one in every if any(first <= one[1] < after for first, after in spans)][-SHOWN:]


def _whose(note: str, asked: Asked) -> str:
    """Whose doing the record says it was, where its words say so."""
    name = asked.case.agreed.contract.provider.split()
    theirs = re.compile(THEIRS.format(name=re.escape(name[0]) if name else "provider"), re.IGNORECASE)
    for pattern, side in (
        (theirs, "the provider's doing"),
        (OURS, "our own side's doing"),
        (OTHERS, "a third party's doing"),
    ):
        if pattern.search(note):
            return side
    return ""


def _recorded(one: Outage, asked: Asked, draft: Draft) -> str:
    when = moment(draft, "outage_start", f"Outage of {one.service} from", one.start, asked.case.facts.tz)
    if not one.note:
        return f"{one.service}, {when}: no cause is recorded"
    note = safe(one.note)
    draft.readings.append(note)
    draft.cite(Source(one.source.file, row=one.source.row, quote=note))
    side = _whose(one.note, asked)
    return (
        f'{one.service}, {when}: "{note}"{f", so {side}" if side else "; the record does not say whose doing that was"}'
    )


def _headline(asked: Asked, draft: Draft, outages: list[Outage], mails: list[Mail]) -> str:
    owned = sum(read.admitted == "yes" for _, _, read in mails)
    theirs = " A message of theirs owns it." if owned else ""
    if not outages:
        return f"No unplanned outage is on record there; what they wrote is below.{theirs}"
    if len(outages) > 1:
        return "The record gives these causes." if any(one.note for one in outages) else "The record gives no cause."
    one = outages[0]
    side = _whose(one.note, asked)
    told = _recorded(one, asked, draft)
    return (
        f"By the record of outages it was {side}: {told.rsplit(', so ', 1)[0]}.{theirs}"
        if side
        else f"By the record of outages: {told}.{theirs}"
    )
