"""Turns the drawn tickets into the two files a service desk tool gives: the export and the status history.

The export shows wall-clock times day first, and the tool's own verdict, which is only the provider's claim: it takes
the robot's reply for a first response, still allows 30 minutes for P1, and stops the clock for third parties too.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from demo.marrowdale import story
from demo.marrowdale.service_time import after, between
from demo.marrowdale.tickets import LIMITS, Draft

NAMES = {1: "Urgent", 2: "High", 3: "Medium", 4: "Low", 0: ""}
ROBOT = "Auto-acknowledgement"
WAITS = {"customer": "Waiting on Customer", "third": "Waiting on Third Party"}
# Rows nobody can judge: reference, created, resolved, what is wrong.
BAD = (
    ("INC-4871", "", "07/02/2025 11:20", "no time of logging"),
    ("INC-4872", "", "", "no time of logging"),
    ("SR-4873", "", "19/11/2025 16:02", "no time of logging"),
    ("INC-4874", "31/02/2025 10:00", "03/03/2025 09:10", "a day that does not exist"),
    ("INC-4875", "14/03/2062 09:00", "", "logged in the future"),
    ("INC-4876", "12/02/2025 14:30", "12/02/2025 09:05", "resolved before it was logged"),
    ("SR-4877", "20/11/2025 11:15", "18/11/2025 11:15", "resolved before it was logged"),
    ("INC-4878", "11/03/2026 15:45", "11/03/2026 08:45", "resolved before it was logged"),
    ("INC-4879", "#########", "12/03/2026 10:00", "no time of logging"),
)


def write(made: list[Draft], folder: Path, rng: Random) -> None:
    """Write tickets.csv and ticket-history.csv."""
    rows = [_row(draft) for draft in made]
    rows = list(_with_faults(rows, made, rng))
    with (folder / "tickets.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with (folder / "ticket-history.csv").open("w", newline="", encoding="utf-8") as file:
        history = csv.writer(file, lineterminator="\n")
        history.writerow(("Ticket", "Changed at", "From status", "To status", "Changed by"))
        for draft in made:
            history.writerows(_history(draft))


def _row(draft: Draft) -> dict[str, str]:
    closed = draft.cancelled or _closed(draft)
    flags = verdicts(draft)
    return {
        "Ticket Id": draft.ref,
        "Subject": draft.subject,
        "Type": draft.type,
        "Status": _status(draft),
        "Priority": NAMES[draft.priority],
        "Initial Priority": NAMES[draft.first_priority or draft.priority],
        "Source": draft.source,
        "Requester Name": draft.user,
        "Location": draft.site,
        "Agent": draft.agent,
        "Category": draft.category,
        "Created Time": _shown(draft.opened),
        "Due by Time": _shown(after(draft.opened, LIMITS[draft.priority][1])),
        "Initial Response Time": _shown(draft.replied),
        "First Response By": "" if not draft.replied else ROBOT if draft.robot else draft.agent,
        "First Response Time (in Hrs)": _span(draft.opened, draft.replied, 0),
        "Resolved Time": _shown(draft.resolved),
        "Resolution Time (in Hrs)": _span(draft.opened, draft.resolved, _paused(draft)),
        "Closed Time": _shown(closed),
        "Last Updated Time": _shown(closed or draft.resolved or draft.replied),
        "First Response Status": flags[0],
        "Resolution Status": flags[1],
        "Reopen Count": "1" if draft.reopened else "0",
    }


def _status(draft: Draft) -> str:
    if draft.cancelled:
        return "Cancelled"
    if not draft.resolved:
        return "Open"
    return "Closed" if _closed(draft) else "Resolved"


def _closed(draft: Draft) -> datetime | None:
    """The tool closes by itself three days after the repair."""
    closed = draft.resolved + timedelta(days=3) if draft.resolved else None
    return closed if closed and closed < story.EXPORTED else None


def verdicts(draft: Draft) -> tuple[str, str]:
    """The tool's own verdict on first response and resolution."""
    reply, fix = LIMITS[draft.priority]
    first = "" if not draft.replied else _verdict(between(draft.opened, draft.replied) <= reply)
    if not draft.resolved:
        return first, "SLA Violated" if after(draft.opened, fix) < story.EXPORTED and not draft.cancelled else ""
    return first, _verdict(between(draft.opened, draft.resolved) - _paused(draft) <= fix)


