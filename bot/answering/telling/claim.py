"""What the provider reported against what the tickets say, difference by difference."""

from __future__ import annotations

from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.draft import Draft, percent
from bot.answering.telling.asked import Asked
from bot.answering.telling.levels import count_words, level_name, missed_words, priority_name
from store.facts import Period, Result, Why
from store.measures.results import LevelResult

# Half a point can come from rounding or from counting by another month; more than a whole point cannot.
SAME = Decimal(1)


def tell(asked: Asked) -> Answer:
    """The reports of the period beside our own count."""
    draft = asked.draft("metric")
    period = asked.period
    if period is None or not asked.case.happened.claims:
        draft.cannot(
            "what the provider reported", Why.NOT_UPLOADED, "Add the provider's monthly reports: itbot add REPORT"
        )
        return draft.answer("We cannot compare: no provider report has been added.", "unknown", "cannot_tell")
    compared = [pair for month in period.months() for pair in _pairs(asked, month)]
    draft.say(asked.note)
    absent = [m for m in period.months() if not any(c.month == m for c in asked.case.happened.claims)]
    for month in absent:
        label = Period.of_month(month).label
        draft.cannot(
            f"what the provider reported for {label}", Why.PROVIDER_DID_NOT_SUPPLY, "Ask the provider for that report."
        )
    if not compared:
        return draft.answer(f"There is no provider report for {period.label} to compare.", "unknown", "cannot_tell")
    apart = [(result, claimed) for result, claimed in compared if abs(claimed - (result.actual or Decimal(0))) > SAME]
    draft.say("\n".join(f"• {_difference(result, claimed, draft)}" for result, claimed in apart))
    if apart:
        draft.ask_provider(f"Which tickets did you leave out to reach your figure for {level_name(apart[0][0].level)}?")
    return draft.answer(_headline(draft, period, len(compared), len(apart)))


def _pairs(asked: Asked, month: str) -> list[tuple[LevelResult, Decimal]]:
    span = Period.of_month(month, asked.case.facts.tz)
    question = asked.question
    pairs = []
    for line in asked.case.lines_for(question.metrics, question.priorities, question.service):
        result = asked.case.result(line, span)
        claimed = asked.case.claimed(result.level, span)
        if claimed is not None and result.result in {Result.MET, Result.MISSED}:
            pairs.append((result, claimed))
    return pairs


def _difference(result: LevelResult, claimed: Decimal, draft: Draft) -> str:
    name = level_name(result.level)
    said = draft.figure(
        "report_claim", f"{name}, {result.month}, as the provider reports it", percent(claimed), "%",
        role="claimed_by_provider", priority=priority_name(result.level) or None,
    )  # fmt: skip
    return f"{name}, {result.month}: they say {said}; we count {count_words(result, draft)}. {missed_words(result, draft)}".rstrip()


def _headline(draft: Draft, period: Period, compared: int, apart: int) -> str:
    total = draft.figure("claims_compared", f"Reported figures compared, {period.label}", compared, "count")
    if not apart:
        return f"Their reports and our count agree: {total} figures compared for {period.label}."
    differ = draft.figure("claims_apart", f"Reported figures that differ, {period.label}", apart, "count")
    return f"Not always: of {total} figures the provider reported for {period.label}, {differ} differ from what the records show by more than a point."
