"""Whose delay the misses were: each late ticket with its side and its evidence, and the result without our own delays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bot.answering.answer import Answer, Verdict
from bot.answering.draft import Draft, during, listed, sentence
from bot.answering.lines import Line
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.busy import on_busy_days
from bot.answering.telling.gathered import TIMED, clocks, data_end, levels_by_id, said_period
from bot.answering.telling.grounds import SIDES, ground_words, side_words
from bot.answering.telling.levels import result_sentence
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import counted, named, span_words, table
from store.facts.common import Period, Result, Why
from store.measures.attribution import Attribution, Side, attributed, by_side
from store.measures.level_names import level_name, priority_name
from store.measures.percentages import shown
from store.measures.results import LevelResult

# So many late tickets are each told with their ground; more are told by side.
EACH = 8


def tell(asked: Asked) -> Answer:
    """The late tickets of the period by whose delay it was."""
    missing = no_data(asked, "metric", "whose delay the misses were")
    period = asked.period
    if missing or period is None:
        return missing or not_in_contract(asked)
    lines = [
        line
        for line in asked.case.lines_for(asked.question.metrics, asked.question.priorities)
        if line.latest.metric in TIMED
    ]
    if not lines:
        return not_in_contract(asked)
    draft, case = asked.draft("metric"), asked.case
    said_period(asked, period, draft)
    results = [(line, asked.case.result(line, period)) for line in lines]
    found = attributions(asked, [result for _, result in results], period)
    verdict = _outcome(results, period, draft)
    if not found:
        return replace(_none_late(draft, results, period), verdict=verdict)
    sides = by_side(found)
    draft.say(_by_side(sides, draft))
    draft.say(_each(found, draft) if len(found) <= EACH else "")
    draft.say(_without_ours(results, sides[Side.US], draft))
    draft.say(
        "How it is told: a miss is ours when it would have been in time without its waits for us that the contract does "
        "not take off already, a third party's likewise; it is the provider's only where the record leaves no other side."
    )
    opened = {
        one.name: one.ticket.opened_at for one in case.stores.stories.judged(case.ref, [one.ticket for one in found])
    }
    draft.say(on_busy_days(asked, list(opened.items()), ("late ticket", "late tickets"), draft))
    for line, _ in results:
        draft.cite(line.latest.source, line.latest.status)
    _table(asked, found, draft)
    _ask(sides, draft)
    all_the_same = " The level was met all the same." if verdict == "met" else ""
    return draft.answer(f"{_headline(sides, draft, period)}{all_the_same}", "answered", verdict)


def _outcome(results: Sequence[tuple[Line, LevelResult]], period: Period, draft: Draft) -> Verdict | None:
    """How the one level asked about came out in its month, since a late ticket is not yet a level missed; its verdict."""
    words: dict[Result, Verdict] = {Result.MET: "met", Result.MISSED: "missed"}
    if len(results) != 1 or len(period.months()) != 1 or results[0][1].result not in words:
        return None
    result = results[0][1]
    draft.say(sentence(result_sentence(result, draft)))
    return words[result.result]


def attributions(asked: Asked, results: Sequence[LevelResult], period: Period) -> list[Attribution]:
    """Every missed ticket of these results, attributed; one that missed both its times stands there twice."""
    case = asked.case
    missed = [(name, result.level.metric) for result in results for name in result.missed]
    tickets = {one.name: one for one in case.stores.stories.judged(case.ref, list(dict.fromkeys(n for n, _ in missed)))}
    recorded = case.stores.stories.records(case.ref).waits
    first = min((one.ticket.opened_at.date() for one in tickets.values()), default=period.start)
    end = data_end(case)
    running = clocks(case, Period(first, max(end.date(), period.end), ""))
    levels = levels_by_id(case)
    return [
        attributed(one, levels[number], running[number], end, waits_recorded=recorded)
        for name, metric in missed
        if (one := tickets[name]) and (number := one.reading(metric).level) in running
    ]


def _none_late(draft: Draft, results: Sequence[tuple[Line, LevelResult]], period: Period) -> Answer:
    counted_at_all = sum(result.of or 0 for _, result in results)
    if not counted_at_all:
        draft.cannot(f"late tickets {during(period)}", Why.NO_DEMAND, "Nothing was there to be judged.")
        return draft.answer(f"No ticket was there to be judged {during(period)}.", "answered", "no_demand")
    total = counted(draft, "judged", f"Times judged, {period.label}", counted_at_all, "time")
    return draft.answer(f"No ticket was late {during(period)}: all of {total} judged were kept.")


def _by_side(sides: dict[Side, tuple[Attribution, ...]], draft: Draft) -> str:
    told = []
    for side, some in sides.items():
        if some:
            names = list(dict.fromkeys(one.ticket for one in some))
            number = counted(
                draft, f"late_{side.value}", f"Late, {SIDES[side]}", len(some), "miss", tickets=tuple(names)
            ).replace("misss", "misses")
            told.append(f"• {_lead(side)}: {number} ({named(draft, names)})")
    return "\n".join(told)


def _lead(side: Side) -> str:
    return {
        Side.PROVIDER: "The provider's delay",
        Side.US: "Our own delay",
        Side.THIRD_PARTY: "A third party's delay",
        Side.UNKNOWN: "Cannot be told",
    }[side]


def _each(found: Sequence[Attribution], draft: Draft) -> str:
    return "\n".join(
        f"• {one.ticket}, {one.metric.value}: {side_words(one)}, because {ground_words(one, draft)}." for one in found
    )


def _without_ours(results: Sequence[tuple[Line, LevelResult]], ours: Sequence[Attribution], draft: Draft) -> str:
    """What the figures would be with our own delays taken off: for fairness, not for the contract."""
    told = []
    for line, result in results:
        mine = [one for one in ours if one.metric is line.latest.metric and one.ticket in result.missed]
        if not mine or not result.of or result.n is None:
            continue
        name, better = level_name(line.latest), result.n + len(mine)
        share = shown(Fraction(100 * better, result.of), result.level.target_pct)
        figure = draft.figure(
            "without_our_delays", f"{name} with our own delays taken off", share, "%",
            n=better, of=result.of, priority=priority_name(line.latest) or None,
        )  # fmt: skip
        told.append(f"{name} {better} of {result.of} ({figure}) instead of {result.n} of {result.of}")
    if not told:
        return ""
    return f"With our own delays taken off it would be {listed(told)}. The contract's count stays as it is, since it does not take those waits off."


def _table(asked: Asked, found: Sequence[Attribution], draft: Draft) -> None:
    rows = [
        (
            one.ticket,
            one.metric.value,
            SIDES[one.side],
            one.ground.value.replace("_", " "),
            _clock(one.over_s),
            _waits(one),
        )
        for one in found
    ]
    label = asked.period.label if asked.period else ""
    table(
        draft,
        f"Late tickets by cause, {label}",
        ("ticket", "clock", "whose delay", "ground", ">over by", "waits"),
        rows,
    )


def _clock(seconds: int) -> str:
    return span_words(seconds, on_clock=True)


def _waits(one: Attribution) -> str:
    told = (
        ("for us", one.our_s),
        ("for a third party", one.third_s),
        ("no reason", one.unclear_s),
        ("taken off by the contract", one.permitted_s),
    )
    return "; ".join(f"{_clock(seconds)} {words}" for words, seconds in told if seconds)


def _ask(sides: dict[Side, tuple[Attribution, ...]], draft: Draft) -> None:
    if sides[Side.PROVIDER]:
        draft.ask_provider(f"What held up {sides[Side.PROVIDER][0].ticket}?")
    elif sides[Side.UNKNOWN]:
        draft.ask_provider(f"What did {sides[Side.UNKNOWN][0].ticket} wait for, and can your records show it?")
    if sides[Side.US]:
        draft.next_steps.append("Look at our own side first: ask how long tickets wait for us.")


def _headline(sides: dict[Side, tuple[Attribution, ...]], draft: Draft, period: Period) -> str:
    total = sum(len(some) for some in sides.values())
    number = draft.figure("late", f"Late, {period.label}", total, "count")
    parts = [
        f"{draft.figure(f'late_{side.value}', f'Late, {SIDES[side]}', len(some), 'count', tickets=tuple(dict.fromkeys(one.ticket for one in some)))} {_short(side)}"
        for side, some in sides.items()
        if some
    ]
    return f"Of {number} {'miss' if total == 1 else 'misses'} {during(period)}: {listed(parts)}."


def _short(side: Side) -> str:
    return {
        Side.PROVIDER: "by the provider's delay",
        Side.US: "by our own",
        Side.THIRD_PARTY: "by a third party's",
        Side.UNKNOWN: "where nobody can tell",
    }[side]
