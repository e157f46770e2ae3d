"""Wordings of which only a part can be read as a figure: they are asked about, never given as certain."""

import pytest

MSA = '# Agreement\n\n1. "Support Hours" means 08:00 to 18:00 Monday to Friday.\n\n2. Priority 1 is critical, Priority 2 is high.\n\n3. '


@pytest.mark.parametrize(
    "words",
    [
        "All P1 tickets bar one a month will be answered within 15 minutes of Support Hours.",
        "All but two P1 incidents a month shall be answered within 15 minutes of Support Hours.",
        "No more than 2 P1 tickets a month may miss the response time of 30 minutes of Support Hours.",
        "Updates: P1 every hour of Support Hours, P2 daily.",
    ],
)
def test_a_time_that_not_every_ticket_must_meet_is_asked_about(terms_of, words):
    """How many may miss it, or which time is whose, is for a person to say."""
    found = terms_of(MSA + words, "service_level")
    assert found
    assert {one.status for one in found} == {"conflict"}


@pytest.mark.parametrize(
    "words",
    [
        "Availability shall be 99.9% measured over a rolling three months.",
        "Email will be available 99.9% of the time over any period of 30 days.",
        "99.5% of P2 incidents are answered within 1 hour of Support Hours, on a rolling quarterly basis.",
        "P1 incidents are answered within 1 hour of Support Hours in 95% of cases, averaged over the previous six months.",
    ],
)
def test_a_share_over_a_span_that_rolls_is_no_monthly_figure(terms_of, words):
    """Results are those of calendar months, quarters and years."""
    (level,) = terms_of(MSA + words, "service_level")
    assert (level.status, level.fields.get("window")) == ("conflict", None)


def test_all_levels_follow_a_rolling_measurement_period(terms_of):
    """One sentence says over what every level is measured."""
    words = "P1 incidents are answered within 1 hour of Support Hours in 95% of cases.\n\n4. Service Levels are measured over a rolling three-month period.\n"
    (level,) = terms_of(MSA + words, "service_level")
    assert level.status == "conflict"


@pytest.mark.parametrize(
    "words",
    [
        "The fee is £1,500 for the first three months and £1,800 per month thereafter.",
        "The fee is £40 per user per month, falling to £36 above 50 users.",
        "The monthly charge shall be £1,250 less a discount of 10%.",
        "An introductory price of £900 per month applies.",
        "Charges will go up with CPI on 1 April each year, five per cent at the outside.",
    ],
)
def test_a_price_that_changes_is_not_one_price(terms_of, words):
    """It is another one later, or for a greater number, or after a reduction."""
    assert [one.status for one in terms_of(MSA + words, "charge")] == ["conflict"]


@pytest.mark.parametrize(
    "words",
    ["The charge is £600 per quarter, invoiced monthly.", "The price is £95 per user per quarter, payable monthly."],
)
def test_a_price_of_a_quarter_is_not_that_of_a_month(terms_of, words):
    """How it is paid does not say what it is for."""
    assert not terms_of(MSA + words, "charge")


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("If credits exceed 15% of the charges in 2 of any 4 months the Customer may terminate.", []),
        ("Where credits would exceed 15% of the Monthly Charge the excess is carried over.", ["conflict"]),
        ("Credits are limited to a quarter's price in any year.", ["conflict"]),
        ("Credits are capped at two months' charges.", ["conflict"]),
    ],
)
def test_a_limit_on_credits_is_read_asked_about_or_none(terms_of, words, want):
    """Credits that grow so large that the contract may be ended are not thereby limited."""
    assert [one.status for one in terms_of(MSA + words, "credit_rule")] == want


def test_a_right_that_counts_quarters_is_asked_about(terms_of):
    """Results are those of months."""
    (right,) = terms_of(
        MSA + "Missing the same Service Level in two quarters in a row is a material breach.", "trigger"
    )
    assert right.status == "conflict"


@pytest.mark.parametrize(
    "hours",
    [
        "7.30am to 6pm on weekdays and 9 to 1 on Saturdays",
        "Monday to Thursday 8am-6pm, Friday until 4pm",
        "Monday to Friday 8:00-18:00 (Friday 8:00-16:00)",
        "8:00 to 18:00 Monday to Friday, except Wednesdays when the desk closes at 13:00",
        "9am to 5.30pm Mon-Fri, closed for lunch 1pm to 2pm",
        "08:30 - 17:00 (16:00 on Fridays), Monday to Friday",
        "08:00 to 18:00 Monday to Friday in winter and 07:00 to 17:00 in summer",
        "08:00 to 18:00 Monday to Friday. On Fridays the desk closes at 16:00",
        "24 hours a day from Monday to Friday",
    ],
)
def test_hours_read_only_in_part_are_no_clock(terms_of, hours):
    """One day with its own times makes every late ticket of that day uncertain."""
    found = terms_of(f"# Agreement\n\n1. The Support Hours are {hours}.\n", "service_hours")
    assert {one.status for one in found} == {"conflict"}


@pytest.mark.parametrize(
    "hours",
    [
        "0800-1800 Mon-Fri and 0900-1300 Sat",
        "Monday through Friday, 7:00 AM - 7:00 PM, and Saturday 8 AM to noon",
        "08:00 to 18:00, Monday to Friday; tickets logged after 17:00 count from the next morning",
    ],
)
def test_hours_read_whole_are_certain(terms_of, hours):
    """A time that is no opening time takes nothing away."""
    found = terms_of(f"# Agreement\n\n1. The Support Hours are {hours}.\n", "service_hours")
    assert [one.status for one in found] == ["found"]


