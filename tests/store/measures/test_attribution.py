"""Whose delay a miss was: by subtraction, with the evidence, and never by presumption."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.agreed import ClockKind, Metric, ServiceHours, ServiceLevel
from store.facts.common import Period, Source
from store.facts.tickets import UNPLACED, Pause, Ticket, TicketState
from store.measures.attribution import Ground, Side, attributed, by_side, first_reopening
from store.measures.calendar import Clock
from store.measures.judged_ticket import MISSED, JudgedTicket, Reading, Step
from store.measures.our_waits import our_waits

ALWAYS = ServiceHours(tz="UTC", always=True)
CLOCK = Clock(ALWAYS, datetime(2026, 9, 1, tzinfo=UTC).date(), datetime(2026, 12, 1, tzinfo=UTC).date())
FIX = ServiceLevel(
    2, "C-1", Metric.RESOLUTION, Source("sla.docx", clause="3.1"), priority=1, limit_s=4 * 3600, target_pct=Decimal(95),
    clock=ClockKind.CALENDAR, hours=ALWAYS,
)  # fmt: skip
ANSWER = replace(FIX, id=1, metric=Metric.RESPONSE, limit_s=900)
START = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
LATER = START + timedelta(days=20)


def at(hours):
    return START + timedelta(hours=hours)


def late(hours, *pauses, level=FIX, steps=(), **more):
    """A ticket fixed (or answered) after so many hours, with its waits as (from, to, for whom) in hours."""
    spans = tuple(Pause(at(a), None if b is None else at(b), who) for a, b, who in pauses)
    end = (
        {}
        if hours is None
        else {"resolved_at": at(hours)}
        if level.metric is Metric.RESOLUTION
        else {"responded_at": at(hours)}
    )
    ticket = Ticket("T-1", START, Source("t.csv", row=2), priority=1, pauses=spans, **(end | more))
    reading = Reading(
        level.id, MISSED, START + timedelta(seconds=level.limit_s), None if hours is None else int(hours * 3600)
    )
    kind = "resolution" if level.metric is Metric.RESOLUTION else "response"
    return JudgedTicket(ticket, **{kind: reading}, steps=steps)


def whose(one, level=FIX, *, recorded=True):
    found = attributed(one, level, CLOCK, LATER, waits_recorded=recorded)
    return found.side, found.ground


def test_a_miss_that_our_own_silence_explains_is_ours():
    """Two hours over, three hours of them waiting for us: without us it would have been in time."""
    assert whose(late(6, (1, 4, "customer"))) == (Side.US, Ground.OUR_WAIT)


def test_a_wait_for_us_that_is_shorter_than_the_delay_excuses_nothing():
    """Two hours over and one of them ours: the other hour was the provider's."""
    assert whose(late(6, (1, 2, "customer"))) == (Side.PROVIDER, Ground.NOTHING_ELSE)


def test_a_wait_that_the_contract_takes_off_already_is_not_counted_twice():
    """Permitted waits have moved the due time; what is over is over without them."""
    level = replace(FIX, pauses=frozenset({"customer"}))
    one = late(9, (1, 4, "customer"))
    one = replace(one, resolution=Reading(2, MISSED, at(7), 6 * 3600))
    found = attributed(one, level, CLOCK, LATER, waits_recorded=True)
    assert (found.side, found.over_s, found.our_s, found.permitted_s) == (Side.PROVIDER, 7200, 0, 10800)


@pytest.mark.parametrize("who", ["vendor", "parts"])
def test_a_third_party_can_be_the_cause(who):
    """A vendor or a part that was waited for longer than the delay."""
    assert whose(late(6, (1, 4, who))) == (Side.THIRD_PARTY, Ground.THIRD_WAIT)


def test_where_only_both_waits_together_explain_it_nobody_is_named():
    """One and a half hours each, two and a half hours over."""
    assert whose(late(6.5, (1, 2.5, "customer"), (3, 4.5, "vendor"))) == (Side.UNKNOWN, Ground.TOGETHER)


def test_a_wait_without_a_reason_is_held_against_nobody():
    """On hold, and nobody wrote down what for."""
    assert whose(late(6, (1, 4, "unknown"))) == (Side.UNKNOWN, Ground.WAIT_WITHOUT_REASON)


def test_a_status_that_nobody_can_place_keeps_the_delay_from_being_put_down_to_the_provider():
    """It may have been a wait of any length that the tool worded in its own way."""
    assert whose(late(9, (1, 2, UNPLACED))) == (Side.UNKNOWN, Ground.STATUS_UNPLACED)
    assert whose(late(9, (1, 7, "customer"), (7, 8, UNPLACED))) == (Side.US, Ground.OUR_WAIT)


def test_records_without_any_waiting_prove_no_fault_for_a_fix():
    """Where the export never tells what a ticket waited for, silence is no evidence against the provider."""
    assert whose(late(6), recorded=False) == (Side.UNKNOWN, Ground.NO_WAITS_RECORDED)
    assert whose(late(6)) == (Side.PROVIDER, Ground.NOTHING_ELSE)


def test_a_late_first_answer_needs_no_record_of_waits():
    """Before the first answer there is nothing the provider could have asked us."""
    assert whose(late(2, level=ANSWER), ANSWER, recorded=False) == (Side.PROVIDER, Ground.NOTHING_ELSE)


