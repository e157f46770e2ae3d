"""Triggers, charges, dates, parties and duties."""

import pytest

FAILURE = "# Persistent failure\n\n"


def triggers(terms_of, words):
    """Each trigger as scope, k, n, consecutive, level, effect."""
    return [
        tuple(term.fields.get(name) for name in ("scope", "k", "n", "consecutive", "level", "effect"))
        for term in terms_of(FAILURE + words, "trigger")
    ]


def test_three_running_or_four_of_twelve_are_two_triggers(terms_of):
    """Both in one sentence."""
    assert sorted(
        triggers(
            terms_of,
            "1. The Customer may terminate if the Supplier misses the same Service Level in three consecutive months or in "
            "four months of any 12 month period.",
        ),
        key=str,
    ) == sorted(
        [("same_level", 3, None, True, None, "termination"), ("same_level", 4, 12, None, None, "termination")], key=str
    )


@pytest.mark.parametrize(
    ("words", "want"),
    [
        (
            "If availability is not met for two (2) out of any three (3) consecutive months the Customer may terminate.",
            ("same_level", 2, 3, None, None, "termination"),
        ),
        (
            "The Customer may terminate if five or more Service Levels are missed in 6 of any 12 months.",
            ("any_level", 6, 12, None, "5", "termination"),
        ),
        (
            "The Customer may terminate if any Service Level is missed in four consecutive months.",
            ("any_level", 4, None, True, None, "termination"),
        ),
        (
            "It is a material breach if 50 or more Service Points accrue in any three months.",
            ("points", 1, 3, None, "50", "material breach"),
        ),
        (
            "The Customer may terminate if Service Credits of 20% or more of the Charges arise in 2 of any 4 months.",
            ("credits", 2, 4, None, "20", "termination"),
        ),
        (
            "Missing a Service Level 4 or more times in a rolling 12 month period obliges the Supplier to an improvement plan.",
            ("same_level", 4, 12, None, None, "improvement plan"),
        ),
    ],
)
def test_every_family_of_trigger_is_read(terms_of, words, want):
    """Running, k of n, many levels, points, credits."""
    assert triggers(terms_of, f"1. {words}") == [want]


def test_a_trigger_may_stand_in_a_list_with_its_effect_after_it(terms_of):
    """What follows is said two clauses on."""
    assert [
        one[5]
        for one in triggers(
            terms_of,
            """1. There is a Persistent Failure if the Provider misses the same Service Level:

   (a) in three consecutive months; or

   (b) in any four months out of a period of twelve months.

2. The Provider shall then give an improvement plan within ten Working Days.

3. If it does not, the Customer may end this Agreement.
""",
        )
    ] == ["improvement plan, then termination"] * 2


@pytest.mark.parametrize(
    "words",
    [
        "Service Credits are doubled where the same Service Level is missed in two consecutive months.",
        "The Agreement renews for successive periods of twelve months unless three months' notice is given.",
        "The report shows the trend of missed Service Levels over the last twelve months.",
    ],
)
def test_other_months_are_no_trigger(terms_of, words):
    """Doubling, renewal, trends."""
    assert terms_of(f"# Terms\n\n1. {words}", "trigger") == []


