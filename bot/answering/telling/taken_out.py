"""What an answer must say where something that it may rest on was erased and not added again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.answer import Answer
from bot.answering.asking.period import day
from store.erasure.record import Missing
from store.facts.common import Unknown, Why

if TYPE_CHECKING:
    from bot.wiring import Interpreter

# What each kind of thing taken out can bear upon, by the topic of the answer.
TICKETS = frozenset({"value", "metric", "credits", "trend", "other"})
MAILS = frozenset({"value", "email", "due", "other"})
TABLES = frozenset({"value", "metric", "credits", "trend", "obligation", "other"})
KINDS = (
    "tickets", "mails", "headcount", "outages", "invoices", "security", "reports", "reviews", "roadmap", "advice",
    "changes", "advocacy", "deferred", "promises", "updates", "exit", "statements",
)  # fmt: skip


def with_what_is_missing(interpreter: Interpreter, ref: str, told: Answer) -> Answer:
    """The answer with a line for each thing taken out of the days it speaks of; unchanged where there is none."""
    from store.erasure.record import Erasures

    every = Erasures(interpreter.database)
    if not told.figures or not every.any_of(ref):
        return told
    found = [one for kind in KINDS if told.topic in _topics(kind) for one in every.missing(ref, kind)]
    bearing = [one for one in found if _touches(one, told)]
    if not bearing:
        return told
    unknowns = tuple(Unknown(_words(one), Why.ERASED, "Add it again if it should count.") for one in bearing)
    lines = [f"{unknown.what} This may rest on it, and no longer counts it." for unknown in unknowns]
    return replace(told, text="\n\n".join([told.text, *dict.fromkeys(lines)]), unknowns=(*told.unknowns, *unknowns))


def _topics(kind: str) -> frozenset[str]:
    return {"tickets": TICKETS, "mails": MAILS}.get(kind, TABLES)


def _touches(one: Missing, told: Answer) -> bool:
    if told.period is None:
        return True
    return (one.starts is None or one.starts <= told.period.end) and (one.ends is None or one.ends >= told.period.start)


def _words(one: Missing) -> str:
    said = f"{one.says[0].upper()}{one.says[1:]}"
    return f"{said} {'were' if one.says.startswith('mails') else 'was'} erased on {day(one.at.date())}."
