"""The wording of an answer by a model, checked; whatever is not right to the last mark, the composer's text stands."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

from bot.answering import guard
from bot.answering.answer import Answer
from bot.answering.voice import checks, glue, rendering, scan
from bot.answering.voice.metering import stepped
from bot.answering.voice.model import Model, ModelError, Reply
from bot.answering.voice.packet import Packet, packet
from bot.answering.voice.shape import Worded
from knowledge.tokens import count
from prompts import prompt

WITHIN_S = 20.0
CALLS = 2
REMEMBERED = 500
# An answer of one paragraph is as short as it can be; there is nothing to put in order.
WORTH_WORDING = 4


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of an answer at the model: its text or None, why not, and what it cost."""

    text: str | None
    why: str = ""
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    setup: str = ""


@dataclass
class Voice:
    """Words answers with one model; remembers what it worded for the same evidence."""

    model: Model
    now: Callable[[], float] = time.monotonic
    _known: OrderedDict[str, str] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def word(self, answer: Answer) -> Answer:
        """The answer in the model's order, or as it was; `extra["voice"]` says what happened."""
        held = within_budget(packet(answer))
        if held is None or answer.state not in {"answered", "partly"} or len(held.parts) < WORTH_WORDING:
            return answer
        key = f"{self.model.name} {prompt('wording').sha256} {held.sha256}"
        attempt = self._remembered(key) or self._tried(held)
        told = {"calls": attempt.calls, "in": attempt.tokens_in, "out": attempt.tokens_out, "why": attempt.why}
        extra = {**answer.extra, "voice": told, "prompt": prompt("wording").sha256}
        if attempt.setup:
            extra["setup"] = attempt.setup
        if attempt.text is None:
            return replace(answer, extra=extra)
        worded = replace(answer, text=attempt.text, worded_by=self.model.name, extra=extra)
        if guard.orphans(worded):
            return replace(answer, extra={**extra, "voice": {**told, "why": "a number stood outside the evidence"}})
        self._remember(key, attempt.text)
        return worded

    def _tried(self, held: Packet) -> Attempt:
        ends = self.now() + WITHIN_S
        stepped(f"Putting it in order with {self.model.name}")
        told, spent, why = instruction(held), Reply(None), "no time was left"
        for call in range(1, CALLS + 1):
            left = ends - self.now()
            if left <= 0:
                return Attempt(None, why, call - 1, spent.tokens_in, spent.tokens_out)
            try:
                reply = self.model.fill(Worded, told, left)
            except ModelError as trouble:
                took = spent.tokens_in + trouble.tokens_in, spent.tokens_out + trouble.tokens_out
                return Attempt(None, str(trouble), call - trouble.held_back, *took, setup=trouble.setup)
            spent = Reply(None, spent.tokens_in + reply.tokens_in, spent.tokens_out + reply.tokens_out)
            text, faults = checked(reply.value, held)
            if text is not None:
                return Attempt(text, "", call, spent.tokens_in, spent.tokens_out)
            why = faults[0]
            told = instruction(held) + "\n\nYour last answer could not be used:\n- " + "\n- ".join(faults[:8])
        return Attempt(None, why, CALLS, spent.tokens_in, spent.tokens_out)

    def _remembered(self, key: str) -> Attempt | None:
        with self._lock:
            text = self._known.get(key)
            if text is not None:
                self._known.move_to_end(key)
        return Attempt(text) if text is not None else None

    def _remember(self, key: str, text: str) -> None:
        with self._lock:
            self._known[key] = text
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)


def checked(worded: Worded, held: Packet) -> tuple[str | None, list[str]]:
    """The text of a worded answer, or why it cannot be sent."""
    faults = checks.faults(worded, held)
    if faults:
        return None, faults
    text = rendering.text(rendering.pieces(worded, held))
    strays = scan.strays(text, (part.text for part in held.parts))
    return (None, [f"the finished text holds {stray}" for stray in strays]) if strays else (text, [])


def within_budget(held: Packet) -> Packet | None:
    """The packet with as many of its optional parts as the prompt's budget holds; None when even the rest is too long.

    A part is told whole or not at all: a clause cut short could say the opposite.
    """
    most = prompt("wording").budget
    while count(instruction(held)) > most:
        spare = [part for part in held.parts if not part.keep]
        if not spare:
            return None
        held = replace(held, parts=tuple(part for part in held.parts if part is not spare[-1]))
    return held


def instruction(held: Packet) -> str:
    """What the model is told: the rules, the parts as data, the question as data."""
    parts = "\n".join(
        f"{{{part.id}}} | {part.kind}{' | keep' if part.keep else ''} | {_one_line(part.text)}" for part in held.parts
    )
    types = "\n".join(f"{name}: {', '.join(sorted(kinds))}" for name, kinds in checks.HOLDS.items())
    return prompt("wording").filled(
        question=_one_line(held.question), parts=parts, types=types, words=" ".join(sorted(glue.words()))
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
