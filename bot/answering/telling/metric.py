"""Did they meet it? Answers about service levels: one level, several, or a whole month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.answering.answer import Answer, State, Verdict
from bot.answering.casefile import TICKET_METRICS, WINDOW_MONTHS
from bot.answering.draft import Draft, during, listed
from bot.answering.line_choice import rest_words
from bot.answering.lines import Line
from bot.answering.telling import begins, flag, months, spoken_of, still_open
from bot.answering.telling.asked import Asked, freshness, no_data
from bot.answering.telling.levels import (
    claim_words,
    clause_words,
    count_words,
    counted_services,
    either_way_words,
    excluded_words,
    limit,
    missed_words,
    part_sentence,
    result_sentence,
    same_verdict,
    small_number,
)
from bot.answering.telling.small_months import is_untested, quiet
from store.facts.agreed import Metric
from store.facts.common import Period, Result, Why
from store.measures.level_names import NAMES, level_name, priority_name
from store.measures.results import LevelResult


def tell(asked: Asked) -> Answer:
    """How the asked service levels did in the period."""
    asked = months.over_all(asked)
    lines = _asked_lines(asked)
    if not lines:
        said = flag.tell(asked) or spoken_of.tell(asked)
        return no_data(asked, "metric", _what(asked)) or said or not_in_contract(asked)
    if any(line.latest.metric in TICKET_METRICS | {Metric.AVAILABILITY} for line in lines) or asked.question.period:
        missing = no_data(asked, "metric", _what(asked))
        if missing and (asked.period is None or asked.period.start > asked.case.today or _only_tickets(lines)):
            return missing
    if asked.period is not None and len(asked.period.months()) > 1 and months.asks_for_a_month(asked):
        return months.tell(asked, lines, asked.period)
    return _one(asked, lines[0]) if len(lines) == 1 else _several(asked, lines)


def _only_tickets(lines: Sequence[Line]) -> bool:
    return all(line.latest.metric in TICKET_METRICS for line in lines)


def _asked_lines(asked: Asked) -> tuple[Line, ...]:
    question = asked.question
    lines = asked.case.lines_for(question.metrics, question.priorities, question.service)
    if asked.period is None:
        return lines
    return tuple(line for line in lines if line.on(asked.period.end) or line.on(asked.period.start)) or lines


def _what(asked: Asked) -> str:
    metrics = listed(NAMES[m] for m in asked.question.metrics) or "service levels"
    return f"{listed(f'P{p}' for p in asked.question.priorities)} {metrics}".strip()


def not_in_contract(asked: Asked) -> Answer:
    """The contract sets no such level: say so, and what it does set."""
    draft, what = asked.draft("metric"), _what(asked)
    draft.cannot(what, Why.NOT_IN_CONTRACT, f"No clause of {asked.case.ref} that we have read sets a level for it.")
    have = listed(dict.fromkeys(level_name(line.latest) for line in asked.case.lines))
    if have:
        for line in asked.case.lines:
            draft.cite(line.latest.source, line.latest.status)
        draft.say(f"What the contract does set: {have}.")
    else:
        draft.say("We found no service levels in the contract at all.")
    return draft.answer(
        f"We found no service level for {what} in the contract, so there is nothing to hold it to.",
        "unknown", "cannot_tell",
    )  # fmt: skip


def _one(asked: Asked, line: Line) -> Answer:
    draft = asked.draft("metric")
    period = asked.period
    if period is None:
        return not_in_contract(asked)
    result = asked.case.result(line, period)
    if result.result is Result.CANNOT_TELL:
        judged = [r for r in _by_month(asked, line, period) if r.result in {Result.MET, Result.MISSED}]
        return months.tell(asked, (line,), period) if judged else _unsettled(asked, draft, result)
    if result.result is Result.NO_DEMAND:
        return _nothing(asked, draft, line, result, period)
    monthly = _by_month(asked, line, period)
    headline = _headline(result, draft, period, monthly, so_far=period.end >= asked.case.today)
    draft.say(asked.note, rest_words(line, asked.question.priorities))
    draft.say(_months(monthly, draft))
    draft.say(missed_words(result, draft), excluded_words(result, draft))
    draft.say(still_open.words(asked, [line], period, draft))
    draft.say(either_way_words(result, draft), small_number(result, draft))
    draft.say(claim_words(result, draft))
    draft.say(counted_services(result, draft))
    draft.say(clause_words(result.level, draft), _amended(line, draft, period))
    freshness(asked, draft)
    if result.result is Result.MISSED:
        draft.ask_provider(
            f"What happened on the {level_name(result.level)} misses {during(period)}, and what stops a repeat?"
        )
        draft.next_steps.append("Ask what the miss is worth: itbot credits")
    return draft.answer(headline, "answered", _verdict(result, monthly, period))


def _verdict(result: LevelResult, monthly: Sequence[LevelResult], period: Period) -> Verdict | None:
    """A verdict only for a finished period: a running month is never set against a whole month's target."""
    if monthly:
        return _of_months(monthly)
    if _is_part(period) and result.result is not Result.NO_DEMAND:
        return None
    verdicts: dict[Result, Verdict] = {
        Result.MET: "met",
        Result.MISSED: "missed",
        Result.NO_DEMAND: "no_demand",
        Result.CANNOT_TELL: "cannot_tell",
    }
    return verdicts[result.result]


