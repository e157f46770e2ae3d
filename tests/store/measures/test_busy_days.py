"""Days on which a fault hurts most, as the business noted them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.common import Source
from store.facts.happened import LogEntry
from store.measures.busy_days import busy_on


def noted(on, due=None, state="busy", kind="business"):
    """One line of the register."""
    return LogEntry(kind, on, "Month end", Source("register"), state=state, due=due)


ONCE = noted(date(2026, 10, 28), date(2026, 10, 30))
MONTH_END = noted(date(2026, 10, 29), date(2026, 10, 31), "busy every month")
PAY_DAY = noted(date(2026, 10, 14), date(2026, 10, 15), "peak every month")
CHRISTMAS = noted(date(2025, 12, 1), date(2025, 12, 24), "busy every year")


@pytest.mark.parametrize(
    ("line", "day", "busy"),
    [
        (ONCE, date(2026, 10, 28), True),
        (ONCE, date(2026, 10, 30), True),
        (ONCE, date(2026, 10, 31), False),
        (ONCE, date(2026, 11, 28), False),
        (MONTH_END, date(2027, 2, 26), True),
        (MONTH_END, date(2027, 2, 25), False),
        (MONTH_END, date(2028, 2, 27), True),
        (MONTH_END, date(2026, 11, 30), True),
        (PAY_DAY, date(2027, 2, 14), True),
        (PAY_DAY, date(2027, 2, 16), False),
        (CHRISTMAS, date(2026, 12, 10), True),
        (CHRISTMAS, date(2026, 12, 25), False),
        (noted(date(2026, 10, 5)), date(2026, 10, 5), True),
        (noted(date(2026, 10, 5), state=""), date(2026, 10, 5), False),
        (noted(date(2026, 10, 5), kind="advice"), date(2026, 10, 5), False),
    ],
)
def test_a_day_is_busy_where_a_note_marks_it(line, day, busy):
    """Once, by the day of the month, by the days before its end, or by the year."""
    assert (busy_on(day, [line]) is line) is busy


@given(st.dates(date(2020, 1, 1), date(2032, 12, 31)))
def test_the_last_three_days_of_every_month_are_busy_and_no_others(day):
    """However long the month is."""
    from calendar import monthrange

    left = monthrange(day.year, day.month)[1] - day.day
    assert (busy_on(day, [MONTH_END]) is not None) is (left <= 2)
