"""Chroma holds the vectors, one collection per contract; it is a copy of what SQL and the embedder determine.

Our own vectors are always passed, an id is a content hash, and a collection carries the stamp and the number of the
records it should hold: one that does not match is made again in a new folder, never repaired. chromadb is imported
only when vectors are written or when a collection is too large for memory.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np
import numpy.typing as npt

from knowledge.chroma_server import Served, ServerGoneError
from knowledge.embedding import Vectors
from knowledge.minilm import write_whole
from knowledge.passages import Passage
from knowledge.shelves import Halves, Meaning, key_of
from knowledge.vector_check import weighed, weighs
from knowledge.vector_slack import wipe

BATCH = 2000
FAR = 300
Rows = npt.NDArray[np.int64]
PAGE = 500


class VectorStoreError(Exception):
    """The vector store cannot be used: one plain sentence with the reason; search goes on without it."""


Answer = TypeVar("Answer")
Asking = ParamSpec("Asking")


def _plainly(method: Callable[Asking, Answer]) -> Callable[Asking, Answer]:
    """Say any failure of the foreign store as a VectorStoreError."""

    @wraps(method)
    def told(*args: Asking.args, **named: Asking.kwargs) -> Answer:
        try:
            return method(*args, **named)
        except Exception as trouble:
            store = args[0]
            gone = store.gone(trouble) if isinstance(store, VectorStore) else None
            if gone is not None:
                raise VectorStoreError(
                    f"{gone}; clauses are found by what is kept on this machine, else by words. Start it, and if it was "
                    "away while documents were added run `itbot reindex`."
                ) from trouble
            why = f"{type(trouble).__name__}: {trouble}".rstrip(".")
            raise VectorStoreError(f"The vector store cannot be used ({why}): run `itbot reindex`.") from trouble

    return told


class VectorStore:
    """The vectors in Chroma: embedded in one process below `folder`, or on a server that many processes share."""

    def __init__(self, folder: Path, served: Served | None = None) -> None:
        self._folder = folder
        self._served = served
        self._opened: set[str] = set()
        self._wiped: dict[Path, int] = {}

    def gone(self, trouble: Exception) -> str | None:
        """That the server does not answer, in words, and it is left alone for a while; None for any other trouble."""
        import httpx

        if isinstance(trouble, ServerGoneError):
            return str(trouble)
        if self._served is not None and isinstance(trouble, httpx.TransportError):
            return str(self._served.server.failed(trouble))
        return None

    @_plainly
    def write(self, contract: str, passages: Sequence[Passage], meaning: Meaning, made_by: tuple[str, str]) -> None:
        """Put a contract's vectors into a fresh collection, with (embedder, stamp) written last.

        Half a write therefore is no write.
        """
        embedder, stamp = made_by
        self._dropped(contract)
        made = self._client.create_collection(
            self._name(contract),
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
            metadata={"contract": contract},
        )
        total, weight = 0, 0.0
        for batch in _batches(list(_records(passages, meaning))):
            ids, vectors, facts = zip(*batch, strict=True)
            rows = np.array(vectors, dtype=np.float32)
            made.add(ids=list(ids), embeddings=rows, metadatas=list(facts))
            total, weight = total + len(batch), weight + weighed(ids, rows)
        said = {"contract": contract, "embedder": embedder, "stamp": stamp, "records": total, "weight": weight}
        made.modify(metadata=said)
        self._wiped_after_opening(contract)

    @_plainly
    def stamp(self, contract: str) -> str:
        """The stamp of a contract's collection; empty where there is no whole collection."""
        found = self._whole(contract)
        return str(found.metadata["stamp"]) if found is not None else ""

    @_plainly
    def read(self, contract: str, embedder: str) -> dict[str, tuple[Vectors, Halves]]:
        """A contract's vectors by passage id; empty where there is no whole and true collection made by this embedder."""
        found = self._whole(contract)
        if found is None or found.metadata["embedder"] != embedder:
            return {}
        kept = found.get(include=["embeddings", "metadatas"])
        self._wiped_after_opening(contract)
        rows = np.asarray(kept["embeddings"], dtype=np.float32)
        if not weighs(found.metadata.get("weight"), kept["ids"], rows):
            return {}
        return _by_passage(kept["ids"], rows, kept["metadatas"])

    @_plainly
    def nearest(self, contract: str, vector: Vectors, n: int) -> dict[str, float]:
        """The passages nearest to a vector, by themselves or by a sentence: passage id -> cosine."""
        found = self._collection(contract)
        if found is None:
            return {}
        answer = found.query(query_embeddings=[vector.tolist()], n_results=n, include=["distances", "metadatas"])
        if contract not in self._opened:
            self._wiped_after_opening(contract)
        near: dict[str, float] = {}
        for distance, facts in zip(answer["distances"][0], answer["metadatas"][0], strict=True):
            passage = str(facts["passage"])
            near[passage] = max(near.get(passage, -1.0), 1.0 - float(distance))
        return near

    @_plainly
    def ping(self) -> None:
        """Nothing, where the store can be asked."""
        self._client.heartbeat()

    @_plainly
    def drop(self, contract: str) -> None:
        """Remove a contract's collection, if there is one."""
        self._dropped(contract)

    @_plainly
    def keep_only(self, contracts: Sequence[str]) -> None:
        """Remove from a server what this workspace has there of any other contract; a folder is made anew instead."""
        if self._served is None:
            return
        own, kept = self._served.named("contract-"), {self._name(contract) for contract in contracts}
        for name in list(self._names()):
            if name.startswith(own) and name not in kept:
                self._client.delete_collection(name)

    def _wiped_after_opening(self, contract: str) -> None:
        """Chroma writes the unused room of an index when it is made and when a process first opens it."""
        self._opened.add(contract)
        if self._served is None:
            wipe(self._folder, self._wiped)

    def _names(self) -> Iterator[str]:
        offset = 0
        while page := self._client.list_collections(limit=PAGE, offset=offset):
            yield from (one.name for one in page)
            offset += len(page)

    def _dropped(self, contract: str) -> None:
        if self._collection(contract) is not None:
            self._client.delete_collection(self._name(contract))

    def _whole(self, contract: str) -> Any:
        """The contract's collection if it holds what it says it holds, else None."""
        found = self._collection(contract)
        said = (found.metadata or {}) if found is not None else {}
        return found if "records" in said and found.count() == said["records"] else None

    def _collection(self, contract: str) -> Any:
        from chromadb.errors import NotFoundError

        try:
            return self._client.get_collection(self._name(contract), embedding_function=None)
        except NotFoundError:
            return None

    def _name(self, contract: str) -> str:
        return self._served.named(key_of(contract)) if self._served is not None else key_of(contract)

    @property
    def _client(self) -> Any:
        return self._served.server.client() if self._served is not None else self._embedded

    @cached_property
    def _embedded(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        self._folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(self._folder), settings=Settings(anonymized_telemetry=False))


