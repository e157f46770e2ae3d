"""What is open: now or at the end of a month, how old, the oldest, and how the pile went from month to month."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

from bot.answering.answer import Answer
from bot.answering.draft import Draft, listed
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.gathered import span_label
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import counted, table
from store.facts.common import Period
from store.records import Backlog, OpenTicket

BY_MONTH = re.compile(
    r"\b(?:by month|each month|every month|per month|month by month|monthly|month ends?|over the (?:last|past)|develop\w*|growing|grow|grown|longer|shrink\w*|trend|going (?:up|down))\b",
    re.IGNORECASE,
)
OLDER = re.compile(
    r"\b(?:older than|more than|over|longer than|for) (?:a |one )?(?P<days>\d+ days?|month|week)\b", re.IGNORECASE
)
OLDEST = 10
BACK = 12


def tell(asked: Asked) -> Answer:
    """The open tickets on the last day the records speak of, or on the last day of the period named."""
    missing = no_data(asked, "metric", "open tickets")
    case = asked.case
    if missing or case.data_end is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("metric", timed=False)
    on = min(asked.question.period.end, case.data_end) if asked.question.period else min(case.data_end, case.today)
    open_now = case.stores.tickets.backlog(case.ref, on, priority=asked.question.priority)
    oldest = case.stores.stories.open_at_end_of(
        case.ref, Period(on, on, "", case.facts.tz), priority=asked.question.priority
    )
    when = draft.on("counted_on", "Open tickets counted on", on)
    shown = draft.figure(
        "backlog", f"Tickets open on {when}", open_now.total, "count", tickets=tuple(one.name for one in oldest)
    )
    _ages(open_now, draft)
    _oldest(oldest, on, draft, case.facts.tz)
    _undated(open_now, draft)
    if BY_MONTH.search(asked.question.spoken) or len(_months(asked)) > 1:
        _by_month(asked, draft)
    _older(asked, oldest, on, draft)
    draft.say(
        "How it is counted: opened by the end of that day and not yet finished then; age in whole days since the day of opening."
    )
    return draft.answer(
        f"On {when} {shown} {_name(asked)}{'ticket was' if open_now.total == 1 else 'tickets were'} open."
    )


def _name(asked: Asked) -> str:
    return f"P{asked.question.priority} " if asked.question.priority else ""


def _ages(open_now: Backlog, draft: Draft) -> None:
    if not open_now.total:
        return
    ages = ", ".join(
        f"{draft.figure('backlog_age', f'Open for {label}', count, 'count')} for {label}"
        for label, count in open_now.ages
    )
    for label, _ in open_now.ages:
        draft.figure("backlog_age_group", label, label, "")
    draft.say(f"By age: {ages}.")
    table(draft, "Open by age", ("age", ">tickets"), open_now.ages)


def _oldest(found: list[OpenTicket], on: date, draft: Draft, tz: str) -> None:
    if not found:
        return
    rows = [
        (
            one.name,
            f"P{one.priority}" if one.priority else "",
            _age(one, on, tz),
            one.state.replace("_", " "),
            one.summary,
        )
        for one in found[:OLDEST]
    ]
    table(draft, "The oldest open tickets", ("ticket", "priority", ">days", "state now", "about"), rows)
    first = found[0]
    days = draft.figure("backlog_oldest", "Age of the oldest open ticket", _age(first, on, tz), "days")
    more = [
        f"{one.name} ({draft.figure('backlog_age_of', f'Age of {one.name}', _age(one, on, tz), 'days')})"
        for one in found[1:5]
    ]
    draft.extra["tickets"] = [one.name for one in found[:OLDEST]]
    draft.say(f"The oldest is {first.name}, open for {days}{f'; then {listed(more)}' if more else ''}.")
    draft.ask_provider(f"What is holding up {first.name}?")


def _age(one: OpenTicket, on: date, tz: str) -> int:
    return (on - one.opened_at.astimezone(ZoneInfo(tz)).date()).days


def _undated(open_now: Backlog, draft: Draft) -> None:
    if open_now.undated:
        number = counted(
            draft, "undated", "Finished tickets without a time of finishing", open_now.undated, "finished ticket"
        )
        draft.say(f"Besides, {number} carry no time of finishing, so nobody can tell whether they were open then.")


def _older(asked: Asked, found: list[OpenTicket], on: date, draft: Draft) -> None:
    """Where the question names an age, how many are older."""
    match = OLDER.search(asked.question.spoken)
    if match is None:
        return
    words = match.group("days").lower()
    days = 30 if words == "month" else 7 if words == "week" else int(words.split()[0])
    old = [one.name for one in found if _age(one, on, asked.case.facts.tz) > days]
    limit = draft.figure("age_asked", "Age asked about", days, "days")
    number = draft.figure("backlog_older", f"Open for more than {days} days", len(old), "count", tickets=tuple(old))
    draft.say(f"Open for more than {limit}: {number}{f' ({listed(old[:OLDEST])})' if old else ''}.")


def _months(asked: Asked) -> tuple[str, ...]:
    period = asked.question.period
    return period.months() if period else ()


def _by_month(asked: Asked, draft: Draft) -> None:
    case = asked.case
    have = case.months_with_data()
    months = [m for m in (_months(asked) if len(_months(asked)) > 1 else have[-BACK:]) if m in have]
    if len(months) < 2:
        return
    ends = {
        m: case.stores.tickets.backlog(case.ref, Period.of_month(m).end, priority=asked.question.priority)
        for m in months
    }
    told = [
        f"{draft.month(m)} {draft.figure('backlog', f'Tickets open at the end of {Period.of_month(m).label}', one.total, 'count')}"
        for m, one in ends.items()
    ]
    draft.say(f"At the end of each month: {', '.join(told)}.")
    first, last = ends[months[0]].total, ends[months[-1]].total
    went = "is where it was" if first == last else "has grown" if last > first else "has shrunk"
    draft.say(f"Over that time the pile {went}.")
    label = span_label(Period.of_month(months[0]).start, Period.of_month(months[-1]).end)
    draft.extra["series"] = [("open at month end", [one.total for one in ends.values()], label)]
    columns = ("month", ">open", *(f">{age}" for age, _ in ends[months[-1]].ages), "oldest", ">days")
    table(
        draft,
        "Open at the end of each month",
        columns,
        [
            (m, one.total, *(count for _, count in one.ages), one.oldest, one.oldest_days or "")
            for m, one in ends.items()
        ],
    )
