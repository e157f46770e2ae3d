"""A contract of our own, asked about prices, open tickets, leaving, downtime and the worst month, by its own words."""

from datetime import UTC, datetime

import pytest

from bot.answering.conversation import ask
from bot.intake.adding import add
from bot.intake.given import Options
from bot.settings import Settings
from bot.wiring import build
from tests.bot.made_company import made_company

CONTRACT = """# Managed Services Agreement

between Fernbrook Joinery Ltd ("the Customer") and Halyard IT Ltd ("the Provider"), dated 15 December 2024.

1.1 This Agreement starts on 1 January 2025 and continues for an initial term of 12 months.

1.2 After the Initial Term either party may terminate this Agreement on not less than three months' notice in writing at any time.

1.3 The Customer may extend the Initial Term by a further period of 12 months by giving the Provider notice in writing not less than 2 months before its expiry.

2.1 The Customer shall pay £62.00 per user per month.

2.2 The Provider may increase the Charges on each anniversary of the start of this Agreement by the percentage change in CPI over the preceding year, subject to a maximum of 8 % in any year, on not less than 60 days' written notice.

3.1 Support is available Monday to Friday 08:00 to 18:00.

3.2 The Provider shall resolve 90 % of Priority 1 incidents resolved in the month within 4 Service Hours, and 90 % of Priority 2 incidents resolved in the month within 8 Service Hours.

4.1 For each full 60 minutes of unplanned downtime of the Internet Service in a month the Provider shall credit 5 % of the monthly charge, up to 20 % of the monthly charge.

4.2 If the Provider misses a service level for Priority 1 incidents, a Service Credit of 5 % of the monthly charge is due for that month.
"""
INVOICES = """invoice no,invoice date,month,description,quantity,unit price,net amount,currency
I-05,2026-05-31,2026-05,"Managed support, per user",42,62.00,2604.00,GBP
I-06,2026-06-30,2026-06,"Managed support, per user",42,62.00,2604.00,GBP
I-07,2026-07-31,2026-07,"Managed support, per user",42,67.00,2814.00,GBP
"""
HEADS = "date,users\n2026-01-01,42\n"
OUTAGES = """service,kind,start,end,told at,note
Internet Service,unplanned,2026-07-07 09:00,2026-07-07 11:50,,line card failed at the exchange
Internet Service,unplanned,2026-06-07 09:00,2026-06-07 09:20,,power
"""
HEAD = "Ticket,Type,Priority,Created,First response,Resolved,Status,Summary"
TICKETS = """
T-1,Incident,P1,2026-05-04 09:00,2026-05-04 09:10,2026-05-04 11:00,Resolved,a
T-2,Incident,P1,2026-06-01 09:00,2026-06-01 09:10,2026-06-01 16:30,Resolved,b
T-3,Incident,P1,2026-06-02 09:00,2026-06-02 09:10,2026-06-02 16:30,Resolved,c
T-4,Incident,P1,2026-07-06 09:00,2026-07-06 09:10,2026-07-06 16:30,Resolved,d
T-5,Incident,P1,2026-07-07 09:00,2026-07-07 09:10,2026-07-07 11:00,Resolved,e
T-6,Incident,P2,2026-07-14 09:00,2026-07-14 09:30,2026-07-14 12:00,Resolved,f
T-7,Incident,P2,2026-07-20 09:00,2026-07-20 09:30,,Open,g
T-8,Incident,P2,2026-07-21 09:00,2026-07-21 09:30,,Open,h
T-9,Incident,P2,2026-09-10 09:00,2026-09-10 09:30,2026-09-10 10:00,Resolved,i
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    files = {
        "msa.md": CONTRACT,
        "inv.csv": INVOICES,
        "heads.csv": HEADS,
        "outages.csv": OUTAGES,
        "tickets.csv": HEAD + TICKETS,
    }
    return made_company(tmp_path_factory.mktemp("made"), files, datetime(2026, 9, 20, 12, tzinfo=UTC))


def figures(answer, key):
    return {figure.value for figure in answer.figures if figure.key == key}


def test_a_price_above_the_agreed_one_is_told_as_at_least_and_at_most(company):
    """67 instead of 62 for 42 users: 210 without a rise; a whole cap of 8 % would make it 66.96, so 1.68 is sure."""
    answer = ask(company, "are we being overcharged?")
    assert (answer.verdict, answer.state) == ("yes", "partly")
    assert "at least £1.68" in answer.headline
    assert "at most £210.00" in answer.headline
    assert (
        "By clause 2.2 prices may rise on 1 January; the higher price first stands on the invoice of July 2026."
        in answer.text
    )
    assert any("whether a rise was due" in one.what and "60 days" in one.what for one in answer.unknowns)


def test_open_tickets_past_their_time_stand_beside_a_count_of_resolved_ones(company):
    """The contract measures those resolved in the month: one of one; the two open ones are told and not counted."""
    answer = ask(company, "were P2 fixes on time in July 2026?")
    assert answer.verdict == "met"
    assert "1 of 1 fixed" in answer.headline
    assert figures(answer, "open_late") == {"2"}
    assert (
        "2 tickets are still open past their time for Priority 2 resolution (T-7, T-8), and do not count" in answer.text
    )


def test_the_earliest_day_out_is_told_from_the_clause_on_notice(company):
    """Three months from today, since the first term is over; the option to extend is an option, and past."""
    answer = ask(company, "when can we leave?")
    assert figures(answer, "earliest_exit") == {"2026-12-20"}
    assert "You had an option to extend it by 12 months; its last day was 31 October 2025." in answer.text
    assert "notice (2 months) must be given" not in answer.text


def test_the_worst_month_is_named_with_its_credit(company):
    """June missed both urgent fixes: 5 % of 2,604.00; May missed none, July one of two."""
    answer = ask(company, "which month was their worst for urgent calls, and what did it cost them?")
    assert answer.headline.startswith("June 2026 was the worst month of May 2026 to July 2026")
    assert "2 of 2 tickets late" in answer.headline
    assert figures(answer, "credit_owed") == {"130.20"}
    assert "The numbers are small" in answer.text


def test_what_people_who_leave_save_is_told_for_the_month_and_the_year(company):
    """Twelve times 62.00 is 744.00 a month, and 8,928.00 in twelve months at that price."""
    answer = ask(company, "if twelve of our people leave in January what do we save over a year?")
    assert figures(answer, "price_of_change") == {"744.00"}
    assert figures(answer, "price_of_change_year") == {"8928.00"}
    assert "a price rise within them would change it" in answer.text


def test_a_day_named_by_its_number_is_the_latest_or_that_of_the_month_spoken_of(company):
    """By itself the 7th of this September, when nothing is on record; after a question on July the 7th of July."""
    alone = ask(company, "why did the internet go down on the 7th?")
    assert alone.period is not None
    assert str(alone.period.start) == "2026-09-07"
    told = ask(company, "why did the internet go down on the 7th?", earlier=("how did July 2026 go?",))
    assert str(told.period.start) == "2026-07-07"
    assert "line card failed at the exchange" in told.text


PLANS = """# Managed Services Agreement

