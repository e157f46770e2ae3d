"""Word search (BM25) over passages: exact, quick, and the same with or without any vectors.

It knows stems, a small table of everyday synonyms, and how much of a question's rare words it really found.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge.stemming import stems

K1 = 1.2
B = 0.75
SYNONYM = 0.5
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Postings:
    """One contract's words: for each stem the passages that hold it and how often, and every passage's length."""

    vocabulary: Mapping[str, int]
    bounds: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]
    lengths: npt.NDArray[np.float32]

    def count(self, word: str) -> int:
        """How many passages hold a stem."""
        place = self.vocabulary.get(word)
        return 0 if place is None else int(self.bounds[place + 1] - self.bounds[place])

    def span(self, word: str) -> slice:
        """Where `rows` and `counts` tell of a stem."""
        place = self.vocabulary.get(word)
        return slice(0) if place is None else slice(self.bounds[place], self.bounds[place + 1])

    def holders(self, word: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """The passages (rows) that hold a stem, and how often."""
        span = self.span(word)
        return self.rows[span], self.counts[span]


class Worded(Protocol):
    """The words of some passages, in whatever way they are kept."""

    @property
    def lengths(self) -> npt.NDArray[np.float32]:
        """How many words each passage has."""
        ...

    def count(self, word: str) -> int:
        """How many passages hold a stem."""
        ...

    def holders(self, word: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """The passages (rows) that hold a stem, and how often."""
        ...


class Corpus:
    """What the searched contracts have in common: how many passages, how long, and how rare each stem is."""

    def __init__(self, postings: Sequence[Worded]) -> None:
        self.postings = postings
        self.size = sum(len(each.lengths) for each in postings)
        total = sum(float(each.lengths.sum()) for each in postings)
        self.mean_length = total / self.size if self.size else 1.0
        self.rarest = math.log(1 + (self.size + 0.5) / 0.5)
        self._rarities: dict[str, float] = {}

    def rarity(self, word: str) -> float:
        """The weight of a stem (BM25's inverse document frequency); 0 when no passage holds it."""
        known = self._rarities.get(word)
        if known is None:
            held = sum(postings.count(word) for postings in self.postings)
            known = math.log(1 + (self.size - held + 0.5) / (held + 0.5)) if held else 0.0
            self._rarities[word] = known
        return known

    def narrowed(self, rows: npt.NDArray[np.int64]) -> Corpus:
        """Some passages (rows in rising order) of a corpus of one set of postings; words stay as rare as they are in all."""
        some = copy(self)
        some.postings = [_Some(self.postings[0], rows)]
        some.size = len(rows)
        some.rarity = self.rarity  # type: ignore[method-assign]
        return some


class _Some:
    """The words of some passages out of many."""

    def __init__(self, whole: Worded, rows: npt.NDArray[np.int64]) -> None:
        self.lengths = whole.lengths[rows]
        self._whole = whole
        self._rows = rows.astype(np.int32)
        self._held: dict[str, tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]] = {}

    def count(self, word: str) -> int:
        """How many of them hold a stem."""
        return len(self.holders(word)[0])

    def holders(self, word: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """Which of them hold a stem, and how often."""
        known = self._held.get(word)
        if known is None:
            rows, counts = self._whole.holders(word)
            if not len(rows):
                return rows, counts
            at = np.minimum(np.searchsorted(rows, self._rows), len(rows) - 1)
            places = np.flatnonzero(rows[at] == self._rows).astype(np.int32)
            known = self._held[word] = (places, counts[at[places]])
        return known


def merged(postings: Sequence[Postings]) -> Postings:
    """The postings of several contracts as one, their passages one after the other."""
    if len(postings) == 1:
        return postings[0]
    vocabulary: dict[str, int] = {}
    words, rows, start = [], [], 0
    for each in postings:
        places = np.array([vocabulary.setdefault(word, len(vocabulary)) for word in each.vocabulary], dtype=np.int64)
        words.append(np.repeat(places, np.diff(each.bounds)))
        rows.append(each.rows + np.int32(start))
        start += len(each.lengths)
    word = np.concatenate(words)
    order = np.argsort(word, kind="stable")
    sizes = np.bincount(word, minlength=len(vocabulary))
    return Postings(
        vocabulary,
        np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        np.concatenate(rows)[order],
        np.concatenate([each.counts for each in postings])[order],
        np.concatenate([each.lengths for each in postings]),
    )


def postings_of(texts: Sequence[str]) -> Postings:
    """The postings of passages given as their indexed texts, in order."""
    held: dict[str, list[tuple[int, int]]] = {}
    lengths = np.zeros(len(texts), dtype=np.float32)
    for row, text in enumerate(texts):
        found = Counter(stems(text))
        lengths[row] = found.total()
        for word, count in found.items():
            held.setdefault(word, []).append((row, count))
    sizes = [len(entries) for entries in held.values()]
    pairs = [pair for entries in held.values() for pair in entries]
    return Postings(
        {word: place for place, word in enumerate(held)},
        np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))) if sizes else np.zeros(1, dtype=np.int64),
        np.array([row for row, _ in pairs], dtype=np.int32),
        np.array([count for _, count in pairs], dtype=np.float32),
        lengths,
    )


