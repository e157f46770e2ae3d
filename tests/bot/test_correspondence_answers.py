"""Promises, the last email, a crisis and plain talk, asked as a manager asks; every figure is checked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering import guard
from bot.answering.conversation import ask
from bot.digest.keeping import brought_up
from store.facts.promised import State


def figures(answer):
    return {one.key: one.value for one in answer.figures}


def settled(interpreter, *states):
    """Say of the dated promises of the sample company, in order of their days, what became of them."""
    ref = interpreter.stores.contracts.refs()[0]
    brought_up(interpreter.stores, ref, interpreter.clock())
    dated = sorted(
        (one for one in interpreter.stores.promises.listed(ref) if one.latest), key=lambda one: (one.latest, one.number)
    )
    for one, state in zip(dated, states, strict=False):
        interpreter.stores.promises.close(one.number, state, on=date(2026, 11, 1), evidence="said")


def test_nothing_is_said_of_promises_that_nobody_has_settled(sample_copy):
    """Three are past their day; without a person's word we cannot tell whether they were kept."""
    told = ask(sample_copy, "did they keep their promises?")
    assert (told.state, told.verdict) == ("partly", "cannot_tell")
    assert figures(told)["promises_unknown"] == "3"
    assert not guard.orphans(told)


@pytest.mark.parametrize(
    ("states", "verdict"),
    [
        ((State.KEPT, State.KEPT, State.KEPT), "yes"),
        ((State.KEPT, State.LATE, State.MISSED), "partly"),
        ((State.MISSED, State.MISSED, State.MISSED), "no"),
    ],
)
def test_the_verdict_on_promises_follows_what_people_said_of_them(sample_copy, states, verdict):
    """All kept is yes, none is no, and anything between is partly."""
    settled(sample_copy, *states)
    told = ask(sample_copy, "did they keep their promises?")
    assert told.verdict == verdict
    assert {key: figures(told)[key] for key in ("promises_kept", "promises_late", "promises_missed")} == {
        "promises_kept": str(states.count(State.KEPT)),
        "promises_late": str(states.count(State.LATE)),
        "promises_missed": str(states.count(State.MISSED)),
    }
    assert not guard.orphans(told)


def test_what_their_last_email_says_is_told_beside_our_records(sample):
    """October's report claims a hundred per cent; five of seven were answered in time."""
    told = ask(sample, "what does their last email say?")
    assert (told.state, figures(told)["response_attainment"], figures(told)["claims_apart"]) == (
        "answered",
        "71.43",
        "3 of 3",
    )
    assert not guard.orphans(told)


def test_how_we_were_told_of_the_last_outage_is_told_in_minutes(sample):
    """Down at 09:20, first word at 09:58, silence until 11:41."""
    told = ask(sample, "how were we kept informed in the last outage?")
    assert (figures(told)["first_word_minutes"], figures(told)["longest_silence_minutes"]) == ("38", "103")
    assert "announced for 10:30" in told.text
    assert not guard.orphans(told)


@pytest.mark.parametrize(
    "question",
    ["How much jargon do they use?", "Do they write in plain English?", "Do their emails make sense to normal people?"],
)
def test_how_plainly_they_write_is_a_matter_of_counted_words(sample, question):
    """Terms left unexplained in a hundred words, over the mails that were long enough to judge."""
    told = ask(sample, question)
    assert (told.topic, told.state) == ("jargon", "answered")
    assert "unexplained terms in every hundred words" in told.headline
    assert not guard.orphans(told)
