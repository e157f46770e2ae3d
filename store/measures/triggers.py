"""Whether failure has become persistent, as the contract counts it; only what is proved counts as a failure.

A month without demand neither breaks nor builds a run of failures: our reading, stated where it matters. A month that
cannot be told breaks a run, for a right to terminate must stand on proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from store.facts.agreed import Agreed, ServiceLevel, Trigger
from store.facts.common import Period, Result, Status, Unknown, Why
from store.measures.credit_repeats import month_before
from store.measures.credit_values import reached
from store.measures.credits import MonthCredits
from store.measures.level_names import level_name, same_promise
from store.measures.results import LevelResult

Mark = Literal["failed", "kept", "no_demand", "unknown"]
Months = Mapping[str, Sequence[LevelResult]]


@dataclass(frozen=True, slots=True)
class TriggerHit:
    """A trigger that was hit: the failing `months` that make it, in words, and from when to when it has held.

    `current` says that it holds at the end of the latest month looked at. `level` is the level it is about, if one.
    """

    trigger: Trigger
    months: tuple[str, ...]
    what: str
    since: str
    until: str
    current: bool
    level: ServiceLevel | None = None


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a trigger watches: its name, a mark for each month, and a size where sizes are added up."""

    name: str
    marks: Mapping[str, Mark]
    level: ServiceLevel | None = None


def hits(
    agreed: Agreed, results_by_month: Months, credits_by_month: Mapping[str, MonthCredits]
) -> tuple[TriggerHit, ...]:
    """Find every trigger that was hit in the months given, with the latest stretch in which it held.

    Source: the forms of persistent failure in the contract model: k running, k of the last n months, points in a
    window, credits of so many per cent of the charge. Doubtful triggers are left to `doubtful_triggers`.
    """
    months = _calendar({*results_by_month, *credits_by_month})
    found: list[TriggerHit] = []
    for trigger in agreed.triggers:
        if trigger.status in (Status.CONFLICT, Status.UNKNOWN):
            continue
        if trigger.scope == "points" and not trigger.consecutive and trigger.level is not None:
            found += _points_hit(trigger, agreed, months, credits_by_month)
            continue
        if trigger.scope == "misses":
            found += _misses_hit(trigger, agreed, months, results_by_month)
            continue
        for subject in _subjects(trigger, agreed, months, results_by_month, credits_by_month):
            found += _hit(trigger, subject, months, agreed)
    return tuple(found)


def doubtful_triggers(agreed: Agreed) -> tuple[Unknown, ...]:
    """The triggers that nobody can judge before a person has settled their wording."""
    return tuple(
        Unknown(f"persistent failure under {one.source}", Why.CONFLICT, "confirm or correct this trigger")
        for one in agreed.triggers
        if one.status in (Status.CONFLICT, Status.UNKNOWN)
    )


def criticality(results: Sequence[Result], *, misses: int = 2) -> tuple[str, ...]:
    """How a level stands after each month: an important one missed twice running is critical until met, once only.

    Source: critical and important metrics of an outsourcing agreement. A month without demand changes nothing.
    """
    standing, run, spent, seen = "important", 0, False, []
    for result in results:
        run = run + 1 if result is Result.MISSED else run if result is Result.NO_DEMAND else 0
        if standing == "critical" and result is Result.MET:
            standing, spent = "important", True
        elif standing == "important" and run >= misses and not spent:
            standing = "critical"
        seen.append(standing)
    return tuple(seen)


def _calendar(named: set[str]) -> list[str]:
    """Every month from the first named to the last, gaps included."""
    if not named:
        return []
    months = [max(named)]
    while months[-1] > min(named):
        months.append(month_before(months[-1]))
    return months[::-1]


