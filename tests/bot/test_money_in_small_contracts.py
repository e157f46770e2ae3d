"""Small made-up agreements, asked in a buyer's words: credits by downtime, levels without a credit, prices held for a time."""

from datetime import UTC, datetime

import pytest

from bot.answering import guard
from bot.answering.conversation import ask
from tests.bot.made_company import made_company

HEAD = """# Managed Services Agreement

between Brightwater Systems Limited ("Provider") and Marlow Kitchens Limited ("Customer"). Reference: MK-1

This Agreement starts on 1 January 2025 for an initial term of 36 months. The Service Hours are 08:00 to 18:00, Monday to Friday.

"""
OUTAGES = """service,kind,start,end,told at,note
Hosted Desktop,unplanned,2026-09-03 09:00,2026-09-03 11:20,,storage
Hosted Desktop,unplanned,2026-09-18 14:00,2026-09-18 15:45,,network
Hosted Desktop,planned,2026-09-20 01:00,2026-09-20 04:00,2026-09-10 09:00,patching
"""
INVOICES = """invoice no,invoice date,period,description,quantity,unit price,net amount,credit for month,currency
INV-8,2025-12-01,2025-12,Support per user,50,40.00,2000.00,,GBP
INV-9,2026-01-01,2026-01,Support per user,50,41.50,2075.00,,GBP
INV-10,2026-09-01,2026-09,Monthly fee,1,3000.00,3000.00,,GBP
INV-11,2026-10-01,2026-10,Monthly fee,1,3000.00,3000.00,,GBP
"""
TICKETS = """Ticket,Opened,First response,Resolved,Status,Priority,Type
T0,2026-08-03 10:00,2026-08-03 10:10,2026-08-03 12:00,Closed,P1,Incident
T1,2026-09-02 10:00,2026-09-02 11:10,2026-09-02 12:00,Closed,P1,Incident
T3,2026-09-28 09:05,2026-09-28 15:20,2026-09-28 17:30,Closed,P3,Incident
T4,2026-10-05 09:05,2026-10-05 09:20,2026-10-05 11:30,Closed,P2,Incident
"""


@pytest.fixture
def told(tmp_path):
    """Ask one question of a company that has this agreement and these records."""

    def answer(terms, question):
        files = {"msa.md": HEAD + terms, "outages.csv": OUTAGES, "invoices.csv": INVOICES, "tickets.csv": TICKETS}
        made = made_company(tmp_path, files, datetime(2026, 10, 10, 12, tzinfo=UTC))
        seen = ask(made, question)
        assert not guard.orphans(seen)
        return seen

    return answer


UPTIME = """## 2. Service Levels

2.1 The Hosted Desktop is available for at least 99.5% of each calendar month, around the clock. Planned maintenance counts as downtime unless the Provider gave 48 hours' notice of it.

## 3. Service Credits

"""
SEPTEMBER = "What credit are we owed for September 2026?"


@pytest.mark.parametrize(
    ("words", "headline"),
    [
        (
            "3.1 If the availability is missed, the Provider shall credit one day's fees for each hour or part of an hour of downtime, added up over the month, but never more than half of that month's fee.",
            "£500.00 of service credit is owed",
        ),
        (
            "3.1 In a month in which the target is missed you get £20 off your next bill for every full hour of any single outage.",
            "£60.00 of service credit is owed",
        ),
        (
            "3.1 Where availability is not met the Supplier shall refund the monthly fee pro rata for the period of unavailability, ten times over.",
            "£170.14 of service credit is owed",
        ),
        (
            "3.1 For each minute of downtime in excess of the permitted downtime the Provider shall credit GBP 5, up to 10% of the monthly fee.",
            "£145.00 of service credit is owed",
        ),
        (
            "3.1 If the availability is missed the Customer receives a credit of 5% of the monthly fee for each hour of downtime.",
            "at least £450.00 of service credit is owed",
        ),
    ],
)
def test_credits_by_downtime(told, words, headline):
    """140 and 105 minutes down, planned work told in time; a month's fee of 3,000 pounds and 30 days."""
    seen = told(f"{UPTIME}{words}\n", SEPTEMBER)
    assert headline in seen.headline