def _limits_differ(monthly: Sequence[LevelResult]) -> bool:
    """Whether the time allowed changed on the way, so that one limit cannot be named for all."""
    return len({(result.level.limit_s, result.level.limit_days) for result in monthly}) > 1


def _is_part(period: Period) -> bool:
    """Whether the period is less than its whole months: a day, a week, the first half of a month."""
    whole = Period.of_month(f"{period.end:%Y-%m}")
    return period.start.day != 1 or period.end != whole.end


def _of_months(monthly: Sequence[LevelResult]) -> Verdict:
    kinds = {result.result for result in monthly}
    if Result.MISSED in kinds:
        return "missed"
    if Result.CANNOT_TELL in kinds:
        return "cannot_tell"
    return "met" if Result.MET in kinds else "no_demand"


def _headline(
    result: LevelResult, draft: Draft, period: Period, monthly: Sequence[LevelResult], *, so_far: bool
) -> str:
    name = level_name(result.level)
    if monthly:
        judged = [r for r in monthly if r.result in {Result.MET, Result.MISSED}]
        met = draft.figure("months_met", f"Months met: {name}", sum(r.result is Result.MET for r in judged), "count")
        of = draft.figure("months_judged", f"Months judged: {name}", len(judged), "count")
        return f"{name[:1].upper()}{name[1:]} {during(period)}: met in {met} of {of} months; over all, {count_words(result, draft, changed=_limits_differ(monthly))}."
    word = "Met" if result.result is Result.MET else "Missed"
    if so_far and _is_part(period):
        word = "So far, and not final"
    elif _is_part(period):
        word = "A part of a month, so no verdict"
    return f"{word}: {name} {during(period)}, {count_words(result, draft)}."


def _nothing(asked: Asked, draft: Draft, line: Line, result: LevelResult, period: Period) -> Answer:
    """Nothing was asked for, or nothing is due yet, or the records end before the period does: three things."""
    name, end = level_name(result.level), asked.case.data_end
    draft.say(asked.note, excluded_words(result, draft))
    draft.say(still_open.words(asked, [line], period, draft))
    freshness(asked, draft)
    draft.say(clause_words(result.level, draft))
    if is_untested(result):
        return draft.answer(result_sentence(result, draft), "answered", "no_demand")
    if result.level.metric in TICKET_METRICS and end is not None and period.end > end:
        fix = f"Add a ticket export that covers {period.label}: itbot add TICKETS.csv"
        draft.cannot(f"{name} {during(period)}", Why.NOT_UPLOADED, fix)
        return draft.answer(f"We cannot tell yet how {name} did {during(period)}.", "unknown", "cannot_tell")
    draft.cannot(f"{name} {during(period)}", Why.NO_DEMAND, "Nothing to do: no ticket of this kind was there to judge.")
    return draft.answer(
        f"No demand: there was nothing to measure for {name} {during(period)}.", "answered", "no_demand"
    )


