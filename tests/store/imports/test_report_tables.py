"""A provider's report is read as its claims, in the shapes such tables come in; a target is never taken for a result."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from store.facts.agreed import Metric
from store.facts.common import InterpreterError
from store.imports.report_table import read_report


def claims(text, **options):
    grid = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return read_report(grid, file="report.docx", **{"month": "2026-09", **options})


def told(read):
    return [(claim.metric, claim.priority, str(claim.claimed_pct), claim.month) for claim in read.claims]


def test_a_row_a_measure_with_target_and_actual():
    """The target column is left alone, the status column too."""
    read = claims("""
        Service level   | Target | Actual | Status
        P1 response     | 95%    | 96.2%  | Green
        P2 resolution   | 90%    | 88 %   | Red
        Availability    | 99.9%  | 99.95% | Green
        Patching        | 95%    | n/a    | Grey
    """)
    assert told(read) == [
        (Metric.RESPONSE, 1, "96.2", "2026-09"),
        (Metric.RESOLUTION, 2, "88", "2026-09"),
        (Metric.AVAILABILITY, None, "99.95", "2026-09"),
    ]
    assert read.claims[0].source.row == 2
    assert read.rejects == []


def test_a_row_a_priority_with_a_column_a_measure():
    """The number of tickets is no percentage and is left alone."""
    read = claims("""
        Monthly service report |  |  |
        Priority | Tickets | Response within target % | Resolution within target %
        P1       | 5       | 100                      | 80
        Critical | 5       | 4 of 5                   | 60%
    """)
    assert told(read) == [
        (Metric.RESPONSE, 1, "100", "2026-09"), (Metric.RESOLUTION, 1, "80", "2026-09"),
        (Metric.RESPONSE, 1, "80.0000", "2026-09"), (Metric.RESOLUTION, 1, "60", "2026-09"),
    ]  # fmt: skip


def test_a_row_a_measure_with_a_column_a_month():
    """Each month's figure is a claim of its own."""
    read = claims("""
        KPI                  | Target | Aug 2026 | Sep 2026
        P1 first response    | 95%    | 97%      | 100%
        Backup success       | 98%    | 99.1%    |
    """)
    assert told(read) == [
        (Metric.RESPONSE, 1, "97", "2026-08"), (Metric.RESPONSE, 1, "100", "2026-09"), (Metric.BACKUP, None, "99.1", "2026-08"),
    ]  # fmt: skip


def test_a_table_that_says_month_service_and_when_it_came():
    """Everything a claim needs stands in the row."""
    read = claims(
        """
        Month   | Received on | Measure      | Priority | Service        | Reported %
        2026-10 | 2026-11-12  | Availability |          | Hosted Desktop | 99.98
        2026-10 | 12/11/2026  | Resolution   | P3       |                | 96.0
    """,
        month=None,
    )
    assert [(claim.month, claim.service, claim.received_on) for claim in read.claims] == [
        ("2026-10", "Hosted Desktop", date(2026, 11, 12)),
        ("2026-10", None, None),
    ]


def test_a_figure_that_cannot_be_placed_is_left_out_with_its_reason():
    """No per cent sign, an unknown measure, an unknown priority, beyond a hundred, two measures at once."""
    read = claims("""
        Measure                   | Priority | Result
        Response                  | P1       | 0.96
        Happiness                 | P1       | 96%
        Response                  | Gold     | 96%
        Resolution                | P1       | 196%
        Response and resolution   | P1       | 96%
        Resolution                | P1       | good
        Resolution                | All      | 91%
    """)
    assert told(read) == [(Metric.RESOLUTION, None, "91", "2026-09")]
    assert [reject.source.row for reject in read.rejects] == [2, 3, 4, 5, 6, 7]
    assert read.rejects[0].sentence == "“0.96” has no per cent sign, so it could be a share or a count."


def test_a_share_of_one_is_not_taken_for_a_percentage():
    """A spreadsheet keeps 96 % as 0.96; under "Actual %" that would be less than one per cent."""
    read = claims("Measure | Actual %\nP1 response | 0.96\nP2 response | 0.96 %")
    assert told(read) == [(Metric.RESPONSE, 2, "0.96", "2026-09")]
    assert "could be a share of one" in read.rejects[0].sentence


def test_a_report_without_a_month_is_asked_for_it():
    """No month in the table and none told: every figure is left out."""
    read = claims("Measure | Actual\nP1 response | 96%", month=None)
    assert (read.claims, len(read.rejects)) == ([], 1)
    assert "--month" in read.rejects[0].sentence


def test_a_table_that_is_no_report_is_refused():
    """It needs a measure and a result."""
    with pytest.raises(InterpreterError, match="has no table with a measure"):
        claims("Name | Colour\nChair | red")


def test_the_exactness_of_a_claim_is_kept():
    """96.20 stays 96.20: no float comes near it."""
    assert claims("Measure | Actual %\nP1 response | 96.20").claims[0].claimed_pct == Decimal("96.20")


def test_uptime_in_a_column_of_priorities_is_a_figure_of_its_own():
    """It has no priority; a service or "all" may stand there too, and a row with two figures for it is asked about."""
    read = claims("""
        Priority     | Response % | Resolution %
        P1           | 95         | 90
        Availability | 99.95      |
        Uptime       |            | 99.9
        Backups      | 98         | 97
    """)
    assert told(read) == [
        (Metric.RESPONSE, 1, "95", "2026-09"),
        (Metric.RESOLUTION, 1, "90", "2026-09"),
        (Metric.AVAILABILITY, None, "99.95", "2026-09"),
        (Metric.AVAILABILITY, None, "99.9", "2026-09"),
    ]
    assert [one.sentence for one in read.rejects] == [
        "“Backups” has several figures in one row; it is not clear which is meant."
    ]
    read = claims("""
        Measure      | Priority       | Claimed
        Availability | All services   | 99.95%
        Availability | Hosted Desktop | 99.9%
        Uptime       | n/a            | soon
        Response     | Overall        | 97%
        Response     | Teal           | 97%
    """)
    assert [(one.metric, one.priority, one.service) for one in read.claims] == [
        (Metric.AVAILABILITY, None, None), (Metric.AVAILABILITY, None, "Hosted Desktop"), (Metric.RESPONSE, None, None),
    ]  # fmt: skip
    assert [one.sentence for one in read.rejects] == [
        "“soon” is not a percentage.", "The priority “Teal” has no known rank.",
    ]  # fmt: skip
    read = claims("""
        Priority | Response
        Uptime   | fine
    """)
    assert [one.sentence for one in read.rejects] == ["“fine” is not a percentage."]
