"""Marrowdale's answers worked out a second time, from the files alone, minute by minute and by no clever means.

It imports nothing of the product and nothing that wrote the files, so that it can prove either wrong.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from demo import counting
from demo.counting import Desk, Row, Span, Wait

HERE = Path(__file__).resolve().parent
# gov.uk bank holidays, England and Wales
BANK_HOLIDAYS = frozenset({
    *(date(2024, 12, 25), date(2024, 12, 26), date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21)),
    *(date(2025, 5, 5), date(2025, 5, 26), date(2025, 8, 25), date(2025, 12, 25), date(2025, 12, 26)),
    *(date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25)),
    *(date(2026, 8, 31), date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)),
})  # fmt: skip
DESK = Desk(ZoneInfo("Europe/London"), 8 * 60, 18 * 60, BANK_HOLIDAYS, date(2024, 10, 1), 900)
EXPORTED, AMENDED = DESK.wall("2026-11-02 09:30"), DESK.wall("2026-03-01 00:00")
PRIORITIES = {"urgent": 1, "high": 2, "medium": 3, "low": 4}
RESPONSE = {1: 30, 2: 60, 3: 240, 4: 480}
RESOLUTION = {1: 240, 2: 480, 3: 960, 4: 2400}
TARGETS = {1: "95", 2: "90", 3: "90", 4: "85"}


def read(name: str) -> list[dict[str, str]]:
    """The rows of one CSV file of the sample."""
    return counting.read(HERE / name)


def when(text: str) -> datetime | None:
    """A day-first time as an instant, or None where there is none that exists."""
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y %H:%M").replace(tzinfo=DESK.zone).astimezone(UTC)
    except ValueError:
        return None


@cache
def waits() -> dict[str, list[Wait]]:
    """For each ticket the spans in which it stood at "Waiting on Customer"."""
    steps = [(line["Ticket"], when(line["Changed at"]), line["To status"]) for line in read("ticket-history.csv")]
    known = [(ref, moment, status) for ref, moment, status in steps if moment]
    return counting.stays(known, "Waiting on Customer", EXPORTED)


@cache
def tickets() -> tuple[Row, ...]:
    """Every ticket that counts: each once as last updated, none cancelled, none with an impossible time."""
    latest: dict[str, dict[str, str]] = {}
    for line in read("tickets.csv"):
        known = latest.get(line["Ticket Id"])
        updated, before = when(line["Last Updated Time"]), when(known["Last Updated Time"]) if known else None
        if known is None or (updated and before and updated >= before):
            latest[line["Ticket Id"]] = line
    rows = []
    for ref, line in latest.items():
        opened, resolved = when(line["Created Time"]), when(line["Resolved Time"])
        if opened is None or opened > EXPORTED or (resolved and resolved < opened) or line["Status"] == "Cancelled":
            continue
        person = line["First Response By"] not in {"", "Auto-acknowledgement"}
        replied = when(line["Initial Response Time"]) if person else None
        priority = PRIORITIES[line["Priority"].strip().lower()]
        rows.append(Row(ref, line["Type"], priority, opened, replied, resolved, waits().get(ref, [])))
    return tuple(rows)


def response_limit(row: Row) -> int:
    """Minutes allowed for the first response, by the day on which the ticket was logged."""
    return 15 if row.priority == 1 and row.opened >= AMENDED else RESPONSE[row.priority]


def answered_in_time(row: Row) -> bool:
    """Whether a person replied within the limit."""
    return row.replied is not None and DESK.minutes(row.opened, row.replied) <= response_limit(row)


def response(priority: int, span: Span) -> tuple[int, int]:
    """(in time, counted) of first responses to tickets logged in the span."""
    rows = [row for row in tickets() if row.priority == priority and DESK.within(row.opened, span)]
    return sum(map(answered_in_time, rows)), len(rows)


def resolution(priority: int, span: Span) -> tuple[int, int]:
    """(in time, counted) of repairs finished in the span, or overdue since then and still open."""
    good = counted = 0
    limit = RESOLUTION[priority]
    for row in tickets():
        if row.priority != priority:
            continue
        if row.resolved is None:
            counted += DESK.within(DESK.runs_out(row.opened, limit, EXPORTED, waits=row.waits), span)
        elif DESK.within(row.resolved, span):
            counted += 1
            good += DESK.minutes(row.opened, row.resolved, waits=row.waits) <= limit
    return good, counted


def met(priority: int, share: str) -> bool:
    """Whether a share reaches the target of a Priority."""
    return Decimal(share) >= Decimal(TARGETS[priority])


def faults(span: Span) -> int:
    """Incidents logged in the span."""
    return sum(1 for row in tickets() if row.kind == "Incident" and DESK.within(row.opened, span))


def logged(span: Span) -> int:
    """Tickets of any kind logged in the span."""
    return sum(1 for row in tickets() if DESK.within(row.opened, span))