def _unsettled(asked: Asked, draft: Draft, result: LevelResult) -> Answer:
    early = begins.not_yet(asked, draft, result.level)
    if early is not None:
        return early
    name, period = level_name(result.level), asked.period
    why = result.why or Why.NOT_UPLOADED
    draft.cannot(f"{name} in {period.label if period else 'this period'}", why, _fix(result))
    draft.say(result_sentence(result, draft))
    draft.readings += result.level.readings
    if not result.either:
        draft.say(*(f"Reading: {reading}." for reading in result.level.readings))
    draft.say(clause_words(result.level, draft))
    if why in {Why.PROVIDER_DID_NOT_SUPPLY, Why.NOT_UPLOADED}:
        draft.ask_provider(
            f"Please send the evidence for {name} {during(period)}." if period else f"What is the evidence for {name}?"
        )
    elif why is Why.UNPARSEABLE:
        draft.ask_provider(f"Which time do you commit to for {name}?")
    when = f" {during(period)}" if period else ""
    if (both := same_verdict(result)) is not None:
        verdict: Verdict = "met" if both is Result.MET else "missed"
        head = f"{verdict.capitalize()}, whichever way the contract is read: {name}{when}; the two readings differ only in the count."
        return draft.answer(head, "partly", verdict)
    return draft.answer(f"We cannot tell whether {name} was met{when}.", "unknown", "cannot_tell")


def _by_month(asked: Asked, line: Line, period: Period) -> list[LevelResult]:
    """The finished months of a longer period, each judged by itself; empty for a single month or less."""
    spans = [Period.of_month(month, period.tz) for month in period.months()]
    if len(spans) < 2 or line.latest.window in WINDOW_MONTHS:
        return []
    return [asked.case.result(line, span) for span in spans if span.start >= period.start and span.end <= period.end]


def _months(monthly: Sequence[LevelResult], draft: Draft) -> str:
    """Over several months the contract's test is monthly: say how each month came out."""
    told = [f"{draft.month(iso_month(result.month))} {_month_words(result, draft)}" for result in monthly]
    return f"Month by month, which is how the contract tests it: {'; '.join(told)}." if told else ""


def iso_month(label: str) -> str:
    """Turn "September 2026" into "2026-09".

    Results carry the label of their period; months are registered by their number.
    """
    return f"{datetime.strptime(label, '%B %Y'):%Y-%m}"  # noqa: DTZ007 - a month has no zone


def _month_words(result: LevelResult, draft: Draft) -> str:
    if result.result not in {Result.MET, Result.MISSED}:
        return quiet(result) if result.result is Result.NO_DEMAND else "cannot tell"
    level = result.level
    shown = draft.figure(
        level.key, f"{level_name(level)}, {result.month}", result.shown, "%",
        n=result.n, of=result.of, priority=priority_name(level) or None,
    )  # fmt: skip
    counts = f", {result.n} of {result.of}" if result.of and level.metric is not Metric.AVAILABILITY else ""
    return f"{result.result.value} ({shown}{counts})"


def _amended(line: Line, draft: Draft, period: Period) -> str:
    """Say so when the level changed inside the period or has another version."""
    changed = [v for v in line.versions[1:] if period.start <= v.effective_from <= period.end]
    if not changed:
        return ""
    on = draft.on("changed_on", f"{level_name(line.latest)} changed on", changed[-1].effective_from)
    return f"The level changed on {on} ({limit(changed[-1], draft)}); each ticket is judged by the version in force when it was opened."


