"""Writes tickets.csv and ticket-history.csv: two years of a service desk, drawn at random from the plan in `story`.

Every urgent (P1) and high (P2) ticket follows the plan exactly; P3 and P4 follow it on average. The export has the
faults that exports have: repeated rows, impossible dates, a robot's reply shown as a first response, and the
provider's own verdict, which still allows 30 minutes for P1 after the amendment.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from demo.marrowdale import story, subjects
from demo.marrowdale.service_time import after, between, works

LIMITS = {1: (30, 240), 2: (60, 480), 3: (240, 960), 4: (480, 2400)}
PREFIX = {"Incident": "INC", "Service Request": "SR", "Alert": "AL"}


@dataclass
class Draft:
    """A ticket being written; wall-clock times of the United Kingdom."""

    opened: datetime
    type: str
    priority: int
    subject: str
    category: str
    replied: datetime | None = None
    robot: bool = False
    resolved: datetime | None = None
    waits: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    reopened: tuple[datetime, datetime] | None = None
    cancelled: datetime | None = None
    first_priority: int = 0
    source: str = "Email"
    agent: str = ""
    user: str = ""
    site: str = ""
    ref: str = ""


def drafts(rng: Random) -> list[Draft]:
    """All tickets in the order in which they were opened, with their references."""
    made = list(_urgent_as_told())
    for plan in story.PLAN:
        made += _month(plan, made, rng)
    made += _forgotten()
    made.sort(key=lambda draft: (draft.opened, draft.subject))
    number = 1000
    for draft in made:
        number += 1 if rng.random() > 0.004 else 2
        draft.ref = f"{PREFIX[draft.type]}-{number}"
        _finish(draft, rng)
    return made


def _month(plan: story.Month, told: list[Draft], rng: Random) -> Iterator[Draft]:
    urgent = sum(1 for draft in told if f"{draft.opened:%Y-%m}" == plan.month and not draft.cancelled)
    for index in range(plan.p1 - urgent):
        late = index < story.LATE_URGENT.get(plan.month, 0)
        yield _planned(plan, 1, rng, slow=False, late=late)
    for index in range(plan.p2):
        slow, late = index < plan.slow_p2, plan.p2 - plan.late_p2 <= index
        yield _planned(
            plan, 2, rng, slow=slow, late=late, at_the_end=index == plan.slow_p2 and plan is not story.PLAN[-1]
        )
    rest = round(plan.faults * plan.users) - plan.p1 - plan.p2
    for _ in range(rest):
        yield _usual(plan, "Incident", 3 if rng.random() < 0.72 else 4, rng)
    for _ in range(rng.randint(*story.REQUESTS)):
        yield _usual(plan, "Service Request", 3 if rng.random() < 0.15 else 4, rng)
    for _ in range(rng.randint(*story.ALERTS)):
        yield _usual(plan, "Alert", 3 if rng.random() < 0.2 else 4, rng)
    for _ in range(rng.randint(1, 3)):
        yield _dropped(plan, rng)


def _planned(
    plan: story.Month, priority: int, rng: Random, *, slow: bool, late: bool, at_the_end: bool = False
) -> Draft:
    """Urgent or high work that is in time unless the plan says otherwise, and over before the month is."""
    limit, fix = LIMITS[priority]
    limit = 15 if priority == 1 and plan.month >= "2026-03" else limit
    opened = _last_afternoon(plan.month) if at_the_end else _moment(plan.month, rng, spare=5, weekend=0.03)
    subject = rng.choice(subjects.URGENT_SUBJECTS if priority == 1 else subjects.HIGH_SUBJECTS)
    reply = rng.randint(limit + 2, limit * 2) if slow else rng.randint(2, limit)
    work = rng.randint(fix + 10, fix * 2) if late else rng.randint(min(limit + 5, fix // 4), fix - 20)
    draft = Draft(opened, "Incident", priority, subject, rng.choice(("Order system", "Network", "Hosted Desktop")))
    draft.replied, draft.source = after(opened, reply), "Phone"
    if priority == 2 and rng.random() < 0.3 and not at_the_end:
        _wait(draft, "customer", rng, longest=300)
    _repair(draft, max(work, reply + 30))
    return draft


def _usual(plan: story.Month, kind: str, priority: int, rng: Random) -> Draft:
    """Everyday work, late at random with the month's likelihood."""
    limit, fix = LIMITS[priority]
    slow = rng.random() < (plan.slow_p3 if priority == 3 else plan.slow_p4)
    late = rng.random() < (plan.late_p3 if priority == 3 else plan.late_p4)
    opened = _moment(plan.month, rng, spare=0, weekend=0.08)
    table = {"Incident": subjects.INCIDENTS, "Service Request": subjects.REQUESTS, "Alert": subjects.ALERTS}[kind]
    category, choices = rng.choice(table)
    draft = Draft(opened, kind, priority, rng.choice(choices), category)
    reply = rng.randint(limit + 5, limit * 2) if slow else min(limit, max(1, int(rng.expovariate(6 / limit))))
    draft.replied, draft.robot = after(opened, reply), rng.random() < 0.008
    if draft.robot:
        draft.replied = opened + timedelta(minutes=1)
    draft.source = "Monitoring" if kind == "Alert" else rng.choice(("Email", "Portal", "Portal", "Phone"))
    if rng.random() < 0.16 and kind != "Alert":
        _wait(draft, "customer", rng, longest=1500)
    elif rng.random() < 0.03:
        _wait(draft, "third", rng, longest=900)
    work = rng.randint(fix + 30, fix * 2) if late else min(fix - 5, max(5, int(rng.expovariate(4 / fix))))
    _repair(draft, max(work, reply + 30))
    if rng.random() < 0.025:
        _reopen(draft, rng)
    if rng.random() < 0.03:
        draft.first_priority = priority - 1
    return _not_beyond_the_export(draft)


