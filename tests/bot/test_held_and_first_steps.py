"""A price that is held, an end that needs a plan first, and a report that differs: told as the contract has it."""

from datetime import UTC, datetime

import pytest

from bot.answering.conversation import ask
from tests.bot.made_company import made_company

CONTRACT = """# Managed Services Agreement

between Fernbrook Joinery Ltd ("the Customer") and Halyard IT Ltd ("the Provider"), dated 15 December 2024.

1.1 This Agreement starts on 1 January 2025 and continues for an initial term of 48 months.

2.1 The Customer shall pay £62.00 per user per month.

2.2 The Provider may increase the rate in clause 2.1 on 1 July in each year by the percentage change in CPI, subject to a maximum of 8 % in any year.

2.3 The Provider shall give not less than 45 days' written notice of an increase.

2.4 The rate in clause 2.1 shall not be increased under clause 2.2 before 1 July 2027.

3.1 "Service Hours" means Monday to Friday 08:00 to 18:00.

3.2 The Provider shall meet these Service Levels in each calendar month, measured in Service Hours.

| Priority | Response Time | Attainment |
|---|---|---|
| P1 | 30 minutes | 90 % |

## Persistent Failure

4.1 There is a Persistent Failure if the Provider misses the same Service Level in two consecutive months.

4.2 If there is a Persistent Failure the Provider shall within 10 Working Days of the Customer's written request give an improvement plan.

4.3 If the Provider does not give such a plan, or has not carried it out, the Customer may terminate this Agreement by 30 days' written notice.
"""
TICKETS = """Ticket,Type,Priority,Created,First response,Resolved,Status,Summary
T-1,Incident,P1,2026-06-01 09:00,2026-06-01 12:10,2026-06-01 16:30,Resolved,b
T-2,Incident,P1,2026-07-06 09:00,2026-07-06 12:10,2026-07-06 16:30,Resolved,d
T-3,Incident,P1,2026-08-06 09:00,2026-08-06 12:10,2026-08-06 16:30,Resolved,d
T-4,Incident,P1,2026-09-01 09:00,2026-09-01 09:10,2026-09-01 16:30,Resolved,d
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    files = {"msa.md": CONTRACT, "tickets.csv": TICKETS}
    return made_company(tmp_path_factory.mktemp("held"), files, datetime(2026, 9, 20, 12, tzinfo=UTC))


def test_a_rise_asked_about_inside_a_freeze_is_not_allowed_and_notice_is_told(company):
    """The freeze stands against the day asked about; the clause on notice is quoted beside it."""
    answer = ask(company, "can they raise the price on 1 July 2027?")
    assert answer.verdict != "no"
    answer = ask(company, "can they put our rate up in June 2027?")
    assert answer.verdict == "no"
    assert answer.headline.startswith("No: by the contract there is no increase of £62.00 a user before 1 July 2027.")
    assert "not less than 45 days' written notice" in answer.text
    assert "shall not be increased under clause 2.2" in answer.text


def test_a_price_that_the_contract_holds_is_no_forecast(company):
    """A span until July ends on the last day before it."""
    answer = ask(company, "will the price per user stay the same until July 2027?")
    assert (answer.verdict, answer.state) == ("yes", "answered")
    answer = ask(company, "will the price per user stay the same until August 2027?")
    assert answer.verdict is None
    assert "no increase of £62.00 a user before 1 July 2027" in answer.headline


def test_a_plan_comes_before_any_right_to_walk_away(company):
    """The count alone ends nothing where the contract asks for a plan first."""
    answer = ask(company, "can we walk away early because of the repeated failures?")
    assert (answer.verdict, answer.state) == ("no", "partly")
    assert answer.headline.startswith("Not yet: by ")
    assert "within 10 Working Days of the Customer's written request" in answer.text
    assert "by 30 days' written notice" in answer.text
