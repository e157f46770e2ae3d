"""The library's folder is a cache: it may be lost, damaged or out of date, and answers never depend on it."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import library as library_module
from knowledge import one_writer, shelves, vectors
from knowledge.clauses import Clause, ClauseTree
from knowledge.embedding import Embedder
from knowledge.library import Library, LibraryError
from knowledge.passages import Passage, passages_of

WORDS = (
    "A party may terminate this Agreement by ninety days' notice. It need give no reason.",
    "The Provider shall answer Priority 1 Incidents within fifteen minutes.",
    "The Customer shall pay each invoice within thirty days.",
)


def passages(*words: str) -> list[Passage]:
    """A contract of one clause per text."""
    clauses = [Clause(str(n), str(n), "", text, n * 200, n * 200 + len(text)) for n, text in enumerate(words, 1)]
    return passages_of(ClauseTree("msa.docx", "Agreement", tuple(clauses)), "MSA-1")


class Shelves:
    """The database's side of the library: the passages of one contract, which may change."""

    def __init__(self, *words: str) -> None:
        self.held = passages(*words)

    def __call__(self, contract: str) -> list[Passage]:
        """The contract's passages as they stand now."""
        return self.held if contract == "MSA-1" else []


@pytest.fixture
def source() -> Shelves:
    """Three clauses in the database."""
    return Shelves(*WORDS)


@pytest.fixture
def opened(tmp_path: Path, embedder: Embedder, source: Shelves) -> Callable[[], Library]:
    """A way to open the library as a new process would."""
    return lambda: Library(tmp_path / "library", embedder, source)


def test_an_index_is_made_once_and_read_by_the_next_process(opened: Callable[[], Library]) -> None:
    """The second opening finds vectors for every contract and has nothing to do."""
    assert opened().index("MSA-1") == 3
    state = opened().state(["MSA-1", "OTHER"])
    assert (state.indexed, state.stale, state.notes) == (("MSA-1",), ("OTHER",), ())


def test_progress_is_told_while_the_vectors_are_made_and_only_new_passages_cost_time(
    opened: Callable[[], Library], source: Shelves
) -> None:
    """An amendment with one new clause embeds one clause."""
    told: list[tuple[int, int]] = []
    opened().index("MSA-1", progress=lambda done, of: told.append((done, of)))
    source.held = passages(*WORDS, "The Provider shall keep cyber insurance.")
    opened().index("MSA-1", progress=lambda done, of: told.append((done, of)))
    assert told == [(3, 3), (1, 1)]


def test_a_question_is_answered_while_the_index_is_out_of_date(opened: Callable[[], Library], source: Shelves) -> None:
    """The database is the truth: a new clause is found by its words before it has a vector."""
    opened().index("MSA-1")
    source.held = passages(*WORDS, "The Provider shall keep cyber insurance.")
    library = opened()
    assert library.search("cyber insurance", ["MSA-1"])[0].passage.clause == "4"
    assert library.state(["MSA-1"]).stale == ("MSA-1",)


def test_the_folder_may_be_deleted_at_any_time(opened: Callable[[], Library], tmp_path: Path) -> None:
    """Search goes on by words, and making the index again brings everything back."""
    opened().index("MSA-1")
    shutil.rmtree(tmp_path / "library")
    library = opened()
    assert library.search("notice to terminate", ["MSA-1"])[0].passage.clause == "1"
    assert library.state(["MSA-1"]).stale == ("MSA-1",)
    library.index("MSA-1")
    assert library.state(["MSA-1"]).indexed == ("MSA-1",)


@pytest.mark.parametrize("damage", [b"", b"garbage", b"PK\x03\x04 half a file"])
def test_a_damaged_file_is_never_believed_and_is_made_again(
    opened: Callable[[], Library], tmp_path: Path, damage: bytes
) -> None:
    """A torn or foreign file means searching by words, not a wrong answer or a crash."""
    opened().index("MSA-1")
    (file,) = (tmp_path / "library").glob("contract-*.npz")
    file.write_bytes(damage)
    library = opened()
    assert library.search("pay an invoice", ["MSA-1"])[0].passage.clause == "3"
    assert library.state(["MSA-1"]).stale == ("MSA-1",)
    library.index("MSA-1")
    assert library.state(["MSA-1"]).indexed == ("MSA-1",)


