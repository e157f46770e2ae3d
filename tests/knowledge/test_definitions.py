"""Defined terms are found with their meaning in the contract's own words."""

from __future__ import annotations

from knowledge.clauses import clauses
from knowledge.documents.reading import read_bytes


def _defined(text, kind="md"):
    return {d.term: d.meaning for d in clauses(read_bytes(f"contract.{kind}", text.encode())).definitions}


def test_quoted_terms_with_means_are_definitions():
    """Straight and curly quotation marks, "means", "shall mean", and "has the meaning" with its reference kept."""
    text = """
1. ### Definitions

    1. "Service Hours" means 08:00 to 18:00 on a Working Day.
    2. “Working Day” shall mean any day but a Saturday, a Sunday or a public holiday.
    3. "Fees" has the meaning given in clause 4.
    4. "Severity 1" or "P1" means that nobody can work.
"""
    assert _defined(text) == {
        "Service Hours": "08:00 to 18:00 on a Working Day.",
        "Working Day": "any day but a Saturday, a Sunday or a public holiday.",
        "Fees": "has the meaning given in clause 4.",
        "Severity 1": "that nobody can work.",
        "P1": "that nobody can work.",
    }


def test_bold_terms_are_definitions_where_means_or_a_definitions_clause_says_so():
    """Bold alone is a stress, not a definition."""
    text = "# Definitions\n\n**Incident** means a fault.\n\n**Response**: the first answer by a person.\n\n# Charges\n\n**Important**: pay in time.\n"
    assert _defined(text) == {"Incident": "a fault.", "Response": "the first answer by a person."}


def test_a_table_of_terms_is_read_row_by_row():
    """Two columns headed "Term" and "Meaning"."""
    text = "| Term | Meaning |\n|---|---|\n| Incident | a fault |\n| Response | the first answer |\n"
    assert _defined(text) == {"Incident": "a fault", "Response": "the first answer"}


def test_a_definition_takes_the_list_that_its_colon_opens():
    """The meaning of a term goes on through (a) and (b)."""
    text = 'DEFINITIONS\n\n1.1 "Excluded Time" means:\n\n(a) planned maintenance; and\n\n(b) force majeure.\n\n1.2 "Month" means a calendar month.\n'
    found = _defined(text, "txt")
    assert "force majeure" in found["Excluded Time"]
    assert "calendar" not in found["Excluded Time"]


def test_names_in_brackets_are_definitions_too():
    """The parties are defined where they are named."""
    text = 'This agreement is made between Brightfix Limited (the "Provider") and Northwind Limited ("Customer").\n'
    found = _defined(text, "txt")
    assert found["Provider"].endswith('Brightfix Limited (the "Provider")')
    assert "Northwind Limited" in found["Customer"]


def test_a_definition_knows_its_clause_and_is_a_quotation():
    """Its offsets are those of the contract's text."""
    document = read_bytes("contract.txt", b'DEFINITIONS\n\n1.1 "Month" means a calendar month.\n')
    (found,) = clauses(document).definitions
    assert found.clause == "1.1"
    assert document.text[found.start : found.end] == 'Month" means a calendar month.'
