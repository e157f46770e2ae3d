"""Passages in, passages out: finds the clause a question is about, by its number, its words, its meaning and its kind.

SQL is the truth: `source` gives a contract's passages. Everything kept in the library's folder is made from them and
may be deleted at any time; search then goes on by words until the index is made again.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge import lexical, references, shelves
from knowledge.embedding import Embedder
from knowledge.passages import Passage
from knowledge.ranking import Scores, fused
from knowledge.shelves import Progress, Shelf

Source = Callable[[str], list[Passage]]


class LibraryError(Exception):
    """The library cannot do what was asked: one plain sentence with the reason and the remedy."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, its score among those found with it, and what each search thought of it (name -> score)."""

    passage: Passage
    score: float
    legs: dict[str, float]
    confident: bool = True


class Library:
    """The contracts' passages, searchable. One object serves many threads' questions; one process writes at a time."""

    def __init__(self, folder: Path, embedder: Embedder | None, source: Source, chroma_url: str | None = None) -> None:
        self._folder = folder
        self._embedder = embedder
        self._source = source
        self._chroma_url = chroma_url
        self._shelves: dict[str, Shelf] = {}

    def search(self, question: str, contracts: Sequence[str], k: int = 8) -> list[Hit]:
        """The `k` passages of these contracts that answer the question best, best first."""
        held = [self._shelf(contract) for contract in contracts]
        passages = [passage for shelf in held for passage in shelf.passages]
        if not passages or not question.strip():
            return []
        legs = self._legs(question, held)
        total = fused(legs)
        best = np.argsort(-total, kind="stable")[:k]
        return [_hit(passages[row], float(total[row]), legs, int(row)) for row in best if total[row] > 0]

    def look_up(self, reference: str, contract: str) -> list[Passage]:
        """The passages of exactly the clause named ("7.2", "Schedule 2, 3.1"), or none."""
        return references.named(reference, self._shelf(contract).passages)

    def index(self, contract: str, progress: Progress | None = None) -> int:
        """Make the contract's vectors and keep them; returns how many passages it has. Only new passages cost time."""
        passages = self._source(contract)
        shelf = shelves.wordy(passages)
        if self._embedder is not None and passages:
            with self._writing():
                before = shelves.known(self._shelves.get(contract))
                meaning = shelves.meaning_of(passages, self._embedder, before, progress=progress)
                shelf = Shelf(passages, shelf.postings, meaning)
                shelves.save(shelf, self._file(contract), shelves.stamp_of(passages, self._embedder.name))
        self._shelves[contract] = shelf
        return len(passages)

    def drop(self, contract: str) -> None:
        """Forget a contract's index."""
        self._shelves.pop(contract, None)
        with self._writing():
            self._file(contract).unlink(missing_ok=True)

    def forget(self, contract: str | None = None) -> None:
        """Read the passages from their source again at the next question (one contract's, or all)."""
        if contract is None:
            self._shelves.clear()
        else:
            self._shelves.pop(contract, None)

    def _legs(self, question: str, held: Sequence[Shelf]) -> dict[str, tuple[Scores, float]]:
        corpus = lexical.corpus_of([shelf.postings for shelf in held])
        words = lexical.scores(corpus, lexical.weighted(question))
        legs = {"words": (words, lexical.found_share(corpus, question))}
        if self._embedder is not None and all(shelf.meaning is not None for shelf in held):
            vector = self._embedder.embed([question])[0]
            near = [shelf.meaning.nearness(vector) for shelf in held if shelf.meaning is not None]
            legs["meaning"] = (np.concatenate(near), 1.0)
        return legs

    def _shelf(self, contract: str) -> Shelf:
        held = self._shelves.get(contract)
        if held is None:
            passages = self._source(contract)
            kept = None
            if self._embedder is not None:
                kept = shelves.load(self._file(contract), passages, shelves.stamp_of(passages, self._embedder.name))
            held = self._shelves[contract] = kept or shelves.wordy(passages)
        return held

    def _file(self, contract: str) -> Path:
        return self._folder / f"{hashlib.sha256(contract.encode()).hexdigest()[:24]}.npz"

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the folder's lock, so that one process writes at a time."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "writing.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _hit(passage: Passage, score: float, legs: dict[str, tuple[Scores, float]], row: int) -> Hit:
    return Hit(passage, score, {name: float(scores[row]) for name, (scores, _) in legs.items()})