def charges(terms_of, words):
    """Each charge as kind, rate, currency, minimum, index, cap."""
    names = ("kind", "rate", "currency", "minimum", "index", "cap_pct")
    return [tuple(term.fields.get(name) for name in names) for term in terms_of(f"# Charges\n\n{words}\n", "charge")]


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("The Monthly Charge is £18,500 per month.", ("monthly_fixed", "18500", "GBP", None, None, None)),
        ("The Customer shall pay £62.00 for each User for each month.", ("per_user", "62.00", "GBP", None, None, None)),
        ("Each server costs €120 per device per month.", ("per_device", "120", "EUR", None, None, None)),
        ("Other work is charged at £85.00 an hour.", ("hourly", "85.00", "GBP", None, None, None)),
        ("Development is charged at $55 CAD per hour.", ("hourly", "55", "CAD", None, None, None)),
        ("The Charges rise each April by the CPI, but by not more than 4 %.", None),
        (
            "The Supplier may increase the Charges once a year by the Retail Prices Index, subject to a maximum of 3%.",
            ("indexation", None, None, None, "RPI", "3"),
        ),
    ],
)
def test_prices_are_read_with_what_they_are_for(terms_of, words, want):
    """A month, a user, a device, an hour; and how they may rise."""
    assert charges(terms_of, f"1. {words}") == ([want] if want else [("indexation", None, None, None, "CPI", "4")])


def test_a_minimum_belongs_to_its_price(terms_of):
    """Never fewer than a hundred users."""
    found = charges(
        terms_of,
        """1.1 The Customer shall pay £62.00 for each User for each month.

1.2 The number of Users for a month is never taken to be less than 100.
""",
    )
    assert found == [("per_user", "62.00", "GBP", 100, None, None)]


def test_a_price_list_is_read_row_by_row(terms_of):
    """The unit stands in its own column."""
    found = charges(
        terms_of,
        """| Item | Unit | Price |
|---|---|---|
| Managed user | per user per month | £45.00 |
| Engineer | per hour | £95.00 |
| Laptop | each | £900.00 |
""",
    )
    assert [one[:3] for one in found] == [("per_user", "45.00", "GBP"), ("hourly", "95.00", "GBP")]


def test_a_bare_dollar_is_the_dollar_of_the_contract_or_none(terms_of):
    """Elsewhere it says CAD; or it says nothing."""
    assert charges(terms_of, "1. Fees are $175 per month. Other work is $55 CAD per hour.")[0][2] == "CAD"
    assert charges(terms_of, "1. Fees are $175 per month.")[0][2] is None


def test_a_blacked_out_price_is_unknown(terms_of):
    """The hourly rate of $[*]."""
    (term,) = terms_of("# Charges\n\n1. Support is billed at $[*] per hour.\n", "charge")
    assert term.status == "unknown"
    assert "rate" not in term.fields


def dates(terms_of, words):
    """Each contract date by name."""
    return {term.fields["name"]: term.fields.get("value") for term in terms_of(words, "contract_date")}


def test_the_dates_of_a_contract_are_read(terms_of):
    """Made, begun, run, renewed, ended."""
    assert dates(
        terms_of,
        """# Agreement

Dated 14 October 2024

1. "Service Start Date" means 1 November 2024.

2. The Agreement runs for an initial term of 36 months from the Service Start Date, which ends on 31 October 2027.

3. At the end of the initial term the Agreement renews for further terms of 12 months unless one party gives not less
than 90 days' written notice before the end of the term then running.
""",
    ) == {
        "agreement_date": "2024-10-14",
        "service_start": "2024-11-01",
        "initial_term_months": "36",
        "term_end": "2027-10-31",
        "renewal_months": "12",
        "renewal": "automatic",
        "notice_days": "90",
    }


def test_american_dates_and_worded_years_are_read(terms_of):
    """October 29, 1999; five (5) years; thirty (30) days."""
    assert dates(
        terms_of,
        """# Hosting Agreement

This Agreement is entered into as of October 29, 1999 ("Effective Date") by and between the parties.

1. The term of this Agreement shall commence on the Effective Date and continue for an initial period of five (5) years.
It shall automatically renew for one (1) year periods unless either party gives thirty (30) days prior written notice.
""",
    ) == {
        "agreement_date": "1999-10-29",
        "effective_from": "1999-10-29",
        "initial_term_months": "60",
        "renewal_months": "12",
        "renewal": "automatic",
        "notice_days": "30",
    }


