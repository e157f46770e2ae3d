"""Every answer on what a contract says comes through the library: no other place in the product searches clauses."""

import ast
from pathlib import Path

import pytest

from bot.answering.conversation import ask
from knowledge.library import Library

ROOT = Path(__file__).parents[2]
# The parts the library is made of: whoever uses one of them by itself goes past the library.
PARTS = {
    "knowledge.lexical", "knowledge.searching", "knowledge.ranking", "knowledge.shelves", "knowledge.vectors",
    "knowledge.embedding", "knowledge.minilm",
}  # fmt: skip
# The library is handed its embedder where the product is put together.
ALLOWED = {"bot/wiring.py": {"knowledge.embedding"}}
ASKED = (
    "can we leave without a reason?",
    "what if they lose our data?",
    "what does clause 7.2 say?",
    "who owns what they build for us?",
    "are we allowed to hire one of their engineers?",
    "which law governs the contract?",
)


def imported(file: Path) -> set[str]:
    """Every module a file imports, wherever in it."""
    tree = ast.parse(file.read_text("utf-8"))
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    return plain | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


def test_nothing_in_the_product_searches_clauses_past_the_library() -> None:
    """No file outside `knowledge` uses a part of the search by itself, or Chroma."""
    past = {}
    for file in (ROOT / "bot").rglob("*.py"):
        name = file.relative_to(ROOT).as_posix()
        used = {one for one in imported(file) if one in PARTS or one.startswith("chromadb")}
        if used - ALLOWED.get(name, set()):
            past[name] = used - ALLOWED.get(name, set())
    assert past == {}


@pytest.mark.parametrize("question", ASKED)
def test_what_is_quoted_from_a_contract_was_given_by_the_library(
    sample, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every quotation of a clause answer stands in a passage that the library handed over for this question."""
    given: list[str] = []

    def noted(name: str) -> None:
        real = getattr(Library, name)

        def told(self, *args, **named):
            found = real(self, *args, **named)
            given.extend(" ".join(getattr(one, "passage", one).text.split()) for one in found)
            return found

        monkeypatch.setattr(Library, name, told)

    for name in ("search", "look_up", "passages"):
        noted(name)
    answer = ask(sample, question, keep=False)
    quoted = [" ".join(one.quote.split()) for one in answer.citations]
    meanings = {" ".join(one.meaning.split()) for one in sample.stores.contracts.definitions(answer_ref(sample))}
    assert given
    assert quoted
    assert [quote for quote in quoted if quote not in meanings and not any(quote in text for text in given)] == []


def answer_ref(sample) -> str:
    """The sample's one contract."""
    return sample.stores.contracts.refs()[0]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Does an automatic reply count as a response?", "no"),
        ("does a phone call count as a response?", None),
        ("are we allowed to hire one of their engineers?", None),
    ],
)
def test_a_question_for_yes_or_no_gets_one_only_where_a_sentence_says_just_that(
    sample, question: str, verdict: str | None
) -> None:
    """What merely bears on it is quoted, and a person reads it."""
    answer = ask(sample, question, keep=False)
    assert answer.verdict in {verdict, "cannot_tell"} if verdict is None else answer.verdict == verdict
    assert answer.citations


@pytest.mark.parametrize("harm", ["lose our data", "delete our files by accident", "damage one of our servers"])
def test_harm_the_provider_does_is_a_question_of_liability(sample, harm: str) -> None:
    """Whatever was harmed, the clause that limits what they answer for governs."""
    cited = [one.clause for one in ask(sample, f"what happens if they {harm}?", keep=False).citations]
    assert cited[0].startswith("17.")
    assert "17.3" in cited
