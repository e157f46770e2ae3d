"""How long tickets waited for us, beside how long we waited for the provider: both sides on the same clock."""

from __future__ import annotations

import re

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.gathered import data_end, desk_clock, kept, said_period, tickets
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import counted, named, span, span_words, table
from store.facts.agreed import ServiceHours
from store.facts.common import Period, Why
from store.measures.attainment import median_and_p90
from store.measures.calendar import Clock
from store.measures.judged_ticket import JudgedTicket
from store.measures.our_waits import OurWaits, our_waits

WHO = re.compile(r"\b(?:who|which side|us or|them or|they or|we or|than (?:they|them|we|us))\b", re.IGNORECASE)


def tell(asked: Asked) -> Answer:
    """The waits for us that began in the period, and the provider's first answers beside them."""
    missing = no_data(asked, "metric", "how long tickets waited for us")
    period = asked.period
    if missing or period is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("metric")
    case = asked.case
    desk = desk_clock(case, Period(min(period.start, (case.covered or (period.start,))[0]), period.end, ""))
    clock = desk or Clock(ServiceHours(tz=case.facts.tz, always=True), period.start, period.end)
    hours = "in Service Hours" if desk else "by the wall clock, since the contract's Service Hours are not known"
    if not case.stores.stories.records(case.ref).waits:
        draft.cannot(
            "how long tickets waited for us",
            Why.PROVIDER_DID_NOT_SUPPLY,
            "Ask for an export with each change of state.",
        )
        draft.ask_provider("Please send the history of each ticket's states, so that waiting times can be seen.")
        return draft.answer("We cannot tell: the records do not say what tickets waited for.", "unknown", "cannot_tell")
    said_period(asked, period, draft)
    found = our_waits(tickets(asked, period, "touched"), clock, period, data_end(case))
    theirs = _their_answers(kept(asked, case.stores.stories.judged(case.ref, period=period)), clock)
    on_clock = desk is not None
    _told(found, draft, period, on_clock=on_clock)
    _beside(found, theirs, draft, on_clock=on_clock)
    draft.say(
        f"How it is counted: from a ticket's being set to wait for us until it no longer is, {hours}; the export's own states say when."
    )
    rows = [(found.longest, span_words(found.longest_s, on_clock=on_clock))] if found.longest else []
    table(draft, f"The longest wait for us, {period.label}", ("ticket", ">time"), rows)
    headline = _headline(found, draft, period, on_clock=on_clock)
    return draft.answer(_who_is_slower(asked, found, theirs, draft, on_clock=on_clock) or headline)


def _who_is_slower(asked: Asked, found: OurWaits, theirs: list[int], draft: Draft, *, on_clock: bool) -> str:
    """Which side is slower by its middle answer, where that is what was asked; empty where it was not, or cannot be told."""
    pair = median_and_p90(theirs)
    if not WHO.search(asked.question.spoken) or pair is None or not found.over:
        return ""
    ours_, their_ = (
        span(draft, key, label, seconds, on_clock=on_clock)
        for key, label, seconds in (
            ("our_wait_median", "Median wait for us", found.median_s),
            ("their_answer_median", "Median of the provider's first answers", pair[0]),
        )
    )
    if found.median_s == pair[0]:
        return f"Neither side is slower by its middle answer: half of ours and half of theirs came within {ours_}."
    who = "We are" if found.median_s > pair[0] else "They are"
    return (
        f"{who} slower by the middle answer: half of ours, to what they waited for, came within {ours_}; half of their first "
        f"answers came within {their_}."
    )


def _their_answers(found: list[JudgedTicket], clock: Clock) -> list[int]:
    """Service Hours to the provider's first human answer of each ticket that has one."""
    return [
        clock.elapsed(one.ticket.opened_at, one.ticket.responded_at)
        for one in found
        if one.ticket.responded_at
        and not one.ticket.response_is_auto
        and one.ticket.responded_at >= one.ticket.opened_at
    ]


def _headline(found: OurWaits, draft: Draft, period: Period, *, on_clock: bool) -> str:
    if not found.spans:
        draft.figure("our_waits", f"Waits for us, {period.label}", 0, "count")
        return f"No ticket was set to wait for us {during(period)}."
    number = counted(
        draft,
        "our_wait_tickets",
        f"Tickets that waited for us, {period.label}",
        len(found.tickets),
        "ticket",
        tickets=found.tickets,
    )
    total = span(draft, "our_wait_total", f"Waited for us in all, {period.label}", found.total_s, on_clock=on_clock)
    half = ""
    if found.over:
        half = f"; half of our answers came within {span(draft, 'our_wait_median', f'Median wait for us, {period.label}', found.median_s, on_clock=on_clock)}"
    return f"{number} waited for us {during(period)}, {total} in all{half}."


def _told(found: OurWaits, draft: Draft, period: Period, *, on_clock: bool) -> None:
    if found.over:
        nine = span(draft, "our_wait_p90", f"Nine in ten waits for us, {period.label}", found.p90_s, on_clock=on_clock)
        longest = span(
            draft, "our_wait_longest", f"The longest wait for us, {period.label}", found.longest_s, on_clock=on_clock
        )
        draft.extra.setdefault("tickets", []).append(found.longest)
        waits = counted(draft, "our_waits", f"Waits for us, {period.label}", found.spans, "wait")
        looked = draft.figure("tickets_looked_at", f"Tickets open in {period.label}", found.of, "count")
        draft.say(
            f"In all {waits} on {looked} tickets that were open then; nine in ten were over within {nine}, the longest took {longest} ({found.longest})."
        )
    if found.waiting:
        draft.say(f"Waiting for us still: {named(draft, found.waiting)}.")
        draft.next_steps.append(f"Answer the oldest that waits for us: {found.waiting[0]}.")


def _beside(found: OurWaits, theirs: list[int], draft: Draft, *, on_clock: bool) -> None:
    pair = median_and_p90(theirs)
    if pair is None or not found.over:
        return
    median = span(draft, "their_answer_median", "Median of the provider's first answers", pair[0], on_clock=on_clock)
    nine = span(draft, "their_answer_p90", "Nine in ten of the provider's first answers", pair[1], on_clock=on_clock)
    number = counted(draft, "their_answers", "First answers of the provider", len(theirs), "first answer")
    slower = (
        "slower than" if found.median_s > pair[0] else "quicker than" if found.median_s < pair[0] else "as quick as"
    )
    draft.say(
        f"Beside that, the provider's side: {number}, half within {median} and nine in ten within {nine}. By the middle one we are {slower} they are."
    )
