"""A second reader of contracts: a model is shown one passage and points at words; what they are worth, code reads.

Nothing of the model's is kept but places in the contract and names from closed lists.
"""

from __future__ import annotations

import contextvars
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from bot.answering.voice.metering import patiently
from bot.answering.voice.model import Model, ModelError
from knowledge.tokens import count
from prompts import prompt
from store.facts.agreed import Metric

WITHIN_S, AT_ONCE = 40.0, 4
# A model that fails so often in a row is not asked about the rest.
GIVEN_UP = 3
Role = Literal["limit", "share", "credit", "cap", "claim_window", "price", "rise", "notice", "length", "due"]
ABOUT: dict[str, str] = {
    "limit": "the time in which something must be answered, fixed, updated or done",
    "share": "the least share of cases, devices or time that must be in order",
    "credit": "what the customer gets back for a missed service level",
    "cap": "the most that can be given back",
    "claim_window": "the time in which the customer must claim",
    "price": "a price or rate",
    "rise": "the most by which a price may rise",
    "notice": "the time of notice to end or not renew the contract",
    "length": "how long the contract or a renewal runs",
    "due": "by when a report, a plan or another duty is due",
}


class Pointed(BaseModel):
    """One place that a model points at."""

    model_config = ConfigDict(extra="forbid")

    quote: str = Field(min_length=1, max_length=2500)
    words: str = Field(min_length=1, max_length=200)
    role: Role
    metric: Metric | None = None
    priority: str = Field(default="", max_length=60)


class Points(BaseModel):
    """Everything a model points at in one passage."""

    model_config = ConfigDict(extra="forbid")

    points: list[Pointed] = Field(max_length=60)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one clause: `text` begins at `start` in the document; `headings` stand above it."""

    clause: str
    headings: tuple[str, ...]
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class PointedAt:
    """What a model made of a passage: its points, or None where it gave nothing usable."""

    passage: Passage
    points: tuple[Pointed, ...] | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Shows passages to a model, a few at a time."""

    model: Model

    def read(self, passages: Sequence[Passage]) -> Iterator[PointedAt]:
        """Every passage with what the model points at, in order; after several failures the rest is not asked about."""
        failed = 0
        with patiently(), ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reader") as pool:
            for start in range(0, len(passages), AT_ONCE):
                some = passages[start : start + AT_ONCE]
                if failed >= GIVEN_UP:
                    yield from (PointedAt(one, None) for one in some)
                    continue
                asked = [pool.submit(contextvars.copy_context().run, self._asked, one) for one in some]
                for one in asked:
                    got = one.result()
                    failed = failed + 1 if got.points is None else 0
                    yield got

    def _asked(self, passage: Passage) -> PointedAt:
        told = instruction(passage)
        if count(told) > prompt("reading").budget:
            return PointedAt(passage, None)
        try:
            return PointedAt(passage, tuple(self.model.fill(Points, told, WITHIN_S).value.points))
        except ModelError:
            return PointedAt(passage, None)


def instruction(passage: Passage) -> str:
    """What the model is told: the roles, and the passage as data."""
    return prompt("reading").filled(
        headings=" / ".join(" ".join(one.split()) for one in passage.headings) or "none",
        passage=passage.text,
        roles="\n".join(f"{name}: {ABOUT[name]}" for name in get_args(Role)),
        metrics=", ".join(metric.value for metric in Metric),
    )
