"""Dates are read strictly, in one order for a whole column, and never guessed."""

from __future__ import annotations

# ruff: noqa: DTZ001 - cells of a workbook hold wall-clock times without a zone
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.imports.date_orders import decide_orders
from store.imports.dates import DateReader

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def read(cell, order="DMY", tz="Europe/London", **options):
    return DateReader(tz, order, 2027, **options).read(cell)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("29/2/2016 01:16", "2016-02-29 01:16"),
        ("29-02-2016 01:16", "2016-02-29 01:16"),
        ("29.02.2016 01:16", "2016-02-29 01:16"),
        ("15/Oct/25 3:04 PM", "2025-10-15 14:04"),
        ("15/Okt/25 3:04 PM", "2025-10-15 14:04"),
        ("15 août 2025 15:04", "2025-08-15 14:04"),
        ("15 October 2025 15:04", "2025-10-15 14:04"),
        ("Oct 15, 2025 3:04 PM", "2025-10-15 14:04"),
        ("Wed 15 Oct 2025, 15:04", "2025-10-15 14:04"),
        ("2026-10-03 08:20:00", "2026-10-03 07:20"),
        ("2026-10-03T08:20:00Z", "2026-10-03 08:20"),
        ("2026-10-03T08:20:00.000+0200", "2026-10-03 06:20"),
        ("2026-10-03 08:20:00 UTC", "2026-10-03 08:20"),
        ("2026-10-03T08:20:00-05:00", "2026-10-03 13:20"),
        ("03/10/2026 12:00 AM", "2026-10-02 23:00"),
        ("03/10/2026 12:30 pm", "2026-10-03 11:30"),
        ("03/10/2026, 08:20", "2026-10-03 07:20"),
        ("21/02/2018 12:00 PM", "2018-02-21 12:00"),
        ("1759500000", "2025-10-03 14:00"),
        ("1759500000000", "2025-10-03 14:00"),
        ("  03/10/2026 08:20 ", "2026-10-03 07:20"),
        ("０３/１０/２０２６ ０８:２０", "2026-10-03 07:20"),
    ],
)
def test_the_ways_tools_write_a_time_are_read(written, meant):
    """Day first in London unless the text says its own zone."""
    assert read(written) == utc(meant)


def test_the_same_text_means_another_day_in_the_other_order():
    """03/04/2026 is the third of April or the fourth of March; without an order it is nothing."""
    assert read("03/04/2026 10:00", "DMY") == utc("2026-04-03 09:00")
    assert read("03/04/2026 10:00", "MDY") == utc("2026-03-04 10:00")
    assert read("03/04/2026 10:00", None) is None
    assert read("04/04/2026 10:00", None) == utc("2026-04-04 09:00")


@pytest.mark.parametrize(
    "written",
    [
        "12.5", "12", "tomorrow", "31/02/2026 10:00", "2026-13-01 10:00", "03/10/2026 24:00", "03/10/2026 08:60",
        "03/10/2026 8:2", "03/10/26 08:20:0", "01/01/1900 00:00", "01/01/2099 09:00", "0000-00-00 00:00:00",
        "03/10/2026", "2026-10-03", "08:20", "03/10/2026 13:00 PM", "#########", "03/10/2026 08:20 XYZ", "3rd thing 2026 08:00",
        "30/02/26 08:00", "2026-10-0", "12/10/20", "",
    ],
)  # fmt: skip
def test_what_is_no_whole_time_is_none(written):
    """Impossible days, half times, missing times of day, unknown zones and years nobody logs tickets in."""
    assert read(written) is None


def test_a_day_without_a_time_counts_only_where_days_are_asked_for():
    """A head count has a date; an outage has a time."""
    assert read("03/10/2026", without_clock=True) == utc("2026-10-02 23:00")
    assert read("03/10/2026") is None


def test_excel_dates_and_day_numbers_are_wall_clock_times():
    """An Excel cell has no zone; the export's zone is used."""
    assert read(datetime(2026, 10, 3, 8, 20)) == utc("2026-10-03 07:20")
    assert read(46298.5) == utc("2026-10-03 11:00")
    assert read(date(2026, 10, 3)) == utc("2026-10-02 23:00")
    assert read(9e9) is None
    assert read(bool(1)) is None


def test_bst_is_summer_time_only_where_and_when_it_is():
    """A parser that drops the letters would be an hour out."""
    assert read("03/10/2026 08:20 BST") == utc("2026-10-03 07:20")
    assert read("25/10/2026 01:30 BST") == utc("2026-10-25 00:30")
    assert read("25/10/2026 01:30 GMT") == utc("2026-10-25 01:30")
    assert read("03/12/2026 08:20 BST") is None
    assert read("03/10/2026 08:20 BST", tz="Australia/Sydney") is None


