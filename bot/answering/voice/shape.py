"""The only form in which a model may answer: sentences of closed types, each a lead-in with slots."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Type = Literal[
    "verdict", "actual", "term", "comparison", "provider_claim", "detail", "unknown", "next_step", "question"
]


class Sentence(BaseModel):
    """One sentence: its type, and a short lead-in with slots such as {p:1}."""

    model_config = ConfigDict(extra="forbid")

    type: Type
    text: str = Field(max_length=400)


class Worded(BaseModel):
    """The whole answer as a model orders it."""

    model_config = ConfigDict(extra="forbid")

    sentences: list[Sentence] = Field(min_length=1, max_length=40)
