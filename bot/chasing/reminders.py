"""Sends what is due: one digest a person, begun on record before it is posted, recorded when it went, checked afterwards.

The decision is made afresh each time from what the store holds, so that what was settled meanwhile sends nothing.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from bot.chasing.due import calendar_of, looked
from store.facts.common import InterpreterError
from store.facts.watched import Kind, Nudge
from store.measures.nudges import Daily, to_send, urgency
from store.signs import Signs

if TYPE_CHECKING:
    from bot.wiring import Interpreter

log = logging.getLogger("itbot.chasing")
ROUNDS = "reminders"


# A digest that is to go out: of which contract, to whom, what is due.
Waiting = tuple[str, str, list[Nudge]]


class Undelivered(Exception):  # noqa: N818 - a fact about a message, not a fault of ours
    """A person cannot be reached: the sentence says why. Somebody else is tried."""


class Sender(Protocol):
    """Whatever brings a digest to a person."""

    def send(self, key: str, to: str, nudges: Sequence[Nudge]) -> str:
        """Post one digest and return where it stands. The same key is never posted twice. Raises Undelivered."""
        ...

    def free_in(self, to: str) -> float:
        """In how many seconds a person may be written to again; 0 = now."""
        ...


@dataclass(frozen=True, slots=True)
class Round:
    """One round of reminders: how many digests went out, of how many things, and whom nobody could reach."""

    digests: int
    things: int
    unreached: tuple[str, ...] = ()


def send_due(
    interpreter: Interpreter,
    sender: Sender,
    now: datetime,
    *,
    refs: Sequence[str] | None = None,
    kinds: Collection[Kind] = frozenset(Kind),
    is_round: bool = True,
    sleep: Callable[[float], None] = time.sleep,
) -> Round:
    """Send everything that is due now and has not gone out: one digest a person and contract, the most pressing first.

    Nothing is sent in a contract's quiet hours. A contract that cannot be looked at is logged and holds up no other.
    """
    waiting: list[Waiting] = []
    for ref in interpreter.stores.contracts.refs() if refs is None else refs:
        try:
            waiting += _waiting(interpreter, ref, now, kinds)
        except InterpreterError as wrong:
            log.warning("what is due under %s cannot be told: %s", ref, wrong)
    digests, things, unreached = 0, 0, []
    for ref, person, own in _in_turn(waiting, sender, sleep):
        if person and _sent(interpreter, sender, ref, person, own, now):
            digests, things = digests + 1, things + len(own)
        else:
            unreached.append(person or "nobody is named")
    if is_round:
        Signs(interpreter.database).leave(ROUNDS, now)
    return Round(digests, things, tuple(unreached))


def _waiting(interpreter: Interpreter, ref: str, now: datetime, kinds: Collection[Kind]) -> list[Waiting]:
    """The digests of one contract that are to go out: contract, person, what is due."""
    if Daily(interpreter.stores.contracts.facts(ref).tz).is_quiet(now):
        return []
    seen = looked(interpreter, ref, now)
    fresh = to_send([(nudge, seen.of(nudge.item)) for nudge in seen.nudges if nudge.item.kind in kinds], now)
    return [(ref, person, own) for person, own in _by_person(fresh).items()]


def _in_turn(waiting: Sequence[Waiting], sender: Sender, sleep: Callable[[float], None]) -> Iterator[Waiting]:
    """The digests one after the other, always the most pressing whose reader may be written to now.

    Nobody waits for another's turn, and each person's own come in order of urgency.
    """
    queues: dict[str, deque[Waiting]] = {}
    for one in sorted(waiting, key=lambda one: urgency(one[2][0])):
        queues.setdefault(one[1], deque()).append(one)
    while queues:
        free = {person: sender.free_in(person) if person else 0.0 for person in queues}
        ready = [person for person, left in free.items() if left <= 0]
        if not ready:
            sleep(min(free.values()))
            continue
        first = min(ready, key=lambda person: urgency(queues[person][0][2][0]))
        yield queues[first].popleft()
        if not queues[first]:
            del queues[first]


def next_round(interpreter: Interpreter, ref: str, now: datetime) -> datetime:
    """When a contract's reminders go out next: nine in the morning of a working day, by its own clock."""
    case = interpreter.case(ref, now.date())
    return Daily(case.facts.tz).next_after(now, calendar_of(case))


def _by_person(nudges: Iterable[Nudge]) -> dict[str, list[Nudge]]:
    found: dict[str, list[Nudge]] = {}
    for nudge in nudges:
        found.setdefault(nudge.to, []).append(nudge)
    return found


def _sent(interpreter: Interpreter, sender: Sender, ref: str, person: str, own: list[Nudge], now: datetime) -> bool:
    """Bring one digest to a person, or to the fallback where that person cannot be reached."""
    store = interpreter.stores.nudges
    numbers = store.begin(ref, own)
    for to in dict.fromkeys((person, store.people(ref).fallback)):
        try:
            posted = sender.send(_key(ref, to, own, now), to, own) if to else ""
        except Undelivered:
            continue
        if posted:
            store.went(numbers, posted)
            return True
    return False


def _key(ref: str, to: str, own: Sequence[Nudge], now: datetime) -> str:
    """The digest's name: the same for the same things on the same day, so that a round cut short and made again is one message."""
    things = " ".join(f"{one.item.id}/{one.step}" for one in own)
    return f"nudge:{ref}:{to}:{now.date().isoformat()}:{sha256(things.encode()).hexdigest()[:12]}"
