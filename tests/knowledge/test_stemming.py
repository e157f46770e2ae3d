"""Words are compared by their stems, whichever side of the Atlantic they were written on."""

from __future__ import annotations

import pytest

from knowledge.stemming import stems


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("the licence and its licensee", "the license and its licensee"),
        ("organisation", "organization"),
        ("unauthorised users", "unauthorized users"),
        ("a favourable judgement", "a favorable judgment"),
        ("reasonable endeavours", "reasonable endeavors"),
        ("defence in the data centre", "defense in the data center"),
        ("the programme is cancelled", "the program is canceled"),
        ("paid in instalments", "paid in installments"),
    ],
)
def test_both_spellings_of_a_word_are_one_word(british: str, american: str) -> None:
    """A manager in Leeds finds the clause that was drafted in Delaware."""
    assert stems(british) == stems(american)


def test_words_that_only_look_alike_stay_apart() -> None:
    """An organisation is no organ, and who is authorised is no author."""
    assert stems("organization") != stems("organ")
    assert stems("authorized") != stems("author")
