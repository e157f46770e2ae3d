"""Which days a manager means by the words for time."""

from datetime import date

import pytest

from bot.answering.period import Anchor
from bot.answering.period_words import readings

TODAY = Anchor(date(2026, 11, 23), service_start=date(2024, 11, 1))


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("how did August go?", "2026-08-01", "2026-08-31"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("the month before last", "2026-09-01", "2026-09-30"),
        ("two months ago", "2026-09-01", "2026-09-30"),
        ("Q2", "2026-04-01", "2026-06-30"),
        ("Q4 2025", "2025-10-01", "2025-12-31"),
        ("the second quarter of 2025", "2025-04-01", "2025-06-30"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("since Easter", "2026-04-05", "2026-11-23"),
        ("since Christmas", "2025-12-25", "2026-11-23"),
        ("since the start of the contract", "2024-11-01", "2026-11-23"),
        ("year to date", "2026-01-01", "2026-11-23"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("over the last three months", "2026-08-01", "2026-10-31"),
        ("over the past year", "2025-11-01", "2026-10-31"),
        ("between June and August", "2026-06-01", "2026-08-31"),
        ("from November to February", "2025-11-01", "2026-02-28"),
        ("in the spring", "2026-03-01", "2026-05-31"),
        ("last winter", "2025-12-01", "2026-02-28"),
        ("first week of March 2016", "2016-03-01", "2016-03-07"),
        ("the last week of February 2026", "2026-02-22", "2026-02-28"),
        ("on 3 October 2026", "2026-10-03", "2026-10-03"),
        ("2026-09", "2026-09-01", "2026-09-30"),
        ("in 2025", "2025-01-01", "2025-12-31"),
        ("December", "2025-12-01", "2025-12-31"),
        ("this month", "2026-11-01", "2026-11-23"),
        ("the first half of the year", "2026-01-01", "2026-06-30"),
        ("the first contract year", "2024-11-01", "2025-10-31"),
    ],
)
def test_words_for_time_mean_these_days(words, start, end):
    """Relative words count from the day of the question; a bare month is the latest that has begun."""
    (reading,) = readings(words, TODAY)
    assert (str(reading.period.start), str(reading.period.end)) == (start, end)


def test_asking_for_leave_is_not_asking_about_may():
    """The word "may" is a month only where a month is expected."""
    assert readings("may we end the contract early?", TODAY) == []
    assert len(readings("how was it in may?", TODAY)) == 1


def test_a_month_to_come_is_known_to_be_in_the_future():
    """Nothing can be measured before it happened."""
    assert readings("next month", TODAY)[0].future
    assert readings("January 2027", TODAY)[0].future


def test_a_running_month_ends_today_and_says_so():
    """A part of a month is never passed off as the whole."""
    assert readings("this month", TODAY)[0].period.label == "November 2026 (to 23 November 2026)"


def test_two_periods_are_two_readings_in_order():
    """A comparison names both."""
    found = [reading.period.label for reading in readings("was September better than August?", TODAY)]
    assert found == ["September 2026", "August 2026"]
