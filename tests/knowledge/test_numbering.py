"""Clause numbers as printed: found at a paragraph's head, and never confused with a quantity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbering import letter_value, letters, numerals, printed_number, roman, roman_value


@pytest.mark.parametrize(
    ("paragraph", "number"),
    [
        ("7.2.1 Text of the clause", "7.2.1"),
        ("7.2.1. Text of the clause", "7.2.1."),
        ("2. 3. 11. Text of the clause", "2. 3. 11."),
        ("7. Service levels", "7."),
        ("7 SERVICE LEVELS", "7"),
        ("1.0 Definitions", "1.0"),
        ("5. 30 days after the notice", "5."),
        ("6. 2. 30 (thirty) days after the notice", "6. 2."),
        ("(a) text", "(a)"),
        ("(iv) text", "(iv)"),
        ("(A) Text", "(A)"),
        ("(2) text", "(2)"),
        ("a. the first", "a."),
        ("b) the second", "b)"),
        ("IV. Charges", "IV."),
        ("A. Background", "A."),
        ("§ 5.2 Text", "§ 5.2"),
        ("SECTION 5.", "SECTION 5"),
        ("Section 5.2 Availability", "Section 5.2"),
        ("ARTICLE III", "ARTICLE III"),
        ("Schedule 2", "Schedule 2"),
        ("SCHEDULE 2 – SERVICE LEVELS", "SCHEDULE 2"),
        ("Schedule 2.2 Service Levels", "Schedule 2.2"),
        ("Annex 1 to Part A of Schedule 6", "Annex 1"),
        ("EXHIBIT D", "EXHIBIT D"),
        ("Exhibit D – Support", "Exhibit D"),
        ("Part B: Charges", "Part B"),
        ("Schedule One", "Schedule One"),
    ],
)
def test_a_number_at_the_head_is_found_as_printed(paragraph, number):
    """As a reader sees it, with its stops and brackets."""
    assert printed_number(paragraph) == number


@pytest.mark.parametrize(
    "paragraph",
    [
        "30 days after the end of the month",
        "30 Business Days after the notice",
        "1.5 times the hourly rate",
        "99.9% in any month",
        "12 March 2026",
        "£12,500 a month",
        "Schedule 2 applies to the Services.",
        "Section 5 shall survive termination.",
        "Part of the charges is due at once",
        "Section headings are for convenience only.",
        "schedule 2 sets out the Service Levels",
        "2026",
        "J. Smith, Director",
        "(the Customer) shall pay",
        "(see above) the Supplier",
        "Exhibit A shall be amended from time to time.",
        "24 x 7 support",
        "7 days a week",
    ],
)
def test_quantities_dates_and_sentences_are_no_numbers(paragraph):
    """A clause number is never made from a time, a price, a name or a sentence about another clause."""
    assert printed_number(paragraph) is None


def test_an_i_may_be_a_letter_or_a_roman_one():
    """Both readings are kept until the neighbours tell."""
    assert [(n.style, n.values) for n in numerals("(i)")] == [("roman", (1,)), ("lower", (9,))]
    assert [(n.style, n.values) for n in numerals("(c)")] == [("lower", (3,)), ("roman", (100,))]


@given(st.integers(1, 399))
def test_roman_figures_are_written_and_read_alike(value):
    """What is counted is what is printed."""
    assert roman_value(roman(value)) == value
    assert roman_value(roman(value).upper()) == value


@given(st.integers(1, 400))
def test_letters_are_written_and_read_alike(value):
    """Letters go a to z, then aa, bb, as word processors count."""
    assert letter_value(letters(value)) == value


@given(st.text(max_size=80))
def test_any_paragraph_can_be_asked_for_its_number(words):
    """Whatever stands there, the number found is its beginning and can be taken apart."""
    number = printed_number(words)
    assert number is None or (words.startswith(number) and isinstance(numerals(number), tuple))
