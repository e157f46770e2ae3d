"""Asking what is due answers from the very list that reminders are made from."""

import pytest

from bot.answering.conversation import ask
from bot.chasing.due import looked
from store.facts.watched import Kind

REF = "BRC-2024-117"


@pytest.mark.parametrize(
    "question",
    [
        "what is due?",
        "is anything overdue?",
        "what should we chase?",
        "which deadlines are coming up?",
        "what needs chasing?",
    ],
)
def test_what_is_due_is_told_with_every_day_of_the_list(sample, question):
    """Each thing that a reminder would be sent about, with its day; what can be lost comes first."""
    answer = ask(sample, question, keep=False)
    nudges = looked(sample, REF, sample.clock().replace(hour=10)).nudges
    assert answer.topic == "due"
    assert answer.headline == f"{len(nudges)} things are to be chased now."
    told = answer.text.split("\n\n")[1].split("\n")
    assert len(told) == len(nudges)
    assert "Claim the service credit" in told[0]
    assert any(one.item.kind is Kind.CLAIM_WINDOW for one in nudges)


@pytest.mark.parametrize(
    "question", ["what credit is due?", "what are the deadlines for P1 tickets?", "any improvement deadlines coming up"]
)
def test_other_questions_about_days_keep_their_answers(sample, question):
    """Credits, targets and plans are asked about with the same words."""
    assert ask(sample, question, keep=False).topic != "due"
