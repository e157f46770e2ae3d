"""Writes Quillabar's small tables: machines, outages, invoices, care standards, meetings and the Quarterly Reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from demo import tables
from demo.quillabar import story
from demo.quillabar.story import HOURS

# What an invoice takes off: invoice month -> (month it pays for, amount).
REBATES = {
    "2025-09": ("2025-08", "171.95"),
    "2025-11": ("2025-10", "348.28"),
    "2026-01": ("2025-12", "178.52"),
    "2026-03": ("2026-02", "181.44"),
    "2026-04": ("2026-03", "362.88"),
    "2026-08": ("2026-07", "363.24"),
    "2026-09": ("2026-08", "183.13"),
}
ONE_OFF = {
    "2025-11": ("Hourly work: second weighbridge screen", "6", "165.00"),
    "2026-04": ("Goods: 12 handheld scanners", "12", "640.00"),
    "2026-08": ("Hourly work: depot wireless survey", "9", "165.00"),
}
OUTAGES = """
Grower Portal,unplanned,2025-07-14 22:05,2025-07-15 01:05,,Certificate expired
Orchard Link,unplanned,2025-08-19 13:20,2025-08-19 14:58,,Carrier fault at the cool store
Grower Portal,planned,2025-09-20 20:00,2025-09-21 02:00,2025-09-12 10:00,Move to new storage
Grower Portal,unplanned,2025-10-04 23:25,2025-10-05 04:20,,Database stopped on the night of the clock change
Orchard Link,unplanned,2025-10-23 18:35,2025-10-23 21:10,,Carrier fault at the depot
Orchard Link,client caused,2025-11-12 09:00,2025-11-12 13:30,,The Client's electrician cut the power to the cabinet
Orchard Link,unplanned,2025-12-18 16:15,2025-12-18 21:05,,Carrier fault
Grower Portal,unplanned,2026-02-17 12:20,2026-02-17 15:20,,Bookings refused
Orchard Link,planned,2026-03-14 06:00,2026-03-14 10:00,2026-03-09 16:00,New firewall at the packhouse
Orchard Link,unplanned,2026-03-27 20:05,2026-03-27 23:00,,Routing fault
Grower Portal,unplanned,2026-05-21 08:25,2026-05-21 11:00,,Portal down
Orchard Link,unplanned,2026-06-10 15:10,2026-06-10 18:20,,Carrier fault at the depot
Orchard Link,planned,2026-07-18 06:00,2026-07-18 08:00,2026-07-16 15:00,Switch change (told two days before)
Grower Portal,unplanned,2026-07-30 21:25,2026-07-30 23:55,,Portal down
Orchard Link,unplanned,2026-08-31 23:45,2026-09-01 02:10,,Carrier fault at the cool store
Grower Portal,unplanned,2026-09-15 16:35,2026-09-15 19:50,,Bookings refused
Grower Portal,planned,2026-10-10 20:00,2026-10-11 04:00,2026-10-02 09:00,New version of the portal
Grower Portal,unplanned,2026-10-27 09:00,2026-10-27 12:40,,Portal down after the new version
Orchard Link,unplanned,2026-10-21 18:25,2026-10-21 22:55,,Carrier fault
"""
# Out of order each month: patches and backup jobs; "-" = not supplied.
CARE = (
    "2025-07 9 6|2025-08 8 5|2025-09 8 7|2025-10 9 6|2025-11 11 5|2025-12 12 8|2026-01 14 9|2026-02 11 6|2026-03 10 5|"
    "2026-04 9 -|2026-05 8 6|2026-06 7 5|2026-07 9 7|2026-08 13 6|2026-09 15 19|2026-10 16 8"
)
REVIEWS = """
2025-09-18,Quarterly review meeting,Hollis Drayton,held
2025-12-11,Quarterly review meeting,Hollis Drayton,held
2026-03-24,Quarterly review meeting,Hollis Drayton,held
2026-06-18,Quarterly review meeting moved to July by Coldspur and not held,Hollis Drayton,cancelled
2026-09-17,Quarterly review meeting,Hollis Drayton,held
"""
CHANGES = """
2026-02-01,Deed of Variation 1: Severity 2 taken up within 45 minutes,both,in force
2026-07-01,Fees raised by 3.0 %,Coldspur,in force
"""
# The quarter's months, the day the report came, and what it says for Severity 1 and 2 (the tool's own figures).
REPORTS = {
    "2025-q3": (("2025-07", "2025-08", "2025-09"), "2025-10-20"),
    "2025-q4": (("2025-10", "2025-11", "2025-12"), "2026-01-21"),
    "2026-q1": (("2026-01", "2026-02", "2026-03"), "2026-04-22"),
    "2026-q2": (("2026-04", "2026-05", "2026-06"), "2026-08-03"),
    "2026-q3": (("2026-07", "2026-08", "2026-09"), "2026-10-20"),
}


def write(folder: Path) -> None:
    """Write every small table and the reports folder."""
    rows = [(f"{plan.month}-01", plan.people, plan.devices, 3) for plan in story.PLAN]
    tables.write(folder / "headcount.csv", ("Date", "Users", "Devices", "Sites"), rows)
    header = ("Service", "Kind", "Start", "End", "Told at", "Note")
    tables.write(folder / "outages.csv", header, tables.plain(OUTAGES))
    header = ("Invoice no", "Invoice date", "Period", "Description", "Quantity", "Unit price", "Net amount")
    tables.write(folder / "invoices.csv", (*header, "Credit for month", "Currency"), _invoices())
    tables.write(folder / "security.csv", ("Month", "Kind", "Detail", "Population", "In order"), _care())
    for name, rows_ in (("reviews", REVIEWS), ("changes", CHANGES)):
        tables.write(folder / f"{name}.csv", ("Date", "What", "Who", "State"), tables.plain(rows_))
    for name, (months, came) in REPORTS.items():
        header = ("Month", "Received on", "Measure", "Priority", "Service", "Reported %")
        tables.write(folder / "reports" / f"{name}.csv", header, _report(months, came))


def prices(month: str) -> tuple[Decimal, Decimal, Decimal]:
    """What was invoiced for each of the first 150 Devices, for each further one, and for the portal."""
    old, new = ("41.00", "36.50", "1900.00"), ("42.23", "37.60", "1957.00")
    first, further, portal = map(Decimal, new if month >= "2026-07" else old)
    return first, further, portal


def _invoices() -> Iterator[tuple[object, ...]]:
    for number, plan in enumerate(story.PLAN, start=1):
        first, further, portal = prices(plan.month)
        head = (f"CMT-{7000 + number}", HOURS.working_day(plan.month, -1), plan.month)
        yield *head, "Monthly Fee: Devices, first 150", 150, first, 150 * first, "", "AUD"
        more = plan.devices - 150
        yield *head, "Monthly Fee: further Devices", more, further, more * further, "", "AUD"
        yield *head, "Monthly Fee: Grower Portal", 1, portal, portal, "", "AUD"
        if plan.month in ONE_OFF:
            what, quantity, each = ONE_OFF[plan.month]
            yield *head, f"{what} (one-off)", quantity, each, Decimal(quantity) * Decimal(each), "", "AUD"
        if plan.month in REBATES:
            month, amount = REBATES[plan.month]
            named = f"{date.fromisoformat(month + '-01'):%B %Y}"
            yield *head, f"Service Rebate for {named}", 1, f"-{amount}", f"-{amount}", month, "AUD"


def _care() -> Iterator[tuple[object, ...]]:
    devices = {plan.month: plan.devices for plan in story.PLAN}
    for entry in CARE.split("|"):
        month, patches, jobs = entry.split()
        total = 9 * _days(month)
        detail = "Devices with every Critical Update within 21 days"
        yield month, "patching", detail, devices[month], devices[month] - int(patches)
        if jobs != "-":
            yield month, "backups", "Backup jobs without error", total, total - int(jobs)
        if month == "2026-05":
            yield month, "restore test", "Server PACK-DB2 restored whole on 14 May 2026, signed record received", 1, 1


def _days(month: str) -> int:
    first = date.fromisoformat(f"{month}-01")
    return ((first + timedelta(days=32)).replace(day=1) - first).days


def _report(months: tuple[str, ...], came: str) -> Iterator[tuple[object, ...]]:
    """What Coldspur reports: kinder than the records, and the same for every month."""
    for month in months:
        if month != "2026-01":
            yield month, came, "Initial response", "P1", "", "100.0"
        yield month, came, "Initial response", "P2", "", "96.0"
        yield month, came, "Availability", "", "Grower Portal", "99.9"
        yield month, came, "Patching", "", "", "95.0"
