"""The library's folder may vanish while questions are asked: the same clauses are found, only by slower ways."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from knowledge.clauses import Clause, ClauseTree
from knowledge.embedding import Embedder, Vectors
from knowledge.library import Library
from knowledge.passages import Passage, passages_of

WORDS = (
    "A party may terminate this Agreement by ninety days' written notice. It need give no reason.",
    "The Provider shall answer Priority 1 Incidents within fifteen minutes of the Ticket being logged.",
    "The Customer shall pay each invoice within thirty days of its date.",
)
# The same clause is right by words alone and by meaning, so that losing the vectors loses no answer.
ASKED = {
    "How much notice to terminate?": "1",
    "How fast are Priority 1 Incidents answered?": "2",
    "When is an invoice to be paid?": "3",
}


@pytest.fixture
def held() -> list[Passage]:
    """Three clauses, as the database would give them."""
    clauses = [Clause(str(n), str(n), "", text, n * 200, n * 200 + len(text)) for n, text in enumerate(WORDS, 1)]
    return passages_of(ClauseTree("msa.docx", "Agreement", tuple(clauses)), "MSA-1")


def opened(folder: Path, embedder: Embedder, held: list[Passage]) -> Library:
    """The library as a new process opens it."""
    return Library(folder, embedder, lambda _: held)


def found(library: Library) -> dict[str, str]:
    """The first clause for every question."""
    return {question: library.search(question, ["MSA-1"])[0].passage.clause for question in ASKED}


class Deleting:
    """An embedder that deletes the library's folder while it reads a question: in the middle of a search."""

    def __init__(self, inner: Embedder, folder: Path) -> None:
        self._inner = inner
        self._folder = folder
        self.name, self.width = inner.name, inner.width

    def embed(self, texts: list[str]) -> Vectors:
        """The vectors, after the folder is gone."""
        shutil.rmtree(self._folder, ignore_errors=True)
        return self._inner.embed(texts)


@contextmanager
def being_deleted(folder: Path) -> Iterator[None]:
    """The folder is deleted again and again by somebody else for as long as the block runs."""
    over = Event()

    def delete() -> None:
        while not over.is_set():
            shutil.rmtree(folder, ignore_errors=True)

    deleting = Thread(target=delete)
    deleting.start()
    try:
        yield
    finally:
        over.set()
        deleting.join()


def test_deleted_in_the_middle_of_a_question_it_is_answered_all_the_same(
    tmp_path: Path, embedder: Embedder, held: list[Passage]
) -> None:
    """The folder goes between the reading of the question and the search."""
    opened(tmp_path / "library", embedder, held).index("MSA-1")
    assert found(opened(tmp_path / "library", Deleting(embedder, tmp_path / "library"), held)) == ASKED
    assert not (tmp_path / "library").exists()


def test_deleted_between_questions_nothing_is_lost(tmp_path: Path, embedder: Embedder, held: list[Passage]) -> None:
    """By the process that has it open, by one that opens it afterwards, and after the index is made again."""
    library = opened(tmp_path / "library", embedder, held)
    library.index("MSA-1")
    assert found(library) == ASKED
    shutil.rmtree(tmp_path / "library")
    assert found(library) == ASKED
    assert found(opened(tmp_path / "library", embedder, held)) == ASKED
    library.index("MSA-1")
    assert library.state(["MSA-1"]).indexed == ("MSA-1",)
    assert found(library) == ASKED


def test_deleted_all_the_time_every_question_is_answered(
    tmp_path: Path, embedder: Embedder, held: list[Passage]
) -> None:
    """Another process that keeps deleting costs speed and nothing else; afterwards the index can be made."""
    folder = tmp_path / "library"
    opened(folder, embedder, held).index("MSA-1")
    with being_deleted(folder):
        for _ in range(5):
            assert found(opened(folder, embedder, held)) == ASKED
    opened(folder, embedder, held).index("MSA-1")
    assert opened(folder, embedder, held).state(["MSA-1"]).indexed == ("MSA-1",)
