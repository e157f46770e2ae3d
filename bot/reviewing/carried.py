"""What was agreed last time: the promises and decisions of the month before and of the pack's own, with what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.answering.asking.period import day
from bot.chasing.watching import OVER
from bot.digest.promised import due_words
from store.facts.common import Period
from store.facts.promised import State
from store.measures.promises import state_on

if TYPE_CHECKING:
    from bot.answering.casefile import CaseFile

STATES = {
    State.OPEN: "open", State.KEPT: "kept", State.LATE: "kept late", State.MISSED: "not kept", State.WITHDRAWN: "withdrawn",
    State.UNKNOWN: "past its day, nobody has said what became of it",
}  # fmt: skip
# The others stand among the promises of the pack itself.
SETTLED = frozenset({State.KEPT, State.LATE, State.WITHDRAWN})
PAST_ITS_DAY = STATES[State.UNKNOWN]


def carried(case: CaseFile, month: str) -> list[dict[str, str]]:
    """What was agreed in the month before the pack's or in it: promises that are settled since, and actions noted by hand."""
    last = Period.of_month(month, case.facts.tz).end
    first = (last.replace(day=1) - timedelta(days=1)).replace(day=1)
    found = sorted([*_promised(case, first, last), *_noted(case, first, last)], key=lambda one: one[0])
    return [row for _, row in found]


def _promised(case: CaseFile, first: date, last: date) -> Iterator[tuple[date, dict[str, str]]]:
    for one in case.stores.promises.listed(case.ref):
        made = one.made_at.astimezone(ZoneInfo(case.facts.tz)).date()
        state = state_on(one, case.today)
        if first <= made <= last and state in SETTLED:
            who = one.who or "the provider"
            yield made, {"what": one.what, "who": who, "due": due_words(one), "state": STATES[state]}


def _noted(case: CaseFile, first: date, last: date) -> Iterator[tuple[date, dict[str, str]]]:
    for line in case.stores.registers.listed(case.ref):
        if line.due is not None and first <= line.on <= last:
            yield (
                line.on,
                {
                    "what": line.what,
                    "who": line.who,
                    "due": day(line.due),
                    "state": _state(line.state, line.due, case.today),
                },
            )


def _state(said: str, due: date, today: date) -> str:
    """As the register has it; what is open after its day says so."""
    if said.strip().lower() in OVER:
        return said.strip()
    return PAST_ITS_DAY if due < today else said.strip() or "open"
