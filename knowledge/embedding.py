"""Turns texts into vectors that stand near each other when they mean alike; it never reaches for the network.

The built-in model is all-MiniLM-L6-v2 run by onnxruntime. Where its weights are absent or not the published ones,
there is no embedder at all: the library then searches by words, and says so.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from knowledge import minilm

Vectors = npt.NDArray[np.float32]
Cut = tuple[int, int]
# Small batches waste little on padding; several are read at once, each by one thread.
TOKENS_AT_ONCE = 256
AT_ONCE = 4


class Embedder(Protocol):
    """Anything that makes unit vectors of texts; `name` goes into the stamp of every index made with it."""

    @property
    def name(self) -> str:
        """A name that changes whenever the vectors would."""
        ...

    @property
    def width(self) -> int:
        """How many numbers a vector holds."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text: shape (texts, width), float32."""
        ...


@runtime_checkable
class PartEmbedder(Protocol):
    """An embedder that gives the vectors of a text's parts in the same reading as the whole's, at no further cost."""

    def embed_parts(self, texts: Sequence[str], cuts: Sequence[Sequence[Cut]]) -> list[tuple[Vectors, Vectors]]:
        """For each text its vector (width,) and those of its parts (parts, width), given as (start, end) offsets."""
        ...


def open_embedder(cache: Path, warn: Callable[[str], None] | None = None) -> Embedder | None:
    """The built-in embedder, or None with one sentence to `warn` saying why there is none.

    Opening checks the weights (once; a stamp is kept in `cache`) and loads nothing; the model loads at first use.
    """
    folder = minilm.weights_folder()
    why = minilm.refusal(folder, cache)
    if why or folder is None:
        if warn is not None:
            warn(why)
        return None
    return SentenceModel(folder, cache)


class SentenceModel:
    """all-MiniLM-L6-v2 on onnxruntime: built once into `cache`, loaded at first use, safe to share among threads."""

    width = minilm.WIDTH

    def __init__(self, folder: Path, cache: Path) -> None:
        self.name = f"{minilm.NAME}-8bit-rows-{minilm.MAX_TOKENS}"
        self._folder = folder
        self.cache = cache
        self._graph = cache / f"{self.name}.onnx"
        self._lock = Lock()
        self._parts: tuple[Any, Any] | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text: shape (texts, 384), float32. A text past 256 tokens is read to there."""
        found = np.zeros((len(texts), self.width), dtype=np.float32)
        if not texts:
            return found
        tokenizer, session = self._loaded()
        tokens = [encoding.ids for encoding in tokenizer.encode_batch_fast(list(texts))]
        for batch, (vectors,) in _read_all(session, tokens, "vectors"):
            found[batch] = vectors
        return found

    def embed_parts(self, texts: Sequence[str], cuts: Sequence[Sequence[Cut]]) -> list[tuple[Vectors, Vectors]]:
        """Each text's vector, and its parts' as the mean of their tokens' states in that same reading.

        Measured on contracts: as good as reading every sentence by itself, at half the cost.
        """
        found: dict[int, tuple[Vectors, Vectors]] = {}
        tokenizer, session = self._loaded()
        read = tokenizer.encode_batch(list(texts))
        for batch, (whole, states) in _read_all(session, [encoding.ids for encoding in read], "vectors", "states"):
            for row, index in enumerate(batch):
                found[index] = (whole[row], _parts(states[row], read[index].offsets, cuts[index], whole[row]))
        return [found[index] for index in range(len(texts))]

    def _loaded(self) -> tuple[Any, Any]:
        with self._lock:
            if self._parts is None:
                self._parts = (self._tokenizer(), self._session())
            return self._parts

    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(max_length=minilm.MAX_TOKENS)
        return tokenizer

    def _session(self) -> Any:
        """The model, from its file; a file that is missing or damaged is built, in memory where it cannot be kept."""
        if self._graph.is_file():
            try:
                return _opened(str(self._graph))
            except Exception:  # noqa: BLE001 onnxruntime has a class of its own for every kind of damage
                self._graph.unlink(missing_ok=True)
        try:
            minilm.build(self._folder, self._graph)
        except OSError:
            return _opened(minilm.graph(self._folder / "model.safetensors").SerializeToString())
        return _opened(str(self._graph))


def _opened(graph: str | bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    # Memory is given back after each reading; an arena would keep that of the longest.
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _batches(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Texts of like length together, so many that padded they hold at most TOKENS_AT_ONCE tokens (one at least)."""
    batch: list[int] = []
    for index in sorted(range(len(tokens)), key=lambda place: len(tokens[place])):
        if batch and (len(batch) + 1) * len(tokens[index]) > TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _read_all(session: Any, tokens: Sequence[Sequence[int]], *wanted: str) -> Iterator[tuple[list[int], list[Vectors]]]:
    """Every batch of texts with what the model makes of it; batches are read side by side, one on a processor."""
    batches = list(_batches(tokens))
    if len(batches) == 1:
        yield batches[0], _read(session, [tokens[index] for index in batches[0]], *wanted)
        return
    with ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1)) as pool:
        made = pool.map(lambda batch: _read(session, [tokens[index] for index in batch], *wanted), batches)
        yield from zip(batches, made, strict=True)


def _read(session: Any, tokens: Sequence[Sequence[int]], *wanted: str) -> list[Vectors]:
    """What the model makes of one batch, padded to its longest text."""
    longest = max(len(ids) for ids in tokens)
    ids = np.zeros((len(tokens), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, text in enumerate(tokens):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return [np.asarray(made, dtype=np.float32) for made in session.run(list(wanted), {"ids": ids, "mask": mask})]


def _parts(states: Vectors, offsets: Sequence[Cut], cuts: Sequence[Cut], whole: Vectors) -> Vectors:
    """The unit mean of the tokens' states inside each part; the whole's vector for a part that was not read."""
    spans = np.array(offsets).reshape(-1, 2)
    found = np.empty((len(cuts), len(whole)), dtype=np.float32)
    for place, (start, end) in enumerate(cuts):
        inside = (spans[:, 0] >= start) & (spans[:, 1] <= end) & (spans[:, 1] > spans[:, 0])
        mean = states[: len(spans)][inside].mean(axis=0) if inside.any() else whole
        found[place] = mean / np.linalg.norm(mean)
    return found
