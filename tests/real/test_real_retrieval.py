"""On real contracts the library finds the clause behind a manager's words, quotes it exactly, and stays quick."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.clauses import clauses
from knowledge.documents.reading import read_bytes
from knowledge.embedding import Embedder, open_embedder
from knowledge.library import Library, answers
from knowledge.passages import LIMIT, Passage, passages_of

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "cuad"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="The real contracts are not beside the project."),
]
# Whole words that only an answer of this kind holds, so that a find can be told without offsets.
TELLTALE = {
    "Governing Law": r"governed by|construed in accordance|laws of",
    "Insurance": r"insurance",
    "Source Code Escrow": r"escrow",
    "Cap On Liability": r"liab",
    "Notice Period To Terminate Renewal": r"renew|notice",
    "Expiration Date": r"term|year|month",
}
SHARE = 0.75


def squashed(text: str) -> str:
    """A text without white space and capitals."""
    return re.sub(r"\s+", "", text).lower()


@pytest.fixture(scope="module")
def held() -> dict[str, list[Passage]]:
    """The passages of the five shorter contracts (the whole set is measured by benchmarks/retrieval.py)."""
    rows = [json.loads(line) for line in (DATA / "contracts.jsonl").read_text("utf-8").splitlines()]
    rows = sorted(rows, key=lambda row: len(row["text"]))[2:7]
    return {
        row["title"]: passages_of(clauses(read_bytes("contract.txt", row["text"].encode())), row["title"])
        for row in rows
    }


@pytest.fixture(scope="module")
def library(held: dict[str, list[Passage]], tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The library with the built-in model and the index made."""
    folder = tmp_path_factory.mktemp("real-library")
    embedder: Embedder | None = open_embedder(folder)
    if embedder is None:
        pytest.skip("The sentence model's weights are not installed.")
    made = Library(folder, embedder, held.__getitem__)
    for contract in held:
        made.index(contract)
    return made


def asked(held: dict[str, list[Passage]]) -> Iterator[tuple[str, str, list[str]]]:
    """(question in a manager's words, contract, answers) for the clause kinds that can be told by their words."""
    phrasings: dict[str, list[str]] = {}
    for line in (ROOT / "benchmarks" / "managers_questions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        phrasings.setdefault(row["category"], []).append(row["question"])
    for line in (DATA / "questions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found = [
            span["text"] for span in row["answer_spans"] if re.search(TELLTALE.get(row["category"], "$^"), span["text"])
        ]
        if row["title"] in held and found:
            yield from ((question, row["title"], found) for question in phrasings[row["category"]])


def test_the_clause_behind_a_managers_words_is_among_the_first_five(
    library: Library, held: dict[str, list[Passage]]
) -> None:
    """Three questions in four at the least, though no question shares the clause's vocabulary."""
    cases = list(asked(held))
    found = 0
    for question, contract, spans in cases:
        seen = squashed("".join(hit.passage.text for hit in library.search(question, [contract], k=5)))
        found += any(squashed(span)[:120] in seen for span in spans)
    assert len(cases) >= 40
    assert found / len(cases) >= SHARE


def test_passages_quote_the_contract_exactly_and_lose_none_of_it(held: dict[str, list[Passage]]) -> None:
    """Every part of every passage is a slice of the document under its clause."""
    rows = {
        row["title"]: row["text"] for row in map(json.loads, (DATA / "contracts.jsonl").read_text("utf-8").splitlines())
    }
    for contract, passages in held.items():
        text = read_bytes("contract.txt", rows[contract].encode()).text
        for passage in passages:
            assert len(passage.text) <= LIMIT
            for part in passage.parts:
                assert text[part.start : part.start + part.length] == passage.text[part.at : part.at + part.length]
        assert sum(len(passage.text) for passage in passages) > 0.95 * len(text.strip())


def test_a_question_takes_a_few_hundredths_of_a_second(library: Library, held: dict[str, list[Passage]]) -> None:
    """Far under the second a person would notice, even on a busy machine."""
    contract = next(iter(held))
    took = []
    for question in ("Can we leave early?", "What is the cap?", "Who owns the code?") * 5:
        started = time.perf_counter()
        library.search(question, [contract])
        took.append(time.perf_counter() - started)
    assert sorted(took)[len(took) // 2] < 0.2


@pytest.mark.parametrize("question", ["What is the capital of France?", "How do I bake bread?", "Who won the match?"])
def test_a_question_no_contract_answers_is_not_answered(
    library: Library, held: dict[str, list[Passage]], question: str
) -> None:
    """The nearest clause is shown as the nearest, not as the answer."""
    assert not any(answers(library.search(question, [contract])) for contract in held)
