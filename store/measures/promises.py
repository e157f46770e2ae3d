"""Are promises kept? Each promise's state on a day, the share kept, and how the share moves from quarter to quarter.

Source: commitment-kept is (kept + half of late) / (kept + late + missed); what is not due yet is left out, and what fell
due without anybody saying what became of it is unknown and counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from store.facts.common import Period
from store.facts.promised import Promise, State
from store.measures.credit_values import as_decimal


@dataclass(frozen=True, slots=True)
class Kept:
    """Promises counted by what became of them. `undated` are open ones that named no day, so never fall due."""

    kept: int = 0
    late: int = 0
    missed: int = 0
    unknown: int = 0
    open: int = 0
    undated: int = 0
    withdrawn: int = 0

    @property
    def judged(self) -> int:
        """Those of which it is known what became."""
        return self.kept + self.late + self.missed

    @property
    def rate(self) -> Decimal | None:
        """Per cent kept, late ones counting half; None where nothing is known."""
        if not self.judged:
            return None
        return as_decimal(Fraction(100 * self.kept + 50 * self.late, self.judged), 2)


def state_on(promise: Promise, today: date) -> State:
    """What became of a promise as far as is known on a day: past its last day and untold it is unknown, not missed."""
    if promise.state is not State.OPEN:
        return promise.state
    if promise.latest is not None and promise.latest < today:
        return State.UNKNOWN
    return State.OPEN


def closing_state(promise: Promise, done_on: date, done_at: datetime | None = None) -> State:
    """Kept when done by its last day, late after it; a promise without a day is kept whenever it is done.

    Where both the promised instant and the instant it was done (`done_at`, aware) are known, the hour decides.
    """
    if promise.due_at is not None and done_at is not None:
        return State.LATE if done_at > promise.due_at else State.KEPT
    return State.LATE if promise.latest is not None and done_on > promise.latest else State.KEPT


def days_late(promise: Promise, today: date) -> int:
    """Days past the last day, by the day it was done or else by today; nothing where no day was named."""
    until = promise.closed_on or today
    return 0 if promise.latest is None else max(0, (until - promise.latest).days)


def counted(promises: Iterable[Promise], today: date) -> Kept:
    """How many came to what by a day."""
    tally = dict.fromkeys(State, 0)
    undated = 0
    for one in promises:
        state = state_on(one, today)
        tally[state] += 1
        undated += state is State.OPEN and one.latest is None
    return Kept(
        tally[State.KEPT], tally[State.LATE], tally[State.MISSED], tally[State.UNKNOWN], tally[State.OPEN], undated, tally[State.WITHDRAWN]
    )  # fmt: skip


def fell_due(promises: Iterable[Promise], period: Period) -> tuple[Promise, ...]:
    """The promises whose last day lies in a period."""
    return tuple(one for one in promises if one.latest is not None and period.start <= one.latest <= period.end)


def made_in(promises: Iterable[Promise], period: Period) -> tuple[Promise, ...]:
    """The promises made in a period."""
    first, after = period.bounds()
    return tuple(one for one in promises if first <= one.made_at < after)


def kept_by_month(
    promises: Sequence[Promise], months: Sequence[str], today: date, tz: str
) -> tuple[tuple[str, Kept], ...]:
    """Month by month, what became of the promises that fell due in it."""
    return tuple((month, counted(fell_due(promises, Period.of_month(month, tz)), today)) for month in months)
