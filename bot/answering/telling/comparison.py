"""Better or worse: the same level or count in two periods, side by side, with a word on how much that proves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.answering.answer import Answer
from bot.answering.asking.period import month_end, month_start
from bot.answering.draft import Draft
from bot.answering.lines import Line
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.levels import count_words, result_sentence
from bot.answering.telling.metric import not_in_contract
from store.facts.common import Period, Result
from store.measures.level_names import level_name
from store.measures.results import LevelResult

YEAR = 12


def tell(asked: Asked) -> Answer:
    """Compare two periods on the levels asked about."""
    pair = periods(asked)
    if pair is None:
        return no_data(asked, "metric", "a comparison") or not_in_contract(asked)
    pair = (_as_far(asked, pair[0]), _as_far(asked, pair[1]))
    earlier, later = pair
    for period in pair:
        missing = no_data(replace(asked, period=period, assumed=False), "metric", "the comparison")
        if missing:
            return missing
    question = asked.question
    lines = asked.case.lines_for(question.metrics, question.priorities, question.service)
    if not lines:
        return not_in_contract(asked)
    draft = asked.draft("metric")
    draft.period = later
    told = [(line, asked.case.result(line, earlier), asked.case.result(line, later)) for line in lines]
    draft.say("\n".join(f"• {_side_by_side(line, pair, before, after, draft)}" for line, before, after in told))
    if any(r.of is not None and r.of < 10 for _, before, after in told for r in (before, after)):
        draft.say("Some of these rest on fewer than ten cases; a change between such counts may be chance.")
    return draft.answer(_headline(draft, told, earlier, later), "answered")


def periods(asked: Asked) -> tuple[Period, Period] | None:
    """The two periods compared, the earlier first: both named, or one named and the one before it of equal length."""
    named = [reading.period for reading in asked.question.readings]
    if len(named) >= 2:
        first, second = sorted(named[:2], key=lambda period: period.start)
        return first, second
    if asked.period is None:
        return None
    last = asked.case.last_full_month()
    if named and last and asked.period.end < Period.of_month(last).start and "than" in asked.question.spoken:
        return asked.period, _since(asked.period, last)
    return _before(asked.period, asked.case.facts.service_start), asked.period


def _as_far(asked: Asked, period: Period) -> Period:
    """The period as far as whole months are on record, so that a running year can stand beside a finished one."""
    last = asked.case.last_full_month()
    end = Period.of_month(last, period.tz).end if last else period.end
    if len(period.months()) < 2 or not period.start < end < period.end:
        return period
    return Period(period.start, end, f"{period.start:%B %Y} to {end:%B %Y}", period.tz)


def _since(period: Period, last: str) -> Period:
    """The last full month; after a whole year all whole months since it, so that twelve do not stand against one."""
    month = Period.of_month(last, period.tz)
    start = period.end + timedelta(days=1)
    if len(period.months()) < YEAR or start >= month.start:
        return month
    return Period(start, month.end, f"{start:%B %Y} to {month.end:%B %Y}", period.tz)


def _before(period: Period, service_start: date | None) -> Period:
    """The period of the same number of months that ends just before this one starts, none before the services began."""
    months = len(period.months())
    start, end = month_start(period.start, months), period.start - timedelta(days=1)
    if service_start is not None and start < service_start <= end:
        start, months = month_start(service_start), 0
    label = f"{start:%B %Y}" if months == 1 else f"{start:%B %Y} to {end:%B %Y}"
    return Period(start, month_end(end), label, period.tz)


def changed_inside(line: Line, period: Period) -> bool:
    """Whether a level's terms changed within a period, so that no one time allowed can be named for it."""
    return any(period.start < version.effective_from <= period.end for version in line.versions[1:])


def _side_by_side(
    line: Line, pair: tuple[Period, Period], before: LevelResult, after: LevelResult, draft: Draft
) -> str:
    draft.cite(after.level.source, after.level.status)
    name = level_name(after.level)
    was, now = (
        _one(one, draft, changed=changed_inside(line, period))
        for one, period in zip((before, after), pair, strict=True)
    )
    return f"{name}: {was} in {before.month}, then {now} in {after.month}{_direction(before, after)}."


def _one(result: LevelResult, draft: Draft, *, changed: bool) -> str:
    if result.result is Result.NO_DEMAND:
        return "nothing to measure"
    if result.result is Result.CANNOT_TELL:
        return result_sentence(result, draft).split(": ", 1)[1].rstrip(".")
    return count_words(result, draft, changed=changed)


def direction(before: LevelResult, after: LevelResult) -> str | None:
    """Say "better", "worse" or "the same"; None where either cannot be told."""
    if before.actual is None or after.actual is None:
        return None
    if after.actual == before.actual:
        return "the same"
    return "better" if after.actual > before.actual else "worse"


def _direction(before: LevelResult, after: LevelResult) -> str:
    words = direction(before, after)
    return f": {words}" if words else ""


def _headline(draft: Draft, told: list[tuple[Line, LevelResult, LevelResult]], earlier: Period, later: Period) -> str:
    words = [direction(before, after) for _, before, after in told]
    draft.readings += [earlier.label, later.label]
    if len(told) == 1:
        one = words[0] or "cannot be compared"
        return f"{level_name(told[0][0].latest)} in {later.label} against {earlier.label}: {one}."
    counts = [
        f"{draft.figure(f'levels_{key}', f'Service levels {word}', words.count(word), 'count')} {word}"
        for key, word in (("better", "better"), ("worse", "worse"), ("same", "the same"))
        if words.count(word)
    ]
    tail = ", ".join(counts) or "nothing could be compared"
    return f"{later.label} against {earlier.label}, level by level: {tail}."
