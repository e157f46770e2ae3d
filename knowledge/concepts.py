"""The kinds of clause a contract can hold, and which of them a question is about; it never invents a kind.

A manager asks "can we get out early?" where a contract says "terminate for convenience". Each kind of clause knows
both ways of speaking, so a question is led to the wording that contracts use, with a sentence model or without.
"""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge import lexical
from knowledge.embedding import Embedder, Vectors
from knowledge.minilm import write_whole
from knowledge.stemming import stems

NEAREST = 4
# A kind so much less likely than the first is left out: it changes nothing that is found, and would cost as much.
HARDLY = 0.02
# How a question is led to its kinds, chosen by taking each way of asking out in turn and finding its kind from the rest:
# the two nearest ways of asking, the nearest a little more, the wording of the kind, and the two nearest phrases.
BEST = 2
NEAREST_SAYS = np.array([0.6, 0.4], dtype=np.float32)
WORDING_SAYS, PHRASES_SAY = 0.4, 0.2
SHARPNESS = 12.0
POSTERIOR = 16.0
WORDS_SAY = 0.15
BY_NAME = 0.4
# A passage is like a kind of clause by its nearness to such wording and half the share of a phrase it holds.
BY_PHRASE = 0.5
HELD, NEAR = 0.7, 0.6
HELD_BY_WORDS = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Concept:
    """One kind of clause: what it does, how contracts word it (`phrases`), and how managers ask for it (`asks`).

    `signs` are the words by which such a clause is known: hardly one of them holds none. Empty where any words will do.
    """

    id: str
    name: str
    does: str
    phrases: tuple[str, ...]
    asks: tuple[str, ...]
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of clause that a question is about; the weights of a question's kinds sum to 1."""

    concept: Concept
    weight: float


@dataclass(frozen=True, slots=True)
class Likely:
    """What a question may be about: the nearest kinds of clause, how near the nearest is (0 to 1), and how likely each.

    `chances` sums to 1 over every kind in the order of the file; None where nothing is known by meaning.
    """

    kinds: list[Kind]
    nearness: float
    chances: Vectors | None = None


@cache
def concepts() -> tuple[Concept, ...]:
    """Every kind of clause that is known, in the order of the file."""
    return tuple(
        Concept(
            row["id"], row["name"], row["does"], tuple(row["phrases"]), tuple(row["asks"]), tuple(row.get("signs", ()))
        )
        for row in _file_read()["concept"]
    )


@cache
def elsewhere() -> tuple[str, ...]:
    """What people ask that no contract answers: the weather, a recipe, last night's game."""
    return tuple(_file_read()["elsewhere"])


@cache
def usual() -> tuple[Concept, ...]:
    """The kinds of clause that a contract for managed IT services usually holds, in reading order."""
    known = {concept.id: concept for concept in concepts()}
    return tuple(known[name] for name in _file_read()["usual"])


@cache
def usual_rows() -> npt.NDArray[np.intp]:
    """Where the usual kinds stand among all."""
    return np.flatnonzero([concept in usual() for concept in concepts()])


@cache
def _file_read() -> dict[str, Any]:
    return tomllib.loads(files("knowledge").joinpath("concepts.toml").read_text("utf-8"))


@cache
def _forms() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """Forms of question that ask for certain kinds by themselves, with the ids of those kinds."""
    return tuple((re.compile(row["words"], re.IGNORECASE), frozenset(row["kinds"])) for row in _file_read()["form"])


@cache
def phrase_stems(concept: Concept) -> tuple[frozenset[str], ...]:
    """The stems of each phrase that such clauses are worded with."""
    return tuple(frozenset(stems(phrase)) for phrase in concept.phrases)


@cache
def sign_stems(concept: Concept) -> tuple[frozenset[str], ...]:
    """The stems of each sign of such clauses; all stems of a sign together are one."""
    return tuple(frozenset(stems(sign)) for sign in concept.signs)


def word_weights(kinds: Sequence[Kind]) -> dict[str, float]:
    """The stems that clauses of these kinds are worded with, each with the weight of its kind."""
    weights: dict[str, float] = {}
    for kind in kinds:
        for stem in frozenset().union(*phrase_stems(kind.concept)):
            weights[stem] = max(weights.get(stem, 0.0), kind.weight)
    return weights


