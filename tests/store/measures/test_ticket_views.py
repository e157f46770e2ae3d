"""Tickets seen from one side each: as felt, opened again, made less urgent, by kind of work, coming back."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.agreed import ClockKind, Metric, ServiceHours, ServiceLevel
from store.facts.common import Source
from store.facts.tickets import Ticket, TicketState, TicketType
from store.measures.felt_time import felt_time
from store.measures.judged_ticket import JudgedTicket, Reading, Step
from store.measures.lowered import moved
from store.measures.reopened import reopenings
from store.measures.repeats import repeats
from store.measures.work_kinds import Kind, classed, mix

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
ALWAYS = ServiceHours(tz="UTC", always=True)


def ticket(name="T-1", days=0, **more):
    return Ticket(name, MONDAY + timedelta(days=days), Source("t.csv"), **more)


def test_felt_time_and_contract_time_are_told_side_by_side_for_the_same_tickets():
    """Four hours of the desk can be a whole weekend for the person waiting."""
    made = [
        JudgedTicket(ticket(name), resolution=Reading(1, 1, None, contract), felt_s=felt)
        for name, felt, contract in (
            ("A", 100, 10),
            ("B", 200, 20),
            ("C", 300, 5),
            ("no fix", None, 7),
            ("no level", 9, None),
        )
    ]
    found = felt_time(made)
    assert (found.n, found.contract_n, found.felt_median_s, found.felt_p90_s) == (4, 3, 100, 300)
    assert (found.contract_median_s, found.contract_p90_s) == (10, 20)
    assert (found.slowest, found.slowest_s, found.slowest_contract_s) == ("C", 300, 5)
    assert (felt_time(made[4:]).contract_n, felt_time(made[4:]).slowest_contract_s) == (0, None)
    assert felt_time(made[3:4]).n == 0


def again(name, by, **more):
    steps = [
        Step(MONDAY + timedelta(hours=hour), before, after, who, Source("h"))
        for hour, before, after, who in ((1, "Open", "Resolved", "Desk"), (3, "Resolved", "Open", by))
    ]
    return JudgedTicket(ticket(name, user="Ann", reopen_count=1, state=TicketState.OPEN, **more), steps=tuple(steps))


def test_who_opened_a_ticket_again_is_told_by_side_and_not_by_name():
    """The user, a colleague, somebody who raises no tickets, a machine, or nobody on record."""
    tickets = [
        again("T-1", "ann"),
        again("T-2", "Bea"),
        again("T-3", "Tom"),
        again("T-4", ""),
        again("T-5", "Workflow Robot"),
    ]
    tickets.append(JudgedTicket(ticket("T-6", reopen_count=2, state=TicketState.CLOSED)))
    tickets.append(JudgedTicket(ticket("T-7", state=TicketState.CLOSED)))
    found = reopenings(tickets, {"Ann", "Bea", ""}, recorded=False)
    assert [one.by for one in found.tickets] == [
        "the person who raised it", "another of our people", "somebody not among our users", "not recorded",
        "an automation", "not recorded",
    ]  # fmt: skip
    assert (found.tickets[0].after_s, found.tickets[5].after_s, found.tickets[5].times) == (7200, None, 2)
    assert (found.of, found.held, found.recorded) == (7, 1, True)


def test_no_reopening_proves_nothing_where_none_could_be_seen():
    """An export without such a column is silent, not clean."""
    assert not reopenings([JudgedTicket(ticket())], (), recorded=False).recorded


LEVELS = [
    ServiceLevel(
        number, "C-1", Metric.RESPONSE, Source("sla"), priority=priority, limit_s=limit, target_pct=Decimal(95),
        clock=ClockKind.CALENDAR, hours=ALWAYS,
    )
    for number, priority, limit in ((1, 1, 900), (2, 3, 14400))
]  # fmt: skip


def test_a_ticket_that_was_in_time_only_because_it_was_made_less_urgent_is_named():
    """Answered after an hour: fine for a P3, late for the P1 it was logged as."""
    hour = MONDAY + timedelta(hours=1)
    tickets = [
        ticket("low", priority=3, priority_first=1, responded_at=hour),
        ticket("quick", priority=3, priority_first=1, responded_at=MONDAY),
        ticket("raised", priority=1, priority_first=3, responded_at=MONDAY),
        ticket("same", priority=1, priority_first=1, responded_at=hour),
        ticket("unknown", priority=3, responded_at=hour),
    ]
    found = moved(tickets, LEVELS, None, MONDAY + timedelta(days=9), "UTC")
    assert [(one.ticket, one.lowered, one.saved) for one in found] == [
        ("low", True, ("response",)), ("quick", True, ()), ("raised", False, ()),
    ]  # fmt: skip
    assert moved(tickets[3:], LEVELS, None, MONDAY, "UTC") == ()


@pytest.mark.parametrize(
    ("type", "summary", "kind", "by", "doubt"),
    [
        (TicketType.INCIDENT, "Printer broken", Kind.BREAK_FIX, "type", None),
        (TicketType.INCIDENT, "Please set up a new starter", Kind.BREAK_FIX, "type", Kind.REQUEST),
        (TicketType.INCIDENT, "How do I print?", Kind.BREAK_FIX, "type", Kind.REQUEST),
        (TicketType.REQUEST, "Printer broken", Kind.REQUEST, "type", None),
        (TicketType.CHANGE, "", Kind.PLANNED, "type", None),
        (TicketType.PROBLEM, "", Kind.PLANNED, "type", None),
        (TicketType.ALERT, "", Kind.ALERT, "type", None),
        (TicketType.UNKNOWN, "Outlook crashed", Kind.BREAK_FIX, "words", Kind.BREAK_FIX),
        (TicketType.UNKNOWN, "Scheduled upgrade of server failed", Kind.UNKNOWN, "nothing", None),
        (TicketType.UNKNOWN, "Hello", Kind.UNKNOWN, "nothing", None),
    ],
)
def test_the_kind_of_work_comes_from_the_type_and_only_else_from_clear_words(type, summary, kind, by, doubt):  # noqa: A002
    """Without a type and without telling words it is unknown, never a fault."""
    found = classed(ticket(type=type, summary=summary))
    assert (found.kind, found.by, found.doubt) == (kind, by, doubt)


def test_a_persons_word_counts_over_the_tools_type():
    """An override is kept and says so."""
    found = classed(ticket(type=TicketType.INCIDENT), "request")
    assert (found.kind, found.by) == (Kind.REQUEST, "a person")


def test_the_proactive_share_leaves_requests_and_cancelled_tickets_out():
    """Two found first, three broken, one request, one cancelled: two of five."""
    tickets = [
        ticket("a", type=TicketType.ALERT),
        ticket("b", type=TicketType.INCIDENT, proactive=True),
        ticket("c", type=TicketType.INCIDENT, proactive=False),
        ticket("d", type=TicketType.INCIDENT),
        ticket("e", type=TicketType.INCIDENT, summary="Please set up a printer"),
        ticket("f", type=TicketType.REQUEST),
        ticket("g", type=TicketType.INCIDENT, state=TicketState.CANCELLED),
    ]
    found = mix(tickets, {"f": "request"})
    assert (found.of, found.reactive, found.proactive, found.share) == (6, 3, 2, Fraction(40))
    assert (found.count(Kind.BREAK_FIX), found.count(Kind.PLANNED), found.doubtful) == (4, 0, ("e",))
    assert mix(tickets[5:6], {}).share is None


def fault(name, days, summary="Printer 2 offline", user="Ann", **more):
    return ticket(name, days, summary=summary, user=user, category=more.pop("category", "Printing"), **more)


def test_the_same_words_at_the_same_site_are_the_same_fault_whoever_reports_it():
    """Numbers and filler words do not tell two faults apart; another site does."""
    tickets = [
        fault("A", 0, "Printer 2 offline", "Ann", site="Leeds"),
        fault("B", 5, "The printer 3 offline again", "Bob", site="Leeds"),
        fault("C", 9, "printer offline", "Cid", site="Leeds"),
        fault("D", 9, "printer offline", "Dee", site="York"),
    ]
    found = repeats(tickets, 30)
    assert (found.of, found.repeated) == (4, ("B", "C"))
    assert [(one.alike, one.tickets, one.most) for one in found.clusters] == [("fault", ("A", "B", "C"), 3)]


def test_a_person_with_the_same_kind_of_trouble_is_a_pattern_too():
    """Different words, one person, one category; a cluster inside another is told once."""
    tickets = [
        fault(name, day, words) for name, day, words in (("A", 0, "jam"), ("B", 3, "no toner"), ("C", 6, "grey pages"))
    ]
    assert [one.alike for one in repeats(tickets, 30).clusters] == ["person and category"]
    same = [fault(name, day, "jam") for name, day in (("A", 0), ("B", 3), ("C", 6))]
    assert len(repeats(same, 30).clusters) == 1


def test_what_comes_back_later_than_the_span_is_no_repeat():
    """Thirty days are thirty days; cancelled tickets and those without words or people are left out."""
    tickets = [
        fault("A", 0),
        fault("B", 31),
        fault("C", 40, state=TicketState.CANCELLED),
        fault("D", 41, "", "", category=""),
    ]
    assert repeats(tickets, 30).repeated == ()
    assert repeats(tickets, 31).repeated == ("B",)


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(1, 40))
def test_repeats_agree_with_looking_at_every_pair(days, span):
    """A fault is a repeat when some earlier one like it lies within the span."""
    tickets = [fault(f"T-{place:02d}", day) for place, day in enumerate(sorted(days))]
    plain = {
        later.ext_id
        for place, later in enumerate(tickets)
        if any(later.opened_at - earlier.opened_at <= timedelta(days=span) for earlier in tickets[:place])
    }
    assert set(repeats(tickets, span).repeated) == plain
