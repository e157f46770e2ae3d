"""Finding the clause: the library against plain stacks, on real contracts that stand beside the project (CUAD, CC BY).

Two ways of asking: the data set's own wording, and a manager's (managers_questions.jsonl, written before anything was
measured). A find counts when the first k passages together cover half of an answer's text. Twelve contracts, so a
difference of less than about four points in recall means nothing; the kinds of clause and the managers' questions have
the same author, so the lead on the latter is flattered (questions near to a stored phrasing are left out of one row).
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers import Bm25, ChromaMiniLM, Hybrid, Ours, Span, Stack
from knowledge.clauses import clauses
from knowledge.concepts import concepts
from knowledge.documents.reading import read, read_bytes
from knowledge.embedding import Embedder, open_embedder
from knowledge.library import Library
from knowledge.passages import passages_of
from knowledge.references import key_of

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data" / "cuad"
CACHE = Path(tempfile.gettempdir()) / "itbot-bench-model"
STACKS = ("ours", "ours without a model", "BM25", "Chroma + MiniLM", "BM25 + MiniLM")
NOT_CLAUSES = {"Document Name", "Parties", "Agreement Date", "Effective Date"}
NEAR_COPY = 0.8
FEW = 10


@dataclass(frozen=True)
class Asked:
    """A question to a contract, with the spans that answer it (none: the contract does not say)."""

    question: str
    contract: str
    answers: tuple[Span, ...]
    own_wording: bool


def rows() -> list[dict[str, Any]]:
    """One row a measurement: what, value, limit, whether it holds, and against what; none where the data is absent."""
    sample = _sample(open_embedder(CACHE))
    if not DATA.is_dir():
        return [sample, {"what": "finding clauses", "value": "not measured", "against": f"{DATA} is absent"}]
    seen = {name: _in_a_process_of_its_own(name) for name in STACKS}
    ours, usual = seen["ours"], seen["Chroma + MiniLM"]
    found = []
    for way in ("managers", "dataset"):
        for figure in ("r1", "r5", "r10", "mrr"):
            best = max(seen[name][way][figure] for name in STACKS[2:])
            found.append(_row(f"{figure}, {way}", ours[way][figure], usual[way][figure], best, figure in ("r5", "mrr")))
    no_model = seen["ours without a model"]["managers"]["r5"]
    found.append({"what": "r5, managers, no model at all", "value": f"{no_model:.3f}", "against": "words alone"})
    fresh = f"{ours['managers_fresh']['r5']:.3f} of {ours['managers_fresh']['n']}"
    found.append({"what": "r5, managers, no near copy among the phrasings", "value": fresh})
    return [sample, *found, *_costs(ours, usual), _honesty(ours)]


def _row(what: str, ours: float, usual: float, best: float, held: bool) -> dict[str, Any]:
    against = f"Chroma + MiniLM {usual:.3f} ({ours / usual:.2f} times), best plain stack {best:.3f}"
    limit = (
        "1.30 times Chroma + MiniLM" if held and what.endswith("managers") else "the best plain stack" if held else ""
    )
    ok = ours >= (1.3 * usual if what.endswith("managers") else best) if held else None
    return {"what": what, "value": f"{ours:.3f}", "against": against, "limit": limit, "ok": ok}


def _costs(ours: dict[str, Any], usual: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "what": "a question, ms p50 / p95",
            "value": f"{ours['ms_p50']:.1f} / {ours['ms_p95']:.1f}",
            "against": f"Chroma + MiniLM {usual['ms_p50']:.1f} / {usual['ms_p95']:.1f}",
        },
        {
            "what": "taking in, passages a second",
            "value": f"{ours['per_s']:.1f} (with every sentence)",
            "against": f"Chroma + MiniLM {usual['per_s']:.1f} chunks",
        },
        {"what": "memory, MB", "value": f"{ours['mb']:.0f}", "against": f"Chroma + MiniLM {usual['mb']:.0f}"},
    ]


def _honesty(ours: dict[str, Any]) -> dict[str, Any]:
    kept, turned = ours["kept"], ours["turned_away"]
    return {
        "what": "sure where the contract answers / not sure where it does not",
        "value": f"{kept:.2f} / {turned:.2f}",
        "against": "the data set marks no answer where a clause is merely near",
    }


def _sample(embedder: Embedder | None) -> dict[str, Any]:
    """The sample company's clause questions, written by somebody else: how soon comes a clause that answers?"""
    held = [
        passage
        for name in ("contract.docx", "amendment-1.docx")
        for passage in passages_of(clauses(read(ROOT / "demo" / "marrowdale" / name)), "sample")
    ]
    library = Library(Path(tempfile.mkdtemp(prefix="itbot-bench-")), embedder, lambda _: held)
    library.index("sample")
    ranks = []
    for row in map(json.loads, (ROOT / "demo" / "marrowdale" / "questions.jsonl").read_text("utf-8").splitlines()):
        wanted = [key_of(clause) for clause in row["expect"].get("clause", ())]
        hits = library.search(row["question"], ["sample"], k=5) if wanted else []
        right = [any(key_of(p.clause)[: len(key)] == key for p in hit.passage.parts for key in wanted) for hit in hits]
        ranks += [right.index(True) + 1 if True in right else 0] if wanted else []
    first, three, five = (sum(0 < rank <= k for rank in ranks) / len(ranks) for k in (1, 3, 5))
    return {
        "what": f"sample company, {len(ranks)} questions: right clause first / in three / in five",
        "value": f"{first:.2f} / {three:.2f} / {five:.2f}",
        "limit": "0.95 in five",
        "ok": five >= 0.95,
    }


