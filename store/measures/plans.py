"""Whether an improvement plan was kept: judged on its day by the month it names, as both sides agreed beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from store.facts.common import Period, Unknown, Why
from store.facts.plans import Plan

Outcome = Literal["not_due", "kept", "not_kept", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached in one month: `actual` in the plan's unit, from `n` of `of` where it is a count of tickets."""

    actual: Decimal | None
    n: int | None = None
    of: int | None = None
    why: Unknown | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan and what became of it in the deciding `month`; before its day, `reached` is how the last month stands."""

    plan: Plan
    outcome: Outcome
    month: str
    reached: Reached | None
    rule: str
    enough: bool | None = None


def deciding_month(due: date) -> str:
    """The month that decides: the last calendar month that is over at the end of the day agreed."""
    next_day = due + timedelta(days=1)
    last = due if next_day.day == 1 else due.replace(day=1) - timedelta(days=1)
    return f"{last:%Y-%m}"


def is_enough(plan: Plan, actual: Decimal) -> bool:
    """Whether a figure reaches the level agreed; exactly at the level counts as reached."""
    return actual >= plan.level if plan.sense == "at_least" else actual <= plan.level


def judged(plan: Plan, months: Mapping[str, Reached], *, today: date) -> Judged:
    """Judge a plan from the months measured; nothing is judged before its day is over.

    Source: the rule agreed with the plan; the level is compared with the whole deciding month, never with a part of it.
    """
    month = deciding_month(plan.due)
    if today <= plan.due:
        last = max((one for one in months if Period.of_month(one).end < today), default=None)
        reached = months[last] if last else None
        enough = is_enough(plan, reached.actual) if reached and reached.actual is not None else None
        return Judged(plan, "not_due", last or month, reached, "", enough)
    there = months.get(month)
    if there is None or there.actual is None:
        missing = Unknown(
            f"the figures of {Period.of_month(month).label}", Why.NOT_UPLOADED, "Add that month's records"
        )
        return Judged(plan, "cannot_tell", month, there or Reached(None, why=missing), plan.if_untold)
    enough = is_enough(plan, there.actual)
    rule = plan.if_kept if enough else plan.if_not
    return Judged(plan, "kept" if enough else "not_kept", month, there, rule, enough)
