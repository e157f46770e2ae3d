"""Service credits: what a miss is worth, read as rules; a hole or a missing base is asked, never filled."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.terms.bands import Band, band_in, doubts


def rules(terms_of, words):
    """The credit rules of a schedule."""
    return terms_of(f"# Service Credits\n\n{words}\n", "credit_rule")


def modifiers(found):
    """The fields of all general rules together."""
    return {
        name: value
        for term in found
        if term.fields["kind"] == "modifier"
        for name, value in term.fields.items()
        if name != "kind"
    }


def test_one_sentence_may_hold_the_rule_and_everything_about_it(terms_of):
    """Five per cent a miss, doubled, capped, claimed in writing."""
    found = rules(
        terms_of,
        "1. The Supplier shall give Service Credits of 5% of the Monthly Charge per miss, doubled where the same Service "
        "Level is missed in consecutive months, capped at 10% of the Monthly Charge, to be claimed by the Customer in "
        "writing within 30 days of month end.",
    )
    flat = next(term for term in found if term.fields["kind"] == "flat")
    assert flat.fields == {"kind": "flat", "value": "5", "base": "monthly_charge"}
    assert modifiers(found) == {
        "repeat_factor": "2",
        "cap_pct": "10",
        "automatic": False,
        "claim_days": 30,
        "claim_from": "month_end",
        "claim_form": "in writing",
    }


def test_a_table_pays_for_each_level_it_names(terms_of):
    """P1 response five per cent, P2 resolution three."""
    found = rules(
        terms_of,
        """| Service Level missed | Service Credit |
|---|---|
| P1 First Response | 5 % of the Monthly Charge |
| P2 Resolution | 3 % of the Monthly Charge |
""",
    )
    assert [(t.fields["kind"], t.fields["metric"], t.fields["priority"], t.fields["value"]) for t in found] == [
        ("flat", "response", 1, "5"),
        ("flat", "resolution", 2, "3"),
    ]


def test_a_ladder_is_read_with_which_ends_are_in(terms_of):
    """99.5 or more but less than 99.9; below 99.5."""
    (ladder,) = rules(
        terms_of,
        """| Availability in the month | Service Credit |
|---|---|
| 99.50 % or more but less than 99.90 % | 2 % of the Monthly Charge |
| less than 99.50 % | 5 % of the Monthly Charge |
""",
    )
    assert ladder.status == "found"
    assert (ladder.fields["kind"], ladder.fields["metric"], ladder.fields["base"]) == (
        "ladder",
        "availability",
        "monthly_charge",
    )
    assert ladder.fields["bands"] == [
        {"low": "99.5", "high": "99.9", "value": "2", "low_included": True, "high_included": False},
        {"low": None, "high": "99.5", "value": "5", "low_included": True, "high_included": False},
    ]


def test_a_ladder_in_running_text_is_the_same_ladder(terms_of):
    """Two list items make two rungs."""
    found = rules(
        terms_of,
        """1. If availability in a month is:

   (a) below 99.9% but at or above 99.5%, the Service Credit is 2% of the Monthly Charge;

   (b) below 99.5%, the Service Credit is 5% of the Monthly Charge.
""",
    )
    (ladder,) = [term for term in found if term.fields["kind"] == "ladder"]
    assert [(b["low"], b["high"], b["value"]) for b in ladder.fields["bands"]] == [
        ("99.5", "99.9", "2"),
        (None, "99.5", "5"),
    ]


HOLED = """| Availability | Service Credit (% of Monthly Charge) |
|---|---|
| 99.0% - 99.9% | 5% |
| 98.0% - 98.9% | 10% |
"""


def test_a_hole_in_a_ladder_is_a_conflict_with_both_readings(terms_of):
    """98.95 % is in no rung: five or ten per cent?"""
    (ladder,) = rules(terms_of, HOLED)
    assert ladder.status == "conflict"
    assert ladder.readings[0].startswith("98.95 % falls in no band; with 99-99.9 % it earns 5")
    assert ladder.readings[1].endswith("it earns 10")
    assert ladder.question


def test_the_contracts_own_rounding_closes_the_hole(terms_of):
    """Rounded to one decimal place, 98.95 is 99.0."""
    found = rules(terms_of, HOLED + "\n1. Availability is rounded to one decimal place.")
    assert [term.status for term in found if term.fields["kind"] == "ladder"] == ["found"]
    assert modifiers(found) == {"round_dp": 1}


def test_single_figures_have_no_direction(terms_of):
    """99.50 pays five, 99.00 ten: what does 99.25 pay?"""
    (ladder,) = rules(
        terms_of,
        """| Uptime % | Service credit of monthly fee |
