"""What was promised: service levels as the contract words them, with both readings where there are two."""

from __future__ import annotations

from datetime import date

from bot.answering.answer import Answer
from bot.answering.casefile import Line
from bot.answering.draft import Draft, listed
from bot.answering.telling import words
from bot.answering.telling.asked import Asked
from bot.answering.telling.levels import CLOCKS, clause_words, level_name, limit, target_share
from bot.answering.telling.metric import not_in_contract
from store.facts.agreed import ServiceLevel
from store.facts.common import Status, Why


def targets(asked: Asked) -> Answer:
    """What was promised: the levels as the contract words them, today's version first."""
    question = asked.question
    lines = asked.case.lines_for(question.metrics, question.priorities, question.service)
    if not lines:
        return _in_words(asked) or not_in_contract(asked)
    draft = asked.draft("metric", timed=False)
    when = question.period.start if question.period else asked.case.today
    timeless = [line for line in lines if _timeless(_then(line, when))]
    if timeless and len(timeless) == len(lines):
        return _no_time(timeless, draft, when)
    doubtful = [line for line in lines if line.doubtful(when)]
    for line in doubtful:
        _both_readings(line, draft, when)
    sure = [line for line in lines if line not in doubtful]
    told = [f"{level_name(_then(line, when))}: {promise_words(line, draft, when)}" for line in sure]
    for line in sure:
        draft.cite(_then(line, when).source, _then(line, when).status)
    if len(told) == 1 and not doubtful:
        draft.say(clause_words(_then(lines[0], when), draft))
        return draft.answer(f"The promise for {told[0]}.")
    if not told:
        return draft.answer(
            "The contract can be read in more than one way here, so I give no single figure.", "unknown", "cannot_tell"
        )
    draft.say("\n".join(f"• {line}." for line in told))
    where = dict.fromkeys(draft.cite(_then(line, when).source, _then(line, when).status) for line in sure)
    draft.say(f"Each stands in: {listed(where)}.")
    number = draft.figure("levels", "Service levels set", len(told), "count")
    return draft.answer(
        f"The contract sets {number} such {'level' if len(told) == 1 else 'levels'}.",
        "partly" if doubtful else "answered",
    )


def _in_words(asked: Asked) -> Answer | None:
    """A promise that is no service level but stands in a clause all the same."""
    if asked.library is None or asked.question.priorities or asked.question.service:
        return None
    found = words.tell(asked, asked.library())
    return found if found.state == "answered" else None


def _timeless(level: ServiceLevel) -> bool:
    """Whether the contract's words for the limit are no time at all ("as agreed"), and there is no second reading."""
    return level.status is Status.UNKNOWN and bool(level.limit_text) and not level.readings


def _no_time(lines: list[Line], draft: Draft, when: date) -> Answer:
    """The words that stand where a time should be."""
    names = [level_name(_then(line, when)) for line in lines]
    for line in lines:
        level = _then(line, when)
        draft.say(
            f"{level_name(level)}: the contract says \u201c{level.limit_text}\u201d. {draft.quoted(level.source)}."
        )
    draft.cannot(f"by when {listed(names)} is due", Why.NOT_IN_CONTRACT, "Ask for a time, and have it put in writing.")
    return draft.answer(f"The contract gives no time for {listed(names)} that could be measured.", "partly")


def _then(line: Line, when: date) -> ServiceLevel:
    return line.on(when) or line.latest


def _both_readings(line: Line, draft: Draft, when: date) -> None:
    """Two readings of one promise: both shown with their words, none picked."""
    live = [level for level in line.versions if level.effective_from <= when <= level.effective_to] or [line.latest]
    name = level_name(live[0])
    for level in live:
        readings = "; ".join(level.readings)
        figures = (
            ", ".join(part for part in (limit(level, draft), target_share(level, draft)) if part)
            or "no figure we could read"
        )
        draft.say(
            f"• {name}, one reading: {figures}. {draft.quoted(level.source, level.status)}."
            + (f" ({readings})" if readings else "")
        )
        draft.readings += list(level.readings)
    draft.cannot(
        f"what is promised for {name}",
        Why.CONFLICT,
        "Settle it with the contract in hand: itbot terms --status conflict",
    )


def promise_words(line: Line, draft: Draft, when: date) -> str:
    """A level as promised: "15 minutes, counted in Service Hours, for 95.00 % of them"."""
    level = _then(line, when)
    share, allowed = target_share(level, draft), limit(level, draft)
    parts = [allowed, CLOCKS[level.clock] if allowed else "", f"for {share} of them" if share and allowed else share]
    earlier = [v for v in line.versions if v.effective_to < level.effective_from]
    words = ", ".join(part for part in parts if part) or "no figure that we could read"
    if earlier:
        on = draft.on("changed_on", f"{level_name(level)} in force from", level.effective_from)
        draft.cite(earlier[-1].source, earlier[-1].status)
        words += f" (since {on}; before that {limit(earlier[-1], draft) or 'another value'})"
    return words