def test_a_lost_file_is_made_again_from_the_vector_store_without_the_model(
    opened: Callable[[], Library], tmp_path: Path
) -> None:
    """Chroma holds the same vectors: nothing needs to be embedded a second time."""
    opened().index("MSA-1")
    (file,) = (tmp_path / "library").glob("contract-*.npz")
    file.unlink()
    told: list[tuple[int, int]] = []
    opened().index("MSA-1", progress=lambda done, of: told.append((done, of)))
    assert told == []
    assert file.exists()


def test_a_damaged_vector_store_is_left_for_a_new_folder_and_answers_go_on(
    opened: Callable[[], Library], tmp_path: Path, source: Shelves
) -> None:
    """The damage is found in a child process, said in a sentence, and costs no answer."""
    opened().index("MSA-1")
    store = vectors.current(tmp_path / "library")
    (store / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    library = opened()
    assert library.search("notice to terminate", ["MSA-1"])[0].passage.clause == "1"
    source.held = passages(*WORDS, "The Provider shall keep cyber insurance.")
    library.index("MSA-1")
    assert "was damaged or of another version" in library.state(["MSA-1"]).notes[0]
    assert vectors.current(tmp_path / "library") != store
    assert library.state(["MSA-1"]).indexed == ("MSA-1",)


def test_the_store_and_the_file_hold_the_same_vectors(
    opened: Callable[[], Library], tmp_path: Path, embedder: Embedder
) -> None:
    """What Chroma gives back is what questions are answered from, sentence by sentence."""
    opened().index("MSA-1")
    folder = tmp_path / "library"
    (file,) = folder.glob("contract-*.npz")
    kept = shelves.known(file, embedder.name)
    stored = vectors.VectorStore(vectors.current(folder)).read("MSA-1", embedder.name)
    assert set(kept) == set(stored)
    for name, (whole, sentences) in kept.items():
        assert stored[name][0] == pytest.approx(whole, abs=1e-3)
        assert stored[name][1] == pytest.approx(sentences, abs=1e-3)


def test_vectors_of_another_embedder_are_not_used(opened: Callable[[], Library], tmp_path: Path) -> None:
    """A name in the stamp keeps two models' vectors apart."""
    opened().index("MSA-1")
    (file,) = (tmp_path / "library").glob("contract-*.npz")
    assert shelves.known(file, "another-model") == {}
    assert vectors.VectorStore(vectors.current(tmp_path / "library")).read("MSA-1", "another-model") == {}


def test_everything_is_made_again_in_a_new_folder_and_swapped_in(opened: Callable[[], Library], tmp_path: Path) -> None:
    """Deleting a store and opening its path again fails in Chroma, so the new one has a new path."""
    library = opened()
    library.index("MSA-1")
    before = vectors.current(tmp_path / "library")
    assert library.reindex(["MSA-1"]) == 3
    after = vectors.current(tmp_path / "library")
    assert after != before
    assert not before.exists()
    assert opened().state(["MSA-1"]).indexed == ("MSA-1",)
    opened().index("MSA-1")


def test_a_dropped_contract_leaves_nothing_behind(opened: Callable[[], Library], tmp_path: Path) -> None:
    """Its file and its collection go."""
    library = opened()
    library.index("MSA-1")
    library.drop("MSA-1")
    assert list((tmp_path / "library").glob("contract-*.npz")) == []
    assert vectors.VectorStore(vectors.current(tmp_path / "library")).stamp("MSA-1") == ""


def test_two_processes_do_not_write_at_once(
    opened: Callable[[], Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second waits for the first, and says so in a sentence when the wait is too long."""
    monkeypatch.setattr(one_writer, "PATIENCE_SECONDS", 0.2)
    folder = tmp_path / "library"
    folder.mkdir()
    with (folder / "writing.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(LibraryError, match="Another process is writing the search index"):
            opened().index("MSA-1")


def test_a_contract_too_large_for_memory_is_asked_of_the_vector_store(
    opened: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit, Chroma's nearest passages take the place of the exact comparison."""
    opened().index("MSA-1")
    monkeypatch.setattr(library_module, "EXACT_LIMIT", 2)
    hits = opened().search("How can we leave?", ["MSA-1"])
    assert hits[0].passage.clause == "1"
    assert "meaning" in hits[0].legs


def test_a_folder_that_cannot_be_written_costs_the_index_and_no_answer(
    tmp_path: Path, embedder: Embedder, source: Shelves
) -> None:
    """One plain sentence says what to do; search goes on by words."""
    (tmp_path / "library").write_text("a file where the folder should be")
    library = Library(tmp_path / "library", embedder, source)
    with pytest.raises(LibraryError, match="cannot be written"):
        library.index("MSA-1")
    assert library.search("pay an invoice", ["MSA-1"])[0].passage.clause == "3"


def test_making_everything_again_forgets_contracts_that_are_gone(opened: Callable[[], Library], tmp_path: Path) -> None:
    """No file is left of a contract the database no longer has."""
    opened().index("MSA-1")
    opened().reindex([])
    assert list((tmp_path / "library").glob("contract-*.npz")) == []


@pytest.mark.parametrize("pointer", [b"\xff\xfe\x00", b"../../elsewhere", b"chroma-999", b""])
def test_a_damaged_pointer_to_the_store_leads_nowhere_else(
    opened: Callable[[], Library], tmp_path: Path, pointer: bytes
) -> None:
    """Whatever stands in it, the store is one below the library's own folder, and the index is made whole again."""
    opened().index("MSA-1")
    (tmp_path / "library" / "chroma.current").write_bytes(pointer)
    assert vectors.current(tmp_path / "library").parent == tmp_path / "library"
    assert opened().search("notice to terminate", ["MSA-1"])[0].passage.clause == "1"
    opened().mend(["MSA-1"])
    assert opened().stands(["MSA-1"])


def test_damage_that_keeps_a_files_size_and_time_is_seen(opened: Callable[[], Library], tmp_path: Path) -> None:
    """Disks rot without telling: the store is known by its content, and one that changed is tried before it is opened."""
    opened().index("MSA-1")
    store = vectors.current(tmp_path / "library")
    assert opened().stands(["MSA-1"])
    file = max(store.rglob("*.bin"), key=lambda one: one.stat().st_size)
    times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    file.write_bytes(bytes(255 - byte for byte in file.read_bytes()))
    os.utime(file, ns=times)
    assert not opened().stands(["MSA-1"])
    opened().mend(["MSA-1"])
    assert opened().stands(["MSA-1"])


def test_vectors_that_changed_places_are_not_believed(opened: Callable[[], Library], tmp_path: Path) -> None:
    """The same number of records with the same ids is not enough: they are weighed."""
    library = opened()
    library.index("MSA-1")
    store = vectors.VectorStore(vectors.current(tmp_path / "library"))
    kept = store._collection("MSA-1").get(include=["embeddings"])
    assert store.read("MSA-1", library.state(["MSA-1"]).embedder or "")
    store._collection("MSA-1").update(ids=kept["ids"], embeddings=kept["embeddings"][::-1])
    assert store.read("MSA-1", library.state(["MSA-1"]).embedder or "") == {}


def test_a_store_of_another_version_is_not_opened(opened: Callable[[], Library], tmp_path: Path) -> None:
    """It is left for a new folder and made from the database, never migrated."""
    opened().index("MSA-1")
    store = vectors.current(tmp_path / "library")
    seal = store.with_suffix(".seal")
    seal.write_bytes(seal.read_bytes().replace(b"chromadb ", b"chromadb 0", 1))
    opened().mend(["MSA-1"])
    assert vectors.current(tmp_path / "library") != store
    assert opened().stands(["MSA-1"])


def test_a_large_contract_with_a_damaged_store_is_searched_exactly(
    opened: Callable[[], Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is not opened: every passage is compared, as in a small contract."""
    opened().index("MSA-1")
    exact = [hit.passage.id for hit in opened().search("How can we leave?", ["MSA-1"])]
    store = vectors.current(tmp_path / "library")
    (store / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    monkeypatch.setattr(library_module, "EXACT_LIMIT", 2)
    hits = opened().search("How can we leave?", ["MSA-1"])
    assert [hit.passage.id for hit in hits] == exact
    assert "meaning" in hits[0].legs
