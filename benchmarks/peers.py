"""The stacks that are compared: the library here, and the usual ones in an environment of their own.

`answered` gives, for one stack, where it finds each question's passages and what that took. The usual stacks
(`peer_stacks.py`) need packages the product does not have; they are installed once into a folder of the temporary files.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.answering.asking.naming import named
from knowledge.clauses import clauses
from knowledge.documents.reading import read_bytes
from knowledge.embedding import Embedder, open_embedder
from knowledge.library import Library
from knowledge.minilm import weights_folder
from knowledge.passages import Passage, passages_of

HERE = Path(__file__).parent
ENVIRONMENT = Path(tempfile.gettempdir()) / "itbot-bench-peers"
CACHE = Path(tempfile.gettempdir()) / "itbot-bench-model"
USUAL = ("langchain-text-splitters", "sentence-transformers")
# What each stack needs: the packages to install, and the modules that show they are there.
PEERS = {
    "LangChain splitter + Chroma + MiniLM": (("langchain-chroma", *USUAL), "langchain_chroma, sentence_transformers"),
    "LangChain BM25 (rank_bm25)": (
        ("langchain-community", "rank_bm25", "langchain-text-splitters"),
        "langchain_community.retrievers, rank_bm25",
    ),
    "LangChain ensemble (BM25 + Chroma)": (
        ("langchain-chroma", "langchain-community", "langchain-classic", "rank_bm25", *USUAL),
        "langchain_chroma, langchain_community.retrievers, langchain_classic.retrievers, sentence_transformers",
    ),
    "bm25s": (("bm25s", "PyStemmer", "langchain-text-splitters"), "bm25s, Stemmer"),
    "LlamaIndex BM25": (("llama-index-retrievers-bm25", *USUAL), "llama_index.retrievers.bm25"),
    "LlamaIndex fusion": (
        ("llama-index-retrievers-bm25", *USUAL),
        "llama_index.retrievers.bm25, sentence_transformers",
    ),
    "Haystack hybrid": (("haystack-ai", *USUAL), "haystack, sentence_transformers"),
    "txtai hybrid": (("txtai", *USUAL), "txtai, sentence_transformers"),
}
OURS = ("ours", "ours, words only")
PATIENCE_SECONDS = 3600
Place = tuple[str, int, int]


@dataclass(frozen=True)
class Job:
    """What every stack is given: texts by contract, and (contract, question) to be asked of it and of all together."""

    texts: dict[str, str]
    providers: dict[str, str]
    asked: tuple[tuple[str, str], ...]
    pooled: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Told:
    """What a stack found for each question, best first, and what that cost; `trouble` says why there is nothing."""

    asked: tuple[tuple[Place, ...], ...] = ()
    pooled: tuple[tuple[Place, ...], ...] = ()
    ms: tuple[float, ...] = ()
    pieces: int = 0
    seconds: float = 0.0
    mb: float = 0.0
    trouble: str = ""
    unnamed: tuple[tuple[Place, ...], ...] = ()


class Ours:
    """The library, with or without the sentence model; title and provider stand above every passage, as in the product."""

    def __init__(self, embedder: Embedder | None, providers: dict[str, str]) -> None:
        self.held: dict[str, list[Passage]] = {}
        self.providers = providers
        self.library = Library(Path(tempfile.mkdtemp(prefix="itbot-bench-")), embedder, self.held.__getitem__)

    def add(self, contract: str, text: str) -> int:
        """Read, cut into clauses and passages, index."""
        tree = clauses(read_bytes("contract.txt", text.encode()))
        named = replace(tree, title=f"{self.providers[contract]}: {tree.title}")
        self.held[contract] = passages_of(named, contract)
        return self.library.index(contract)

    def named_in(self, question: str) -> list[str]:
        """The contracts that a question names, placed as the product does before it searches; all where it names none."""
        known = [(contract, contract, self.providers[contract]) for contract in self.held]
        return list(named(question, question.lower(), known, ()).contracts) or list(self.held)

    def find(self, question: str, contracts: Sequence[str]) -> tuple[Place, ...]:
        """The ten best passages' places."""
        hits = self.library.search(question, contracts, k=10)
        return tuple((hit.passage.contract, hit.passage.start, hit.passage.end) for hit in hits)


def ours(name: str, job: Job) -> tuple[Told, Ours]:
    """Take everything in and ask everything; the stack itself too, to be asked more."""
    embedder = None if name == "ours, words only" else open_embedder(CACHE)
    stack = Ours(embedder, job.providers)
    if embedder is not None:
        embedder.embed(["warm"])
        stack.library.prepare()
    started = time.perf_counter()
    pieces = sum(stack.add(contract, text) for contract, text in job.texts.items())
    seconds = time.perf_counter() - started
    stack.find("warm", list(job.texts))
    asked, ms = [], []
    for contract, question in job.asked:
        begun = time.perf_counter()
        asked.append(stack.find(question, [contract]))
        ms.append((time.perf_counter() - begun) * 1000)
    pooled = tuple(stack.find(question, stack.named_in(question)) for _, question in job.pooled)
    unnamed = tuple(stack.find(question, list(job.texts)) for _, question in job.pooled)
    mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Told(tuple(asked), pooled, tuple(ms), pieces, seconds, mb, unnamed=unnamed), stack


def peer(name: str, job: Job) -> Told:
    """One usual stack, run by its own python; what went wrong is told in its place."""
    weights = weights_folder()
    why = "the sentence model's weights are not installed" if weights is None else _installed(name)
    if why:
        return Told(trouble=why)
    file = _written({"texts": job.texts, "weights": str(weights), "asked": job.asked, "pooled": job.pooled})
    command = [_python(), str(HERE / "peer_stacks.py"), name, str(file)]
    usual = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE_SECONDS, env=usual)
    if done.returncode:
        return Told(trouble=f"it failed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1][:120]}")
    row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    found = {what: tuple(tuple((c, s, e) for c, s, e in spans) for spans in row[what]) for what in ("asked", "pooled")}
    return Told(found["asked"], found["pooled"], tuple(row["asked_ms"]), row["pieces"], row["seconds"], row["mb"])


def _written(job: dict[str, Any]) -> Path:
    """The job as a file named by its content, so that what is kept beside it belongs to it."""
    content = json.dumps(job).encode()
    file = ENVIRONMENT.with_name(f"itbot-bench-job-{hashlib.sha256(content).hexdigest()[:12]}.json")
    file.write_bytes(content)
    return file


def _python() -> str:
    return str(ENVIRONMENT / "bin" / "python")


def _installed(name: str) -> str:
    """Why a stack cannot be run, in a sentence; empty where it can, after installing what it needs."""
    packages, modules = PEERS[name]
    if not Path(_python()).exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True, capture_output=True)
    check = [_python(), "-c", f"import {modules}"]
    if subprocess.run(check, check=False, capture_output=True).returncode == 0:
        return ""
    install = [_python(), "-m", "pip", "install", "--quiet", "--prefer-binary", *packages]
    done = subprocess.run(install, check=False, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    if done.returncode:
        return f"it could not be installed: {(done.stderr.strip().splitlines() or [''])[-1][:120]}"
    tried = subprocess.run(check, check=False, capture_output=True, text=True)
    return "" if tried.returncode == 0 else f"it could not be loaded: {tried.stderr.strip().splitlines()[-1][:120]}"
