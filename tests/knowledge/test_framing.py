"""A question's frame is not searched for, and what it calls by name is noticed."""

from pathlib import Path

import pytest

from knowledge.clauses import Clause, ClauseTree
from knowledge.framing import names_in, unframed
from knowledge.library import Library, answers
from knowledge.passages import passages_of


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("what does the contract say about notice?", "notice?"),
        ("what do we have to do under the contract", "what do we have to do"),
        ("Which clause covers our insurance cover?", "our insurance cover?"),
        ("please tell me how fast they must answer", "how fast they must answer"),
        ("How long is the contract?", "How long is the contract?"),
        ("under the agreement", "under the agreement"),
    ],
)
def test_only_the_frame_is_taken_off_a_question(question: str, bare: str) -> None:
    """Something must be left to search for: the length of the contract is a question about the contract."""
    assert unframed(question) == bare


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is our CSAT target?", ("CSAT",)),
        ("what is the response time for P0 incidents", ("P0",)),
        ("what did Thornbury Mills get from them", ("Thornbury", "Mills")),
        ("What do WE have to do by Friday in October?", ()),
        ("Can we leave early?", ()),
    ],
)
def test_names_are_abbreviations_codes_and_capitalised_words_inside_a_sentence(
    question: str, names: tuple[str, ...]
) -> None:
    """The first word, days, months and shouted small words are no names."""
    assert names_in(question) == names


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A contract that knows P1 to P3 and says "customer satisfaction score" in full."""
    words = [
        "The Provider shall respond to Priority 1 Incidents within fifteen minutes.",
        "The Provider shall reach a customer satisfaction score of 90 per cent.",
        "The Customer shall pay each invoice within thirty days.",
    ]
    clauses = tuple(Clause(str(n), str(n), "", text, n * 100, n * 100 + len(text)) for n, text in enumerate(words, 1))
    held = passages_of(ClauseTree("msa.docx", "Agreement", clauses), "MSA-1")
    return Library(tmp_path, None, lambda contract: held)


def test_a_name_the_contract_never_mentions_makes_every_hit_uncertain(library: Library) -> None:
    """There is no P0 in this contract, however near the clause about P1 may be."""
    assert library.unmentioned("What is the response time for P0 incidents?", ["MSA-1"]) == ("P0",)
    assert not answers(library.search("What is the response time for P0 incidents?", ["MSA-1"]))
    assert answers(library.search("What is the response time for P1 incidents?", ["MSA-1"]))


def test_an_abbreviation_the_contract_spells_out_is_mentioned(library: Library) -> None:
    """CSAT is a customer satisfaction score."""
    assert library.unmentioned("What is our CSAT target?", ["MSA-1"]) == ()
    assert library.search("What is our CSAT target?", ["MSA-1"])[0].passage.clause == "2"


def test_p1_and_priority_1_are_the_same_words(library: Library) -> None:
    """People write P1; contracts write Priority 1."""
    assert library.search("P1 response", ["MSA-1"])[0].passage.clause == "1"