def scores(corpus: Corpus, weights: Mapping[str, float]) -> Scores:
    """BM25 of every passage (the contracts' passages one after the other) for weighted stems."""
    return np.concatenate([_scores(corpus, each, weights) for each in corpus.postings] or [np.zeros(0, np.float32)])


def says(corpus: Corpus, postings: Postings) -> Scores:
    """What each entry of `postings` adds to BM25 for a stem of weight and rarity 1: shape (entries,)."""
    level = _level(corpus, postings)[postings.rows]
    return np.asarray(postings.counts * (K1 + 1) / (postings.counts + level), dtype=np.float32)


def _scores(corpus: Corpus, postings: Worded, weights: Mapping[str, float]) -> Scores:
    found = np.zeros(len(postings.lengths), dtype=np.float32)
    level = _level(corpus, postings)
    for word, weight in weights.items():
        rows, counts = postings.holders(word)
        if len(rows):
            found[rows] += weight * corpus.rarity(word) * counts * (K1 + 1) / (counts + level[rows])
    return found


def _level(corpus: Corpus, postings: Worded) -> Scores:
    """How often a stem must stand in each passage to add half of what it can."""
    return np.asarray(K1 * (1 - B + B * postings.lengths / corpus.mean_length), dtype=np.float32)


def coverage(corpus: Corpus, words: Iterable[str]) -> Scores:
    """Which share of these stems each passage holds (0 to 1), rare ones counting most; absent ones count as rarest."""
    rarities = {word: corpus.rarity(word) or corpus.rarest for word in words}
    found = [_held(postings, rarities) for postings in corpus.postings]
    together = np.concatenate(found) if found else np.zeros(0, np.float32)
    return together / (sum(rarities.values()) or 1.0)


def _held(postings: Worded, rarities: Mapping[str, float]) -> Scores:
    total = np.zeros(len(postings.lengths), dtype=np.float32)
    for word, rarity in rarities.items():
        total[postings.holders(word)[0]] += rarity
    return total


def held(corpus: Corpus, words: Sequence[str]) -> Scores:
    """1 where a passage of the corpus holds a stem, else 0: shape (stems, passages)."""
    found = np.zeros((len(words), corpus.size), dtype=np.float32)
    start = 0
    for postings in corpus.postings:
        for row, word in zip(found, words, strict=True):
            row[start + postings.holders(word)[0]] = 1.0
        start += len(postings.lengths)
    return found


def weighted(question: str) -> dict[str, float]:
    """The question's stems with their weights: its own words 1, their everyday synonyms less."""
    own = stems(question)
    weights = dict.fromkeys(own, 1.0)
    for word in own:
        for other in synonyms().get(word, ()):
            weights.setdefault(other, SYNONYM)
    return weights


def found_share(corpus: Corpus, question: str) -> float:
    """How much of the question the contracts' words cover, from 0 to 1, rare words counting most.

    A word no passage holds counts as the rarest there could be, so a question in other words than the contract's
    gets a small share, and its word search a small say.
    """
    own = set(stems(question))
    total = sum(corpus.rarity(word) or corpus.rarest for word in own)
    return sum(corpus.rarity(word) for word in own) / total if total else 0.0


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Stem to the stems that everyday speech and contracts use for the same."""
    groups = tomllib.loads(files("knowledge").joinpath("synonyms.toml").read_text("utf-8"))["groups"]
    table: dict[str, set[str]] = {}
    for group in groups:
        members = {stem for phrase in group for stem in stems(phrase)}
        for member in members:
            table.setdefault(member, set()).update(members - {member})
    return {word: tuple(sorted(others)) for word, others in table.items()}
