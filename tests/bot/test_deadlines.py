"""A deadline lies ahead: the next such day, and the last day of what is named."""

from datetime import date

import pytest

from bot.intake.days import day_named, deadline
from store.facts.common import InterpreterError

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by 31 December", "2026-12-31"), ("by 31 October 2026", "2026-10-31"), ("before 1 January 2027", "2026-12-31"),
        ("by the end of the year 2026", "2026-12-31"), ("by the end of November", "2026-11-30"), ("by March", "2027-03-31"),
        ("by Q1 2027", "2027-03-31"), ("no later than 5 Jan", "2027-01-05"), ("by the end of this quarter", "2026-12-31"),
        ("by 2026-12-31", "2026-12-31"), ("by 29 February 2028", "2028-02-29"),
    ],
)  # fmt: skip
def test_when_a_deadline_falls(words, day):
    """Without a year it is the next one; a month or quarter means its last day."""
    found = deadline(f"P1 response 95 % {words}", TODAY)
    assert found is not None
    assert (found[0].isoformat(), found[1].strip()) == (day, "P1 response 95 %")


@pytest.mark.parametrize("words", ["P1 response 95 %", "by and by", "by the river", "by 95 %"])
def test_no_day_is_no_deadline(words):
    """Nothing is guessed."""
    assert deadline(words, TODAY) is None


def test_a_day_in_the_past_is_read_as_such():
    """What happened on 3 October happened this October; nonsense is one sentence."""
    assert day_named("3 October", TODAY) == date(2026, 10, 3)
    with pytest.raises(InterpreterError, match="no day we can read"):
        day_named("soon", TODAY)
