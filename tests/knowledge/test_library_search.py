"""The library finds the clause a question is about, by words alone or by meaning, and says when it is not sure."""

from pathlib import Path

import pytest

from knowledge.clauses import Clause, ClauseTree
from knowledge.embedding import Embedder
from knowledge.library import Library, answers
from knowledge.passages import Passage, passages_of

CONTRACT = """
    1     Term            This Agreement starts on the Service Start Date and continues for thirty-six months.
    2     Ending it       A party may terminate this Agreement for convenience by giving ninety days' written notice.
    3     Response        The Provider shall respond to Priority 1 Incidents within fifteen minutes.
    4     Liability       The Provider's total liability in any year shall not exceed the Charges paid in that year.
    5     Backups         The Provider shall back up all Customer Data every night and keep each copy for thirty days.
    6     Invoices        The Customer shall pay each undisputed invoice within thirty days of receipt.
    7     Law             This Agreement is governed by the law of England and Wales.
    8     Subcontractors  The Provider may not subcontract any part of the Services without the Customer's consent.
    9     Increases       The Charges may rise once a year by no more than the Consumer Prices Index.
    10    Confidence      Each party shall keep the other's Confidential Information secret for five years.
"""


def contract_of(table: str, *, title: str = "Support Agreement") -> ClauseTree:
    """A clause tree from rows of number, heading and words, columns two spaces apart."""
    clauses, at = [], 0
    for line in table.strip().splitlines():
        number, heading, words = (cell.strip() for cell in line.split("  ") if cell.strip())
        clauses.append(Clause(number, number, heading, words, at, at + len(words), headings=(heading,)))
        at += len(words) + 1
    return ClauseTree("msa.docx", title, tuple(clauses))


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    """The little contract above as passages."""
    return passages_of(contract_of(CONTRACT), "MSA-1")


@pytest.fixture
def wordy(tmp_path: Path, passages: list[Passage]) -> Library:
    """A library without an embedder: it searches by words."""
    return Library(tmp_path / "library", None, lambda contract: passages if contract == "MSA-1" else [])


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, passages: list[Passage]) -> Library:
    """A library with the built-in model, its index made."""
    made = Library(tmp_path_factory.mktemp("library"), embedder, lambda contract: passages)
    made.index("MSA-1")
    return made


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("How much notice to terminate for convenience?", "2"),
        ("When must a priority 1 incident be answered?", "3"),
        ("Is there a cap on their liability?", "4"),
        ("How often do they copy our data?", "5"),
        ("Can we get rid of them early?", "2"),
    ],
)
def test_a_question_finds_its_clause_without_any_model(wordy: Library, question: str, clause: str) -> None:
    """Word search, led by the kinds of clause, serves from the first second of intake."""
    assert wordy.search(question, ["MSA-1"])[0].passage.clause == clause


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("If they mess up, what is the most they would pay?", "4"),
        ("Could a freelancer be doing our work?", "8"),
        ("Will it get more expensive next year?", "9"),
        ("Which country's judges would look at this?", "7"),
        ("How fast does somebody look at a total breakdown?", "3"),
    ],
)
def test_a_managers_own_wording_finds_the_contracts_wording(library: Library, question: str, clause: str) -> None:
    """None of these questions shares the clause's words."""
    assert clause in [hit.passage.clause for hit in library.search(question, ["MSA-1"], k=2)]


@pytest.mark.parametrize("question", ["How can we leave early?", "How fast must they react to a P1?"])
def test_a_clause_that_answers_is_told_from_the_nearest_there_is(library: Library, question: str) -> None:
    """An answer is given with confidence where the clause is of the kind asked about."""
    assert answers(library.search(question, ["MSA-1"]))


@pytest.mark.parametrize(
    "question", ["Who won the football match?", "What is the capital of France?", "How do I bake bread?"]
)
def test_where_the_contract_says_nothing_the_nearest_clause_is_not_passed_off_as_the_answer(
    library: Library, question: str
) -> None:
    """Then "the contract does not say" is the answer."""
    assert not answers(library.search(question, ["MSA-1"]))


def test_every_hit_says_what_each_search_thought_of_it(library: Library) -> None:
    """Nothing is decided in secret."""
    hit = library.search("How can we leave early?", ["MSA-1"], k=1)[0]
    assert {"words", "meaning", "kind"} <= set(hit.legs)


def test_an_unknown_contract_or_an_empty_question_finds_nothing(wordy: Library) -> None:
    """Nothing is searched that was not asked for: an empty list of contracts is not all of them."""
    assert wordy.search("liability", ["OTHER"]) == []
    assert wordy.search("  ", ["MSA-1"]) == []
    assert wordy.search("liability", []) == []


def test_a_search_stays_inside_the_contracts_it_was_given(tmp_path: Path) -> None:
    """The same clause number and nearly the same words in another contract never come back."""
    held = {ref: passages_of(contract_of(CONTRACT, title=f"Agreement {ref}"), ref) for ref in ("ONE", "TWO")}
    library = Library(tmp_path, None, held.__getitem__)
    assert {hit.passage.contract for hit in library.search("notice to terminate", ["TWO"], k=20)} == {"TWO"}
    assert {hit.passage.contract for hit in library.search("notice to terminate", ["ONE", "TWO"], k=20)} == {
        "ONE",
        "TWO",
    }


def test_the_name_of_a_contract_in_the_question_leads_to_that_contract(tmp_path: Path) -> None:
    """The title is searched with the words, so a pooled question finds the right agreement."""
    titles = {"ONE": "Telephony Agreement", "TWO": "Hosting Agreement"}
    held = {ref: passages_of(contract_of(CONTRACT, title=title), ref) for ref, title in titles.items()}
    library = Library(tmp_path, None, held.__getitem__)
    assert library.search("termination notice in the hosting agreement", ["ONE", "TWO"])[0].passage.contract == "TWO"


def test_a_clause_is_looked_up_by_its_number_and_never_by_a_near_one(wordy: Library) -> None:
    """Clause 3 is clause 3; there is no clause 33."""
    assert [passage.clause for passage in wordy.look_up("clause 3", "MSA-1")] == ["3"]
    assert wordy.look_up("33", "MSA-1") == []


def test_a_hit_quotes_the_sentence_that_answers_and_the_clause_it_stands_in(tmp_path: Path) -> None:
    """In a clause with a list, the item that answers is cited, not the lead-in."""
    words = [
        ("4.1", "The Provider shall report as follows:", None),
        ("4.1(a)", "(a) open tickets every week by electronic mail;", "4.1"),
        ("4.1(b)", "(b) the service levels reached, within five Working Days of month end.", "4.1"),
    ]
    clauses, at = [], 0
    for key, text, parent in words:
        clauses.append(Clause(key, key.removeprefix("4.1") or key, "", text, at, at + len(text), page=3, parent=parent))
        at += len(text) + 1
    held = passages_of(ClauseTree("msa.docx", "Agreement", tuple(clauses)), "MSA-1")
    hit = Library(tmp_path, None, lambda contract: held).search("When do we get the service levels?", ["MSA-1"])[0]
    assert (hit.passage.clause, hit.clause, hit.page) == ("4.1", "4.1(b)", 3)
    assert hit.quote == "(b) the service levels reached, within five Working Days of month end."