def _verdict(good: bool) -> str:
    return "Within SLA" if good else "SLA Violated"


def _paused(draft: Draft) -> int:
    return sum(between(start, end) for _, start, end in draft.waits)


def _shown(moment: datetime | None) -> str:
    return f"{moment:%d/%m/%Y %H:%M}" if moment else ""


def _span(start: datetime, end: datetime | None, less: int) -> str:
    if end is None:
        return ""
    minutes = max(0, between(start, end) - less)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"


def _with_faults(rows: list[dict[str, str]], made: list[Draft], rng: Random) -> Iterator[dict[str, str]]:
    """The rows as a tool really gives them: some twice, some older copies, some impossible, some badly typed."""
    twice = set(rng.sample(range(len(rows)), 8))
    twice.add(next(i for i, draft in enumerate(made) if _shown(draft.opened) == "12/10/2026 13:15"))
    settled = [i for i, draft in enumerate(made) if draft.priority == 3 and draft.resolved and not draft.waits]
    older = set(rng.sample(settled, 3))
    scruffy = set(rng.sample(range(len(rows)), 40))
    bad = {round(len(rows) * (index + 1) / (len(BAD) + 1)): row for index, row in enumerate(BAD)}
    for index, row in enumerate(rows):
        if index in older:
            yield row | _as_it_stood_before(row)
        if index in scruffy:
            row["Priority"] = rng.choice((f" {row['Priority']}", row["Priority"].upper(), row["Priority"].lower()))
        yield row
        if index in twice:
            yield dict(row)
        if index in bad:
            yield _bad_row(row, bad[index])


def _as_it_stood_before(row: dict[str, str]) -> dict[str, str]:
    blank = dict.fromkeys(("Resolved Time", "Resolution Time (in Hrs)", "Closed Time", "Resolution Status"), "")
    return blank | {"Status": "Open", "Last Updated Time": row["Initial Response Time"], "Reopen Count": "0"}


def _bad_row(like: dict[str, str], bad: tuple[str, str, str, str]) -> dict[str, str]:
    ref, created, resolved, _ = bad
    times = [name for name in like if name.endswith(("Time", "(in Hrs)", "Status")) and name != "Status"]
    row = like | dict.fromkeys(times, "") | {"Ticket Id": ref, "Created Time": created, "Resolved Time": resolved}
    kind = "Service Request" if ref.startswith("SR") else "Incident"
    return row | {"Type": kind, "Priority": "Low", "Initial Priority": "Low", "Status": "Closed", "Reopen Count": "0"}


def _history(draft: Draft) -> Iterator[tuple[str, str, str, str, str]]:
    """Status changes of urgent work, of work that waited, was reopened or was cancelled."""
    if not (draft.waits or draft.reopened or draft.cancelled or draft.priority == 1):
        return
    steps = [(draft.opened, "Open", draft.user)]
    if draft.replied:
        picked_up = after(draft.opened, 25) if draft.robot else draft.replied
        steps.append((picked_up, "In Progress", draft.agent))
    for reason, start, end in draft.waits:
        steps.append((start, WAITS[reason], draft.agent))
        steps.append((end, "In Progress", draft.user if reason == "customer" else draft.agent))
    if draft.reopened:
        steps.append((draft.reopened[0], "Resolved", draft.agent))
        steps.append((draft.reopened[1], "In Progress", draft.user))
    for moment, status, who in (
        (draft.cancelled, "Cancelled", draft.user),
        (draft.resolved, "Resolved", draft.agent),
        (None if draft.cancelled else _closed(draft), "Closed", "System"),
    ):
        if moment:
            steps.append((moment, status, who))
    steps.sort(key=lambda step: step[0])
    before = ""
    for moment, status, who in steps:
        yield draft.ref, _shown(moment), before, status, who
        before = status
