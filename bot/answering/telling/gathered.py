"""What tellers about single tickets need of a contract's file: the tickets asked about, their levels, the clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from bot.answering.answer import Answer, Topic
from bot.answering.casefile import CaseFile
from bot.answering.draft import Draft
from bot.answering.telling.asked import Asked, no_data, stops_short
from store.facts.agreed import Metric, ServiceLevel
from store.facts.common import Period
from store.measures.applicable import hours_for
from store.measures.calendar import Clock
from store.measures.judged_ticket import JudgedTicket
from store.ticket_stories import By

TIMED = (Metric.RESPONSE, Metric.RESOLUTION)


def tickets(asked: Asked, period: Period, by: By = "opened") -> list[JudgedTicket]:
    """The tickets of the period, of the priorities and the kind that the question names."""
    found = asked.case.stores.stories.judged(asked.case.ref, period=period, by=by)
    return kept(asked, found)


def kept(asked: Asked, found: Sequence[JudgedTicket]) -> list[JudgedTicket]:
    """Those of the priorities and of the kind that the question names."""
    question = asked.question
    return [
        one
        for one in found
        if (not question.priorities or one.ticket.priority in question.priorities)
        and (question.kind is None or one.ticket.type is question.kind)
    ]


def narrowed(asked: Asked) -> str:
    """What the question narrowed the tickets to, as words before "tickets": "P1 ", "P2 request ", or nothing."""
    question = asked.question
    names = [f"P{number}" for number in question.priorities]
    kind = question.kind.value if question.kind else ""
    return " ".join(part for part in ("/".join(names), kind, "") if part or part == "").lstrip()


def missing(asked: Asked, topic: Topic, what: str) -> Answer | None:
    """An honest answer where there is nothing to look at; None where there is."""
    return no_data(asked, topic, what)


def whole_record(asked: Asked, months: int | None = None) -> Period | None:
    """The period asked about; where none was named everything covered, or the last so many months of it."""
    if not asked.assumed and asked.period is not None:
        return asked.period
    covered = asked.case.covered
    if covered is None:
        return asked.period
    start, end = covered[0], min(covered[1], asked.case.today)
    if months is not None:
        start = max(start, _months_before(end, months))
    return Period(start, end, span_label(start, end), asked.case.facts.tz)


def span_label(start: date, end: date) -> str:
    """A span by its months: "November 2024 to October 2026"."""
    first, last = f"{start:%B %Y}", f"{end:%B %Y}"
    return first if first == last else f"{first} to {last}"


def _months_before(end: date, months: int) -> date:
    first = end.replace(day=1)
    for _ in range(months - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def levels_by_id(case: CaseFile) -> dict[int, ServiceLevel]:
    """The response and resolution levels by their ids."""
    return {level.id: level for level in case.agreed.levels if level.metric in TIMED}


def clock_of(case: CaseFile, level: ServiceLevel, period: Period) -> Clock | None:
    """The clock that a level runs on; None where nobody can tell its hours."""
    hours = hours_for(level, case.facts.hours)
    return None if hours is None else Clock(hours, period.start, period.end)


def clocks(case: CaseFile, period: Period) -> dict[int, Clock]:
    """The clock of every level that has one, by the level's id."""
    made = {number: clock_of(case, level, period) for number, level in levels_by_id(case).items()}
    return {number: clock for number, clock in made.items() if clock is not None}


def desk_clock(case: CaseFile, period: Period) -> Clock | None:
    """The clock of the contract's own Service Hours, or of the first level that says its hours."""
    hours = case.facts.hours or next((level.hours for level in levels_by_id(case).values() if level.hours), None)
    return None if hours is None else Clock(hours, period.start, period.end)


def data_end(case: CaseFile) -> datetime:
    """The instant up to which the tickets speak, no later than the day asked on."""
    return min(case.as_of or case.now, case.now).astimezone(UTC)


def said_period(asked: Asked, period: Period, draft: Draft) -> None:
    """Give the draft the period really looked at, and say which it was where none was named."""
    draft.period = period
    if asked.assumed:
        draft.say(f"You named no period, so this is {period.label}.")
    end = asked.case.data_end
    if end is not None and period.end > end:
        on = draft.on("data_to", "Tickets cover to", end)
        draft.say(f"The tickets we have end on {on}, so the period is not complete.")
    elif stops_short(asked.case, period) and asked.case.covered is not None:
        on = draft.on("last_opened", "Last ticket opened", asked.case.covered[1])
        draft.say(f"The last of the tickets we have was opened on {on}, so the period is covered only in part.")


def whole_months(asked: Asked, period: Period) -> list[str]:
    """The months of the period that the tickets cover to their end; the only one of a single month in any case."""
    months = [month for month in period.months() if month in asked.case.months_with_data()]
    return months or (list(period.months()) if len(period.months()) == 1 else [])
