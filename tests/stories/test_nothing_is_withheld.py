"""Whatever managers ask of whichever company, no answer is stopped by our own check, and none ends in an error."""

from pathlib import Path

import pytest

from bot.answering.conversation import ask
from bot.answering.guard import orphans
from bot.intake.sample import companies, sample_company

BOT = Path(__file__).resolve().parents[1] / "bot"
EVERY = 20


def questions():
    """Everything in the lists of phrasings, intents left out."""
    lines = [
        line.split("|")[0].strip()
        for name in ("phrasings.txt", "phrasings_relationship.txt", "unseen.txt")
        for line in (BOT / name).read_text("utf-8").splitlines()
    ]
    return [line for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module", params=companies())
def company(request, tmp_path_factory):
    """Each sample company in turn."""
    return sample_company(home=tmp_path_factory.mktemp(request.param), index=False, company=request.param)


def stopped(company, asked):
    """The questions whose answer was withheld, or holds a number that cannot be traced."""
    found = []
    for question in asked:
        answer = ask(company, question, keep=False)
        if "could not trace" in answer.headline or orphans(answer):
            found.append(question)
    return found


def test_one_question_in_twenty_is_answered_or_refused_with_a_reason(company):
    """Quickly, at every run."""
    assert stopped(company, questions()[::EVERY]) == []


@pytest.mark.slow
def test_every_question_is_answered_or_refused_with_a_reason(company):
    """All of them, for every company."""
    assert stopped(company, questions()) == []
