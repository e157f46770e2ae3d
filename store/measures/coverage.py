"""Which duties fell due and whether there is evidence that they were done; what nobody promised is not asked for.

No evidence means just that: it does not say the work was not done. Duties that only arise with an event, and the
customer's own, are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from store.facts.agreed import Agreed, Duty
from store.facts.common import Period, Source, Status, Unknown, Why, month_at, month_index
from store.facts.happened import Happened
from store.measures.calendar import clock_of
from store.measures.claims import WorkingDays
from store.measures.duty_evidence import Evidence, evidence_for
from store.measures.month_days import months_later, whole_days

QUARTER = 3
State = Literal["evidenced", "late", "no_evidence", "not_due"]


@dataclass(frozen=True, slots=True)
class DutyInstance:
    """One time a duty falls due: the span it `covers`, the last day for it, and what became of it.

    `due` is None where the clause counts working days and the contract's are not known; `settled_on` is None where
    the evidence bears no date.
    """

    duty: Duty
    covers: Period
    due: date | None
    state: State = "not_due"
    settled_on: date | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of `of` instances that had fallen due, `n` have evidence (late included); `unknowns` are duties in doubt.

    `standing` are duties that do not end in this period, such as a yearly test: how the last one went, or the first
    that is still running. They are not counted.
    """

    instances: tuple[DutyInstance, ...]
    n: int
    of: int
    unknowns: tuple[Unknown, ...] = ()
    standing: tuple[DutyInstance, ...] = ()

    def of_kind(self, kind: str) -> tuple[DutyInstance, ...]:
        """How duties of one kind stand: the period's instances and, of longer spans, the last."""
        return tuple(one for one in (*self.instances, *self.standing) if one.duty.kind == kind)


def duty_instances(
    duty: Duty, service_start: date | None, *, period: Period, clock: WorkingDays | None
) -> tuple[DutyInstance, ...]:
    """List the instances whose covered span ends within the period, as yet unsettled.

    Source: our reading of "monthly", "half-yearly", "yearly": whole calendar months counted from the month in which
    the service started (from January where that is not known); of "quarterly": calendar quarters, the first whole one
    first; due on the n-th working or calendar day after the span,
    else on its last day.
    """
    if duty.every_months is None or duty.every_months < 1:
        return ()
    spans = _spans(service_start or period.start.replace(month=1, day=1), duty.every_months, period)
    inside = [span for span in spans if duty.effective_from <= span.end <= duty.effective_to]
    return tuple(DutyInstance(duty, span, due_after(duty, span.end, clock)) for span in inside)


