"""What the provider reported against what the tickets say, difference by difference."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.answer import Answer
from bot.answering.draft import Draft, percent
from bot.answering.telling.asked import Asked
from bot.answering.telling.levels import count_words, missed_words
from bot.answering.telling.spans import table
from store.facts.common import Period, Why
from store.measures.level_names import level_name, priority_name
from store.measures.report_claims import Discrepancy, discrepancies

# So few are all shown, those that agree among them.
SHOWN_ALL = 4


def tell(asked: Asked) -> Answer:
    """The reports of the period beside our own count."""
    asked = _last_reported(asked)
    draft = asked.draft("metric")
    period = asked.period
    if period is None or not asked.case.happened.claims:
        draft.cannot(
            "what the provider reported", Why.NOT_UPLOADED, "Add the provider's monthly reports: itbot add REPORT"
        )
        return draft.answer("We cannot compare: no provider report has been added.", "unknown", "cannot_tell")
    compared = [one for month in period.months() for one in _compared(asked, month)]
    draft.say(asked.note)
    absent = [m for m in period.months() if not any(c.month == m for c in asked.case.happened.claims)]
    for month in absent:
        label = Period.of_month(month).label
        draft.cannot(
            f"what the provider reported for {label}", Why.PROVIDER_DID_NOT_SUPPLY, "Ask the provider for that report."
        )
    if not compared:
        return draft.answer(f"There is no provider report for {period.label} to compare.", "unknown", "cannot_tell")
    apart = [one for one in compared if not one.agrees]
    shown = compared if len(compared) <= SHOWN_ALL else apart
    draft.say("\n".join(f"• {_difference(one, draft)}" for one in shown))
    draft.say(
        "How it is compared: their reported percentage against the share we count from the tickets under the same clause and "
        "month; a difference within the rounding of their figure, that does not change the verdict, counts as agreement."
    )
    columns = ("month", "level", ">they say", ">we count", ">points", "agrees", "late tickets")
    table(draft, f"Reported against counted, {period.label}", columns, [_row(one) for one in compared])
    if apart and apart[0].result is not None:
        draft.ask_provider(f"How did you reach your figure for {level_name(apart[0].result.level)}?")
    return draft.answer(_headline(draft, period, len(compared), len(apart)), "answered", "no" if apart else "yes")


def _last_reported(asked: Asked) -> Asked:
    """Where no time is named, the last month that the provider reported on, if the last full month has no report."""
    months = sorted({one.month for one in asked.case.happened.claims})
    if not asked.assumed or asked.period is None or not months or f"{asked.period.start:%Y-%m}" in months:
        return asked
    return replace(asked, period=Period.of_month(months[-1], asked.case.facts.tz))


def _compared(asked: Asked, month: str) -> list[Discrepancy]:
    """The month's reported figures that speak of what was asked, each beside our own result."""
    question = asked.question
    lines = asked.case.lines_for(question.metrics, question.priorities, question.service)
    span = Period.of_month(month, asked.case.facts.tz)
    results = {month: [asked.case.result(line, span) for line in lines]}
    claims = [claim for claim in asked.case.happened.claims if claim.month == month]
    return [one for one in discrepancies(claims, results) if one.points is not None]


def _difference(one: Discrepancy, draft: Draft) -> str:
    result = one.result
    if result is None:
        return ""
    name = level_name(result.level)
    said = draft.figure(
        "report_claim", f"{name}, {result.month}, as the provider reports it", percent(one.claim.claimed_pct), "%",
        role="claimed_by_provider", priority=priority_name(result.level) or None, sources=(str(one.claim.source),),
    )  # fmt: skip
    ours = count_words(result, draft)
    return f"{name}, {result.month}: they say {said}; we count {ours}. {missed_words(result, draft)}".rstrip()


def _row(one: Discrepancy) -> tuple[str, ...]:
    result = one.result
    if result is None:
        return one.claim.month, "", f"{one.claim.claimed_pct} %", "", "", "", ""
    counted = f"{result.n} of {result.of} ({result.shown} %)" if result.of else f"{result.shown} %"
    agrees = "" if one.agrees is None else "yes" if one.agrees else "no"
    return (
        one.claim.month,
        level_name(result.level),
        f"{one.claim.claimed_pct} %",
        counted,
        f"{one.points:+.2f}" if one.points is not None else "",
        agrees,
        ", ".join(one.missed),
    )


def _headline(draft: Draft, period: Period, compared: int, apart: int) -> str:
    total = draft.figure("claims_compared", f"Reported figures compared, {period.label}", compared, "count")
    if not apart:
        return f"Yes, their reports and our count agree: {total} {'figure' if compared == 1 else 'figures'} compared for {period.label}."
    count = draft.figure("claims_apart", f"Reported figures that differ, {period.label}", apart, "count")
    if compared == 1:
        return f"No: the {total} figure the provider reported for {period.label} differs from what the records show."
    return f"Not always: of {total} figures the provider reported for {period.label}, {count} {'differs' if apart == 1 else 'differ'} from what the records show."
