"""What a process had in memory before does not lie in the files of the search index."""

import ctypes
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from knowledge.clauses import Clause, ClauseTree
from knowledge.passages import passages_of
from knowledge.shelves import Meaning
from knowledge.vector_slack import HEADER, wipe
from knowledge.vectors import VectorStore

CANARY = b"Zephyrine Quillfeather "
TEXT = "The Provider shall answer Priority 1 Incidents within fifteen minutes of the Ticket being logged."


def soil_memory() -> None:
    """Leave the canary in freed memory of many threads, as handling a contract does."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = (
        ctypes.c_void_p,
        [ctypes.c_size_t],
        [ctypes.c_void_p],
    )

    def soil() -> None:
        rooms = [libc.malloc(160_000) for _ in range(100)]
        for room in rooms:
            ctypes.memmove(room, CANARY * 6_900, 158_700)
        for room in rooms:
            libc.free(room)

    libc.free(libc.malloc(20_000_000))  # glibc then serves rooms of this size from its heap
    threads = [Thread(target=soil) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def written(folder: Path, contract: str) -> VectorStore:
    """A store with one contract of one clause."""
    tree = ClauseTree("msa.docx", "Agreement", (Clause("1", "1", "", TEXT, 0, len(TEXT)),))
    passages = passages_of(tree, contract)
    rows = np.full((len(passages), 384), 0.05, dtype=np.float32)
    store = VectorStore(folder)
    store.write(contract, passages, Meaning(rows, rows[:0], np.zeros(len(passages) + 1, dtype=np.int64)), ("made", "1"))
    return store


def unused(folder: Path) -> bytes:
    """Every byte of the index files beyond what they hold."""
    read = b""
    for header in folder.glob("*/header.bin"):
        _, _, _, held, size = HEADER.unpack_from(header.read_bytes())
        read += header.with_name("data_level0.bin").read_bytes()[held * size :]
        read += header.with_name("length.bin").read_bytes()[held * 4 :]
    return read


@pytest.mark.parametrize("again", range(3))
def test_memory_of_the_process_is_not_written_out_with_an_index(tmp_path, again):
    """Neither when the index is made nor when it is read."""
    soil_memory()
    store = written(tmp_path / str(again), "MSA-1")
    assert len(unused(tmp_path / str(again))) > 100_000
    store.read("MSA-1", "made")
    store.nearest("MSA-1", np.full(384, 0.05, dtype=np.float32), 1)
    assert not any(unused(tmp_path / str(again)))


def test_what_an_index_holds_is_left_as_it_is(tmp_path):
    """A table with two of three places used loses the third alone, and one of another size nothing."""
    index = tmp_path / "index"
    index.mkdir()
    (index / "header.bin").write_bytes(HEADER.pack(1, 0, 3, 2, 8))
    (index / "data_level0.bin").write_bytes(b"vectors1vectors2leftover")
    (index / "length.bin").write_bytes(b"of another size")
    wipe(tmp_path, {})
    assert (index / "data_level0.bin").read_bytes() == b"vectors1vectors2" + bytes(8)
    assert (index / "length.bin").read_bytes() == b"of another size"


def test_an_index_in_another_format_is_left_as_it_is(tmp_path):
    """Only what is known is written to."""
    index = tmp_path / "index"
    index.mkdir()
    (index / "header.bin").write_bytes(HEADER.pack(2, 0, 3, 2, 8))
    (index / "data_level0.bin").write_bytes(b"vectors1vectors2leftover")
    wipe(tmp_path, {})
    assert (index / "data_level0.bin").read_bytes() == b"vectors1vectors2leftover"