def test_a_date_in_bare_figures_is_not_read(terms_of):
    """03/01/05 is the third of January or the first of March."""
    assert dates(terms_of, "# Agreement\n\nDated 03/01/05\n\nThe services start on 03/01/05.\n") == {}


def test_notice_in_months_is_kept_in_months(terms_of):
    """Three months are not a number of days; the end of the term says which days they are."""
    words = "1. The Agreement renews for further terms of 12 months unless a party gives three months' notice.\n"
    assert dates(terms_of, f"# Term\n\n{words}")["notice_months"] == "3"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "The Agreement shall, unless terminated earlier, continue for a minimum period of thirty-six (36) months.",
            {"initial_term_months": "36"},
        ),
        (
            (
                "This contract runs for 3 years from 1 May 2025 and then rolls over month to month until either of us gives "
                "30 days' notice."
            ),
            {
                "service_start": "2025-05-01",
                "initial_term_months": "36",
                "renewal_months": "1",
                "renewal": "automatic",
                "notice_days": "30",
            },
        ),
        ("Term: 1 January 2026 - 31 December 2028", {"service_start": "2026-01-01", "term_end": "2028-12-31"}),
        (
            "Either party may end this Agreement for convenience at any time by giving 60 days' notice.",
            {"termination_notice_days": "60"},
        ),
        ("The duty of secrecy remains in force for five years after the end of this Agreement.", {}),
        ("The Agreement shall terminate automatically on 31 March 2028.", {"term_end": "2028-03-31"}),
    ],
)
def test_lengths_and_notices_in_many_wordings(terms_of, words, found):
    """A first term, a rolling month, both ends in one line, notice at any time, and a length that is no term."""
    assert dates(terms_of, f"# Term\n\n1. {words}\n") == found


def test_two_start_dates_are_a_conflict(terms_of):
    """One in the definitions, another in the schedule."""
    found = terms_of(
        '# Agreement\n\n1. "Commencement Date" means 1 April 2025.\n\n2. The Services start on 1 May 2025.\n',
        "contract_date",
    )
    assert {term.status for term in found} == {"conflict"}
    assert found[0].readings == ("2025-04-01", "2025-05-01")


@pytest.mark.parametrize(
    "words",
    [
        'This Agreement is between Oakmere Technology Limited (the "Supplier") and Fernley Foods Limited (the "Customer").',
        "(1) Fernley Foods Limited, a company registered in England (the **Customer**); and\n\n(2) Oakmere Technology Limited (the **Provider**).",
        "BETWEEN (1) Oakmere Technology Limited, a company registered in England and Wales with number 09911223 whose registered office is at Unit 4 (the **Supplier**); and\n\n(2) Fernley Foods Limited, a limited company whose office is at Ely (the **Customer**).",
        'Between Oakmere Technology Limited, Unit 3, The Old Dairy ("we", "us") and Fernley Foods Limited, 14 Chapel Lane ("you").',
        'This Agreement is entered into by and between Oakmere Technology Limited ("Oakmere") and Fernley Foods Limited ("Client").',
    ],
)
def test_the_parties_are_told_by_what_the_contract_calls_them(terms_of, words):
    """Supplier and customer; one name of a role tells the other."""
    found = {term.fields["role"]: term.fields["name"] for term in terms_of(f"# Agreement\n\n{words}\n", "party")}
    assert found == {"provider": "Oakmere Technology Limited", "customer": "Fernley Foods Limited"}