def _subjects(
    trigger: Trigger,
    agreed: Agreed,
    months: Sequence[str],
    results: Months,
    credits_by_month: Mapping[str, MonthCredits],
) -> list[_Subject]:
    if trigger.scope == "same_level":
        return _each_level(trigger, agreed, months, results)
    if trigger.scope == "any_level":
        marks = {month: _any_mark(trigger, _watched(trigger, agreed, results.get(month, ()))) for month in months}
        return [_Subject("service levels missed", marks)]
    if trigger.scope in ("credits", "points"):
        marks = {month: _money_mark(trigger, credits_by_month.get(month)) for month in months}
        return [_Subject(_money_name(trigger), marks)]
    return []


def _each_level(trigger: Trigger, agreed: Agreed, months: Sequence[str], results: Months) -> list[_Subject]:
    levels: list[ServiceLevel] = []
    for month in months:
        for result in _watched(trigger, agreed, results.get(month, ())):
            levels = [one for one in levels if not same_promise(one, result.level)] + [result.level]
    return [
        _Subject(
            f"{level_name(level)} {'missed' if trigger.level is None else f'below {trigger.level} %'}",
            {month: _level_mark(trigger, level, results.get(month, ())) for month in months},
            level,
        )
        for level in levels
    ]


def _watched(trigger: Trigger, agreed: Agreed, results: Sequence[LevelResult]) -> list[LevelResult]:
    """The results the trigger speaks of; a mere target counts only where the trigger names its metric."""
    return [one for one in results if one.level.contract == agreed.contract.ref and trigger.watches(one.level)]


MARKS: Mapping[Result, Mark] = {
    Result.MET: "kept",
    Result.MISSED: "failed",
    Result.NO_DEMAND: "no_demand",
    Result.CANNOT_TELL: "unknown",
}


def _level_mark(trigger: Trigger, level: ServiceLevel, results: Sequence[LevelResult]) -> Mark:
    """Whether the month failed: its own level, or the trigger's where that asks for a result below so many per cent.

    A quarterly level has no result in two of three months: they stand like months without demand.
    """
    mine = next((one for one in results if same_promise(one.level, level)), None)
    if mine is None:
        return "no_demand" if level.window == "quarter" else "unknown"
    if trigger.level is None or mine.actual is None or mine.result not in (Result.MET, Result.MISSED):
        return MARKS[mine.result]
    return "failed" if reached(mine) < trigger.level else "kept"


def _any_mark(trigger: Trigger, results: Sequence[LevelResult]) -> Mark:
    marks = [MARKS[one.result] for one in results]
    if marks.count("failed") >= (trigger.level or 1):
        return "failed"
    if not marks or "unknown" in marks:
        return "unknown"
    return "kept" if "kept" in marks or "failed" in marks else "no_demand"


def _money_mark(trigger: Trigger, credits: MonthCredits | None) -> Mark:
    """Whether the month's points or credits reach the level; without a level: any points, or the cap."""
    if credits is None:
        return "unknown"
    if trigger.scope == "points":
        reached = credits.points >= trigger.level if trigger.level is not None else credits.points > 0
    elif trigger.level is None:
        reached = credits.cap_reached
    else:
        reached = credits.owed_per_cent is not None and credits.owed_per_cent >= trigger.level
    if reached:
        return "failed"
    return "unknown" if credits.at_least or credits.owed_per_cent is None else "kept"


def _money_name(trigger: Trigger) -> str:
    if trigger.scope == "points":
        return f"{trigger.level} service points or more" if trigger.level is not None else "service points earned"
    return f"credits of {trigger.level} % or more" if trigger.level is not None else "credits at the cap"


def _hit(trigger: Trigger, subject: _Subject, months: Sequence[str], agreed: Agreed) -> list[TriggerHit]:
    ends = {}
    for end in months:
        made = _making(trigger, subject.marks, end, months, agreed)
        if len(made) >= trigger.k and _in_force(trigger, end):
            ends[end] = made
    return _latest(trigger, subject, ends, months)


def _making(
    trigger: Trigger, marks: Mapping[str, Mark], end: str, months: Sequence[str], agreed: Agreed
) -> tuple[str, ...]:
    """The failing months that count towards the trigger at the end of one month."""
    if trigger.consecutive:
        return _run(marks, end, months)
    window = _window(trigger, end, months, agreed)
    return tuple(month for month in window if marks[month] == "failed")


