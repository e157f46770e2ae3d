"""What was promised: service levels as the contract words them, with both readings where there are two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answering.answer import Answer
from bot.answering.casefile import TICKET_METRICS
from bot.answering.draft import Draft, listed
from bot.answering.line_choice import rest_words
from bot.answering.lines import Line
from bot.answering.telling import words
from bot.answering.telling.asked import Asked
from bot.answering.telling.ended import ended, no_longer, no_longer_words
from bot.answering.telling.levels import CLOCKS, clause_words, limit, prevailing_words, target_share
from bot.answering.telling.metric import not_in_contract
from store.facts.agreed import Firmness, ServiceLevel
from store.facts.common import Status, Why
from store.measures.level_names import NAMES, level_name

GUARANTEE = re.compile(r"\b(?:guarante\w*|binding|warrant\w*|firm)\b", re.IGNORECASE)


def targets(asked: Asked) -> Answer:
    """What was promised: the levels as the contract words them, today's version first."""
    question = asked.question
    lines = asked.case.lines_for(question.metrics, question.priorities, question.service)
    if not lines:
        return _in_words(asked) or _with_the_nearest(asked, not_in_contract(asked))
    draft = asked.draft("metric", timed=False)
    draft.say(rest_words(lines[0], question.priorities))
    when = asked.day
    without = _without_figures(asked, lines, draft)
    if without is not None:
        return without
    gone = [line for line in lines if ended(line, when)]
    draft.say(*(no_longer_words(asked, line, draft) for line in gone))
    lines = tuple(line for line in lines if line not in gone)
    doubtful = [line for line in lines if line.doubtful(when)]
    for line in doubtful:
        _both_readings(line, draft, when)
    sure = [line for line in lines if line not in doubtful]
    told = [f"{level_name(_then(line, when))}: {promise_words(line, draft, when)}" for line in sure]
    for line in sure:
        draft.cite(_then(line, when).source, _then(line, when).status)
    _only_aimed_at(asked, [_then(line, when) for line in sure], draft)
    if len(told) == 1 and not doubtful:
        return _only_one(asked, lines[0], told[0], draft)
    if not told:
        return draft.answer(
            "The contract can be read in more than one way here, so I give no single figure.", "unknown", "cannot_tell"
        )
    draft.say("\n".join(f"• {line}." for line in told))
    draft.say(*(found.strip() for line in sure if (found := prevailing_words(_then(line, when), draft))))
    where = dict.fromkeys(draft.cite(_then(line, when).source, _then(line, when).status) for line in sure)
    draft.say(f"Each stands in: {listed(where)}.")
    number = draft.figure("levels", "Service levels set", len(told), "count")
    firm = any(_firm(_then(line, when)) for line in sure)
    what = "level" if firm else "goal"
    head = f"The contract sets {number} such {what}{'' if len(told) == 1 else 's'}."
    if not firm and not doubtful and GUARANTEE.search(question.spoken):
        return draft.answer(f"No: {head[0].lower()}{head[1:]}", "answered", "no")
    return draft.answer(head, "partly" if doubtful else "answered")


def _without_figures(asked: Asked, lines: Sequence[Line], draft: Draft) -> Answer | None:
    """The answer where all the levels asked about have ended, or none of them has a time; None where one has a figure."""
    if all(ended(line, asked.day) for line in lines):
        return no_longer(asked, lines, draft)
    live = [line for line in lines if not ended(line, asked.day)]
    if all(_timeless(_then(line, asked.day)) for line in live):
        return _no_time(live, draft, asked.day)
    return None


def _only_one(asked: Asked, line: Line, words: str, draft: Draft) -> Answer:
    level = _then(line, asked.day)
    draft.say(clause_words(level, draft))
    before, since, later = _around(line, level)
    if before:
        draft.say(
            f"Before {draft.on('changed_on', 'In force from', since)}: {draft.quoted(before.source, before.status)}."
        )
    if later:
        on = draft.on("changed_on", "In force from", later.effective_from)
        draft.say(f"From {on} on: {draft.quoted(later.source, later.status)}.")
    if not _firm(level) and GUARANTEE.search(asked.question.spoken):
        return draft.answer(f"No: the contract sets it as a goal. For {words}.", "answered", "no")
    return draft.answer(f"The {'promise' if _firm(level) else 'goal'} for {words}.")


