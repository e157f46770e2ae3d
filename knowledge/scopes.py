"""Very many passages searched together: a sketch of every vector finds the promising ones, and only those are judged in full.

A sketch is a vector's share in the few directions in which wording of contracts differs most. The promising passages are
those that the sketches or the words put first; an even sample of all stands beside them, by which scores are levelled.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge import lexical
from knowledge.embedding import Vectors
from knowledge.searching import Asked, Nearby, Together
from knowledge.shelves import Meaning, Shelf

# Fewer passages than this are all judged in full.
MANY = 4_000
DIRECTIONS = 64
BY_SKETCH, BY_WORDS, BY_KIND, SAMPLE = 200, 60, 20, 150
# A word that weighs so little beside the question's heaviest does not help to choose among very many.
SLIGHT = 0.1
# About how many scores are looked at to learn which of very many may belong to the highest, and how many to spare.
ROUGHLY, SPARE = 10_000, 4
# So many sketches are compared at once; each is then read from memory once, whatever it is compared with.
PIECE = 2_000
Rows = npt.NDArray[np.int64]


class Narrowed(NamedTuple):
    """The passages to judge, as shelves with their words and vectors; `basis` marks those that scores are levelled by (None: all)."""

    shelves: list[Shelf]
    corpus: lexical.Corpus
    near: Nearby
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
            return Narrowed(held, lexical.Corpus([shelf.postings for shelf in held]), Together(held), None)
        if self._last is None or not self._last.holds(held):
            self._last = _Scope(held, wordings)
        return self._last.narrowed(asked)


class _Scope:
    """Several large contracts, searched together; made once and kept while their shelves stand."""

    def __init__(self, held: Sequence[Shelf], wordings: Vectors) -> None:
        self.held = list(held)
        self.postings = lexical.merged([shelf.postings for shelf in held])
        self.bounds = np.concatenate(([0], np.cumsum([len(shelf.passages) for shelf in held])))
        meanings = [shelf.meaning for shelf in held if isinstance(shelf.meaning, Meaning)]
        self.sentences = [meaning.sentences for meaning in meanings]
        self.starts = np.concatenate([meaning.bounds[:-1] for meaning in meanings])
        self.sizes = np.concatenate([np.diff(meaning.bounds) for meaning in meanings])
        self._directions = _directions(wordings)
        self._size = len(self.starts)
        self._sketches = list(_in_pieces([meaning.passages for meaning in meanings], self._directions))
        self._says = lexical.says(lexical.Corpus([self.postings]), self.postings)
        every = max(1, self._size // SAMPLE)
        self._sample = np.arange(0, self._size, every)

    def holds(self, held: Sequence[Shelf]) -> bool:
        """Whether it was made of just these shelves."""
        return len(held) == len(self.held) and all(one is other for one, other in zip(held, self.held, strict=True))

    def narrowed(self, asked: Asked) -> Narrowed:
        """The promising passages with a sample of all."""
        corpus = lexical.Corpus([self.postings])
        rows = np.unique(np.concatenate([self._promising(asked, corpus), self._sample]))
        shelves = [_picked(shelf, some) for shelf, some in zip(self.held, _by_shelf(self, rows), strict=True)]
        basis = np.isin(rows, self._sample, assume_unique=True)
        return Narrowed(shelves, corpus.narrowed(rows), _Near(self, rows), basis)

    def _promising(self, asked: Asked, corpus: lexical.Corpus) -> Rows:
        found = [_highest(self._by_words(asked, corpus), BY_WORDS)]
        looked = [(one, size) for one, size in ((asked.vector, BY_SKETCH), (asked.wording, BY_KIND)) if one is not None]
        near = self._near([self._directions.T @ one for one, _ in looked])
        return np.concatenate(found + [_highest(row, size) for row, (_, size) in zip(near, looked, strict=True)])

    def _near(self, sketched: Sequence[Vectors]) -> Vectors:
        """How near every passage's sketch is to each of these: shape (sketches given, passages)."""
        found = np.empty((len(sketched), self._size), dtype=np.float32)
        start = 0
        for piece in self._sketches:
            end = start + piece.shape[1]
            for row, one in zip(found, sketched, strict=True):
                np.dot(one, piece, out=row[start:end])
            start = end
        return found

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


