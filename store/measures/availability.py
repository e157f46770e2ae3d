"""Availability from recorded outages: agreed service time, planned work, downtime, and the share that was left.

No record of outages is no evidence, never 100 %. Nothing is rounded but as the contract says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np

from store.facts.agreed import ServiceHours, ServiceLevel
from store.facts.common import Period, Result, Why
from store.facts.happened import Outage
from store.measures.applicable import hours_for
from store.measures.attainment import cannot_be_decided
from store.measures.availability_scope import Counted, counted
from store.measures.basis import cautions, hours_in_words
from store.measures.calendar import Clock
from store.measures.pauses import Instants, disjoint
from store.measures.percentages import kept, reaches, share, shown
from store.measures.results import LevelResult

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """Seconds of agreed service time in a span, and how many of them were planned work and downtime."""

    agreed: int
    planned: int
    down: int

    def available(self, *, full_month: bool) -> Fraction | None:
        """Per cent available: (agreed - planned - down) / (agreed - planned); None when no service time is left.

        With `full_month` planned work stays in the denominator and counts as available.
        """
        base = self.agreed if full_month else self.agreed - self.planned
        return share(base - self.down, base) if base else None


def availability(
    level: ServiceLevel,
    outages: Sequence[Outage],
    *,
    period: Period,
    hours: ServiceHours | None,
    as_of: datetime,
    recorded: bool,
    claimed: Decimal | None = None,
) -> LevelResult:
    """The outcome of an availability level in a period.

    `recorded` says that outages were kept for the whole period, so that silence means service. `hours` are the
    contract's Service Hours. Planned work counts as planned only with the notice the contract asks for; where the
    contract asks for none, a verdict is given only if it holds with the planned work counted as downtime too.
    A period that is not over is only called missed, and only when the rest of it can no longer mend it.
    """
    scope, ours, others = _ours(level, outages, period)
    service_hours = hours_for(level, hours)
    bare = LevelResult(
        level=level,
        month=_label(period),
        result=Result.CANNOT_TELL,
        claimed=claimed,
        basis=_basis(level, service_hours, period, as_of),
        sources=tuple(str(outage.source) for outage in ours),
        as_of=as_of,
        services=_names(ours) if level.service is None else (),
        left_out=_names(others) if level.service is None else (),
    )
    why = cannot_be_decided(level) or (Why.NOT_IN_CONTRACT if level.target_pct is None else None)
    why = why or (None if recorded else Why.NOT_UPLOADED) or (None if service_hours else Why.NOT_IN_CONTRACT)
    if why is not None or service_hours is None:
        return replace(bare, why=why)
    clock = Clock(service_hours, period.start, period.end)
    if level.planned_notice_days is not None and any(outage.planned for outage in ours):
        if hours is None or not hours.weekly:
            return replace(bare, why=Why.NOT_IN_CONTRACT)
        ours = _with_days_notice(ours, level.planned_notice_days, Clock(hours, period.start, period.end))
    result = _measured(bare, ours, clock, period)
    return _by_any_reading(result, bare, ours, (clock, period)) if scope.open else result


def _by_any_reading(
    result: LevelResult, bare: LevelResult, outages: Sequence[Outage], when: tuple[Clock, Period]
) -> LevelResult:
    """A miss of several services together stands where one of them missed by itself too; else nobody can tell it.

    The contract names no service: it may mean all of them as one, or each.
    """
    names = _names(outages)
    if result.result is not Result.MISSED or len(names) < 2:
        return result
    alone = (_measured(bare, [one for one in outages if one.service == name], *when) for name in names)
    if any(one.result is Result.MISSED for one in alone):
        return result
    return replace(result, result=Result.CANNOT_TELL, why=Why.CONFLICT)


def _names(outages: Sequence[Outage]) -> tuple[str, ...]:
    return tuple(sorted({one.service for one in outages}))


def _ours(level: ServiceLevel, outages: Sequence[Outage], period: Period) -> tuple[Counted, list[Outage], list[Outage]]:
    """Which services a level counts, their outages that touch the period, and those of the services left out."""
    scope = counted(level, outages)
    begin, end = period.bounds()
    inside = [one for one in outages if one.start < end and one.end > begin]
    ours = [one for one in inside if one.service in scope.services]
    return scope, ours, [one for one in inside if one.service not in scope.services]


def counts_as_down(outage: Outage, level: ServiceLevel, calendar: Clock | None) -> bool:
    """Whether an entry is downtime under a level: unplanned, or planned without the notice that the contract asks for.

    `calendar` tells working days; without one a notice in working days cannot be held against the entry.
    """
    if not _was_announced(outage, level.planned_notice_s):
        return True
    if level.planned_notice_days is None or calendar is None:
        return False
    return not told_days_ahead(outage, level.planned_notice_days, calendar)


def _with_days_notice(outages: Sequence[Outage], days: int, calendar: Clock) -> list[Outage]:
    """The outages, planned work that was not told so many working days before its start as downtime."""
    return [replace(one, planned=one.planned and told_days_ahead(one, days, calendar)) for one in outages]


def told_days_ahead(outage: Outage, days: int, calendar: Clock) -> bool:
    """Whether as late a time of day, so many working days after the notice, is not after the start of the work."""
    if outage.told_at is None:
        return False
    zone = ZoneInfo(calendar.hours.tz)
    told, start = outage.told_at.astimezone(zone), outage.start.astimezone(zone)
    return (calendar.working_day_after(told.date(), days), told.time()) <= (start.date(), start.time())


def _label(period: Period) -> str:
    months = period.months()
    return months[0] if len(months) == 1 else period.label


def _basis(level: ServiceLevel, hours: ServiceHours | None, period: Period, as_of: datetime) -> str:
    kept_in = "planned work kept in the agreed time" if level.full_month_denominator else "planned work taken out"
    words = [f"share of {hours_in_words(hours) if hours else 'agreed time'} without an outage, {kept_in}"]
    if as_of < period.bounds()[1]:
        words.append(f"so far, to {as_of:%d %B %Y}")
    return "; ".join([*words, *cautions(level)])


def _measured(bare: LevelResult, outages: Sequence[Outage], clock: Clock, period: Period) -> LevelResult:
    level = bare.level
    begin, end = period.bounds()
    until = min(end, bare.as_of or end)
    so_far = service_time(outages, clock, (begin, until), notice_s=level.planned_notice_s)
    exact = so_far.available(full_month=level.full_month_denominator)
    if exact is None:
        return replace(bare, result=Result.NO_DEMAND, why=Why.NO_DEMAND)
    result, why = _verdict(level, outages, clock, (begin, until), end)
    return replace(
        bare,
        result=result,
        why=why,
        actual=kept(exact, level.target_pct),
        shown=shown(exact, level.target_pct, level.round_dp),
        down_s=so_far.down,
        down_spans=_down_spans(outages, clock, (begin, until), level.planned_notice_s),
        agreed_s=so_far.agreed,
        planned_s=so_far.planned,
        unclear_s=0 if _asks_notice(level) else so_far.planned,
    )


def service_time(
    outages: Iterable[Outage], clock: Clock, span: Span, *, notice_s: int | None, excuse_planned: bool = True
) -> ServiceTime:
    """Agreed, planned and lost service time in the span; overlapping outages count once, planned work first.

    Planned work without the notice asked for (`notice_s` before it starts; None asks for none) is downtime, and so is
    all of it when `excuse_planned` is false.
    """
    rows = list(outages)
    excused = [row for row in rows if excuse_planned and _was_announced(row, notice_s)]
    planned = _covered(excused, clock, span)
    return ServiceTime(clock.elapsed(*span), planned, _covered(rows, clock, span) - planned)


def _was_announced(outage: Outage, notice_s: int | None) -> bool:
    if not outage.planned or notice_s is None:
        return outage.planned
    return outage.told_at is not None and (outage.start - outage.told_at).total_seconds() >= notice_s


def _covered(outages: Sequence[Outage], clock: Clock, span: Span) -> int:
    """Service seconds of the span in which at least one of the outages lasted."""
    low, high = (_seconds([instant]) for instant in span)
    starts, ends = (_seconds([getattr(row, edge) for row in outages]) for edge in ("start", "end"))
    spans = disjoint(np.zeros(len(outages), dtype=np.int64), starts, ends, low=low, high=high)
    return int(clock.elapsed_many(spans.start, spans.end).sum())


def _down_spans(outages: Sequence[Outage], clock: Clock, span: Span, notice_s: int | None) -> tuple[int, ...]:
    """The downtime of each outage in service seconds, oldest first; entries that overlap or touch are one outage."""
    excused = [row for row in outages if _was_announced(row, notice_s)]
    joined: list[Span] = []
    for row in sorted((row for row in outages if row not in excused), key=lambda one: one.start):
        start, end = max(row.start, span[0]), min(row.end, span[1])
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    lengths = (clock.elapsed(*one) - _covered(excused, clock, one) for one in joined)
    return tuple(length for length in lengths if length > 0)


def _asks_notice(level: ServiceLevel) -> bool:
    return level.planned_notice_s is not None or level.planned_notice_days is not None


def _seconds(instants: Sequence[datetime]) -> Instants:
    return np.array([int(instant.timestamp()) for instant in instants], dtype=np.int64)


def _verdict(
    level: ServiceLevel, outages: Sequence[Outage], clock: Clock, span: Span, end: datetime
) -> tuple[Result, Why | None]:
    begin, until = span
    known = [replace(row, end=min(row.end, until)) for row in outages if row.start < until]
    unclear = not _asks_notice(level) and any(row.planned for row in known)
    readings = (True, False) if unclear else (True,)
    held = {_holds(level, known, clock, (begin, end), excuse_planned=reading) for reading in readings}
    if held == {False}:
        return Result.MISSED, None
    if until < end:
        return Result.CANNOT_TELL, Why.NOT_UPLOADED
    return (Result.MET, None) if held == {True} else (Result.CANNOT_TELL, Why.NOT_IN_CONTRACT)


def _holds(level: ServiceLevel, outages: Sequence[Outage], clock: Clock, span: Span, *, excuse_planned: bool) -> bool:
    time = service_time(outages, clock, span, notice_s=level.planned_notice_s, excuse_planned=excuse_planned)
    exact = time.available(full_month=level.full_month_denominator)
    return exact is None or reaches(exact, level.target_pct or Decimal(100), level.round_dp)
