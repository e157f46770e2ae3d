"""Tickets written in a line each, and what became of them in words."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from store.facts.agreed import Metric, ServiceHours, ServiceLevel
from store.facts.common import Source
from store.facts.tickets import Ticket, TicketState
from store.measures.outcomes import (
    EXCLUDED,
    MET,
    MISSED,
    NO_EVIDENCE,
    NO_LEVEL,
    PENDING,
    columns_of,
    judged,
)

LONDON = ZoneInfo("Europe/London")
DESK = ServiceHours(weekly=tuple((day, 480, 1080) for day in range(5)))  # Mon-Fri 08:00-18:00
SLA = Source("sla.docx", clause="Schedule 2, 3.1")
RESPOND = ServiceLevel(1, "C-1", Metric.RESPONSE, SLA, priority=1, limit_s=1800, target_pct=Decimal(95))
RESOLVE = replace(RESPOND, id=2, metric=Metric.RESOLUTION, limit_s=4 * 3600)
WAITS = replace(RESOLVE, pauses=frozenset({"customer"}))
WORDS = {
    MET: "met", MISSED: "missed", PENDING: "not due", NO_LEVEL: "no level", NO_EVIDENCE: "no evidence",
    EXCLUDED: "left out",
}  # fmt: skip
STATES = {"open", "closed", "resolved", "cancelled", "paused_customer"}


def when(text):
    """The instant "1 Sep 09:10" of 2026 on the wall in London; a dash is no time."""
    if text in {"-", ""}:
        return None
    return datetime.strptime(f"2026 {text}", "%Y %d %b %H:%M").replace(tzinfo=LONDON).astimezone(UTC)


def ticket(line, **more):
    """A ticket written as "ref | priority | raised | first reply | resolved | notes"."""
    ref, priority, raised, replied, resolved, *notes = [cell.strip() for cell in line.split("|")]
    notes = " ".join(notes).split(", ") if notes else []
    state = next((TicketState(note) for note in notes if note in STATES), None)
    return Ticket(
        ref, when(raised), Source("tickets.csv", row=2), priority=int(priority[1:]) if priority != "-" else None,
        responded_at=when(replied), resolved_at=when(resolved), response_is_auto="automatic" in notes,
        excluded="excluded" in notes, state=state or (TicketState.RESOLVED if when(resolved) else TicketState.OPEN),
        **more,
    )  # fmt: skip


def tickets(table):
    return [ticket(line) for line in table.strip().splitlines()[1:]]


def outcomes(rows, *levels, as_of="30 Sep 18:00", hours=DESK, **how):
    return judged(columns_of(rows, **how), levels, hours, int(when(as_of).timestamp()), "Europe/London")


def told(one, place=0):
    return f"{WORDS[int(one.met[place])]}, {int(one.month[place])}"


def response(line, level=RESPOND, **more):
    """What became of the response of one ticket, in words, and the month it counts in."""
    return told(outcomes([ticket(line)], level, **more).response)


def resolution(line, level=RESOLVE, pauses=(), reopened=0, **more):
    """What became of the resolution of one ticket, in words, and the month it counts in."""
    return told(outcomes([ticket(line, pauses=pauses, reopen_count=reopened)], level, **more).resolution)