def _spans(start: date, every: int, period: Period) -> list[Period]:
    """Spans of `every` months from the start month that end within the period."""
    first = month_index(start)
    if every == QUARTER:
        first = -(-first // QUARTER) * QUARTER
    return [
        span
        for index in range(first, month_index(period.end) + 1, every)
        if period.start <= (span := _span(index, every, start, period.tz)).end <= period.end
    ]


def _span(index: int, every: int, start: date, tz: str) -> Period:
    first, last = Period.of_month(month_at(index), tz), Period.of_month(month_at(index + every - 1), tz)
    label = first.label if every == 1 else f"{first.label} to {last.label}"
    return Period(max(first.start, start), last.end, label, tz)


def due_after(duty: Duty, day: date, clock: WorkingDays | None) -> date | None:
    """The last day for a duty that counts from a day; None where its working days cannot be counted."""
    if duty.due_business_days is not None:
        return clock.working_day_after(day, duty.due_business_days) if clock else None
    return (
        months_later(day, duty.due_months)
        if duty.due_months
        else day + timedelta(days=whole_days(duty.due_days, duty.due_hours))
    )


def evidence_coverage(agreed: Agreed, happened: Happened, period: Period, *, as_of: date | None = None) -> Coverage:
    """Say of every duty of the period whether its evidence came, came late, has not come, or is not due yet.

    `as_of` is the day of asking (the last day of the period if not given); evidence dated later is not there yet.
    """
    today = as_of or period.end
    duties = [duty for duty in agreed.duties if duty.who == "provider"]
    sure = [duty for duty in duties if duty.status not in (Status.CONFLICT, Status.UNKNOWN)]
    settled = [_settled(duty, agreed, happened, period=period, today=today) for duty in sure]
    instances = [one for every in settled for one in every if period.start <= one.covers.end <= period.end]
    standing = [
        last for every in settled if (last := _standing(every, period, agreed.contract.service_start)) is not None
    ]
    due = [one for one in instances if one.state != "not_due"]
    evidenced = [one for one in due if one.state != "no_evidence"]
    doubts = tuple(_doubt(duty) for duty in duties if duty not in sure)
    return Coverage(tuple(instances), len(evidenced), len(due), doubts, tuple(standing))


def _standing(every: Sequence[DutyInstance], period: Period, start: date | None) -> DutyInstance | None:
    """How a duty with no instance in the period stands: a running one already done goes before the last one.

    Where nobody knows when the service started, an earlier span without evidence proves nothing.
    """
    if any(period.start <= one.covers.end <= period.end for one in every):
        return None
    before = [one for one in every if one.covers.end < period.start and (start or one.source)]
    after = [one for one in every if one.covers.end > period.end]
    done = [one for one in after if one.source]
    return next(iter(done or before[-1:] or after), None)


def _doubt(duty: Duty) -> Unknown:
    what = f"what exactly is due: {duty.what or duty.kind.replace('_', ' ')}"
    return Unknown(what, Why.CONFLICT, "confirm or correct this duty")


def _settled(duty: Duty, agreed: Agreed, happened: Happened, *, period: Period, today: date) -> list[DutyInstance]:
    """Settle all the duty's instances from the first one on, so that one review cannot stand for two months."""
    start = agreed.contract.service_start
    since = start or date(period.start.year - 1, 1, 1)
    until = period.end + timedelta(days=31 * (duty.every_months or 0))
    whole = Period(min(since, period.start), until, period.label, period.tz)
    every = duty_instances(duty, start, period=whole, clock=clock_of(agreed.contract, whole))
    evidence = [one for one in evidence_for(duty, happened) if one.on is None or one.on <= today]
    return _matched(every, evidence, today)


def _matched(instances: Sequence[DutyInstance], evidence: Sequence[Evidence], today: date) -> list[DutyInstance]:
    """Give each piece of evidence to the span it names or is in time for; what is left over settles the last one late.

    Late means before the span after it has ended as well: a review in October says nothing about one in March.
    """
    left = sorted(evidence, key=lambda one: one.on or date.min)
    judged = dict(enumerate(instances))
    for late, places in ((False, sorted(judged)), (True, sorted(judged, reverse=True))):
        for place in places:
            one = judged[place]
            fitting = [] if one.source else [piece for piece in left if _fits(piece, one, late=late)]
            if fitting:
                left.remove(fitting[0])
                judged[place] = _with(one, fitting[0])
    return [one if one.source else replace(one, state=_without(one, today)) for one in judged.values()]


def _fits(piece: Evidence, one: DutyInstance, *, late: bool) -> bool:
    """A month named settles the span that holds it; a mere date must lie in the span, or after it in time or late."""
    if piece.month is not None or piece.on is None:
        return piece.month in one.covers.months()
    last = one.due or one.covers.end
    grace = one.covers.end - one.covers.start + timedelta(days=1) if late else timedelta(0)
    return one.covers.start <= piece.on <= last + grace


def _with(one: DutyInstance, piece: Evidence) -> DutyInstance:
    late = piece.on is not None and one.due is not None and piece.on > one.due
    return replace(one, state="late" if late else "evidenced", settled_on=piece.on, source=piece.source)


def _without(one: DutyInstance, today: date) -> State:
    """Without a due date nothing is missing before the latest day that so many working days could reach."""
    latest = one.covers.end + timedelta(days=10 + 2 * (one.duty.due_business_days or 0))
    return "no_evidence" if today > (one.due or latest) else "not_due"
