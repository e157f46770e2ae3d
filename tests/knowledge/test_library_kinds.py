"""The library sorts a contract's clauses by kind, and a clear kind decides whether the contract answers."""

from pathlib import Path

import pytest

from knowledge.clauses import Clause, ClauseTree
from knowledge.concepts import concepts, sign_stems, usual
from knowledge.concepts_held import Standing, named
from knowledge.embedding import Embedder
from knowledge.library import Library, answers, may_answer
from knowledge.passages import Passage, passages_of
from knowledge.references_around import differ_in_figures, leans_on, points_to, turning_words

WORDS = {
    "1": "This Agreement shall be governed by and construed in accordance with the laws of England and Wales.",
    "2": "Either party may terminate this Agreement for convenience at any time by ninety days' written notice.",
    "3": "The Provider shall maintain professional indemnity insurance of not less than five million pounds.",
    "4": "Subject to clause 5, total aggregate liability of the Provider shall not exceed the Charges paid in the year.",
    "5": "Nothing in this Agreement limits liability for fraud. Clause 4 does not apply to it.",
    "6": "The Provider shall answer Priority 1 Incidents within fifteen minutes.",
}


@pytest.fixture(scope="module")
def held() -> list[Passage]:
    """Six short clauses."""
    clauses = [Clause(n, n, "", words, int(n) * 200, int(n) * 200 + len(words)) for n, words in WORDS.items()]
    return passages_of(ClauseTree("msa.docx", "Agreement", tuple(clauses)), "MSA-1")


@pytest.fixture(scope="module", params=["by meaning", "by words"])
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, held: list[Passage]
) -> Library:
    """The clauses with their index made, or without any model."""
    made = Library(
        tmp_path_factory.mktemp("kinds"), embedder if request.param == "by meaning" else None, lambda _: held
    )
    made.index("MSA-1")
    return made


@pytest.mark.parametrize(
    ("kind", "clause"),
    [("governing_law", "1"), ("termination_convenience", "2"), ("insurance", "3"), ("liability_cap", "4")],
)
def test_a_kind_that_is_there_is_found_in_its_clause(library: Library, kind: str, clause: str) -> None:
    """With its number, so that a person can read it."""
    found = {one.concept.id: one for one in library.kinds("MSA-1")}[kind]
    assert found.standing is not Standing.NONE
    assert found.passages[0].clause == clause


@pytest.mark.parametrize("kind", ["escrow", "force_majeure", "data_location", "non_compete"])
def test_a_kind_that_is_not_there_is_not_found(library: Library, kind: str) -> None:
    """Nothing is passed off as it."""
    found = {one.concept.id: one for one in library.kinds("MSA-1")}[kind]
    assert found.standing is not Standing.HELD


def test_the_usual_kinds_are_known_kinds_and_a_person_can_name_one() -> None:
    """Every one has its entry; a name is taken as people say it."""
    assert len(usual()) > 40
    assert [concept.id for concept in named("Governing law")] == ["governing_law"]
    assert named("liability cap")[0].id == "liability_cap"
    assert named("flying carpets") == []


def test_a_clause_asked_for_by_its_kind_is_not_replaced_by_another(
    tmp_path: Path, embedder: Embedder, held: list[Passage]
) -> None:
    """The contract has no force majeure clause, and the nearest words are not passed off as one."""
    library = Library(tmp_path, embedder, lambda _: held)
    library.index("MSA-1")
    hits = library.search("What does the contract say about force majeure?", ["MSA-1"])
    assert not answers(hits)
    assert not may_answer(hits)
    kind = library.kind_asked("What does the contract say about force majeure?")
    assert kind is not None
    assert kind.id == "force_majeure"


def test_what_a_clause_depends_on_and_what_names_it_are_found(held: list[Passage]) -> None:
    """Both ways, and only by a reference that is really there."""
    cap = held[3]
    assert [beside.clause for beside in leans_on(cap, cap.text, held)] == ["5"]
    assert [(beside.clause, beside.quote) for beside in points_to(cap, held)] == [
        ("5", "Clause 4 does not apply to it.")
    ]
    assert points_to(held[0], held) == []
    assert turning_words(cap.text) == ("subject to",)


def test_texts_that_differ_only_in_figures_are_told_from_texts_about_other_things() -> None:
    """A conflict is the same promise with another number."""
    assert differ_in_figures("Pay within 30 days of receipt.", "Pay within 45 days of receipt.")
    assert not differ_in_figures("Pay within 30 days of receipt.", "Pay within 30 days of receipt.")
    assert not differ_in_figures("Pay within 30 days of receipt.", "Keep backups for 45 nights in a vault.")


def test_every_sign_of_a_kind_says_something() -> None:
    """A sign made of stop words alone would stand in every clause."""
    assert all(sign for concept in concepts() for sign in sign_stems(concept))


@pytest.mark.parametrize("question", ["Who keeps our source code with a neutral third party?", "Do we own our data?"])
def test_what_no_word_of_a_contract_hints_at_is_not_answered(
    question: str, tmp_path: Path, embedder: Embedder, held: list[Passage]
) -> None:
    """However near some clause may lie, a contract without any sign of the kind asked about does not say it."""
    library = Library(tmp_path, embedder, lambda _: held)
    library.index("MSA-1")
    assert not may_answer(library.search(question, ["MSA-1"]))


def test_a_priority_named_in_a_question_is_not_what_the_question_is_about(tmp_path: Path, embedder: Embedder) -> None:
    """It says which tickets are meant: P1."""
    library = Library(tmp_path, embedder, lambda _: [])
    library.prepare()
    kind = library.kind_asked("do they have to explain a missed P1 in writing")
    assert kind is None or kind.id != "priorities"


def test_plain_english_is_led_to_its_clause_too(tmp_path: Path, embedder: Embedder) -> None:
    """A contract may speak as plainly as the person who asks."""
    words = {
        "1": "We may use other companies for parts of the work, and answer for what they do.",
        "2": "We keep your systems running and aim to reply within one business hour.",
        "3": "Bills are due within 15 days.",
    }
    clauses = [Clause(n, n, "", said, int(n) * 200, int(n) * 200 + len(said)) for n, said in words.items()]
    passages = passages_of(ClauseTree("terms.html", "Terms", tuple(clauses)), "T-1")
    library = Library(tmp_path, embedder, lambda _: passages)
    library.index("T-1")
    hits = library.search("can they subcontract", ["T-1"])
    assert hits[0].passage.clause == "1"
    assert may_answer(hits)


def test_a_kind_is_called_by_a_phrase_only_where_its_words_stand_together(embedder: Embedder, tmp_path: Path) -> None:
    """Passing a licence on to a third party is no question about third-party licences."""
    library = Library(tmp_path, embedder, lambda _: [])
    library.prepare()
    kind = library.kind_asked("May either of us pass the licence that was granted on to any third party?")
    assert kind is None or kind.id != "third_party_software"
    assert library.kind_asked("Is a licence granted?").id == "licence_grant"  # type: ignore[union-attr]
