"""Which kinds of clause a contract holds, and which of the usual ones it seems to lack; every passage is scored.

A kind is held where a passage is worded like it, by meaning and by the phrases such clauses use. Measured on real
contracts (docs/retrieval.md): of the kinds called held two in three are marked so by lawyers, of those called missing
one in twenty, so a missing kind is something to ask about and no proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from knowledge import lexical
from knowledge.concepts import (
    BY_PHRASE,
    HELD,
    HELD_BY_WORDS,
    NEAR,
    Concept,
    ConceptSpace,
    Kind,
    concepts,
    wordings,
)
from knowledge.embedding import Vectors
from knowledge.passages import Passage
from knowledge.shelves import Meaning, Nearness, Shelf
from knowledge.stemming import stems

FIRST = 3
SHOWN = 4


class Standing(StrEnum):
    """Whether a contract holds a kind of clause, as far as its wording tells."""

    HELD = "held"
    PERHAPS = "perhaps"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class HeldKind:
    """A kind of clause, whether the contract holds it, and the passages that are most like it, best first."""

    concept: Concept
    standing: Standing
    passages: tuple[Passage, ...]


def kinds_held(shelf: Shelf, space: ConceptSpace) -> list[HeldKind]:
    """Every kind of clause with its standing in one contract, in the order of the file."""
    if not shelf.passages:
        return [HeldKind(concept, Standing.NONE, ()) for concept in concepts()]
    scores, by_meaning = _scores(shelf, space)
    held = HELD if by_meaning else HELD_BY_WORDS
    best = np.argsort(np.argsort(-scores, axis=1), axis=1)
    return [
        _kind(concept, scores[:, place], best[:, place], shelf.passages, held)
        for place, concept in enumerate(concepts())
    ]


def standing_out(shelf: Shelf, space: ConceptSpace) -> Vectors | None:
    """How far the likest passage of each kind stands out among the contract's passages: shape (kinds,).

    The contract's own middle passage is the measure, so that a kind whose wording is near to everything counts for
    little. None where nothing is known by meaning.
    """
    if not shelf.passages:
        return None
    scores, by_meaning = _scores(shelf, space)
    return scores.max(axis=0) - np.median(scores, axis=0) if by_meaning else None


def _scores(shelf: Shelf, space: ConceptSpace) -> tuple[Vectors, bool]:
    """How like each kind every passage is worded, shape (passages, kinds), and whether by meaning too."""
    by_phrase = wordings([Kind(concept, 1.0) for concept in concepts()], lexical.Corpus([shelf.postings])).T
    near = _nearness(shelf.meaning, len(shelf.passages), space.every())
    return (by_phrase, False) if near is None else (near + BY_PHRASE * by_phrase, True)


def named(words: str) -> list[Concept]:
    """The kinds of clause that a person's word for one means: by its id, its name, or all the words of its name."""
    asked = set(stems(words.replace("_", " ")))
    exact = [c for c in concepts() if words.strip().lower() in {c.id, c.name.lower(), c.id.replace("_", " ")}]
    if exact or not asked:
        return exact
    return [concept for concept in concepts() if asked <= set(stems(f"{concept.name} {concept.id.replace('_', ' ')}"))]


def _kind(
    concept: Concept, scores: lexical.Scores, places: npt.NDArray[np.intp], passages: Sequence[Passage], held: float
) -> HeldKind:
    order = np.argsort(-scores, kind="stable")
    top = float(scores[order[0]])
    standing = Standing.HELD if top >= held else Standing.PERHAPS if top >= NEAR else Standing.NONE
    own = [int(row) for row in order if scores[row] >= held and places[row] < FIRST]
    chosen = own[:SHOWN] or [int(order[0])]
    return HeldKind(concept, standing, tuple(passages[row] for row in chosen if standing is not Standing.NONE))


def _nearness(meaning: Nearness | None, size: int, wording: Vectors | None) -> Vectors | None:
    """How near each passage, or its nearest sentence, is to each kind's wording: shape (passages, kinds)."""
    if wording is None or not isinstance(meaning, Meaning):
        return None
    near = meaning.passages @ wording.T
    inner = meaning.sentences.astype(np.float32) @ wording.T
    for row in range(size):
        part = inner[meaning.bounds[row] : meaning.bounds[row + 1]]
        if len(part):
            np.maximum(near[row], part.max(axis=0), out=near[row])
    return near
