"""Very many clauses searched together: only the promising ones are judged in full, and nothing is lost by it."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from knowledge import lexical, scopes
from knowledge.embedding import Embedder
from knowledge.lexical import merged, postings_of
from knowledge.library import Library
from knowledge.passages import Passage

WORDS = "liability invoice report backup notice renewal audit charge password meeting court insurance staff".split()


def clauses(name: str, count: int) -> list[Passage]:
    dice = random.Random(name)
    texts = [" ".join(dice.choices(WORDS, k=12)) for _ in range(count)]
    return [Passage(f"{name}-{n}", name, "d", str(n), (), text, None, 0, 0, name) for n, text in enumerate(texts)]


def test_the_words_of_several_contracts_are_found_as_if_they_were_one() -> None:
    texts = [[one.text for one in clauses(name, 30)] for name in ("a", "b", "c")]
    apart = lexical.Corpus([postings_of(each) for each in texts])
    together = lexical.Corpus([merged([postings_of(each) for each in texts])])
    asked = {lexical.stems(word)[0]: 1.0 for word in ("invoice", "court", "audit")}
    assert np.allclose(lexical.scores(apart, asked), lexical.scores(together, asked))
    assert np.array_equal(lexical.held(apart, list(asked)), lexical.held(together, list(asked)))


def test_some_of_the_passages_keep_the_weights_that_words_have_among_all() -> None:
    corpus = lexical.Corpus([postings_of([one.text for one in clauses("a", 50)])])
    rows = np.array([3, 7, 40])
    asked = {lexical.stems(word)[0]: 1.0 for word in ("invoice", "court", "audit")}
    some = corpus.narrowed(rows)
    assert np.allclose(lexical.scores(some, asked), lexical.scores(corpus, asked)[rows])
    assert np.allclose(lexical.coverage(some, asked), lexical.coverage(corpus, asked)[rows])


def test_the_same_clause_comes_first_whether_all_are_judged_or_only_the_promising(
    embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {name: clauses(name, 120) for name in ("a", "b")}
    held["b"][60] = Passage(
        "b-x", "b", "d", "60", (), "Either party may carry out an audit of the books.", None, 0, 0, "b"
    )
    library = Library(tmp_path, embedder, held.__getitem__)
    library.prepare()
    for name in held:
        library.index(name)
    whole = library.search("may we audit their books", ["a", "b"], k=1)
    monkeypatch.setattr(scopes, "MANY", 10)
    few = library.search("may we audit their books", ["a", "b"], k=1)
    assert whole[0].passage.id == few[0].passage.id == "b-x"
    assert few[0].clause == "60"
