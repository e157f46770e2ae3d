"""Which levels were missed so many months in a row: counted level by level, whatever the contract makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answering.answer import Answer
from bot.answering.asking.period_meaning import NUMBERS, number
from bot.answering.card import hits
from bot.answering.draft import Draft, listed
from bot.answering.lines import Line
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.gathered import span_label
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.trigger import hit_words
from store.facts.common import Period, Result
from store.measures.level_names import level_name
from store.measures.results import LevelResult
from store.measures.runs import runs_of_misses

WORDS = "|".join(sorted(set(NUMBERS) - {"a", "an"}, key=len, reverse=True))
COUNT = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{WORDS})\s+"
    r"(?:(?:consecutive|successive|straight|whole|calendar|full)\s+)*months?\b",
    re.IGNORECASE,
)
USUAL = 2
Run = tuple[Line, tuple[str, ...]]


def tell(asked: Asked) -> Answer:
    """The levels asked about with a run of misses as long as asked, else the longest there was."""
    case, question = asked.case, asked.question
    lines = case.lines_for(question.metrics, question.priorities, question.service)
    if not lines:
        return not_in_contract(asked)
    have = case.months_with_data()
    months = [month for month in have if question.period is None or month in question.period.months()]
    if not months:
        return no_data(asked, "metric", "misses in a row") or not_in_contract(asked)
    case.results_by_month(months[-1], len(months) - 1)
    results = {month: case.month(month) for month in months}
    draft = asked.draft("metric", timed=False)
    start, end = Period.of_month(months[0]).start, Period.of_month(months[-1]).end
    draft.period = period = Period(start, end, span_label(start, end), case.facts.tz)
    found = [(line, run) for line in lines for run in runs_of_misses(_marks(line, results))]
    least = _least(question.spoken)
    told = sorted((one for one in found if len(one[1]) >= (least or USUAL)), key=lambda one: -len(one[1]))
    draft.say("\n".join(f"• {_run_words(line, run, results, draft)}" for line, run in told))
    draft.say(
        "How it is counted: month by month, each level by itself; a month without a case neither breaks a run nor adds to it, "
        "one that cannot be told breaks it."
    )
    _what_follows(asked, months[-1], draft)
    return _answered(told, found, least, draft, period)


def _least(spoken: str) -> int | None:
    match = COUNT.search(spoken)
    return number(match["n"].lower()) if match else None


def _marks(line: Line, results: Mapping[str, Sequence[LevelResult]]) -> list[tuple[str, Result]]:
    return [(month, one.result) for month, some in results.items() for one in some if one.level in line.versions]


def _run_words(line: Line, run: Sequence[str], results: Mapping[str, Sequence[LevelResult]], draft: Draft) -> str:
    draft.cite(line.latest.source, line.latest.status)
    name = level_name(line.latest)
    length = draft.figure("months_in_a_row", f"Months in a row missed, {name}", len(run), "months")
    shown = []
    for month in run:
        one = next(one for one in results[month] if one.level in line.versions)
        label = draft.month(month)
        if one.n is None or one.of is None:
            shown.append(label)
            continue
        met = draft.figure("met", f"{name} in time, {label}", one.n, "count")
        of = draft.figure("of", f"{name} counted, {label}", one.of, "count")
        shown.append(f"{label} ({met} of {of})")
    return f"{name}, {length}: {listed(shown)}"


def _what_follows(asked: Asked, last: str, draft: Draft) -> None:
    """What the contract makes of misses that repeat, in its own words, and whether its own count has been reached."""
    triggers = asked.case.agreed.triggers
    if not triggers:
        draft.say("The contract, as we read it, sets no number of misses in a row that gives you a stronger remedy.")
    for trigger in triggers:
        draft.say(f"The contract on repeated misses: {draft.quoted(trigger.source, trigger.status)}.")
    for hit in hits(asked.case, last):
        draft.say(f"By the contract's own count: {hit_words(hit, draft)}")


def _answered(told: Sequence[Run], found: Sequence[Run], least: int | None, draft: Draft, period: Period) -> Answer:
    label = period.label
    if told:
        number_of = draft.figure(
            "levels_in_a_row", f"Service levels missed in a row, {label}", len({id(line) for line, _ in told}), "count"
        )
        names = listed(dict.fromkeys(level_name(line.latest) for line, _ in told))
        levels = "service level was" if len({id(line) for line, _ in told}) == 1 else "service levels were"
        longest = draft.figure(
            "longest_run", f"Longest run of misses, {label}", max(len(run) for _, run in told), "months"
        )
        asked_for = draft.figure("run_asked", "Months in a row asked about", least, "months") if least else ""
        head = (
            f"Yes: {number_of} {levels} missed {asked_for} or more in a row"
            if least
            else f"{number_of} {levels} missed in months that follow each other"
        )
        return draft.answer(f"{head} over {label}: {names}; the longest run was {longest}.", "answered", "no")
    if not found:
        return draft.answer(f"No: no level asked about was missed over {label}.", "answered", "met")
    length = max(len(run) for _, run in found)
    longest = draft.figure("longest_run", f"Longest run of misses, {label}", length, "months")
    of = listed(dict.fromkeys(level_name(line.latest) for line, run in found if len(run) == length))
    asked_for = draft.figure("run_asked", "Months in a row asked about", least or USUAL, "months")
    return draft.answer(
        f"No: no level asked about was missed {asked_for} in a row over {label}; the longest run was {longest} ({of}).",
        "answered",
        "met",
    )
