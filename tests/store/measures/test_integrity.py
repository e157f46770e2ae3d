"""Questions the record raises: each check finds what it is for, and stays silent where it must."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.agreed import ClockKind, Metric, ServiceHours, ServiceLevel
from store.facts.common import Source
from store.facts.tickets import Pause, Ticket, TicketState, TicketType
from store.measures.calendar import Clock
from store.measures.clumps import at_least, clump
from store.measures.integrity import Records, findings
from store.measures.judged_ticket import JudgedTicket, Reading

NINE = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
DESK = ServiceHours(tz="UTC", weekly=tuple((day, 480, 1080) for day in range(5)))
CLOCK = Clock(DESK, NINE.date(), NINE.date())
LEVEL = ServiceLevel(
    7, "C-1", Metric.RESOLUTION, Source("sla"), priority=1, limit_s=4 * 3600, target_pct=Decimal(95),
    clock=ClockKind.SERVICE_HOURS, hours=DESK, pauses=frozenset({"customer"}),
)  # fmt: skip


def made(name="T-1", took=None, met=-2, level=7, felt=None, **more):
    ticket = Ticket(name, more.pop("opened_at", NINE), Source("t.csv"), **more)
    return JudgedTicket(ticket, resolution=Reading(level, met, None, took), felt_s=felt)


def found(key, *tickets, **more):
    defaults = {"levels": {7: LEVEL}, "clocks": {7: CLOCK}, "hours": CLOCK}
    told = {one.key: one for one in findings(Records(tickets, **(defaults | more)))}
    return told[key]


def names(key, *tickets, **more):
    return found(key, *tickets, **more).tickets


def at(hours):
    return NINE + timedelta(hours=hours)


def test_tickets_that_pile_up_just_inside_the_limit_are_asked_about():
    """Ten in the last tenth and none in the one before; two are chance."""
    pile = [made(f"T-{n}", took=14000 + n, met=1) for n in range(10)]
    assert (found("just_inside", *pile).count, found("just_inside", *pile).base) == (10, 10)
    assert not found("just_inside", *pile[:2]).asks
    untimed = [made("U-1", took=14000, met=1, level=0), made("U-2", met=1)]
    assert found("just_inside", *pile, *untimed).base == 10


def test_a_pile_spread_over_both_tenths_is_chance():
    """As many before as inside."""
    tenths = [(8500, 10000)] * 6 + [(9500, 10000)] * 6 + [(10000, 10000), (10001, 10000)]
    seen = clump(tenths)
    assert (seen.before, len(seen.inside), seen.after, seen.telling) == (6, 7, 1, False)


@given(st.integers(0, 9), st.integers(0, 9))
def test_the_chance_of_a_pile_is_what_counting_all_throws_gives(hits, of):
    """Every row of heads and tails counted one by one."""
    throws = list(product((0, 1), repeat=of))
    assert at_least(hits, of) == Fraction(sum(sum(row) >= hits for row in throws), len(throws))


@pytest.mark.parametrize(
    ("pauses", "asked"),
    [
        ([Pause(at(3.9), at(6), "customer")], True),  # six minutes of the clock left
        ([Pause(at(1), at(6), "customer")], False),
        ([Pause(at(3.9), at(6), "vendor")], False),  # this wait does not stop the clock
        ([Pause(at(1), at(3), "customer"), Pause(at(5.9), at(8), "customer")], True),
        ([Pause(at(4.5), at(6), "customer")], False),  # over already
    ],
)
def test_a_hold_just_before_the_limit_is_asked_about(pauses, asked):
    """Less than ten minutes and a tenth of the limit were left when the clock was stopped."""
    one = made(pauses=tuple(pauses))
    assert bool(names("pause_before_due", one)) is asked
    assert not names("pause_before_due", one, levels={}, clocks={})


def test_a_ticket_that_mostly_stood_still_is_asked_about():
    """Half its time on hold; overlapping holds are counted once; a running one counts to the fix."""
    half = made(
        "half", felt=36000, resolved_at=at(10), pauses=(Pause(at(1), at(4)), Pause(at(2), at(3)), Pause(at(6), None))
    )
    little = made("little", felt=36000, resolved_at=at(10), pauses=(Pause(at(1), at(4)),))
    assert names("long_hold", half, little, made("open")) == ("half",)


def test_a_hold_set_at_night_is_asked_about_where_the_desk_has_hours():
    """A desk that never shuts has no odd hours."""
    night, day = made("night", pauses=(Pause(at(12), at(20)),)), made("day", pauses=(Pause(at(1), at(2)),))
    edge = made("edge", pauses=(Pause(at(9), at(10)),))
    assert names("odd_hours", night, day, edge) == ("night",)
    always = Clock(ServiceHours(always=True), NINE.date(), NINE.date())
    assert [found("odd_hours", night, hours=hours).count for hours in (None, always)] == [None, None]


def test_replies_by_machine_and_in_bulk_are_asked_about():
    """Five in one minute, and those that only an automation answered."""
    bulk = [made(f"B-{n}", responded_at=at(1) + timedelta(seconds=n), resolved_at=at(2)) for n in range(5)]
    machine = made("M", responded_at=at(3), response_is_auto=True)
    assert names("automatic_reply", *bulk, machine) == ("M",)
    assert len(names("bulk_replies", *bulk, machine)) == len(names("bulk_fixes", *bulk, machine)) == 5
    assert found("bulk_fixes", *bulk).days == (NINE.date(),)
    assert not names("bulk_fixes", *bulk[:4])


def test_reopened_relogged_and_lowered_tickets_are_asked_about():
    """Opened again; logged again by the same person in the same words within two days; made less urgent."""
    first = made("A", user="Ann", summary="No mail", resolved_at=at(1), state=TicketState.CLOSED, reopen_count=1)
    second = made("B", user="ann", summary="no mail", opened_at=at(20), priority_first=1)
    third = made("C", user="Ann", summary="no mail", opened_at=at(90))
    alert = replace(second, ticket=replace(second.ticket, ext_id="D", type=TicketType.ALERT))
    every = (first, second, third, alert)
    assert (names("reopened", *every), names("relogged", *every)) == (("A",), ("B",))
    assert (names("lowered", *every, lowered=("B",)), found("lowered", *every, lowered=("B",)).base) == (("B",), 2)
    assert found("reopened", *every, reopenings_recorded=False).count is None
    assert found("lowered", *every, priorities_recorded=False).count is None


def test_what_is_left_out_or_lacks_its_times_is_asked_about():
    """Cancelled, excluded without a reason, finished without times, answered before it was logged."""
    tickets = [
        made("gone", state=TicketState.CANCELLED),
        made("out", excluded=True),
        made("out with a reason", excluded=True, exclusion_reason="duplicate"),
        made("bare", state=TicketState.CLOSED),
        made("whole", state=TicketState.CLOSED, responded_at=at(1), resolved_at=at(2), felt=7200),
        made("early", responded_at=at(-1)),
    ]
    told = {key: names(key, *tickets) for key in ("cancelled", "excluded_without_reason", "missing_times", "backwards")}
    assert told == {
        "cancelled": ("gone",),
        "excluded_without_reason": ("out",),
        "missing_times": ("bare",),
        "backwards": ("early",),
    }


def test_a_mark_in_time_on_a_late_ticket_is_asked_about():
    """The tool's own mark against the contract's clock."""
    late, fine = made("late", met=0, provider_sla_met=True), made("fine", met=1, provider_sla_met=True)
    answer = replace(made("answer", provider_response_met=True), response=Reading(7, 0))
    assert names("flag_differs", late, fine, answer, made("silent", met=0)) == ("late", "answer")


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        (["INC-1", "INC-2", "INC-4", "REQ-3", "REQ-6", "INC-7"], 1),  # one row of numbers for all kinds
        (["INC-1", "INC-2", "INC-4", "REQ-1", "REQ-2", "REQ-3"], 1),  # each kind its own row
        (["INC-1", "INC-90"], None),  # shared with others: nothing can be told
        (["first", "second"], None),
    ],
)
def test_gaps_in_the_numbers_are_told_only_where_the_numbering_is_ours(numbers, missing):
    """Where others use the same numbers, gaps are to be expected."""
    assert found("number_gaps", numbers=numbers).count == missing


def test_an_export_of_finished_tickets_only_is_asked_about():
    """Nothing open anywhere is unlikely; no ticket at all is no finding."""
    done = made("done", state=TicketState.CLOSED)
    assert found("only_finished", done).count == 1
    assert found("only_finished", done, made("open")).count == found("only_finished").count == 0


def test_an_outage_without_a_single_urgent_ticket_is_asked_about():
    """Somebody must have handled it under some ticket."""
    assert found("no_top_priority", made(priority=2), unplanned_outages=2).count == 2
    assert found("no_top_priority", made(priority=1), unplanned_outages=2).count == 0