def wordings(kinds: Sequence[Kind], corpus: lexical.Corpus) -> lexical.Scores:
    """How fully each passage holds a phrase of each kind (0 to 1), rare words counting most: shape (kinds, passages)."""
    found = np.zeros((len(kinds), corpus.size), dtype=np.float32)
    for row, kind in zip(found, kinds, strict=True):
        words, uses = _words_used(phrase_stems(kind.concept))
        rare = np.array([corpus.rarity(word) or corpus.rarest for word in words], dtype=np.float32)
        says = uses * rare
        says *= np.minimum(1.0, uses.sum(axis=1) / 3)[:, None] / np.maximum(says.sum(axis=1), 1e-9)[:, None]
        np.max(says @ lexical.held(corpus, words), axis=0, out=row)
    return found


def signed(kinds: Sequence[Kind], corpus: lexical.Corpus) -> lexical.Scores:
    """1 where a passage holds a sign of a kind, else 0: shape (kinds, passages). A kind without signs has none anywhere."""
    found = np.zeros((len(kinds), corpus.size), dtype=np.float32)
    for row, kind in zip(found, kinds, strict=True):
        if kind.concept.signs:
            words, uses = _words_used(sign_stems(kind.concept))
            row[:] = (uses @ lexical.held(corpus, words) >= uses.sum(axis=1)[:, None]).any(axis=0)
    return found


@cache
def _words_used(phrases: tuple[frozenset[str], ...]) -> tuple[tuple[str, ...], Vectors]:
    """All stems of some phrases, and 1 where a phrase uses a stem, else 0: shape (phrases, stems)."""
    words = tuple(sorted(frozenset().union(*phrases)))
    return words, np.array([[word in phrase for word in words] for phrase in phrases], dtype=np.float32)


class _Rows:
    """The rows at which the texts of each kind of clause stand, in a matrix that holds them one kind after the other."""

    def __init__(self, texts: Sequence[Sequence[str]], start: int) -> None:
        self.texts = [text for each in texts for text in each]
        self.end = start + len(self.texts)
        ends = start + np.cumsum([len(each) for each in texts])
        first, longest = ends - [len(each) for each in texts], max(map(len, texts))
        places = first[:, None] + np.arange(longest)
        self._places = np.where(places < ends[:, None], places, -1)

    def nearest(self, near: Vectors) -> Vectors:
        """The BEST nearest of every kind's texts, nearest first: shape (kinds, BEST), from the nearness of every row."""
        held = np.where(self._places < 0, -1.0, near[self._places])
        return np.asarray(-np.sort(-held, axis=1)[:, :BEST], dtype=np.float32)


