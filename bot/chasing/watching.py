"""Everything of one contract that is watched: promises, duties, claim windows, notice, failures, plans, register lines.

Each comes from what the store holds now, so a promise kept, a report that came or a credit claimed is gone by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.answering.asking.period import a_year_before
from bot.answering.card import hits
from bot.answering.casefile import CaseFile
from bot.answering.draft import listed, sentence
from bot.chasing.claims import claims
from bot.chasing.decisions import plans
from bot.chasing.silence import silences
from store.facts.agreed import ServiceLevel
from store.facts.common import Period, Status
from store.facts.promised import State
from store.facts.watched import Kind, Watched
from store.measures.coverage import DutyInstance
from store.measures.leaving import last_notice, next_end

# Registers' lines in these states need nobody's attention any more.
OVER = frozenset(
    "done closed dropped withdrawn kept delivered complete completed fixed followed held over finished resolved rejected late missed".split()
)
DUTIES = {"report": Kind.REPORT, "review": Kind.REVIEW}


def watched(case: CaseFile, now: datetime) -> list[Watched]:
    """What is due or will be at a moment, in order of the day."""
    every = [
        *_promises(case),
        *_duties(case),
        *claims(case),
        *_notice(case),
        *_failures(case),
        *plans(case),
        *_lines(case),
        *silences(case, now),
    ]
    return sorted(every, key=lambda one: (one.due, one.id))


def _promises(case: CaseFile) -> Iterator[Watched]:
    for one in case.stores.promises.listed(case.ref):
        if one.latest is None or one.state not in {State.OPEN, State.UNKNOWN} or one.status is Status.UNKNOWN:
            continue
        unsure = "" if one.status is Status.CONFIRMED else " We read this by machine; nobody has confirmed it yet."
        yield Watched(
            id=f"promise:{case.ref}:{one.number}", kind=Kind.PROMISE, contract=case.ref, what=one.what, due=one.latest,
            why=f'{one.who or "The provider"} wrote: "{" ".join(one.quote.split())}"{unsure}',
            settles="A message, a ticket or a report that shows it was done", sources=(str(one.source),),
            confirmed=one.status is Status.CONFIRMED,
        )  # fmt: skip


def _duties(case: CaseFile) -> Iterator[Watched]:
    """The last lapse of each duty of the provider's, and the next time it falls due; earlier lapses are told with it."""
    period = Period(a_year_before(case.today), case.today, "the last year", case.facts.tz)
    found = case.coverage(period)
    every = [one for one in (*found.instances, *found.standing) if one.due and one.duty.who == "provider"]
    lapsed = [one for one in every if one.state == "no_evidence"]
    for duty in dict.fromkeys(one.duty for one in lapsed):
        own = sorted((one for one in lapsed if one.duty == duty), key=lambda one: one.covers.start)
        yield _duty(case, own[-1], [one.covers.label for one in own[:-1]])
    for one in every:
        if one.state == "not_due" and one.due is not None and one.due > case.today:
            yield _duty(case, one, [])


def _duty(case: CaseFile, one: DutyInstance, earlier: list[str]) -> Watched:
    name = one.duty.what or one.duty.kind.replace("_", " ")
    missing = (
        "The contract asks for it and nothing here shows that it came."
        if one.state == "no_evidence"
        else "The contract asks for it."
    )
    also = f" The same is missing for {listed(earlier)}." if earlier else ""
    return Watched(
        id=f"{one.duty.kind}:{case.ref}:{one.duty.id}:{one.covers.start}", kind=DUTIES.get(one.duty.kind, Kind.EVIDENCE),
        contract=case.ref, what=f"{name[:1].upper()}{name[1:]} for {one.covers.label}", due=one.due or one.covers.end,
        why=missing + also, settles="The document itself, or a line in the register that says when it came",
        clause=one.duty.source.clause, sources=(str(one.duty.source),),
    )  # fmt: skip


def _notice(case: CaseFile) -> Iterator[Watched]:
    end = next_end(case.facts, case.today)
    last = last_notice(case.facts, end) if end else None
    if end is None or last is None or last < case.today:
        return
    after = "renews by itself" if case.facts.renewal == "automatic" else "ends"
    yield Watched(
        id=f"notice:{case.ref}:{end}", kind=Kind.NOTICE_DATE, contract=case.ref,
        what="Decide whether to stay, renegotiate or leave, and give notice if you want to", due=last,
        why=f"Without notice by then the contract {after} at the end of its term.", settles="A decision, noted",
    )  # fmt: skip


def _failures(case: CaseFile) -> Iterator[Watched]:
    month = case.last_full_month()
    if month is None:
        return
    for one in hits(case, month):
        if one.current:
            yield Watched(
                id=f"failure:{case.ref}:{one.trigger.id}:{_level_key(one.level)}:{one.since}", kind=Kind.PERSISTENT_FAILURE, contract=case.ref,
                what=sentence(one.what).rstrip("."), due=Period.of_month(one.months[-1]).end + timedelta(days=1),
                why="The contract's own count of repeated failure is reached; the first step is to talk.",
                settles="An agreed plan, or a month in which it is met again",
                clause=one.trigger.source.clause, sources=(str(one.trigger.source),),
            )  # fmt: skip


def _level_key(level: ServiceLevel | None) -> str:
    """A level's lasting name, since a contract may count each level's failures apart."""
    if level is None:
        return "all"
    return "-".join(str(part) for part in (level.metric.value, level.priority, level.service) if part is not None)


def _lines(case: CaseFile) -> Iterator[Watched]:
    for one in case.stores.registers.listed(case.ref):
        if one.due is not None and one.state.strip().lower() not in OVER:
            yield Watched(
                id=f"line:{case.ref}:{one.number}", kind=Kind.REVIEW if one.kind == "reviews" else Kind.PROMISE,
                contract=case.ref, what=one.what, due=one.due,
                why=f"It stands open in the register of {one.kind}{f', under {one.who}' if one.who else ''}.",
                settles="A line that says it is done", sources=(str(one.source),),
            )  # fmt: skip


def soonest(found: list[Watched], today: date, days: int) -> list[Watched]:
    """What falls due within so many days, or is late already."""
    return [one for one in found if (one.due - today).days <= days]
