"""Quillabar's answers worked out a second time, from the CSV files alone, minute by minute and by no clever means.

It imports nothing of the product and nothing that wrote the files. The numbers of the deed stand here once more as plain
constants, read from it by a person.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from demo import counting
from demo.counting import Desk, Row, Span, Wait, before, month, pct, two, up_minutes

HERE = Path(__file__).resolve().parent
# business.vic.gov.au, Melbourne: Grand Final Friday, Cup Day, Christmas and Boxing Day; New Year's Day, Australia Day,
# Labour Day, Good Friday, Easter Monday, King's Birthday, Grand Final Friday, Cup Day (other holidays fall on weekends)
HOLIDAYS = frozenset({
    *(date(2025, 9, 26), date(2025, 11, 4), date(2025, 12, 25), date(2025, 12, 26)),
    *(date(2026, 1, 1), date(2026, 1, 26), date(2026, 3, 9), date(2026, 4, 3), date(2026, 4, 6), date(2026, 6, 8)),
    *(date(2026, 9, 25), date(2026, 11, 3)),
})  # fmt: skip
DESK = Desk(ZoneInfo("Australia/Melbourne"), 7 * 60 + 30, 18 * 60, HOLIDAYS, date(2025, 6, 1), 620)
EXPORTED, VARIED = DESK.wall("2026-11-02 08:00"), DESK.wall("2026-02-01 00:00")
LEVELS = {1: "95", 2: "92", 3: "90", 4: "85"}
FEW = 10
CARE = {"patching": "92", "backups": "97"}
UPTIME = {"Grower Portal": "99.50", "Orchard Link": "99.80"}
POINTS = {
    "1 response": 4,
    "1 resolution": 4,
    "2 response": 2,
    "2 resolution": 2,
    "3 resolution": 2,
    **dict.fromkeys(UPTIME, 4),
}
REBATES = ((16, 10), (12, 7), (8, 4), (4, 2))
FIRST = "2025-07"


def read(name: str) -> list[dict[str, str]]:
    """The rows of one CSV file."""
    return counting.read(HERE / name)


def when(text: str) -> datetime | None:
    """A time in UTC, or None for an empty cell."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if text else None


@cache
def waits() -> dict[str, list[Wait]]:
    """For each Request the spans in which it stood at "Waiting on Client"."""
    steps = [(line["Ticket"], when(line["Changed at"]), line["To status"]) for line in read("ticket-history.csv")]
    return counting.stays([(r, at, to) for r, at, to in steps if at], "Waiting on Client", EXPORTED)


@cache
def tickets() -> tuple[Row, ...]:
    """Every Request that counts: all but the cancelled ones."""
    rows = []
    for line in read("tickets.csv"):
        opened = when(line["dateEntered"])
        if line["status"] != "Cancelled" and opened:
            severity = int(line["priority"].split()[1])
            ends = when(line["dateResponded"]), when(line["dateResolved"])
            rows.append(Row(line["id"], line["type"], severity, opened, *ends, waits().get(line["id"], [])))
    return tuple(rows)


def last_of(opened: datetime, days: int) -> datetime:
    """The end of the so-many-th Business Day after the day on which a Request counts as logged."""
    place = DESK.at(opened)
    while not DESK.row[place]:
        place += 1
    day = (DESK.origin + timedelta(minutes=place)).astimezone(DESK.zone).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in HOLIDAYS
    return DESK.wall(f"{day} 18:00")


def replied_in_time(row: Row) -> bool:
    """Whether the Initial Reply came within the time for its Severity on the day of logging."""
    if row.replied is None:
        return False
    if row.priority == 4:
        return row.replied <= last_of(row.opened, 1)
    if row.priority == 1:
        return DESK.minutes(row.opened, row.replied, always=True) <= 20
    limit = 240 if row.priority == 3 else 45 if row.opened >= VARIED else 60
    return DESK.minutes(row.opened, row.replied) <= limit


def fixed_in_time(row: Row) -> bool:
    """Whether the Fix came within the time for its Severity, waiting for the Client left out."""
    if row.resolved is None:
        return False
    if row.priority == 3:
        return row.resolved <= last_of(row.opened, 3)
    limit, always = (240, True) if row.priority == 1 else (480, False)
    return DESK.minutes(row.opened, row.resolved, waits=row.waits, always=always) <= limit


