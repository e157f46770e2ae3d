"""The usual ways to search documents, each as its own guide shows it, run in an environment that has them installed.

`python peer_stacks.py NAME JOB.json` takes texts and questions in, and prints spans, times and sizes as one JSON line.
It imports nothing of the project: `benchmarks/peers.py` makes the environment and calls it. Every stack gets the same
chunks (LangChain's recursive splitter, 1,000 characters, 200 shared) and, where it uses one, the same sentence model.
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

EVERYTHING = ""
SMOOTHING = 60


def chunked(texts: dict[str, str]) -> list[dict[str, Any]]:
    """Every contract's chunks with their places."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    found = []
    for contract, text in texts.items():
        for piece in splitter.create_documents([text]):
            start = piece.metadata["start_index"]
            place = {"contract": contract, "start": start, "end": start + len(piece.page_content)}
            found.append({"id": str(len(found)), "text": piece.page_content, **place})
    return found


class Model:
    """The sentence model as its own library runs it.

    A text is encoded once for all stacks: its vector is kept beside the job with the seconds it took, and `owed` are the
    seconds that a stack would have spent on texts already known.
    """

    owed = 0.0

    def __init__(self, weights: str) -> None:
        from sentence_transformers import SentenceTransformer

        self.kept = SentenceTransformer(weights, device="cpu")
        self.file = Path(sys.argv[2]).with_suffix(".vectors")
        self.known: dict[str, tuple[list[float], float]] = {}
        if self.file.exists():
            self.known = pickle.loads(self.file.read_bytes())  # noqa: S301 our own file

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for it."""
        missing = list(dict.fromkeys(text for text in texts if text not in self.known))
        Model.owed += sum(self.known[text][1] for text in texts if text in self.known)
        if missing:
            started = time.perf_counter()
            made = self.kept.encode(missing, normalize_embeddings=True, show_progress_bar=False).tolist()
            each = (time.perf_counter() - started) / len(missing)
            self.known.update({text: (vector, each) for text, vector in zip(missing, made, strict=True)})
        return [self.known[text][0] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's name for it."""
        return self.embed_documents([text])[0]

    def keep(self) -> None:
        """Keep every vector for the next stack."""
        self.file.write_bytes(pickle.dumps(self.known))


class LangChain:
    """LangChain's Chroma store with a filter by contract."""

    def __init__(self, weights: str) -> None:
        self.model = Model(weights)

    def add(self, chunks: list[dict[str, Any]]) -> None:
        """Embed and keep."""
        from langchain_chroma import Chroma

        self.chunks = {one["id"]: one for one in chunks}
        self.store = Chroma("all", self.model, persist_directory=tempfile.mkdtemp())
        texts, facts = (
            [one["text"] for one in chunks],
            [{"contract": one["contract"], "id": one["id"]} for one in chunks],
        )
        self.store.add_texts(texts, facts, ids=[one["id"] for one in chunks])

    def find(self, question: str, contract: str, k: int) -> list[dict[str, Any]]:
        """The nearest chunks."""
        where = {"contract": contract} if contract else None
        return [self.chunks[one.metadata["id"]] for one in self.store.similarity_search(question, k, filter=where)]


class PerContract:
    """A stack with an index a contract, and one over all of them."""

    def __init__(self, weights: str) -> None:
        self.weights = weights

    def add(self, chunks: list[dict[str, Any]]) -> None:
        """Make every index."""
        self.parts: dict[str, list[dict[str, Any]]] = {EVERYTHING: chunks}
        for one in chunks:
            self.parts.setdefault(one["contract"], []).append(one)
        self.prepare(chunks)
        self.made = {name: self.make(part) for name, part in self.parts.items()}

    def prepare(self, chunks: list[dict[str, Any]]) -> None:
        """What is done once."""

    def make(self, part: list[dict[str, Any]]) -> Any:
        """One index."""
        raise NotImplementedError


class LangChainWords(PerContract):
    """LangChain's BM25 retriever (rank_bm25) with its own splitting at spaces."""

    def make(self, part: list[dict[str, Any]]) -> Any:
        """Count the words."""
        from langchain_community.retrievers import BM25Retriever

        facts = [{"id": one["id"]} for one in part]
        return BM25Retriever.from_texts([one["text"] for one in part], facts, k=10)

    def find(self, question: str, contract: str, k: int) -> list[dict[str, Any]]:
        """The best chunks by words."""
        everything = self.parts[EVERYTHING]
        return [everything[int(one.metadata["id"])] for one in self.made[contract].invoke(question)[:k]]


