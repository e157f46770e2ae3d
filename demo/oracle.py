"""The sample's answers worked out a second time, from the files alone, minute by minute and by no clever means.

It reads the CSV files with the csv module, lays every minute of the years in one long row of noughts and ones, and
counts. It imports nothing of the product and nothing that wrote the files, so that it can prove either wrong.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
ORIGIN = datetime(2024, 10, 1)  # noqa: DTZ001 - wall-clock times of the United Kingdom, as the files show them
DAYS = 900
Span = tuple[date, date]
EXPORTED = datetime(2026, 11, 2, 9, 30)  # noqa: DTZ001
PRIORITIES = {"urgent": 1, "high": 2, "medium": 3, "low": 4}
RESPONSE = {1: 30, 2: 60, 3: 240, 4: 480}
RESOLUTION = {1: 240, 2: 480, 3: 960, 4: 2400}
TARGETS = {1: "95", 2: "90", 3: "90", 4: "85"}
# gov.uk bank holidays, England and Wales
BANK_HOLIDAYS = {
    *(date(2024, 12, 25), date(2024, 12, 26), date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21)),
    *(date(2025, 5, 5), date(2025, 5, 26), date(2025, 8, 25), date(2025, 12, 25), date(2025, 12, 26)),
    *(date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25)),
    *(date(2026, 8, 31), date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)),
}


@dataclass
class Row:
    """One ticket as the files tell it; `replied` is a person's first reply only."""

    ref: str
    kind: str
    priority: int
    opened: datetime
    replied: datetime | None
    resolved: datetime | None
    said_response: str
    said_resolution: str
    waits: list[tuple[datetime, datetime]] = field(default_factory=list)


@cache
def open_minutes() -> bytes:
    """A one for every minute in which the service desk is open, from `ORIGIN` on."""
    row = bytearray(DAYS * 1440)
    for day in range(DAYS):
        today = (ORIGIN + timedelta(days=day)).date()
        if today.weekday() < 5 and today not in BANK_HOLIDAYS:
            for minute in range(8 * 60, 18 * 60):
                row[day * 1440 + minute] = 1
    return bytes(row)


def at(moment: datetime) -> int:
    """The place of a moment in the long row."""
    return int((moment - ORIGIN).total_seconds()) // 60


def service_minutes(start: datetime, end: datetime) -> int:
    """Open minutes from start to end, counted one by one."""
    return sum(open_minutes()[at(start) : at(end)])


def read(name: str) -> list[dict[str, str]]:
    """The rows of one CSV file of the sample."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def when(text: str) -> datetime | None:
    """A day-first time, or None where there is none that exists."""
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y %H:%M")  # noqa: DTZ007
    except ValueError:
        return None


@cache
def waits() -> dict[str, list[tuple[datetime, datetime]]]:
    """For each ticket the spans in which it stood at "Waiting on Customer"."""
    steps: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for line in read("ticket-history.csv"):
        moment = when(line["Changed at"])
        if moment:
            steps[line["Ticket"]].append((moment, line["To status"]))
    found = defaultdict(list)
    for ref, changes in steps.items():
        for (start, status), (end, _) in zip(changes, [*changes[1:], (EXPORTED, "")], strict=True):
            if status == "Waiting on Customer":
                found[ref].append((start, end))
    return dict(found)


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
        rows.append(
            Row(
                ref,
                line["Type"],
                PRIORITIES[line["Priority"].strip().lower()],
                opened,
                when(line["Initial Response Time"]) if person else None,
                resolved,
                line["First Response Status"],
                line["Resolution Status"],
                waits().get(ref, []),
            )
        )
    return tuple(rows)


def response_limit(row: Row) -> int:
    """Minutes allowed for the first response, by the day on which the ticket was logged."""
    if row.priority == 1 and row.opened >= datetime(2026, 3, 1):  # noqa: DTZ001
        return 15
    return RESPONSE[row.priority]


def answered_in_time(row: Row) -> bool:
    """Whether a person replied within the limit."""
    return row.replied is not None and service_minutes(row.opened, row.replied) <= response_limit(row)


def working_minutes(row: Row, end: datetime) -> int:
    """Open minutes from logging to `end` in which nobody was waiting for the customer."""
    lane = bytearray(open_minutes()[at(row.opened) : at(end)])
    for start, stop in row.waits:
        for minute in range(max(0, at(start) - at(row.opened)), min(len(lane), at(stop) - at(row.opened))):
            lane[minute] = 0
    return sum(lane)


def breach(row: Row) -> datetime | None:
    """The minute in which the time for Resolution ran out, or None if that was after the export."""
    left, minute = RESOLUTION[row.priority], at(row.opened)
    waiting = {place for start, stop in row.waits for place in range(at(start), at(stop))}
    while left:
        if minute >= at(EXPORTED):
            return None
        left -= open_minutes()[minute] and minute not in waiting
        minute += 1
    return ORIGIN + timedelta(minutes=minute)


def within(moment: datetime | None, span: Span) -> bool:
    """Whether a moment lies on one of the days from the first to the last of a span."""
    return moment is not None and span[0] <= moment.date() <= span[1]


def month(name: str) -> Span:
    """The days of the month written "2026-09"."""
    first = date.fromisoformat(f"{name}-01")
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def response(priority: int, span: Span) -> tuple[int, int]:
    """(in time, counted) of first responses to tickets logged in the span."""
    rows = [row for row in tickets() if row.priority == priority and within(row.opened, span)]
    return sum(map(answered_in_time, rows)), len(rows)


def resolution(priority: int, span: Span) -> tuple[int, int]:
    """(in time, counted) of repairs finished in the span, or overdue since then and still open."""
    good = counted = 0
    for row in tickets():
        if row.priority != priority:
            continue
        if row.resolved is None:
            counted += within(breach(row), span)
        elif within(row.resolved, span):
            counted += 1
            good += working_minutes(row, row.resolved) <= RESOLUTION[priority]
    return good, counted


def pct(good: int, counted: int) -> str:
    """A percentage with two decimals, halves upwards."""
    return two(Decimal(100 * good) / counted)


def two(value: Decimal) -> str:
    """Two decimals, halves upwards."""
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def faults(span: Span) -> int:
    """Incidents logged in the span."""
    return sum(1 for row in tickets() if row.kind == "Incident" and within(row.opened, span))


def logged(span: Span) -> int:
    """Tickets of any kind logged in the span."""
    return sum(1 for row in tickets() if within(row.opened, span))
