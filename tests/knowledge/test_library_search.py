"""The library finds the clause a question is about, and goes on finding it when its folder is gone."""

from pathlib import Path

import pytest

from knowledge.clauses import Clause, ClauseTree
from knowledge.library import Library
from knowledge.passages import Passage, passages_of

CONTRACT = """
    1     Term            This Agreement starts on the Service Start Date and continues for thirty-six months.
    2     Ending it       A party may terminate this Agreement for convenience by giving ninety days' written notice.
    3     Response        The Provider shall respond to Priority 1 Incidents within fifteen minutes.
    4     Liability       The Provider's total liability in any year shall not exceed the Charges paid in that year.
    5     Backups         The Provider shall back up all Customer Data every night and keep each copy for thirty days.
    6     Invoices        The Customer shall pay each undisputed invoice within thirty days of receipt.
    7     Law             This Agreement is governed by the law of England and Wales.
"""


def contract_of(table: str, *, title: str = "Support Agreement") -> ClauseTree:
    """A clause tree from rows of number, heading and words, columns two spaces apart."""
    clauses, at = [], 0
    for line in table.strip().splitlines():
        number, heading, words = (cell.strip() for cell in line.split("  ") if cell.strip())
        clauses.append(Clause(number, number, heading, words, at, at + len(words), headings=(heading,)))
        at += len(words) + 1
    return ClauseTree("msa.docx", title, tuple(clauses))


@pytest.fixture
def passages() -> list[Passage]:
    """The little contract above as passages."""
    return passages_of(contract_of(CONTRACT), "MSA-1")


@pytest.fixture
def library(tmp_path: Path, passages: list[Passage]) -> Library:
    """A library without an embedder: it searches by words."""
    return Library(tmp_path / "library", None, lambda contract: passages if contract == "MSA-1" else [])


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("How much notice to terminate for convenience?", "2"),
        ("When must a priority 1 incident be answered?", "3"),
        ("Is there a cap on their liability?", "4"),
        ("How often do they copy our data?", "5"),
    ],
)
def test_a_question_in_the_contracts_words_finds_its_clause_without_any_model(
    library: Library, question: str, clause: str
) -> None:
    """Word search alone serves from the first second of intake."""
    assert library.search(question, ["MSA-1"])[0].passage.clause == clause


def test_an_unknown_contract_or_an_empty_question_finds_nothing(library: Library) -> None:
    """Nothing is searched that was not asked for."""
    assert library.search("liability", ["OTHER"]) == []
    assert library.search("  ", ["MSA-1"]) == []
    assert library.search("liability", []) == []


def test_a_clause_is_looked_up_by_its_number_and_never_by_a_near_one(library: Library) -> None:
    """Clause 3 is clause 3; there is no clause 33."""
    assert [passage.clause for passage in library.look_up("clause 3", "MSA-1")] == ["3"]
    assert library.look_up("33", "MSA-1") == []
