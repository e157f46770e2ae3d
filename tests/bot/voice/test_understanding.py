"""A model may say what a question is about, where no rule can; dates, contracts and figures stay the code's."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.answering.asking.period import Anchor
from bot.answering.asking.question import Known, understood
from bot.answering.conversation import ask
from bot.answering.voice.understanding import Ear
from tests.bot.voice.model_server import BROKEN, obliging

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
ODD = "is the crew at the other end pulling its weight"


def _question(text):
    return understood(text, Anchor(date(2026, 11, 23)), Known())


def _picks(intent, metrics=(), sure=True):
    return lambda *_: json.dumps({"intent": intent, "metrics": list(metrics), "sure": sure})


def test_an_odd_wording_is_placed_by_the_model_where_no_rule_places_it(serving):
    """The topic and the level come from closed lists; nothing else of the question changes."""
    model, _ = serving(_picks("value", ["response"]))
    before = _question(ODD)
    heard = Ear(model).heard(before)
    assert (before.intent, heard.intent, [m.value for m in heard.metrics]) == (
        "unclear",
        "value",
        ["response"],
    )
    assert heard.readings == before.readings


@pytest.mark.parametrize(
    "answer",
    [_picks("value", sure=False), _picks("unclear"), _picks("count"), _picks("pay_them"), _picks("count", ["beauty"]), lambda *_: BROKEN, lambda *_: "yes"],
    ids=["unsure", "none", "a count of something nobody understood", "unknown topic", "unknown level", "broken", "no json"],
)  # fmt: skip
def test_a_model_that_is_unsure_or_wrong_changes_nothing(serving, answer):
    """The question stays unplaced, and the person is asked."""
    model, _ = serving(answer)
    assert Ear(model).heard(_question(ODD)) == _question(ODD)


@pytest.mark.parametrize(
    "text",
    [
        "how many P1s were late in September",
        "how many tickets did the Leeds office raise",
        "what happened in the summer before last week's one",
    ],
)
def test_a_cut_that_is_not_held_is_never_counted_by_a_guess(serving, text):
    """A question the rules place stays as it is; one that turns on a site gets no count, whatever the model says."""
    model, _ = serving(_picks("count"))
    assert Ear(model).heard(_question(text)) == _question(text)


def test_an_answer_on_a_guessed_topic_says_what_it_took_the_question_for(sample_copy, serving):
    """The reader can see the guess and put it right."""
    model, _ = serving(
        lambda prompt, n: obliging(prompt) if "Kinds of sentence" in prompt else _picks("value")(prompt, n)
    )
    sample_copy.__dict__["ear"] = Ear(model)
    answer = ask(sample_copy, ODD, keep=False)
    assert answer.topic == "value"
    assert "I took this to be about whether the business gets what it pays for, as a whole." in answer.text
