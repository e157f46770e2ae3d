"""Credits by how long a service was down, in the words that contracts have for it; what is left open stays unsaid."""

import pytest

from knowledge.terms.credit_down_tables import length_in

PROMISE = "1. The Service shall be available 99.9% of the time in each calendar month.\n\n2. "


def rule(terms_of, words):
    """The one rule that pays, and the cap beside it."""
    found = terms_of(f"# Availability\n\n{PROMISE}{words}\n", "credit_rule")
    paying = [one for one in found if one.fields["kind"] != "modifier"]
    cap = next((one.fields["cap_pct"] for one in found if "cap_pct" in one.fields), None)
    assert [one.status for one in paying] == ["found"]
    return paying[0].fields, cap


@pytest.mark.parametrize(
    ("words", "want", "cap"),
    [
        (
            "If it is missed, the Provider shall credit one day's fees for each hour or part of an hour of downtime, but never more than half of that month's fee.",
            {"base": "daily_charge", "value": "100", "per": "60", "span_part": "begun", "span_of": "unsaid"},
            "50",
        ),
        (
            "If uptime is lower, you get £20 off your next bill for every 15 minutes the service was down, rounded up to the next quarter of an hour.",
            {"value": "20", "currency": "GBP", "per": "15", "span_part": "begun"},
            None,
        ),
        (
            "Where Availability falls below that, a Service Credit of 2% of the Monthly Charge is due for each full 30 minutes of Unavailability in total in that month, subject to a cap of 20% of the Monthly Charge.",
            {"value": "2", "per": "30", "span_part": "full", "span_of": "month", "base": "monthly_charge"},
            "20",
        ),
        (
            "For each complete hour of any single outage the Client is credited 5% of the monthly fee, whether or not the availability target was met.",
            {"value": "5", "span_part": "full", "span_of": "outage", "without_miss": "yes"},
            None,
        ),
        (
            "For each minute of downtime in excess of the permitted downtime the Supplier shall credit GBP 5.",
            {"value": "5", "currency": "GBP", "per": "1", "time_of": "excess"},
            None,
        ),
        (
            "You will receive a credit equal to 1/30th of the monthly fee for each hour during which the service was unavailable.",
            {"value": "100", "part_of": 30, "span_part": "unsaid", "without_miss": "unsaid"},
            None,
        ),
        (
            "Compensation for downtime in excess of four hours in a calendar month is GBP 100 for each additional full hour.",
            {"value": "100", "longer_than": "240", "span_part": "full", "span_of": "month"},
            None,
        ),
        (
            "Downtime credits: 2% of the monthly fee per hour of downtime after the first hour, in any calendar month.",
            {"value": "2", "longer_than": "60", "time_of": "downtime"},
            None,
        ),
        (
            "For each hour (pro rata for part hours) by which Downtime exceeds the permitted downtime, the Supplier will credit 1% of the Monthly Charge.",
            {"value": "1", "span_part": "exact", "time_of": "excess"},
            None,
        ),
        (
            "If that is missed, we refund one hour's fees for every hour of downtime, up to the month's fee.",
            {"value": "100", "base": "hour_of_charge"},
            "100",
        ),
        (
            "If that is missed, a credit of twice the daily charge is due for each full day of unavailability.",
            {"value": "200", "base": "daily_charge", "per": "1440"},
            None,
        ),
    ],
)  # fmt: skip
def test_so_much_for_each_span_of_time(terms_of, words, want, cap):
    """A day's fees an hour, a share each half hour, pounds a minute: with what counts as a span and what is free."""
    fields, limit = rule(terms_of, words)
    assert fields["kind"] == "per_span"
    assert {name: fields.get(name) for name in want} == want
    assert limit == cap