class Far:
    """A contract too large for memory, asked of the vector store; passages it does not name count as the least near."""

    def __init__(self, store: VectorStore, contract: str, ids: Sequence[str]) -> None:
        self._store = store
        self._contract = contract
        self._rows = {name: row for row, name in enumerate(ids)}

    def whole(self, question: Vectors) -> Vectors:
        """How near each passage is, by itself or by its nearest sentence."""
        try:
            near = self._store.nearest(self._contract, question, FAR)
        except VectorStoreError:
            near = {}
        found = np.full(len(self._rows), min(near.values(), default=np.nan), dtype=np.float32)
        for name, cosine in near.items():
            if name in self._rows:
                found[self._rows[name]] = cosine
        return found

    def by_sentence(self, row: int, question: Vectors) -> Vectors:  # noqa: ARG002 the store has weighed sentences in
        """Nothing more is known."""
        return question[:0]

    def nearest_sentences(self, rows: Rows, question: Vectors) -> Vectors:  # noqa: ARG002 the store has weighed them in
        """Nothing more is known."""
        return np.full(len(rows), -1.0, dtype=np.float32)


def current(folder: Path) -> Path:
    """The folder of the embedded store in use; a new one where none has been named yet."""
    try:
        named = (folder / "chroma.current").read_bytes()
    except OSError:
        named = b""
    return folder / (named.strip().decode() if re.fullmatch(rb"chroma-[0-9]{1,9}\s*", named) else "chroma-1")


def renewed(folder: Path) -> Path:
    """A folder that no store has used yet: deleting one in use and opening its path again fails in Chroma."""
    used = [int(path.name.removeprefix("chroma-")) for path in folder.glob("chroma-*") if path.name[7:].isdigit()]
    return folder / f"chroma-{max(used, default=0) + 1}"


def swap(folder: Path, fresh: Path) -> None:
    """Make `fresh` the store in use, in one step, and remove the others."""
    write_whole(folder / "chroma.current", fresh.name.encode())
    for other in folder.glob("chroma-*"):
        if other.stem == fresh.name:
            continue
        if other.is_dir():
            shutil.rmtree(other, ignore_errors=True)
        else:
            other.unlink(missing_ok=True)


def _records(passages: Sequence[Passage], meaning: Meaning) -> Iterator[tuple[str, Vectors, dict[str, str | int]]]:
    for row, passage in enumerate(passages):
        facts: dict[str, str | int] = {"passage": passage.id, "clause": passage.clause, "document": passage.document}
        yield passage.id, meaning.passages[row], {**facts, "sentence": -1}
        for n, place in enumerate(range(meaning.bounds[row], meaning.bounds[row + 1])):
            yield f"{passage.id}.{n}", meaning.sentences[place].astype(np.float32), {**facts, "sentence": n}


def _batches(records: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(records), BATCH):
        yield records[start : start + BATCH]


def _by_passage(ids: Sequence[str], vectors: Vectors, facts: Sequence[Any]) -> dict[str, tuple[Vectors, Halves]]:
    whole: dict[str, Vectors] = {}
    parts: dict[str, list[tuple[int, Vectors]]] = {}
    for row, (name, known) in enumerate(zip(ids, facts, strict=True)):
        if known["sentence"] < 0:
            whole[name] = vectors[row]
        else:
            parts.setdefault(str(known["passage"]), []).append((int(known["sentence"]), vectors[row]))
    return {name: (vector, _ordered(parts.get(name, []), len(vector))) for name, vector in whole.items()}


def _ordered(parts: list[tuple[int, Vectors]], width: int) -> Halves:
    rows = [vector for _, vector in sorted(parts, key=lambda part: part[0])]
    return np.array(rows, dtype=np.float16).reshape(len(rows), width)