def _run(marks: Mapping[str, Mark], end: str, months: Sequence[str]) -> tuple[str, ...]:
    """The unbroken run of failures up to a month, over months without demand."""
    run: list[str] = []
    for month in reversed(months[: months.index(end) + 1]):
        if marks[month] == "failed":
            run.insert(0, month)
        elif marks[month] != "no_demand":
            break
    return tuple(run)


def _window(trigger: Trigger, end: str, months: Sequence[str], agreed: Agreed) -> list[str]:
    """The months that count at the end of one: the last n, or those of the contract or calendar year so far."""
    upto = list(months[: months.index(end) + 1])
    if trigger.window == "calendar_year":
        return [month for month in upto if month[:4] == end[:4]]
    start = agreed.contract.service_start
    if trigger.window == "contract_year":
        first = f"{start:%m}" if start else "01"
        year = int(end[:4]) - (end[5:] < first)
        return [month for month in upto if month >= f"{year:04d}-{first}"]
    return upto[-trigger.n :] if trigger.n else upto[-trigger.k :] if trigger.k == 1 else []


def _in_force(trigger: Trigger, month: str) -> bool:
    return trigger.effective_from <= Period.of_month(month).end <= trigger.effective_to


def _latest(
    trigger: Trigger, subject: _Subject, ends: Mapping[str, tuple[str, ...]], months: Sequence[str]
) -> list[TriggerHit]:
    if not ends:
        return []
    until = max(ends)
    since = until
    while (earlier := month_before(since)) in ends:
        since = earlier
    made = ends[until]
    hit = TriggerHit(
        trigger,
        made,
        _words(trigger, subject, made, until),
        since,
        until,
        current=until == months[-1],
        level=subject.level,
    )
    return [hit]


def _words(trigger: Trigger, subject: _Subject, made: Sequence[str], until: str) -> str:
    names = ", ".join(Period.of_month(month).label for month in made)
    if not trigger.consecutive:
        return f"{subject.name} in {len(made)} months ({names})"
    quiet = [month for month, mark in subject.marks.items() if mark == "no_demand" and made[0] < month <= until]
    note = ""
    if quiet and subject.level is not None and subject.level.window != "quarter":
        labels = ", ".join(Period.of_month(month).label for month in quiet)
        note = f"; we read a month without demand ({labels}) as neither breaking nor building the run"
    return f"{subject.name} {len(made)} months running ({names}){note}"


def _misses_hit(trigger: Trigger, agreed: Agreed, months: Sequence[str], results: Months) -> list[TriggerHit]:
    """Misses of any levels counted together over a window, as in "any four targets missed in six months"."""
    missed = {
        month: [one for one in _watched(trigger, agreed, results.get(month, ())) if one.result is Result.MISSED]
        for month in months
    }
    ends = {}
    for end in months:
        window = _window(trigger, end, months, agreed)
        if sum(len(missed[month]) for month in window) >= trigger.k and _in_force(trigger, end):
            ends[end] = tuple(month for month in window if missed[month])
    subject = _Subject(f"{trigger.k} misses or more together", dict.fromkeys(months, "kept"))
    return _latest(trigger, subject, ends, months)


def _points_hit(
    trigger: Trigger, agreed: Agreed, months: Sequence[str], credits_by_month: Mapping[str, MonthCredits]
) -> list[TriggerHit]:
    """Points added up over a window, as in "50 points in any three months"."""
    ends = {}
    for end in months:
        window = [month for month in _window(trigger, end, months, agreed) if month in credits_by_month]
        points = sum(credits_by_month[month].points for month in window)
        if trigger.level is not None and points >= trigger.level and _in_force(trigger, end):
            ends[end] = tuple(month for month in window if credits_by_month[month].points)
    subject = _Subject(f"{trigger.level} service points or more together", dict.fromkeys(months, "kept"))
    return _latest(trigger, subject, ends, months)
