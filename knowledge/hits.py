"""What a search found: the passage, how it was judged, and whether it is more than the nearest there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.passages import Passage
from knowledge.ranking import PERHAPS, SURE


class Judged(NamedTuple):
    """How well a passage answers: its score, what each search thought, and the log odds which that gives."""

    score: float
    legs: dict[str, float]
    evidence: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, its score among those found with it, and what each search thought of it (name -> score).

    `evidence` is how much speaks for its answering, as log odds; where it is not `confident`, the passage is merely the
    nearest there is, and where it is not even `possible`, the contract is taken to say nothing on the matter.
    `quote` is the passage's sentence that speaks most to the question; `clause` and `page` are where that stands.
    """

    passage: Passage
    score: float
    legs: dict[str, float]
    evidence: float
    quote: str = ""
    clause: str = ""
    page: int | None = None

    @property
    def confident(self) -> bool:
        """Whether it is more than the nearest there is."""
        return self.evidence >= SURE

    @property
    def possible(self) -> bool:
        """Whether it may bear on the question."""
        return self.evidence >= PERHAPS


@dataclass(frozen=True, slots=True)
class LibraryState:
    """How the library stands: the embedder's name (None = words only), which contracts lack vectors, and any trouble."""

    embedder: str | None
    indexed: tuple[str, ...]
    stale: tuple[str, ...]
    notes: tuple[str, ...] = ()


def answers(hits: Sequence[Hit]) -> bool:
    """Whether any of the first hits is more than the nearest there is."""
    return any(hit.confident for hit in hits[:3])


def may_answer(hits: Sequence[Hit]) -> bool:
    """Whether any of the first hits may bear on the question; if none does, the contract is taken not to say."""
    return any(hit.possible for hit in hits[:3])


def hit_of(passage: Passage, quoted: tuple[int, str], judged: Judged) -> Hit:
    """The passage with its judgement; `quoted` is where in it the sentence stands that speaks most to the question, and that sentence."""
    offset, quote = quoted
    part = passage.part_at(offset)
    return Hit(passage, judged.score, judged.legs, judged.evidence, quote, part.clause, part.page)
