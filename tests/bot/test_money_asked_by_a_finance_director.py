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
T10,2026-11-02 09:05,2026-11-02 09:20,2026-11-02 11:30,Closed,P3,Incident
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


# Owed by hand: July 5 % of 3,000; August 5 % and 8 % capped at 10 % of 3,000; September the same of 3,120; October 5 % of 3,120.
@pytest.mark.parametrize(
    "question",
    [
        "what is the most we could get back?",
        "how much can we still recover?",
        "what could we claw back from them?",
        "how much is there to claim?",
        "what are we still owed?",
        "what's the maximum we could claim right now?",
        "how much are we able to get back altogether?",
    ],
)
def test_the_most_to_get_back_is_all_that_can_still_be_claimed_and_what_is_too_late_stands_apart(told, question):
    """October's 156 may be claimed until 30 November; 150, 300 and 312 are past their days."""
    seen = told(question)
    assert seen.headline.startswith("Service credits of £156.00 can still be got back")
    assert "£762.00 more is past its day to claim" in seen.headline
    assert "3.2 The Service Credits of a month shall not exceed 10%" in seen.text


@pytest.mark.parametrize(
    "question",
    [
        "how much can we claim for October?",
        "can we claim anything for October?",
        "October: what are we able to claim?",
        "how much is claimable for October 2026?",
        "what could we recover for October?",
        "is there anything we can get back for October?",
    ],
)
def test_what_can_be_claimed_for_a_month_is_its_credit_and_not_the_limit_of_liability(told, question):
    """Five per cent of 3,120."""
    seen = told(question)
    assert (
        seen.headline
        == "For October 2026 £156.00 of service credit is owed, and £0.00 was credited. £156.00 can still be claimed."
    )


@pytest.mark.parametrize("first", ["how much can we claim for October?", "what credit are we owed for August?"])
@pytest.mark.parametrize("then", ["in September?", "and September?", "what about September?"])
def test_another_month_after_a_question_on_credits_stays_with_the_credits(told, first, then):
    """A cut-short question leans on the one before."""
    assert "For September 2026 £312.00 of service credit is owed" in told(then, first).headline


def test_every_month_named_is_added_up(told):
    """July and September: 150 and 312."""
    seen = told("what credit are we owed for July and September?")
    assert "For July 2026 and September 2026 £462.00 of service credit is owed" in seen.headline


def test_a_month_whose_tickets_are_not_here_is_told_beside_the_sum(told):
    """June is before the first ticket."""
    seen = told("what credit are we owed for June and July?")
    assert "£150.00 of service credit is owed" in seen.headline
    assert "for June 2026 we cannot tell: the tickets we have begin on 1 July 2026" in seen.headline
    assert seen.state == "partly"


@pytest.mark.parametrize(
    "question",
    [
        "what would the credit for September have been without the cap?",
        "how much credit would we get for September if there was no cap?",
        "what does the cap take off in September?",
        "September's credit before the cap?",
        "ignoring the cap, what are we owed for September?",
        "how much did the ceiling cut from the credit in September?",
    ],
)
def test_the_credit_without_its_cap_stands_beside_the_one_with_it(told, question):
    """Thirteen per cent of 3,120 is 405.60; ten per cent 312."""
    seen = told(question)
    assert seen.headline == (
        "Without the cap the service credit for September 2026 would have been £405.60; with it £312.00 is owed, £93.60 less."
    )
    assert {"credit_uncapped", "cap_effect", "credit_owed"} <= {one.key for one in seen.figures}


def test_the_cap_is_asked_of_the_month_just_spoken_of_and_of_all_months(told):
    """August 390 and 300, September 405.60 and 312; July and October stay below the cap."""
    assert (
        "for August 2026 would have been £390.00"
        in told("and without the cap?", "what credit are we owed for August?").headline
    )
    assert "£183.60 less" in told("how much has the cap cost us?").headline
    assert "The cap changes nothing for October 2026: £156.00" in told("and without the cap in October?").headline


