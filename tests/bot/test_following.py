"""A question cut short is understood from the ones before it in the conversation; any other stands on its own."""

from datetime import date

import pytest

from bot.answering.conversation import ask
from bot.answering.receipts import replayed

TODAY = date(2026, 11, 23)


def headline(company, *conversation):
    """What the last question of a conversation is answered."""
    *earlier, last = conversation
    return ask(company, last, as_of=TODAY, keep=False, earlier=earlier).headline


@pytest.mark.parametrize(
    ("conversation", "told"),
    [
        (("P1 response in September", "and in August?"), "P1 first response in August 2026, 6 of 6"),
        (("P1 response in September", "August?"), "P1 first response in August 2026, 6 of 6"),
        (("P1 response in September?", "what about P2?"), "P2 first response in September 2026, 17 of 20"),
        (("P1 response last month", "and the month before?"), "P1 first response in September 2026, 6 of 8"),
        (("P1 response last month", "and the month before?", "and P2?"), "P2 first response in September 2026"),
        (("P2 response August 2026", "and last year?"), "P2 first response in August 2025, 11 of 11"),
        (("P2 response August 2026", "and the resolution?"), "P2 resolution in August 2026, 16 of 17"),
        (("network uptime January 2026?", "and the hosted desktop?"), "availability of Hosted Desktop in January 2026"),
        (("what credit are we due for October?", "and for September?"), "For September 2026 £818.40"),
        (("what was the P1 response time before the amendment?", "and what is it now?"), "15 minutes"),
    ],
)
def test_what_was_left_out_is_taken_from_the_question_before(sample, conversation, told):
    """A time, a priority, a measure or a service is enough."""
    assert told in headline(sample, *conversation)


@pytest.mark.parametrize(
    "conversation",
    [
        ("P1 response in September", "how many tickets did we log in August?"),
        ("what credit are we due for October?", "and what does it cost us?"),
        ("what credit are we due for October?", "and for P2?"),
        ("P1 response in September", "thanks"),
        ("P1 response in September", "what does the Pellworth Cloud contract say about notice?"),
    ],
)
def test_a_question_of_its_own_is_not_bent_to_the_one_before(sample, conversation):
    """Asked in a conversation or by itself, the answer is the same."""
    assert headline(sample, *conversation) == headline(sample, conversation[-1])


def test_a_time_that_cannot_be_placed_is_asked_back(sample):
    """And "in our busy weeks" gets no figure of another time."""
    answer = ask(sample, "and since the merger?", as_of=TODAY, keep=False, earlier=["P1 response in September"])
    assert answer.state == "refused"
    assert not answer.figures


def test_a_receipt_of_a_follow_up_runs_again_with_its_conversation(sample_copy):
    """The questions before it are part of how it was asked."""
    first = ask(sample_copy, "and in August?", as_of=TODAY, earlier=["P1 response in September"])
    assert replayed(sample_copy, first.id)["same"]


def test_a_thread_keeps_its_month_through_a_question_that_was_not_understood(sample):
    """No answer slides to another month because something was asked in between."""
    thread = ["how did P1 first response do in September?", "hm, strange, isn't it?", "and P2?"]
    assert ask(sample, thread[-1], earlier=thread[:-1], keep=False).period.label == "September 2026"


def test_why_and_which_tickets_are_about_what_was_just_told(sample):
    """The month and the level are those of the answer before."""
    first = "how did P1 first response do in September?"
    why = ask(sample, "why?", earlier=[first], keep=False)
    assert (why.period.label, why.headline) == (
        "September 2026",
        "Of 2 misses in September 2026: 2 by the provider's delay.",
    )
    which = ask(sample, "which tickets were late?", earlier=[first, "why?"], keep=False)
    assert "P1 first response in September 2026, 6 of 8" in which.headline
    said = ask(sample, "what did they report for it?", earlier=[first], keep=False)
    assert (
        said.headline == "No: the 1 figure the provider reported for September 2026 differs from what the records show."
    )
