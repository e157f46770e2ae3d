"""Searching very many clauses, made up from shuffled words of the sample contract, and what loading costs."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.peers import CACHE
from knowledge.clauses import clauses
from knowledge.documents.reading import read
from knowledge.embedding import open_embedder
from knowledge.library import Held, Library
from knowledge.passages import Passage, passages_of
from knowledge.shelves import Meaning, Shelf, wordy

ROOT = Path(__file__).parents[1]
CONTRACTS = 20
# Questions asked, every one once, and how many of them come before the machine is warm.
ASKED, FIRST = 64, 4


def grown(size: int) -> dict[str, float]:
    """Ask 20 contracts together, of `size` clauses in all (one contract up to 20,000), with random vectors."""
    embedder = open_embedder(CACHE)
    dice, words = random.Random(7), " ".join(passage.text for passage in _sample()).split()
    number = 1 if size <= 20_000 else CONTRACTS
    shelves = {
        f"C{n}": _shelf(f"C{n}", size // number, dice, words, embedder.width if embedder else 384)
        for n in range(number)
    }
    library = Library(
        Path(tempfile.mkdtemp(prefix="itbot-bench-")), embedder, lambda contract: list(shelves[contract].passages)
    )
    library.prepare()
    for name, shelf in shelves.items():  # as if it had been read
        library._shelves[name] = Held(library._edition(name), 0, shelf, None)  # noqa: SLF001
    took = []
    questions = _questions()
    for question in questions:
        started = time.perf_counter()
        library.search(question, list(shelves))
        took.append((time.perf_counter() - started) * 1000)
    p50, p95 = np.percentile(took[FIRST:], [50, 95])
    return {"p50": float(p50), "p95": float(p95), "mb": _mb()}


def _questions() -> list[str]:
    """Managers' questions, spread over all there are; none is asked twice, so that none is remembered."""
    rows = (ROOT / "benchmarks" / "managers_questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(row)["question"] for row in rows[:: len(rows) // ASKED][:ASKED]]


def _shelf(name: str, size: int, dice: random.Random, words: list[str], width: int) -> Shelf:
    texts = [" ".join(dice.choices(words, k=40)) for _ in range(size)]
    held = [Passage(f"{name}-{n}", name, "d", str(n), (), text, None, 0, 0, "Made up") for n, text in enumerate(texts)]
    vectors = np.random.default_rng(7).standard_normal((size, width), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    bounds = np.arange(size + 1, dtype=np.int64)
    return Shelf(held, wordy(held).postings, Meaning(vectors, vectors.astype(np.float16), bounds))


def loaded(folder: Path) -> dict[str, float]:
    """From a folder with its index made: open, and answer a first question."""
    started = time.perf_counter()
    held = _sample()
    reading = time.perf_counter() - started
    started = time.perf_counter()
    library = Library(folder, open_embedder(CACHE), lambda _: held)
    library.search("Can we leave early?", ["S"])
    return {"ms": (time.perf_counter() - started) * 1000, "mb": _mb(), "reading": reading}


def _sample() -> list[Passage]:
    return passages_of(clauses(read(ROOT / "demo" / "marrowdale" / "contract.docx")), "S")


def _mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """`grown SIZE` or `loaded`: one JSON line; `indexed` makes what `loaded` reads."""
    if sys.argv[1] == "grown":
        print(json.dumps(grown(int(sys.argv[2]))))
        return
    folder = Path(tempfile.gettempdir()) / "itbot-bench-loaded"
    if sys.argv[1] == "indexed":
        held = _sample()
        Library(folder, open_embedder(CACHE), lambda _: held).index("S")
        return
    subprocess.run(
        [sys.executable, "-m", "benchmarks.growing", "indexed"], check=True
    )  # its memory is not the reader's
    print(json.dumps(loaded(folder)))


if __name__ == "__main__":
    main()
