"""What the register says of a meeting that did not take place, and what their messages say of it, word for word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.answering.asking.period import month_start
from bot.answering.draft import Draft
from bot.answering.telling.asked import Asked
from bot.digest.safe import safe
from knowledge.promises.sentences import sentences
from store.facts.common import Period, Source
from store.facts.happened import LogEntry
from store.measures.coverage import DutyInstance
from store.measures.duty_evidence import LOG_KINDS

# States of a register's line that say it did not take place; what is still planned says nothing yet.
NOT_HELD = frozenset({"cancelled", "canceled", "postponed", "not held", "missed"})
MEETING = re.compile(r"\b(?:meetings?|calls?|reviews?|qbrs?|catch-?up)\b", re.IGNORECASE)
UNDONE = re.compile(
    r"\b(?:did not|didn['’]t|could not|couldn['’]t|unable|cancel\w*|postpon\w*|missed|skip\w*|call(?:ed)? off)\b",
    re.IGNORECASE,
)
LAST_MONTH = re.compile(r"\blast month\b", re.IGNORECASE)
AFTER = timedelta(days=31)


def recorded(asked: Asked, instances: Sequence[DutyInstance]) -> dict[Period, LogEntry]:
    """The register's line for each time a duty was due that it says did not take place."""
    found = {}
    for one in instances:
        kind = LOG_KINDS.get(one.duty.kind)
        lines = [
            line
            for line in asked.case.happened.log
            if line.kind == kind
            and line.on <= asked.case.today
            and line.state.strip().casefold() in NOT_HELD
            and one.covers.start <= line.on <= one.covers.end
        ]
        if one.state == "no_evidence" and lines:
            found[one.covers] = lines[-1]
    return found


def words(fell: Mapping[Period, LogEntry], one: DutyInstance, draft: Draft) -> str:
    """What the register says of that time; empty where it says nothing."""
    line = fell.get(one.covers)
    if line is None:
        return ""
    on = draft.on("not_held_on", f"On record for {one.covers.label}", line.on, (str(line.source),))
    what = safe(line.what)
    draft.readings.append(what)
    draft.cite(Source(line.source.file, row=line.source.row, quote=what))
    return f'. The register says of {on}: "{what}" ({line.state.strip().lower()})'


def their_words(asked: Asked, fell: Mapping[Period, LogEntry], draft: Draft) -> str:
    """Sentences of their messages that speak of a meeting in that month that did not come about."""
    told, zone = [], ZoneInfo(asked.case.facts.tz)
    for record in asked.case.stores.mails.listed(asked.case.ref, side="provider") if fell else ():
        if record.sent is None or record.sent >= asked.case.now:
            continue
        sent = record.sent.astimezone(zone).date()
        for one in sentences(record.mail.latest):
            if MEETING.search(one.text) and UNDONE.search(one.text) and _month_meant(one.text, sent, fell):
                on = draft.on("sent_on", "Email sent on", sent, (record.name,))
                quote = safe(one.text)
                draft.cite(Source(record.name, clause=f"email of {on}", quote=quote))
                told.append(f'• {on}: "{quote}"')
    return "\n".join(["What they wrote of it:", *told]) if told else ""


def _month_meant(text: str, sent: date, fell: Mapping[Period, LogEntry]) -> bool:
    """Whether a sentence speaks of one of those months: by its name, as the last one, or else as the running one."""
    meant = month_start(sent, 1) if LAST_MONTH.search(text) else sent
    for covers in fell:
        named = f"{covers.start:%B}" in text and covers.start <= sent <= covers.end + AFTER
        if named or covers.start <= meant <= covers.end:
            return True
    return False
