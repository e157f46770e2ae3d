"""A firm with few tickets: the last of them rarely falls on a month's last day, and its list is its own."""

from datetime import date

import pytest

from bot.answering.conversation import ask
from bot.chasing.claims import claims
from tests.bot.made_company import made_company

CONTRACT = """# Managed IT Services Agreement SMF-1

This Agreement is made on 1 January 2026 between Tern Systems Limited ("Provider") and Marl & Sons Limited ("Customer").

1.1 "Support Hours" means 08:00 to 18:00, Monday to Friday.
1.2 The Provider shall respond to Priority 1 incidents within 30 minutes during Support Hours in 90% of cases each month.
1.3 If the Provider misses the level in 1.2 in a month the Customer is entitled to a service credit of 5% of the monthly charge for that month.
1.4 The Customer must claim a service credit in writing within 30 days after the end of the month.
1.5 The monthly charge is £2,000.
"""
TICKETS = """Ref,Raised,{rank},Kind,First reply,Fixed at,State
T-1,2026-09-02 09:00,P1,Fault,2026-09-02 09:20,2026-09-02 12:30,Closed
T-2,2026-10-08 10:15,P1,Fault,2026-10-08 11:00,2026-10-08 13:00,Closed
T-3,2026-10-29 10:15,P2,Fault,2026-10-29 11:00,2026-10-29 13:00,Closed
"""


@pytest.fixture
def firm(tmp_path):
    return lambda rank="Urgency": made_company(
        tmp_path / rank, {"msa.md": CONTRACT, "tickets.csv": TICKETS.format(rank=rank)}
    )


def test_nothing_is_said_to_be_lost_while_nobody_can_tell(firm):
    """The tickets end on 29 October: whether a credit is due is open, and the day to claim by is told."""
    answer = ask(firm(), "by when must we claim the credit for October?")
    assert "none to claim" not in answer.text
    assert "we cannot tell: the tickets we have end on 29 October 2026" in answer.text
    assert "If there is one, it must be claimed by 30 November 2026." in answer.text


def test_a_claim_that_may_be_due_is_watched(firm):
    """The reminder stands until the month's tickets are here."""
    one = firm()
    case = one.case(next(iter(one.stores.contracts.refs())), date(2026, 11, 23))
    (watched,) = [each for each in claims(case) if "October 2026" in each.what]
    assert (watched.due, watched.what) == (date(2026, 11, 30), "See whether a service credit is due for October 2026")


def test_urgency_is_a_priority_and_kind_a_type(firm):
    """The usual words of a list kept by hand."""
    answer = ask(firm(), "was P1 first response met in September 2026?")
    assert (answer.verdict, [(one.n, one.of) for one in answer.figures if one.n is not None]) == ("met", [(1, 1)])


def test_tickets_without_any_priority_are_no_month_without_demand(firm):
    """There were tickets; which of them were urgent nobody can tell."""
    answer = ask(firm("Colour"), "was P1 first response met in September 2026?")
    assert answer.verdict == "cannot_tell"
    assert "nothing to measure" not in answer.text


def test_a_day_of_a_credit_is_its_month(sample):
    """The contract values whole months, and the answer says so."""
    answer = ask(sample, "How much did the outage on 7 October 2026 cost them in credits?", keep=False)
    assert answer.headline.startswith("For October 2026 £825.00 of service credit is owed")
    assert "not the credit of those days alone" in answer.text
