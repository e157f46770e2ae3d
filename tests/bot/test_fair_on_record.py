"""What is on record is told as it stands: meetings called off, words given by a person, credits, clauses, good months."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering import guard
from bot.answering.conversation import ask
from bot.chasing.letters import claim_letter

REF = "BRC-2024-117"


def test_a_meeting_called_off_is_told_with_the_register_and_their_own_words(sample):
    """The register says who cancelled it; a later mail admits it; nobody is asked to add the register again."""
    told = ask(sample, "Why was our July meeting cancelled?", keep=False)
    assert "Monthly review meeting cancelled by the provider, no new date" in told.text
    assert "I did not get to our call last month" in told.text
    assert "reviews.csv" not in told.text
    assert not guard.orphans(told)


def test_meetings_that_did_not_take_place_are_counted_apart_from_those_nobody_recorded(sample):
    """One was cancelled; of two there is no line at all."""
    told = ask(sample, "How many review meetings did they skip?", keep=False)
    assert "1 did not take place by the record and 2 without evidence" in told.text
    assert not guard.orphans(told)


def test_what_is_promised_before_a_day_ahead_is_what_falls_due_until_then(sample):
    """Christmas without a year is the coming one, and what counts is the day a thing is due."""
    told = ask(sample, "what have they promised to do before christmas", keep=False)
    assert "patching back to 95 %" in told.text
    assert "A new engineer" in told.text
    assert "24 December 2026" in told.text
    assert "full RCA" not in told.text
    assert not guard.orphans(told)


def test_what_a_person_promised_is_every_promise_of_the_mail_that_person_wrote(sample):
    """Four stand in it, whomever each names as the one to do it."""
    told = ask(sample, "What did Fiona promise on 30 October?", keep=False)
    assert told.text.startswith("4 promises")
    assert not guard.orphans(told)


def test_the_letter_names_and_quotes_every_clause_the_sum_rests_on(sample):
    """The doubling stands in one clause, the limit in another; both are named where they are used."""
    letter = claim_letter(sample.case(REF, date(2026, 11, 23)), "2026-10").body
    assert "10 % (Schedule 3, 1.1 and Schedule 3, 2.1)" in letter
    assert '- Schedule 3, 2.1: "If the same Service Level is missed in consecutive months' in letter
    assert '- Schedule 3, 3.1: "The Service Credits for a month' in letter


def test_what_was_paid_in_a_year_says_what_came_back(sample):
    """A sum of charges without its credits would be too much."""
    told = ask(sample, "What did we pay in the financial year April 2025 to March 2026?", keep=False)
    assert "£1,010.64 of credits" in told.text
    assert not guard.orphans(told)


def test_a_month_without_a_miss_is_not_called_some_but_not_all(sample):
    """Every level was met; what keeps the verdict down is said, and no question is promised where none stands."""
    told = ask(sample, "Was June 2026 a good month?", keep=False)
    assert "every service level that could be judged was met" in told.text
    assert "question below" not in told.text
    assert not guard.orphans(told)


def test_a_level_no_contract_has_is_not_told_as_missing_records(sample):
    """There is no ninth priority; the levels there are stand beside it."""
    from bot.charting.gathering import attainment, levels_drawn

    case = sample.case(REF, date(2026, 11, 23))
    assert attainment(case, None, 9) is None
    assert "P1 first response" in levels_drawn(case)


def test_what_the_contract_counts_only_later_is_asked_of_nobody_before(sample):
    """Sign-in is counted from February 2025; January's figure was never owed."""
    told = ask(sample, "was MFA counted in January 2025?", keep=False)
    assert "the contract counts it from 1 February 2025" in told.text
    assert "It shall count MFA from 1 February 2025" in told.text
    assert "Please send" not in told.text
    assert told.state == "unknown"
    assert not guard.orphans(told)
    later = ask(sample, "was MFA met in June 2026?", keep=False)
    assert later.verdict == "met"


@pytest.mark.parametrize(
    "question",
    [
        "is break-fix getting worse than in contract year one?",
        "are things breaking more often than a year ago?",
    ],
)
def test_the_time_after_than_is_the_yardstick_and_not_the_day_of_the_answer(sample, question):
    """Asked today, the trend is told as of today, in words that answer both "more" and "fewer"."""
    assert ask(sample, question, keep=False).headline.startswith("Getting worse: faults per user have risen")