def test_hours_at_which_clocks_change_are_counted():
    """01:30 on 29 March 2026 did not happen in London; 01:30 on 25 October happened twice."""
    reader = DateReader("Europe/London", "DMY", 2027)
    times = reader.column(["29/03/2026 01:30", "25/10/2026 01:30", "25/10/2026 03:00", "24/10/2026 01:30"])
    assert times == [utc("2026-03-29 01:30"), utc("2026-10-25 00:30"), utc("2026-10-25 03:00"), utc("2026-10-24 00:30")]
    assert (reader.skipped, reader.doubled) == (1, 1)


@given(
    st.datetimes(datetime(2001, 1, 1), datetime(2026, 12, 31)),
    st.sampled_from(["Europe/London", "America/New_York", "Australia/Sydney", "Asia/Kolkata"]),
)
def test_reading_agrees_with_the_zone_database(moment, tz):
    """The quick way by days and clock times equals the slow one for every minute, also on days clocks change."""
    from zoneinfo import ZoneInfo

    moment = moment.replace(second=0, microsecond=0)
    expected = moment.replace(tzinfo=ZoneInfo(tz)).astimezone(UTC)
    assert read(f"{moment:%d/%m/%Y %H:%M}", "DMY", tz) == expected
    assert read(f"{moment:%m/%d/%y %I:%M %p}", "MDY", tz) == expected
    assert read(f"{moment:%Y-%m-%d %H:%M:%S}", None, tz) == expected


@given(st.text(max_size=25))
def test_no_text_makes_the_reader_fail(text):
    """Whatever stands in the cell: an instant or nothing."""
    got = read(text)
    assert got is None or got.tzinfo is UTC


def order(now=NOW, **columns):
    return decide_orders({name: cells.split("|") for name, cells in columns.items()}, tz="Europe/London", now=now)


def test_one_day_above_twelve_decides_for_the_whole_column():
    """Thousands of rows may fit both orders; one that does not is enough."""
    assert order(opened="03/04/2026 10:00|25/04/2026 10:00|01/02/2026 09:00")["opened"].order == "DMY"
    assert order(opened="03/04/2026 10:00|04/25/2026 10:00")["opened"].order == "MDY"
    assert order(opened="2026-03-04 10:00")["opened"].order == "YMD"


def test_nothing_above_twelve_is_a_question():
    """No order is assumed because it is usual somewhere."""
    choice = order(opened="03/04/2026 10:00|05/06/2026 10:00")["opened"]
    assert (choice.order, choice.ambiguous) == (None, True)
    assert choice.example in ("03/04/2026", "05/06/2026")


def test_a_repair_before_its_opening_rules_an_order_out():
    """Opened on 29 January: a repair on 01/02 was on 1 February, for 2 January lies before the opening."""
    both = order(opened="29/01/2026 10:00", resolved="01/02/2026 09:00")
    assert both["resolved"].order == "DMY"


def test_a_date_in_the_future_rules_an_order_out():
    """Seen from 23 November 2026, 10/12/2026 was 12 October."""
    assert order(opened="10/12/2026 09:00")["opened"].order == "MDY"


def test_two_orders_in_one_column_are_a_conflict():
    """25/04 is day first and 04/25 month first: no order is right for both."""
    choice = order(opened="25/04/2026 10:00|04/25/2026 10:00")["opened"]
    assert choice.order is None
    assert "25/04/2026 can only be day first" in choice.conflict


def test_dates_that_excel_half_converted_are_found_out():
    """Opened under the other order, days up to 12 become swapped Excel dates and the rest stays text."""
    cells = ["25/04/2026 10:00", datetime(2026, 3, 4, 10), datetime(2026, 11, 5, 9), "13/05/2026 08:00"]
    choice = decide_orders({"opened": cells}, tz="Europe/London", now=NOW)["opened"]
    assert "Excel has swapped day and month" in choice.conflict
    assert not choice.mendable


def test_named_months_need_no_order():
    """15/Oct/25 reads one way only."""
    choice = order(opened="15/Oct/25 3:04 PM|02/Nov/25 9:00 AM")["opened"]
    assert (choice.ambiguous, choice.conflict) == (False, None)


@given(
    st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2026, 10, 1)), min_size=1, max_size=40),
    st.sampled_from(["DMY", "MDY"]),
)
def test_a_decided_order_is_the_true_one(opened, true):
    """Whatever the tickets: the order is found, or asked for, but never found wrong."""
    pattern = "%d/%m/%Y %H:%M" if true == "DMY" else "%m/%d/%Y %H:%M"
    columns = {
        "opened": [f"{at:{pattern}}" for at in opened],
        "resolved": [f"{at + timedelta(hours=30):{pattern}}" for at in opened],
    }
    for choice in decide_orders(columns, tz="UTC", now=NOW).values():
        assert choice.order in (true, None)
        assert choice.conflict is None