|---|---|
| 99.50 | 5% |
| 99.00 | 10% |
| 97.00 and below | 30% |
""",
    )
    assert ladder.status == "conflict"
    assert "bands" not in ladder.fields
    assert ladder.readings[0].startswith("99.25 % earns 5")


def test_a_ladder_short_of_the_level_leaves_a_hole_too(terms_of):
    """Promised 99.95, paid from 99.9 down: 99.92 is in between."""
    found = terms_of(
        """# Service Credits

1. The platform shall be available 99.95% of each month.

| Availability | Service Credit |
|---|---|
| 99.0% to 99.9% | 5% of the Monthly Charge |
| below 99.0% | 10% of the Monthly Charge |
""",
        "credit_rule",
    )
    assert [term.status for term in found] == ["conflict"]
    assert "99.925" in found[0].readings[0]


def test_per_cent_of_nothing_is_asked(terms_of):
    """Five per cent: of which charge?"""
    (rule,) = rules(terms_of, "1. A Service Credit of 5% is given for each Service Level that is missed.")
    assert rule.status == "conflict"
    assert rule.question == "Per cent of which charge?"


def test_so_much_for_each_full_point(terms_of):
    """Five per cent for each full one per cent below 99."""
    (rule,) = rules(
        terms_of, "1. The Supplier shall credit 5% of the Monthly Fees for each full 1% below 99% availability."
    )
    assert (rule.fields["kind"], rule.fields["value"], rule.fields["per"]) == ("per_point", "5", "1")
    assert rule.fields["bands"][0]["high"] == "99"


def test_points_and_what_they_come_to(terms_of):
    """Bands give points, and points give per cent."""
    found = rules(
        terms_of,
        """| Band | Performance | Service Points |
|---|---|---|
| Minor | 98% or more but less than 99% | 1 |
| Severe | less than 98% | 4 |

1. Where the same KPI is missed in consecutive months the Service Points are doubled.

| Service Points in month | Service Credit (% of Monthly Charge) |
|---|---|
| 10 | 2% |
| 15 | 4% |
""",
    )
    points = next(term for term in found if term.fields["kind"] == "points")
    assert [(band["name"], band["value"]) for band in points.fields["bands"]] == [("Minor", "1"), ("Severe", "4")]
    assert modifiers(found) == {"repeat_factor": "2", "points_to_pct": [["10", "2"], ["15", "4"]]}


def test_a_pool_is_read_in_its_three_parts(terms_of):
    """Pool, share and amount at risk."""
    found = rules(
        terms_of,
        """1. The At-Risk Amount is 10% of the monthly charges. The Pool Percentage is 50%.

