"""What more or fewer people would cost, from the contract's price and the least number it charges."""

import pytest

from bot.answering.conversation import ask
from bot.answering.telling.more_of import wanted


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("if we add ten people next month what will it cost us", "10 more users would cost £660.00 more a month"),
        ("What would five more users cost?", "5 more users would cost £330.00 more a month"),
        ("what if we hire twelve people, how much more per month?", "12 more users would cost £792.00 more a month"),
        (
            "if twelve of our people leave in January, what do we save?",
            "12 fewer users would cost £792.00 less a month",
        ),
        ("what happens to the price if we lose 20 staff", "20 fewer users would cost £1,320.00 less a month"),
    ],
)
def test_the_contract_s_price_times_the_people_asked_about(sample, question, said):
    """£66.00 for each user and month, by the first amendment."""
    answer = ask(sample, question, keep=False)
    assert said in answer.headline
    assert [one.clause for one in answer.citations][:1] == ["Schedule 4, 1.1"]


def test_below_the_least_number_charged_nothing_more_is_saved(sample):
    """125 users, and never fewer than 100 are charged: of 50 who leave, 25 lower the bill."""
    answer = ask(sample, "what happens to the price if we lose 50 staff", keep=False)
    assert "£1,650.00 less a month: 25 times £66.00" in answer.headline
    assert "125 users on 1 October 2026" in answer.text


def test_a_thing_without_a_price_is_not_priced(sample):
    """No clause prices a laptop."""
    answer = ask(sample, "what would another laptop cost?", keep=False)
    assert answer.state == "unknown"
    assert not answer.figures


@pytest.mark.parametrize(
    ("words", "thing", "number", "fewer"),
    [
        ("three more sites", "site", 3, False),
        ("another office", "site", None, False),
        ("dropping 12 laptops", "device", 12, True),
        ("add a dozen staff", "user", 12, False),
    ],
)
def test_what_is_asked_about_is_told_from_its_words(words, thing, number, fewer):
    """Users, devices or sites; how many; which way."""
    found = wanted(words)
    assert (found.thing, found.number, found.fewer) == (thing, number, fewer)


@pytest.mark.parametrize(
    "question",
    [
        "was the RCA sent as promised?",
        "did they send the root cause report for the mail outage?",
        "where is the RCA?",
    ],
)
def test_a_report_on_the_cause_is_looked_for_among_the_promises(sample, question):
    """The day it was promised for is told, and only promises about it."""
    answer = ask(sample, question, keep=False)
    assert "I will send you the full RCA by Friday 16 October." in answer.text
    assert "patching" not in answer.text


def test_overpaid_is_held_against_the_prices_agreed(sample):
    """Not against the limit of liability."""
    answer = ask(sample, "have we overpaid?", keep=False)
    assert "£147.56" in answer.headline
    assert "17.3" not in answer.text
