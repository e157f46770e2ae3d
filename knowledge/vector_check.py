"""Whether an embedded vector store may be opened at all: damaged, it can end the process or answer from a part of itself.

A store that stands byte for byte as we left it, made by the same version of Chroma, is taken for sound. Any other is tried
in a child process, which counts its records, reads every vector back and weighs them against what was noted when they
were written; one that fails is left for a new folder, never repaired. A store of another version is not even tried.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.minilm import write_whole

PROBE_SECONDS = 120
# Chroma gives vectors back at length one and in single precision: a thousandth is far above that, far below any damage.
TOLERANCE = 1e-3


def weighed(ids: Sequence[str], vectors: npt.NDArray[np.float32]) -> float:
    """One number for ids with their vectors, in any order: another id, a lost record or two vectors exchanged change it."""
    if not len(ids):
        return 0.0
    rows = np.asarray(vectors, dtype=np.float64).reshape(len(ids), -1)
    lengths = np.linalg.norm(rows, axis=1)
    along = rows @ np.cos(np.arange(rows.shape[1]) * 1.7) / np.where(lengths > 0, lengths, 1.0)
    weights = [int.from_bytes(hashlib.sha256(one.encode()).digest()[:4], "big") / 2**31 - 1 for one in ids]
    return float(np.asarray(weights) @ along)


def weighs(said: Any, ids: Sequence[str], vectors: npt.NDArray[np.float32]) -> bool:
    """Whether records weigh what was noted for them."""
    return isinstance(said, float) and abs(weighed(ids, vectors) - said) <= TOLERANCE * max(1.0, len(ids) / 1000)


def seal(store: Path) -> None:
    """Note how the store stands after our own writing, so that nothing need be tried while it stands so."""
    if store.exists():
        write_whole(store.with_suffix(".seal"), _standing(store))


def untouched(store: Path) -> bool:
    """Whether a store stands byte for byte as it was left, by this version of Chroma; told without opening it."""
    return not store.exists() or _sealed(store) == _standing(store)


def sound(store: Path) -> bool:
    """Whether an embedded store may be opened; tried in a child process where it does not stand as we left it."""
    if untouched(store):
        return True
    return _sealed(store).startswith(_made_by()) and _survives(store)


def _sealed(store: Path) -> bytes:
    try:
        return store.with_suffix(".seal").read_bytes()
    except OSError:
        return _made_by()  # a store never sealed: its writer was ended in the middle of it


def _made_by() -> bytes:
    return f"chromadb {version('chromadb')}\n".encode()


def _standing(store: Path) -> bytes:
    """Chroma's version, and every file of a store with the hash of its content: times and sizes outlive some damage."""
    files = sorted(path for path in store.rglob("*") if path.is_file())
    return _made_by() + "\n".join(f"{path.relative_to(store)} {_hash(path)}" for path in files).encode()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _survives(store: Path) -> bool:
    """Whether a child can read the whole store back."""
    command = [sys.executable, "-m", "knowledge.vector_check", str(store)]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=PROBE_SECONDS)  # noqa: S603 our own module
    except (subprocess.TimeoutExpired, OSError):
        return False
    return done.returncode == 0


def _probe(store: Path) -> int:
    """Read every finished collection back and weigh it; 0 when all is well."""
    if not (store / "chroma.sqlite3").exists():
        return 1  # opening it would make an empty one
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(store), settings=Settings(anonymized_telemetry=False))
    for listed in client.list_collections():
        facts = listed.metadata or {}
        if "records" not in facts:
            continue  # its writer was ended before it had finished; it is never read
        kept = listed.get(include=["embeddings"])
        whole = len(kept["ids"]) == listed.count() == facts["records"]
        if not whole or not weighs(facts.get("weight"), kept["ids"], np.asarray(kept["embeddings"], np.float32)):
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(_probe(Path(sys.argv[1])))