def counted(what: str, severity: int, span: Span) -> tuple[int, int]:
    """(in time, counted) of the Requests logged in a span; `what` is response or resolution."""
    rows = [row for row in tickets() if row.priority == severity and DESK.within(row.opened, span)]
    good = replied_in_time if what == "response" else fixed_in_time
    return sum(map(good, rows)), len(rows)


def met(severity: int, good: int, total: int) -> bool:
    """Whether so many in time are enough: with fewer than ten Requests one may be late."""
    return total - good <= 1 if total < FEW else Decimal(pct(good, total)) >= Decimal(LEVELS[severity])


def availability(service: str, name: str) -> str:
    """Per cent of the month for which a service could be used; planned work stays in the portal's total."""
    planned, down = [], []
    for row in read("outages.csv"):
        if row["Service"] == service and row["Kind"] != "client caused":
            begun, over = DESK.wall(row["Start"]), DESK.wall(row["End"])
            announced = row["Told at"] and begun - DESK.wall(row["Told at"]) >= timedelta(hours=72)
            (planned if row["Kind"] == "planned" and announced else down).append((begun, over))
    total, work, lost = up_minutes(DESK, month(name), down, planned)
    base = total if service == "Grower Portal" else total - work
    return two(Decimal(100 * (base - lost)) / base)


def care(kind: str, name: str) -> tuple[int, int] | None:
    """(in order, population) of one care standard in one month, or None where no count was supplied."""
    for row in read("security.csv"):
        if row["Month"] == name and row["Kind"] == kind:
            return int(row["In order"]), int(row["Population"])
    return None


@cache
def missed(name: str) -> frozenset[str]:
    """Every Service Level missed in a month for which there are Service Points."""
    found = set()
    for level in POINTS:
        if level in UPTIME:
            bad = Decimal(availability(level, name)) < Decimal(UPTIME[level])
        else:
            severity, what = level.split()
            good, total = counted(what, int(severity), month(name))
            bad = bool(total) and not met(int(severity), good, total)
        found |= {level} if bad else set()
    return frozenset(found)


def points(name: str) -> Decimal:
    """The Service Points of a month, half as many again for what was missed in the month before as well."""
    total = Decimal(0)
    for level in missed(name):
        again = name > FIRST and level in missed(before(name))
        total += POINTS[level] * (Decimal("1.5") if again else 1)
    return total


def rebate_pct(name: str) -> int:
    """Per cent of the Monthly Fee that a month's points give."""
    return next((share for least, share in REBATES if points(name) >= least), 0)


def monthly_fee(name: str) -> Decimal:
    """The Monthly Fee invoiced for a month."""
    lines = [row for row in read("invoices.csv") if row["Period"] == name and row["Description"].startswith("Monthly")]
    return sum((Decimal(row["Net amount"]) for row in lines), Decimal(0))


def owed(name: str) -> Decimal:
    """The Service Rebate for a month in dollars."""
    return Decimal(two(monthly_fee(name) * rebate_pct(name) / 100))


def credited(name: str) -> Decimal:
    """What invoices took off for a month."""
    lines = [row for row in read("invoices.csv") if row["Credit for month"] == name]
    return -sum((Decimal(row["Net amount"]) for row in lines), Decimal(0))


def people(name: str, column: str = "Users") -> int:
    """Head count or machines on the first day of the month."""
    return next(int(row[column]) for row in read("headcount.csv") if row["Date"] == f"{name}-01")


def faults(span: Span) -> int:
    """Incidents logged in the span."""
    return sum(1 for row in tickets() if row.kind == "Incident" and DESK.within(row.opened, span))


def logged(span: Span, severity: int = 0) -> int:
    """Requests of any kind, or of one Severity, logged in the span."""
    return sum(1 for row in tickets() if severity in {0, row.priority} and DESK.within(row.opened, span))


def claimed(name: str, measure: str, priority: str = "", service: str = "") -> str | None:
    """What a Quarterly Report says of a month, or None where none does."""
    for path in sorted((HERE / "reports").glob("*.csv")):
        for row in counting.read(path):
            if (row["Month"], row["Measure"], row["Priority"], row["Service"]) == (name, measure, priority, service):
                return two(Decimal(row["Reported %"]))
    return None