@pytest.mark.parametrize(
    "question",
    [
        "what did the Wi-Fi project cost us?",
        "how much have we paid for the wifi so far?",
        "what was the total cost of the Wi-Fi project?",
        "what were we invoiced for Wi-Fi?",
        "did we pay for Wi-Fi, and what was the price?",
        "how much did they charge for the wi fi project?",
    ],
)
def test_a_piece_of_work_is_found_on_the_invoices_by_its_name(told, question):
    """1,140 and 1,100 for hours, 1,260 for access points: on three lines of two invoices, and nobody else's contract."""
    seen = told(question)
    assert seen.headline.startswith("£3,500.00 was invoiced from July 2026 to August 2026 on 3 invoice lines")
    assert "6 x £210.00, £1,260.00 in all, Wi-Fi project - access points" in seen.text


def test_work_that_no_invoice_names_is_not_told_as_the_monthly_charge(told):
    """There is no firewall on any invoice; what there is stands beside."""
    seen = told("what did the firewall project cost us?")
    assert (seen.state, seen.headline[:57]) == ("unknown", "We cannot tell: no invoice line that we have from July 20")
    assert "Server move: consultant" in seen.text


@pytest.mark.parametrize(
    "question",
    [
        "were we charged the right rate for the Wi-Fi project?",
        "was the engineer charged at the contract rate?",
        "did they bill the agreed hourly rate for Wi-Fi?",
        "was the correct rate used for the wifi project?",
        "have we been billed the agreed rate for the project?",
        "was Wi-Fi billed at the right hourly rate?",
    ],
)
def test_the_rate_of_work_is_held_against_the_contracts_price_for_an_hour(told, question):
    """Ten hours at 110 against 95, or 99.75 with a whole rise; the access points have no price in the contract."""
    seen = told(question)
    assert seen.headline.startswith(
        "No: at least £102.50 was billed above the agreed rates, and at most £150.00 if no rise was due."
    )
    assert any(one.clause == "4.2" or "4.2" in (one.clause or "") for one in seen.citations)


def test_a_rate_as_agreed_is_said_to_be_so(told):
    """Four hours of a consultant at 140."""
    assert told("did they charge the right rate for the server move?").headline.startswith(
        "Yes: 1 line of hours checked"
    )


# Half of the fees for the months left of the term to 30 June 2027, on 3,000 as agreed or 3,120 as billed.
@pytest.mark.parametrize(
    ("question", "least", "most"),
    [
        ("what would it cost to leave early, on 31 March 2027?", "£4,500.00", "£4,680.00"),
        ("how much would we have to pay if we ended the contract on 31 December 2026?", "£9,000.00", "£9,360.00"),
        ("early termination fee if we go at the end of January 2027?", "£7,500.00", "£7,800.00"),
        ("what would we owe if we left on 15 March 2027?", "£4,500.00", "£6,240.00"),
        ("if we cancelled on 28 February 2027, what would we pay?", "£6,000.00", "£6,240.00"),
        ("what would it cost us to walk away at the end of the year?", "£9,000.00", "£9,360.00"),
        ("what would it cost to leave in January?", "£7,500.00", "£7,800.00"),
        ("what is the penalty for leaving early?", "£10,500.00", "£10,920.00"),
    ],
)
def test_leaving_early_is_priced_by_the_clause_that_says_how(told, question, least, most):
    """A month begun counts for the most only; no day named is this month's last, and said so."""
    seen = told(question)
    assert f"would cost between {least} and {most} by clause 1.2" in seen.headline
    assert "which fee the clause means" in seen.text.lower()
    assert "not legal advice" in seen.text


def test_leaving_on_the_last_day_of_the_term_costs_nothing(told):
    """The term that runs on 30 June 2027 ends on it."""
    assert told("what does it cost to get out on 30 June 2027?").headline.startswith("Nothing is to be paid")


def test_no_sum_is_told_for_a_time_that_is_no_day(told):
    """Next summer is no day, and another day would be another question."""
    assert "£" not in told("what would leaving next summer cost us?").headline


