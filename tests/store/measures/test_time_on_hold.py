"""An export that says only how long a ticket was on hold: no fix is called late that the hold may excuse."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.agreed import ClockKind
from store.facts.tickets import Pause
from store.measures.outcomes import MET, MISSED, NO_EVIDENCE
from tests.store.measures.test_outcomes import RESOLVE, RESPOND, outcomes, ticket, told, when

PAUSED = replace(RESOLVE, pauses=("customer",))
LATE = "T-1 | P1 | 1 Sep 09:00 | 1 Sep 09:10 | 1 Sep 15:00"  # six hours where four are allowed
HOUR = 3600


def fixed(level, line=LATE, **more):
    return told(outcomes([ticket(line, **more)], level).resolution)


def test_a_late_fix_is_not_judged_where_the_hold_may_have_been_ours():
    """Two hours on hold would bring six down to the four that are allowed."""
    assert fixed(PAUSED, hold_s=2 * HOUR) == "no evidence, 202609"


def test_a_fix_that_is_late_even_without_the_hold_is_missed():
    """One hour off six leaves five."""
    assert fixed(PAUSED, hold_s=HOUR) == "missed, 202609"


def test_a_hold_excuses_nothing_where_the_contract_takes_no_wait_off():
    """The clock of such a level never stands still."""
    assert fixed(RESOLVE, hold_s=5 * HOUR) == "missed, 202609"


def test_a_fix_in_time_is_met_whatever_was_on_hold():
    """There is nothing to excuse."""
    assert fixed(PAUSED, "T-1 | P1 | 1 Sep 09:00 | 1 Sep 09:10 | 1 Sep 11:00", hold_s=HOUR) == "met, 202609"


def test_where_the_history_says_when_it_stood_the_total_is_not_used():
    """The waits on record were for a vendor, which this contract does not take off."""
    waited = Pause(when("1 Sep 10:00"), when("1 Sep 13:00"), "vendor")
    assert fixed(PAUSED, hold_s=3 * HOUR, pauses=(waited,)) == "missed, 202609"


def test_a_late_answer_is_not_excused():
    """A ticket is put on hold after somebody has looked at it."""
    late = "T-1 | P1 | 1 Sep 09:00 | 1 Sep 11:00 | 1 Sep 11:30"
    response = outcomes([ticket(late, hold_s=5 * HOUR)], replace(RESPOND, pauses=("customer",))).response
    assert told(response) == "missed, 202609"


def test_an_open_ticket_past_its_time_is_not_judged_either():
    """It may still be waiting for us."""
    late = "T-1 | P1 | 30 Sep 09:00 | 30 Sep 09:10 | - | open"
    assert fixed(PAUSED, late, hold_s=8 * HOUR) == "no evidence, 202609"


def test_limits_in_business_days_are_in_doubt_too():
    """Due on Wednesday, fixed on Thursday at noon, half a day on hold."""
    days = replace(PAUSED, limit_s=None, limit_days=1, clock=ClockKind.BUSINESS_DAYS)
    line = "T-1 | P1 | 1 Sep 09:00 | 1 Sep 09:10 | 3 Sep 12:00"
    assert fixed(days, line) == "missed, 202609"
    assert fixed(days, line, hold_s=12 * HOUR) == "no evidence, 202609"


@given(took=st.integers(1, 9 * 60), held=st.integers(0, 9 * 60))
def test_a_miss_is_one_however_the_hold_fell(took, held):
    """By plain subtraction: in time, late with the hold taken off too, or in doubt between the two."""
    hours, minutes = divmod(8 * 60 + took, 60)
    line = f"T-1 | P1 | 1 Sep 08:00 | 1 Sep 08:01 | 1 Sep {hours:02}:{minutes:02}"
    (met,) = outcomes([ticket(line, hold_s=held * 60)], PAUSED).resolution.met
    assert met == (MET if took <= 240 else MISSED if took - held > 240 else NO_EVIDENCE)


@pytest.mark.parametrize("held", [None, 0])
def test_no_hold_leaves_a_late_fix_late(held):
    """An empty cell and a nought are the same here."""
    assert fixed(PAUSED, hold_s=held) == "missed, 202609"
