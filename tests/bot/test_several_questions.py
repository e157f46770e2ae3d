"""Two questions in one message are both answered, or the part that is not is named."""

import pytest

from bot.answering.conversation import ask
from bot.answering.parts import pieces


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("How did P1 response do in September and how many tickets were reopened?", 2),
        ("Did they meet P2 resolution in August? What did we pay them in August?", 2),
        ("what does a missed target cost them, and by when must we claim?", 2),
        ("did we have any outages last month and how long did they last", 1),
        ("they reported 100% on P1 in October, is this correct", 1),
        ("Is P1 response better or worse than last year? September against September", 1),
        ("what did they report for P1 response in october and what do we make it", 1),
        ("response and resolution in May", 1),
    ],
)
def test_only_questions_that_stand_for_themselves_are_parted(text, count):
    """A part that leans on the one before it stays with it."""
    assert len(pieces(text)) == count


def test_both_questions_are_answered_each_under_its_own_words(sample):
    """The second takes the month of the first, and no figure is lost."""
    answer = ask(sample, "How did P1 response do in September and how many tickets were reopened?", keep=False)
    assert "6 of 8 answered" in answer.text
    assert "5 of 164 tickets finished in September 2026 were opened again" in answer.text
    assert {"response_attainment", "reopened"} <= {figure.key for figure in answer.figures}
    assert (answer.state, answer.verdict) == ("answered", "missed")


def test_a_part_that_cannot_be_placed_is_named(sample):
    """Half an answer says that it is half."""
    answer = ask(
        sample, "how many tickets were reopened in October and what is the blue one like on Tuesdays", keep=False
    )
    assert "This answers a part of what you asked" in answer.text
    assert answer.state == "partly"
