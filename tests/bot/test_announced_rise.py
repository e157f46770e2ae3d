"""A price rise that an email announces, asked about before it begins: held against the contract's limit and notice."""

from datetime import date

import pytest

from bot.answering.conversation import ask
from tests.bot.made_company import made_company

CONTRACT = """# Managed Services Agreement MRL-1

This Agreement is made on 1 January 2026 between Kestrel Cloud Ltd ("the Provider") and Marl Ltd ("the Customer"), starting 1 January 2026 for 36 months.

## 9. Charges
9.1 The monthly charge is £4,000.00.
9.3 The Provider may increase the charges once a year from 1 January by {limit}, on not less than {days} days' written notice.
"""
MAIL = """From: Tom Reed <tom@kestrel.example>
To: priya@marl.example
Date: Tue, 10 Nov 2026 11:15:00 +0000
Message-ID: <rise@kestrel.example>
Subject: Annual price review

Dear Priya,

We will be applying an increase of 4.5% to your monthly charges with effect from 1 January 2027. Your new monthly fee will be £4,180.00 (currently £4,000.00).

Tom
"""
GIVEN = (date(2027, 1, 1) - date(2026, 11, 10)).days


def company(folder, limit, days):
    """A contract with that limit and that notice, and the email."""
    return made_company(folder, {"msa.md": CONTRACT.format(limit=limit, days=days), "rise.eml": MAIL})


@pytest.mark.parametrize(
    ("limit", "days", "verdict", "told"),
    [
        ("not more than 5%", 30, "yes", f"30 days are asked for (clause 9.3), and this gives {GIVEN} days (kept)"),
        ("not more than 5%", 90, "no", f"90 days are asked for (clause 9.3), and this gives {GIVEN} days (not kept)"),
        ("not more than 3%", 30, "no", "the contract allows at most 3 % (clause 9.3) (not kept)"),
        ("the change in CPI", 30, "cannot_tell", "the contract ties a rise to the CPI (clause 9.3)"),
    ],
)
def test_the_announced_rise_is_held_against_limit_and_notice(tmp_path, limit, days, verdict, told):
    """Yes only where both are kept; an index stands in no record here."""
    answer = ask(company(tmp_path, limit, days), "Kestrel wants 4.5% more from January, can they do that?")
    assert answer.verdict == verdict
    assert told in answer.text


@pytest.mark.parametrize(
    "words",
    [
        "is the price rise allowed?",
        "can they put up the price by 4.5% in January?",
        "they announced a 4.5% increase, is that ok?",
        "is their proposed uplift of 4.5% within the contract?",
        "did they give enough notice of the increase?",
    ],
)
def test_it_is_known_in_whatever_words_it_is_asked_about(tmp_path, words):
    """The email that announces it is quoted with its day."""
    answer = ask(company(tmp_path, "not more than 5%", 90), words)
    assert answer.headline.startswith("No: ")
    assert "On 10 November 2026 they wrote" in answer.text


@pytest.mark.parametrize(
    "words",
    [
        "how much may prices rise?",
        "can they put up the price by 10% in January?",
        "they want 10% more from April, can they do that?",
    ],
)
def test_another_rise_is_not_taken_for_it(tmp_path, words):
    """How far prices may rise at all, or a share that nobody announced, is answered from the contract."""
    answer = ask(company(tmp_path, "not more than 5%", 90), words)
    assert "they wrote" not in answer.text
    assert "at most 5 % a year" in answer.text
