"""Money and dates as a finance director asks of them, of a small made-up company whose sums are done by hand here."""

import pytest

from bot.answering import guard
from bot.answering.conversation import ask
from tests.bot.made_company import made_company

CONTRACT = """# Managed Services Agreement

between Brightwater Systems Limited ("Provider") and Marlow Kitchens Limited ("Customer"). Reference: MK-1

## 1. Term

1.1 This Agreement starts on 1 January 2025 for an initial term of 18 months. It then renews automatically for further terms of 12 months each unless either party gives 90 days' written notice before the end of the term then running.

1.2 If the Customer ends this Agreement before the end of the term then running, it shall pay an early termination charge of 50% of the monthly fees for the months remaining of that term.

## 2. Service Levels

2.0 The Service Hours are 08:00 to 18:00, Monday to Friday.

2.1 The Provider shall meet the following in each month, in Service Hours.

| Priority | Response | Target |
|---|---|---|
| P1 | 30 minutes | 95% |
| P2 | 1 hour | 95% |
| P3 | 4 hours | 90% |

## 3. Service Credits

3.1 If the P1 response target is missed, the Provider shall give a Service Credit of 5% of the monthly fee. If the P3 response target is missed, the Provider shall give a Service Credit of 8% of the monthly fee.

3.2 The Service Credits of a month shall not exceed 10% of the monthly fee.

3.3 The Customer must claim a Service Credit in writing within 30 days of the end of the month in which it arose.

## 4. Charges

4.1 The monthly fee is £3,000.00, invoiced in advance.

4.2 Work outside the Services is charged at £95.00 per hour for an engineer and £140.00 per hour for a consultant.

4.3 The Provider may increase the Charges once a year on 1 January by no more than 5%, on 60 days' written notice.

## 5. Liability

5.1 The Provider's total liability in each year shall not exceed 100% of the Charges paid in that year.
"""
INVOICES = """invoice no,invoice date,period,description,quantity,unit price,net amount,credit for month,currency
INV-6,2026-07-01,2026-07,Monthly fee,1,3000.00,3000.00,,GBP
INV-6,2026-07-01,2026-07,Wi-Fi project - engineer hours,12,95.00,1140.00,,GBP
INV-7,2026-08-01,2026-08,Monthly fee,1,3000.00,3000.00,,GBP
INV-7,2026-08-01,2026-08,Wi-Fi project - engineer hours,10,110.00,1100.00,,GBP
INV-7,2026-08-01,2026-08,Wi-Fi project - access points,6,210.00,1260.00,,GBP
INV-8,2026-09-01,2026-09,Monthly fee,1,3120.00,3120.00,,GBP
INV-8,2026-09-01,2026-09,Server move: consultant,4,140.00,560.00,,GBP
INV-10,2026-10-01,2026-10,Monthly fee,1,3120.00,3120.00,,GBP
"""
TICKETS = """Ticket,Opened,First response,Resolved,Status,Priority,Type
T1,2026-07-01 10:00,2026-07-01 11:10,2026-07-01 12:00,Closed,P1,Incident
T2,2026-07-07 10:00,2026-07-07 10:10,2026-07-07 12:00,Closed,P2,Incident
T3,2026-08-03 10:00,2026-08-03 11:10,2026-08-03 12:00,Closed,P1,Incident
T4,2026-08-06 10:00,2026-08-06 16:10,2026-08-06 17:00,Closed,P3,Incident
T5,2026-09-02 10:00,2026-09-02 11:10,2026-09-02 12:00,Closed,P1,Incident
T6,2026-09-28 09:05,2026-09-28 15:20,2026-09-28 17:30,Closed,P3,Incident
T7,2026-10-05 09:05,2026-10-05 09:55,2026-10-05 11:30,Closed,P1,Incident
T8,2026-10-06 09:05,2026-10-06 09:20,2026-10-06 11:30,Closed,P2,Incident
T9,2026-10-30 09:05,2026-10-30 09:20,2026-10-30 11:30,Closed,P3,Incident
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Everything above, taken in; today is 23 November 2026."""
    files = {"msa.md": CONTRACT, "invoices.csv": INVOICES, "tickets.csv": TICKETS}
    return made_company(tmp_path_factory.mktemp("money") / "company", files)


@pytest.fixture
def told(company):
    """Ask it one question, after others if need be."""

    def answer(question, *earlier):
        seen = ask(company, question, earlier=earlier)
        assert not guard.orphans(seen)
        return seen

    return answer


def test_a_credit_is_worked_out_on_the_fee_and_not_on_the_work_billed_beside_it(told):
    """Ten per cent of 3,120; the 560 for the server move is no part of the monthly fee."""
    assert "£312.00 of service credit is owed" in told("what credit are we owed for September?").headline


def test_hours_above_the_agreed_rate_are_overcharged(told):
    """Ten engineer hours at 110: agreed 95, at most 99.75 with a rise; the fee of 3,120 rests on a rise by 120 in two months."""
    seen = told("have we been overcharged?")
    assert "at least £102.50 was billed above what the contract allows" in seen.headline
    assert "at most £390.00" in seen.headline
    assert "how many hours were worked no invoice shows" in seen.text