def _several(asked: Asked, lines: Sequence[Line]) -> Answer:
    draft, period = asked.draft("metric"), asked.period
    if period is None:
        return not_in_contract(asked)
    if len(period.months()) > 1:
        return months.tell(asked, lines, period)
    results = [asked.case.result(line, period) for line in lines]
    missed = [r for r in results if r.result is Result.MISSED]
    met = [r for r in results if r.result is Result.MET]
    unknown = [r for r in results if r.result is Result.CANNOT_TELL]
    draft.say(asked.note)
    say = part_sentence if _is_part(period) else result_sentence
    draft.say("\n".join(f"• {say(result, draft)}" for result in [*missed, *met, *_rest(results)]))
    if asked.question.wants == "list":
        late = [(level_name(one.level), words) for one in missed if (words := missed_words(one, draft))]
        draft.say("\n".join(f"• {name}: {words[:1].lower()}{words[1:]}" for name, words in late))
    draft.say(still_open.words(asked, lines, period, draft))
    for result in results:
        draft.cite(result.level.source, result.level.status)
    for result in unknown:
        why = result.why or Why.NOT_UPLOADED
        draft.cannot(f"{level_name(result.level)} {during(period)}", why, _fix(result))
    freshness(asked, draft)
    if missed:
        draft.ask_provider(f"What happened on {level_name(missed[0].level)} {during(period)}, and what stops a repeat?")
    return draft.answer(
        _part_headline(period, running=period.end >= asked.case.today)
        if _is_part(period)
        else _summary(draft, period, met, missed, unknown),
        _state(results, unknown),
        _joint(period, results),
    )


def _part_headline(period: Period, *, running: bool) -> str:
    when = during(period)
    if running:
        return f"So far, and not final: counts {when}, without a verdict until the month is over."
    return f"{when[:1].upper()}{when[1:]}, counts only: the contract tests whole months, so this is no verdict."


def _rest(results: Sequence[LevelResult]) -> list[LevelResult]:
    return [r for r in results if r.result in {Result.NO_DEMAND, Result.CANNOT_TELL}]


def _fix(result: LevelResult) -> str:
    """What settles a result that cannot be told."""
    if result.why is Why.NOT_IN_CONTRACT and result.level.window in WINDOW_MONTHS:
        return f"Ask about a whole {result.level.window}; that is what the contract tests."
    fixes = {
        Why.CONFLICT: "Confirm or correct the term: itbot terms --status conflict",
        Why.PROVIDER_DID_NOT_SUPPLY: "Ask the provider for the evidence of that period.",
        Why.UNPARSEABLE: "Read the clause, and correct the term if it holds a time: itbot terms",
        Why.NOT_IN_CONTRACT: "Ask the provider.",
    }
    return fixes.get(result.why or Why.NOT_UPLOADED, "Add the record for that period: itbot add FILE")


def _state(results: Sequence[LevelResult], unknown: Sequence[LevelResult]) -> State:
    if len(unknown) == len(results):
        return "unknown"
    return "partly" if unknown else "answered"


def _joint(period: Period, results: Sequence[LevelResult]) -> Verdict | None:
    if _is_part(period):
        return None
    kinds = {r.result for r in results}
    if Result.MISSED in kinds:
        return "missed"
    if Result.MET in kinds:
        return "met"
    return "cannot_tell" if Result.CANNOT_TELL in kinds else "no_demand"


def _summary(
    draft: Draft,
    period: Period,
    met: Sequence[LevelResult],
    missed: Sequence[LevelResult],
    unknown: Sequence[LevelResult],
) -> str:
    judged = draft.figure("levels_judged", f"Service levels judged, {period.label}", len(met) + len(missed), "count")
    kept = draft.figure("levels_met", f"Service levels met, {period.label}", len(met), "count")
    when = during(period)
    words = f"{when[:1].upper()}{when[1:]} they met {kept} of the {judged} service levels that could be measured"
    if not met and not missed:
        words = f"For {period.label} none of the service levels asked about could be measured"
    elif missed:
        words += f"; missed: {listed(level_name(r.level) for r in missed)}"
    return words + (
        f". {draft.figure('levels_unknown', 'Service levels we cannot tell', len(unknown), 'count')} we cannot tell."
        if unknown
        else "."
    )
