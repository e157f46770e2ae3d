"""What people write for a clause is turned into its key, and a text without a clause into nothing."""

from __future__ import annotations

import pytest

from knowledge.clause_references import clause_for, key_of, references
from knowledge.clauses import clauses
from knowledge.documents.reading import read_bytes


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("clause 7.2(a)", "7.2(a)"),
        ("Clause 7.2 (a) (i)", "7.2(a)(i)"),
        ("clause 7.2.a", "7.2(a)"),
        ("section 7.2", "7.2"),
        ("s.4.2", "4.2"),
        ("7.2", "7.2"),
        ("7.2(a)(i)", "7.2(a)(i)"),
        ("clause 9A", "9A"),
        ("paragraph 3.1 of Schedule 2", "Schedule 2, 3.1"),
        ("schedule 2 para 3.1", "Schedule 2, 3.1"),
        ("Sch. 2 §3.1", "Schedule 2, 3.1"),
        ("Schedule Two, paragraph 3.1", "Schedule 2, 3.1"),
        ("Schedule 3 Part B para 2.3", "Schedule 3, Part B, 2.3"),
        ("paragraph 2.3(a) of Part B of Schedule 3", "Schedule 3, Part B, 2.3(a)"),
        ("Annex 1 to Part A of Schedule 6", "Schedule 6, Part A, Annex 1"),
        ("Exhibit D 1.6", "Exhibit D, 1.6"),
        ("schedule 2.2", "Schedule 2.2"),
        ("Article III", "Article III"),
        ("sub-paragraph (b) of clause 4", "4(b)"),
        ("what does clause 7.2 say about credits?", "7.2"),
    ],
)
def test_a_reference_is_turned_into_its_key(words, key):
    """Short forms, other words and other orders mean the same clause."""
    assert key_of(words) == key


@pytest.mark.parametrize("words", ["the thing", "99.9% uptime", "in 30 days", "our availability", "P1", "£12,500", ""])
def test_words_without_a_clause_have_no_key(words):
    """Nothing is guessed from a quantity or a priority."""
    assert key_of(words) is None


def test_several_references_in_a_sentence_are_told_apart():
    """Each with its place, those that belong together as one."""
    found = references("Clauses 8.1 and 8.2 and paragraph 3 of Schedule 2 apply.")
    assert [one.key for one in found] == ["8.1", "8.2", "Schedule 2, 3"]


def test_a_person_finds_a_clause_by_key_number_or_title():
    """A number that stands in one schedule only is found there; one that stands in two is not guessed."""
    lines = [
        "1. Terms of service",
        "1.1 Words.",
        "Schedule 1",
        "1. Levels",
        "1.7 Targets.",
        "Schedule 2",
        "1. Charges",
        "9. Rates",
    ]
    tree = clauses(read_bytes("contract.txt", "\n\n".join(lines).encode()))
    found = [clause_for(tree, words) for words in ("clause 1.1", "schedule 1 para 1.7", "1.7", "Rates", "5.5")]
    assert [clause.key if clause else None for clause in found] == [
        "1.1",
        "Schedule 1, 1.7",
        "Schedule 1, 1.7",
        "Schedule 2, 9",
        None,
    ]
