"""The security counts month by month: patches, backups, protection, sign-in; where they fell below what is promised."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answer import Answer
from bot.answering.casefile import EVIDENCE_METRICS
from bot.answering.draft import Draft, listed
from bot.answering.lines import Line
from bot.answering.telling.asked import Asked
from bot.answering.telling.gathered import span_label
from bot.answering.telling.levels import clause_words, target_share
from bot.answering.telling.spans import table
from store.facts.agreed import Metric
from store.facts.common import Period, Result, Why
from store.measures.level_names import level_name
from store.measures.results import LevelResult

BACK = 12


def tell(asked: Asked) -> Answer:
    """Each security level over the months: first, last, lowest, and the months below target."""
    draft = asked.draft("metric", timed=False)
    lines = [line for line in asked.case.lines if line.latest.metric in _wanted(asked)]
    period = _period(asked)
    if not lines or period is None:
        draft.cannot("security evidence", Why.NOT_UPLOADED, "Add the provider's monthly counts: itbot add security.csv")
        return draft.answer(
            "We cannot tell: there is no security level in the contract with counts beside it.",
            "unknown",
            "cannot_tell",
        )
    draft.period = period
    if asked.question.period is None:
        draft.say(f"You named no period, so this is {period.label}.")
    spans = [Period.of_month(m, asked.case.facts.tz) for m in period.months()]
    table_of = {level_name(line.latest): [asked.case.result(line, span) for span in spans] for line in lines}
    told = [_line(line, table_of[level_name(line.latest)], spans, draft) for line in lines]
    draft.say("\n".join(f"• {words}" for words in told))
    for line in lines:
        draft.say(clause_words(line.latest, draft)) if len(lines) == 1 else draft.cite(
            line.latest.source, line.latest.status
        )
    draft.say(
        "How it is counted: each month's own count, so many in order of so many, as the provider supplied it; a month without a count is told as such and not filled in."
    )
    rows = [
        (f"{span.start:%Y-%m}", *(_cell(results[place]) for results in table_of.values()))
        for place, span in enumerate(spans)
    ]
    table(draft, f"Security counts, {period.label}", ("month", *(f">{name}" for name in table_of)), rows)
    draft.extra["series"] = [
        (name, [one.actual for one in results], period.label) for name, results in table_of.items()
    ]
    missed = [one for results in table_of.values() for one in results if one.result is Result.MISSED]
    judged = [one for results in table_of.values() for one in results if one.result in {Result.MET, Result.MISSED}]
    if not judged:
        draft.cannot(
            f"security counts for {period.label}",
            Why.PROVIDER_DID_NOT_SUPPLY,
            "Ask the provider for the monthly counts.",
        )
        return draft.answer(
            f"We cannot tell: no month of {period.label} has security counts that can be judged.",
            "unknown",
            "cannot_tell",
        )
    if missed:
        draft.ask_provider(f"What will bring {level_name(missed[-1].level)} back to its level, and by when?")
    return draft.answer(_headline(missed, judged, draft, period), "answered", "missed" if missed else "met")


def _wanted(asked: Asked) -> set[Metric]:
    named = set(asked.question.metrics) & (EVIDENCE_METRICS - {Metric.RESTORE_TEST})
    return named or EVIDENCE_METRICS - {Metric.RESTORE_TEST}


def _period(asked: Asked) -> Period | None:
    """The period named; without one the last twelve months that have counts."""
    if asked.question.period is not None:
        return asked.question.period
    months = sorted({one.month for one in asked.case.happened.security})[-BACK:]
    if not months:
        return None
    start, end = Period.of_month(months[0]).start, Period.of_month(months[-1]).end
    return Period(start, end, span_label(start, end), asked.case.facts.tz)


def _line(line: Line, results: Sequence[LevelResult], spans: Sequence[Period], draft: Draft) -> str:
    name = level_name(line.latest)
    known = [(span, one) for span, one in zip(spans, results, strict=True) if one.actual is not None]
    lacking = [span for span, one in zip(spans, results, strict=True) if one.actual is None]
    if not known:
        return f"{name}: no counts in this time"
    (first, start), (last, end) = known[0], known[-1]
    low = min(known, key=lambda pair: pair[1].actual or 0)
    wanted = target_share(line.latest, draft)
    below = [span for span, one in known if one.result is Result.MISSED]
    words = f"{name}: {_share(start, first, draft)} in {draft.month(f'{first.start:%Y-%m}')}, {_share(end, last, draft)} in {draft.month(f'{last.start:%Y-%m}')}"
    words += f"; lowest {_share(low[1], low[0], draft)} in {draft.month(f'{low[0].start:%Y-%m}')}"
    words += f"; promised {wanted}" if wanted else ""
    words += (
        f"; below it in {listed(draft.month(f'{span.start:%Y-%m}') for span in below)}"
        if below
        else "; never below it"
        if wanted
        else ""
    )
    return words + (
        f"; no count for {listed(draft.month(f'{span.start:%Y-%m}') for span in lacking)}" if lacking else ""
    )


def _share(one: LevelResult, span: Period, draft: Draft) -> str:
    label = f"{level_name(one.level)}, {span.label}"
    shown = draft.figure(one.level.key, label, one.shown, "%", n=one.n, of=one.of, sources=one.sources[:4])
    return f"{shown} ({one.n} of {one.of})" if one.of else shown


def _cell(one: LevelResult) -> str:
    if one.actual is None:
        return "–"
    mark = "" if one.result is not Result.MISSED else " missed"
    return f"{one.shown} %{mark}"


def _headline(missed: Sequence[LevelResult], judged: Sequence[LevelResult], draft: Draft, period: Period) -> str:
    of = draft.figure("level_months", f"Monthly tests of security levels, {period.label}", len(judged), "count")
    if not missed:
        return f"Over {period.label} the security levels that can be measured were kept in all of {of} monthly tests."
    late = draft.figure("level_months_missed", f"Monthly security tests missed, {period.label}", len(missed), "count")
    names = listed(dict.fromkeys(level_name(one.level) for one in missed))
    return f"Over {period.label} {late} of {of} monthly security tests were missed ({names})."
