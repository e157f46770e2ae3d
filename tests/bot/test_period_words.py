"""Which days a manager means by the words for time."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.asking.period import Anchor
from bot.answering.asking.period_words import readings, times

TODAY = Anchor(date(2026, 11, 23), service_start=date(2024, 11, 1), landmarks=(("amendment", date(2026, 3, 1)),))


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
        ("why did it go down on the 7th?", "2026-11-07", "2026-11-07"),
        ("what happened on the 30th", "2026-10-30", "2026-10-30"),
        ("what happened on the 31st", "2026-10-31", "2026-10-31"),
        ("on the 23rd", "2026-11-23", "2026-11-23"),
        ("what will happen on the 7th?", "2026-12-07", "2026-12-07"),
        ("on the 7th of October", "2026-10-07", "2026-10-07"),
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


MEANT = """
    how was it in Sept last year                         | 2025-09-01..2025-09-30
    P1 response March 26                                 | 2026-03-01..2026-03-31
    august last year                                     | 2025-08-01..2025-08-31
    October this year                                    | 2026-10-01..2026-10-31
    october this year vs october last year               | 2026-10-01..2026-10-31 2025-10-01..2025-10-31
    September than a year before                         | 2026-09-01..2026-09-30 2025-09-01..2025-09-30
    last quarter vs the quarter before                   | 2026-07-01..2026-09-30 2026-04-01..2026-06-30
    this time last year                                  | 2025-11-01..2025-11-30
    better than last year? September against September   | 2026-09-01..2026-09-30 2025-09-01..2025-09-30
    was October better than the same month last year     | 2026-10-01..2026-10-31 2025-10-01..2025-10-31
    in the first contract year                           | 2024-11-01..2025-10-31
    in the second year of the contract                   | 2025-11-01..2026-10-31
    in our first year with them                          | 2024-11-01..2025-10-31
    on Monday                                            | 2026-11-16..2026-11-16
    last Friday                                          | 2026-11-20..2026-11-20
    over Christmas                                       | 2025-12-24..2026-01-01
    between 1 and 15 September                           | 2026-09-01..2026-09-15
    from 3 Oct to 10 Oct                                 | 2026-10-03..2026-10-10
    3-10 October 2026                                    | 2026-10-03..2026-10-10
    1st to 15th of September                             | 2026-09-01..2026-09-15
    from 28 September to 4 October                       | 2026-09-28..2026-10-04
    the last two quarters                                | 2026-04-01..2026-09-30
    past 2 quarters                                      | 2026-04-01..2026-09-30
    since the amendment                                  | 2026-03-01..2026-11-23
    before the amendment                                 | 2024-11-01..2026-02-28
    after the amendment                                  | 2026-03-01..2026-11-23
    since September last year                            | 2025-09-01..2026-11-23
    since last quarter                                   | 2026-07-01..2026-11-23
    since Q2                                             | 2026-04-01..2026-11-23
    from March onwards                                   | 2026-03-01..2026-11-23
    until the end of August                              | 2024-11-01..2026-08-31
    up to May 2026                                       | 2024-11-01..2026-05-31
    before March 2026                                    | 2024-11-01..2026-02-28
    after June                                           | 2026-07-01..2026-11-23
    Q3 last year                                         | 2025-07-01..2025-09-30
    last year's Q3                                       | 2025-07-01..2025-09-30
    2026 Q2                                              | 2026-04-01..2026-06-30
    Q1 to Q3 2025                                        | 2025-01-01..2025-09-30
    Q3 26                                                | 2026-07-01..2026-09-30
    H1 2025                                              | 2025-01-01..2025-06-30
    second half of last year                             | 2025-07-01..2025-12-31
    first six months of 2026                             | 2026-01-01..2026-06-30
    first half of October                                | 2026-10-01..2026-10-15
    the three months to September                        | 2026-07-01..2026-09-30
    twelve months ending October 2026                    | 2025-11-01..2026-10-31
    the year to October                                  | 2025-11-01..2026-10-31
    rolling 12 months                                    | 2025-11-01..2026-10-31
    past six months                                      | 2026-05-01..2026-10-31
    last half year                                       | 2026-01-01..2026-06-30
    last 30 days                                         | 2026-10-24..2026-11-22
    last fortnight                                       | 2026-11-09..2026-11-22
    October 3rd                                          | 2026-10-03..2026-10-03
    Oct 3, 2026                                          | 2026-10-03..2026-10-03
    on 7 October                                         | 2026-10-07..2026-10-07
    07/10/2026                                           | 2026-10-07..2026-10-07
    7.10.26                                              | 2026-10-07..2026-10-07
    on March 26                                          | 2026-03-26..2026-03-26
    Sep '25                                              | 2025-09-01..2025-09-30
    Sept-25                                              | 2025-09-01..2025-09-30
    09/2025                                              | 2025-09-01..2025-09-30
    2025-09                                              | 2025-09-01..2025-09-30
    Oct 2026                                             | 2026-10-01..2026-10-31
    last November                                        | 2025-11-01..2025-11-30
    last December                                        | 2025-12-01..2025-12-31
    June and September 2025                              | 2025-06-01..2025-06-30 2025-09-01..2025-09-30
    June, July and August                                | 2026-06-01..2026-06-30 2026-07-01..2026-07-31 2026-08-01..2026-08-31
    compare August and September                         | 2026-08-01..2026-08-31 2026-09-01..2026-09-30
    between August and September                         | 2026-08-01..2026-09-30
    August to September                                  | 2026-08-01..2026-09-30
    november to january                                  | 2025-11-01..2026-01-31
    July-Sept 2026                                       | 2026-07-01..2026-09-30
    Nov 2024 - Feb 2025                                  | 2024-11-01..2025-02-28
    week commencing 5 October                            | 2026-10-05..2026-10-11
    w/c 5 Oct                                            | 2026-10-05..2026-10-11
    last week                                            | 2026-11-16..2026-11-22
    month 12 of the contract                             | 2025-10-01..2025-10-31
    since month 12                                       | 2025-10-01..2026-11-23
    the first three months of the contract               | 2024-11-01..2025-01-31
    have they ever missed                                | 2024-11-01..2026-11-23
    to date                                              | 2024-11-01..2026-11-23
    so far                                               | 2024-11-01..2026-11-23
    over the whole contract                              | 2024-11-01..2026-11-23
    since we signed                                      | 2024-11-01..2026-11-23
    in May                                               | 2026-05-01..2026-05-31
    may last year                                        | 2025-05-01..2025-05-31
    at the end of September                              | 2026-09-30..2026-09-30
    end of last month                                    | 2026-10-31..2026-10-31
    in 2025                                              | 2025-01-01..2025-12-31
    calendar year 2025                                   | 2025-01-01..2025-12-31
    this year vs last year                               | 2026-01-01..2026-11-23 2025-01-01..2025-12-31
    yesterday                                            | 2026-11-22..2026-11-22
    the day before yesterday                             | 2026-11-21..2026-11-21
    a month ago                                          | 2026-10-01..2026-10-31
    three months ago                                     | 2026-08-01..2026-08-31
    a year ago                                           | 2025-11-01..2025-11-30
    October vs the month before                          | 2026-10-01..2026-10-31 2026-09-01..2026-09-30
    P2 in Q3 compared with the previous quarter          | 2026-07-01..2026-09-30 2026-04-01..2026-06-30
    September compared to the year before                | 2026-09-01..2026-09-30 2025-09-01..2025-09-30
    year on year for October                             | 2025-10-01..2025-10-31 2026-10-01..2026-10-31
    last summer                                          | 2026-06-01..2026-08-31
    the summer of 2025                                   | 2025-06-01..2025-08-31
    in the autumn                                        | 2026-09-01..2026-11-23
    next March                                           | 2027-03-01..2027-03-31
    the last 3 full months                               | 2026-08-01..2026-10-31
    last three calendar months                           | 2026-08-01..2026-10-31
    MTD                                                  | 2026-11-01..2026-11-23
    ytd                                                  | 2026-01-01..2026-11-23
    this quarter                                         | 2026-10-01..2026-11-23
    Easter weekend                                       | 2026-04-03..2026-04-06
    the week before last                                 | 2026-11-09..2026-11-15
    over the past few months                             | 2026-08-01..2026-10-31
    the first fortnight of October                       | 2026-10-01..2026-10-14
    last weekend                                         | 2026-11-21..2026-11-22
    October 26 to November 3                             | 2026-10-26..2026-11-03
    31 Aug                                               | 2026-08-31..2026-08-31
    on the 20th of October                               | 2026-10-20..2026-10-20
    how did they do from June to September               | 2026-06-01..2026-09-30
    Dec 25 to Feb 26                                     | 2025-12-01..2026-02-28
    between October 2025 and March 2026                  | 2025-10-01..2026-03-31
    from Q1 to Q3                                        | 2026-01-01..2026-09-30
    Q1 and Q2                                            | 2026-01-01..2026-03-31 2026-04-01..2026-06-30
    Q3 2025 vs Q3 2026                                   | 2025-07-01..2025-09-30 2026-07-01..2026-09-30
    was it better in the spring than in the summer       | 2026-03-01..2026-05-31 2026-06-01..2026-08-31
    since the summer                                     | 2026-06-01..2026-11-23
    in the last week of October                          | 2026-10-25..2026-10-31
    in the second week of September 2025                 | 2025-09-08..2025-09-14
    over Easter 2025                                     | 2025-04-18..2025-04-21
    since Christmas                                      | 2025-12-25..2026-11-23
    they were down on Friday night                       | 2026-11-20..2026-11-20
    since we signed with them                            | 2024-11-01..2026-11-23
    for september 2026 and october                       | 2026-09-01..2026-09-30 2026-10-01..2026-10-31
    credit from September                                | 2026-09-01..2026-09-30
    post amendment                                       | 2026-03-01..2026-11-23
    pre-amendment                                        | 2024-11-01..2026-02-28
    month 3                                              | 2025-01-01..2025-01-31
    3 weeks ago                                          | 2026-11-02..2026-11-08
    was september worse than last year                   | 2026-09-01..2026-09-30 2025-09-01..2025-09-30
    the same quarter last year vs Q3                     | 2025-07-01..2025-09-30 2026-07-01..2026-09-30
    how did last year compare with this                  | 2025-01-01..2025-12-31
    next two months                                      | 2026-12-01..2027-01-31
    2024                                                 | 2024-01-01..2024-12-31
    in Nov                                               | 2026-11-01..2026-11-23
    01/09/2026 to 15/09/2026                             | 2026-09-01..2026-09-15
    1 September - 15 September                           | 2026-09-01..2026-09-15
    Sept 1-15                                            | 2026-09-01..2026-09-15
    on Tuesday the 3rd of November                       | 2026-11-03..2026-11-03
    Octobers P1 response                                 | 2026-10-01..2026-10-31
    October's P1 response                                | 2026-10-01..2026-10-31
    sep & oct                                            | 2026-09-01..2026-09-30 2026-10-01..2026-10-31
    Q2/Q3                                                | 2026-04-01..2026-06-30 2026-07-01..2026-09-30
    the whole of 2025                                    | 2025-01-01..2025-12-31
    all of last year                                     | 2025-01-01..2025-12-31
    through the end of August                            | 2024-11-01..2026-08-31
    in the past 12 months                                | 2025-11-01..2026-10-31
    for the quarter ending September                     | 2026-07-01..2026-09-30
    Q4                                                   | 2026-10-01..2026-11-23
    compare last quarter with the same quarter last year | 2026-07-01..2026-09-30 2025-07-01..2025-09-30
    how about the previous month                         | 2026-10-01..2026-10-31
    P1 fix in Feb '25                                    | 2025-02-01..2025-02-28
    after Easter                                         | 2026-04-06..2026-11-23
    since the start of the year                          | 2026-01-01..2026-11-23
    since the beginning of 2025                          | 2025-01-01..2026-11-23
    since the end of June                                | 2026-06-30..2026-11-23
    this October vs last October                         | 2026-10-01..2026-10-31 2025-10-01..2025-10-31
    the last three months vs the three months before     | 2026-08-01..2026-10-31 2026-05-01..2026-07-31
    twelve months to 31 October 2026                     | 2025-11-01..2026-10-31
    tickets between July 2026 and now                    | 2026-07-01..2026-11-23
    the month before the amendment                       | 2026-02-01..2026-02-28
