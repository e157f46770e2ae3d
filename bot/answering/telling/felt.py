"""What people really waited for a fix, beside the time the contract counts."""

from __future__ import annotations

import re

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.gathered import said_period, span_label, tickets
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import counted, span, span_words, table
from store.facts.common import Period, Why
from store.measures.felt_time import FeltTime, felt_time
from store.measures.judged_ticket import JudgedTicket, cancelled

FEW = 10
LONGER = re.compile(r"\b(?:longer|shorter|less|more|slower|faster|quicker|than|compar\w*|used to)\b", re.IGNORECASE)


def tell(asked: Asked) -> Answer:
    """Felt time and contract time of the tickets fixed in the period: median, nine in ten, the slowest."""
    missing = no_data(asked, "metric", "the time people waited")
    period = asked.period
    if missing or period is None:
        return missing or not_in_contract(asked)
    if len(asked.question.readings) > 1 or (asked.question.readings and LONGER.search(asked.question.spoken)):
        return _compared(asked)
    draft = asked.draft("metric")
    said_period(asked, period, draft)
    found = [one for one in tickets(asked, period, "finished") if not cancelled(one)]
    whole = felt_time(found)
    if not whole.n:
        draft.cannot(f"felt times {during(period)}", Why.NO_DEMAND, "No ticket was fixed then.")
        return draft.answer(f"We cannot tell: no ticket was fixed {during(period)}.", "unknown", "cannot_tell")
    _contract(whole, draft, period)
    rows = _by_priority(found, draft, period)
    table(
        draft,
        f"Time to fix, {period.label}",
        (
            "priority",
            ">tickets",
            ">felt: half within",
            ">felt: nine in ten",
            ">contract: half within",
            ">contract: nine in ten",
        ),
        rows,
    )
    draft.say(
        "How it is counted: felt time runs from logging to the last fix by the wall clock, with nights, weekends and pauses in it; contract time runs in the contract's hours, without the pauses it allows."
    )
    if whole.n < FEW:
        draft.say("So few tickets say little about what is usual.")
    return draft.answer(_headline(whole, draft, period))


def _compared(asked: Asked) -> Answer:
    """The same felt times in two times: both named, or the one named and all whole months since."""
    draft = asked.draft("metric", timed=False)
    named = sorted((one.period for one in asked.question.readings), key=lambda one: one.start)
    earlier, later = (named[0], named[1]) if len(named) > 1 else (named[0], _since(asked, named[0]))
    spans = [_as_far(asked, earlier), _as_far(asked, later)] if later else []
    felts = [felt_time([one for one in tickets(asked, span, "finished") if not cancelled(one)]) for span in spans]
    if len(felts) < 2 or not all(one.n for one in felts):
        draft.cannot("a comparison of the time people waited", Why.NOT_UPLOADED, "Add the tickets of both times.")
        return draft.answer(
            "We cannot compare: one of the two times holds no finished ticket.", "unknown", "cannot_tell"
        )
    draft.period = spans[1]
    for span_, whole in zip(spans, felts, strict=True):
        draft.say(f"• {_headline(whole, draft, span_)}")
    draft.say(
        "How it is counted: from logging to the last fix by the wall clock, nights, weekends and pauses included. Priorities "
        "may be mixed differently in the two times, which alone can move the middle."
    )
    first, last = felts[0].felt_median_s, felts[1].felt_median_s
    word = "as long as before" if first == last else "longer" if last > first else "less long"
    was = span(draft, "felt_median", f"Felt time, half within, {spans[0].label}", first)
    now = span(draft, "felt_median", f"Felt time, half within, {spans[1].label}", last)
    return draft.answer(
        f"By the middle ticket people wait {word} for a fix: {now} {during(spans[1])}, {was} {during(spans[0])}."
    )


def _since(asked: Asked, earlier: Period) -> Period | None:
    months = [month for month in asked.case.months_with_data() if Period.of_month(month).start > earlier.end]
    if not months:
        return None
    start, end = Period.of_month(months[0]).start, Period.of_month(months[-1]).end
    return Period(start, end, span_label(start, end), asked.case.facts.tz)


def _as_far(asked: Asked, period: Period) -> Period:
    """The period as far as whole months are on record."""
    last = asked.case.last_full_month()
    end = Period.of_month(last).end if last else period.end
    if len(period.months()) < 2 or not period.start < end < period.end:
        return period
    return Period(period.start, end, span_label(period.start, end), asked.case.facts.tz)


def _headline(whole: FeltTime, draft: Draft, period: Period) -> str:
    number = counted(draft, "felt_n", f"Tickets fixed, {period.label}", whole.n, "ticket")
    half = span(draft, "felt_median", f"Felt time, half within, {period.label}", whole.felt_median_s, n=whole.n)
    nine = span(draft, "felt_p90", f"Felt time, nine in ten within, {period.label}", whole.felt_p90_s, n=whole.n)
    return f"For the people waiting, half of the {number} fixed {during(period)} took no more than {half} and nine in ten no more than {nine}."


def _contract(whole: FeltTime, draft: Draft, period: Period) -> None:
    felt = span(draft, "felt_slowest", f"The longest felt time, {period.label}", whole.slowest_s)
    draft.extra.setdefault("tickets", []).append(whole.slowest)
    if not whole.contract_n:
        draft.say("No level of the contract times these, so there is no contract time beside it.")
        draft.say(f"The longest wait was {whole.slowest}: {felt}.")
        return
    half, nine = (
        span(draft, key, f"Contract time, {words}, {period.label}", seconds, on_clock=True, n=whole.contract_n)
        for key, words, seconds in (
            ("contract_median", "half within", whole.contract_median_s),
            ("contract_p90", "nine in ten within", whole.contract_p90_s),
        )
    )
    some = draft.figure("contract_n", "Tickets that a level times", whole.contract_n, "count")
    which = "the same tickets" if whole.contract_n == whole.n else f"the {some} of them that a level times"
    draft.say(f"On the contract's clock {which} took {half} and {nine}.")
    by_contract = ""
    if whole.slowest_contract_s is not None:
        by_contract = f", {span(draft, 'slowest_contract', f'{whole.slowest} on the contract’s clock', whole.slowest_contract_s, on_clock=True)} by the contract"
    draft.say(f"The longest wait was {whole.slowest}: {felt} for its user{by_contract}.")


def _by_priority(found: list[JudgedTicket], draft: Draft, period: Period) -> list[tuple[str, ...]]:
    rows = []
    for priority in sorted({one.ticket.priority for one in found if one.ticket.priority}):
        one = felt_time([ticket for ticket in found if ticket.ticket.priority == priority])
        if one.n:
            name = f"P{priority}"
            draft.figure(
                "felt_median",
                f"Felt time of {name}, half within, {period.label}",
                one.felt_median_s,
                "seconds",
                n=one.n,
                priority=name,
            )
            rows.append(
                (
                    name,
                    str(one.n),
                    *(
                        span_words(s)
                        for s in (one.felt_median_s, one.felt_p90_s, one.contract_median_s, one.contract_p90_s)
                    ),
                )
            )
    return rows
