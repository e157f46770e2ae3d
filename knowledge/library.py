"""Passages in, passages out: finds the clause a question is about, by its number, its words, its meaning and its kind.

SQL is the truth: `source` gives a contract's passages. Everything kept in the library's folder is made from them and
may be deleted at any time; search then goes on by words and kinds of clause until the index is made again.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from knowledge import lexical, references, shelves, vector_check, vectors
from knowledge.chroma_server import REST_S, Served
from knowledge.concepts import Concept, ConceptSpace
from knowledge.concepts_held import HeldKind, kinds_held, standing_out
from knowledge.embedding import Embedder
from knowledge.framing import names_in
from knowledge.hits import Hit, Judged, LibraryState, answers, hit_of, may_answer
from knowledge.one_writer import LibraryError, writing
from knowledge.passages import Passage
from knowledge.ranking import CERTAIN, CLEAR, ONE_KIND, best_rows, evidence, fused
from knowledge.scopes import Scopes
from knowledge.searching import best_sentence, legs, opinions_at, placed, understood, unmentioned
from knowledge.shelves import Progress, Shelf

__all__ = ["Hit", "Library", "LibraryError", "LibraryState", "Served", "answers", "may_answer"]

Found = TypeVar("Found")
Source = Callable[[str], list[Passage]]
# Something that changes whenever a contract's words may have changed, whoever changed them.
Edition = Callable[[str], object]
EXACT_LIMIT = 20_000
# A contract of so many passages is laid beside the kinds of clause at a question; a larger one only when it is indexed.
STANDING_LIMIT = 2_000


class Held(NamedTuple):
    """A shelf kept between questions: of which edition, from which file, and until when it is good enough (None: always)."""

    edition: object
    changed: int
    shelf: Shelf
    until: float | None


class Library:
    """The contracts' passages, searchable. One object serves many threads' questions; one process writes at a time."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder | None,
        source: Source,
        served: Served | None = None,
        edition: Edition = lambda _contract: None,
    ) -> None:
        self._folder = folder
        self._embedder = embedder
        self._source = source
        self._served = served
        self._edition = edition
        self._shelves: dict[str, Held] = {}
        self._kinds: dict[str, tuple[Shelf, list[HeldKind]]] = {}
        self._notes: list[str] = []
        self._store: vectors.VectorStore | None = None
        self._scopes = Scopes()

    def search(self, question: str, contracts: Sequence[str], k: int = 8) -> list[Hit]:
        """The `k` passages of these contracts that answer the question best, best first."""
        held = [self._shelf(contract) for contract in contracts]
        if not question.strip() or not any(shelf.passages for shelf in held):
            return []
        asked = understood(question, self._embedder, self._space)
        held, corpus, near, basis = self._scopes.narrowed(asked, held, self._space.every())
        found = legs(asked, corpus, held, near)
        total = fused(found, basis)
        weights = {stem: weight * corpus.rarity(stem) for stem, weight in asked.words.items()}
        known = not unmentioned(asked.names, corpus)
        hits = []
        for row in map(int, best_rows(total, k)):
            shelf, place = placed(held, row)
            opinions = opinions_at(found, row)
            sure = evidence(opinions, asked.about(shelf)) if known else -CERTAIN
            quoted = best_sentence(shelf, place, asked, weights)
            hits.append(hit_of(shelf.passages[place], quoted, Judged(float(total[row]), opinions, sure)))
        return hits

    def unmentioned(self, question: str, contracts: Sequence[str]) -> tuple[str, ...]:
        """What the question calls by name and these contracts never mention ("CSAT", "P0"); then nothing is certain."""
        corpus = lexical.Corpus([self._shelf(contract).postings for contract in contracts])
        return unmentioned(names_in(question), corpus)

    def look_up(self, reference: str, contract: str) -> list[Passage]:
        """The passages of exactly the clause named ("7.2", "Schedule 2, 3.1"), or none."""
        return references.named(reference, self._shelf(contract).passages)

    def kinds(self, contract: str) -> list[HeldKind]:
        """Every kind of clause, with whether the contract holds it and where; made once and kept while it stands."""
        shelf = self._shelf(contract)
        held = self._kinds.get(contract)
        if held is None or held[0] is not shelf:
            held = self._kinds[contract] = (shelf, kinds_held(shelf, self._space))
        return held[1]

    def kind_asked(self, question: str) -> Concept | None:
        """The kind of clause that a question is plainly about; None where it may be about several, or about none."""
        asked = understood(question, self._embedder, self._space)
        plain = asked.nearness >= CLEAR and asked.clearness >= ONE_KIND
        return asked.kinds[0].concept if plain else None

    def passages(self, contract: str) -> Sequence[Passage]:
        """Every passage of a contract, in reading order."""
        return self._shelf(contract).passages

    def prepare(self) -> None:
        """Make what does not depend on any contract: the vectors of the kinds of clause; a few seconds, once."""
        self._space.prepare()

    def index(self, contract: str, progress: Progress | None = None) -> int:
        """Make the contract's vectors and keep them; returns how many passages it has. Only new passages cost time.

        Raises LibraryError when another process goes on writing for a minute.
        """
        with self._writing():
            self._space.prepare()
            total = self._make(contract, progress)
        self.forget(contract)
        return total

    def reindex(self, contracts: Sequence[str], progress: Progress | None = None) -> int:
        """Make every vector again in a new folder and swap it in; returns how many passages there are."""
        self._notes.clear()
        with self._writing():
            self._space.prepare()
            fresh = vectors.renewed(self._folder)
            self._store = vectors.VectorStore(fresh, self._served)
            try:
                total = self._make_all(contracts, progress)
            except BaseException:
                self._store = None
                raise
            if self._served is None:
                vectors.swap(self._folder, fresh)
            else:
                store = self._store
                self._tried(lambda: store.keep_only(contracts))
        self.forget()
        return total

    def clear(self) -> None:
        """Remove everything of every contract, here and on the server."""
        self.forget()
        if self._served is not None:
            self._tried(lambda: vectors.VectorStore(self._folder, self._served).keep_only(()))
        shutil.rmtree(self._folder, ignore_errors=True)

    def mend(self, contracts: Sequence[str]) -> bool:
        """Check files and vector store against the database, and make again what is lost, damaged or out of date.

        Returns whether anything had to be made. Vectors that a contract's own file still holds cost nothing again.
        """
        with self._writing():
            made = [contract for contract in contracts if self._lacks(contract)]
            if made:
                self._space.prepare()
            for contract in made:
                self._make(contract, None)
        self.forget()
        return bool(made)

    def stands(self, contracts: Sequence[str]) -> bool:
        """Whether all stands as it was left and is the database's (or was never begun), without opening the vector store."""
        if self._embedder is None or not self._folder.exists():
            return True
        if self._served is None and not vector_check.untouched(vectors.current(self._folder)):
            return False
        return all(self._shelf(contract).meaning is not None for contract in contracts if self._source(contract))

    def _lacks(self, contract: str) -> bool:
        """Whether the store or the contract's file is not that of its passages as the database has them."""
        passages, embedder = self._source(contract), self._embedder
        if embedder is None or not passages:
            return False
        stamp, store = shelves.stamp_of(passages, embedder.name), self._written()
        return (
            self._tried(lambda: store.stamp(contract)) != stamp
            or shelves.load(self._file(contract), passages, stamp) is None
        )

    def _make_all(self, contracts: Sequence[str], progress: Progress | None) -> int:
        total = 0
        for done, contract in enumerate(contracts, 1):
            total += self._make(contract, None, anew=True)
            if progress is not None:
                progress(done, len(contracts))
        kept = {self._file(contract) for contract in contracts}
        for file in set(self._folder.glob("contract-*.npz")) - kept:
            file.unlink()
        return total

    def drop(self, contract: str) -> None:
        """Remove a contract's index."""
        self.forget(contract)
        with self._writing():
            self._file(contract).unlink(missing_ok=True)
            if self._served is not None or vectors.current(self._folder).exists():
                store = self._written()
                self._tried(lambda: store.drop(contract))

    def forget(self, contract: str | None = None) -> None:
        """Read the passages from their source again at the next question (one contract's, or all)."""
        if contract is None:
            self._shelves.clear()
        else:
            self._shelves.pop(contract, None)

    def state(self, contracts: Sequence[str]) -> LibraryState:
        """Which of these contracts can be searched by meaning now, and what is wrong, in sentences."""
        name = self._embedder.name if self._embedder else None
        if self._served is not None:
            self._tried(vectors.VectorStore(vectors.current(self._folder), self._served).ping)
        indexed = tuple(contract for contract in contracts if self._shelf(contract).meaning is not None)
        stale = tuple(contract for contract in contracts if contract not in indexed)
        return LibraryState(name, indexed, stale if name else (), tuple(self._notes))

    def _make(self, contract: str, progress: Progress | None, *, anew: bool = False) -> int:
        """Make the vectors that are missing (or all), for the vector store and for the file that questions read."""
        passages, embedder = self._source(contract), self._embedder
        if embedder is None or not passages:
            return len(passages)
        stamp, store, file = shelves.stamp_of(passages, embedder.name), self._written(), self._file(contract)
        stored = self._tried(lambda: store.stamp(contract))
        if not anew and stored == stamp and shelves.load(file, passages, stamp) is not None:
            return len(passages)
        known = (
            {}
            if anew
            else shelves.known(file, embedder.name) or self._tried(lambda: store.read(contract, embedder.name))
        )
        meaning = shelves.meaning_of(passages, embedder, known or {}, progress=progress)
        self._tried(lambda: store.write(contract, passages, meaning, (embedder.name, stamp)))
        self._kept(contract, passages, meaning, embedder)
        return len(passages)

    def _kept(self, contract: str, passages: Sequence[Passage], meaning: shelves.Meaning, embedder: Embedder) -> None:
        """Keep a contract's words and vectors in its file, laid beside the kinds of clause."""
        shelf = replace(shelves.wordy(passages), meaning=meaning)
        shelf = replace(shelf, standing=standing_out(shelf, self._space))
        shelves.save(shelf, self._file(contract), shelves.label(passages, embedder.name, self._space.name))

    def _tried(self, step: Callable[[], Found]) -> Found | None:
        """The vector store's answer, or None with a note: search does not depend on it."""
        try:
            answer = step()
        except vectors.VectorStoreError as trouble:
            if str(trouble) not in self._notes:
                self._notes.append(str(trouble))
            return None
        return answer

    def _written(self) -> vectors.VectorStore:
        """The vector store to write to; a damaged one is left for a new folder, and a note says so."""
        if self._store is None:
            folder = vectors.current(self._folder)
            if self._served is None and not vector_check.sound(folder):
                self._notes.append(
                    f"The vector store in {folder} was damaged or of another version, so it is being made again from the database."
                )
                folder = vectors.renewed(self._folder)
                vectors.swap(self._folder, folder)
            self._store = vectors.VectorStore(folder, self._served)
        return self._store

    def _shelf(self, contract: str) -> Shelf:
        """The contract's shelf, read again when its words or its file changed, here or on another machine."""
        edition, changed = self._edition(contract), shelves.changed_at(self._file(contract))
        held = self._shelves.get(contract)
        if held is not None and held.edition == edition and changed in (0, held.changed) and _is_good(held):
            return held.shelf
        shelf = self._read(contract, self._source(contract))
        poor = self._served is not None and self._embedder is not None and shelf.meaning is None
        until = time.monotonic() + REST_S if poor else None
        self._shelves[contract] = Held(edition, shelves.changed_at(self._file(contract)), shelf, until)
        return shelf

    def _read(self, contract: str, passages: list[Passage]) -> Shelf:
        if self._embedder is None:
            return shelves.wordy(passages)
        stamp = shelves.stamp_of(passages, self._embedder.name)
        far, file, kinds = self._far(contract, passages, stamp), self._file(contract), self._space.name
        kept = shelves.load(file, passages, stamp, kinds=kinds, words_only=far is not None)
        if kept is None and self._fetched(contract, passages, self._embedder):
            kept = shelves.load(file, passages, stamp, kinds=kinds, words_only=far is not None)
        if kept is None:
            return shelves.wordy(passages)
        if far:
            return replace(kept, meaning=far)
        if kept.standing is None and len(passages) <= STANDING_LIMIT:
            kept = replace(kept, standing=standing_out(kept, self._space))
        return kept

    def _fetched(self, contract: str, passages: Sequence[Passage], embedder: Embedder) -> bool:
        """Whether the vectors that another machine made were fetched from the server and are kept here now."""
        if self._served is None or not passages:
            return False
        store = vectors.VectorStore(vectors.current(self._folder), self._served)
        known = self._tried(lambda: store.read(contract, embedder.name)) or {}
        if any(passage.id not in known for passage in passages):
            return False
        meaning = shelves.meaning_of(passages, embedder, known)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._kept(contract, passages, meaning, embedder)
        return True

    def _far(self, contract: str, passages: Sequence[Passage], stamp: str) -> vectors.Far | None:
        """The vector store, to be asked of a large contract; without a sound one of these passages each is compared."""
        folder = vectors.current(self._folder)
        if len(passages) <= EXACT_LIMIT or (self._served is None and not vector_check.sound(folder)):
            return None
        store = vectors.VectorStore(folder, self._served)
        same = self._tried(lambda: store.stamp(contract)) == stamp
        return vectors.Far(store, contract, [passage.id for passage in passages]) if same else None

    def _file(self, contract: str) -> Path:
        return self._folder / f"{shelves.key_of(contract)}.npz"

    @cached_property
    def _space(self) -> ConceptSpace:
        own: Path | None = getattr(self._embedder, "cache", None)
        return ConceptSpace(self._embedder, own or self._folder)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with writing(self._folder):
            yield
            if self._store is not None and self._served is None:
                vector_check.seal(vectors.current(self._folder))


def _is_good(held: Held) -> bool:
    return held.until is None or time.monotonic() < held.until
