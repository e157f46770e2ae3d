"""Several questions in one message: told apart where each stands for itself, and answered together, none left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from bot.answering.answer import Answer, State, Verdict
from bot.answering.asking.question import REFUSED, TIMED, Question

OPENERS = (
    r"(?:by when|what|how|who|when|which|where|why|whose|did|do|does|is|are|can|could|were|was|should|has|have|will|would|"
    r"what['’]?s|who['’]?s|how['’]?s|when['’]?s)\b"
)
JOINT = re.compile(rf"(?<=\?)\s+(?=(?:(?:and|also)\s+)*{OPENERS})|,?\s+and\s+(?=(?:also\s+)?{OPENERS})", re.IGNORECASE)
OPENING = re.compile(OPENERS, re.IGNORECASE)
WHAT_IS = re.compile(r"(?:what|who)(?:['’]?s| is)\s+\w+\W*$", re.IGNORECASE)
LEAD = re.compile(r"^(?:and|also|plus|then|,|;|\s)+", re.IGNORECASE)
# A part that leans on the one before it: "is that good", "how long did they last", "what do we make it".
LEANING = re.compile(
    r"\b(?:it|that|this|these|those)\b(?! (?:month|week|year|quarter|contract|provider|company|support))|\bthere\b|"
    r"^(?:what|how) (?:do|did|does|long did|long do) (?:they|we) \w+(?: us| them)?\W*$|^how (?:much|many|long|often) (?:is|are|was|were) \w+\W*$",
    re.IGNORECASE,
)
NOW = re.compile(r"\b(?:now|today|currently|at present|at the moment|these days)\b", re.IGNORECASE)
NOWHERE = REFUSED | {"unclear", "which_period", "stranger"}
MOST, LEAST_WORDS = 3, 3
# A part of a message and the parts before it, to a question.
Understand = Callable[[str, Sequence[str]], Question]


def several(text: str) -> bool:
    """Whether a text may hold more than one question."""
    return len(_split(text)) > 1


def _split(text: str) -> list[str]:
    """The questions of a text as they stand in it, by its form alone; one where there is nothing to part."""
    told = [LEAD.sub("", part).strip() for part in JOINT.split(text) if part and part.strip()]
    return told if 1 < len(told) <= MOST and all(_stands(part) for part in told) else [text]


def pieces(text: str, understand: Understand | None = None) -> list[str]:
    """The questions of a text; it stays whole where a part leans on the one before in a way that nobody can follow."""
    told = _split(text)
    for place in range(1, len(told)):
        part, before = told[place], told[:place]
        if LEANING.search(part) and (understand is None or not _follows(part, before, understand)):
            return [text]
    return told


def _follows(part: str, before: Sequence[str], understand: Understand) -> bool:
    """Whether a part that leans on those before it is understood from them, and not by itself."""
    meant = understand(part, before)
    return meant.intent not in NOWHERE and meant != understand(part, ())


def _stands(part: str) -> bool:
    """Whether a part is a question by its form."""
    enough = len(part.split()) >= LEAST_WORDS or WHAT_IS.match(part) is not None
    return enough and OPENING.match(part) is not None


def apart(text: str, understand: Understand) -> tuple[list[tuple[str, str]], list[str]]:
    """(questions as written and as asked, parts that nobody can place); a text that is one question comes back whole.

    A part that names no time takes that of the message, where the message names only one.
    """
    told, whole = pieces(text, understand), understand(text, ())
    if len(told) < 2 or whole.intent in REFUSED:
        return [(text, text)], []
    asked = [understand(part, told[:place]) for place, part in enumerate(told)]
    lost = [part for part, one in zip(told, asked, strict=True) if one.intent in NOWHERE]
    found = [(part, one) for part, one in zip(told, asked, strict=True) if one.intent not in NOWHERE]
    if lost:
        return (_timed(found), lost) if found else ([(text, text)], [])
    if len({_asks(one) for _, one in found}) < 2 and not _now_and_then(found):
        return [(text, text)], []
    return _timed(found), []


def _now_and_then(found: Sequence[tuple[str, Question]]) -> bool:
    """Whether the same thing is asked of today and of another time."""
    return any(NOW.search(part) and not one.readings for part, one in found) and any(one.readings for _, one in found)


def _asks(one: Question) -> tuple[object, ...]:
    """What tells two questions apart, the time left aside."""
    return one.intent, one.metrics, one.priorities, one.service, one.kind, one.ticket, one.terms, one.reference


def _timed(found: Sequence[tuple[str, Question]]) -> list[tuple[str, str]]:
    spans = {(r.period.start, r.period.end): r for _, one in found for r in one.readings}
    if len(spans) != 1:
        return [(part, part) for part, _ in found]
    words = next(iter(spans.values())).words
    return [
        (
            part,
            part
            if one.readings or one.intent not in TIMED or not words or NOW.search(part)
            else f"{part.rstrip(' ?.!')} {words}",
        )
        for part, one in found
    ]


def joined(text: str, told: Sequence[tuple[str, Answer]]) -> Answer:
    """One answer of several: every figure, quotation and doubt of each, and the state of the least of them."""
    answers = [answer for _, answer in told]
    first = answers[0]
    extra = _extra(answers)
    extra["readings"] = (*extra.get("readings", ()), *(part for part, _ in told))
    periods = {(one.period.start, one.period.end) for one in answers if one.period}
    return Answer(
        question=text,
        state=_state(answers),
        headline=" ".join(one.headline for one in answers),
        text="\n\n".join(f"On “{part}”\n\n{one.text}" for part, one in told),
        topic=first.topic,
        verdict=_verdict(answers),
        period=next((one.period for one in answers if one.period), None) if len(periods) == 1 else None,
        figures=tuple(dict.fromkeys(figure for one in answers for figure in one.figures)),
        citations=tuple(dict.fromkeys(citation for one in answers for citation in one.citations)),
        unknowns=tuple(dict.fromkeys(unknown for one in answers for unknown in one.unknowns)),
        next_steps=tuple(dict.fromkeys(step for one in answers for step in one.next_steps)),
        questions_for_provider=tuple(dict.fromkeys(ask for one in answers for ask in one.questions_for_provider)),
        extra=extra,
    )


def with_the_rest(answer: Answer, lost: Sequence[str]) -> Answer:
    """The answer with a word on the parts of the message that it does not answer."""
    from dataclasses import replace

    if not lost:
        return answer
    named = " and ".join(f"“{part}”" for part in lost)
    note = f"This answers a part of what you asked. I could not place {named}; ask that by itself."
    extra = {**answer.extra, "readings": (*answer.extra.get("readings", ()), *lost)}
    state: State = "partly" if answer.state == "answered" else answer.state
    return replace(answer, text=f"{answer.text}\n\n{note}", state=state, extra=extra)


def _state(answers: Sequence[Answer]) -> State:
    states = {one.state for one in answers}
    return next(iter(states)) if len(states) == 1 else "partly"


def _verdict(answers: Sequence[Answer]) -> Verdict | None:
    """The verdict where only one part has one, or all agree."""
    told = {one.verdict for one in answers if one.verdict is not None}
    return told.pop() if len(told) == 1 else None


def _extra(answers: Sequence[Answer]) -> dict[str, Any]:
    """What the answers carry beside their text: lists put together, of anything else the first."""
    extra: dict[str, Any] = {}
    for one in answers:
        for name, value in one.extra.items():
            if isinstance(value, (list, tuple)) and isinstance(extra.get(name, ()), (list, tuple)):
                extra[name] = [*extra.get(name, ()), *value]
            else:
                extra.setdefault(name, value)
    return extra