LEVELS = """## 2. Service Levels

2.1 The Provider shall meet the following in each month, in Service Hours.

| Priority | Response | Target |
|---|---|---|
| P1 | 30 minutes | 95% |
| P2 | 1 hour | 95% |
| P3 | 4 hours | 90% |

2.2 The Hosted Desktop is available at least 99% of each calendar month, around the clock.

## 3. Service Credits

"""


@pytest.mark.parametrize(
    "words",
    [
        "3.1 If the P1 response target is missed, the Provider shall give a Service Credit of 5% of the monthly fee.\n\n3.2 Where availability is missed a Service Credit of 2% or 4% of the monthly fee applies.",
        "3.1 A Service Credit of 5% of the monthly fee is due for each missed response target of Priority 1 or 2 in a month.\n\n3.2 Where availability falls below the target, a credit is due as set out in the Order Form.",
        "| Service Level missed | Service Credit |\n|---|---|\n| P1 response | 5% of the monthly fee |\n| P2 response | to be agreed |\n| P3 response | none |",
    ],
)
def test_a_missed_level_without_a_credit_leaves_the_sum_as_it_is(told, words):
    """P1 and P3 were missed; what availability or P2 would earn nobody could read, and neither was missed."""
    seen = told(f"{LEVELS}{words}\n", SEPTEMBER)
    assert "For September 2026 £150.00 of service credit is owed" in seen.headline
    assert "P3 first response missed (0 of 1): nothing, the contract gives no credit for this" in seen.text


PRICES = """## 1. Charges

1.1 The Customer shall pay £40.00 per user per month.

1.2 {words}

1.3 The Provider may increase the Charges on each anniversary of the start of this Agreement by CPI, but by no more than 5%, on 60 days' notice.
"""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("The Charges are fixed until 31 March 2027.", "1 April 2027"),
        ("There shall be no increase in the Charges in the first 24 months.", "1 January 2027"),
        ("The per-user price is held for the Initial Term.", "1 January 2028"),
        ("Until the second anniversary of the start date our prices stay exactly as they are.", "1 January 2027"),
    ],
)
@pytest.mark.parametrize(
    "question",
    ["Were we overcharged in January 2026?", "Is our price fixed?", "Was the price rise in January 2026 allowed?"],
)
def test_a_price_that_the_contract_holds(told, words, day, question):
    """The rule on rises excuses no higher price on an invoice before the day."""
    seen = told(PRICES.format(words=words), question)
    if "fixed" in question:
        assert day in seen.headline
    else:
        assert seen.verdict == ("yes" if "overcharged" in question else "no")
        assert words in seen.text
    if "overcharged" in question:
        assert seen.headline == "Yes, by £75.00 above what is allowed in January 2026."


KINDS = """## 1. Charges

1.1 Staff are charged at £40 per user per month and volunteers at £12 per user per month.

1.2 The minimum monthly charge is £1,500. {plan}

## 2. Service Levels

2.1 The Provider shall respond within these times, in Service Hours, in each month.

| Priority | Bronze | Silver | Gold |
|---|---|---|---|
| P1 response | 2 hours | 1 hour | 15 minutes |
| P3 response | 2 days | 8 hours | 1 hour |
"""


def test_each_kind_of_user_costs_what_is_agreed_for_it(told):
    """Three more volunteers at 12 pounds; the least monthly sum is said and is no fee."""
    seen = told(KINDS.format(plan=""), "What would 3 more volunteers cost?")
    assert seen.headline == "By the contract, 3 more volunteers would cost £36.00 more a month: 3 times £12.00."
    assert "A month costs at least £1,500.00" in seen.text


def test_the_plan_on_the_form_picks_its_targets(told):
    """Silver: an hour for P1, and nothing of the other plans."""
    seen = told(KINDS.format(plan="Support plan: Silver."), "How fast must they respond to a P1?")
    assert "1 hour" in seen.headline
    assert "15 minutes" not in seen.headline
    assert "2 hours" not in seen.headline
