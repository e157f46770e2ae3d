"""Several levels over several months: each level by the months it was met and missed, which is how contracts test."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.answering.answer import Answer
from bot.answering.casefile import TICKET_METRICS
from bot.answering.draft import Draft, during, listed, percent
from bot.answering.lines import Line
from bot.answering.telling.asked import Asked
from bot.answering.telling.gathered import span_label
from bot.answering.telling.levels import count_words
from store.facts.common import Period, Result, Why
from store.measures.level_names import level_name
from store.measures.results import LevelResult

WORST = re.compile(r"\b(?:worst|weakest|poorest)\b", re.IGNORECASE)
EVER_THAN = re.compile(r"\bever\b.{0,40}\b(?:better|worse|lower|higher|quicker|slower) than\b", re.IGNORECASE)
EVER = re.compile(r"\bever\b", re.IGNORECASE)
QUARTER = re.compile(r"\bquarters?\b", re.IGNORECASE)
BEST = re.compile(r"\b(?:best|strongest)\b", re.IGNORECASE)
# With so few monthly tests the levels are named in the headline.
FEW = 12
# So many months of the same rank are named.
SHOWN = 4
# And so many levels are named however many tests there were.
NAMED = 3
JUDGED = {Result.MET, Result.MISSED}


def tell(asked: Asked, lines: Sequence[Line], period: Period) -> Answer:
    """How each level did, month by month; the month with most misses where the worst or best is asked for."""
    draft = asked.draft("metric")
    spans = [
        s for m in period.months() if (s := Period.of_month(m, period.tz)).start >= period.start and s.end <= period.end
    ]
    table = [[asked.case.result(line, span) for span in spans] for line in lines]
    draft.say(asked.note)
    draft.say("\n".join(f"• {_line(line, results, spans, draft)}" for line, results in zip(lines, table, strict=True)))
    for line in lines:
        draft.cite(line.latest.source, line.latest.status)
    judged = [result for results in table for result in results if result.result in JUDGED]
    if not judged:
        draft.cannot(
            f"service levels {during(period)}", Why.NOT_UPLOADED, "Add the records of that time: itbot add FILE"
        )
        return draft.answer(f"We cannot tell how the service levels did {during(period)}.", "unknown", "cannot_tell")
    missed = [result for result in judged if result.result is Result.MISSED]
    if missed:
        draft.ask_provider(f"What stops {level_name(missed[-1].level)} from being missed again?")
    ranked = _ranked(asked, spans, table, draft)
    if EVER.search(asked.question.spoken) and len(table) <= NAMED:
        for results in (some for some in table if any(one.actual is not None for one in some)):
            draft.say(_by_share(spans, results, draft, worst=True), _by_share(spans, results, draft, worst=False))
    if ranked and QUARTER.search(asked.question.spoken):
        draft.say(
            "Ranked by months, which is how the contract tests it; ask of one quarter to have its months together."
        )
    return draft.answer(ranked or _headline(draft, period, judged, missed), "answered", "missed" if missed else "met")


def over_all(asked: Asked) -> Asked:
    """A question whether it was ever better or worse than in a month that it names is about every month on record."""
    held = asked.case.months_with_data()
    if (
        not EVER_THAN.search(asked.question.spoken)
        or asked.period is None
        or len(asked.period.months()) > 1
        or not held
    ):
        return asked
    start, end = Period.of_month(held[0]).start, Period.of_month(held[-1]).end
    return replace(asked, period=Period(start, end, span_label(start, end), asked.case.facts.tz), assumed=False)


def asks_for_a_month(asked: Asked) -> bool:
    """Whether the question wants the worst or the best month."""
    return bool(WORST.search(asked.question.spoken) or BEST.search(asked.question.spoken))


def _line(line: Line, results: Sequence[LevelResult], spans: Sequence[Period], draft: Draft) -> str:
    name = level_name(line.latest)
    judged = [result for result in results if result.result in JUDGED]
    if not judged:
        return f"{name}: cannot be told in any of these months"
    late = [
        f"{span.start:%Y-%m}" for span, result in zip(spans, results, strict=True) if result.result is Result.MISSED
    ]
    met = draft.figure("months_met", f"Months met: {name}", len(judged) - len(late), "count")
    of = draft.figure("months_judged", f"Months judged: {name}", len(judged), "count")
    months = f"; missed in {listed(draft.month(month) for month in late)}" if late else ""
    return f"{name}: met in {met} of {of} months{months}{_late_tickets(line, judged, draft)}"


def _late_tickets(line: Line, judged: Sequence[LevelResult], draft: Draft) -> str:
    """How many tickets were late in all, where the level counts tickets."""
    if line.latest.metric not in TICKET_METRICS:
        return ""
    of = sum(result.of or 0 for result in judged)
    late = of - sum(result.n or 0 for result in judged)
    name = level_name(line.latest)
    shown = draft.figure("late_tickets", f"Tickets late: {name}", late, "count", n=late, of=of)
    total = draft.figure("tickets_counted", f"Tickets counted: {name}", of, "count")
    return f"; {shown} of {total} tickets were late"


def _headline(draft: Draft, period: Period, judged: Sequence[LevelResult], missed: Sequence[LevelResult]) -> str:
    if not missed:
        when = during(period)
        names = (
            listed(dict.fromkeys(level_name(result.level) for result in judged))
            if len(judged) <= FEW or len({result.level.id for result in judged}) <= NAMED
            else "every service level"
        )
        return f"{when[:1].upper()}{when[1:]}: {names}, met in every month that could be measured."
    of = draft.figure("level_months", "Monthly tests of service levels", len(judged), "count")
    late = draft.figure("level_months_missed", "Monthly tests missed", len(missed), "count")
    names = listed(dict.fromkeys(level_name(result.level) for result in missed))
    return f"Not all were met {during(period)}: of {of} monthly tests {late} were missed ({names})."


def _ranked(asked: Asked, spans: Sequence[Period], table: Sequence[Sequence[LevelResult]], draft: Draft) -> str:
    """The month with the most, or the fewest, misses, where the question asks for it."""
    worst, best = WORST.search(asked.question.spoken), BEST.search(asked.question.spoken)
    if not worst and not best:
        return ""
    if len(table) == 1:
        return _by_share(spans, table[0], draft, worst=bool(worst))
    counts = {
        span.start: sum(results[place].result is Result.MISSED for results in table) for place, span in enumerate(spans)
    }
    wanted = max(counts.values()) if worst else min(counts.values())
    months = [start for start, count in counts.items() if count == wanted]
    number = draft.figure("levels_missed", "Service levels missed in that month", wanted, "count")
    shown = listed(draft.month(f"{start:%Y-%m}") for start in months[-4:])
    many = " among others" if len(months) > 4 else ""
    return f"By service levels missed, the {'worst' if worst else 'best'}{many}: {shown}, with {number} missed."


def _by_share(spans: Sequence[Period], results: Sequence[LevelResult], draft: Draft, *, worst: bool) -> str:
    """The month in which one level did worst, or best, by its share."""
    judged = [
        (result.actual, span, result) for span, result in zip(spans, results, strict=True) if result.actual is not None
    ]
    wanted = (min if worst else max)(actual for actual, _, _ in judged)
    same = [(span, result) for actual, span, result in judged if actual == wanted]
    name = f"The {'worst' if worst else 'best'} for {level_name(same[0][1].level)}"
    if len(same) == 1:
        return f"{name}: {draft.month(f'{same[0][0].start:%Y-%m}')}, {count_words(same[0][1], draft)}."
    many = " among others" if len(same) > SHOWN else ""
    return f"{name}{many}: {listed(_with_count(span, result, draft) for span, result in same[-SHOWN:])}."


def _with_count(span: Period, result: LevelResult, draft: Draft) -> str:
    """A month with its own count, since months of the same share may rest on different numbers."""
    label = f"{level_name(result.level)}, {result.month}"
    share = draft.figure(
        result.level.key, label, result.shown or percent(result.actual or Decimal(0)), "%", n=result.n, of=result.of
    )
    counted = f", {result.n} of {result.of}" if result.n is not None and result.of is not None else ""
    return f"{draft.month(f'{span.start:%Y-%m}')} ({share}{counted})"
