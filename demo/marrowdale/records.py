"""Writes the sample's small tables: head count, outages, invoices, security counts, logs and the monthly reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from demo import tables
from demo.marrowdale import story
from demo.marrowdale.export import verdicts
from demo.marrowdale.service_time import HOURS
from demo.marrowdale.tickets import Draft

PENNY = Decimal("0.01")
NO_REPORT, LATE_REPORT = "2026-05", {"2026-08": date(2026, 9, 18)}
# What each month's invoice takes off: invoice month -> (month it pays for, what for, amount).
CREDITS = {
    "2025-04": ("2025-03", "Hosted Desktop availability", "141.36"),
    "2025-05": ("2025-04", "P1 Resolution", "356.50"),
    "2025-06": ("2025-05", "P1 First Response", "359.60"),
    "2026-02": ("2026-01", "Site Network availability", "153.18"),
    "2026-10": ("2026-09", "goodwill, First Response", "409.20"),
}
ONE_OFF = {
    "2025-01": ("Project Work: move of the last shared drives (one-off)", "24", "85.00"),
    "2025-06": ("Goods: 6 laptops for the showroom (one-off)", "6", "742.00"),
    "2026-02": ("Project Work: second internet line at the works (one-off)", "16", "85.00"),
    "2026-09": ("Project Work: scanner docking in the warehouse (one-off)", "11", "85.00"),
}
OUTAGES = """
Hosted Desktop,unplanned,2024-12-10 10:05,2024-12-10 10:31,,Session broker restarted
Hosted Desktop,unplanned,2025-03-06 13:00,2025-03-06 15:10,,Storage full in the data centre
Site Network,planned,2025-09-18 20:00,2025-09-18 23:00,2025-09-10 11:30,New core switch at head office
Site Network,unplanned,2026-01-20 09:10,2026-01-20 12:35,,Firewall failed and the spare was out of date
Site Network,planned,2026-04-11 06:00,2026-04-11 07:30,2026-04-10 09:00,Firewall software (told the day before)
Hosted Desktop,unplanned,2026-06-16 11:02,2026-06-16 11:22,,Sign-in service restarted
Hosted Desktop,unplanned,2026-08-13 14:00,2026-08-13 14:25,,Slow storage: showroom cut off
Hosted Desktop,unplanned,2026-08-13 14:15,2026-08-13 14:40,,Slow storage: works cut off
Site Network,unplanned,2026-10-07 09:20,2026-10-07 12:02,,Routing change by the provider cut off all three sites
Hosted Desktop,planned,2026-10-17 22:00,2026-10-18 02:00,2026-10-09 10:15,Storage replaced
"""
# Out of order each month: patches, backup jobs (None = not supplied), EDR, MFA (None = not yet counted).
SECURITY = """
2024-11 9 8 2 -|2024-12 8 7 2 -|2025-01 6 6 2 -|2025-02 5 5 1 0|2025-03 4 4 1 0|2025-04 4 4 1 0|2025-05 3 3 1 0
2025-06 3 4 0 0|2025-07 3 2 1 0|2025-08 4 3 0 0|2025-09 3 4 0 0|2025-10 3 3 1 0|2025-11 4 2 0 0|2025-12 5 4 1 0
2026-01 4 13 1 0|2026-02 3 3 0 0|2026-03 3 4 1 0|2026-04 4 - 1 0|2026-05 4 3 1 0|2026-06 5 4 2 0|2026-07 7 5 2 0
2026-08 9 5 2 0|2026-09 11 6 2 2|2026-10 14 7 4 2
"""
RESTORES = {
    "2024-12": "File server FS01 restored whole on 11 December 2024, signed sheet received",
    "2025-03": "60 GB of order files restored on 19 March 2025, signed sheet received",
    "2025-06": "Application server APP02 restored whole on 17 June 2025, signed sheet received",
    "2025-09": "File server FS01 restored whole on 23 September 2025, signed sheet received",
    "2025-12": "55 GB of drawings restored on 9 December 2025, signed sheet received",
    "2026-03": "Application server APP02 restored whole on 18 March 2026, signed sheet received",
}
NO_REVIEW = {"2025-12", "2026-07", "2026-09"}
ROADMAP = """
2025-04-24,"Roadmap 2025 to 2027, first edition",Fiona Larch,received
2025-10-29,"Roadmap brought up to date: laptops by age, second line for the works",Fiona Larch,received
2026-04-28,"Roadmap brought up to date: scanner network, move of the telephones",Fiona Larch,received
"""
ADVICE = """
2025-02-12,Replace the nine oldest laptops before summer,Fiona Larch,followed
2025-11-19,Second internet line for the works,Fiona Larch,followed
2026-03-17,Take out the unused design licences,Joanne Askwell,followed
2026-05-14,Replace the warehouse switch before it fails,Callum Reddaway,not decided by us
"""
CHANGES = """
2025-01-24,Move of all Users to the Hosted Desktop finished,Brindlecote,done
2026-03-01,Amendment 1: P1 answered within 15 minutes and £66.00 a User,both,in force
2026-05-29,Callum Reddaway (our named engineer) left; told on 19 June 2026,Brindlecote,post not filled
"""


def write(made: list[Draft], folder: Path) -> None:
    """Write every small table and the reports folder."""
    tables.write(folder / "headcount.csv", ("Date", "Users", "Devices", "Sites"), _headcount())
    tables.write(folder / "outages.csv", ("Service", "Kind", "Start", "End", "Told at", "Note"), tables.plain(OUTAGES))
    tables.write(
        folder / "invoices.csv",
        (
            *("Invoice no", "Invoice date", "Period", "Description", "Quantity", "Unit price", "Net amount"),
            *("Credit for month", "Currency"),
        ),
        _invoices(),
    )
    tables.write(folder / "security.csv", ("Month", "Kind", "Detail", "Population", "In order"), _security())
    logs = {
        "reviews": _reviews(),
        "roadmap": tables.plain(ROADMAP),
        "advice": tables.plain(ADVICE),
        "changes": tables.plain(CHANGES),
    }
    for name, rows in logs.items():
        tables.write(folder / f"{name}.csv", ("Date", "What", "Who", "State"), rows)
    for plan in story.PLAN[12:]:
        if plan.month != NO_REPORT:
            header = ("Month", "Received on", "Measure", "Priority", "Service", "Reported %")
            tables.write(folder / "reports" / f"{plan.month}.csv", header, _report(plan.month, made))


def devices(users: int) -> int:
    """Devices grow with the people, with some servers besides."""
    return round(users * 1.12) + 9


def _headcount() -> Iterator[tuple[object, ...]]:
    for plan in story.PLAN:
        yield f"{plan.month}-01", plan.users, devices(plan.users), 3


def rate(month: str) -> Decimal:
    """What was invoiced for a user: 5 % more from November 2025, put right in January, £66.00 since the amendment."""
    steps = (("2026-03", "66.00"), ("2026-01", "64.36"), ("2025-11", "65.10"))
    return Decimal(next((price for start, price in steps if month >= start), "62.00"))


def _invoices() -> Iterator[tuple[object, ...]]:
    for number, plan in enumerate(story.PLAN, start=1):
        price, dated = rate(plan.month), HOURS.working_day(plan.month, -1)
        head = (f"BRC-{number:04d}", dated, plan.month)
        yield *head, "Managed service, per User", plan.users, price, price * plan.users, "", "GBP"
        if plan.month in ONE_OFF:
            what, quantity, each = ONE_OFF[plan.month]
            yield *head, what, quantity, each, Decimal(quantity) * Decimal(each), "", "GBP"
        if plan.month in CREDITS:
            month, what, amount = CREDITS[plan.month]
            named = f"{date.fromisoformat(month + '-01'):%B %Y}"
            yield *head, f"Service Credit for {named} ({what})", 1, f"-{amount}", f"-{amount}", month, "GBP"


def _security() -> Iterator[tuple[object, ...]]:
    users = {plan.month: plan.users for plan in story.PLAN}
    for entry in SECURITY.strip().replace("\n", "|").split("|"):
        month, patch, backup, edr, mfa = entry.split()
        machines = devices(users[month])
        jobs = 14 * (_last_day(month))
        counts = (
            ("patching", "Devices with every Critical Patch within 14 days", machines, patch),
            ("backups", "Backup jobs without error", jobs, backup),
            ("EDR", "Devices with EDR installed and reporting", machines, edr),
            ("MFA", "Accounts of Users which need MFA", users[month], mfa),
        )
        for kind, detail, population, out in counts:
            if out != "-":
                yield month, kind, detail, population, population - int(out)
        if month in RESTORES:
            yield month, "restore test", RESTORES[month], 1, 1


def _last_day(month: str) -> int:
    first = date.fromisoformat(f"{month}-01")
    return ((first + timedelta(days=32)).replace(day=1) - timedelta(days=1)).day


def _reviews() -> Iterator[tuple[object, ...]]:
    for plan in story.PLAN:
        if plan.month in NO_REVIEW - {"2026-07"}:
            continue
        day = HOURS.working_day(plan.month, 14)
        if plan.month == "2026-07":
            yield (
                day,
                "Monthly review meeting cancelled by the provider, no new date",
                story.ACCOUNT_MANAGER,
                "cancelled",
            )
        else:
            yield day, "Monthly review meeting with note of actions", story.ACCOUNT_MANAGER, "held"


def _report(month: str, made: list[Draft]) -> Iterator[tuple[object, ...]]:
    """What the provider reports: the tool's own verdicts, and security figures kinder than the counts."""
    following = f"{date.fromisoformat(month + '-28') + timedelta(days=7):%Y-%m}"
    received = LATE_REPORT.get(month) or HOURS.working_day(following, 10 if month == "2026-04" else 9)
    head = (month, received)
    for priority in (1, 2, 3, 4):
        for measure, index in (("First Response", 0), ("Resolution", 1)):
            share = _claimed(month, made, priority, index)
            if share is not None:
                yield *head, measure, f"P{priority}", "", share
    for service in ("Hosted Desktop", "Site Network"):
        yield *head, "Availability", "", service, "99.60" if (month, service) in TOLD_OUTAGES else "99.98"
    for measure, kind_words in (("Patching", "96.2"), ("Backups", "99.1"), ("EDR", "99.3"), ("MFA", "100.0")):
        yield *head, measure, "", "", kind_words


TOLD_OUTAGES = {("2026-01", "Site Network"), ("2026-10", "Site Network")}


def _claimed(month: str, made: list[Draft], priority: int, index: int) -> Decimal | None:
    moments = [(draft, draft.opened if index == 0 else draft.resolved) for draft in made if draft.priority == priority]
    said = [verdicts(draft)[index] for draft, moment in moments if moment and f"{moment:%Y-%m}" == month]
    said = [verdict for verdict in said if verdict]
    if not said:
        return None
    share = Decimal(100 * said.count("Within SLA")) / len(said)
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)