between Fernbrook Joinery Ltd ("the Customer") and Halyard IT Ltd ("the Provider").

1.1 This Agreement starts on 1 January 2026.

| Plan | Price per user per month |
|---|---|
| Essential | £35.00 |
| Professional | £48.00 |
| Premium | £62.00 |

2.1 The Provider may increase the Charges on each anniversary of the start by no more than 5 %.
"""
BY_PLAN = """invoice no,invoice date,month,description,quantity,unit price,net amount,currency
I-02,2026-04-30,2026-04,"Managed support, per user",50,62.00,3100.00,GBP
"""


@pytest.mark.parametrize(
    ("form", "verdict", "least"),
    [("\n# Order Form\n\nPlan: Professional\n", "yes", {"700.00"}), ("", "cannot_tell", set())],
)
def test_the_plan_of_the_order_form_picks_the_price(tmp_path, form, verdict, least):
    """50 users at the price of Premium on the Professional plan are 700 too much; without a plan nobody can say."""
    (tmp_path / "msa.md").write_text(PLANS + form)
    (tmp_path / "inv.csv").write_text(BY_PLAN)
    made = build(Settings(home=tmp_path / "home", _env_file=None), clock=lambda: datetime(2026, 9, 20, 12, tzinfo=UTC))
    add(made, [tmp_path / "msa.md", tmp_path / "inv.csv"], Options(accept=True, index=False))
    answer = ask(made, "are we being overcharged?")
    assert (answer.verdict, figures(answer, "overcharged")) == (verdict, least)
    assert any("which plan is ours" in one.what for one in answer.unknowns) is not bool(form)
