"""What of our own mails is a claim for service credits, for which months, and what is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.mail.crediting import levels_in, months_in, read_claim

SENT = date(2026, 10, 14)


def months(words, subject="Service credits", sent=SENT):
    found = read_claim(subject, words, sent)
    return None if found is None else found.months


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Under paragraph 4.1 we claim the Service Credits for September 2026.", ["2026-09"]),
        ("We hereby claim the service credits for July to September 2026.", ["2026-07", "2026-08", "2026-09"]),
        ("Please accept this as our claim for service credits for September.", ["2026-09"]),
        ("I would like to claim the service credit due for last month.", ["2026-09"]),
        ("We request the service credits for Aug and Sept 2026.", ["2026-08", "2026-09"]),
        ("We are claiming the rebate for Q3 2026.", ["2026-07", "2026-08", "2026-09"]),
        ("We claim the service credit for 2026-09.", ["2026-09"]),
        ("For May 2026 we claim the service credit.", ["2026-05"]),
        ("We claim the service credit for December.", ["2025-12"]),
        ("We hereby claim these service credits:\n\n- August 2026: £100\n- September 2026: £90", ["2026-08", "2026-09"]),
        ("We claim the service credit due under clause 4.", []),
        ("We claim the service credit for the P1 missed on 14 September 2026.", []),
    ],
)  # fmt: skip
def test_a_mail_that_says_outright_that_we_claim_is_a_claim_for_the_months_it_names(words, expected):
    """In the present; a month without a year is the last one that began; a day is no month."""
    assert months(words) == tuple(expected)


@pytest.mark.parametrize(
    "words",
    [
        "We may claim a service credit for September 2026.",
        "How do we claim the service credits for September?",
        "Shall we claim the service credits for September?",
        "We will claim the service credit for September next week.",
        "We request a report on the service credits for September 2026.",
        "Your colleague claims that no service credit is due for September.",
        "We claim nothing for September, but the service credit for August is due.",
        "We claim that the service credit for September is wrong.",
        "We do not claim the service credit for September.",
        "If P1 is missed again, we claim the service credit for September.",
        "We reserve the right to claim service credits for September 2026.",
        "As we claimed on 3 September, the service credit for August is due.",
        "Here is a draft: we claim the service credit for September.",
        "We claim on our insurance for September 2026.",
    ],
)
def test_what_is_planned_reserved_asked_or_denied_is_no_claim(words):
    """Nobody is told that a credit was claimed when it was only spoken of."""
    assert months(words, subject="September") is None


def test_a_subject_names_what_the_words_leave_out():
    """The words say that this is the claim, the subject for what."""
    assert months("Hi, this email is our formal claim.", "Service credit claim, September 2026") == ("2026-09",)
    assert months("Hi, this email is our formal claim.", "Parking") is None


def test_a_claim_taken_back_is_read_as_that():
    """It is no claim, and it undoes one."""
    found = read_claim("Service credits", "We withdraw our claim for the service credit for September 2026.", SENT)
    assert found is not None
    assert (found.withdrawn, found.months) == (True, ("2026-09",))


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("We claim the service credit for September 2026: 10 % of £8,184.00, which is £818.40.", "£818.40"),
        ("We claim a service credit of GBP 90.00 for September 2026.", "GBP 90.00"),
        ("We claim the service credit for September 2026: £10 or £20.", ""),
    ],
)
def test_the_sum_claimed_is_the_one_called_the_whole_or_the_only_one(words, amount):
    """Between several sums nobody chooses."""
    found = read_claim("", words, SENT)
    assert found is not None
    assert found.amount == amount


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("for P1 First Response and P2 First Response", [("response", 1), ("response", 2)]),
        ("P1 and P2 response, and P1 resolution", [("response", 1), ("response", 2), ("resolution", 1)]),
        ("availability of the Site Network", [("availability", None)]),
        ("for September 2026", []),
    ],
)
def test_the_levels_a_claim_names(words, expected):
    """A priority belongs to the kind named after it."""
    assert levels_in(words) == tuple(expected)


def test_months_without_a_day_to_reckon_from_need_their_year():
    """A mail without a date names "September" of no year that anybody knows."""
    assert months_in("September and October", None) == ()
    assert months_in("last month", None) == ()
    assert months_in("September 2026", None) == ("2026-09",)
    assert months_in("September to July 2026", SENT) == ("2026-09", "2026-07")


@given(st.text(max_size=300), st.text(max_size=80))
def test_no_words_break_the_reading(words, subject):
    """Any text is a claim or none, and months are months."""
    found = read_claim(subject, f"We claim the service credit {words}", SENT)
    for month in found.months if found else ():
        date.fromisoformat(f"{month}-01")
