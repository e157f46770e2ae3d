"""A try of the model that is set, on a made-up answer: does it answer, does it do as told, what does a question take."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date

from bot.answering.answer import Answer, Figure
from bot.answering.voice.metering import Metered
from bot.answering.voice.model import ModelError
from bot.answering.voice.packet import packet
from bot.answering.voice.shape import Worded
from bot.answering.voice.wording import WITHIN_S, checked, instruction

# The calls that a question takes; reading a contract or a mail is counted apart.
OF_QUESTIONS = frozenset({"Worded", "Picked"})
HEADLINE = "Missed: P1 first response, nine of ten answered in time."


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it, in one sentence, and what to do."""

    ok: bool
    says: str
    fix: str = ""


def tried(model: Metered, today: date) -> Trial:
    """Ask once, with nothing of anybody's in it."""
    held = packet(_example())
    started = time.perf_counter()
    try:
        reply = model.fill(Worded, instruction(held), WITHIN_S)
    except ModelError as trouble:
        return _failed(model, trouble)
    took = f"{model.name} answered in {time.perf_counter() - started:.1f} s"
    text, faults = checked(reply.value, held)
    cost = _cost(model, today)
    if text is None:
        return Trial(ok=False, says=f"{took}, but not as told ({faults[0]}); {cost}", fix="Try a larger model.")
    return Trial(ok=True, says=f"{took}; {cost}")


def _failed(model: Metered, trouble: ModelError) -> Trial:
    if trouble.setup:
        return Trial(ok=False, says=trouble.setup, fix="docs/model.md")
    return Trial(
        ok=False,
        says=f"{model.name}: {trouble}",
        fix="Check the key, the address and the model's name (docs/model.md).",
    )


def _cost(model: Metered, today: date) -> str:
    """What a question took on average this month, the trials among them."""
    count, spent, said = model.spending.average(today, OF_QUESTIONS)
    priced = f", which costs {model.price.of(spent, said):.4f}" if model.price else ""
    calls = "one call" if count == 1 else f"{count} calls"
    return f"a question takes {spent:,} tokens in and {said:,} out on average ({calls} this month){priced}"


def _example() -> Answer:
    figure = Figure("response_attainment", "P1 first response", "90.00", "%", n=9, of=10, priority="P1", contract="X")
    told = f"{HEADLINE}\n\nThe contract asks for more.\n\nThe summer was quieter."
    return Answer("did they answer in time?", "answered", HEADLINE, told, "metric", "missed", figures=(figure,))
