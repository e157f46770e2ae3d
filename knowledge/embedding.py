"""Turns texts into vectors that stand near each other when they mean alike; it never reaches for the network.

The built-in model is all-MiniLM-L6-v2 run by onnxruntime. Where its weights are absent or not the published ones,
there is no embedder at all: the library then searches by words, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge import minilm

Vectors = npt.NDArray[np.float32]
TOKENS_AT_ONCE = 1024


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

    def __init__(self, folder: Path, cache: Path, *, int8: bool = False) -> None:
        self.name = f"{minilm.NAME}-{'int8' if int8 else 'fp32'}"
        self._folder = folder
        self.cache = cache
        self._graph = cache / f"{self.name}.onnx"
        self._int8 = int8
        self._lock = Lock()
        self._parts: tuple[Any, Any] | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text: shape (texts, 384), float32. Texts past 256 tokens are read to there."""
        found = np.zeros((len(texts), self.width), dtype=np.float32)
        if not texts:
            return found
        tokenizer, session = self._loaded()
        tokens = [encoding.ids for encoding in tokenizer.encode_batch_fast(list(texts))]
        order = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
        for batch in _batches(order, tokens):
            found[batch] = _vectors(session, [tokens[index] for index in batch])
        return found

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
        if not self._graph.is_file():
            minilm.build(self._folder, self._graph, int8=self._int8)
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(self._graph), options, providers=["CPUExecutionProvider"])


def _batches(order: Sequence[int], tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Texts of like length together, so many that padded they hold at most TOKENS_AT_ONCE tokens (one at least)."""
    batch: list[int] = []
    for index in order:
        if batch and (len(batch) + 1) * len(tokens[index]) > TOKENS_AT_ONCE:
            yield batch
            batch = []
        batch.append(index)
    yield batch


def _vectors(session: Any, tokens: Sequence[Sequence[int]]) -> Vectors:
    """The vectors of one batch, padded to its longest text."""
    longest = max(len(ids) for ids in tokens)
    ids = np.zeros((len(tokens), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, text in enumerate(tokens):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return np.asarray(session.run(["vectors"], {"ids": ids, "mask": mask})[0], dtype=np.float32)
