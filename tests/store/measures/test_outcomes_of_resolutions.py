"""When a resolution counts, and what is taken off its clock."""

from dataclasses import replace

from store.facts.tickets import Pause
from store.measures.basis import how_counted
from tests.store.measures.made_tickets import (
    RESOLVE,
    WAITS,
    outcomes,
    resolution,
    ticket,
    told,
    when,
)


def test_a_resolution_counts_in_the_month_it_was_resolved():
    """Opened in August, resolved in September: September's, unless the contract counts by opening."""
    line = "T | P1 | 31 Aug 17:00 | - | 1 Sep 09:00"
    assert resolution(line) == "met, 202609"
    assert resolution(line, replace(RESOLVE, month_by="opened")) == "met, 202608"


def test_an_open_late_ticket_counts_in_the_month_it_breached():
    """A ticket nobody closes is a miss in the month its time ran out, not for ever later."""
    assert resolution("T | P1 | 31 Jul 17:00 | - | -") == "missed, 202608"
    assert resolution("T | P1 | 30 Sep 16:00 | - | -") == "not due, 202609"


def test_where_those_resolved_in_the_month_are_measured_an_open_one_is_no_miss_yet():
    """However late it is, it counts in the month in which it is resolved: then as a miss."""
    only = replace(RESOLVE, month_by="resolved_only")
    assert resolution("T | P1 | 31 Jul 17:00 | - | -", only) == "not due, 202609"
    assert resolution("T | P1 | 31 Jul 17:00 | - | 4 Sep 09:00", only) == "missed, 202609"
    assert resolution("T | P1 | 31 Jul 17:00 | - | - | excluded", only) == "left out, 202607"
    assert "open ones not counted" in how_counted(only, None)


def test_an_open_ticket_left_out_counts_in_the_month_it_was_opened():
    """An excluded ticket is shown where the reader will look for it."""
    assert resolution("T | P1 | 31 Jul 17:00 | - | - | excluded") == "left out, 202607"
    assert resolution("T | P1 | 31 Jul 17:00 | - | 4 Aug 09:00 | excluded") == "left out, 202608"


def waiting(begin, end, reason="customer"):
    return Pause(when(begin), when(end), reason)


def test_only_pauses_the_contract_names_are_taken_off():
    """Waiting for the customer may stop the clock; waiting for parts may not, unless it is written down."""
    line = "T | P1 | 1 Sep 09:00 | - | 1 Sep 15:00"
    customer, parts = waiting("1 Sep 10:00", "1 Sep 12:00"), waiting("1 Sep 10:00", "1 Sep 12:00", "parts")
    assert resolution(line, WAITS, (customer,)) == "met, 202609"
    assert resolution(line, WAITS, (parts,)) == "missed, 202609"
    assert resolution(line, RESOLVE, (customer,)) == "missed, 202609"


def test_a_pause_is_never_taken_off_twice():
    """Overlapping waits count once, and only the part inside the ticket's life."""
    waits = (
        waiting("31 Aug 10:00", "1 Sep 10:00"),
        waiting("1 Sep 09:30", "1 Sep 10:30"),
        waiting("1 Sep 10:00", "1 Sep 10:10"),
    )
    seen = outcomes([ticket("T | P1 | 1 Sep 09:00 | - | 1 Sep 15:00", pauses=waits)], WAITS)
    assert seen.resolution.elapsed[0] == 4.5 * 3600


def test_while_the_ticket_waits_for_you_it_has_no_due_time():
    """A clock that stands still cannot say when it will run out; time already lost stays lost."""
    paused = ticket("T | P1 | 30 Sep 09:00 | - | - | paused_customer", pauses=(waiting("30 Sep 10:00", "-"),))
    until_october = ticket("T | P1 | 30 Sep 15:00 | - | -", pauses=(waiting("30 Sep 18:00", "2 Oct 09:00"),))
    late = ticket("T | P1 | 1 Sep 09:00 | - | - | paused_customer", pauses=(waiting("1 Sep 14:00", "-"),))
    seen = outcomes([paused, late, until_october], WAITS)
    assert [told(seen.resolution, place) for place in (0, 1)] == ["not due, 202609", "missed, 202609"]
    assert list(seen.resolution.due) == [-1, when("1 Sep 13:00").timestamp(), -1]


def test_a_reopened_ticket_keeps_its_clock():
    """The last resolution counts; while it is open again, the first one proves nothing."""
    assert resolution("T | P1 | 1 Sep 09:00 | - | 3 Sep 09:00", reopened=1) == "missed, 202609"
    assert resolution("T | P1 | 1 Sep 09:00 | - | 1 Sep 10:00 | open", reopened=1) == "no evidence, 202609"
    closed = replace(
        ticket("T | P1 | 1 Sep 09:00 | - | 1 Sep 10:00 | open"), reopen_count=1, closed_at=when("2 Sep 09:00")
    )
    assert told(outcomes([closed], RESOLVE).resolution) == "met, 202609"
