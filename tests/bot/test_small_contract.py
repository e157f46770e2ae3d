"""A small American contract of our own: what it leaves open is said, in dollars, and never as nothing."""

import pytest

from bot.answering.conversation import ask
from bot.answering.tables import credit_rows
from tests.bot.made_company import made_company

CONTRACT = """# Managed IT Services Agreement

Agreement No. TRX-1 between Trestle Logistics, Inc. ("Customer") and Halyard Partners LLC ("Provider").

1.1 "Business Day" means Monday through Friday, excluding US federal holidays.

1.2 "Business Hours" means 8:00 a.m. to 5:00 p.m. Eastern Time on a Business Day.

2.1 Provider shall meet these Service Levels in each calendar month, measured in Business Hours.

| Priority | Response Time | Attainment |
|---|---|---|
| P1 - Critical | 15 minutes | 95% |

3.1 If the Provider misses the Service Level for Response Time the Customer is entitled to a Service Credit:

| Attainment achieved | Service Credit |
|---|---|
| 90.00% to 94.99% | 3% |
| 80.00% to 89.99% | 6% |
| below 80.00% | 10% |

3.2 To receive a Service Credit the Customer must submit a claim within 30 days after the end of the month concerned.
"""
TICKETS = """Ticket,Opened,First response,Resolved,Status,Priority,Type
T1,2026-09-02 09:00,2026-09-02 11:00,2026-09-02 12:00,Closed,P1,Incident
T2,2026-10-30 09:00,2026-10-30 09:05,2026-10-30 12:00,Closed,P1,Incident
"""


@pytest.fixture
def company(tmp_path):
    return made_company(tmp_path, {"msa.md": CONTRACT, "tickets.csv": TICKETS})


def test_a_credit_that_is_in_doubt_is_never_none_to_claim(company):
    """A rung that nobody could read is a doubt, in the sum and in the answer on claiming alike."""
    (ref,) = company.stores.contracts.refs()
    row = credit_rows(company.case(ref, company.today()), "2026-09")
    assert (row["owed"], row["currency"]) == (None, "USD")
    told = ask(company, "how do I claim a credit for September 2026?")
    assert "none to claim" not in told.text
    assert "we cannot tell" in told.headline