DUTIES = """
The Provider shall send the Customer a Monthly Report no later than the tenth Working Day after the end of that month. | report 1 wd10
The Supplier shall provide a quarterly service report within 15 days of the end of the quarter.                        | report 3 d15
The parties shall hold a monthly review meeting.                                                                      | review 1
The Supplier shall carry out a restore test in each quarter and give evidence within ten Working Days after its end.   | restore_test 3 wd10
The Supplier shall install critical patches within 14 days of release.                                                | patching d14
The Supplier shall back up all servers every day.                                                                     | backup
The Supplier shall notify the Customer of a personal data breach within 72 hours.                                     | breach_notice d3
The Supplier shall notify the Customer immediately of any security breach.                                            | breach_notice
The Supplier shall present an IT roadmap every year.                                                                  | roadmap 12
A penetration test shall be carried out annually by the Supplier.                                                     | pen_test 12
The Supplier shall keep an exit plan and update it once a year.                                                       | exit_plan 12
The Supplier shall deliver an improvement plan within ten Working Days of a request.                                  | other wd10
"""


@pytest.mark.parametrize("line", DUTIES.strip().splitlines())
def test_duties_are_read_with_their_rhythm_and_their_day(line, terms_of):
    """How often, and by when."""
    words, want = (part.strip() for part in line.split("|"))
    (duty,) = terms_of(f"# Duties\n\n1. {words}\n", "duty")
    f = duty.fields
    parts = [f["kind"], str(f.get("every_months", ""))]
    parts += (
        [f"wd{f['due_business_days']}"]
        if "due_business_days" in f
        else [f"d{f['due_days']}"]
        if "due_days" in f
        else []
    )
    assert " ".join(part for part in parts if part) == want
    assert f["who"] == "provider"


def test_a_report_that_does_not_come_may_fail_its_levels(terms_of):
    """Deemed missed, in a sentence of its own."""
    (duty,) = terms_of(
        "# Reports\n\n1. The Supplier shall deliver a monthly report by the tenth Working Day after the end of each month.\n\n"
        "2. If the report is not delivered in time, each Service Level for that month is deemed to have been missed.\n",
        "duty",
    )
    assert duty.fields["deemed_failed"] is True


def test_the_customers_duties_are_the_customers(terms_of):
    """Access within two Working Days."""
    found = terms_of(
        "# Customer\n\n1. The Customer shall:\n\n   (a) give the Provider access within two Working Days of a request; and\n\n"
        "   (b) name two people who can approve changes.\n",
        "duty",
    )
    assert [(term.fields["who"], term.fields.get("due_business_days")) for term in found] == [
        ("customer", 2),
        ("customer", None),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "The Monthly Report shows every Ticket for which a Service Level was missed.",
        "The Provider shall not be excused from reporting because nothing went wrong in the month.",
        "Backups may be taken by the Customer.",
    ],
)
def test_what_nobody_must_do_is_no_duty(terms_of, words):
    """Contents, exclusions and possibilities."""
    assert terms_of(f"# Reports\n\n1. {words}\n", "duty") == []


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        (
            "The Customer may terminate if 60 or more Points accrue in any period of three consecutive Months.",
            {"scope": "points", "level": "60", "k": 1, "n": 3, "effect": "termination"},
        ),
        (
            "The Customer may terminate if the availability is less than 99% in any two months out of six.",
            {"scope": "same_level", "metric": "availability", "level": "99", "k": 2, "n": 6, "effect": "termination"},
        ),
    ],
)
def test_points_in_a_window_and_a_floor_of_its_own(terms_of, words, fields):
    """Points of three months are added up, which is no run of misses; a right may need less than the level."""
    assert [term.fields for term in terms_of(FAILURE + f"1. {words}\n", "trigger")] == [fields]


def test_a_right_on_service_levels_is_held_to_the_schedule_of_that_name(terms_of):
    """Patching, promised under Security, is no Service Level of Schedule 2."""
    words = """# 2 Term

2.1 The Customer may terminate if the Supplier fails to meet the same Service Level in three consecutive months.

# 5 Security

5.1 The Supplier shall install critical security patches on at least 95% of devices within 14 days.

# Schedule 2 Service Levels

1. P1 Incidents shall be responded to within 30 minutes, round the clock, in 95% of cases.
"""
    (trigger,) = terms_of(words, "trigger")
    assert trigger.fields["within"] == "Schedule 2"
