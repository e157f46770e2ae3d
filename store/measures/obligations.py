"""Every duty of both parties as dated instances: what is due when, after which span or event, and what would settle it.

A duty after an event nobody has told us of is listed with no date: that it exists is known, that it fell due is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.facts.agreed import Agreed, ContractFacts, Duty
from store.facts.common import Period, Source, Status
from store.facts.happened import Happened
from store.measures.calendar import clock_of
from store.measures.claims import WorkingDays
from store.measures.coverage import State, due_after, duty_instances, evidence_coverage

SETTLES = {
    "report": "the provider's report for the span, with the day it came",
    "review": "a log line that the meeting was held, with its day",
    "restore_test": "a record of the restore test and its result",
    "patching": "the month's patching figures, with how many were installed in time",
    "backup": "the month's backup figures",
    "breach_notice": "the notice itself, with the hour it came and the hour the provider knew",
    "roadmap": "a log line that the roadmap was given, with its day",
    "pen_test": "the test report or its summary, with its day",
    "exit_plan": "the exit plan as received, with its day",
}
ELSE = "a dated record that it was done"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that makes duties fall due: `kind` as in `Duty.after`, or the kind of the duty it calls for."""

    kind: str
    on: date
    source: Source
    what: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One time that a duty falls due. `due` None: its event is not known, or its working days cannot be counted.

    `evidence` says what would settle it; `state` is judged for the provider's recurring duties only, for those are the
    ones whose evidence is recorded; elsewhere it is "not_due" until the day has passed, then "no_evidence".
    """

    duty: Duty
    due: date | None
    evidence: str
    state: State = "not_due"
    covers: Period | None = None
    event: Event | None = None
    source: Source | None = None


def obligations(
    agreed: Agreed, happened: Happened, period: Period, *, as_of: date, events: Sequence[Event] = ()
) -> tuple[Obligation, ...]:
    """The instances of every certain duty that fall due in a period, oldest first, then those without a date."""
    settled = evidence_coverage(agreed, happened, period, as_of=as_of).instances
    clock = clock_of(agreed.contract, period)
    found = [
        Obligation(one.duty, one.due, settling(one.duty), one.state, one.covers, source=one.source) for one in settled
    ]
    for duty in agreed.duties:
        if duty.status in (Status.CONFLICT, Status.UNKNOWN):
            continue
        if duty.every_months is None:
            found += _after_events(duty, agreed.contract, period, clock=clock, as_of=as_of, events=events)
        elif duty.who == "customer":
            recurring = duty_instances(duty, agreed.contract.service_start, period=period, clock=clock)
            found += [_dated(duty, one.due, as_of, covers=one.covers) for one in recurring]
    return tuple(sorted(found, key=lambda one: (one.due is None, one.due or date.max, one.duty.id)))


def settling(duty: Duty) -> str:
    """What would show that a duty was done."""
    if duty.who == "customer":
        return "a dated record that you did it"
    return SETTLES.get(duty.kind, ELSE)


def _after_events(
    duty: Duty,
    contract: ContractFacts,
    period: Period,
    *,
    clock: WorkingDays | None,
    as_of: date,
    events: Sequence[Event],
) -> list[Obligation]:
    """One instance for each event that calls for the duty; a single one without a date where there is none."""
    told = [one for one in (*_milestones(contract), *events) if one.kind in {duty.after, duty.kind} - {"", "other"}]
    dated = [_dated(duty, due_after(duty, one.on, clock), as_of, event=one) for one in told]
    inside = [one for one in dated if one.due is None or period.start <= one.due <= period.end]
    return inside if told else [Obligation(duty, None, settling(duty))]


def _milestones(contract: ContractFacts) -> list[Event]:
    """The contract's own days: when the service started, and when the term ends."""
    days = (("start", contract.service_start), ("termination", contract.term_end))
    return [Event(kind, on, Source(contract.title or contract.ref)) for kind, on in days if on is not None]


def _dated(
    duty: Duty, due: date | None, as_of: date, *, covers: Period | None = None, event: Event | None = None
) -> Obligation:
    state: State = "no_evidence" if due is not None and due < as_of else "not_due"
    return Obligation(duty, due, settling(duty), state, covers, event)