"""
NO_PERIOD = """
    may we leave early?
    in 6 months' time
    answered within 24 hours
    the 15 minute limit
    a second opinion
    P1 and P2
    99.9 %
    clause 3.4
    is christmas covered
    during working hours
    Since we pay for 24x7 cover, did they answer on Saturday nights?
    by 31 October
    £2026
    Tuesday
    start of the year to now
"""
NOT_PLACED = """
    credits for the 2025/26 tax year
    in 2025/26
    fiscal year 2025
    in the last financial year
    FY26
    since the merger
    since Dave left
    during the strike
    in early September
    mid-2025
"""


def lines(table):
    return [line.strip() for line in table.strip().splitlines()]


@pytest.mark.parametrize("line", lines(MEANT))
def test_people_name_days_in_many_ways(line):
    """Ranges, relative words, the contract's own years, and the British and the American way to write a date."""
    words, days = (part.strip() for part in line.split("|"))
    assert [f"{r.period.start}..{r.period.end}" for r in readings(words, TODAY)] == days.split()


@pytest.mark.parametrize("words", lines(NO_PERIOD))
def test_words_that_name_no_period_are_left_alone(words):
    """A number, a limit, a deadline or a modal verb is not a period."""
    assert times(words, TODAY).readings == ()


@pytest.mark.parametrize("words", lines(NOT_PLACED))
def test_a_time_that_cannot_be_placed_is_named_and_not_guessed(words):
    """A financial year or an event we know nothing about has no dates until somebody says which."""
    found = times(words, TODAY)
    assert (found.readings, len(found.unplaced)) == ((), 1)


