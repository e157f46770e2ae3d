"""What the provider had to send or hold, and whether it came: reports, review meetings, roadmap, evidence in all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.answering.answer import Answer, State, Verdict
from bot.answering.asking.period import day, month_end, month_start
from bot.answering.draft import Draft, listed
from bot.answering.telling import not_held, origins
from bot.answering.telling.asked import Asked
from store.facts.agreed import Duty
from store.facts.common import Period, Source, Why
from store.facts.happened import Happened
from store.measures.calendar import clock_of
from store.measures.coverage import Coverage, DutyInstance, duty_instances
from store.measures.duty_evidence import NOT_DONE
from store.measures.evidence_levels import evidence_kind

NAMES = {
    "report": "monthly report",
    "review": "review meeting",
    "restore_test": "restore test",
    "patching": "patching figures",
    "backup": "backup figures",
    "breach_notice": "notice of a security incident",
    "roadmap": "roadmap",
    "pen_test": "penetration test",
    "exit_plan": "exit plan",
    "other": "other duty",
}
# The latest so many gaps are named; the rest is counted.
SHOWN = 12
NEXT = re.compile(r"\b(?:next|upcoming|coming)\b", re.IGNORECASE)
# How many months ahead the next turn is looked for.
AHEAD = 12
LOGS = {"review": "reviews", "roadmap": "roadmap"}
UPLOAD = {
    "report": "Add the provider's reports: itbot add REPORT",
    "review": "Add the meetings held: itbot add reviews.csv",
    "restore_test": "Add the test results: itbot add security.csv",
    "roadmap": "Add the roadmap's dates: itbot add roadmap.csv",
}


def reports(asked: Asked) -> Answer:
    """Did the reports come, and in time?"""
    return _kind(asked, "report")


def reviews(asked: Asked) -> Answer:
    """Were the review meetings held?"""
    return _kind(asked, "review")


def roadmap(asked: Asked) -> Answer:
    """Is there a roadmap, and is it kept up?"""
    return _kind(asked, "roadmap")


def restore_tests(asked: Asked) -> Answer:
    """When were restores last tested?"""
    return _kind(asked, "restore_test")


def _span(asked: Asked) -> Period:
    """The period asked about, widened to the year that ends with it when none was named."""
    if asked.period is None or asked.assumed:
        end = asked.case.today
        start = month_start(end, 12)
        return Period(start, end, f"{start:%B %Y} to {end:%B %Y}", asked.case.facts.tz)
    return asked.period


def _kind(asked: Asked, kind: str) -> Answer:
    draft = asked.draft("obligation", timed=asked.question.period is not None)
    duties = [duty for duty in asked.case.agreed.duties if duty.kind == kind and duty.who == "provider"]
    span = _span(asked)
    if not duties:
        draft.cannot(
            f"a duty to provide a {NAMES[kind]}", Why.NOT_IN_CONTRACT, "No clause that we have read asks for it."
        )
        return draft.answer(f"The contract, as we read it, asks for no {NAMES[kind]}.", "unknown", "cannot_tell")
    for duty in duties:
        draft.say(f"The contract: {draft.quoted(duty.source, duty.status)}.")
    if NEXT.search(asked.question.spoken) and asked.question.period is None:
        return _next(asked, draft, kind)
    instances = asked.case.coverage(span).of_kind(kind)
    if span.start > asked.case.today or not instances:
        return _none_due(asked, draft, kind, span)
    draft.say(last_words(asked, kind, draft))
    fell = not_held.recorded(asked, instances)
    draft.say("\n".join(f"• {_instance(one, draft)}{not_held.words(fell, one, draft)}" for one in instances))
    draft.say(not_held.their_words(asked, fell, draft))
    late = [one for one in instances if one.state == "late"]
    absent = [one for one in instances if one.state == "no_evidence" and one.covers not in fell]
    for one in absent:
        draft.cannot(
            f"the {NAMES[kind]} for {one.covers.label}",
            Why.PROVIDER_DID_NOT_SUPPLY,
            UPLOAD.get(kind, "Ask the provider for it."),
        )
    if absent:
        draft.ask_provider(f"Please send the {NAMES[kind]} for {listed(one.covers.label for one in absent)}.")
    headline = _headline(draft, kind, instances, late=late, absent=absent, fell=len(fell))
    if not fell:
        return draft.answer(headline, _state(instances), _verdict(instances))
    return draft.answer(headline, "partly" if absent else "answered", "no")


def _next(asked: Asked, draft: Draft, kind: str) -> Answer:
    """The next time the duty falls due: the first turn whose day is not past."""
    today = asked.case.today
    ahead = Period(today.replace(day=1), month_end(month_start(today, -AHEAD)), "", asked.case.facts.tz)
    duties = [one for one in asked.case.agreed.duties if one.kind == kind and one.who == "provider"]
    clock = clock_of(asked.case.facts, ahead)
    turns = [
        one
        for duty in duties
        for one in duty_instances(duty, asked.case.facts.service_start, period=ahead, clock=clock)
    ]
    coming = sorted((one.due, one.covers.label) for one in turns if one.due is not None and one.due >= today)
    draft.say(last_words(asked, kind, draft))
    if not coming:
        draft.cannot(
            f"when the next {NAMES[kind]} is due", Why.NOT_IN_CONTRACT, "The clause names no day that we could read."
        )
        return draft.answer(f"We cannot tell when the next {NAMES[kind]} is due.", "unknown", "cannot_tell")
    due, label = coming[0]
    draft.readings.append(label)
    on = draft.on("due", f"Due: {NAMES[kind]} for {label}", due)
    draft.say("That is the last day by the contract; which day was agreed for it, these records do not say.")
    return draft.answer(f"The next {NAMES[kind]}, for {label}, is due by {on}.")


def _state(instances: Sequence[DutyInstance]) -> State:
    absent = [one for one in instances if one.state == "no_evidence"]
    if absent and len(absent) == len(instances):
        return "unknown"
    return "partly" if absent else "answered"


def _verdict(instances: Sequence[DutyInstance]) -> Verdict | None:
    """Yes when all came in time, no when one came late; what has no evidence cannot be told."""
    states = {one.state for one in instances if one.state != "not_due"}
    if not states:
        return None
    if states == {"evidenced"}:
        return "yes"
    if "late" in states:
        return "no"
    return "cannot_tell" if states == {"no_evidence"} else "partly"


def last_words(asked: Asked, kind: str, draft: Draft) -> str:
    """The latest evidence of this kind that we have, whenever it was."""
    last = _latest(asked.case.happened, kind, asked.case.today)
    if last is None:
        return f"We have no evidence of any {NAMES.get(kind, kind)}."
    when, source = last
    if isinstance(when, str):
        shown = draft.month(when, f"The latest {NAMES.get(kind, kind)}", (str(source),))
    else:
        shown = draft.on("latest", f"The latest {NAMES.get(kind, kind)}", when, (str(source),))
    return f"The last {NAMES.get(kind, kind)} we have evidence of: {shown}."


def _latest(happened: Happened, kind: str, today: date) -> tuple[date | str, Source] | None:
    dated: list[tuple[date, Source]] = []
    if kind == "report":
        dated = [(c.received_on, c.source) for c in happened.claims if c.received_on and c.received_on <= today]
    elif kind in LOGS:
        dated = [
            (e.on, e.source)
            for e in happened.log
            if e.kind == LOGS[kind] and e.on <= today and e.state.strip().casefold() not in NOT_DONE
        ]
    if dated:
        return max(dated, key=lambda one: one[0])
    months = [(e.month, e.source) for e in happened.security if evidence_kind(e.kind) == kind or e.kind == kind]
    months = [one for one in months if one[0] <= f"{today:%Y-%m}"]
    return max(months, key=lambda one: one[0]) if months else None


def _none_due(asked: Asked, draft: Draft, kind: str, span: Period) -> Answer:
    future = span.start > asked.case.today
    words = "has not happened yet" if future else "holds no day on which it fell due"
    draft.cannot(f"the {NAMES[kind]} for {span.label}", Why.NO_DEMAND, "Ask about a month that is over.")
    draft.readings.append(span.label)
    return draft.answer(f"{span.label} {words}, so there is nothing to check.", "unknown", "cannot_tell")


def _instance(one: DutyInstance, draft: Draft) -> str:
    name = f"{NAMES[one.duty.kind]} for {one.covers.label}"
    due = f"due {draft.on('due', f'Due: {name}', one.due)}" if one.due else "no due day that we could read"
    source = (str(one.source),) if one.source else ()
    came = ""
    if one.settled_on:
        draft.figure("settled_on", f"Came: {name}", one.settled_on.isoformat(), "date", sources=source)
        came = f" on {day(one.settled_on)}"
    words = {
        "evidenced": f"came in time{came}" if came else "there is evidence",
        "late": f"came late{came}",
        "no_evidence": "nothing here shows that it took place" if one.duty.kind in LOGS else "no evidence of it here",
        "not_due": "not due yet",
    }[one.state]
    return f"{one.covers.label}: {words} ({due})"


def _headline(
    draft: Draft,
    kind: str,
    instances: Sequence[DutyInstance],
    *,
    late: Sequence[DutyInstance],
    absent: Sequence[DutyInstance],
    fell: int,
) -> str:
    due = [one for one in instances if one.state != "not_due"]
    if len(instances) == 1:
        one = instances[0]
        if fell:
            return f"By the record it did not take place: the {NAMES[kind]} for {one.covers.label}."
        verb = {"evidenced": "Yes", "late": "Late", "no_evidence": "We have no evidence", "not_due": "Not due yet"}[
            one.state
        ]
        return f"{verb}: the {NAMES[kind]} for {_instance(one, draft)}."
    of = draft.figure("duty_due", f"{NAMES[kind]}s due", len(due), "count")
    good = draft.figure("duty_in_time", f"{NAMES[kind]}s in time", len(due) - len(late) - len(absent) - fell, "count")
    tail = []
    if late:
        tail.append(f"{draft.figure('duty_late', f'{NAMES[kind]}s late', len(late), 'count')} late")
    if fell:
        shown = draft.figure("duty_not_done", f"{NAMES[kind]}s that did not take place", fell, "count")
        tail.append(f"{shown} did not take place by the record")
    if absent:
        tail.append(
            f"{draft.figure('duty_absent', f'{NAMES[kind]}s without evidence', len(absent), 'count')} without evidence"
        )
    return f"Of {of} {NAMES[kind]}s due, {good} came in time" + (f", {listed(tail)}." if tail else ".")


def evidence(asked: Asked) -> Answer:
    """What evidence the provider owes, and what of it is here."""
    draft = asked.draft("obligation")
    coverage = asked.case.coverage(_span(asked))
    if not coverage.of:
        origins.not_here(asked, draft)
        draft.cannot(
            "what evidence is due", Why.NOT_IN_CONTRACT, "No clause that we have read asks for regular evidence."
        )
        return draft.answer("The contract, as we read it, asks for no regular evidence.", "unknown", "cannot_tell")
    draft.say(_by_kind(coverage, draft))
    absent = [one for one in coverage.instances if one.state == "no_evidence"]
    for one in absent[-SHOWN:]:
        what = f"the {NAMES.get(one.duty.kind, one.duty.kind)} for {one.covers.label}"
        draft.cannot(what, Why.PROVIDER_DID_NOT_SUPPLY, UPLOAD.get(one.duty.kind, "Ask the provider for it."))
    if absent:
        last = absent[-1]
        draft.ask_provider(f"Please send the {NAMES.get(last.duty.kind, last.duty.kind)} for {last.covers.label}.")
    if len(absent) > SHOWN:
        more = draft.figure("more_missing", "Further things without evidence", len(absent) - SHOWN, "count")
        draft.say(f"And {more} more, further back.")
    shown = draft.figure(
        "evidence_coverage", "Duties with evidence", _share(coverage), "%", n=coverage.n, of=coverage.of
    )
    return draft.answer(
        f"There is evidence for {coverage.n} of {coverage.of} things that were due ({shown}).",
        "partly" if absent else "answered",
    )


def _share(coverage: Coverage) -> str:
    return f"{Decimal(100 * coverage.n) / coverage.of:.2f}"


def _by_kind(coverage: Coverage, draft: Draft) -> str:
    told = []
    for kind in dict.fromkeys(one.duty.kind for one in coverage.instances):
        due = [one for one in coverage.of_kind(kind) if one.state != "not_due"]
        if not due:
            continue
        n = sum(one.state != "no_evidence" for one in due)
        draft.figure("evidence_kind", f"Evidence: {NAMES.get(kind, kind)}", n, "count", n=n, of=len(due))
        draft.cite(due[0].duty.source, due[0].duty.status)
        told.append(f"• {NAMES.get(kind, kind)}: {n} of {len(due)}")
    return "\n".join(told)


def our_duties(asked: Asked) -> list[Duty]:
    """What the contract, as it stands today, asks of the customer."""
    return [one for one in asked.case.agreed.duties if one.who == "customer" and one.effective_to >= asked.case.today]


def ours(asked: Asked) -> Answer:
    """What the contract asks of us, clause by clause."""
    draft = asked.draft("obligation", timed=False)
    duties = our_duties(asked)
    if not duties:
        draft.cannot("our own duties", Why.NOT_IN_CONTRACT, "No clause that we have read asks something of you.")
        return draft.answer("The contract, as we read it, asks nothing of you.", "unknown", "cannot_tell")
    for duty in duties:
        draft.say(f"• {draft.quoted(duty.source, duty.status)}")
    number = draft.figure("our_duties", "Duties of ours found", len(duties), "count")
    return draft.answer(f"We found {number} things that the contract asks of you.")


def other(asked: Asked) -> Answer:
    """A duty of the provider's named in the question that has no teller of its own."""
    spoken = asked.question.spoken.lower()
    kind = next((kind for kind, words in KINDS if any(word in spoken for word in words)), None)
    return _kind(asked, kind) if kind else evidence(asked)


KINDS = (
    ("restore_test", ("restore", "recovery test", "test the backup", "backup test")),
    ("pen_test", ("penetration", "pen test", "pentest", "ethical hack")),
    ("exit_plan", ("exit plan",)),
    ("roadmap", ("roadmap", "road map")),
    ("report", ("report",)),
    ("review", ("review", "meeting")),
    ("breach_notice", ("breach", "security incident")),
)