class LangChainEnsemble(LangChainWords):
    """LangChain's ensemble retriever: its BM25 and its Chroma store, joined by reciprocal ranks, half and half."""

    def prepare(self, chunks: list[dict[str, Any]]) -> None:
        """The Chroma store."""
        self.near = LangChain(self.weights)
        self.near.add(chunks)
        self.model = self.near.model

    def find(self, question: str, contract: str, k: int) -> list[dict[str, Any]]:
        """Both legs, joined."""
        from langchain_classic.retrievers import EnsembleRetriever

        where = {"k": k, **({"filter": {"contract": contract}} if contract else {})}
        near = self.near.store.as_retriever(search_kwargs=where)
        joined = EnsembleRetriever(retrievers=[self.made[contract], near], weights=[0.5, 0.5], id_key="id")
        return [self.near.chunks[one.metadata["id"]] for one in joined.invoke(question)[:k]]


class Bm25s(PerContract):
    """bm25s with a stemmer and English stop words."""

    def make(self, part: list[dict[str, Any]]) -> Any:
        """Count the words."""
        import bm25s
        import Stemmer

        self.stemmer = Stemmer.Stemmer("english")
        made = bm25s.BM25()
        texts = [one["text"] for one in part]
        made.index(
            bm25s.tokenize(texts, stopwords="en", stemmer=self.stemmer, show_progress=False), show_progress=False
        )
        return made

    def find(self, question: str, contract: str, k: int) -> list[dict[str, Any]]:
        """The best chunks by words."""
        import bm25s

        part = self.parts[contract]
        asked = bm25s.tokenize(question, stopwords="en", stemmer=self.stemmer, show_progress=False)
        rows, _ = self.made[contract].retrieve(asked, k=min(k, len(part)), show_progress=False)
        return [part[int(row)] for row in rows[0]]


class Llama(PerContract):
    """LlamaIndex's BM25 retriever."""

    def make(self, part: list[dict[str, Any]]) -> Any:
        """Its index over the chunks as nodes."""
        return self.words(self.nodes(part))

    def words(self, nodes: list[Any]) -> Any:
        """The retriever by words."""
        from llama_index.retrievers.bm25 import BM25Retriever

        return BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=min(10, len(nodes)))

    def nodes(self, part: list[dict[str, Any]]) -> list[Any]:
        """The chunks as it wants them."""
        from llama_index.core.schema import TextNode

        return [TextNode(id_=one["id"], text=one["text"]) for one in part]

    def find(self, question: str, contract: str, k: int) -> list[dict[str, Any]]:
        """What the retriever gives."""
        everything = self.parts[EVERYTHING]
        return [everything[int(one.node.node_id)] for one in self.made[contract].retrieve(question)[:k]]


class LlamaFusion(Llama):
    """LlamaIndex's fusion of BM25 and vectors by reciprocal ranks."""

    def prepare(self, chunks: list[dict[str, Any]]) -> None:
        """Embed every chunk once."""
        self.model = Model(self.weights)
        self.known = dict(zip((one["id"] for one in chunks), self.vectors(chunks), strict=True))

    def vectors(self, chunks: list[dict[str, Any]]) -> list[list[float]]:
        """The chunks' vectors."""
        return self.model.embed_documents([one["text"] for one in chunks])

    def make(self, part: list[dict[str, Any]]) -> Any:
        """Both retrievers, joined."""
        from llama_index.core import VectorStoreIndex
        from llama_index.core.base.embeddings.base import BaseEmbedding
        from llama_index.core.llms import MockLLM
        from llama_index.core.retrievers import QueryFusionRetriever

        model = self.model

        class Embedding(BaseEmbedding):
            def _get_query_embedding(self, query: str) -> list[float]:
                return model.embed_query(query)

            def _get_text_embedding(self, text: str) -> list[float]:
                return model.embed_query(text)

            async def _aget_query_embedding(self, query: str) -> list[float]:
                return model.embed_query(query)

        nodes = self.nodes(part)
        for node in nodes:
            node.embedding = self.known[node.node_id]
        near = VectorStoreIndex(nodes, embed_model=Embedding()).as_retriever(similarity_top_k=10)
        legs = [self.words(nodes), near]
        return QueryFusionRetriever(
            legs, similarity_top_k=10, num_queries=1, mode="reciprocal_rerank", use_async=False, llm=MockLLM()
        )


