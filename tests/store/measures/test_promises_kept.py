"""What counts as a promise kept, late, missed or unknown, and the share kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from store.facts.common import Period, Source
from store.facts.promised import Promise, State
from store.measures.promises import closing_state, counted, days_late, fell_due, kept_by_month, made_in, state_on

MADE = datetime(2026, 10, 7, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def promise(state=State.OPEN, **more):
    return Promise(
        "C-1", "Tomasz", "send the report", "I will send the report.", MADE, Source("mail.eml"), state=state, **more
    )


def test_a_promise_past_its_day_and_untold_is_unknown_not_missed():
    """Nobody is called a promise breaker because nobody wrote anything down."""
    assert state_on(promise(due=date(2026, 10, 16)), TODAY) is State.UNKNOWN
    assert state_on(promise(due=TODAY), TODAY) is State.OPEN
    assert state_on(promise(), TODAY) is State.OPEN
    assert state_on(promise(State.KEPT, due=date(2026, 10, 16)), TODAY) is State.KEPT


def test_a_window_is_in_time_until_its_last_day():
    """The words "Early next week" is late only after the last day it can mean."""
    early = promise(due_from=date(2026, 10, 12), due_to=date(2026, 10, 14))
    assert closing_state(early, date(2026, 10, 14)) is State.KEPT
    assert closing_state(early, date(2026, 10, 15)) is State.LATE
    assert closing_state(promise(), TODAY) is State.KEPT


def test_days_late_run_to_the_day_it_was_done_or_to_today():
    """A promise without a day is never late."""
    assert days_late(promise(due=date(2026, 11, 20)), TODAY) == 3
    assert days_late(promise(State.LATE, due=date(2026, 11, 1), closed_on=date(2026, 11, 3)), TODAY) == 2
    assert days_late(promise(), TODAY) == 0


def test_the_worked_example_three_kept_one_late_one_missed_one_unknown():
    """Three and a half of five is seventy per cent; the unknown one is counted apart, the open and withdrawn ones not."""
    day = date(2026, 10, 16)
    told = [State.KEPT] * 3 + [State.LATE, State.MISSED, State.OPEN, State.WITHDRAWN]
    kept = counted([*(promise(one, due=day) for one in told), promise(due=date(2026, 12, 1)), promise()], TODAY)
    assert (kept.rate, kept.judged, kept.unknown, kept.open, kept.undated, kept.withdrawn) == (
        Decimal(70),
        5,
        1,
        2,
        1,
        1,
    )
    assert counted([], TODAY).rate is None


def test_a_promise_counts_in_the_month_it_falls_due():
    """Made in October and due in November: November's."""
    late = promise(State.LATE, due=date(2026, 11, 2))
    months = kept_by_month([late, promise()], ["2026-10", "2026-11"], TODAY, "Europe/London")
    assert [(month, kept.late) for month, kept in months] == [("2026-10", 0), ("2026-11", 1)]
    assert made_in([late], Period.of_month("2026-10")) == (late,)
    assert fell_due([late, promise()], Period.of_month("2026-10")) == ()


@given(st.lists(st.sampled_from([State.KEPT, State.LATE, State.MISSED]), min_size=1, max_size=60))
def test_the_share_kept_is_that_of_a_plain_tally(told):
    """Counted one by one with exact fractions."""
    points = sum({State.KEPT: Fraction(1), State.LATE: Fraction(1, 2), State.MISSED: Fraction(0)}[one] for one in told)
    rate = counted([promise(one, due=TODAY - timedelta(days=1)) for one in told], TODAY).rate
    assert rate is not None
    assert abs(Fraction(rate) - 100 * points / len(told)) <= Fraction(1, 200)


def test_an_hour_counts_where_both_hours_are_known():
    """Promised for noon, done a minute past noon of the same day: late; with only the day known it is in time."""
    noon = promise(due=date(2026, 10, 16), due_at=datetime(2026, 10, 16, 12, tzinfo=UTC))
    assert closing_state(noon, date(2026, 10, 16), datetime(2026, 10, 16, 12, 0, tzinfo=UTC)) is State.KEPT
    assert closing_state(noon, date(2026, 10, 16), datetime(2026, 10, 16, 12, 1, tzinfo=UTC)) is State.LATE
    assert closing_state(noon, date(2026, 10, 16)) is State.KEPT
