"""Less service for the same fee is only said where chance does not explain it."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.measures.service_reduction import fall_p, reduced, sign

MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]


def compared(values):
    """A sign from twelve months of values, None for a month without a record."""
    series = {month: Fraction(value) for month, value in zip(MONTHS, values, strict=True) if value is not None}
    return sign("reports", "reports", "%", series, MONTHS)


def test_a_clear_fall_is_seen():
    """Six good months, then six poor ones: one parting in 924 is as low."""
    made = compared([100] * 6 + [0] * 6)
    assert (made.fell, made.mean_before, made.mean_after) == (True, 100, 0)
    assert made.p == pytest.approx(1 / 924)


def test_ups_and_downs_are_no_fall():
    """One bad month of six is what chance does."""
    assert not compared([100] * 6 + [100, 100, 0, 100, 100, 100]).fell
    assert compared([100] * 12).p == 1.0


def test_few_months_say_nothing():
    """Three months on one side are too few; none at all leave even the mean open."""
    few = compared([100, 100, 100, None, None, None] + [0] * 6)
    assert (few.p, few.fell, few.mean_before) == (None, False, 100)
    none = compared([None] * 6 + [0] * 6)
    assert (none.p, none.mean_before) == (None, None)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_the_chance_is_the_share_of_all_orders(values):
    """Counted the long way, over every order of six months."""
    orders = list(permutations([Fraction(value) for value in values]))
    seen = sum(values[3:])
    low = sum(sum(order[3:]) <= seen for order in orders)
    assert fall_p([Fraction(v) for v in values[:3]], [Fraction(v) for v in values[3:]]) == pytest.approx(
        low / len(orders)
    )


def test_what_the_signs_amount_to():
    """Two falls under a fee that held are a sign, one is a question, three steady ones are a no."""
    down, level, silent = compared([100] * 6 + [0] * 6), compared([100] * 12), compared([None] * 12)
    assert reduced([down, down], fee_held=True) == "yes"
    assert reduced([down, down], fee_held=False) == "partly"
    assert reduced([down, down], fee_held=None) == "partly"
    assert reduced([down, level], fee_held=True) == "partly"
    assert reduced([level, level, level], fee_held=True) == "no"
    assert reduced([level, silent], fee_held=True) == "cannot_tell"
