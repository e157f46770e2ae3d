"""How many: tickets by month and kind, what is still open, and how long things took."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.answer import Answer, Verdict
from bot.answering.draft import Draft, duration, during, listed
from bot.answering.lines import Line
from bot.answering.telling import felt, metric
from bot.answering.telling.asked import Asked, freshness, no_data
from bot.answering.telling.levels import clause_words, limit, result_sentence, untold_reason
from bot.answering.telling.metric import not_in_contract
from store.facts.agreed import Metric
from store.facts.common import Period, Result, Status
from store.facts.tickets import TicketType
from store.measures.level_names import level_name, priority_name

MOST = re.compile(r"\b(?:most|fewest|least|highest|lowest|busiest|quietest|record)\b", re.IGNORECASE)
LEAST = re.compile(r"\b(?:fewest|least|lowest|quietest)\b", re.IGNORECASE)
TICKET_TIMED = (Metric.RESPONSE, Metric.RESOLUTION)


def tell(asked: Asked) -> Answer:
    """How many tickets were opened in the period, of the kind and priority asked about."""
    missing = no_data(asked, "metric", "ticket counts")
    period = asked.period
    if missing or period is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("metric")
    kind, priority = asked.question.kind, asked.question.priority
    if len(asked.question.readings) > 1:
        return _compared(asked, draft, kind, priority)
    tickets = asked.case.stores.tickets
    total, kept = (
        tickets.opened(asked.case.ref, period, type=kind, priority=priority, cancelled=cancelled)
        for cancelled in (True, False)
    )
    name = " ".join(part for part in (f"P{priority}" if priority else "", kind.value if kind else "ticket") if part)
    shown = draft.figure(
        "ticket_count", f"{name}s opened, {period.label}", total, "count", priority=f"P{priority}" if priority else None
    )
    draft.say(asked.note)
    _by_month(asked, draft, period, kind, priority, name)
    if MOST.search(asked.question.spoken) and len(period.months()) > 1:
        return draft.answer(_ranked(asked, draft, period, kind, priority, name))
    freshness(asked, draft)
    were = "was" if total == 1 else "were"
    return draft.answer(
        f"{shown} {name}{'' if total == 1 else 's'} {were} opened {during(period)}{_left(draft, name, period, total, kept)}."
    )


def _ranked(
    asked: Asked, draft: Draft, period: Period, kind: TicketType | None, priority: int | None, name: str
) -> str:
    """The whole month with the most, or the fewest, of what is counted."""
    least = LEAST.search(asked.question.spoken) is not None
    months = [month for month in asked.case.months_with_data() if month in period.months()]
    counts = {
        month: asked.case.stores.tickets.opened(
            asked.case.ref, Period.of_month(month, period.tz), type=kind, priority=priority
        )
        for month in months
    }
    if not counts:
        return f"We cannot tell: no whole month of {period.label} is on record."
    wanted = (min if least else max)(counts.values())
    same = [draft.month(month) for month, count in counts.items() if count == wanted]
    shown = draft.figure("ticket_count", f"{name}s opened, {same[-1]}", wanted, "count")
    return (
        f"The {'quietest' if least else 'busiest'} month {during(period)}: {listed(same)}, with {shown} {name}s opened."
    )


def _compared(asked: Asked, draft: Draft, kind: TicketType | None, priority: int | None) -> Answer:
    """The same count in two periods, side by side, the earlier first."""
    earlier, later = sorted(
        (reading.period for reading in asked.question.readings[:2]), key=lambda period: period.start
    )
    counts = []
    for period in (earlier, later):
        missing = no_data(replace(asked, period=period, assumed=False), "metric", "ticket counts")
        if missing:
            return missing
        counts.append(asked.case.stores.tickets.opened(asked.case.ref, period, type=kind, priority=priority))
    name = " ".join(part for part in (f"P{priority}" if priority else "", kind.value if kind else "ticket") if part)
    shown = [
        draft.figure("ticket_count", f"{name}s opened, {period.label}", count, "count")
        for period, count in zip((earlier, later), counts, strict=True)
    ]
    draft.period = later
    kept = [
        asked.case.stores.tickets.opened(asked.case.ref, period, type=kind, priority=priority, cancelled=False)
        for period in (earlier, later)
    ]
    without = ""
    if kept != counts:
        both = [
            draft.figure("ticket_count", f"{name}s opened and not cancelled, {period.label}", count, "count")
            for period, count in zip((earlier, later), kept, strict=True)
        ]
        counts, without = kept, f"; without the cancelled ones, {both[0]} and {both[1]}"
    trend = "as many" if counts[0] == counts[1] else "more" if counts[1] > counts[0] else "fewer"
    if len(earlier.months()) != len(later.months()):
        draft.say("The two periods are not equally long.")
    return draft.answer(
        f"{shown[0]} {name}s were opened {during(earlier)} and {shown[1]} {during(later)}{without}: {trend}."
    )


def _left(draft: Draft, name: str, period: Period, total: int, kept: int) -> str:
    """How many were not cancelled, where some were."""
    if kept == total:
        return ""
    return f", {draft.figure('ticket_count', f'{name}s opened and not cancelled, {period.label}', kept, 'count')} without the cancelled ones"


def _by_month(
    asked: Asked, draft: Draft, period: Period, kind: TicketType | None, priority: int | None, name: str
) -> None:
    if len(period.months()) < 2:
        return
    told = []
    for month in period.months():
        span = Period.of_month(month, period.tz)
        if not asked.case.covers(span):
            continue
        count = asked.case.stores.tickets.opened(asked.case.ref, span, type=kind, priority=priority)
        told.append(f"{span.label} {draft.figure('ticket_count', f'{name}s opened, {span.label}', count, 'count')}")
    draft.say(f"By month: {', '.join(told)}.")


def longest(asked: Asked) -> Answer:
    """How long it took: median, nine in ten, and the slowest, beside what was promised."""
    if asked.question.metrics and not set(asked.question.metrics) & set(TICKET_TIMED):
        return metric.tell(asked)
    metrics = [m for m in asked.question.metrics if m in TICKET_TIMED] or [Metric.RESOLUTION]
    missing = no_data(asked, "metric", "times taken")
    period = asked.period
    if missing or period is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("metric")
    lines = asked.case.lines_for(metrics, asked.question.priorities)
    told = []
    for line in lines:
        level = line.on(period.end) or line.latest
        times = asked.case.stores.outcomes.durations(
            asked.case.ref, level.metric, [v.id for v in line.versions], period
        )
        if not times.n:
            told.append(_without_times(asked, line, period))
            continue
        told.append(
            f"{level_name(level)}: {_spread(times, level_name(level), draft, priority_name(level))}; the promise is {limit(level, draft)}"
        )
        draft.cite(level.source, level.status)
    if not told:
        return felt.tell(asked)
    draft.say(asked.note)
    judged = [_judged(asked, line, period, draft) for line in lines if not _untold(asked, line, period)]
    if len(told) > 1:
        draft.say("\n".join(f"• {line}." for line in told))
        draft.say("\n".join(f"• {words}" for words in judged if words))
        headline = f"How long it took {during(period)}, on the contract's own clock:"
    else:
        headline = f"{told[0]} ({period.label}, on the contract's own clock)."
        level = lines[0].on(period.end) or lines[0].latest
        draft.say(*judged)
        draft.say(clause_words(level, draft))
    freshness(asked, draft)
    return draft.answer(headline, "answered", _verdict(asked, lines, period))


def _untold(asked: Asked, line: Line, period: Period) -> str:
    """Why no ticket could be judged under a level that has tickets; empty where they were, or where there are none."""
    result = asked.case.result(line, period)
    return untold_reason(result) if result.result is Result.CANNOT_TELL else ""


def _without_times(asked: Asked, line: Line, period: Period) -> str:
    name = level_name(line.on(period.end) or line.latest)
    if (line.on(period.end) or line.latest).status is Status.CONFLICT:
        return f"{name}: the contract leaves open which clock counts, so no times are given"
    why = _untold(asked, line, period)
    return f"{name}: we cannot tell, because {why}" if why else f"{name}: nothing to measure"


def _verdict(asked: Asked, lines: Sequence[Line], period: Period) -> Verdict | None:
    """Met or missed where one level is asked about and its period is over; two levels have two verdicts."""
    if len(lines) != 1 or period.end >= asked.case.today:
        return None
    told: dict[Result, Verdict] = {Result.MET: "met", Result.MISSED: "missed"}
    return told.get(asked.case.result(lines[0], period).result)


def _judged(asked: Asked, line: Line, period: Period, draft: Draft) -> str:
    """Whether the promise was kept in the period, beside how long it took; nothing while the period still runs."""
    if period.end >= asked.case.today:
        return ""
    return result_sentence(asked.case.result(line, period), draft)


def _spread(times: object, name: str, draft: Draft, priority: str) -> str:
    from store.records import Durations

    assert isinstance(times, Durations)  # noqa: S101
    parts = []
    for key, words, seconds in (
        ("median", "half within", times.median_s),
        ("p90", "nine in ten within", times.p90_s),
        ("slowest", "the slowest took", times.slowest_s),
    ):
        value, unit = _about(seconds)
        parts.append(
            f"{words} {draft.figure(key, f'{name}: {words}', value, unit, n=times.n, priority=priority or None)}"
        )
    draft.extra.setdefault("tickets", []).append(times.slowest)
    return ", ".join(parts) + f" ({times.slowest})"


def _about(seconds: int) -> tuple[str, str]:
    """Whole minutes, or hours and tenths from two hours on; rounded for reading, never for a verdict."""
    if seconds < 60 or seconds % 3600 == 0:
        return duration(seconds)
    if seconds < 7200:
        return str(round(seconds / 60)), "minutes"
    return f"{seconds / 3600:.1f}", "hours"
