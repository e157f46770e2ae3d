"""Tickets for each user, month by month: a count means little while the number of people changes."""

from __future__ import annotations

import re
from fractions import Fraction

from bot.answering.answer import Answer
from bot.answering.card import exposure
from bot.answering.draft import Draft, during
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.gathered import said_period, span_label, whole_months
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import table
from store.facts.common import Period, Why
from store.measures.percentages import rounded

COMPARED = re.compile(
    r"\b(?:than|compar\w*|versus|vs|against|before|used to|more|fewer|less|up|down|ris\w*|fall\w*|chang\w*)\b",
    re.IGNORECASE,
)
YEAR, SPAN = 12, 3


def tell(asked: Asked) -> Answer:
    """Tickets of the period divided by the users of its months."""
    missing = no_data(asked, "metric", "tickets for each user")
    period = asked.period
    if missing or period is None:
        return missing or not_in_contract(asked)
    if COMPARED.search(asked.question.spoken) and (pair := _pair(asked)) is not None:
        return _compared(asked, *pair)
    draft = asked.draft("metric")
    said_period(asked, period, draft)
    months = whole_months(asked, period)
    users = exposure(asked.case, months)
    lacking = [month for month in months if month not in users]
    for month in lacking:
        draft.cannot(
            f"the number of users in {draft.month(month)}", Why.NOT_UPLOADED, "Add it: itbot add headcount.csv"
        )
    counts = {month: _opened(asked, month) for month in months if month in users}
    if not counts:
        return draft.answer("We cannot tell: there is no head count for that time.", "unknown", "cannot_tell")
    _months(asked, counts, users, draft)
    draft.say(
        "How it is counted: tickets opened in the month and not cancelled, divided by the users of the last head count up to that month's end; over several months the sum of the one divided by the sum of the other."
    )
    return draft.answer(_headline(asked, counts, users, draft, period), "partly" if lacking else "answered")


def _pair(asked: Asked) -> tuple[Period, Period] | None:
    """The two times compared: both named, one named and all since, or the latest three months and those of the year before."""
    named = sorted((one.period for one in asked.question.readings), key=lambda one: one.start)
    if len(named) > 1:
        return named[0], named[1]
    months = asked.case.months_with_data()
    if len(named) == 1:
        since = [month for month in months if Period.of_month(month).start > named[0].end]
        return (named[0], _between(since[0], since[-1], asked)) if since else None
    if len(months) < YEAR + SPAN:
        return None
    return _between(months[-YEAR - SPAN], months[-YEAR - 1], asked), _between(months[-SPAN], months[-1], asked)


def _between(first: str, last: str, asked: Asked) -> Period:
    start, end = Period.of_month(first).start, Period.of_month(last).end
    return Period(start, end, span_label(start, end), asked.case.facts.tz)


def _compared(asked: Asked, earlier: Period, later: Period) -> Answer:
    """Tickets for each user and month in two times, side by side."""
    draft = asked.draft("metric", timed=False)
    draft.period = later
    shown = []
    for period in (earlier, later):
        months = whole_months(asked, period)
        users = exposure(asked.case, months)
        counts = {month: _opened(asked, month) for month in months if month in users}
        if not counts or len(counts) < len(months):
            draft.cannot(
                f"tickets for each user {during(period)}",
                Why.NOT_UPLOADED,
                "Add the tickets and head counts of that time.",
            )
            return draft.answer(
                "We cannot compare: a head count or the tickets of one time are missing.", "unknown", "cannot_tell"
            )
        shown.append(Fraction(sum(counts.values()), sum(users[month] for month in counts)))
        draft.say(f"• {_headline(asked, counts, users, draft, period)}")
    if not asked.question.readings:
        draft.say("You named no times, so these are the latest three months and the same months a year before.")
    draft.say("How it is counted: tickets opened and not cancelled, divided by the users of each month, added up.")
    word = "as many" if shown[0] == shown[1] else "more" if shown[1] > shown[0] else "fewer"
    was, now = (
        draft.figure("tickets_per_user", f"tickets for each user and month, {period.label}", rounded(rate, 2), "")
        for period, rate in zip((earlier, later), shown, strict=True)
    )
    return draft.answer(
        f"{word.capitalize()} tickets for each user than before: {now} a month {during(later)}, {was} {during(earlier)}."
        if word != "as many"
        else f"As many tickets for each user as before: {now} a month {during(later)} and {during(earlier)}."
    )


def _opened(asked: Asked, month: str) -> int:
    span = Period.of_month(month, asked.case.facts.tz)
    question = asked.question
    return asked.case.stores.tickets.opened(
        asked.case.ref, span, type=question.kind, priority=question.priority, cancelled=False
    )


def _headline(asked: Asked, counts: dict[str, int], users: dict[str, int], draft: Draft, period: Period) -> str:
    total, heads = sum(counts.values()), sum(users[month] for month in counts)
    rate = rounded(Fraction(total, heads), 2)
    name = asked.question.kind.value if asked.question.kind else "ticket"
    shown = draft.figure(
        "tickets_per_user", f"{name}s for each user and month, {period.label}", rate, "", n=total, of=heads
    )
    number = draft.figure("ticket_count", f"{name}s opened and not cancelled, {period.label}", total, "count")
    if len(counts) == 1:
        people = draft.figure("users", f"Users, {period.label}", heads, "count")
        return f"{shown} {name}s for each user {during(period)}: {number} {name}s and {people} users."
    return f"{shown} {name}s for each user and month {during(period)}, from {number} {name}s in all."


def _months(asked: Asked, counts: dict[str, int], users: dict[str, int], draft: Draft) -> None:
    rates = {month: rounded(Fraction(count, users[month]), 2) for month, count in counts.items()}
    rows = [(month, counts[month], users[month], rate) for month, rate in rates.items()]
    table(draft, "Tickets for each user", ("month", ">tickets", ">users", ">each"), rows)
    if len(counts) < 2:
        return
    label = f"{Period.of_month(min(counts)).label} to {Period.of_month(max(counts)).label}"
    draft.readings.append(label)
    draft.extra["series"] = [("tickets for each user", list(rates.values()), label)]
    name = asked.question.kind.value if asked.question.kind else "ticket"
    told = [
        f"{draft.month(month)} {draft.figure('tickets_per_user', f'{name}s for each user, {Period.of_month(month).label}', rate, '', n=counts[month], of=users[month])}"
        for month, rate in rates.items()
    ]
    draft.say(f"By month: {', '.join(told)}." if len(told) <= 13 else "")
