"""How tickets would have done under the time that was allowed before a change: the same tickets, the same clock, the old limit."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answer import Answer
from bot.answering.casefile import TICKET_METRICS
from bot.answering.draft import Draft, during, listed, percent
from bot.answering.lines import Line
from bot.answering.telling.asked import Asked, freshness, no_data
from bot.answering.telling.gathered import kept
from bot.answering.telling.levels import DONE, limit, target_share
from bot.answering.telling.metric import not_in_contract
from bot.answering.telling.spans import n_of
from store.facts.agreed import ServiceLevel
from store.facts.common import Period, Why
from store.measures.applicable import in_days
from store.measures.judged_ticket import MET, MISSED, JudgedTicket
from store.measures.level_names import level_name
from store.measures.percentages import kept as kept_aside
from store.measures.percentages import share


def tell(asked: Asked) -> Answer:
    """Each level asked about that had another time before, counted by both times."""
    missing = no_data(asked, "metric", "what the earlier time would have made of it")
    period = asked.period
    if missing or period is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("metric")
    lines = asked.case.lines_for(asked.question.metrics, asked.question.priorities, asked.question.service)
    pairs = [(line, pair) for line in lines if (pair := _versions(line, period)) is not None]
    if not pairs:
        draft.cannot(
            "an earlier time for what you ask about", Why.NOT_IN_CONTRACT, "No amendment that we have read changed it."
        )
        return draft.answer(
            "We know of no earlier time for it: the contract, as we read it, never changed it.",
            "unknown",
            "cannot_tell",
        )
    draft.say(asked.note)
    told = [_both(asked, line, pair, period, draft) for line, pair in pairs]
    draft.say(
        "How it is counted: the same tickets on the same clock, once with the time now allowed and once with the time before it."
    )
    draft.say("What counts under the contract is the time that was in force when each ticket was logged.")
    freshness(asked, draft)
    return draft.answer(f"{listed(told)}.")


def _versions(line: Line, period: Period) -> tuple[ServiceLevel, ServiceLevel] | None:
    """The version before the one in force at the period's end, and that one, where only the time allowed differs."""
    now = line.on(period.end)
    earlier = [one for one in line.versions if now is not None and one.effective_from < now.effective_from]
    if now is None or not earlier or now.metric not in TICKET_METRICS:
        return None
    before = earlier[-1]
    same_clock = (before.clock, before.hours) == (now.clock, now.hours) and not in_days(now)
    timed = before.limit_s is not None and now.limit_s is not None and before.limit_s != now.limit_s
    return (before, now) if same_clock and timed else None


def _both(asked: Asked, line: Line, pair: tuple[ServiceLevel, ServiceLevel], period: Period, draft: Draft) -> str:
    """One level's count by its earlier and by its present time."""
    now = pair[1]
    metric = now.metric
    found = [
        one
        for one in kept(asked, asked.case.stores.stories.judged(asked.case.ref, period=period))
        if one.reading(metric).met in {MET, MISSED}
        and one.reading(metric).level in {level.id for level in line.versions}
    ]
    name = level_name(now)
    words = [_counted(found, level, f"{name}, {period.label}", draft) for level in pair]
    changed = draft.on("changed_on", f"{name} in force from", now.effective_from)
    return f"{name} {during(period)} by the time before {changed}: {words[0]}; by the time now in force: {words[1]}"


def _counted(found: Sequence[JudgedTicket], level: ServiceLevel, name: str, draft: Draft) -> str:
    """How many of the tickets made the time of one version."""
    allowed, seconds = limit(level, draft), level.limit_s or 0
    taken = [(one.name, one.reading(level.metric).took_s) for one in found]
    in_time = [
        who for who, took in taken if took is not None and (took < seconds or (took == seconds and not level.strict))
    ]
    counted = n_of(draft, "in_time", f"{name}: within {allowed}", in_time, len(found))
    draft.cite(level.source, level.status)
    if not found:
        return f"{counted} {DONE[level.metric]} within {allowed}"
    exact = kept_aside(share(len(in_time), len(found)), level.target_pct)
    shown = draft.figure(
        "share_in_time", f"{name}: share within {allowed}", percent(exact), "%", n=len(in_time), of=len(found)
    )
    wanted = f", target {target}" if (target := target_share(level, draft)) else ""
    return f"{counted} {DONE[level.metric]} within {allowed} ({shown}{wanted})"
