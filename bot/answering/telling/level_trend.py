"""Is one service level getting better or worse? The latest three months beside the same three of the year before."""

from __future__ import annotations

from bot.answering.answer import Answer
from bot.answering.casefile import TICKET_METRICS
from bot.answering.draft import Draft, during, listed
from bot.answering.lines import Line
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.comparison import changed_inside, direction
from bot.answering.telling.gathered import span_label
from bot.answering.telling.levels import count_words, untold_reason
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import span
from store.facts.common import Period, Result, Why
from store.measures.level_names import level_name
from store.measures.results import LevelResult
from store.records import Durations

SPAN, YEAR = 3, 12
FEW = 10


def tell(asked: Asked) -> Answer:
    """Each level asked about in two times: how many were kept, and how long tickets took."""
    missing = no_data(asked, "trend", "the trend")
    question = asked.question
    lines = asked.case.lines_for(question.metrics, question.priorities, question.service)
    if missing or not lines:
        return missing or not_in_contract(asked)
    draft = asked.draft("trend", timed=False)
    pair = _spans(asked)
    if pair is None:
        draft.cannot("whether it gets better", Why.NOT_UPLOADED, "Add tickets of six whole months or more.")
        return draft.answer("Too early to tell: there are not yet two times to compare.", "unknown", "cannot_tell")
    earlier, later = pair
    draft.period = later
    told = [(line, asked.case.result(line, earlier), asked.case.result(line, later)) for line in lines]
    draft.say("\n".join(f"• {_line(asked, line, before, after, pair, draft)}" for line, before, after in told))
    if any(one.of is not None and one.of < FEW for _, before, after in told for one in (before, after)):
        draft.say("Some of these rest on fewer than ten cases; a change between such counts may be chance.")
    if any(_moved(before, after) for _, before, after in told):
        draft.say("The time allowed changed in between; each ticket is judged by the time in force when it was opened.")
    draft.say(
        "How it is compared: the latest three whole months on record with the same three a year before; where there is no year, with the three before them."
    )
    return draft.answer(_headline(asked, told, pair, draft))


def _spans(asked: Asked) -> tuple[Period, Period] | None:
    """The same three months of the year before, and the latest three; without a year the three before those."""
    months = asked.case.months_with_data()
    back = YEAR if len(months) >= YEAR + SPAN else SPAN
    if len(months) < back + SPAN:
        return None
    return _between(asked, months[-back - SPAN], months[-back - 1]), _between(asked, months[-SPAN], months[-1])


def _between(asked: Asked, first: str, last: str) -> Period:
    start, end = Period.of_month(first).start, Period.of_month(last).end
    return Period(start, end, span_label(start, end), asked.case.facts.tz)


def _line(
    asked: Asked, line: Line, before: LevelResult, after: LevelResult, pair: tuple[Period, Period], draft: Draft
) -> str:
    draft.cite(after.level.source, after.level.status)
    name = level_name(after.level)
    shares = [
        f"{_share(one, draft, changed=changed_inside(line, period))} {during(period)}"
        for one, period in zip((before, after), pair, strict=True)
    ]
    took = [_took(asked, line, period, draft) for period in pair]
    times = f"; half within {took[0]}, then within {took[1]}" if all(took) else ""
    return f"{name}: {shares[0]}, then {shares[1]}{times}."


def _moved(before: LevelResult, after: LevelResult) -> bool:
    """Whether the time allowed changed from the one time to the other."""
    return (before.level.limit_s, before.level.limit_days) != (after.level.limit_s, after.level.limit_days)


def _share(result: LevelResult, draft: Draft, *, changed: bool) -> str:
    if result.result is Result.NO_DEMAND:
        return "nothing to measure"
    if result.actual is None:
        return f"cannot be told, because {untold_reason(result)},"
    return count_words(result, draft, changed=changed)


def _durations(asked: Asked, line: Line, period: Period) -> Durations:
    level = line.latest
    return asked.case.stores.outcomes.durations(asked.case.ref, level.metric, [one.id for one in line.versions], period)


def _took(asked: Asked, line: Line, period: Period, draft: Draft) -> str:
    """The middle ticket's time on the contract's clock; empty where the level counts no tickets or none is finished."""
    if line.latest.metric not in TICKET_METRICS:
        return ""
    found = _durations(asked, line, period)
    label = f"{level_name(line.latest)}: half within, {period.label}"
    return span(draft, "median", label, found.median_s, on_clock=True, n=found.n) if found.n else ""


def _headline(
    asked: Asked, told: list[tuple[Line, LevelResult, LevelResult]], pair: tuple[Period, Period], draft: Draft
) -> str:
    earlier, later = pair
    draft.readings += [earlier.label, later.label]
    words = [(line, direction(before, after)) for line, before, after in told]
    if len(told) == 1:
        line, _, after = told[0]
        share = {
            "better": "more kept than before",
            "worse": "fewer kept than before",
            "the same": "as many kept as before",
        }
        kept = share.get(words[0][1] or "", "cannot be compared")
        return f"{level_name(after.level)} {during(later)} against {earlier.label}: {kept}{_pace(asked, line, pair)}."
    counts = [
        f"{draft.figure(f'levels_{key}', f'Service levels {word}', count, 'count')} {word}"
        for key, word in (("better", "better"), ("worse", "worse"), ("same", "the same"))
        if (count := sum(found == word for _, found in words))
    ]
    return f"{later.label} against {earlier.label}, by the share kept: {listed(counts) or 'nothing could be compared'}."


def _pace(asked: Asked, line: Line, pair: tuple[Period, Period]) -> str:
    """Whether the middle ticket took longer, in words."""
    if line.latest.metric not in TICKET_METRICS:
        return ""
    before, after = (_durations(asked, line, period) for period in pair)
    if not before.n or not after.n:
        return ""
    word = (
        "as quick as before"
        if before.median_s == after.median_s
        else "slower"
        if after.median_s > before.median_s
        else "quicker"
    )
    return f", and {word} by the middle ticket"