def test_a_ticket_raised_to_urgent_later_is_held_against_nobody():
    """Its clock had run before anybody knew that it was urgent."""
    assert whose(late(6, priority_first=3)) == (Side.UNKNOWN, Ground.PRIORITY_RAISED)
    assert whose(late(6, priority_first=1))[0] is Side.PROVIDER


def step(hours, before, after, by="Ann"):
    return Step(at(hours), before, after, by, Source("h.csv", row=1))


def test_a_fix_in_time_that_was_opened_again_is_held_against_nobody():
    """Whether the fix had failed or something new was asked the record does not say."""
    steps = (step(0, "", "Open"), step(2, "Open", "Resolved"), step(3, "Resolved", "Open"), step(6, "Open", "Closed"))
    found = attributed(late(6, steps=steps), FIX, CLOCK, LATER, waits_recorded=True)
    assert (found.side, found.ground, found.at, found.who) == (Side.UNKNOWN, Ground.REOPENED, at(3), "Ann")


def test_a_fix_that_was_late_already_before_it_was_opened_again_stays_the_providers():
    """The first fix came after the limit."""
    steps = (step(5, "Open", "Resolved"), step(5.5, "Resolved", "Open"), step(6, "Open", "Resolved"))
    assert whose(late(6, steps=steps))[0] is Side.PROVIDER


def test_an_open_ticket_is_over_up_to_the_time_of_the_export():
    """Not fixed yet: over from its due time to the instant the records speak of; a wait still running counts so far."""
    found = attributed(late(None), FIX, CLOCK, at(10), waits_recorded=True)
    assert (found.side, found.over_s) == (Side.PROVIDER, 6 * 3600)
    assert whose(late(None, (1, None, "customer"))) == (Side.US, Ground.OUR_WAIT)


def test_the_clock_of_a_cut_off_starts_on_the_next_business_day():
    """A wait before the clock began excuses nothing."""
    desk = ServiceHours(tz="UTC", weekly=tuple((day, 540, 1020) for day in range(5)))
    level = replace(FIX, cutoff="09:00", hours=desk, clock=ClockKind.SERVICE_HOURS)
    clock = Clock(desk, START.date(), LATER.date())
    opened = START + timedelta(hours=1)
    ticket = Ticket(
        "T-1", opened, Source("t"), priority=1, pauses=(Pause(opened, at(6), "customer"),), resolved_at=at(29)
    )
    one = JudgedTicket(ticket, resolution=Reading(2, MISSED, at(28), 18000))
    assert attributed(one, level, clock, LATER, waits_recorded=True).our_s == 0


def test_an_automatic_reply_stops_no_clock_that_asks_for_a_person():
    """The end of the wait is the fix, the first human act on record."""
    one = late(1, level=ANSWER, response_is_auto=True, resolved_at=at(3))
    assert attributed(one, ANSWER, CLOCK, LATER, waits_recorded=True).over_s == 3 * 3600 - 900


def test_every_side_is_told_even_when_nothing_falls_on_it():
    """Four sides, in one order."""
    found = attributed(late(6), FIX, CLOCK, LATER, waits_recorded=True)
    assert {side: len(some) for side, some in by_side([found]).items()} == {
        Side.PROVIDER: 1, Side.US: 0, Side.THIRD_PARTY: 0, Side.UNKNOWN: 0,
    }  # fmt: skip


def test_a_history_without_a_finish_shows_no_reopening():
    """Closing a resolved ticket is no re-opening either."""
    assert (
        first_reopening(
            [step(1, "Open", "In Progress"), step(2, "In Progress", "Resolved"), step(3, "Resolved", "Closed")]
        )
        is None
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(1, 5), st.sampled_from(["customer", "vendor", "unknown"])), max_size=4
    )
)
def test_more_waiting_never_turns_a_miss_back_to_the_provider(spans):
    """Adding a wait for us can only take weight off the provider."""
    pauses = [(start, start + length, who) for start, length, who in spans]
    before = whose(late(6, *pauses))[0]
    after = whose(late(6, *pauses, (0, 6, "customer")))[0]
    assert after is Side.US or before is not Side.PROVIDER or after is not Side.PROVIDER


MONTH = Period.of_month("2026-10", "UTC")


def test_how_long_tickets_waited_for_us_is_measured_like_their_answers():
    """Median, nine in ten, the longest, and those that wait still."""
    one, two = late(9, (1, 4, "customer"), (5, 6, "vendor")), late(30, (2, 3, "customer"), (4, 5, "customer"))
    still = late(None, (1, None, "customer"), state=TicketState.PAUSED_CUSTOMER)
    named = [replace(t, ticket=replace(t.ticket, ext_id=name)) for t, name in ((one, "A"), (two, "B"), (still, "C"))]
    found = our_waits(named, CLOCK, MONTH, at(11))
    assert (found.spans, found.tickets, found.of, found.over) == (4, ("A", "B", "C"), 3, 3)
    assert (found.median_s, found.p90_s, found.longest_s, found.longest) == (3600, 10800, 10800, "A")
    assert (found.total_s, found.waiting) == (3 * 3600 + 3600 + 3600 + 10 * 3600, ("C",))


def test_a_wait_that_began_in_another_month_belongs_there():
    """September asks about September."""
    assert our_waits([late(9, (1, 4, "customer"))], CLOCK, Period.of_month("2026-09", "UTC"), LATER).spans == 0
