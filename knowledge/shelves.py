"""One contract ready to be searched: its passages, their words and their vectors, kept in one file that may be lost.

The file is a cache of what the passages (from SQL) and the embedder already determine. Its stamp says for which
passages and which embedder it was made; anything else in its place is refused and made again, never repaired.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.embedding import Cut, Embedder, PartEmbedder, Vectors
from knowledge.lexical import Postings, postings_of
from knowledge.minilm import write_whole
from knowledge.passages import Passage
from knowledge.stemming import sentences

FORMAT = 5
DAMAGE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)
AT_ONCE = 128
Progress = Callable[[int, int], None]
Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vectors of one contract: one per passage, and those of its sentences (`bounds[i]:bounds[i + 1]`)."""

    passages: Vectors
    sentences: Halves
    bounds: npt.NDArray[np.int64]

    def whole(self, question: Vectors) -> Vectors:
        """How near each passage is, taken whole."""
        return self.passages @ question

    def by_sentence(self, row: int, question: Vectors) -> Vectors:
        """How near each sentence of a passage is; empty for a passage of one sentence."""
        rows = self.sentences[self.bounds[row] : self.bounds[row + 1]]
        return rows.astype(np.float32) @ question

    def nearest_sentences(self, rows: npt.NDArray[np.int64], question: Vectors) -> Vectors:
        """How near the nearest sentence of each of these passages is; -1 for a passage of one sentence."""
        starts, sizes = self.bounds[rows], self.bounds[rows + 1] - self.bounds[rows]
        found = np.full(len(rows), -1.0, dtype=np.float32)
        ends = np.cumsum(sizes)
        if len(ends) and ends[-1]:
            places = np.arange(ends[-1]) + np.repeat(starts - ends + sizes, sizes)
            near = self.sentences[places].astype(np.float32) @ question
            cut = sizes > 0
            found[cut] = np.maximum.reduceat(near, (ends - sizes)[cut])
        return found


class Nearness(Protocol):
    """Something that says how near every passage of a contract is to a question's vector (cosines)."""

    def whole(self, question: Vectors) -> Vectors:
        """How near each passage is, taken whole."""
        ...

    def by_sentence(self, row: int, question: Vectors) -> Vectors:
        """How near each sentence of a passage is; empty for a passage of one sentence, or where that is not known."""
        ...

    def nearest_sentences(self, rows: npt.NDArray[np.int64], question: Vectors) -> Vectors:
        """How near the nearest sentence of each of these passages is; -1 where that is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Shelf:
    """A contract's passages with their words and, where they have been made, their vectors.

    `standing` says how far the likest passage of each kind of clause stands out, shape (kinds,), where that is known.
    """

    passages: Sequence[Passage]
    postings: Postings
    meaning: Nearness | None = None
    standing: Vectors | None = None


def key_of(contract: str) -> str:
    """The name of a contract's files and collection."""
    return f"contract-{hashlib.sha256(contract.encode()).hexdigest()[:24]}"


def stamp_of(passages: Iterable[Passage], embedder: str) -> str:
    """What a cache must carry to be believed: the embedder, the format and the content of the set in order."""
    content = "\n".join([embedder, str(FORMAT), *(passage.id for passage in passages)])
    return hashlib.sha256(content.encode()).hexdigest()


def wordy(passages: Sequence[Passage]) -> Shelf:
    """A shelf that can be searched by words at once."""
    return Shelf(passages, postings_of([passage.indexed for passage in passages]))


def meaning_of(
    passages: Sequence[Passage],
    embedder: Embedder,
    known: Mapping[str, tuple[Vectors, Halves]],
    *,
    progress: Progress | None = None,
) -> Meaning:
    """The vectors of passages and sentences, made anew only for passages that are not `known` by their id."""
    held = dict(known)
    missing = [passage for passage in passages if passage.id not in held]
    for start in range(0, len(missing), AT_ONCE):
        batch = missing[start : start + AT_ONCE]
        held.update(zip((passage.id for passage in batch), _vectors(batch, embedder), strict=True))
        if progress is not None:
            progress(min(start + AT_ONCE, len(missing)), len(missing))
    return _joined([held[passage.id] for passage in passages], embedder.width)


