"""One major incident as we were told of it: mails, the ticket, the outage on record and noted updates on one timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.answering.casefile import CaseFile
from bot.answering.conduct import _shortest
from bot.digest.keeping import CRISIS_KINDS
from bot.digest.safe import safe
from knowledge.correspondence.kinds import Kind
from store.facts.agreed import Metric, ServiceLevel
from store.facts.common import InterpreterError, Period, Source
from store.facts.promised import Pulse, Reading
from store.facts.tickets import Ticket
from store.measures.crisis import Event, Timeline, timeline

BEFORE, AFTER, CAUSE_WITHIN = timedelta(hours=6), timedelta(hours=24), timedelta(days=45)
KINDS = {
    Kind.OUTAGE.value: "notice",
    Kind.UPDATE.value: "update",
    Kind.RESTORED.value: "clear",
    Kind.CAUSE.value: "cause",
}
ANSWERS = ("more", "same", "less")


@dataclass(frozen=True, slots=True)
class Crisis:
    """One incident: its name, its timeline, and what was promised about word in it (None where nothing was)."""

    name: str
    line: Timeline
    response: ServiceLevel | None
    interval: ServiceLevel | None
    tz: str
    pulses: tuple[Pulse, ...] = ()
    explained: str = "missing"

    def as_json(self) -> dict[str, Any]:
        """The document `itbot crisis --json` prints; instants with their offset."""
        line = self.line
        zone = ZoneInfo(self.tz)
        promised = self.interval.limit_s if self.interval else None
        coverage = line.coverage(promised) if promised else None
        return {
            "incident": self.name,
            "first_word_s": line.first_word_s,
            "first_word_promised_s": self.response.limit_s if self.response else None,
            "update_interval_promised_s": promised,
            "covered_pct": None if coverage is None else str(coverage),
            "gaps": [
                {"from": gap.start.astimezone(zone).isoformat(), "to": gap.end.astimezone(zone).isoformat(), "seconds": gap.seconds,
                 "promised_by": gap.promised_by.astimezone(zone).isoformat() if gap.promised_by else None, "late_s": gap.late_s}
                for gap in line.gaps
            ],
            "clear_end": line.cleared is not None,
            "cause_report": line.cause is not None,
            "timeline": [
                {"at": one.at.astimezone(zone).isoformat(), "kind": one.kind, "what": safe(one.what), "source": str(one.source)}
                for one in line.events
            ],
            "pulses": [{"answer": one.answer, "on": one.said_on.isoformat(), "note": one.note} for one in self.pulses],
        }  # fmt: skip


def latest_crisis(case: CaseFile, period: Period | None = None) -> Crisis:
    """The last incident written about, in a period where one is named."""
    return crisis_of(case, None, case.now, period)


def crisis_of(case: CaseFile, ticket: str | None, now: datetime, period: Period | None = None) -> Crisis:
    """The incident of a ticket, or the last one that the provider wrote about; InterpreterError where there is none."""
    readings = [
        one
        for one in case.stores.correspondence.readings(case.ref)
        if one.side == "provider" and one.sent_at and one.sent_at < now
    ]
    urgent = _ticket(case, ticket) if ticket else None
    words = _of_ticket(readings, urgent) if urgent else _latest(readings, period)
    if not words and urgent is None:
        raise InterpreterError(
            "No message about an outage is on record. Add the provider's emails (itbot add MAIL.eml), or name a ticket: itbot crisis TICKET"
        )
    start = urgent.opened_at if urgent else min(_sent(one) for one in words)
    events = [*map(_event, words), *_records(case, urgent, start, words)]
    line = timeline([_checked(one) for one in events], now=now)
    name = urgent.ext_id if urgent else words[0].subject
    levels = [one.on(case.today) or one.latest for one in case.lines]
    states = {one.cause for one in words}
    explained = next((one for one in ("given", "likely", "unsure") if one in states), "missing")
    pulses = tuple(one for one in case.stores.correspondence.pulses(case.ref) if one.incident == name)
    return Crisis(
        name,
        line,
        _shortest(levels, Metric.RESPONSE),
        _shortest(levels, Metric.UPDATE_INTERVAL),
        case.facts.tz,
        pulses,
        explained,
    )


def _sent(one: Reading) -> datetime:
    if one.sent_at is None:
        raise ValueError(one)
    return one.sent_at


def _ticket(case: CaseFile, number: str) -> Ticket:
    found = case.stores.tickets.tickets(case.ref, [number])
    if not found:
        raise InterpreterError(f"There is no ticket {number} on record; check its number.")
    return found[-1]


def _of_ticket(readings: Sequence[Reading], ticket: Ticket) -> list[Reading]:
    """What was written while the ticket ran, or names it; then what explains its cause."""
    end = (ticket.resolved_at or ticket.opened_at) + AFTER
    during = [
        one for one in readings
        if ticket.ext_id in one.tickets or (one.kind in CRISIS_KINDS and ticket.opened_at - timedelta(minutes=30) <= _sent(one) <= end)
    ]  # fmt: skip
    return _with_cause(readings, during, end)


def _latest(readings: Sequence[Reading], period: Period | None) -> list[Reading]:
    """The messages of the last incident: a notice or an all-clear, and what was written around it."""
    marks = [one for one in readings if one.kind in {Kind.OUTAGE.value, Kind.RESTORED.value}]
    if period is not None:
        first, after = period.bounds()
        marks = [one for one in marks if first <= _sent(one) < after]
    if not marks:
        return []
    last = marks[-1]
    around = [
        one for one in readings
        if one.kind in CRISIS_KINDS and (one.thread == last.thread or abs(_sent(one) - _sent(last)) <= BEFORE)
    ]  # fmt: skip
    return _with_cause(readings, around, max(_sent(one) for one in around))


def _with_cause(readings: Sequence[Reading], during: list[Reading], end: datetime) -> list[Reading]:
    """The messages with the report of the cause that came after them."""
    later = [
        one for one in readings
        if one.kind == Kind.CAUSE.value and one.cause == "given" and end <= _sent(one) <= end + CAUSE_WITHIN and one not in during
    ]  # fmt: skip
    return sorted({one.mail: one for one in [*during, *later[:1]]}.values(), key=_sent)


def _event(one: Reading) -> Event:
    kind = KINDS.get(one.kind, "update")
    if kind == "cause" and one.cause != "given":
        kind = "update"
    next_at = one.next_at or (_sent(one) + timedelta(seconds=one.every_s) if one.every_s else None)
    return Event(_sent(one), kind, f"{one.sender}: {one.subject}", Source(one.file), next_at)


def _records(case: CaseFile, ticket: Ticket | None, start: datetime, words: Sequence[Reading]) -> Iterable[Event]:
    """When it began and ended, as the ticket or the outage on record tells it; updates noted by hand."""
    if ticket is not None:
        yield Event(ticket.opened_at, "start", f"{ticket.ext_id} raised: {ticket.summary}", ticket.source)
        if ticket.resolved_at:
            yield Event(ticket.resolved_at, "end", f"{ticket.ext_id} resolved", ticket.source)
    last = max((_sent(one) for one in words), default=start)
    for outage in case.happened.outages:
        if (
            not outage.planned
            and outage.start - timedelta(minutes=5) <= last
            and outage.end >= start - BEFORE
            and outage.start >= start - AFTER
        ):
            if ticket is None:
                yield Event(outage.start, "start", f"{outage.service} down", outage.source)
                yield Event(outage.end, "end", f"{outage.service} back", outage.source)
            for line in case.happened.log:
                if line.kind == "updates" and line.at and outage.start <= line.at <= outage.end:
                    yield Event(line.at, "update", line.what, line.source)
            return


def _checked(event: Event) -> Event:
    """An announced moment that lies before the message itself announces nothing."""
    if event.promised_next is not None and event.promised_next <= event.at:
        return replace(event, promised_next=None)
    return event