@pytest.mark.parametrize(
    "question",
    [
        "which levels missed three months in a row?",
        "which services missed three months in a row?",
        "what has been missed three months running?",
        "has P1 response been missed for 3 consecutive months?",
        "which SLAs have they missed for three months on the trot?",
        "did they fail anything three months in succession?",
    ],
)
def test_levels_missed_in_a_row_are_counted_though_the_contract_draws_nothing_from_it(told, question):
    """P1 was late in all four months; P3 in August and September."""
    seen = told(question)
    assert seen.headline.startswith(
        "Yes: 1 service level was missed 3 months or more in a row over July 2026 to October 2026: P1 first response"
    )
    assert "sets no number of misses in a row that gives you a stronger remedy" in seen.text


def test_a_run_shorter_than_asked_is_told_with_its_length(told):
    """Four months are the longest."""
    assert (
        "the longest run was 4 months (P1 first response)"
        in told("has anything been missed five months in a row?").headline
    )
    assert "2 service levels were missed 2 months or more" in told("did any level miss two months in a row?").headline


NOTICE = """From: Priya Nair <priya.nair@brightwater-systems.example>
To: office@marlow-kitchens.example
Date: {sent}
Subject: Our charges
Message-ID: <rise-1@brightwater-systems.example>
Content-Type: text/plain; charset=utf-8

Dear all,

From 1 September our monthly fee will increase by 4% to £3,120.00.

Kind regards
Priya Nair
Brightwater Systems Limited
"""


@pytest.mark.parametrize(
    "question",
    [
        "did they give us notice of the price rise?",
        "was the price rise notified in time?",
        "were we told of the increase 60 days before?",
        "was the September increase announced properly?",
        "did they warn us before prices went up?",
        "how much notice did they give of the last increase?",
    ],
)
def test_the_notice_of_a_price_rise_is_looked_for_by_its_last_day(told, question):
    """The fee rose on 1 September 2026; sixty days before is 3 July; no message is held."""
    seen = told(question)
    assert seen.headline == (
        "We cannot tell: no message that we hold tells of the rise of September 2026, for which notice had to be given by 3 July 2026."
    )
    assert "may have come by post" in seen.text


@pytest.mark.parametrize(
    ("sent", "head"),
    [
        ("Mon, 29 Jun 2026 09:00:00 +0100", "It seems so: a message of 29 June 2026 tells of a rise"),
        (
            "Mon, 06 Jul 2026 09:00:00 +0100",
            "Not in time by what we hold: the first message that tells of a rise is of 6 July 2026",
        ),
    ],
)
def test_a_message_that_tells_of_the_rise_is_held_against_that_day(tmp_path, sent, head):
    """Four days before the last day, and three after it."""
    files = {"msa.md": CONTRACT, "invoices.csv": INVOICES, "tickets.csv": TICKETS, "rise.eml": NOTICE.format(sent=sent)}
    seen = ask(made_company(tmp_path / "company", files), "did they give us notice of the price rise?")
    assert not guard.orphans(seen)
    assert seen.headline.startswith(head)


def test_the_charge_for_a_month_is_that_months_invoice(told):
    """And no clause on what is charged for."""
    assert told("what was the charge for July?").headline == "In July 2026 the recurring charge was £3,000.00."


@pytest.mark.parametrize(
    ("question", "head"),
    [
        (
            "when does the renewed term end?",
            "The renewed term, which has run since the first ended on 30 June 2026, ends on 30 June 2027",
        ),
        (
            "when will the renewal term run out?",
            "The renewed term, which has run since the first ended on 30 June 2026, ends on 30 June 2027",
        ),
        ("if it renews, when does it end?", "The term now running ends on 30 June 2027"),
        ("when would the next term end?", "The term now running ends on 30 June 2027"),
        ("when does the term after renewal end?", "The term now running ends on 30 June 2027"),
        ("what date does the contract run to after renewal?", "The term now running ends on 30 June 2027"),
    ],
)
def test_the_end_of_a_renewed_term_and_of_the_one_after_it(told, question, head):
    """Eighteen months from January 2025, then a year at a time; notice by 1 April 2027."""
    seen = told(question).headline
    assert seen.startswith(head)
    assert seen.endswith(
        "if it renews again, which it does unless notice is given by 1 April 2027, the next one ends on 30 June 2028."
    )


def test_a_question_on_a_limit_is_not_taken_for_what_there_is_to_claim(told):
    """What may be claimed at most is in the clauses."""
    assert "can still be got back" not in told("is there a limit on what we can claim?").headline
