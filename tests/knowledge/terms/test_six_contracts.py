"""Six contracts in other people's styles, each with the terms that a careful reader listed before anything was run."""

import json
from pathlib import Path

import pytest

from benchmarks.terms import compared
from knowledge.clauses import clauses
from knowledge.documents.reading import read
from knowledge.terms.finding import found

CONTRACTS = Path(__file__).with_name("contracts")


def _compared(path):
    listed = [row | {"file": path.stem, "clause": "*"} for row in json.loads(path.with_suffix(".json").read_text())]
    document = read(path)
    terms = [
        {name: getattr(one, name) for name in ("kind", "fields", "status", "clause", "readings")}
        for one in found(clauses(document), document)
    ]
    return compared(path.stem, listed, terms)


@pytest.mark.parametrize("path", sorted(CONTRACTS.glob("*.md")), ids=lambda path: path.stem)
def test_nothing_is_given_as_certain_that_a_careful_reader_does_not_have(path):
    """A level, credit, right, price or date that is read for certain stands in the reader's own list."""
    assert [term["fields"] for term in _compared(path).surplus] == []


def test_every_listed_term_is_read_or_asked_about():
    """What a careful reader lists is read with the same values, or asked about."""
    missed = [row for path in CONTRACTS.glob("*.md") for row in _compared(path).missed]
    assert missed == []