def _vectors(batch: Sequence[Passage], embedder: Embedder) -> list[tuple[Vectors, Halves]]:
    """Each passage's vector and its sentences' (none for a passage of one sentence)."""
    texts = [passage.indexed for passage in batch]
    cuts = [_cuts(passage) for passage in batch]
    if isinstance(embedder, PartEmbedder):
        made = embedder.embed_parts(texts, cuts)
    else:
        made = [
            (whole, embedder.embed([text[start:end] for start, end in cut]))
            for text, cut, whole in zip(texts, cuts, embedder.embed(texts), strict=True)
        ]
    return [(whole, parts.astype(np.float16)) for whole, parts in made]


def _cuts(passage: Passage) -> list[Cut]:
    """Where the passage's sentences stand in its indexed text."""
    at = len(passage.indexed) - len(passage.text)
    cut = [(at + start, at + start + len(sentence)) for start, sentence in sentences(passage.text)]
    return cut if len(cut) > 1 else []


def _joined(parts: Sequence[tuple[Vectors, Halves]], width: int) -> Meaning:
    whole = np.array([vector for vector, _ in parts], dtype=np.float32).reshape(len(parts), width)
    pieces = [rows.reshape(-1, width) for _, rows in parts]
    bounds = np.concatenate(([0], np.cumsum([len(rows) for rows in pieces]))).astype(np.int64)
    return Meaning(whole, np.concatenate(pieces) if pieces else np.zeros((0, width), np.float16), bounds)


def known(source: Path, embedder: str) -> dict[str, tuple[Vectors, Halves]]:
    """The vectors that a file keeps for this embedder, by passage id, whatever set they were made for."""
    try:
        with source.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            if _text(kept["embedder"]) != embedder:
                return {}
            ids, meaning = _text(kept["ids"]).split("\n"), _meaning(kept)
    except DAMAGE:
        return {}
    rows = zip(meaning.bounds, meaning.bounds[1:], strict=False)
    return {
        name: (vector, meaning.sentences[start:end])
        for name, vector, (start, end) in zip(ids, meaning.passages, rows, strict=True)
    }


def label(passages: Sequence[Passage], embedder: str, kinds: str) -> dict[str, str]:
    """What a kept file says about itself; `kinds` names the kinds of clause that `standing` is about."""
    ids = "\n".join(passage.id for passage in passages)
    return {"embedder": embedder, "stamp": stamp_of(passages, embedder), "ids": ids, "kinds": kinds}


def save(shelf: Shelf, target: Path, said: Mapping[str, str]) -> None:
    """Write a contract's words and vectors to one file, whole or not at all; `said` is its label.

    Raises TypeError for a shelf whose vectors have not been made.
    """
    words, meaning = shelf.postings, shelf.meaning
    if not isinstance(meaning, Meaning):
        raise TypeError("only a shelf with its own vectors can be kept")
    arrays: dict[str, Any] = {
        **{name: _bytes(text) for name, text in said.items()},
        "vocabulary": _bytes("\n".join(words.vocabulary)),
        "word_bounds": words.bounds,
        "rows": words.rows,
        "counts": words.counts,
        "lengths": words.lengths,
        "passages": meaning.passages.astype(np.float16),
        "sentences": meaning.sentences,
        "bounds": meaning.bounds,
        "standing": np.zeros(0, np.float32) if shelf.standing is None else shelf.standing.astype(np.float32),
    }
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    write_whole(target, buffer.getvalue())


def changed_at(file: Path) -> int:
    """When a file was last written, in nanoseconds; 0 where there is none."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def load(
    source: Path, passages: Sequence[Passage], stamp: str, *, kinds: str = "", words_only: bool = False
) -> Shelf | None:
    """The shelf kept in a file; None when it is absent, damaged, or made for other passages or another embedder.

    What it says of kinds of clause is left out where it was made for other `kinds`.
    """
    try:
        with source.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            if _text(kept["stamp"]) != stamp:
                return None
            standing = kept["standing"] if _text(kept["kinds"]) == kinds and len(kept["standing"]) else None
            shelf = Shelf(passages, _postings(kept), None if words_only else _meaning(kept), standing)
    except DAMAGE:
        return None
    return shelf if len(shelf.postings.lengths) == len(passages) else None


def _postings(kept: Any) -> Postings:
    vocabulary = {word: place for place, word in enumerate(_text(kept["vocabulary"]).split("\n"))}
    return Postings(vocabulary, kept["word_bounds"], kept["rows"], kept["counts"], kept["lengths"])


def _meaning(kept: Any) -> Meaning:
    return Meaning(kept["passages"].astype(np.float32), kept["sentences"], kept["bounds"])


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _text(kept: npt.NDArray[np.uint8]) -> str:
    return kept.tobytes().decode()