class Haystack:
    """Haystack's in-memory store: BM25 and embeddings, joined by reciprocal ranks."""

    def __init__(self, weights: str) -> None:
        self.model = Model(weights)

    def add(self, chunks: list[dict[str, Any]]) -> None:
        """Embed and keep."""
        from haystack import Document
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self.chunks = {one["id"]: one for one in chunks}
        vectors = self.model.embed_documents([one["text"] for one in chunks])
        store = InMemoryDocumentStore()
        store.write_documents(
            [
                Document(id=one["id"], content=one["text"], meta={"contract": one["contract"]}, embedding=vector)
                for one, vector in zip(chunks, vectors, strict=True)
            ]
        )
        self.words, self.near = InMemoryBM25Retriever(store), InMemoryEmbeddingRetriever(store)
        self.joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def find(self, question: str, contract: str, k: int) -> list[dict[str, Any]]:
        """Both legs, joined."""
        where = {"field": "meta.contract", "operator": "==", "value": contract} if contract else None
        legs = [
            self.words.run(query=question, top_k=20, filters=where)["documents"],
            self.near.run(query_embedding=self.model.embed_query(question), top_k=20, filters=where)["documents"],
        ]
        return [self.chunks[one.id] for one in self.joiner.run(documents=legs)["documents"][:k]]


class Txtai(PerContract):
    """txtai's hybrid index."""

    def prepare(self, chunks: list[dict[str, Any]]) -> None:
        """Embed every chunk once; each index is then given the vectors."""
        import numpy as np

        self.model = Model(self.weights)
        found = self.model.embed_documents([one["text"] for one in chunks])
        self.known = {one["text"]: np.asarray(each, dtype=np.float32) for one, each in zip(chunks, found, strict=True)}

    def make(self, part: list[dict[str, Any]]) -> Any:
        """One hybrid index."""
        import numpy as np
        from txtai import Embeddings

        def vectors(texts: list[str]) -> Any:
            return np.array(
                [self.known[text] if text in self.known else self.model.embed_query(text) for text in texts]
            )

        made = Embeddings({"method": "external", "transform": vectors, "hybrid": True})
        made.index([(one["id"], one["text"], None) for one in part])
        return made

    def find(self, question: str, contract: str, k: int) -> list[dict[str, Any]]:
        """What it finds."""
        everything = self.parts[EVERYTHING]
        return [everything[int(name)] for name, _ in self.made[contract].search(question, k)]


STACKS = {
    "LangChain splitter + Chroma + MiniLM": LangChain,
    "LangChain BM25 (rank_bm25)": LangChainWords,
    "LangChain ensemble (BM25 + Chroma)": LangChainEnsemble,
    "bm25s": Bm25s,
    "LlamaIndex BM25": Llama,
    "LlamaIndex fusion": LlamaFusion,
    "Haystack hybrid": Haystack,
    "txtai hybrid": Txtai,
}


def main(name: str, job_file: str) -> None:
    """Take in, answer every question, tell what was found and what it cost."""
    job = json.loads(Path(job_file).read_text("utf-8"))
    stack = STACKS[name](job["weights"])
    started, Model.owed = time.perf_counter(), 0.0
    chunks = chunked(job["texts"])
    stack.add(chunks)
    seconds = time.perf_counter() - started + Model.owed
    told: dict[str, Any] = {"pieces": len(chunks), "seconds": seconds}
    for what in ("asked", "pooled"):
        spans, took = [], []
        stack.find("warm", EVERYTHING, 10)
        for contract, question in job[what]:
            begun, Model.owed = time.perf_counter(), 0.0
            found = stack.find(question, contract if what == "asked" else EVERYTHING, 10)
            took.append((time.perf_counter() - begun + Model.owed) * 1000)
            spans.append([[one["contract"], one["start"], one["end"]] for one in found])
        told |= {what: spans, f"{what}_ms": took}
    if hasattr(stack, "model"):
        stack.model.keep()
    print(json.dumps(told | {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
