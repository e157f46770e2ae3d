"""A clause is found by its number however a person writes it, and a near number is never taken for it."""

import pytest

from knowledge.passages import Passage
from knowledge.references import key_of, named


def passage(key: str) -> Passage:
    """A passage of the clause with this key."""
    return Passage(key, "MSA-1", "msa.docx", key, (), "words", None, 0, 5, "Agreement")


CONTRACT = [
    passage(key)
    for key in ["7", "7.2", "7.2(a)", "7.20", "Schedule 2, 3.1", "Schedule 3, Part B, 2.3(a)", "Appendix A"]
]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7.2", ["7.2", "7.2(a)"]),
        ("clause 7.2(a)", ["7.2(a)"]),
        ("7.2.a", ["7.2(a)"]),
        ("section 7.20", ["7.20"]),
        ("Schedule 2, 3.1", ["Schedule 2, 3.1"]),
        ("paragraph 3.1 of Schedule 2", ["Schedule 2, 3.1"]),
        ("Sched. 2 para 3.1", ["Schedule 2, 3.1"]),
        ("2.3(a) of Part B of Schedule 3", ["Schedule 3, Part B, 2.3(a)"]),
        ("appendix A", ["Appendix A"]),
        ("3.1", ["Schedule 2, 3.1"]),
        ("7.3", []),
        ("Schedule 4", []),
        ("", []),
    ],
)
def test_a_reference_names_its_clause_and_no_other(written: str, meant: list[str]) -> None:
    """A bare number is the main body's clause; only where there is none, a schedule's."""
    assert [found.clause for found in named(written, CONTRACT)] == meant


def test_the_same_place_written_two_ways_is_one_key() -> None:
    """Normal forms can be compared."""
    assert key_of("Schedule 2, 3.1(a)") == key_of("3.1(a) in the schedule 2") == ("schedule 2", "3", "1", "a")
