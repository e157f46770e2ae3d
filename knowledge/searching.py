"""One question put to some contracts' shelves: what it is about, and how well each passage answers it.

Three searches are asked: by words (BM25 with synonyms and with the wording of the kinds of clause asked about), by
meaning (the question's vector drawn towards that wording), and by kind (how fully a passage is worded like that kind).
How much of the question's own words a passage holds is noted beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge import lexical
from knowledge.concepts import BY_PHRASE, ConceptSpace, Kind, signed, usual_rows, word_weights, wordings
from knowledge.embedding import Embedder, Vectors
from knowledge.framing import names_in, unframed
from knowledge.jargon.glossary import also_called
from knowledge.ranking import Bearing, Scores, best_rows
from knowledge.shelves import Shelf
from knowledge.stemming import sentences, stems

DRAWN = 0.8
BY_WORDS = 0.3
STRANGER, NO_STRANGER = 0.2, 0.4
PROMISING = 150
# So many passages that were shown lately are kept cut into sentences.
KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question understood: its weighted stems, the kinds of clause it is about, and its vector where there is one.

    `nearness` (0 to 1) is how near it is to anything a contract could hold; `wording` is where the wording
    of the first kind lies; `names` is what it calls by name; `chances` is how likely it is about each kind of clause.
    """

    text: str
    words: dict[str, float]
    kinds: list[Kind]
    nearness: float
    vector: Vectors | None = None
    wording: Vectors | None = None
    names: tuple[str, ...] = ()
    chances: Vectors | None = None

    @property
    def clearness(self) -> float:
        """The weight of the first kind: near 1 where the question is plainly about one kind of clause."""
        return self.kinds[0].weight if self.kinds else 0.0

    def about(self, shelf: Shelf) -> Bearing:
        """What is known of this question and a contract before any of its passages is looked at."""
        if self.chances is None or shelf.standing is None:
            return Bearing(self.nearness, self.clearness)
        usual = float(self.chances[usual_rows()].sum())
        return Bearing(self.nearness, self.clearness, float(self.chances @ shelf.standing), usual)


def understood(text: str, embedder: Embedder | None, space: ConceptSpace) -> Asked:
    """Read a question: stems, kinds of clause, and the vector drawn towards the wording of those kinds.

    A question that is near to no kind of clause is hardly drawn.
    """
    bare = unframed(text)
    vector = embedder.embed([bare])[0] if embedder is not None else None
    likely = space.asked(bare, vector)
    kinds, nearness = likely.kinds, likely.nearness
    trust = min(max((nearness - STRANGER) / (NO_STRANGER - STRANGER), 0.0), 1.0)
    words = lexical.weighted(bare)
    for word, weight in word_weights(kinds).items():
        words[word] = max(words.get(word, 0.0), trust * weight)
    first = space.wording(kinds[:1]) if vector is not None else None
    drawn = _drawn(vector, space.wording(kinds), trust)
    return Asked(bare, words, kinds, nearness, drawn, first, names_in(text), likely.chances)


def unmentioned(names: Sequence[str], corpus: lexical.Corpus) -> tuple[str, ...]:
    """The names in a question that no searched passage holds, under any name the glossary knows them by."""
    return tuple(name for name in names if not any(_held(form, corpus) for form in _forms(name)))


def _forms(name: str) -> tuple[str, ...]:
    """A name with everything it is known by: in the glossary, and where it is one word, in the table of synonyms."""
    known = stems(name)
    return (name, *also_called(name), *(lexical.synonyms().get(known[0], ()) if len(known) == 1 else ()))


def _held(name: str, corpus: lexical.Corpus) -> bool:
    known = stems(name)
    return not known or any(all(postings.count(stem) for stem in known) for postings in corpus.postings)


class Together:
    """How near the passages of several shelves are, shelf after shelf; NaN where a shelf has no vectors."""

    def __init__(self, held: Sequence[Shelf]) -> None:
        self._held = held
        self._bounds = np.concatenate(([0], np.cumsum([len(shelf.passages) for shelf in held])))

    def whole(self, vector: Vectors) -> Scores:
        """How near each passage is, taken whole."""
        return np.concatenate([_whole(shelf, vector) for shelf in self._held])

    def nearest_sentences(self, rows: npt.NDArray[np.int64], vector: Vectors) -> Scores:
        """How near the nearest sentence of each of these rows is, given in rising order; -1 where that is not known."""
        found = np.full(len(rows), -1.0, dtype=np.float32)
        cuts = np.searchsorted(rows, self._bounds)
        for shelf, start, low, high in zip(self._held, self._bounds, cuts, cuts[1:], strict=False):
            if shelf.meaning is not None and high > low:
                found[low:high] = shelf.meaning.nearest_sentences(rows[low:high] - start, vector)
        return found


class Nearby(Protocol):
    """What says how near the passages of all shelves searched are, shelf after shelf."""

    def whole(self, vector: Vectors) -> Scores:
        """How near each passage is, taken whole; NaN where that is not known."""
        ...

    def nearest_sentences(self, rows: npt.NDArray[np.int64], vector: Vectors) -> Scores:
        """How near the nearest sentence of each of these rows is, given in rising order; -1 where that is not known."""
        ...


