"""What is to be chased now, at which rung: facts and the moment in, decisions out; nothing is sent from here.

The ladder begins with talking: our owner is reminded, then the manager, then a letter to the provider is drafted for a
person to send, then formal notice. A decision is made afresh whenever it is asked for, so that what is settled,
acknowledged or put off since is not chased.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from store.facts.watched import Handling, Kind, Nudge, People, Rung, Watched

REPEAT_DAYS = 7


class WorkingDays(Protocol):
    """The working days of a calendar."""

    def working_day_after(self, day: date, n: int) -> date:
        """The n-th working day after a day."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ladder: `days` before the due day (negative, calendar days) or after it (working days)."""

    days: int
    rung: Rung


def _steps(**days: int) -> tuple[Step, ...]:
    rungs = {"remind": Rung.REMIND, "manager": Rung.MANAGER, "draft": Rung.DRAFT, "notice": Rung.NOTICE}
    return tuple(Step(n, rungs[name.rstrip("_")]) for name, n in days.items())


# What the provider owes is chased once it is late; what we may lose is chased before the day.
LADDERS: Mapping[Kind, tuple[Step, ...]] = {
    Kind.PROMISE: _steps(remind=1, manager=5, draft=10, notice=20),
    Kind.REPORT: _steps(remind=1, manager=5, draft=10, notice=20),
    Kind.REVIEW: _steps(remind=1, manager=10, draft=15),
    Kind.EVIDENCE: _steps(remind=1, manager=10, draft=15),
    Kind.CLAIM_WINDOW: _steps(remind=-14, manager=-5, manager_=-2),
    Kind.CLAIM_ANSWER: _steps(remind=1, manager=5, draft=10),
    Kind.NOTICE_DATE: _steps(remind=-90, remind_=-45, manager=-21, manager_=-7),
    Kind.RENEWAL: _steps(remind=-120, manager=-30),
    Kind.PERSISTENT_FAILURE: _steps(remind=0, manager=5, draft=10, notice=20),
    Kind.IMPROVEMENT: _steps(remind=0, remind_=1, manager=3),
    Kind.SILENCE: _steps(remind=0, manager=1),
}
# Once these days are past nothing can be done any more; a reminder would only reproach.
ENDS = {Kind.CLAIM_WINDOW, Kind.NOTICE_DATE, Kind.RENEWAL}


def due_on(step: Step, due: date, calendar: WorkingDays) -> date:
    """The day a step is reached."""
    return due + timedelta(days=step.days) if step.days <= 0 else calendar.working_day_after(due, step.days)


def step_reached(item: Watched, today: date, calendar: WorkingDays) -> int | None:
    """The highest step of the ladder that is reached; None before the first, or when the day is past for good.

    What nobody has confirmed stays at the first step: a person must look at it before anyone else is troubled.
    """
    if item.kind in ENDS and today > item.due:
        return None
    if not item.confirmed:
        return 0 if due_on(LADDERS[item.kind][0], item.due, calendar) <= today else None
    reached = [n for n, step in enumerate(LADDERS[item.kind]) if due_on(step, item.due, calendar) <= today]
    return max(reached, default=None)


def held_back(handling: Handling, now: datetime, today: date) -> bool:
    """Whether a person has said that this is not to be chased now."""
    if handling.muted or handling.done_at is not None:
        return True
    if handling.snoozed_until is not None and today < handling.snoozed_until:
        return True
    interval = timedelta(days=handling.interval_days or REPEAT_DAYS)
    return handling.acknowledged_at is not None and now < handling.acknowledged_at + interval


def sent_already(handling: Handling, step: int, now: datetime) -> bool:
    """Whether this very step went out lately; it comes again after the interval, and a higher one at once."""
    if handling.step is None or handling.sent_at is None or step > handling.step:
        return False
    return now < handling.sent_at + timedelta(days=handling.interval_days or REPEAT_DAYS)


def nudge(
    item: Watched, handling: Handling, people: People, now: datetime, calendar: WorkingDays, tz: str
) -> Nudge | None:
    """The reminder that is due for one thing, whether or not it went out already; None when there is none."""
    today = now.astimezone(ZoneInfo(tz)).date()
    step = step_reached(item, today, calendar)
    if step is None or held_back(handling, now, today):
        return None
    rung = LADDERS[item.kind][step].rung
    return Nudge(item, rung, step, _to(rung, handling, people), (today - item.due).days)


def to_send(found: Iterable[tuple[Nudge, Handling]], now: datetime) -> list[Nudge]:
    """The reminders that have not gone out yet, the most pressing first."""
    fresh = [one for one, handling in found if not sent_already(handling, one.step, now)]
    return sorted(fresh, key=urgency)


def urgency(one: Nudge) -> tuple[bool, int, int, str]:
    """What sorts the most pressing first: what is lost for good after its day, then higher rungs, then what is latest."""
    return one.item.kind not in ENDS, -list(Rung).index(one.rung), -one.days_late, one.item.id


def _to(rung: Rung, handling: Handling, people: People) -> str:
    if rung is Rung.MANAGER and people.manager:
        return people.manager
    return handling.owner or people.owner or people.fallback


@dataclass(frozen=True, slots=True)
class Daily:
    """When reminders go out: a local time on working days; `quiet` are the hours in which nothing is ever sent."""

    tz: str
    at: time = time(9, 0)
    quiet: tuple[time, time] = (time(19, 0), time(8, 0))

    def next_after(self, now: datetime, calendar: WorkingDays) -> datetime:
        """The next instant at which reminders go out, in UTC; once a day by the wall clock, whatever the clocks do."""
        zone = ZoneInfo(self.tz)
        local = now.astimezone(zone)
        day = calendar.working_day_after(local.date() - timedelta(days=1), 1)
        if day == local.date() and local >= datetime.combine(day, self.at, zone):
            day = calendar.working_day_after(local.date(), 1)
        return datetime.combine(day, self.at, zone).astimezone(UTC)

    def is_quiet(self, now: datetime) -> bool:
        """Whether the moment lies in the quiet hours, by the wall clock."""
        local = now.astimezone(ZoneInfo(self.tz)).time()
        start, end = self.quiet
        return start <= local < end if start <= end else local >= start or local < end
