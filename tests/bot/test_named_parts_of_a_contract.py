"""A contract with names of its own (for the parties, the charge, the priorities) is held to what those names mean."""

import pytest

from bot.answering import guard
from bot.answering.conversation import ask
from tests.bot.made_company import made_company

CONTRACT = """# IT Services Agreement

between HARROW LANE SYSTEMS LIMITED, a company registered in England, of Unit 2, Leeds ("Harrow") and ST BRIGID VETERINARY LIMITED, of 4 Mill Street, Leeds (the "Surgery"). Reference: SB-1

1.1 "Support Hours" means 08:00 to 18:00, Monday to Friday.

1.2 Harrow shall provide support for the computers of the Surgery. This Agreement starts on 1 January 2026.

2.1 Harrow shall give a first response within the time in the table for at least 95% of the tickets of each priority logged in that month, and shall fix at least 90% of them within the fix time.

| Priority | First response | Fix | Clock |
|---|---|---|---|
| Critical | 20 minutes | 4 hours | 24 x 7 |
| High | 1 hour | 8 hours | Support Hours |
| Low | 10 hours | No target | Support Hours |

2.2 Time during which a ticket is waiting for the Surgery does not count towards the fix time.

2.3 If fewer than two tickets of a priority are logged in a calendar month, the service levels for that priority are not assessed for that month.

3.1 Where a service level is missed in a calendar month, the Surgery is entitled to a service credit as a percentage of the Monthly Charge for that month:

| Service level missed | Credit |
|---|---|
| First response, Critical | 4% |
| Fix, Critical | 5% |

3.2 The Surgery must claim a service credit in writing within 45 days after the end of the month concerned.

4.1 The Monthly Charge is £3,000.00 and covers up to 60 users.

4.2 Each further user is charged at £40.00 per month.

5.1 Multi-factor authentication shall be enforced on every account with remote access.

5.2 Harrow shall hold a service review meeting once in every quarter.
"""
TICKETS = """Ticket,Priority,Opened,First reply,Resolved,Status
T-1,Critical,2026-09-01 09:00,2026-09-01 09:40,2026-09-01 11:00,Closed
T-2,Critical,2026-09-02 09:00,2026-09-02 09:10,2026-09-02 16:00,Closed
T-3,High,2026-09-03 09:00,2026-09-03 11:30,2026-09-03 12:00,Closed
T-4,Low,2026-09-04 09:00,2026-09-04 09:30,2026-09-10 12:00,Closed
T-5,Low,2026-09-30 09:00,2026-09-30 09:30,2026-09-30 12:00,Closed
T-6,High,2026-09-03 09:05,2026-09-03 09:10,2026-09-03 09:10,Duplicate
T-0,Low,2026-08-03 09:05,2026-08-03 09:10,2026-08-03 09:10,Closed
"""
HISTORY = """ticket,changed at,from status,to status,changed by
T-2,2026-09-02 10:00,Open,Waiting Client,Harrow
T-2,2026-09-02 15:00,Waiting Client,Open,Surgery
"""
SECURITY = """month,kind,detail,population,in order
2026-09,mfa,remote accounts,30,29
"""
REVIEWS = """date,what,who,state,due
2026-07-10,Quarterly service review,Ann Lowe,held,
2026-09-11,Quarterly service review,Ann Lowe,cancelled,
"""
INVOICES = """invoice no,invoice date,period,description,quantity,unit price,net amount,currency
H-9,2026-09-01,2026-09,Monthly managed service charge,1,3000.00,3000.00,GBP
H-9,2026-09-01,2026-09,Additional users,4,40.00,160.00,GBP
"""


@pytest.fixture(scope="module")
def surgery(tmp_path_factory):
    files = {
        "msa.md": CONTRACT,
        "tickets.csv": TICKETS,
        "history.csv": HISTORY,
        "invoices.csv": INVOICES,
        "security.csv": SECURITY,
        "reviews.csv": REVIEWS,
    }
    return made_company(tmp_path_factory.mktemp("surgery"), files)


def _said(surgery, question):
    answer = ask(surgery, question)
    assert not guard.orphans(answer), question
    return answer


@pytest.mark.parametrize(
    "question", ["how many critical tickets were fixed in time in September?", "critical resolution in September 2026?"]
)
def test_five_hours_of_waiting_for_the_customer_by_its_own_name_do_not_count(surgery, question):
    """T-2 took seven hours by the wall clock and two by the contract's."""
    assert "2 of 2 fixed within 4 hours" in _said(surgery, question).text


def test_a_priority_with_too_few_tickets_is_told_and_not_tested(surgery):
    """One High ticket, late: no verdict, and the reason."""
    answer = _said(surgery, "was high first response on target in September?")
    assert answer.verdict == "no_demand"
    assert "not tested, 0 of 1 answered within 1 hour" in answer.text
    assert "tests no month with fewer than 2 tickets" in answer.text


@pytest.mark.parametrize(
    "question", ["what credit are we owed for September?", "how much service credit for September?"]
)
def test_the_credit_is_a_share_of_the_named_charge_alone(surgery, question):
    """4 % of £3,000.00, not of the £3,160.00 with further users."""
    answer = _said(surgery, question)
    assert "£120.00" in answer.headline
    assert "Worked out on £3,000.00" in answer.text


@pytest.mark.parametrize(
    "question", ["does the contract promise a fix time for low priority tickets?", "what is the low resolution target?"]
)
def test_no_target_is_told_as_none(surgery, question):
    """A share of all tickets gives a priority without a time no promise."""
    assert "no time for low resolution" in _said(surgery, question).headline


@pytest.mark.parametrize("question", ["does everyone have MFA?", "was MFA in order in September?"])
def test_a_safeguard_asked_for_without_a_figure_is_not_said_to_be_missing(surgery, question):
    """Clause 5.1 asks for it; the counts on record are told beside it."""
    answer = _said(surgery, question)
    assert answer.headline.startswith("The contract speaks of multi-factor sign-in (MFA)")
    assert "clause 5.1" in answer.text
    assert "On record in September 2026: 29 of 30 in order." in answer.text


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("is there a penalty for late reports?", "reports"),
        ("do we get a credit for missed review meetings?", "review meetings"),
    ],
)
def test_a_credit_for_a_late_level_is_none_for_a_late_report(surgery, question, what):
    """What the credits are for is told, and nothing is lent to what they are not for."""
    assert _said(surgery, question).headline.startswith(
        f"None of the credits that we read in the contract is for {what}"
    )


def test_a_comparison_of_two_months_leaves_cancelled_tickets_apart(surgery):
    """Six in September of which one was a duplicate, none in August."""
    text = _said(surgery, "how many tickets did we have in September compared with August?").text
    assert "without the cancelled ones, 1 and 5: more" in text


def test_a_review_that_was_cancelled_is_no_evidence_of_one(surgery):
    """The latest in the register did not take place."""
    text = _said(surgery, "when was the last review meeting?").text
    assert "10 July 2026" in text
    assert "evidence of: 11 September" not in text