def _firm(level: ServiceLevel) -> bool:
    return level.firmness is Firmness.MUST


def _only_aimed_at(asked: Asked, levels: list[ServiceLevel], draft: Draft) -> None:
    """Say of levels that are only aimed at that they are, with the whole clause: a goal often ends in a disclaimer."""
    loose = [level for level in levels if not _firm(level) and level.source.quote]
    if not loose:
        return
    clauses = {level.source.clause for level in loose}
    near = [one for one in asked.passages(loose[0].source.quote or "", 3) if one.clause in clauses]
    quoted = f" In {draft.quoted(near[0])}." if near else ""
    names = listed(dict.fromkeys(level_name(level) for level in loose))
    draft.say(f"The contract words this as a goal or an effort, not as a duty: {names}.{quoted}")


def _with_the_nearest(asked: Asked, answer: Answer) -> Answer:
    """The answer that no level is set, with the contract's own words on the thing where it speaks of it."""
    stems = [NAMES[metric].split()[-1][:7].lower() for metric in asked.question.metrics]
    near = [
        one for one in asked.passages(asked.question.spoken, 3) if any(s in (one.quote or "").lower() for s in stems)
    ]
    if not near:
        return answer
    draft = asked.draft("metric", timed=False)
    words = "; ".join(draft.quoted(one) for one in near)
    cited = (*answer.citations, *draft.citations)
    return replace(answer, text=f"{answer.text}\n\nThe contract speaks of it here: {words}.", citations=cited)


def _in_words(asked: Asked) -> Answer | None:
    """A promise that is no service level but stands in a clause all the same."""
    if asked.library is None or asked.question.priorities or asked.question.service:
        return None
    found = words.tell(asked, asked.library())
    return found if found.state == "answered" else None


def _timeless(level: ServiceLevel) -> bool:
    """Whether the contract's words for the limit are no time at all ("as agreed"), and there is no second reading."""
    said = bool(level.limit_text) and not level.readings
    return said and (level.status is Status.UNKNOWN or _without_a_time(level))


def _without_a_time(level: ServiceLevel) -> bool:
    """Whether a level that needs a time has none; a share alone ("90 % of them") then promises nothing."""
    return level.metric in TICKET_METRICS and level.limit_s is None and level.limit_days is None


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


def _around(line: Line, level: ServiceLevel) -> tuple[ServiceLevel | None, date, ServiceLevel | None]:
    """The promise before this one, since when this one holds, and the next; a change of opening hours alone is none."""
    at = next(place for place, one in enumerate(line.versions) if one is level or one == level)
    first = at
    while first and _promise(line.versions[first - 1]) == _promise(level):
        first -= 1
    later = next((one for one in line.versions[at + 1 :] if _promise(one) != _promise(level)), None)
    before = line.versions[first - 1] if first else None
    return before, line.versions[first].effective_from, later


def _promise(level: ServiceLevel) -> tuple[object, ...]:
    return level.limit_s, level.limit_days, level.limit_text, level.target_pct, level.clock, level.strict


def level_words(level: ServiceLevel, draft: Draft) -> str:
    """One version of a level as promised, without what came before or after it."""
    if level.limit_text and _without_a_time(level):
        return f"no time that could be measured (\u201c{level.limit_text}\u201d)"
    share, allowed = target_share(level, draft), limit(level, draft)
    parts = [allowed, CLOCKS[level.clock] if allowed else "", f"for {share} of them" if share and allowed else share]
    return ", ".join(part for part in parts if part) or "no figure that we could read"


def promise_words(line: Line, draft: Draft, when: date) -> str:
    """A level as promised: "15 minutes, counted in Service Hours, for 95.00 % of them"."""
    level = _then(line, when)
    words = level_words(level, draft)
    before, since, later = _around(line, level)
    if before:
        on = draft.on("changed_on", f"{level_name(level)} in force from", since)
        draft.cite(before.source, before.status)
        words += f" (since {on}; before that {limit(before, draft) or 'another value'})"
    if later:
        on = draft.on("changed_on", f"{level_name(level)} in force from", later.effective_from)
        draft.cite(later.source, later.status)
        words += f" (from {on} on {limit(later, draft) or 'another value'})"
    return words
