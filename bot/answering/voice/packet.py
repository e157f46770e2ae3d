"""The evidence packet: everything an answer may say, written by code, frozen, each part under an id of its own.

A model is shown the parts and returns their ids. What it returns is put together again from here, so that a wrong id
gives an irrelevant true line and never a false one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.answering.answer import Answer, Figure
from bot.answering.draft import sentence, shown

CLOSING = ("What we cannot tell", "A question for the provider:")
# A paragraph with one of these carries what the reader must not miss: money, deadlines, doubt, the contract's own words.
_KEEP = re.compile(
    r"[£$€\"]|\b(?:contract|claim|confirmed|legal advice|too late|not counted|provider's report|deadline|took this to be)\b",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """What a part is."""

    VERDICT = "verdict"
    ACTUAL = "actual"
    TERM = "term"
    PROVIDER_CLAIM = "provider_claim"
    DETAIL = "detail"
    UNKNOWN = "unknown"
    NEXT_STEP = "next_step"
    QUESTION = "question"


ROLES = {"target": Kind.TERM, "claimed_by_provider": Kind.PROVIDER_CLAIM}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that may be said: its id ("h", "v:2", "p:1"), its kind, and the words, which are never changed.

    `scope` is what a figure is about (contract, priority): one sentence never mixes two. `keep` marks what must be said.
    """

    id: str
    kind: Kind
    text: str
    scope: tuple[str | None, str | None] | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Packet:
    """The question and every part of its answer, in the composer's order."""

    question: str
    parts: tuple[Part, ...]

    def part(self, slot: str) -> Part | None:
        """The part under an id; None where there is none."""
        return next((part for part in self.parts if part.id == slot), None)

    @property
    def sha256(self) -> str:
        """One word for the whole packet: the same evidence gives the same word."""
        held = [self.question, [(part.id, part.kind, part.text, part.keep) for part in self.parts]]
        return hashlib.sha256(json.dumps(held).encode()).hexdigest()


def packet(answer: Answer) -> Packet:
    """Everything the composer wrote, as parts."""
    return Packet(answer.question, tuple(_parts(answer)))


def _parts(answer: Answer) -> Iterator[Part]:
    yield Part("h", Kind.VERDICT, answer.headline, keep=True)
    for number, paragraph in enumerate(_paragraphs(answer), 1):
        yield Part(f"p:{number}", Kind.DETAIL, paragraph, keep=bool(_KEEP.search(paragraph)))
    for number, figure in enumerate(answer.figures, 1):
        if figure.unit not in {"date", "month", "text"}:
            yield Part(f"v:{number}", ROLES.get(figure.role, Kind.ACTUAL), stated(figure), _scope(figure))
    for number, unknown in enumerate(answer.unknowns, 1):
        told = f"We cannot tell: {unknown.what}. {sentence(unknown.fix)}"
        yield Part(f"u:{number}", Kind.UNKNOWN, told, keep=True)
    for number, step in enumerate(answer.next_steps, 1):
        yield Part(f"n:{number}", Kind.NEXT_STEP, sentence(step))
    for number, question in enumerate(answer.questions_for_provider[:1], 1):
        yield Part(f"a:{number}", Kind.QUESTION, f"A question for the provider: {question}")


def _paragraphs(answer: Answer) -> list[str]:
    """The composer's paragraphs between the headline and the closing ones, which have parts of their own."""
    paragraphs = answer.text.split("\n\n")[1:]
    return [paragraph for paragraph in paragraphs if not paragraph.startswith(CLOSING)]


def stated(figure: Figure) -> str:
    """A figure as a whole statement: label, value, unit, and n of N."""
    counted = f" ({figure.n} of {figure.of})" if figure.n is not None and figure.of is not None else ""
    return f"{figure.label}: {shown(figure)}{counted}."


def _scope(figure: Figure) -> tuple[str | None, str | None]:
    return figure.contract, figure.priority
