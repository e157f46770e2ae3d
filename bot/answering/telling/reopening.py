"""Fixes that did not hold: tickets opened again, and the share that was fixed the first time."""

from __future__ import annotations

from collections import Counter

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during, listed
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.gathered import said_period, tickets
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import counted, named, span_words, table
from store.facts.common import Period, Why
from store.measures.percentages import rounded, share, wilson
from store.measures.reopened import Reopenings, reopenings

FEW = 10


def tell(asked: Asked) -> Answer:
    """The tickets that were finished and opened again."""
    return _about(asked, first_time=False)


def first_fix(asked: Asked) -> Answer:
    """The share of tickets fixed the first time: finished, and never opened again."""
    return _about(asked, first_time=True)


def _about(asked: Asked, *, first_time: bool) -> Answer:
    what = "first-time fixes" if first_time else "tickets opened again"
    missing = no_data(asked, "metric", what)
    period = asked.period
    if missing or period is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("metric")
    records = asked.case.stores.stories.records(asked.case.ref)
    found = reopenings(tickets(asked, period, "finished"), records.users, recorded=records.reopenings)
    if not found.recorded:
        draft.cannot(
            what,
            Why.PROVIDER_DID_NOT_SUPPLY,
            "Ask for an export with a count of re-openings, or with each change of state.",
        )
        draft.ask_provider("Please send how often each ticket was opened again.")
        return draft.answer(
            "We cannot tell: the records do not show whether a ticket was opened again.", "unknown", "cannot_tell"
        )
    said_period(asked, period, draft)
    if not found.of:
        draft.cannot(what, Why.NO_DEMAND, "No ticket was finished in that time.")
        return draft.answer(f"No ticket was finished {during(period)}.", "answered", "no_demand")
    headline = _first_time(found, draft, period) if first_time else _again(found, draft, period)
    _who(found, draft)
    draft.say(_small(found, draft))
    note = " Whether it took one contact or several the records do not tell." if first_time else ""
    draft.say(f"How it is counted: of the tickets finished in the period, those that were ever opened again.{note}")
    rows = [
        (one.ticket, one.times, one.by, "" if one.after_s is None else span_words(one.after_s)) for one in found.tickets
    ]
    table(draft, f"Opened again, {period.label}", ("ticket", ">times", "first opened again by", ">after"), rows)
    if found.tickets:
        draft.ask_provider(f"Why did the fix of {found.tickets[0].ticket} not hold?")
    return draft.answer(headline)


def _percent(draft: Draft, key: str, label: str, part: int, of: int) -> str:
    if of < FEW:
        return ""
    figure = draft.figure(key, label, f"{rounded(share(part, of), 2):.2f}", "%", n=part, of=of)
    return f" ({figure})"


def _again(found: Reopenings, draft: Draft, period: Period) -> str:
    names = tuple(one.ticket for one in found.tickets)
    draft.figure(
        "reopened",
        f"Tickets opened again, {period.label}",
        len(names),
        "count",
        n=len(names),
        of=found.of,
        tickets=names,
    )
    pct = _percent(draft, "reopened_pct", f"Share of tickets opened again, {period.label}", len(names), found.of)
    tail = f": {named(draft, names)}" if names else ""
    return f"{len(names)} of {found.of} tickets finished {during(period)} {'was' if len(names) == 1 else 'were'} opened again{pct}{tail}."


def _first_time(found: Reopenings, draft: Draft, period: Period) -> str:
    draft.figure(
        "first_time_fix", f"Fixed the first time, {period.label}", found.held, "count", n=found.held, of=found.of
    )
    pct = _percent(draft, "first_time_fix_pct", f"Share fixed the first time, {period.label}", found.held, found.of)
    names = tuple(one.ticket for one in found.tickets)
    back = f" The others: {named(draft, names)}." if names else ""
    return f"{found.held} of {found.of} tickets finished {during(period)} were fixed the first time and never opened again{pct}.{back}"


def _who(found: Reopenings, draft: Draft) -> None:
    if not found.tickets:
        return
    sides = Counter(one.by for one in found.tickets)
    told = [
        f"{counted(draft, 'reopened_by', f'Opened again by {side}', number, 'ticket')} by {side}"
        for side, number in sides.most_common()
    ]
    draft.say(f"Who opened them again first: {listed(told)}.".replace("by not recorded", "with nobody on record"))
    twice = [one.ticket for one in found.tickets if one.times > 1]
    if twice:
        draft.say(f"Opened again more than once: {named(draft, twice)}.")


def _small(found: Reopenings, draft: Draft) -> str:
    if found.of >= FEW:
        return ""
    low, high = wilson(len(found.tickets), found.of)
    ends = [
        draft.figure(f"interval_{end}", "95 % interval of the share opened again", value, "%")
        for end, value in (("low", low), ("high", high))
    ]
    draft.figure("interval_level", "Confidence of the interval", "95", "%")
    return f"So few say little: the true share opened again could lie anywhere between {ends[0]} and {ends[1]} (95 % interval)."
