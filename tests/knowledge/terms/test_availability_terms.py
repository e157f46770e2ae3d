"""Availability, planned work, and levels that evidence proves."""

import pytest


def one(terms_of, words):
    """The single service level of a clause."""
    (level,) = terms_of(f"# Service\n\n1. {words}\n", "service_level")
    return level


@pytest.mark.parametrize(
    ("words", "target", "firmness"),
    [
        ("The platform shall be available 99.9% of the time in each calendar month.", "99.9", "must"),
        ("We guarantee 99.99% monthly uptime.", "99.99", "must"),
        ("Includes a 99 percent server uptime guarantee.", "99", "must"),
        ("We make every reasonable effort to keep the site accessible 100% of the time.", "100", "efforts"),
    ],
)
def test_availability_is_read_with_its_firmness(terms_of, words, target, firmness):
    """However it is worded."""
    level = one(terms_of, words)
    assert (level.fields["metric"], level.fields["target_pct"], level.fields["firmness"]) == (
        "availability",
        target,
        firmness,
    )
    assert level.fields["clock"] == "calendar"


def test_planned_work_counts_as_such_only_with_its_notice(terms_of):
    """Forty-eight hours, in seconds; taken out of the denominator by the contract's own formula."""
    level = terms_of(
        """# Service

1. The platform shall be available for at least 99.9% of each month.

2. Availability is total minutes less planned maintenance less downtime, divided by total minutes less planned
maintenance, rounded to two decimal places.

3. Planned maintenance is work of which the Supplier has given at least 48 hours' notice.
""",
        "service_level",
    )[0]
    assert level.fields["planned_notice_s"] == 172_800
    assert level.fields["full_month_denominator"] is False
    assert level.fields["round_dp"] == 2


def test_planned_work_may_stay_in_the_denominator(terms_of):
    """Total minutes in the month below the line: a different percentage for the same outage."""
    level = terms_of(
        """# Service

1. The platform shall be available for at least 99.9% of each month.

2. Availability is the total minutes in the month less minutes of downtime, divided by the total minutes in the month.
""",
        "service_level",
    )[0]
    assert level.fields["full_month_denominator"] is True


def test_odd_hours_of_availability_are_asked_and_not_taken_for_always(terms_of):
    """Four o'clock on Monday to seven on Friday is no weekly window we know."""
    level = one(
        terms_of,
        "The service shall be available with at least 99% uptime between 4:00 a.m. Monday and 7:00 p.m. Friday.",
    )
    assert level.status == "conflict"
    assert "clock" not in level.fields


@pytest.mark.parametrize(
    "words",
    [
        "If availability falls below 99.9% the Customer may terminate.",
        "The data room is kept available at 99.5% humidity.",
        "The Customer receives a Service Credit of 5% if availability is less than 99.9%.",
    ],
)
def test_a_threshold_is_no_promise(terms_of, words):
    """What happens below a figure does not promise the figure."""
    assert terms_of(f"# Service\n\n1. {words}\n", "service_level") == []


@pytest.mark.parametrize(
    ("words", "metric", "target"),
    [
        ("98% of backup jobs shall complete without error each month.", "backup", "98"),
        ("EDR shall be installed on at least 98% of devices.", "edr", "98"),
        ("MFA shall be enforced for 100% of user accounts.", "mfa", "100"),
        ("Critical patches shall be installed on 95% of devices within 14 days of release.", "patching", "95"),
        ("The Service Desk shall reach a customer satisfaction score of at least 90%.", "csat", "90"),
    ],
)
def test_shares_that_evidence_proves_are_levels(terms_of, words, metric, target):
    """Patching, backups, EDR, MFA and satisfaction."""
    level = one(terms_of, words)
    assert (level.fields["metric"], level.fields["target_pct"]) == (metric, target)


def test_two_things_available_in_one_clause_are_two_levels(terms_of):
    """Each sentence is about its own thing; a product called Backup Vault promises no backups."""
    levels = terms_of(
        "# Availability\n\n4.1 The Production Cluster shall be available 99.95% of each calendar month. The Backup Vault shall be available 99.5% of each calendar month.\n",
        "service_level",
    )
    assert [(one.fields["metric"], one.fields["service"], one.fields["target_pct"], one.status) for one in levels] == [
        ("availability", "Production Cluster", "99.95", "found"),
        ("availability", "Backup Vault", "99.5", "found"),
    ]
