"""Very many passages searched together: a sketch of every vector finds the promising ones, and only those are judged in full.

A sketch is a vector's share in the few directions in which wording of contracts differs most. The promising passages are
those that the sketches or the words put first; an even sample of all stands beside them, by which scores are levelled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge import lexical
from knowledge.embedding import Vectors
from knowledge.searching import Asked
from knowledge.shelves import Meaning, Shelf

# Fewer passages than this are all judged in full.
MANY = 4_000
DIRECTIONS = 64
BY_SKETCH, BY_WORDS, BY_KIND, SAMPLE = 200, 120, 40, 300
# A word that weighs so little beside the question's heaviest does not help to choose among very many.
SLIGHT = 0.05
# About how many scores are looked at to learn which of very many belong to the highest.
ROUGHLY = 10_000
Rows = npt.NDArray[np.int64]


class Narrowed(NamedTuple):
    """The passages to judge, as shelves with their words; `basis` marks those that scores are levelled by (None: all)."""

    shelves: list[Shelf]
    corpus: lexical.Corpus
    basis: npt.NDArray[np.bool_] | None


class Scopes:
    """Narrows what is searched where there is very much; the last such scope is kept."""

    def __init__(self) -> None:
        self._last: _Scope | None = None

    def narrowed(self, asked: Asked, held: list[Shelf], wordings: Vectors | None) -> Narrowed:
        """All passages; or where they are very many, with vectors in memory, the promising ones with a sample of all.

        `wordings` are the vectors of the kinds of clause.
        """
        many = sum(len(shelf.passages) for shelf in held) > MANY
        here = all(isinstance(shelf.meaning, Meaning) for shelf in held)
        if not many or not here or wordings is None or asked.vector is None:
            return Narrowed(held, lexical.Corpus([shelf.postings for shelf in held]), None)
        if self._last is None or not self._last.holds(held):
            self._last = _Scope(held, wordings)
        return self._last.narrowed(asked)


class _Scope:
    """Several large contracts, searched together; made once and kept while their shelves stand."""

    def __init__(self, held: Sequence[Shelf], wordings: Vectors) -> None:
        self.held = list(held)
        self.postings = lexical.merged([shelf.postings for shelf in held])
        self.bounds = np.concatenate(([0], np.cumsum([len(shelf.passages) for shelf in held])))
        self._directions = _directions(wordings)
        # By direction and not by passage: so each is read in one stretch, which takes a third of the time.
        self._sketches = np.concatenate(
            [self._directions.T @ shelf.meaning.passages.T for shelf in held if isinstance(shelf.meaning, Meaning)],
            axis=1,
        )
        self._says = lexical.says(lexical.Corpus([self.postings]), self.postings)
        every = max(1, self._sketches.shape[1] // SAMPLE)
        self._sample = np.arange(0, self._sketches.shape[1], every)

    def holds(self, held: Sequence[Shelf]) -> bool:
        """Whether it was made of just these shelves."""
        return len(held) == len(self.held) and all(one is other for one, other in zip(held, self.held, strict=True))

    def narrowed(self, asked: Asked) -> Narrowed:
        """The promising passages with a sample of all."""
        corpus = lexical.Corpus([self.postings])
        rows = np.unique(np.concatenate([self._promising(asked, corpus), self._sample]))
        cuts = np.searchsorted(rows, self.bounds)
        shelves = [
            _picked(shelf, rows[low:high] - start)
            for shelf, start, low, high in zip(self.held, self.bounds, cuts, cuts[1:], strict=False)
        ]
        return Narrowed(shelves, corpus.narrowed(rows), np.isin(rows, self._sample, assume_unique=True))

    def _promising(self, asked: Asked, corpus: lexical.Corpus) -> Rows:
        found = [_about_the_highest(self._by_words(asked, corpus), BY_WORDS)]
        for one, size in ((asked.vector, BY_SKETCH), (asked.wording, BY_KIND)):
            if one is not None:
                found.append(_about_the_highest((self._directions.T @ one) @ self._sketches, size))
        return np.concatenate(found)

    def _by_words(self, asked: Asked, corpus: lexical.Corpus) -> lexical.Scores:
        """BM25 of every passage for the words that weigh something."""
        weights = {word: weight * corpus.rarity(word) for word, weight in asked.words.items()}
        least = SLIGHT * max(weights.values(), default=0.0)
        found = np.zeros(len(self.postings.lengths), dtype=np.float32)
        for word, weight in weights.items():
            if weight > least:
                span = self.postings.span(word)
                found[self.postings.rows[span]] += np.float32(weight) * self._says[span]
        return found


def _about_the_highest(scores: lexical.Scores, k: int) -> Rows:
    """The rows of about the `k` highest scores, in rising order; which score is high enough is judged by an even sample."""
    some = scores[:: max(1, len(scores) // ROUGHLY)]
    place = min(len(some), max(1, round(k * len(some) / len(scores))))
    least = np.partition(some, len(some) - place)[len(some) - place]
    return np.flatnonzero(scores >= least)


@dataclass(frozen=True, slots=True)
class _Picked:
    """The vectors of some passages of a contract."""

    meaning: Meaning
    rows: Rows
    passages: Vectors

    def whole(self, question: Vectors) -> Vectors:
        """How near each of them is, taken whole."""
        return self.passages @ question

    def by_sentence(self, row: int, question: Vectors) -> Vectors:
        """How near each sentence of one of them is."""
        return self.meaning.by_sentence(int(self.rows[row]), question)

    def nearest_sentences(self, rows: Rows, question: Vectors) -> Vectors:
        """How near the nearest sentence of each of these rows is."""
        return self.meaning.nearest_sentences(self.rows[rows], question)


def _picked(shelf: Shelf, rows: Rows) -> Shelf:
    meaning = shelf.meaning
    if isinstance(meaning, Meaning):
        meaning = _Picked(meaning, rows, meaning.passages[rows])
    return replace(shelf, passages=[shelf.passages[row] for row in rows], meaning=meaning)


def _directions(wordings: Vectors) -> Vectors:
    """The directions in which the wording of contracts differs most: shape (width, DIRECTIONS), of length 1 each."""
    _, _, rows = np.linalg.svd(wordings, full_matrices=False)
    return np.ascontiguousarray(rows[:DIRECTIONS].T, dtype=np.float32)
