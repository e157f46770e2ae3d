"""What the tests of terms share: a contract from a few lines of Markdown, and its terms by kind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.clauses import clauses
from knowledge.documents.reading import read
from knowledge.terms.finding import found
from knowledge.terms.model import FoundTerm

Finder = Callable[..., list[FoundTerm]]


@pytest.fixture
def terms_of(tmp_path: Path) -> Finder:
    """Finds the terms of a contract written as Markdown, all or of one kind; each quotes the document exactly."""

    def terms(words: str, kind: str | None = None) -> list[FoundTerm]:
        path = tmp_path / "contract.md"
        path.write_text(words, encoding="utf-8")
        document = read(path)
        every = found(clauses(document), document)
        for term in every:
            assert term.quote == document.text[term.start : term.end]
            assert term.quote.strip()
        return [term for term in every if kind in (None, term.kind)]

    return terms
