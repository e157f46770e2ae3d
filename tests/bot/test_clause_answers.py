"""What the contract says: the governing clause first, what qualifies it, and honesty where nothing was found."""

import shutil

import pytest

from bot.answering.conversation import ask
from tests.bot.made_company import made_company

CONTRACT = """# Support Agreement

Agreement No. FEN-7 between Alder Mill Limited ("Customer") and Fenwick Support Limited ("Provider").

1.1 "Charges" means the sums payable under clause 5.

4.1 Nothing in this Agreement limits liability for death or injury caused by negligence, or for fraud.

4.2 Subject to clause 4.1, the Provider's total liability in any year shall not exceed 100 per cent of the Charges paid.

4.3 Service Credits count towards the limit in clause 4.2.

5.1 The Provider shall keep every recording of a telephone call in a locked archive for 30 days.

5.2 The Provider shall keep every recording of a telephone call in a locked archive for 45 days.

6.1 Either party may end this Agreement for convenience by giving not less than 90 days' written notice.

7.1 This Agreement is governed by the law of England and Wales.
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """A little contract in a home of its own, searched by words."""
    return made_company(tmp_path_factory.mktemp("fenwick"), {"support.md": CONTRACT})


def test_a_clause_named_by_its_number_comes_with_what_it_depends_on(company):
    """The exception it is subject to, the clause that counts towards it, and its defined word, each with its place."""
    text = ask(company, "what does 4.2 say").text
    assert text.startswith("The place to read is clause 4.2.")
    assert "It is spoken of in clause 4.3" in text
    assert "Charges is defined in clause 1.1" in text
    assert 'mind the words "subject to"' in text


def test_a_clause_that_is_not_there_is_not_replaced_by_a_near_one(company):
    """There is no clause 4.9."""
    answer = ask(company, "what does clause 4.9 say")
    assert (answer.state, answer.citations) == ("unknown", ())


def test_every_quotation_of_a_clause_answer_is_a_passage_of_the_library(company):
    """No contract answer has another source than the library and the contract's definitions."""
    ref = company.stores.contracts.refs()[0]
    held = [" ".join(passage.text.split()) for passage in company.library.passages(ref)]
    for question in ("can we end it for convenience", "what is the cap on liability", "which law governs this"):
        answer = ask(company, question)
        assert answer.citations
        for citation in answer.citations:
            assert any(" ".join(citation.quote.split()) in text for text in held)


def test_a_contract_answer_without_the_library_is_no_answer(company, monkeypatch):
    """Clauses are found by the library and by nothing else."""
    monkeypatch.setattr(type(company.library), "search", lambda *_, **__: [])
    assert ask(company, "can we end it for convenience").state == "unknown"


def test_the_library_folder_may_be_deleted_at_any_moment(company):
    """Before, between and after questions: the same clause answers, out of the database."""
    for _ in range(3):
        shutil.rmtree(company.settings.home / "library", ignore_errors=True)
        assert "clause 6.1" in ask(company, "can we end it for convenience?").text


@pytest.mark.parametrize(
    ("question", "intent_says"),
    [
        ("what kinds of clauses are in our contract?", "Governing law: clause 7.1"),
        ("what is missing from the contract?", "insurance"),
        ("which usual clauses are missing?", "insurance"),
    ],
)
def test_the_kinds_of_clause_are_told_and_what_is_missing_is_no_proof(company, question, intent_says):
    """A list with places; and a kind that was not found is something to ask about."""
    text = ask(company, question).text
    assert intent_says in text
    assert "That does not prove there is none" in " ".join(text.split())