def _in_pieces(passages: Sequence[Vectors], directions: Vectors) -> Iterator[Vectors]:
    """The sketches of all passages in pieces that a processor keeps at hand, each of shape (directions, passages)."""
    for vectors in passages:
        for start in range(0, len(vectors), PIECE):
            yield np.ascontiguousarray(directions.T @ vectors[start : start + PIECE].T)


def _highest(scores: lexical.Scores, k: int) -> Rows:
    """The rows of the `k` highest scores above nothing; an even sample says first which may be among them."""
    some = scores[:: max(1, len(scores) // ROUGHLY)]
    place = min(len(some), 2 * math.ceil(k * len(some) / len(scores)) + SPARE)
    least = float(np.partition(some, len(some) - place)[len(some) - place])
    rows = np.flatnonzero(scores >= least if least > 0 else scores > 0)
    return rows if len(rows) <= k else rows[np.argpartition(scores[rows], len(rows) - k)[len(rows) - k :]]


class _Near:
    """The vectors of some passages of a scope, of all its contracts in one: rows in rising order."""

    def __init__(self, scope: _Scope, rows: Rows) -> None:
        self._scope = scope
        self._rows = rows
        meanings = [shelf.meaning for shelf in scope.held if isinstance(shelf.meaning, Meaning)]
        picked = _by_shelf(scope, rows)
        self._passages = np.concatenate(
            [meaning.passages[some] for meaning, some in zip(meanings, picked, strict=True)]
        )

    def whole(self, vector: Vectors) -> Vectors:
        """How near each of them is, taken whole."""
        return self._passages @ vector

    def nearest_sentences(self, rows: Rows, vector: Vectors) -> Vectors:
        """How near the nearest sentence of each of these rows is; -1 for a passage of one sentence."""
        scope, chosen = self._scope, self._rows[rows]
        chosen = chosen[scope.sizes[chosen] > 0]
        found = np.full(len(rows), -1.0, dtype=np.float32)
        if len(chosen):
            sizes = scope.sizes[chosen]
            ends = np.cumsum(sizes)
            places = np.arange(ends[-1]) + np.repeat(scope.starts[chosen] - ends + sizes, sizes)
            cuts = np.concatenate(([0], ends))[np.searchsorted(chosen, scope.bounds)]
            kept = [
                sentences[places[low:high]]
                for sentences, low, high in zip(scope.sentences, cuts, cuts[1:], strict=False)
                if high > low
            ]
            near = np.concatenate(kept).astype(np.float32) @ vector
            found[scope.sizes[self._rows[rows]] > 0] = np.maximum.reduceat(near, ends - sizes)
        return found


def _by_shelf(scope: _Scope, rows: Rows) -> list[Rows]:
    """The rows of each contract, counted in it, from rows of all in rising order."""
    cuts = np.searchsorted(rows, scope.bounds)
    return [rows[low:high] - start for start, low, high in zip(scope.bounds, cuts, cuts[1:], strict=False)]


@dataclass(frozen=True, slots=True)
class _Picked:
    """The vectors of some passages of a contract."""

    meaning: Meaning
    rows: Rows

    def whole(self, question: Vectors) -> Vectors:
        """How near each of them is, taken whole."""
        return self.meaning.passages[self.rows] @ question

    def by_sentence(self, row: int, question: Vectors) -> Vectors:
        """How near each sentence of one of them is."""
        return self.meaning.by_sentence(int(self.rows[row]), question)

    def nearest_sentences(self, rows: Rows, question: Vectors) -> Vectors:
        """How near the nearest sentence of each of these rows is."""
        return self.meaning.nearest_sentences(self.rows[rows], question)


def _picked(shelf: Shelf, rows: Rows) -> Shelf:
    meaning = shelf.meaning
    if isinstance(meaning, Meaning):
        meaning = _Picked(meaning, rows)
    return replace(shelf, passages=[shelf.passages[row] for row in rows], meaning=meaning)


def _directions(wordings: Vectors) -> Vectors:
    """The directions in which the wording of contracts differs most: shape (width, DIRECTIONS), of length 1 each."""
    _, _, rows = np.linalg.svd(wordings, full_matrices=False)
    return np.ascontiguousarray(rows[:DIRECTIONS].T, dtype=np.float32)