def test_before_the_contract_is_known_nothing_is_counted_from_its_start():
    """Without a first day there is no "so far" and no "before March"."""
    unknown = Anchor(date(2026, 11, 23))
    for words in ("so far", "before March 2026", "in the first contract year", "since the amendment"):
        assert readings(words, unknown) == []


def test_a_reading_knows_where_its_words_stand():
    """So that the rest of the question can be read without them."""
    text = "P1 response since the end of June, please"
    (reading,) = readings(text, TODAY)
    assert text[reading.start : reading.end] == "since the end of June"


@given(
    start=st.dates(date(2024, 11, 1), date(2026, 11, 22)),
    end=st.dates(date(2024, 11, 1), date(2026, 11, 22)),
    form=st.sampled_from(["%d %B %Y", "%d/%m/%Y", "%Y-%m-%d", "%B %d, %Y", "%d %b %Y"]),
)
def test_a_range_of_written_dates_is_read_back_exactly(start, end, form):
    """However two dates are written, "from ... to ..." is that stretch of days."""
    first, last = sorted((start, end))
    (reading,) = readings(f"P1 response from {first:{form}} to {last:{form}}", TODAY)
    assert (reading.period.start, reading.period.end) == (first, last)


@given(text=st.text(max_size=80))
def test_no_text_upsets_the_reader_of_periods(text):
    """Any text gives readings in order that do not overlap, or none."""
    found = readings(text, TODAY)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_of_two_amendments_neither_is_the_amendment():
    """A name that means two days means none until somebody says which."""
    two = Anchor(TODAY.today, landmarks=(("amendment", date(2025, 5, 1)), ("amendment", date(2026, 3, 1))))
    assert times("P1 response since the amendment", two).unplaced == ("since the amendment",)
