"""A measure the contract counts only from a later day: what lies before it was owed by nobody, nor is its evidence."""

from __future__ import annotations

import re
from datetime import date

from bot.answering.answer import Answer
from bot.answering.draft import Draft, during
from bot.answering.telling.asked import Asked
from knowledge.promises.sentences import sentences
from knowledge.written_dates import dates_in
from store.facts.agreed import Metric, ServiceLevel
from store.facts.common import Source, Why
from store.measures.evidence_levels import evidence_kind
from store.measures.level_names import level_name

# "It shall count MFA from 1 February 2025": what is counted, and where the day follows.
COUNTS = re.compile(
    r"\b(?:count|measure|report)(?:s|ed)?\s+(?:on\s+)?(?:the\s+)?(?P<what>[\w -]{2,40}?)\s+(?:only\s+)?(?:as\s+)?from\s+(?=\d|the\s+\d|[A-Z])",
    re.IGNORECASE,
)
NEAR = 6


def not_yet(asked: Asked, draft: Draft, level: ServiceLevel) -> Answer | None:
    """Say that a period lies before the first day on which the contract counts the level; None where it does not."""
    period, found = asked.period, _first_day(asked, level.metric)
    if period is None or found is None or period.end >= found[0]:
        return None
    on, source = found
    name = level_name(level)
    first = draft.on("counted_from", f"{name} is counted from", on, (str(source),))
    draft.say(
        f"The contract: {draft.quoted(source)}.",
        "So no figure was owed for that time, and there is nothing to ask for.",
    )
    draft.cannot(
        f"a figure for {name} {during(period)}", Why.NOT_UPLOADED, "Nothing to do: the contract did not count it yet."
    )
    return draft.answer(
        f"No: {name} was not counted {during(period)}; the contract counts it from {first}.", "unknown", "cannot_tell"
    )


def _first_day(asked: Asked, metric: Metric) -> tuple[date, Source] | None:
    """The first day the contract names for counting this kind of thing, with its sentence."""
    for clause in asked.case.stores.contracts.clauses(asked.case.ref, asked.case.today):
        for one in sentences(clause.text):
            match = COUNTS.search(one.text)
            if match is None or evidence_kind(match["what"]) is not metric:
                continue
            days = [found for found, start, _ in dates_in(one.text) if match.end() <= start <= match.end() + NEAR]
            if days:
                return days[0], Source(clause.document, clause=clause.key, page=clause.page, quote=one.text)
    return None