def _in_a_process_of_its_own(name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.retrieval", name]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=dict(os.environ))
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def measured(name: str) -> dict[str, Any]:
    """Everything measured of one stack, by its name."""
    embedder = None if name in ("ours without a model", "BM25") else open_embedder(CACHE)
    stack = _stack(name, embedder)
    texts = _texts()
    asked = list(_questions(texts))
    if embedder is not None:
        embedder.embed(["warm"])
    started = time.perf_counter()
    pieces = sum(stack.add(contract, text) for contract, text in texts.items())
    took = time.perf_counter() - started
    found: dict[str, Any] = {"stack": name, "pieces": pieces, "per_s": pieces / took}
    found |= _scores(stack, asked, embedder)
    if isinstance(stack, Ours):
        found |= _sureness(stack, asked, texts)
    return found | {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _stack(name: str, embedder: Embedder | None) -> Stack:
    if name.startswith("ours"):
        return Ours(embedder)
    if name == "BM25":
        return Bm25()
    if embedder is None:
        raise SystemExit(f"{name} needs the sentence model's weights: run `make setup`.")
    return ChromaMiniLM(embedder) if name == "Chroma + MiniLM" else Hybrid(embedder)


def _scores(stack: Stack, asked: list[Asked], embedder: Embedder | None) -> dict[str, Any]:
    took: list[float] = []
    ranks: dict[str, list[int]] = {"managers": [], "dataset": [], "managers_fresh": []}
    copies = _near_copies(asked, embedder)
    for item in asked:
        if not item.answers:
            continue
        started = time.perf_counter()
        spans = stack.find(item.question, item.contract, 10)
        took.append((time.perf_counter() - started) * 1000)
        rank = _rank(spans, item.answers)
        ranks["dataset" if item.own_wording else "managers"].append(rank)
        if not item.own_wording and item.question not in copies:
            ranks["managers_fresh"].append(rank)
    p50, p95 = np.percentile(took, [50, 95])
    return {"ms_p50": float(p50), "ms_p95": float(p95), **{way: _figures(held) for way, held in ranks.items()}}


def _figures(ranks: list[int]) -> dict[str, float]:
    size = len(ranks)
    recall = {f"r{k}": sum(0 < rank <= k for rank in ranks) / size for k in (1, 5, 10)}
    return {"n": size, **recall, "mrr": sum(1 / rank for rank in ranks if rank) / size}


def _sureness(stack: Ours, asked: list[Asked], texts: dict[str, str]) -> dict[str, float]:
    long = {contract for contract in texts if len(stack.held[contract]) >= FEW}
    said: dict[bool, list[bool]] = {True: [], False: []}
    for item in asked:
        if not item.own_wording and item.contract in long:
            said[bool(item.answers)].append(stack.sure(item.question, item.contract))
    return {"kept": float(np.mean(said[True])), "turned_away": 1 - float(np.mean(said[False]))}


def _rank(spans: list[Span], answers: tuple[Span, ...]) -> int:
    """After how many spans half of some answer is covered; 0 for never."""
    for rank in range(1, len(spans) + 1):
        if any(_covered(spans[:rank], answer) for answer in answers):
            return rank
    return 0


def _covered(spans: list[Span], answer: Span) -> bool:
    start, end = answer
    seen = np.zeros(end - start, dtype=bool)
    for low, high in spans:
        seen[max(low - start, 0) : max(high - start, 0)] = True
    return bool(seen.mean() >= 0.5)


def _texts() -> dict[str, str]:
    """The contracts as the reader gives them, so that every stack searches the same text."""
    lines = (DATA / "contracts.jsonl").read_text("utf-8").splitlines()
    held = [json.loads(line) for line in lines]
    return {row["title"]: read_bytes("contract.txt", row["text"].encode()).text for row in held}


def _questions(texts: dict[str, str]) -> Iterator[Asked]:
    phrasings: dict[str, list[str]] = {}
    for line in (ROOT / "benchmarks" / "managers_questions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        phrasings.setdefault(row["category"], []).append(row["question"])
    squashed = {contract: _squashed(text) for contract, text in texts.items()}
    for line in (DATA / "questions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["category"] in NOT_CLAUSES:
            continue
        answers = tuple(_places(squashed[row["title"]], [span["text"] for span in row["answer_spans"]]))
        yield Asked(row["question"], row["title"], answers, own_wording=True)
        for question in phrasings[row["category"]]:
            yield Asked(question, row["title"], answers, own_wording=False)


def _squashed(text: str) -> tuple[str, list[int]]:
    """A text without white space, with the place of every letter left."""
    places = [place for place, letter in enumerate(text) if not letter.isspace()]
    return "".join(text[place] for place in places).lower(), places


def _places(squashed: tuple[str, list[int]], wanted: list[str]) -> Iterator[Span]:
    """Wherever an answer's text stands, white space apart."""
    text, places = squashed
    for words in wanted:
        bare = _squashed(words)[0]
        at = text.find(bare)
        while at >= 0 and bare:
            yield places[at], places[at + len(bare) - 1] + 1
            at = text.find(bare, at + 1)


def _near_copies(asked: list[Asked], embedder: Embedder | None) -> set[str]:
    """Managers' questions that stand very near to a phrasing stored with the kinds of clause."""
    if embedder is None:
        return set()
    questions = sorted({item.question for item in asked if not item.own_wording})
    stored = embedder.embed([ask for concept in concepts() for ask in concept.asks])
    near = (embedder.embed(questions) @ stored.T).max(axis=1)
    return {question for question, most in zip(questions, near, strict=True) if most > NEAR_COPY}


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1])))
