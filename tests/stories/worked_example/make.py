"""Writes the records of the worked example, always the same; run it as a script after changing the story.

Month 15 of a contract that began on 1 July 2025, with 120 users in the first year and 124 after it. Only what the
example fixes is chosen; times of day and names are filled in by rule.
"""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
# Faults by month of the contract: 108 in months 7 to 12, 52 in months 13 to 15, 89 in the last six months.
FAULTS = [30, 29, 28, 27, 26, 25, 24, 24, 23, 13, 12, 12, 18, 17, 17]
ALERTS = {10: 5, 11: 5, 12: 5, 13: 5, 14: 5, 15: 6}
# Months in which some were late: (priority, what was late) -> how many of the month's tickets of that priority.
LATE = {
    14: {(1, "response"): 1},
    15: {(1, "response"): 1, (1, "fix"): 1, (2, "response"): 1, (2, "fix"): 2},
}
URGENT = {14: {1: 5, 2: 12}, 15: {1: 5, 2: 12}}
LIMITS = {1: (15, 240), 2: (60, 480)}


def month_start(number):
    index = 2025 * 12 + 6 + number - 1
    return datetime(index // 12, index % 12 + 1, 1, tzinfo=UTC)


def working_days(start):
    days = [start + timedelta(days=n) for n in range(31) if (start + timedelta(days=n)).month == start.month]
    holidays = {
        "2025-08-25",
        "2025-12-25",
        "2025-12-26",
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
    }
    return [day for day in days if day.weekday() < 5 and f"{day:%Y-%m-%d}" not in holidays]


def ticket(number, at, priority, kind, late=()):
    """A ticket answered and mended within half its time, or just late where the story says so; within one day."""
    reply, fix = LIMITS.get(priority, (60, 240))
    answered = at + timedelta(minutes=reply + 5 if "response" in late else reply // 2)
    mended = at + timedelta(minutes=fix + 10 if "fix" in late else fix // 2)
    shown = [f"{one:%Y-%m-%d %H:%M}" for one in (at, answered, mended)]
    return [f"T-{number:04d}", *shown, "Closed", f"P{priority}", kind]


def tickets():
    rows, number = [], 0
    for month, faults in enumerate(FAULTS, 1):
        days = working_days(month_start(month))
        urgent = URGENT.get(month, {1: 1, 2: 6})
        ranks = [1] * urgent[1] + [2] * urgent[2] + [3] * (faults - sum(urgent.values()))
        late = dict(LATE.get(month, {}))
        for place, rank in enumerate(ranks):
            at = days[place % len(days)] + timedelta(hours=8, minutes=30)
            missed = [what for what in ("response", "fix") if late.get((rank, what), 0) > 0]
            for what in missed:
                late[rank, what] -= 1
            number += 1
            rows.append(ticket(number, at, rank, "Incident", missed))
        for place in range(ALERTS.get(month, 0)):
            number += 1
            rows.append(ticket(number, days[place] + timedelta(hours=9), 4, "Alert"))
    rows.append(
        ticket(number + 1, datetime(2026, 10, 2, 9, tzinfo=UTC), 3, "Incident")
    )  # the export was made after the month
    return ["Ticket", "Opened", "First response", "Resolved", "Status", "Priority", "Type"], rows


def invoices():
    rows = []
    for number in range(1, 16):
        start = month_start(number)
        rows.append(
            [
                f"TID-{number:03d}",
                f"{start:%Y-%m}-28",
                f"{start:%Y-%m}",
                "Managed service",
                1,
                "18500.00",
                "18500.00",
                "",
                "GBP",
            ]
        )
    rows.append(["TID-016", "2026-10-16", "2026-10", "Service credit", 1, "-925.00", "-925.00", "2026-09", "GBP"])
    head = [
        "Invoice no",
        "Invoice date",
        "Period",
        "Description",
        "Quantity",
        "Unit price",
        "Net amount",
        "Credit for month",
        "Currency",
    ]
    return head, rows


def write(name, head, rows):
    with (HERE / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])


if __name__ == "__main__":
    write("tickets.csv", *tickets())
    write("invoices.csv", *invoices())
