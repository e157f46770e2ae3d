"""Random damage to the search index: every time an answer from the database's own words, never a crash, and whole again after.

`python -m benchmarks.corruption 300` does it three hundred times. Each time one to three of the index's files are cut
short, changed in some bytes (with their old times put back, as rot does), deleted, filled with noise or exchanged. Then a
new library answers questions, half the time through the vector store alone (as for contracts of over 20,000 passages);
its answer must be the one of the whole index or the one of exact search by words, in the same order. Then the index is
mended, and must answer as before.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from knowledge import library as library_module
from knowledge.clauses import Clause, ClauseTree
from knowledge.embedding import Embedder, open_embedder
from knowledge.library import Library
from knowledge.passages import Passage, passages_of

ROUNDS = 30
ASKED = ("how can we leave?", "how quickly is an urgent fault answered", "when do we pay", "insurance", "7", "zebra")
SAID = (
    "A party may terminate this Agreement by ninety days' notice. It need give no reason.",
    "The Provider shall answer Priority 1 Incidents within fifteen minutes.",
    "The Customer shall pay each invoice within thirty days.",
    "The Provider shall keep cyber insurance of five million pounds.",
    "Backups are tested every quarter. The result is sent to the Customer.",
    "Each party keeps the other's information secret for five years.",
)
Found = tuple[tuple[str, ...], ...]


def passages(contract: str) -> list[Passage]:
    """The contract as the database has it."""
    said = SAID if contract == "A" else SAID[::-1]
    clauses = [Clause(str(n), str(n), "", text, n * 200, n * 200 + len(text)) for n, text in enumerate(said, 1)]
    return passages_of(ClauseTree(f"{contract}.docx", "Agreement", tuple(clauses)), contract)


def found(library: Library) -> Found:
    """What a library answers, as passages in order; their words are the database's by construction, and are checked to be."""
    told = []
    for question in ASKED:
        hits = library.search(question, ["A", "B"], k=4)
        assert all(hit.passage in passages(hit.passage.contract) for hit in hits), "not a passage of the database"
        told.append(tuple(hit.passage.id for hit in hits))
    return tuple(told)


class Drill:
    """A whole index, what it answers, and a way to damage copies of it."""

    def __init__(self, work: Path, embedder: Embedder) -> None:
        self.work, self.embedder = work, embedder
        self.whole = work / "whole"
        self.opened(self.whole).reindex(["A", "B"])
        self.right = {found(self.opened(self.whole)), found(Library(self.whole, None, passages))}
        with far():
            self.right.add(found(self.opened(self.whole)))
        for lost in ("A", "B", "AB"):  # without the files of some contracts: the others are still searched by meaning
            part = work / f"without-{lost}"
            shutil.copytree(self.whole, part)
            for contract in lost:
                self.opened(part)._file(contract).unlink()  # noqa: SLF001 the drill's own damage
            self.right.add(found(self.opened(part)))
            with far():
                self.right.add(found(self.opened(part)))

    def opened(self, folder: Path) -> Library:
        """The library as a new process would open it."""
        return Library(folder, self.embedder, passages)

    def round(self, seed: int) -> str:
        """One damage; returns what went wrong, or nothing."""
        luck = random.Random(seed)
        folder = self.work / f"round-{seed}"
        shutil.copytree(self.whole, folder)
        done = [damage(folder, luck) for _ in range(luck.randint(1, 3))]
        try:
            if luck.random() < 0.5:
                with far():
                    answer = found(self.opened(folder))
            else:
                answer = found(self.opened(folder))
            if answer not in self.right:
                return f"{done}: another answer"
            self.opened(folder).mend(["A", "B"])
            library = self.opened(folder)
            if found(library) not in self.right or library.state(["A", "B"]).stale or not library.stands(["A", "B"]):
                return f"{done}: not whole again"
        except Exception as trouble:  # noqa: BLE001 any crash is the finding
            return f"{done}: {type(trouble).__name__}: {trouble}"
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return ""


class far:  # noqa: N801 it reads as what it does
    """Every contract counts as too large for memory."""

    def __enter__(self) -> None:
        self.limit = library_module.EXACT_LIMIT
        library_module.EXACT_LIMIT = 2

    def __exit__(self, *_trouble: object) -> None:
        library_module.EXACT_LIMIT = self.limit


def damage(folder: Path, luck: random.Random) -> str:
    """Damage one file; returns how."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    if not files:
        return "nothing left"
    file = luck.choice(files)
    times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    way = luck.choice(("cut", "flip", "delete", "noise", "swap"))
    data = bytearray(file.read_bytes())
    if way == "cut":
        file.write_bytes(data[: luck.randrange(len(data))])
    elif way == "flip":
        for _ in range(luck.choice((1, 20, 200))):
            data[luck.randrange(len(data))] ^= 1 << luck.randrange(8)
        file.write_bytes(data)
    elif way == "delete":
        file.unlink()
    elif way == "noise":
        file.write_bytes(luck.randbytes(min(len(data), 100_000)))
    else:
        other = luck.choice(files)
        kept = other.read_bytes()
        other.write_bytes(data)
        file.write_bytes(kept)
    if file.exists():
        os.utime(file, ns=times)
    return f"{way} {file.relative_to(folder)}"


def drill(rounds: int) -> tuple[list[str], float]:
    """What went wrong in so many rounds, and the seconds they took."""
    work = Path(tempfile.mkdtemp(prefix="itbot-corruption-"))
    embedder = open_embedder(work / "models")
    if embedder is None:
        return ["the sentence model's weights are not installed"], 0.0
    started = time.perf_counter()
    try:
        drilled = Drill(work, embedder)
        wrong = []
        for seed in range(rounds):
            trouble = drilled.round(seed)
            if trouble:
                wrong.append(trouble)
                print(f"round {seed}: {trouble}", file=sys.stderr, flush=True)
        return wrong, time.perf_counter() - started
    finally:
        shutil.rmtree(work, ignore_errors=True)


def rows(rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """How many damages were survived."""
    wrong, took = drill(rounds)
    return [
        {
            "what": f"random damage to the search index survived, right and whole again ({took:.0f} s)",
            "value": f"{rounds - len(wrong)} of {rounds}",
            "limit": "all",
            "ok": not wrong,
        }
    ]


if __name__ == "__main__":
    print(rows(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