| Service Level | Allocation |
|---|---|
| P1 Resolution | 40% |
""",
    )
    pool = next(term for term in found if term.fields["kind"] == "pool")
    assert (pool.fields["allocation_pct"], pool.fields["priority"]) == ("40", 1)
    assert modifiers(found) == {"at_risk_pct": "10", "pool_pct": "50"}


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("Service Credits in any month shall not exceed 10% of the Monthly Charge.", {"cap_pct": "10"}),
        ("Service Credits are limited to 15% of the annual Charges in any Contract Year.", {"cap_year_pct": "15"}),
        (
            "Service Credits shall not exceed 50% of the Monthly Fees in any month nor 15% of the annual Charges in any year.",
            {"cap_pct": "50", "cap_year_pct": "15"},
        ),
        (
            "The Service Credit is trebled where the same level is missed in three consecutive months.",
            {"repeat_factor": "3"},
        ),
        (
            "The Customer must request the Service Credit within seven business days after the end of the month by e-mail.",
            {
                "automatic": False,
                "claim_days": 7,
                "claim_business_days": True,
                "claim_from": "month_end",
                "claim_form": "by e-mail",
            },
        ),
        (
            "You must claim a credit within 15 days of the incident.",
            {"automatic": False, "claim_days": 15, "claim_from": "event"},
        ),
        ("Service Credits are applied automatically to the next invoice.", {"automatic": True}),
        ("The Supplier shall deduct Service Credits from the next invoice.", {"automatic": True}),
        ("Service Credits are not given automatically.", {"automatic": False}),
        ("Service Credits are the Customer's sole and exclusive remedy.", {"exclusive_remedy": True}),
        ("Service Credits are without prejudice and not the Customer's only remedy.", {"exclusive_remedy": False}),
        ("Only one Service Credit is given for a single incident.", {"one_per_incident": True}),
    ],
)
def test_general_rules_are_read_from_their_own_clause(terms_of, words, fields):
    """Limits, doubling, claiming, applying, remedies."""
    assert modifiers(rules(terms_of, f"1. {words}")) == fields


@pytest.mark.parametrize(
    "words",
    [
        "Payment may be made by credit card, subject to a 2.5% fee.",
        "Overdue sums bear interest at 4% a year.",
        "The Supplier's liability is limited to 125% of the Charges for the year.",
        "Customer credit is checked yearly and may fall by 5%.",
    ],
)
def test_other_percentages_are_no_credits(terms_of, words):
    """Cards, interest, liability."""
    assert terms_of(f"# Payment\n\n1. {words}\n", "credit_rule") == []


RANGES = """
99.5% or more but less than 99.9% | 99.5 in 99.9 out
>= 99.0% and < 99.5%              | 99.0 in 99.5 out
99.0% - 99.9%                     | 99.0 in 99.9 in
between 98% and 99%               | 98 in 99 in
less than 99%                     | - 99 out
below 99.5                        | - 99.5 out
97.00 and below                   | - 97.00 in
99.9% or above                    | 99.9 in -
more than 95%                     | 95 out -
99.50                             | none
no figures                        | none
"""


@pytest.mark.parametrize("line", RANGES.strip().splitlines())
def test_a_range_says_which_ends_are_in(line):
    """Or more, less than, and below, bare pairs."""
    words, want = (part.strip() for part in line.split("|"))
    band = band_in(words)
    if band is None:
        assert want == "none"
        return
    low = "-" if band.low is None else f"{band.low} {'in' if band.low_in else 'out'}"
    high = "-" if band.high is None else f"{band.high} {'in' if band.high_in else 'out'}"
    assert f"{low} {high}" == want


def covered(value, bands):
    """Oracle: how many different worths a result falls into, looked up rung by rung."""
    return {
        worth
        for band, worth in bands
        if (band.low is None or value > band.low or (band.low_in and value == band.low))
        and (band.high is None or value < band.high or (band.high_in and value == band.high))
    }


@given(
    st.lists(st.integers(900, 999), min_size=2, max_size=4, unique=True),
    st.lists(st.sampled_from([0, 1, 5, -5]), min_size=3, max_size=3),
)
def test_a_ladder_is_doubted_exactly_where_some_result_has_not_one_worth(edges, shifts):
    """Against trying every hundredth of a per cent between the top and the bottom rung."""
    edges = sorted(edges, reverse=True)
    bands = []
    for place, (high, low) in enumerate(itertools.pairwise(edges)):
        top = Decimal(high + shifts[place]) / 10 if place else Decimal(high) / 10
        if top <= Decimal(low) / 10:
            return
        bands.append((Band(Decimal(low) / 10, top, high_in=False), Decimal(place + 1)))
    if not bands:
        return
    bands.append((Band(high=Decimal(edges[-1]) / 10, high_in=False), Decimal(9)))
    spots = [Decimal(step) / 100 for step in range(8000, int(bands[0][0].high * 100))]
    open_somewhere = any(len(covered(spot, bands)) != 1 for spot in spots)
    assert bool(doubts(bands, None)) == open_somewhere


def test_a_priority_set_beside_a_level_in_a_row_limits_its_credit(terms_of):
    """The row "First response, Critical | 4%" is no credit for a late answer to anything else."""
    words = """# Service credits

The service credit is a percentage of the Monthly Charge for that month:

| Service level missed | Credit |
|---|---|
| First response, Critical | 4% |
| First response, High | 2% |
| Critical fix | 5% |
| Fix (High and Medium) | 3% |
"""
    found = [
        (one.fields["metric"], one.fields.get("priority"), one.fields["value"])
        for one in terms_of(words, "credit_rule")
        if one.fields["kind"] == "flat"
    ]
    assert found == [
        ("response", 1, "4"),
        ("response", 2, "2"),
        ("resolution", 1, "5"),
        ("resolution", 2, "3"),
        ("resolution", 3, "3"),
    ]