def legs(asked: Asked, corpus: lexical.Corpus, held: Sequence[Shelf], near: Nearby) -> dict[str, Scores]:
    """Every search's score for every passage of the shelves (their words: `corpus`, their vectors: `near`), shelf after shelf."""
    worded = wordings(asked.kinds, corpus)
    likeness = _likeness(asked, worded, held, near)
    weights, signs = np.array([kind.weight for kind in asked.kinds], dtype=np.float32), signed(asked.kinds, corpus)
    found = {
        "words": lexical.scores(corpus, asked.words),
        "kind": weights @ worded,
        "likeness": likeness,
        "clearest": _highest(likeness, held),
        "signs": weights @ signs,
        "signed": weights @ _somewhere(asked.kinds, signs, held),
        "found": lexical.coverage(corpus, set(stems(asked.text))),
    }
    if asked.vector is not None and any(shelf.meaning is not None for shelf in held):
        found["passage"] = near.whole(asked.vector)
        found["meaning"] = _by_sentence(found["passage"], asked.vector, near)
    return found


def _likeness(asked: Asked, worded: Scores, held: Sequence[Shelf], near: Nearby) -> Scores:
    """How like the kind of clause first asked about each passage is worded: by its phrases, and by meaning if known."""
    first = worded[0] if len(worded) else np.zeros(worded.shape[1], dtype=np.float32)
    if asked.wording is None or any(shelf.meaning is None for shelf in held):
        return first
    whole = _by_sentence(near.whole(asked.wording), asked.wording, near) + BY_PHRASE * first
    return np.asarray(
        np.where(np.isnan(whole), first, whole), dtype=np.float32
    )  # a store that does not answer knows nothing


def _somewhere(kinds: Sequence[Kind], signs: Scores, held: Sequence[Shelf]) -> Scores:
    """1 where the passage's contract holds a sign of the kind anywhere, or the kind has no signs: shape (kinds, passages)."""
    found = np.ones_like(signs)
    for row, kind in enumerate(kinds):
        if kind.concept.signs:
            found[row] = _highest(signs[row], held)
    return found


def _highest(scores: Scores, held: Sequence[Shelf]) -> Scores:
    """The highest score among the passages of the same contract: low where the contract has no such clause."""
    ends = np.cumsum([len(shelf.passages) for shelf in held])
    parts = np.split(scores, ends[:-1])
    return np.concatenate([np.full(len(part), part.max(initial=0.0), dtype=np.float32) for part in parts])


def best_sentence(shelf: Shelf, row: int, asked: Asked, weights: Mapping[str, float]) -> tuple[int, str]:
    """The sentence of a passage that speaks most to the question, with its offset; by words, and by meaning if known.

    `weights` are the question's stems by weight and rarity.
    """
    passage = shelf.passages[row]
    cut, held = _sentences(passage.text)
    if len(cut) == 1:
        return cut[0]
    scores = np.array([sum(weights.get(stem, 0.0) for stem in words) for words in held])
    scores = BY_WORDS * scores / max(float(scores.max()), 1e-9)
    if asked.vector is not None and shelf.meaning is not None:
        near = shelf.meaning.by_sentence(row, asked.vector)
        scores = scores + near if len(near) == len(cut) else scores
    return cut[int(np.argmax(scores))]


@lru_cache(maxsize=KEPT)
def _sentences(text: str) -> tuple[list[tuple[int, str]], list[frozenset[str]]]:
    """A passage's sentences with their offsets, and the stems of each."""
    cut = sentences(text) or [(0, text)]
    return cut, [frozenset(stems(sentence)) for _, sentence in cut]


def _drawn(vector: Vectors | None, wording: Vectors | None, trust: float) -> Vectors | None:
    if vector is None or wording is None:
        return vector
    drawn = vector + DRAWN * trust * wording
    return np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)


def _whole(shelf: Shelf, vector: Vectors) -> Scores:
    if shelf.meaning is None:
        return np.full(len(shelf.passages), np.nan, dtype=np.float32)
    return shelf.meaning.whole(vector)


def _by_sentence(whole: Scores, vector: Vectors, near: Nearby) -> Scores:
    """The nearness of the passages, the more promising ones by their nearest sentence too."""
    found = whole.copy()
    rows = np.sort(best_rows(whole, PROMISING))
    found[rows] = np.fmax(found[rows], near.nearest_sentences(rows, vector))
    return found


def placed(held: Sequence[Shelf], row: int) -> tuple[Shelf, int]:
    """The shelf that a row of all shelves together falls on, and its row there."""
    for shelf in held:
        if row < len(shelf.passages):
            return shelf, row
        row -= len(shelf.passages)
    raise IndexError(row)


def opinions_at(found: dict[str, Scores], row: int) -> dict[str, float]:
    """What each search thought of one passage; a search that knows nothing about it is left out."""
    return {name: float(scores[row]) for name, scores in found.items() if not np.isnan(scores[row])}
