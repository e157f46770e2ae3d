"""The registers: our own business, what was advised, changed, put off and got done, with what became of it; and the provider as a business."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering import relationship
from bot.answering.answer import Answer
from bot.answering.asking.period import day
from bot.answering.draft import Draft, sentence
from bot.answering.telling.asked import Asked
from store.facts.common import Why
from store.facts.happened import LogEntry

SHOWN = 12
ABOUT: tuple[tuple[str, str], ...] = (
    ("business", r"bus(?:y|iest)|peak|our business|profile"),
    ("advice", r"advi|recommend|suggest"),
    ("deferred", r"weakness|risk|deferred|put off|postponed|vulnerab|nobody has"),
    ("advocacy", r"done for us|advoca|for us\b"),
    ("changes", r"change|left|joined|leav|staff|personnel|who"),
)
NAMES = {
    "business": "things about our own business",
    "advice": "pieces of advice",
    "deferred": "weaknesses not yet fixed",
    "advocacy": "things got done for us",
    "changes": "changes",
}


def tell(asked: Asked) -> Answer:
    """The lines of the register asked about, newest first, with their state and what is overdue."""
    draft = asked.draft("other", timed=False)
    spoken = asked.question.spoken.lower()
    kind = next((name for name, words in ABOUT if re.search(words, spoken)), "changes")
    lines = [line for line in asked.case.happened.log if line.kind == kind and line.on <= asked.case.today]
    if asked.question.period is not None:
        period = asked.question.period
        lines = [line for line in lines if period.start <= line.on <= period.end]
    if not lines:
        draft.cannot(
            f"what is to be said of {NAMES[kind]}",
            Why.NOT_UPLOADED,
            f'Keep it as it happens: itbot note {kind} "..."',
        )
        return draft.answer(f"Nothing is noted yet of {NAMES[kind]}{_during(asked)}.", "unknown", "cannot_tell")
    said(lines, draft)
    number = draft.figure(
        "register_lines",
        f"Lines in the register of {kind}",
        len(lines),
        "count",
        sources=relationship.source_words(lines),
    )
    for line in relationship.to_recheck(lines, asked.case.today):
        draft.next_steps.append(f"Look again at this; its day has come: {line.what}")
    draft.next_steps.append(f"itbot register {kind} lists them; itbot note adds to them.")
    if len(lines) == 1:
        return draft.answer(f"We have {number} line on record of {NAMES[kind]}{_during(asked)}.", "answered")
    return draft.answer(f"We have {number} {NAMES[kind]} on record{_during(asked)}.", "answered")


def _during(asked: Asked) -> str:
    return f" for {asked.question.period.label}" if asked.question.period else ""


def said(lines: Sequence[LogEntry], draft: Draft) -> None:
    """The latest lines, newest first, each with its day, who and state."""
    latest = sorted(lines, key=lambda line: line.on, reverse=True)[:SHOWN]
    draft.say("\n".join(f"• {line_words(line, draft)}" for line in latest))


def line_words(line: LogEntry, draft: Draft) -> str:
    """One line of a register in words, its days registered."""
    draft.readings += [line.what, line.who, line.state]
    on = draft.on("noted", f"Noted: {line.what[:80]}", line.on, (str(line.source),))
    who = f", {line.who}" if line.who else ""
    state = f" ({line.state})" if line.state else ""
    until = "Until" if line.kind == "business" else "Expected by"
    due = f" {until} {draft.on('expected', f'Expected: {line.what[:80]}', line.due)}." if line.due else ""
    return f"{on}{who}: {sentence(line.what).rstrip('.')}{state}.{due}"


def viability(asked: Asked) -> Answer:
    """What is on record of the provider as a business: stated facts, never a forecast."""
    draft = asked.draft("other", timed=False)
    lines = [line for line in relationship.business_facts(asked.case) if line.on <= asked.case.today]
    draft.say("We hold no accounts or credit file of theirs and make no forecast; this is only what is on record here.")
    draft.next_steps.append('Note what they say or what changes: itbot note change "..." --due DAY')
    draft.ask_provider("What is happening in your business that could touch the service to us in the coming year?")
    if not lines:
        draft.cannot(
            "how the provider stands as a business",
            Why.NOT_UPLOADED,
            "Ask them, and note the answer: itbot note statement",
        )
        return draft.answer("Nothing is on record here about the provider as a business.", "unknown", "cannot_tell")
    said(lines, draft)
    again = relationship.to_recheck(lines, asked.case.today)
    for line in again:
        draft.say(
            f"To be looked at again: {sentence(line.what)} It was expected to be over by {day(line.due)}."
            if line.due
            else ""
        )
        if line.due:
            draft.on("expected", f"Expected: {line.what[:80]}", line.due)
    number = draft.figure(
        "business_facts",
        "Facts on record about the provider as a business",
        len(lines),
        "count",
        sources=relationship.source_words(lines),
    )
    return draft.answer(
        f"On record about the provider as a business: {number} {'fact' if len(lines) == 1 else 'facts'}, no verdict.",
        "partly",
        "cannot_tell",
    )
