"""Plain retrieval stacks to compare the library with: what one gets from the usual recipe, on the same data and model.

A stack takes a contract's text and answers a question with character spans, best first. The splitter is the recursive
one that LangChain made usual (1,000 characters, 200 of them shared), written again here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from knowledge import lexical
from knowledge.clauses import clauses
from knowledge.documents.reading import read_bytes
from knowledge.embedding import Embedder
from knowledge.library import Library, answers
from knowledge.passages import Passage, passages_of
from knowledge.stemming import stems

Span = tuple[int, int]
CHUNK, SHARED = 1000, 200
SMOOTHING = 60
_SEPARATORS = ("\n\n", "\n", " ", "")


class Stack(Protocol):
    """One way to find passages."""

    def add(self, contract: str, text: str) -> int:
        """Take in a contract; returns the number of pieces."""
        ...

    def find(self, question: str, contract: str, k: int) -> list[Span]:
        """The spans of the contract's text that answer best."""
        ...


class Ours:
    """The library, with or without the sentence model."""

    def __init__(self, embedder: Embedder | None) -> None:
        self.held: dict[str, list[Passage]] = {}
        self.library = Library(Path(tempfile.mkdtemp(prefix="itbot-bench-")), embedder, self.held.__getitem__)

    def add(self, contract: str, text: str) -> int:
        """Read, cut into clauses and passages, index."""
        document = read_bytes("contract.txt", text.encode())
        self.held[contract] = passages_of(clauses(document), contract)
        return self.library.index(contract)

    def find(self, question: str, contract: str, k: int) -> list[Span]:
        """The hits' places in the document's text."""
        return [(hit.passage.start, hit.passage.end) for hit in self.library.search(question, [contract], k=k)]

    def sure(self, question: str, contract: str) -> bool:
        """Whether the library says that the contract answers the question."""
        return answers(self.library.search(question, [contract], k=3))


class Bm25:
    """BM25 with stems over overlapping chunks, nothing else."""

    def __init__(self) -> None:
        self.chunks: dict[str, list[Span]] = {}
        self.corpora: dict[str, lexical.Corpus] = {}

    def add(self, contract: str, text: str) -> int:
        """Cut and count the words."""
        self.chunks[contract] = split(text)
        texts = [text[start:end] for start, end in self.chunks[contract]]
        self.corpora[contract] = lexical.Corpus([lexical.postings_of(texts)])
        return len(texts)

    def order(self, question: str, contract: str) -> Sequence[int]:
        """Every chunk's number, best first."""
        weights = dict.fromkeys(stems(question), 1.0)
        scores = lexical.scores(self.corpora[contract], weights)
        return [int(row) for row in np.argsort(-scores, kind="stable")]

    def find(self, question: str, contract: str, k: int) -> list[Span]:
        """The best chunks."""
        return [self.chunks[contract][row] for row in self.order(question, contract)[:k]]


class ChromaMiniLM:
    """Overlapping chunks in Chroma with MiniLM vectors: the usual recipe, one collection, filtered by contract."""

    def __init__(self, embedder: Embedder) -> None:
        import chromadb

        self.embedder = embedder
        self.chunks: dict[str, list[Span]] = {}
        client = chromadb.PersistentClient(tempfile.mkdtemp(prefix="itbot-bench-"))
        self.kept: Any = client.create_collection("all", embedding_function=None)

    def add(self, contract: str, text: str) -> int:
        """Cut, embed, keep."""
        self.chunks[contract] = split(text)
        texts = [text[start:end] for start, end in self.chunks[contract]]
        ids = [f"{contract}/{row}" for row in range(len(texts))]
        facts = [{"contract": contract, "row": row} for row in range(len(texts))]
        self.kept.add(ids=ids, embeddings=self.embedder.embed(texts), documents=texts, metadatas=facts)
        return len(texts)

    def order(self, question: str, contract: str) -> Sequence[int]:
        """The nearest fifty chunks' numbers."""
        vector = self.embedder.embed([question])[0].tolist()
        size = min(50, len(self.chunks[contract]))
        found = self.kept.query(query_embeddings=[vector], n_results=size, where={"contract": contract})
        return [facts["row"] for facts in found["metadatas"][0]]

    def find(self, question: str, contract: str, k: int) -> list[Span]:
        """The nearest chunks."""
        return [self.chunks[contract][row] for row in self.order(question, contract)[:k]]


class Hybrid:
    """The two above, joined by the reciprocals of their ranks."""

    def __init__(self, embedder: Embedder) -> None:
        self.legs = (Bm25(), ChromaMiniLM(embedder))

    def add(self, contract: str, text: str) -> int:
        """Both."""
        return max(leg.add(contract, text) for leg in self.legs)

    def find(self, question: str, contract: str, k: int) -> list[Span]:
        """Joined ranks."""
        total: dict[int, float] = {}
        for leg in self.legs:
            for rank, row in enumerate(leg.order(question, contract)):
                total[row] = total.get(row, 0.0) + 1 / (SMOOTHING + 1 + rank)
        best = sorted(total, key=lambda row: -total[row])
        return [self.legs[0].chunks[contract][row] for row in best[:k]]


def split(text: str, at: int = 0, level: int = 0) -> list[Span]:
    """Chunks of at most CHUNK characters, cut at the widest separator that serves, SHARED characters told twice."""
    pieces, place = [], at
    mark = _SEPARATORS[level]
    parts = text.split(mark) if mark else list(text)
    for part in parts:
        end = place + len(part)
        pieces += split(part, place, level + 1) if len(part) > CHUNK and mark else [(place, end)]
        place = end + len(mark)
    return _merged(pieces)


def _merged(pieces: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    held: list[Span] = []
    for piece in pieces:
        if held and piece[1] - held[0][0] > CHUNK:
            found.append((held[0][0], held[-1][1]))
            while held and (held[-1][1] - held[0][0] > SHARED or piece[1] - held[0][0] > CHUNK):
                held.pop(0)
        held.append(piece)
    return [*found, (held[0][0], held[-1][1])] if held else found
