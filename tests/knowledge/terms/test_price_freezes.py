"""A price held up to a day: when it may rise again, and which price is meant."""

from datetime import date

import pytest

from knowledge.terms.price_freezes import Freeze, price_freeze


@pytest.mark.parametrize(
    ("words", "until", "paragraphs"),
    [
        (
            "The rate in paragraph 1.1 of Schedule 4 shall not be increased under paragraph 3.1 of Schedule 4 before 1 November 2027.",
            date(2027, 11, 1),
            ("1.1",),
        ),
        ("There shall be no increase in the Charges prior to 1 April 2027.", date(2027, 4, 1), ()),
        ("The monthly fee is fixed until 31 March 2027.", date(2027, 4, 1), ()),
        ("The Charges shall not be increased before January 5, 2027.", date(2027, 1, 5), ()),
    ],
)
def test_a_price_held_to_a_day_may_rise_from_the_day_after(words, until, paragraphs):
    """The word before leaves its day free; until still holds it."""
    assert price_freeze(words) == Freeze(until, paragraphs)


@pytest.mark.parametrize(
    "words",
    [
        "The Provider may increase the Charges on each 1 July, beginning with 1 July 2026, by CPI.",
        "The Provider may raise the fees once a year, but not before 1 July 2026.",
        "The Services shall not be changed before 1 July 2026.",
        "The rate is fixed until 31 February 2027.",
        "No increase in the Charges applies without 30 days' notice.",
    ],
)
def test_a_right_to_raise_or_another_subject_is_no_freeze(words):
    """A first day for rises belongs to the rule on rises; what names no day holds nothing."""
    assert price_freeze(words) is None
