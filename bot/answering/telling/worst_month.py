"""The worst month of some service levels, and the service credit of that month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from bot.answering.answer import Answer
from bot.answering.casefile import TICKET_METRICS, missed
from bot.answering.draft import Draft, in_one_way, listed
from bot.answering.telling.asked import Asked
from bot.answering.telling.gathered import span_label
from bot.answering.telling.levels import count_words
from store.facts.common import Period, Result
from store.measures.level_names import level_name
from store.measures.results import LevelResult

WORST = re.compile(
    r"\b(?:worst|weakest|poorest)\b[^?]{0,30}\bmonths?\b|\bmonths?\b[^?]{0,30}\b(?:worst|weakest|poorest)\b",
    re.IGNORECASE,
)
FEW = 10
SHOWN = 4


@dataclass(frozen=True, slots=True)
class _Month:
    """How the levels asked about did in one month: those missed, and the tickets late of those counted."""

    month: str
    results: tuple[LevelResult, ...]

    @property
    def missed(self) -> int:
        return len(missed(self.results))

    @property
    def of(self) -> int:
        return sum(one.of or 0 for one in self.results if one.level.metric in TICKET_METRICS)

    @property
    def late(self) -> int:
        return self.of - sum(one.n or 0 for one in self.results if one.level.metric in TICKET_METRICS)

    @property
    def rank(self) -> tuple[int, Fraction]:
        return self.missed, Fraction(self.late, self.of or 1)


def tell(asked: Asked) -> Answer | None:
    """The month with the most levels missed, then the largest share of late tickets, with its credit; None if not asked."""
    if not WORST.search(asked.question.spoken):
        return None
    judged = _judged(asked)
    if not judged:
        return None
    draft = asked.draft("credits", timed=False)
    start, end = Period.of_month(judged[0].month).start, Period.of_month(judged[-1].month).end
    draft.period = Period(start, end, span_label(start, end), asked.case.facts.tz)
    top = max(one.rank for one in judged)
    if not top[0] and not top[1]:
        return draft.answer(f"No month stands out over {draft.period.label}: nothing asked about was late.")
    worst = [one for one in judged if one.rank == top]
    costs = [_cost(asked, one.month, draft) for one in worst[-SHOWN:]]
    for one in worst[-SHOWN:]:
        draft.say(f"{draft.month(one.month)}:\n" + "\n".join(f"• {_line(result, draft)}" for result in one.results))
    if min(one.of for one in worst) < FEW:
        draft.say("The numbers are small: one late ticket more or less could make another month the worst.")
    draft.say(
        "How it is ranked: by how many of the levels asked about were missed, then by the share of tickets that were late."
    )
    for result in worst[-1].results:
        draft.cite(result.level.source, result.level.status)
    names = listed(draft.month(one.month) for one in worst[-SHOWN:])
    more = ", among others," if len(worst) > SHOWN else ""
    head = f"{names}{more} {'was the worst month' if len(worst) == 1 else 'were equally the worst months'} of {draft.period.label}"
    unknown = any(asked.case.credits(one.month).unknowns for one in worst)
    return draft.answer(f"{head}: {_late(worst[-1], draft)}. {' '.join(costs)}", "partly" if unknown else "answered")


def _judged(asked: Asked) -> list[_Month]:
    """The finished months in which something asked about could be judged."""
    lines = asked.case.lines_for(asked.question.metrics, asked.question.priorities, asked.question.service)
    months = asked.case.months_with_data()
    if asked.question.period is not None:
        months = tuple(month for month in months if month in asked.question.period.months())
    found = []
    for month in months:
        period = Period.of_month(month, asked.case.facts.tz)
        results = [asked.case.result(line, period) for line in lines]
        told = tuple(one for one in results if one.result in {Result.MET, Result.MISSED})
        found += [_Month(month, told)] if told else []
    return found


def _late(one: _Month, draft: Draft) -> str:
    label = Period.of_month(one.month).label
    late = draft.figure("late_tickets", f"Tickets late, {label}", one.late, "count", n=one.late, of=one.of)
    of = draft.figure("tickets_counted", f"Tickets counted, {label}", one.of, "count")
    number = draft.figure("levels_missed", f"Service levels missed, {label}", one.missed, "count")
    judged = draft.figure("levels_judged", f"Service levels judged, {label}", len(one.results), "count")
    return f"{number} of {judged} service levels missed, {late} of {of} tickets late"


def _line(result: LevelResult, draft: Draft) -> str:
    word = "met" if result.result is Result.MET else "missed"
    return f"{level_name(result.level)}: {word}, {count_words(result, draft)}"


def _cost(asked: Asked, month: str, draft: Draft) -> str:
    """The whole month's credit: for all its misses, since the contract reckons and caps it by the month."""
    credits, label = asked.case.credits(month), draft.month(month)
    for unknown in credits.unknowns:
        draft.cannot(in_one_way(unknown.what), unknown.why, in_one_way(unknown.fix))
    if credits.owed is None:
        return f"What it is worth in credits we cannot tell for {label}."
    owed = draft.money("credit_owed", f"Service credit owed, {label}", credits.owed, role="credit")
    least = "at least " if credits.at_least else ""
    return f"The service credit owed for {label}, for all that was missed in it: {least}{owed}."
