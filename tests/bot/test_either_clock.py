"""A contract that leaves open which clock counts: the doubt is told, and what it changes, if anything."""

import pytest

from bot.answering.conversation import ask
from tests.bot.made_company import made_company

CONTRACT = """# Managed IT Services Agreement OPN-1

This Agreement is made on 1 January 2026 between Tern Systems Inc. ("Provider") and Acme Widgets Inc. ("Customer"), starting 1 January 2026.

## 1. Service levels
Support hours are Monday to Friday, 8:00 am to 6:00 pm Eastern Time.
1.1 Provider shall respond to Critical (P1) incidents within 15 minutes and to High (P2) incidents within 1 hour in 95% of cases each calendar month.
"""
TICKETS = """Ticket,Opened,First response,Resolved,Status,Priority,Type
T1,2026-09-01 09:00,2026-09-01 09:10,2026-09-01 12:00,Closed,P1,Incident
T2,2026-09-05 20:00,2026-09-07 08:20,2026-09-07 12:00,Closed,P2,Incident
T4,2026-08-01 20:00,2026-08-03 08:20,2026-08-03 12:00,Closed,P2,Incident
T5,2026-08-04 09:00,2026-08-04 12:00,2026-08-04 14:00,Closed,P2,Incident
T3,2026-10-29 09:00,2026-10-29 09:05,2026-10-29 12:00,Closed,P2,Incident
"""


@pytest.fixture
def company(tmp_path):
    return made_company(tmp_path, {"msa.md": CONTRACT, "tickets.csv": TICKETS})


def test_a_verdict_stands_where_both_clocks_come_to_it(company):
    """The one P1 came in the day: met, and the open question is told beside it."""
    answer = ask(company, "did they meet P1 response in September 2026?")
    assert (answer.verdict, [(one.n, one.of) for one in answer.figures if one.n]) == ("met", [(1, 1)])
    assert "leaves open whether that is 15 minutes of service hours or 15 minutes around the clock" in answer.text
    assert "both come to the same" in answer.text


def test_no_verdict_where_the_clocks_differ_and_both_outcomes_are_shown(company):
    """The one P2 was logged on a Saturday night."""
    answer = ask(company, "did they meet P2 response in September 2026?")
    assert answer.verdict == "cannot_tell"
    assert "Read as 1 hour of service hours: met, 1 of 1 answered within 1 hour" in answer.text
    assert "Read as 1 hour around the clock: missed, 0 of 1 answered within 1 hour" in answer.text


def test_a_verdict_stands_where_both_clocks_miss_by_different_counts(company):
    """One P2 was late by either clock, the one of a Saturday night by one of them: missed, and the share is left open."""
    answer = ask(company, "did they meet P2 response in August 2026?")
    assert (answer.state, answer.verdict) == ("partly", "missed")
    assert "Missed, whichever way the contract is read" in answer.text
    assert "the two readings differ only in the count" in answer.text
    assert "Read as 1 hour of service hours: missed, 1 of 2 answered within 1 hour" in answer.text
    assert "Read as 1 hour around the clock: missed, 0 of 2 answered within 1 hour" in answer.text


def test_a_month_tells_both_kinds_apart(company):
    """One is met by either reading, one hangs on it."""
    text = ask(company, "how did they do in September 2026?").text
    assert (
        "P1 first response: met, 1 of 1 answered within 15 minutes (100.00 %, target 95.00 %), by either reading"
        in text
    )
    assert "P2 first response: we cannot tell, since it hangs on how the contract is read" in text


def test_no_lengths_of_time_are_given_on_a_clock_that_nobody_knows(company):
    """There were tickets, so "nothing to measure" would be untrue."""
    text = ask(company, "how quickly did they answer in September 2026?").text
    assert "nothing to measure" not in text
    assert "the contract leaves open which clock counts" in text
