"""The price of ending a contract early, as its clause states it in fees."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.agreed import Charge
from store.facts.common import Source
from store.measures.early_exit import ExitSum, exit_sum, months_left

END = date(2027, 6, 30)


def charge(kind, rate):
    return Charge(1, "C-1", kind, Source("msa.md"), rate=Decimal(rate))


@pytest.mark.parametrize(
    ("out", "months"),
    [
        (date(2027, 3, 31), (3, 3)),
        (date(2027, 3, 15), (3, 4)),
        (date(2027, 6, 29), (0, 1)),
        (END, (0, 0)),
        (date(2026, 6, 30), (12, 12)),
    ],
)
def test_the_months_left_are_whole_ones_and_one_begun(out, months):
    """A term to 30 June 2027."""
    assert months_left(out, END) == months


def test_a_share_of_the_fees_for_the_rest_has_two_ends_where_a_month_is_begun_or_two_fees_may_be_meant():
    """Half of three or four months, of 3,000 agreed or 3,120 billed."""
    half = charge("early_exit_share", "50")
    assert exit_sum(half, date(2027, 3, 31), END, (Decimal(3000),)) == ExitSum(
        Decimal("4500.00"), Decimal("4500.00"), (3, 3)
    )
    seen = exit_sum(half, date(2027, 3, 15), END, (Decimal(3120), Decimal(3000)))
    assert (seen.least, seen.most) == (Decimal("4500.00"), Decimal("6240.00"))


def test_a_price_in_months_does_not_look_at_what_is_left_and_is_due_only_before_the_end():
    """Three months' fees."""
    three = charge("early_exit_months", "3")
    assert exit_sum(three, date(2027, 6, 1), END, (Decimal(1000),)).most == Decimal("3000.00")
    assert exit_sum(three, END, END, (Decimal(1000),)).most == 0
    assert exit_sum(charge("hourly", "95"), END, END, (Decimal(1000),)) is None


@given(st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(0, 1200))
def test_the_months_left_agree_with_a_count_day_by_day(out, days):
    """A month is over on the eve of the same day of the next one, or on that month's last day."""
    end, start = out + timedelta(days=days), out + timedelta(days=1)
    whole, day, month = 0, start, start
    while day <= end:
        day += timedelta(days=1)
        index = start.year * 12 + start.month - 1 + whole + 1
        first = date(index // 12, index % 12 + 1, 1)
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        if day == first.replace(day=min(start.day, last.day)):
            whole, month = whole + 1, day
    assert months_left(out, end) == (whole, whole + (month <= end))