class ConceptSpace:
    """Finds the kinds of clause a question is about: by words always, by meaning where an embedder's vectors are kept.

    `name` changes whenever the kinds, their wording or the embedder do.

    Making the vectors takes a few seconds, once; `prepare` does it, a question never waits for it.
    """

    def __init__(self, embedder: Embedder | None, folder: Path) -> None:
        self._embedder = embedder
        self._known = concepts()
        self._asks = _Rows([concept.asks for concept in self._known], 0)
        self._phrases = _Rows([concept.phrases for concept in self._known], self._asks.end)
        self._wordings = slice(self._phrases.end, self._phrases.end + len(self._known))
        self._texts = [*self._asks.texts, *self._phrases.texts, *map(_wording, self._known), *elsewhere()]
        self._words = lexical.Corpus([lexical.postings_of([_as_asked(concept) for concept in self._known])])
        self._names = [
            (row, phrase)
            for row, concept in enumerate(self._known)
            for phrase in phrase_stems(concept)
            if len(phrase) > 1
        ]
        self._place = {concept.id: row for row, concept in enumerate(self._known)}
        content = "\n".join([embedder.name if embedder else "", *self._texts])
        self.name = hashlib.sha256(content.encode()).hexdigest()[:16]
        self._file = folder / f"concepts-{self.name}.npy"
        self._vectors: Vectors | None = None

    def prepare(self) -> None:
        """Make the vectors of the kinds of clause and keep them, unless they are kept already."""
        if self._embedder is None or self._kept() is not None:
            return
        made = self._embedder.embed(self._texts)
        buffer = io.BytesIO()
        np.save(buffer, made.astype(np.float16), allow_pickle=False)
        self._vectors = made
        write_whole(self._file, buffer.getvalue())

    def asked(self, question: str, vector: Vectors | None) -> Likely:
        """The kinds of clause a question is nearest to, nearest first, and how near the nearest is (0 to 1).

        A question that is nearer to what no contract answers is near to none.
        """
        words = lexical.scores(self._words, lexical.weighted(question))
        share = words / max(float(words.max()), 1e-9)
        kept = self._kept()
        if vector is None or kept is None:
            words = words + self._formed(question) * words.max()
            rows = np.argsort(-words, kind="stable")[:NEAREST]
            return Likely(self._kinds(rows, words[rows]), lexical.found_share(self._words, question))
        near = kept @ vector
        called = self._called(question)
        asks, wording = self._asks.nearest(near), near[self._wordings]
        phrases = self._phrases.nearest(near) @ NEAREST_SAYS
        total = asks @ NEAREST_SAYS + WORDING_SAYS * wording + PHRASES_SAY * phrases + called + WORDS_SAY * share
        rows = np.argsort(-total, kind="stable")[:NEAREST]
        kinds = self._kinds(rows, np.exp(SHARPNESS * (total[rows] - total[rows[0]])))
        nearest = min(float((asks[:, 0] + called).max()), 1.0)
        spread = np.exp(POSTERIOR * (total - total.max()))
        strange = nearest < float(near[-len(elsewhere()) :].max())
        return Likely(kinds, 0.0 if strange else nearest, spread / spread.sum())

    def every(self) -> Vectors | None:
        """Where the wording of every kind of clause lies, in the order of the file; None without kept vectors."""
        kept = self._kept()
        return None if kept is None else kept[self._wordings]

    def wording(self, kinds: Sequence[Kind]) -> Vectors | None:
        """Where the wording of these kinds of clause lies: a vector of length 1; None without kept vectors."""
        kept = self._kept()
        if kept is None or not kinds:
            return None
        wording = kept[self._wordings]
        mixed = np.sum([kind.weight * wording[self._place[kind.concept.id]] for kind in kinds], axis=0)
        return np.asarray(mixed / np.linalg.norm(mixed), dtype=np.float32)

    def _called(self, question: str) -> Vectors:
        """What is added for the kinds of clause that a question calls by a phrase ("force majeure") or by its form.

        The words of a phrase must stand side by side. A number calls nothing: "P1" and "priority 1" say which tickets are meant, not what is asked about them.
        """
        asked = [stem for stem in stems(question) if not stem.isdigit()]
        called = self._formed(question)
        called[[row for row, phrase in self._names if phrase.issubset(asked) and _together(phrase, asked)]] = 1.0
        return called * np.float32(BY_NAME)

    def _formed(self, question: str) -> Vectors:
        """1 for every kind of clause that a question asks for by its form, else 0."""
        formed = frozenset().union(*(kinds for words, kinds in _forms() if words.search(question)))
        return np.asarray([concept.id in formed for concept in self._known], dtype=np.float32)

    def _kinds(self, rows: npt.NDArray[np.intp], weights: Vectors) -> list[Kind]:
        some = weights > HARDLY * weights[0]
        shares = weights[some] / weights[some].sum()
        return [Kind(self._known[row], share) for row, share in zip(rows[some].tolist(), shares.tolist(), strict=True)]

    def _kept(self) -> Vectors | None:
        if self._vectors is None and self._embedder is not None:
            self._vectors = _read(self._file, (len(self._texts), self._embedder.width))
        return self._vectors


def _together(phrase: frozenset[str], asked: Sequence[str]) -> bool:
    """Whether the stems of a phrase stand side by side: "a licence for a third party" is not third-party licences."""
    return any(phrase.issubset(asked[at : at + len(phrase)]) for at in range(len(asked)))


def _wording(concept: Concept) -> str:
    return f"{concept.name}: {concept.does}. {'; '.join(concept.phrases)}"


def _as_asked(concept: Concept) -> str:
    return " ".join((concept.name, concept.does, *concept.asks))


def _read(file: Path, shape: tuple[int, int]) -> Vectors | None:
    try:
        kept = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return np.asarray(kept, dtype=np.float32) if kept.shape == shape else None
