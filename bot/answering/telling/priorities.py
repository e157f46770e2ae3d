"""Priorities changed after logging, the way they went, and the tickets that were in time only for that."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.gathered import TIMED, data_end, said_period
from bot.answering.telling.levels import clause_words
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import counted, named, table
from store.facts.common import Period, Why
from store.measures.judged_ticket import JudgedTicket
from store.measures.lowered import Moved, moved


def tell(asked: Asked) -> Answer:
    """The tickets of the period whose priority is not the one they were logged with."""
    missing = no_data(asked, "metric", "changes of priority")
    period = asked.period
    if missing or period is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("metric")
    case = asked.case
    if not case.stores.stories.records(case.ref).first_priorities:
        draft.cannot(
            "changes of priority",
            Why.PROVIDER_DID_NOT_SUPPLY,
            "Ask for an export with the first priority, or with every change of it.",
        )
        draft.ask_provider("Please send the priority each ticket was logged with.")
        return draft.answer(
            "We cannot tell: the records hold only the last priority of a ticket.", "unknown", "cannot_tell"
        )
    said_period(asked, period, draft)
    found = moves(asked, tickets_changed(asked, period))
    lowered, raised = [one for one in found if one.lowered], [one for one in found if not one.lowered]
    _saved(asked, lowered, draft)
    if raised:
        number = counted(
            draft,
            "raised",
            f"Priorities raised, {period.label}",
            len(raised),
            "ticket",
            tickets=tuple(o.ticket for o in raised),
        )
        draft.say(f"The other way, {number} became more urgent: {named(draft, [one.ticket for one in raised])}.")
    draft.say(
        "How it is counted: tickets opened in the period whose last priority differs from the first; who changed it, and whether we agreed, these records do not say."
    )
    rows = [
        (one.ticket, f"P{one.first}", f"P{one.now}", "lowered" if one.lowered else "raised", ", ".join(one.saved))
        for one in found
    ]
    table(
        draft,
        f"Changed priorities, {period.label}",
        ("ticket", "logged as", "now", "way", "in time only for that"),
        rows,
    )
    if lowered:
        draft.ask_provider(f"Who agreed to lower the priority of {lowered[0].ticket}, and why?")
    return draft.answer(_headline(lowered, draft, period))


def tickets_changed(asked: Asked, period: Period) -> list[JudgedTicket]:
    """The tickets opened in the period; a priority named in the question is the one they began or ended with."""
    wanted = set(asked.question.priorities)
    found = asked.case.stores.stories.judged(asked.case.ref, period=period)
    return [one for one in found if not wanted or wanted & {one.ticket.priority, one.ticket.priority_first}]


def moves(asked: Asked, found: Sequence[JudgedTicket]) -> tuple[Moved, ...]:
    """The changed ones among them, judged under both priorities."""
    case = asked.case
    levels = [level for level in case.agreed.levels if level.metric in TIMED]
    return moved([one.ticket for one in found], levels, case.facts.hours, data_end(case), case.facts.tz)


def _headline(lowered: Sequence[Moved], draft: Draft, period: Period) -> str:
    names = tuple(one.ticket for one in lowered)
    number = counted(draft, "lowered", f"Priorities lowered, {period.label}", len(names), "ticket", tickets=names)
    if not names:
        return f"No ticket opened {during(period)} was made less urgent after it was logged."
    return f"{number} opened {during(period)} {'was' if len(names) == 1 else 'were'} made less urgent after logging: {named(draft, names)}."


def _saved(asked: Asked, lowered: Sequence[Moved], draft: Draft) -> None:
    saved = [one for one in lowered if one.saved]
    if not saved:
        draft.say("None of them was in time only because of that." if lowered else "")
        return
    names = tuple(one.ticket for one in saved)
    number = counted(
        draft, "saved_by_lowering", "In time only under the lower priority", len(names), "ticket", tickets=names
    )
    draft.say(
        f"{number} of these {'was' if len(names) == 1 else 'were'} in time under the later priority and would have been late under the first: {named(draft, names)}. That is a question to ask, and there can be a good reason."
    )
    line = next(
        (line for line in asked.case.lines if line.latest.metric in TIMED and line.latest.priority == saved[0].first),
        None,
    )
    if line is not None:
        draft.say(clause_words(line.latest, draft))
