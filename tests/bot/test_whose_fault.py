"""Whose doing an outage was: the record's own words and theirs, for the outage and never for a person."""

from __future__ import annotations

import pytest

from bot.answering import guard
from bot.answering.conversation import ask


@pytest.mark.parametrize(
    "question",
    [
        "Whose fault was the 7 October outage?",
        "They said the carrier was to blame on 7 October. True?",
        "what caused the outage of 7 October 2026?",
    ],
)
def test_the_recorded_cause_of_an_outage_is_told_with_what_they_wrote(sample, question):
    """The record says whose routing change it was; the first messages pointed elsewhere and the last one owns it."""
    told = ask(sample, question, keep=False)
    assert "By the record of outages it was the provider's doing" in told.text
    assert "Routing change by the provider" in told.text
    assert "third-party carrier" in told.text
    assert "It was our mistake" in told.text
    assert not guard.orphans(told)


def test_a_cause_that_names_nobody_is_laid_at_nobodys_door(sample):
    """A firewall failed; whose doing that was the record does not say."""
    told = ask(sample, "whose fault was the outage in January 2026?", keep=False)
    assert "Firewall failed and the spare was out of date" in told.text
    assert "does not say whose doing" in told.text
    assert "provider's doing" not in told.text


def test_an_outage_that_is_not_on_record_has_no_cause(sample):
    """Nothing is made up for a month without one."""
    told = ask(sample, "who was to blame for the outage in May 2026?", keep=False)
    assert told.state == "unknown"
    assert "No unplanned outage" in told.text


def test_the_causes_of_all_outages_stand_beside_each_other(sample):
    """Without a day every recorded one is listed, the latest first."""
    told = ask(sample, "whose fault were the outages?", keep=False)
    assert told.text.index("Routing change") < told.text.index("Firewall failed")
    assert not guard.orphans(told)


def test_a_person_is_still_not_judged(sample):
    """What is asked of a person's worth stays unanswered."""
    for question in ("who is to blame?", "which engineer is the slowest?"):
        assert ask(sample, question, keep=False).state == "refused"
