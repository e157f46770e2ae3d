"""What a question names of the work on the invoices."""

import pytest

from bot.answering.asking.billed_things import billed_things, named_in

LINES = (
    "Wi-Fi project: survey of the site",
    "Server move: consultant",
    "Office 365 licences, one-off set-up",
    "Firewall project, March 2026",
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("what did the wifi cost?", LINES[:1]),
        ("what did the Wi Fi project cost?", LINES[:1]),
        ("the server move, how much was it?", LINES[1:2]),
        ("what did the projects cost?", (LINES[0], LINES[3])),
        ("what did the printer project cost?", ()),
        ("how much notice did they give of the increase?", ()),
        ("what was the monthly charge in March 2026?", ()),
        ("the fee without the one-off work", ()),
    ],
)
def test_a_line_is_named_by_a_word_that_is_its_own(question, named):
    """Small words, months, and the name of a kind before which another name stands, tell nothing."""
    assert billed_things(question, LINES) == named


def test_the_words_of_the_line_are_given_back_as_they_stand_there():
    """For the answer to say what was added up."""
    assert named_in("what did the wifi project cost?", LINES[:1]) == ("Wi-Fi", "project")
