"""The second working-out, continued: availability, security counts, prices and service credits of Marrowdale.

Like `oracle` it reads only the CSV files and counts naively; the numbers of the agreement stand here once more as
plain constants, read from the Word files by a person.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from demo.counting import before, month, pct, two, up_minutes
from demo.marrowdale.oracle import DESK, faults, met, read, resolution, response

SECURITY_TARGETS = {"patching": "95", "backups": "98", "EDR": "98", "MFA": "100"}
FOLDER = Path(__file__).parent / "emails"
NOTICE = timedelta(hours=48)
SERVICES = ("Hosted Desktop", "Site Network")


def availability(service: str, name: str) -> str:
    """Per cent of the month for which a service could be used, one minute after the other."""
    planned, down = [], []
    for row in read("outages.csv"):
        if row["Service"] == service:
            begun, over = DESK.wall(row["Start"]), DESK.wall(row["End"])
            announced = row["Told at"] and begun - DESK.wall(row["Told at"]) >= NOTICE
            (planned if row["Kind"] == "planned" and announced else down).append((begun, over))
    total, work, lost = up_minutes(DESK, month(name), down, planned)
    return two(Decimal(100 * (total - work - lost)) / (total - work))


def security(kind: str, name: str) -> tuple[int, int] | None:
    """(in order, population) of one count in one month, or None where none was supplied."""
    for row in read("security.csv"):
        if row["Month"] == name and row["Kind"] == kind:
            return int(row["In order"]), int(row["Population"])
    return None


def users(name: str) -> int:
    """Users on the first day of the month."""
    return next(int(row["Users"]) for row in read("headcount.csv") if row["Date"] == f"{name}-01")


def monthly_charge(name: str) -> Decimal:
    """The recurring charge invoiced for a month."""
    lines = [row for row in read("invoices.csv") if row["Period"] == name and "per User" in row["Description"]]
    return sum((Decimal(row["Net amount"]) for row in lines), Decimal(0))


def credited(name: str) -> Decimal:
    """What invoices took off for a month."""
    lines = [row for row in read("invoices.csv") if row["Credit for month"] == name]
    return -sum((Decimal(row["Net amount"]) for row in lines), Decimal(0))


@cache
def missed(name: str) -> frozenset[str]:
    """Every Service Level missed in a month."""
    found = set()
    for priority in (1, 2, 3, 4):
        for what, count in (("response", response), ("resolution", resolution)):
            good, counted = count(priority, month(name))
            if counted and not met(priority, pct(good, counted)):
                found.add(f"P{priority} {what}")
    found |= {service for service in SERVICES if Decimal(availability(service, name)) < Decimal("99.90")}
    for kind, target in SECURITY_TARGETS.items():
        count_ = security(kind, name)
        if count_ and Decimal(pct(*count_)) < Decimal(target):
            found.add(kind)
    return frozenset(found)


def credit_pct(name: str) -> Decimal:
    """Per cent of the Monthly Charge due for a month, after doubling and the limit of 10."""
    total = Decimal(0)
    for level in missed(name):
        if level in SERVICES:
            value = Decimal(availability(level, name))
            worth = Decimal(2) if value >= Decimal("99.50") else Decimal(4) if value >= 99 else Decimal(6)
        elif level.startswith(("P1", "P2")):
            worth = Decimal(5)
        else:
            continue
        total += worth * 2 if name > "2024-11" and level in missed(before(name)) else worth
    return min(total, Decimal(10))


def owed(name: str) -> str:
    """The Service Credit for a month in pounds."""
    return two(monthly_charge(name) * credit_pct(name) / 100)


def claim_by(name: str) -> date:
    """The last day for a claim: 30 days after the end of the month."""
    return month(name)[1] + timedelta(days=30)


def claimed_on(name: str) -> date | None:
    """The day of the customer's own mail that claims a month's credit, or None where there is none."""
    for mail in sorted(FOLDER.glob("*our-claim.eml")):
        head, _, words = mail.read_text("utf-8").partition("\n\n")
        if f"{month(name)[0]:%B %Y}" in words:
            return datetime.strptime(head.split("Date: ")[1].split(" +")[0], "%a, %d %b %Y %H:%M:%S").date()  # noqa: DTZ007
    return None


def rate(name: str) -> str:
    """Incidents for each user in a month."""
    return two(Decimal(faults(month(name))) / users(name))


def claimed(name: str, measure: str, priority: str = "") -> str | None:
    """What the provider's report of a month says, or None where there is no such report."""
    try:
        rows = read(f"reports/{name}.csv")
    except FileNotFoundError:
        return None
    for row in rows:
        if row["Measure"] == measure and row["Priority"] == priority:
            return two(Decimal(row["Reported %"]))
    return None
