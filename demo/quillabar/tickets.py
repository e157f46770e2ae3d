"""Writes Quillabar's tickets.csv and ticket-history.csv as ConnectWise exports them, with every time in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from demo import tables
from demo.quillabar import story
from demo.quillabar.story import HOURS

LABELS = {1: "Priority 1 - Critical", 2: "Priority 2 - High", 3: "Priority 3 - Medium", 4: "Priority 4 - Low"}
WAITS = {"client": "Waiting on Client", "vendor": "Waiting on Vendor"}
FIX = {2: 480, 3: 3, 4: 0}
HEADER = (
    *("id", "board", "status", "priority", "type", "summary", "siteName", "contactName", "source", "dateEntered"),
    *("dateResponded", "dateResolved", "closedDate", "lastUpdated", "isInSla"),
)
PEOPLE = "Odette Marsh|Bram Kilgour|Neve Tarrant|Silas Underhay|Pia Lockyer|Gus Wetherall|Mina Farrow|Cole Ashby".split(
    "|"
)
STAFF = "Dara Whitlock|Ansel Pruitt|Noor Halloran|Wes Tindall".split("|")
SITES = ("Packhouse", "Cool store", "Growers' depot")
WORK = {
    2: ("Scanner team cannot log in", "Dispatch office has no printers", "Packing slowed by the label server"),
    3: ("Laptop screen dark", "Mailbox full", "Scanner will not charge", "Spreadsheet will not open", "Slow wireless"),
    4: ("New seasonal worker", "Question about the roster file", "Second screen wanted", "Access to the grower folder"),
}


@dataclass
class Draft:
    """A Request being written; wall-clock times of Melbourne."""

    opened: datetime
    severity: int
    summary: str
    replied: datetime | None = None
    fixed: datetime | None = None
    waits: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    cancelled: datetime | None = None
    number: int = 0


def write(folder: Path) -> list[Draft]:
    """Write both files and return what they tell."""
    rng = Random(story.SEED)
    made = [*_told(), *(draft for plan in story.PLAN for draft in _month(plan, rng))]
    made.sort(key=lambda draft: (draft.opened, draft.severity, draft.summary))
    for place, draft in enumerate(made):
        draft.number = 40_000 + 3 * place
    tables.write(folder / "tickets.csv", HEADER, [_row(draft, rng) for draft in made])
    header = ("Ticket", "Changed at", "From status", "To status", "Changed by")
    tables.write(folder / "ticket-history.csv", header, [row for draft in made for row in _history(draft, rng)])
    return made


def _told() -> Iterator[Draft]:
    for line in story.CRITICAL.strip().splitlines():
        opened, replied, fixed, wait, summary = (part.strip() for part in line.split("|"))
        draft = Draft(_at(opened), 1, summary, _at(replied), _at(fixed))
        if wait:
            who, *when = wait.split()
            draft.waits.append((who, _at(" ".join(when[:2])), _at(" ".join(when[2:]))))
        yield draft
    for line in story.CANCELLED:
        opened, cancelled, summary = (part.strip() for part in line.split("|"))
        yield Draft(_at(opened), 1, summary, cancelled=_at(cancelled))


def _month(plan: story.Month, rng: Random) -> Iterator[Draft]:
    for severity, count, slow in zip((2, 3, 4), plan.counts, plan.slow, strict=True):
        late = plan.late[severity - 2] if severity < 4 else 0
        for place in range(count):
            yield _draft(plan, severity, rng, slow=place < slow, late=count - late <= place)


def _draft(plan: story.Month, severity: int, rng: Random, *, slow: bool, late: bool) -> Draft:
    """A Request of Severity 2 to 4, in time unless the plan says otherwise, and over before the export."""
    opened = _moment(plan.month, rng)
    draft = Draft(opened, severity, rng.choice(WORK[severity]))
    limit = {2: 45 if plan.month >= "2026-02" else 60, 3: 240, 4: 0}[severity]
    if severity == 4:
        draft.replied = _days_later(opened, 2 if slow else rng.choice((0, 1)), rng)
    else:
        draft.replied = HOURS.after(opened, rng.randint(limit + 2, limit * 2) if slow else rng.randint(3, limit))
    if severity == 2:
        work = rng.randint(500, 800) if late else rng.randint(100, 470)
        if rng.random() < 0.25:
            start = HOURS.after(draft.replied, 10)
            draft.waits.append(("client", start, HOURS.after(start, rng.randint(30, 300))))
            work += HOURS.between(*draft.waits[0][1:])
        draft.fixed = HOURS.after(opened, max(work, HOURS.between(opened, draft.replied) + 10))
        if draft.waits:
            draft.fixed = max(draft.fixed, HOURS.after(draft.waits[0][2], 5))
    else:
        days = rng.choice((4, 5)) if late else rng.choice((1, 2, 3)) if severity == 3 else rng.choice((2, 3, 5))
        draft.fixed = max(_days_later(opened, days, rng), HOURS.after(draft.replied, 15))
    return draft


def _days_later(opened: datetime, days: int, rng: Random) -> datetime:
    """A moment on the so-many-th Business Day after the day on which a Request counts as logged."""
    day = HOURS.opening(opened)
    if not days:
        return HOURS.after(day, rng.randint(1, 20))
    for _ in range(days):
        day = HOURS.opening(day.replace(hour=0, minute=0) + timedelta(days=1))
    return day + timedelta(minutes=rng.randint(0, 600))


def _moment(month: str, rng: Random) -> datetime:
    """A moment in the month, at the latest eight Business Days before the export; some in the evening or at a weekend."""
    days = HOURS.working_days(month)[: 16 if month == "2026-10" else 20]
    day = rng.choice(days)
    if rng.random() < 0.06:
        day += timedelta(days=rng.choice((-1, 1)))
        day = days[0] if f"{day:%Y-%m}" != month else day
    draw = rng.random()
    minute = (
        rng.randint(455, 1050) if draw < 0.85 else rng.randint(1082, 1400) if draw < 0.93 else rng.randint(300, 449)
    )
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001


def _row(draft: Draft, rng: Random) -> tuple[object, ...]:
    closed = draft.cancelled or (draft.fixed + timedelta(days=5) if draft.fixed else None)
    closed = closed if closed and closed < story.EXPORTED else None
    status = "Cancelled" if draft.cancelled else ">Closed" if closed else "Resolved" if draft.fixed else "In Progress"
    kind = "Service Request" if draft.severity == 4 else "Incident"
    last = closed or draft.fixed or draft.replied or draft.opened
    return (
        *(draft.number, "Managed Services", status, LABELS[draft.severity], kind, draft.summary, rng.choice(SITES)),
        *(rng.choice(PEOPLE), "Phone" if draft.severity == 1 else rng.choice(("Portal", "Email"))),
        *map(_utc, (draft.opened, draft.replied, draft.fixed, closed, last)),
        "" if draft.cancelled else "true",
    )


def _history(draft: Draft, rng: Random) -> Iterator[tuple[object, ...]]:
    """Status changes of critical work and of work that waited."""
    if draft.severity > 1 and not draft.waits:
        return
    who = rng.choice(STAFF)
    steps = [(draft.opened, "New")]
    steps += [(draft.replied, "In Progress")] if draft.replied else []
    for reason, start, end in draft.waits:
        steps += [(start, WAITS[reason]), (end, "In Progress")]
    for moment, status in ((draft.cancelled, "Cancelled"), (draft.fixed, "Resolved")):
        steps += [(moment, status)] if moment else []
    before = ""
    for moment, status in sorted(steps):
        yield draft.number, _utc(moment), before, status, who
        before = status


def _utc(moment: datetime | None) -> str:
    return f"{moment.replace(tzinfo=story.MELBOURNE).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else ""


def _at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007
