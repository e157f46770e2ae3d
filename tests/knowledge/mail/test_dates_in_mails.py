"""Dates and hours as mails write them; what may be read in two ways is never one of them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.mail.moments import moments_in


def told(text):
    """(days, hour, offset in hours or None) of each date of a text."""
    return [
        (
            m.days,
            m.clock,
            None
            if m.zone is None
            else m.zone.utcoffset(datetime(2026, 7, 1, tzinfo=UTC).replace(tzinfo=None)) / timedelta(hours=1),
        )
        for m in moments_in(text)
    ]


@pytest.mark.parametrize(
    ("text", "day", "hour", "offset"),
    [
        ("2 May 2026 14:00 UTC", date(2026, 5, 2), time(14), 0),
        ("Thu, 20 May 2026 08:00:00 GMT", date(2026, 5, 20), time(8), 0),
        ("25-Sep-2026 00:01 ( Pacific )", date(2026, 9, 25), time(0, 1), -7),
        ("10:00pm CT on November 3, 2026", date(2026, 11, 3), time(22), -5),
        ("2026-10-07T09:00:00+01:00", date(2026, 10, 7), time(9), 1),
        ("20261007T0900Z", date(2026, 10, 7), time(9), 0),
        ("the 1st of March 2026 at 9.30am", date(2026, 3, 1), time(9, 30), None),
        ("12. Oktober 2026 um 22:00 Uhr MESZ", date(2026, 10, 12), time(22), 2),
        ("31/10/2026 00:00 GMT", date(2026, 10, 31), time(0), 0),
        ("10/31/2026 12:00 AM EST", date(2026, 10, 31), time(0), -5),
        ("05.11.2026 noon", date(2026, 11, 5), time(12), None),
        ("2026-11-20 01:00 (GMT+8)", date(2026, 11, 20), time(1), 8),
        ("2026-11-20 01:00 (Europe/London)", date(2026, 11, 20), time(1), 1),
    ],
)
def test_a_date_with_its_hour_and_zone(text, day, hour, offset):
    """Every form that providers in Britain, Europe and America write."""
    assert told(text) == [((day,), hour, offset)]


@pytest.mark.parametrize(
    ("text", "days"), [("3/4/2026", (date(2026, 4, 3), date(2026, 3, 4))), ("04/04/2026", (date(2026, 4, 4),))]
)
def test_figures_that_may_be_two_days_are_both(text, days):
    """A buyer in London and a carrier in Chicago read them differently."""
    assert told(text) == [(days, None, None)]


def test_a_weekday_settles_which_of_two_days_is_meant():
    """3 April 2026 is a Friday, 4 March 2026 a Wednesday."""
    assert told("Friday 3/4/2026") == [((date(2026, 4, 3),), None, None)]


@pytest.mark.parametrize("dash", ["-", "–", " to ", " until "])
def test_hours_joined_by_a_dash_are_a_range_and_no_offset(dash):
    """“06:00-08:00 GMT” is two hours of work, not an hour in California."""
    day = (date(2026, 11, 22),)
    assert told(f"Sunday 22 November 2026, 06:00{dash}08:00 GMT") == [(day, time(6), 0), (day, time(8), 0)]


def test_a_range_over_midnight_ends_on_the_next_day():
    """Most maintenance is done at night."""
    assert told("14 November 2026 22:00 – 02:00 GMT")[1] == ((date(2026, 11, 15),), time(2), 0)


def test_a_zone_that_names_several_places_is_no_zone():
    """IST is Indian, Irish and Israeli time."""
    assert told("7 October 2026 10:00 IST") == [((date(2026, 10, 7),), time(10), None)]


@pytest.mark.parametrize(
    "text", ["P1 was 95.5 % in 15 minutes", "call 020 7946 0018", "ID 2021-1234-01", "version 1.2.3", "24/7"]
)
def test_figures_that_are_no_dates(text):
    """A mail is full of figures."""
    assert told(text) == []


@given(st.integers(946_684_800, 4_102_444_799), st.sampled_from(["UTC", "GMT"]))
def test_any_instant_written_out_is_read_back(seconds, zone):
    """Written by an independent clock, read by ours."""
    moment = datetime.fromtimestamp(seconds - seconds % 60, UTC)
    for form in ("%Y-%m-%dT%H:%M:%S", "%d %B %Y %H:%M", "%a, %d %b %Y %H:%M:%S", "%B %d, %Y, %I:%M %p"):
        (found,) = moments_in(f"Start: {moment.strftime(form)} {zone}")
        assert found.at(found.days[0], ZoneInfo("Asia/Tokyo")) == moment, form