@pytest.mark.parametrize(
    ("words", "want"),
    [
        (
            "For each outage lasting more than 30 minutes, the Customer shall receive a credit of one day's service charges.",
            {"longer_than": "30", "span_of": "outage", "base": "daily_charge"},
        ),
        (
            "If the service is down for 30 minutes or more, you will be credited GBP 50 for each such occurrence.",
            {"longer_than": "30", "longer_or_as": True, "currency": "GBP"},
        ),
        (
            "Where an outage exceeds four hours the Customer will receive a credit of 5% of the Monthly Charge.",
            {"longer_than": "240", "span_of": "unsaid", "value": "5"},
        ),
    ],
)
def test_so_much_for_each_long_outage(terms_of, words, want):
    """The length from which it pays is no cap; where "each" is not said it may be once for the month."""
    fields, _ = rule(terms_of, words)
    assert fields["kind"] == "per_outage"
    assert {name: fields.get(name) for name in want} == want


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("Where the target is not met, the Supplier shall refund the Monthly Charges pro rata for the period of unavailability.", ("downtime", None, None)),
        ("The Customer shall receive a Service Credit equal to the pro-rated Monthly Fee for the duration of the outage.", ("downtime", None, "unsaid")),
        ("Service Credit = Monthly Charge x (minutes of Downtime / total minutes in the month).", ("downtime", None, "unsaid")),
        ("A Service Credit shall be calculated as (downtime minutes ÷ total minutes in month) x monthly fee.", ("downtime", None, "unsaid")),
        ("If it is missed, service credits are ten times the pro rata monthly charge for the period of downtime.", ("downtime", "10", None)),
        ("A pro rata refund of the Monthly Charge is given for availability short of the target.", ("excess", None, None)),
    ],
)  # fmt: skip
def test_a_share_in_proportion(terms_of, words, want):
    """Of the whole downtime, or of what is short of the level; once or ten times over."""
    fields, _ = rule(terms_of, words)
    assert fields["kind"] == "prorata"
    assert (fields.get("time_of"), fields.get("value"), fields.get("without_miss")) == want


@pytest.mark.parametrize(
    "words",
    [
        "The hourly rate for extra work is £90 per hour outside hours when the service is unavailable.",
        "If the Service is unavailable for 10 consecutive days the Customer may terminate and prepaid fees are refunded pro rata.",
        "We will tell you within an hour of any outage.",
    ],
)
def test_what_only_sounds_like_a_credit_is_none(terms_of, words):
    """Labour, a way out and a duty to tell give no money back for downtime."""
    found = terms_of(f"# Availability\n\n{PROMISE}{words}\n", "credit_rule")
    assert {one.fields["kind"] for one in found} <= {"modifier", "none"}


def test_a_length_said_in_two_ways_is_asked(terms_of):
    """Whether the first hour counts too once an outage lasts longer."""
    found = terms_of(
        f"# Availability\n\n{PROMISE}Each day on which the Service is not available for more than 60 minutes entitles you to a credit of one day's fee.\n",
        "credit_rule",
    )
    assert [(one.status, len(one.readings)) for one in found] == [("conflict", 2)]


TABLE = """| {head} | Service Credit |
|---|---|
| up to 1 hour | 2% of the Monthly Fee |
| more than 1 hour up to 4 hours | 5% of the Monthly Fee |
| more than 4 hours | 10% of the Monthly Fee |
"""


def test_a_table_of_lengths_is_a_ladder_of_minutes(terms_of):
    """Of the month's downtime where the heading says so; else it may be each outage by itself."""
    [ladder] = terms_of(
        f"# Credits\n\n{PROMISE}As follows.\n\n{TABLE.format(head='Downtime in the month')}", "credit_rule"
    )
    assert (ladder.status, ladder.fields["bands_of"]) == ("found", "downtime")
    assert [(one.get("low"), one.get("high")) for one in ladder.fields["bands"]] == [
        (None, "60"), ("60", "240"), ("240", None),
    ]  # fmt: skip
    [ladder] = terms_of(f"# Credits\n\n{PROMISE}As follows.\n\n{TABLE.format(head='Length of outage')}", "credit_rule")
    assert (ladder.status, len(ladder.readings)) == ("conflict", 2)


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("less than 30 minutes", "below 30 %"),
        ("1 to 4 hours", "60-240 %"),
        ("00:30:00 to 03:59:59", "30-239 %"),
        ("4 hours or more", "240 % or more"),
        ("over 2 days", "2880 % exceeded"),
        ("at least 90 mins", "90 % or more"),
    ],
)
def test_a_length_of_time_is_a_range_of_minutes(words, want):
    """In minutes, hours or days, from and to."""
    band = length_in(words)
    assert band is not None
    assert band.words == want


@pytest.mark.parametrize("words", ["4", "two", "99.5% or more", "1 hour", "4 to 1 hours", "1, 2 or 3 hours", "none"])
def test_a_length_without_a_direction_or_unit_is_no_range(words):
    """A single time may be meant either way."""
    assert length_in(words) is None


def test_fees_given_back_for_long_outages_are_asked_about(terms_of):
    """Whether the first hour of a longer outage is given back too is for the contract to say."""
    words = "If the website is unavailable the Provider will on request refund or waive the fees for any period of unavailability longer than one hour."
    found = terms_of(f"# Availability\n\n{PROMISE}{words}\n", "credit_rule")
    (one,) = [term for term in found if term.fields["kind"] == "prorata"]
    assert (one.status, len(one.readings)) == ("conflict", 2)
