"""What every teller is handed: the question, the contract's file, and the period it speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.answering.answer import Answer, Topic
from bot.answering.asking.period import day
from bot.answering.asking.question import Question
from bot.answering.casefile import CaseFile
from bot.answering.draft import Draft
from store.facts.common import Period, Source, Why

if TYPE_CHECKING:
    from knowledge.library import Library

WEEK = timedelta(days=7)
_NOW = re.compile(r"\b(?:now|today|currently|at present|at the moment|these days)\b", re.IGNORECASE)
# With at least so many tickets a week a week without any is the export's end, not a quiet week.
EVERY_WEEK = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question placed: which contract's file answers it, and for which period."""

    question: Question
    case: CaseFile
    period: Period | None
    assumed: bool = False
    library: Callable[[], Library] | None = None

    def passages(self, words: str, k: int) -> list[Source]:
        """The clauses nearest to some words, as sources to quote; none without a library."""
        if self.library is None:
            return []
        hits = self.library().search(words, [self.case.ref], k=k)
        return [
            Source(h.passage.document, clause=h.passage.clause, page=h.passage.page, quote=h.passage.text) for h in hits
        ]

    def draft(self, topic: Topic, *, timed: bool = True) -> Draft:
        """An empty draft that knows its contract, period and data date."""
        as_of = self.case.as_of
        return Draft(
            question=self.question.text,
            topic=topic,
            contract=self.case.ref,
            period=self.period if timed else None,
            as_of=as_of.isoformat() if as_of else None,
        )

    @property
    def day(self) -> date:
        """The day whose contract is asked about: the first of the period that was named, today where none or "now" was."""
        if self.period is None or self.assumed or _NOW.search(self.question.spoken):
            return self.case.today
        return self.period.start

    @property
    def note(self) -> str:
        """Says so when the period was assumed, not asked."""
        if not self.assumed or self.period is None:
            return ""
        if stops_short(self.case, self.period):
            return (
                f"You named no period, so this is {self.period.label}, the last month we have; "
                "the tickets stop well before its end, so it is covered only in part."
            )
        return f"You named no period, so this is {self.period.label}, the last full month we have."


def stops_short(case: CaseFile, period: Period) -> bool:
    """Whether the tickets end a week and more before the period does, in an export that has some every week."""
    if case.covered is None or period.end >= case.today:
        return False
    first, last = case.covered
    weeks = max(1, (last - first).days // 7)
    return period.start <= last < period.end - WEEK and case.ticket_count >= EVERY_WEEK * weeks


def placed(question: Question, case: CaseFile, library: Callable[[], Library] | None = None) -> Asked:
    """Give the question its period: the one it names, else the last full month with data."""
    if question.period is not None:
        return Asked(question, case, question.period, library=library)
    month = case.last_full_month()
    if month is None:
        return Asked(question, case, None, library=library)
    return Asked(question, case, Period.of_month(month, case.facts.tz), assumed=True, library=library)


def no_data(asked: Asked, topic: Topic, what: str) -> Answer | None:
    """An honest answer where the period lies ahead of us or outside the data; None where it can be measured."""
    period, case = asked.period, asked.case
    draft = asked.draft(topic)
    if period is not None and period.start > case.today:
        draft.cannot(f"{what} for {period.label}", Why.NO_DEMAND, "Ask again when that time has passed.")
        return draft.answer(
            f"{period.label} has not happened yet, so there is nothing to measure.", "unknown", "cannot_tell"
        )
    if case.covered is None or period is None:
        draft.cannot(what, Why.NOT_UPLOADED, "Add the provider's ticket export: itbot add TICKETS.csv")
        return draft.answer(f"We cannot tell: no tickets have been added for {case.ref}.", "unknown", "cannot_tell")
    if not case.covers(period):
        first, last = case.covered
        fix = f"Add a ticket export that covers {period.label}: itbot add TICKETS.csv"
        draft.cannot(f"{what} for {period.label}", Why.NOT_UPLOADED, fix)
        span = (
            f"{draft.on('data_from', 'Tickets cover from', first)} to {draft.on('data_to', 'Tickets cover to', last)}"
        )
        return draft.answer(
            f"We cannot tell: the tickets we have run from {span}, and {period.label} is outside that.",
            "unknown",
            "cannot_tell",
        )
    return None


def freshness(asked: Asked, draft: Draft) -> None:
    """Say as of when, and that a running month is not over, wherever either matters."""
    case, period = asked.case, asked.period
    if period is None or case.data_end is None:
        return
    if period.end > case.data_end:
        on = draft.on("data_to", "Tickets cover to", case.data_end)
        draft.say(f"The tickets we have end on {on}, so the period is not complete.")
    elif stops_short(case, period) and case.covered is not None:
        on = draft.on("last_opened", "Last ticket opened", case.covered[1])
        draft.say(f"The last of the tickets we have was opened on {on}, so the period is covered only in part.")
    elif period.end == case.today and period.label.endswith(f"(to {day(case.today)})"):
        draft.say("The period is not over yet: these are figures so far, not a final result.")
