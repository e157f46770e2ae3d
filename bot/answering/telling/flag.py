"""Where the contract sets no level, what the provider's own tool says of its tickets: a claim, labelled as one."""

from __future__ import annotations

from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.casefile import TICKET_METRICS
from bot.answering.draft import Draft, during, percent
from bot.answering.telling.asked import Asked
from store.facts.agreed import Metric
from store.facts.common import Why
from store.records import FlagCounts

SHOWN = 12


def tell(asked: Asked) -> Answer | None:
    """The tool's flag for the tickets opened in the period; None where the export carries no flag."""
    period = asked.period
    timed = asked.case.lines_for(tuple(TICKET_METRICS), ())
    if period is None or timed or not set(asked.question.metrics) <= TICKET_METRICS:
        return None
    metric = asked.question.metric if asked.question.metric is Metric.RESPONSE else Metric.RESOLUTION
    outcomes, priority = asked.case.stores.outcomes, asked.question.priority
    opened = outcomes.flag_counts(asked.case.ref, period, priority, metric=metric, by="opened")
    if not opened.of:
        return None
    draft = asked.draft("metric")
    name = f"P{priority} tickets" if priority else "tickets"
    said = _share(opened, draft, f"{name} opened {during(period)} that the tool flags as in time")
    headline = f"By the provider's own flag, {opened.in_time} of {opened.of} {name} opened {during(period)} met their SLA ({said})."
    draft.say(asked.note)
    draft.say(
        "This is the provider's claim, not our measurement: we have no contract that sets a time to measure against."
    )
    draft.say(_missed(opened, draft), _silent(opened, draft))
    finished = outcomes.flag_counts(asked.case.ref, period, priority, metric=metric, by="finished")
    if finished.of and metric is Metric.RESOLUTION:
        share = _share(finished, draft, f"{name} finished {during(period)} that the tool flags as in time")
        draft.say(
            f"Counted by the day they were finished instead, it is {finished.in_time} of {finished.of} ({share})."
        )
    draft.cannot(
        "whether the contract was kept",
        Why.NOT_IN_CONTRACT,
        "Add the contract that sets the times: itbot add CONTRACT.",
    )
    return draft.answer(headline, "partly")


def _share(counts: FlagCounts, draft: Draft, label: str) -> str:
    return draft.figure(
        "sla_flag", label, percent(Decimal(100 * counts.in_time) / counts.of), "%",
        role="claimed_by_provider", n=counts.in_time, of=counts.of, sources=counts.sources[:10],
    )  # fmt: skip


def _missed(counts: FlagCounts, draft: Draft) -> str:
    if not counts.missed:
        return ""
    shown, more = counts.missed[:SHOWN], len(counts.missed) - SHOWN
    draft.extra.setdefault("tickets", []).extend(shown)
    rest = f" and {draft.figure('more_missed', 'Further tickets flagged late', more, 'count')} more" if more > 0 else ""
    return f"Flagged late: {', '.join(shown)}{rest}."


def _silent(counts: FlagCounts, draft: Draft) -> str:
    if not counts.missing:
        return ""
    return (
        f"{draft.figure('no_flag', 'Tickets without a flag', counts.missing, 'count')} carry no flag and are left out."
    )
