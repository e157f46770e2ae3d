"""Credits by how far a result falls short, for numbered levels, for downtime, and those that are expressly not given."""

import pytest

LEVELS = """# Schedule 1 Service Levels

| No | Service Level | Priority | Time | Target |
|---|---|---|---|---|
| KPI 1 | Response | P1 (Urgent) | 30 minutes | 95% |
| KPI 2 | Restoration | P1 (Urgent) | 4 hours | 95% |
| KPI 3 | Availability of the Network | - | - | 99.9% |

# Schedule 2 Service Credits

"""


def _rungs(term):
    return [(band["low"], band["high"], band["value"]) for band in term.fields["bands"]]


def _paid(terms_of, words):
    return [term for term in terms_of(LEVELS + words, "credit_rule") if term.fields["kind"] != "modifier"]


def test_a_table_of_points_below_the_level_is_a_ladder_for_each_level_its_lead_in_names(terms_of):
    """Each rung is of the shortfall, and "up to and including 5" ends where "more than 5" begins."""
    found = _paid(
        terms_of,
        """1. For each Service Level for Response or Restoration of P1 Incidents that is missed the Supplier shall give a Service Credit of the Monthly Charge:

| Percentage points below the Service Level | Service Credit |
|---|---|
| Up to and including 5 | 2% |
| More than 5, up to and including 10 | 4% |
| More than 10 | 7% |
""",
    )
    assert [(one.fields["metric"], one.fields["priority"], one.status) for one in found] == [
        ("response", 1, "found"),
        ("resolution", 1, "found"),
    ]
    assert found[0].fields["bands_of"] == "shortfall"
    assert _rungs(found[0]) == [(None, "5", "2"), ("5", "10", "4"), ("10", None, "7")]


def test_rungs_that_only_say_where_they_end_are_made_to_meet(terms_of):
    """Up to 5 and up to 10: the second begins where the first ends, and more than 10 is in none of them."""
    (found,) = _paid(
        terms_of,
        """1. If any Service Level is missed the Customer gets a Service Credit of the Monthly Charge by its shortfall:

| Shortfall in percentage points | Service Credit |
|---|---|
| up to 5 | 2% |
| up to 10 | 4% |
""",
    )
    assert _rungs(found) == [(None, "5", "2"), ("5", "10", "4")]


def test_points_told_step_by_step_are_for_the_numbered_levels_that_the_sentence_names(terms_of):
    """KPI 1 to KPI 2 are the rows so numbered; the other sentence is about the third, by its result."""
    found = _paid(
        terms_of,
        """1. Where a Service Level in KPI 1 to KPI 2 is not met, Points accrue: 2 Points if the result is less than 5 percentage points below the target, 4 Points if it is 5 or more but less than 10 percentage points below, and 6 Points if it is 10 or more percentage points below.

2. Where KPI 3 is not met, 5 Points accrue if the result is 99.5% or more, and 10 Points if it is less than 99.5%.
""",
    )
    told = [(one.fields["metric"], one.fields["kind"], one.fields["bands_of"], _rungs(one)) for one in found]
    steps = [(None, "5", "2"), ("5", "10", "4"), ("10", None, "6")]
    assert told == [
        ("response", "points", "shortfall", steps),
        ("resolution", "points", "shortfall", steps),
        ("availability", "points", "result", [("99.5", None, "5"), (None, "99.5", "10")]),
    ]


def test_a_number_that_no_row_bears_is_asked_about(terms_of):
    """KPI 7 is not in the table, so nobody knows for which level this pays."""
    (found,) = _paid(
        terms_of, "1. If KPI 7 is missed the Customer receives a Service Credit of 5% of the Monthly Charge.\n"
    )
    assert found.status == "conflict"


def test_so_much_for_each_full_span_of_downtime(terms_of):
    """Full half hours of the month's downtime, of the charge for the service that was down."""
    (found,) = _paid(
        terms_of,
        "1. If a Service falls short of its availability in a month, the Client is entitled to a service credit of 2.5% of the Monthly Charge of that Service for every full 30 minutes of Downtime in that month.\n",
    )
    assert found.fields == {
        "kind": "per_span", "per": "30", "value": "2.5", "metric": "availability", "base": "service_charge",
        "span_part": "full", "span_of": "month", "time_of": "downtime",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "scopes"),
    [
        ("No service credit is due for late support.", [("response", None), ("resolution", None)]),
        ("P4 Incidents give no Service Credit.", [(None, 4)]),
        ("Service Credits do not apply to P3 and P4 Incidents.", [(None, 3), (None, 4)]),
        ("No Service Credit is due for a P1 Incident caused by the Customer.", []),
    ],
)
def test_what_expressly_gives_no_credit(terms_of, words, scopes):
    """A level given no credit is told so; a condition leaves it alone."""
    found = [one for one in _paid(terms_of, f"1. {words}\n") if one.fields["kind"] == "none"]
    assert [(one.fields.get("metric"), one.fields.get("priority")) for one in found] == scopes


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (
            "If there were fewer than five Incidents of a severity in a month, no credit is due for that severity.",
            "found",
        ),
        ("No Service Credit is due where four or fewer tickets of that priority were raised in the month.", "found"),
        ("No Service Credits are due in a month of fewer than five Incidents.", "conflict"),
    ],
)
def test_a_month_of_few_tickets_pays_nothing(terms_of, words, status):
    """Five tickets of a priority earn a credit, four do not; of which tickets it is said must be plain."""
    (found,) = terms_of(LEVELS + f"1. {words}\n", "credit_rule")
    assert (found.fields["least_tickets"], found.status) == (5, status)


def test_a_promise_of_a_credit_that_nobody_could_read_is_no_silence(terms_of):
    """The clause is kept as unread, so that nobody says that the contract gives no credit."""
    found = terms_of(
        LEVELS
        + "1. Where downtime in a week is twice that of the week before, a service credit of 1% of the excess is given.\n",
        "credit_rule",
    )
    assert [one.status for one in found] != []
    assert all(one.status != "found" for one in found)