def _wait(draft: Draft, reason: str, rng: Random, *, longest: int) -> None:
    start = after(draft.replied or draft.opened, rng.randint(1, 20))
    draft.waits.append((reason, start, after(start, rng.randint(20, longest))))


def _repair(draft: Draft, work: int) -> None:
    """Resolved after so many service minutes of work, those of waiting for the customer on top, never in a wait."""
    draft.resolved = after(draft.opened, work + _waited(draft, "customer"))
    for _, _, end in draft.waits:
        draft.resolved = max(draft.resolved, after(end, 5))


def _waited(draft: Draft, reason: str) -> int:
    return sum(between(start, end) for kind, start, end in draft.waits if kind == reason)


def _reopen(draft: Draft, rng: Random) -> None:
    """The first repair did not hold: it counts from the start to the last repair."""
    if draft.resolved is None:
        return
    again = after(draft.resolved, rng.randint(20, 700))
    draft.reopened = (draft.resolved, again)
    draft.resolved = after(again, rng.randint(10, 200))


def _not_beyond_the_export(draft: Draft) -> Draft:
    """What had not happened by the export stays open; every such ticket has at least its reply."""
    if draft.replied and draft.replied >= story.EXPORTED:
        draft.opened -= timedelta(days=7)
        draft.replied = after(draft.opened, 30)
        draft.waits, draft.reopened, draft.resolved = [], None, after(draft.opened, 300)
    if draft.resolved and draft.resolved >= story.EXPORTED:
        draft.resolved = draft.reopened = None
        draft.waits = [wait for wait in draft.waits if wait[2] < story.EXPORTED]
    return draft


def _dropped(plan: story.Month, rng: Random) -> Draft:
    """Work the user took back, or a second record of the same thing."""
    opened = _moment(plan.month, rng, spare=2, weekend=0.0)
    category, choices = rng.choice(subjects.INCIDENTS)
    draft = Draft(opened, "Incident", rng.choice((3, 3, 4)), rng.choice(choices), category)
    draft.cancelled = after(opened, rng.randint(10, 300))
    return draft


def _urgent_as_told() -> Iterator[Draft]:
    for line in story.URGENT.strip().splitlines():
        opened, reply, resolved, wait, subject = (part.strip() for part in line.split("|"))
        draft = Draft(_at(opened), "Incident", 1, subject, "Network", source="Phone")
        draft.robot = reply.startswith("auto")
        draft.replied, draft.resolved = _at(reply.removeprefix("auto ")), _at(resolved)
        if wait:
            reason, *moments = wait.split()
            draft.waits.append((reason, _at(" ".join(moments[:2])), _at(" ".join(moments[2:]))))
        yield draft
    opened_at = _at(story.CANCELLED_URGENT)
    yield Draft(
        opened_at, "Incident", 1, "No network at the works", "Network", cancelled=opened_at + timedelta(minutes=40)
    )


def _forgotten() -> Iterator[Draft]:
    for opened in map(_at, story.FORGOTTEN):
        draft = Draft(opened, "Incident", 3, "Design program crashes on save", "Software")
        draft.replied = after(opened, 55)
        yield draft


def _finish(draft: Draft, rng: Random) -> None:
    staff = [name for name in story.ENGINEERS if name != story.LEAVER or draft.opened < story.LEFT - timedelta(days=9)]
    draft.agent = rng.choice(staff)
    draft.user = "Monitoring" if draft.type == "Alert" else rng.choice(subjects.people())
    draft.site = rng.choice(subjects.SITES)


def _moment(month: str, rng: Random, *, spare: int, weekend: float) -> datetime:
    """A moment in the month, mostly in Service Hours, `spare` Working Days before its end at the latest."""
    year, number = int(month[:4]), int(month[5:])
    days = [datetime(year, number, day) for day in range(1, calendar.monthrange(year, number)[1] + 1)]  # noqa: DTZ001
    busy = [day for day in days if works(day)]
    calm = [day for day in days if not works(day) and day < busy[-1 - spare]]
    day = rng.choice(calm) if calm and rng.random() < weekend else rng.choice(busy[: len(busy) - spare])
    draw = rng.random()
    minute = (
        rng.randint(490, 1040) if draw < 0.86 else rng.randint(1085, 1380) if draw < 0.93 else rng.randint(360, 479)
    )
    return day + timedelta(minutes=minute)


def _last_afternoon(month: str) -> datetime:
    day = datetime(int(month[:4]), int(month[5:]), calendar.monthrange(int(month[:4]), int(month[5:]))[1], 16, 10)  # noqa: DTZ001
    while not works(day):
        day -= timedelta(days=1)
    return day


def _at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007