@pytest.mark.parametrize(
    "words",
    [
        "Our average response time to P1 incidents is 15 minutes of Support Hours.",
        "The median time to fix a P2 shall be 8 Support Hours.",
        "P2 requests raised before noon are answered within 2 working hours.",
        "From 1 July 2026 P1 incidents will be answered within 10 minutes of Support Hours.",
        "The Customer expects P1 incidents to be answered within 5 minutes of Support Hours.",
        "For example, a P1 incident logged at 17:50 and answered within 20 minutes of Support Hours is late.",
        "80% of P2 incidents are fixed within 4 working hours and the rest within 8 working hours.",
        "There is no commitment to resolve P1 incidents within 4 Support Hours.",
        "The provider does not guarantee 99.9% availability.",
        "Availability shall be 99.9% excluding the first 30 minutes of each outage.",
    ],
)
def test_a_figure_that_may_be_no_limit_is_asked_about(terms_of, words):
    """An average, an example, a wish, a refusal, and a figure that begins on a day are no plain promises."""
    found = terms_of(MSA + words, "service_level")
    assert found
    assert {one.status for one in found} == {"conflict"}


def test_what_was_reached_is_no_promise(terms_of):
    """A look back at the past year promises nothing."""
    assert not terms_of(MSA + "Availability in the past year was 99.97%.", "service_level")


def test_another_time_in_brackets_for_weekends_is_that_of_weekends(terms_of):
    """The first time stays that of the open hours."""
    found = terms_of(MSA + "We respond to P1 in 15 minutes (30 minutes at weekends) of Support Hours.", "service_level")
    assert [(one.fields["tier"], one.fields["limit_s"]) for one in found] == [
        ("in service hours", 900),
        ("outside service hours", 1800),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "A credit of at least 2% of the Monthly Charge is due for each missed Service Level.",
        "Provider may at its discretion grant a credit of 5% of the Monthly Charge for missed Service Levels.",
        "A credit of 5% of the Monthly Charge is due if P1 response falls below 95% two months running.",
        "A credit of £50 per affected user is due if availability falls below 99%.",
        "A credit of 10% of the support element of the Monthly Charge is due for each Service Level missed.",
    ],
)
def test_a_credit_whose_figure_is_not_the_sum_is_asked_about(terms_of, words):
    """The least, the discretionary, the one for each user, the one of a part, the one after two months."""
    assert {one.status for one in terms_of(MSA + words, "credit_rule")} == {"conflict"}


@pytest.mark.parametrize(
    "words",
    [
        "The monthly fee was £4,000 and is now £4,250.",
        "The monthly fee is £4,000 until 31 March 2026 and £4,250 from 1 April 2026.",
        "The monthly fee shall not exceed £5,000.",
        "Estimated monthly fee: £4,000.",
        "The list price is £50 per user per month; the Customer pays £42.",
    ],
)
def test_a_figure_that_is_not_the_price_of_today_is_asked_about(terms_of, words):
    """A former price, a limit, an estimate or a list price; and a price that ends on a day ends no contract."""
    assert [one.status for one in terms_of(MSA + words, "charge")] == ["conflict"]
    assert not terms_of(MSA + words, "contract_date")


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("The Agreement ends on 28 February 2027 or on completion of migration if later.", [("term_end", "conflict")]),
        (
            "The initial term is 12 months, extended to 36 months if the Customer takes the Gold plan.",
            [("initial_term_months", "conflict")],
        ),
        (
            "This agreement runs for thirty-six months from 1st of March 2025.",
            [("service_start", "found"), ("initial_term_months", "found")],
        ),
    ],
)
def test_a_length_that_depends_is_asked_about(terms_of, words, want):
    """And a plan that someone may take is not the plan bought."""
    assert [(one.fields["name"], one.status) for one in terms_of(MSA + words, "contract_date")] == want


@pytest.mark.parametrize(
    "table",
    [
        "| Priority | Average response time |\n|---|---|\n| P1 | 15 minutes |\n",
        "| Priority | Response |\n|---|---|\n| P1 | 15 minutes* |\n\n* best endeavours only\n",
        "| Priority | Response | Response from 1 January 2027 |\n|---|---|---|\n| P1 | 30 minutes | 15 minutes |\n",
        "| Level | Current target | Target from January 2027 |\n|---|---|---|\n| P1 response | 30 minutes | 15 minutes |\n",
    ],
)
def test_a_cell_that_is_no_plain_limit_is_asked_about(terms_of, table):
    """An average, a figure with a note to it, a column of another year."""
    found = terms_of(MSA + f"All times are measured in Support Hours.\n\n{table}", "service_level")
    assert found
    assert {one.status for one in found} == {"conflict"}


def test_a_note_that_only_names_the_clock_leaves_no_doubt(terms_of):
    """It is read for the clock."""
    table = "| Priority | Response |\n|---|---|\n| P1 | 15 minutes† |\n\n† measured in Support Hours\n"
    found = terms_of(MSA + f"All times are measured in Support Hours.\n\n{table}", "service_level")
    assert [one.status for one in found] == ["found"]
