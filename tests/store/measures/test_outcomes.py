"""Tickets judged one by one, told as a buyer would tell them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.facts.agreed import ClockKind, Metric, ServiceHours, ServiceLevel
from store.facts.common import Source, Status
from store.facts.tickets import Pause, Ticket, TicketState, TicketType
from store.measures.basis import cautions, how_counted
from store.measures.calendar import Clock
from store.measures.outcomes import (
    EXCLUDED,
    MET,
    MISSED,
    NO_EVIDENCE,
    NO_LEVEL,
    PENDING,
    RULE_VERSION,
    columns_of,
    exclusion_reason,
    judged,
    months_of,
)
from store.measures.ticket_columns import why_excluded

LONDON = ZoneInfo("Europe/London")
DESK = ServiceHours(weekly=tuple((day, 480, 1080) for day in range(5)))  # Mon-Fri 08:00-18:00
SLA = Source("sla.docx", clause="Schedule 2, 3.1")
RESPOND = ServiceLevel(1, "C-1", Metric.RESPONSE, SLA, priority=1, limit_s=1800, target_pct=Decimal(95))
RESOLVE = replace(RESPOND, id=2, metric=Metric.RESOLUTION, limit_s=4 * 3600)
WORDS = {
    MET: "met", MISSED: "missed", PENDING: "not due", NO_LEVEL: "no level", NO_EVIDENCE: "no evidence",
    EXCLUDED: "left out",
}  # fmt: skip
STATES = {"open", "closed", "resolved", "cancelled", "paused_customer"}


def when(text):
    """The instant "1 Sep 09:10" of 2026 on the wall in London; a dash is no time."""
    if text in {"-", ""}:
        return None
    return datetime.strptime(f"2026 {text}", "%Y %d %b %H:%M").replace(tzinfo=LONDON).astimezone(UTC)


def ticket(line, **more):
    """A ticket written as "ref | priority | raised | first reply | resolved | notes"."""
    ref, priority, raised, replied, resolved, *notes = [cell.strip() for cell in line.split("|")]
    notes = " ".join(notes).split(", ") if notes else []
    state = next((TicketState(note) for note in notes if note in STATES), None)
    return Ticket(
        ref, when(raised), Source("tickets.csv", row=2), priority=int(priority[1:]) if priority != "-" else None,
        responded_at=when(replied), resolved_at=when(resolved), response_is_auto="automatic" in notes,
        excluded="excluded" in notes, state=state or (TicketState.RESOLVED if when(resolved) else TicketState.OPEN),
        **more,
    )  # fmt: skip


def tickets(table):
    return [ticket(line) for line in table.strip().splitlines()[1:]]


def outcomes(rows, *levels, as_of="30 Sep 18:00", hours=DESK, **how):
    return judged(columns_of(rows, **how), levels, hours, int(when(as_of).timestamp()), "Europe/London")


def told(one, place=0):
    return f"{WORDS[int(one.met[place])]}, {int(one.month[place])}"


def response(line, level=RESPOND, **more):
    """What became of the response of one ticket, in words, and the month it counts in."""
    return told(outcomes([ticket(line)], level, **more).response)


def resolution(line, level=RESOLVE, pauses=(), reopened=0, **more):
    """What became of the resolution of one ticket, in words, and the month it counts in."""
    return told(outcomes([ticket(line, pauses=pauses, reopen_count=reopened)], level, **more).resolution)


def test_a_month_of_tickets_is_judged_one_by_one():
    """Each ticket of a small export, as a manager would check it by hand."""
    seen = outcomes(
        tickets("""
        ref  | pr | raised       | first reply  | resolved     | notes
        T-1  | P1 | 1 Sep 09:00  | 1 Sep 09:30  | 1 Sep 13:00  |
        T-2  | P1 | 1 Sep 09:00  | 1 Sep 09:31  | 1 Sep 13:01  |
        T-3  | P1 | 1 Sep 17:45  | 2 Sep 08:10  | 2 Sep 11:45  |
        T-4  | P2 | 1 Sep 09:00  | 1 Sep 09:05  | 1 Sep 09:30  |
        T-5  | -  | 1 Sep 09:00  | 1 Sep 09:05  | 1 Sep 09:30  |
        T-6  | P1 | 1 Sep 09:00  | 1 Sep 09:05  | 1 Sep 09:30  | cancelled
        T-7  | P1 | 1 Sep 09:00  | -            | -            | closed
        """),
        RESPOND,
        RESOLVE,
    )
    assert [WORDS[int(met)] for met in seen.response.met] == [
        "met", "missed", "met", "no level", "no level", "left out", "no evidence",
    ]  # fmt: skip
    assert [WORDS[int(met)] for met in seen.resolution.met] == [
        "met", "missed", "met", "no level", "no level", "left out", "no evidence",
    ]  # fmt: skip
    assert list(seen.response.elapsed) == [1800, 1860, 1500, -1, -1, 300, -1]
    assert list(seen.resolution.elapsed[:3]) == [4 * 3600, 4 * 3600 + 60, 4 * 3600]
    assert list(seen.felt[:3]) == [4 * 3600, 4 * 3600 + 60, 18 * 3600]
    assert list(seen.response.level) == [1, 1, 1, 0, 0, 1, 1]
    assert seen.response.due[0] == when("1 Sep 09:30").timestamp()


def test_a_ticket_raised_on_saturday_starts_on_monday():
    """Out-of-hours tickets are timed from the next opening of the support desk."""
    assert response("T | P1 | 5 Sep 23:10 | 7 Sep 08:20 | -") == "met, 202609"
    assert response("T | P1 | 5 Sep 23:10 | 7 Sep 08:31 | -") == "missed, 202609"


def test_no_reply_and_past_due_is_a_miss_now():
    """Silence does not hide a miss; a ticket that is not due yet is not counted."""
    assert response("T | P1 | 30 Sep 09:00 | - | -", as_of="30 Sep 09:31") == "missed, 202609"
    assert response("T | P1 | 30 Sep 09:00 | - | -", as_of="30 Sep 09:30") == "not due, 202609"


def test_a_response_counts_in_the_month_the_ticket_was_opened():
    """Opened on the last evening of September, it is September's, whether answered late or not at all."""
    assert response("T | P1 | 30 Sep 17:50 | 1 Oct 09:00 | -", as_of="5 Oct 09:00") == "missed, 202609"
    assert response("T | P1 | 30 Sep 17:50 | - | -", as_of="5 Oct 09:00") == "missed, 202609"


def test_within_and_less_than_differ_by_one_second():
    """The words "within 30 minutes" allows the thirtieth; "less than 30 minutes" does not."""
    strict = replace(RESPOND, strict=True)
    assert response("T | P1 | 1 Sep 09:00 | 1 Sep 09:30 | -") == "met, 202609"
    assert response("T | P1 | 1 Sep 09:00 | 1 Sep 09:30 | -", strict) == "missed, 202609"
    assert response("T | P1 | 1 Sep 09:00 | 1 Sep 09:29 | -", strict) == "met, 202609"


def test_an_automatic_reply_is_no_response():
    """A robot's thank-you does not stop the clock, unless the contract says that it does."""
    assert response("T | P1 | 1 Sep 09:00 | 1 Sep 09:01 | - | automatic") == "missed, 202609"
    assert response("T | P1 | 1 Sep 09:00 | 1 Sep 09:01 | 1 Sep 11:00 | automatic") == "missed, 202609"
    assert response("T | P1 | 1 Sep 09:00 | 1 Sep 09:01 | 1 Sep 09:20 | automatic") == "met, 202609"
    allowed = replace(RESPOND, auto_ack_counts=True)
    assert response("T | P1 | 1 Sep 09:00 | 1 Sep 09:01 | - | automatic", allowed) == "met, 202609"


def test_a_finished_ticket_without_a_reply_time_proves_nothing():
    """Where the export is silent about a finished ticket, nobody can tell whether it was answered in time."""
    assert response("T | P1 | 1 Sep 09:00 | - | 1 Sep 10:00") == "no evidence, 202609"


def test_an_export_without_a_reply_column_proves_nothing():
    """Tickets are not misses because the provider left a column out."""
    line = "T | P1 | 1 Sep 09:00 | - | -"
    assert response(line, response_recorded=False) == "no evidence, 202609"
    assert resolution(line, resolution_recorded=False) == "no evidence, 202609"


def test_times_that_run_backwards_prove_nothing():
    """A reply before the ticket was opened is a question to ask, not a success."""
    assert response("T | P1 | 1 Sep 09:00 | 1 Sep 08:00 | -") == "no evidence, 202609"
    assert response("T | P1 | 1 Sep 09:00 | 1 Sep 09:00 | -") == "met, 202609"


def test_nothing_after_the_day_asked_about_is_seen():
    """As of noon, a reply at three in the afternoon has not come, and tomorrow's ticket does not exist."""
    assert response("T | P1 | 1 Sep 09:00 | 1 Sep 15:00 | -", as_of="1 Sep 12:00") == "missed, 202609"
    assert response("T | P1 | 2 Sep 09:00 | 2 Sep 09:05 | -", as_of="1 Sep 12:00") == "no level, 0"
    assert outcomes([ticket("T | P1 | 1 Sep 09:00 | - | 1 Sep 15:00")], as_of="1 Sep 12:00").felt[0] == -1


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


WAITS = replace(RESOLVE, pauses=frozenset({"customer"}))


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


NEXT_DAY = replace(RESPOND, clock=ClockKind.NEXT_BUSINESS_DAY, limit_s=None)


def test_next_business_day_ends_with_the_next_business_days_hours():
    """Raised on Friday evening after closing, the answer is due by closing time on Tuesday."""
    assert response("T | P1 | 4 Sep 18:15 | 8 Sep 18:00 | -", NEXT_DAY) == "met, 202609"
    assert response("T | P1 | 4 Sep 18:15 | 8 Sep 18:01 | -", NEXT_DAY) == "missed, 202609"
    assert response("T | P1 | 4 Sep 18:15 | 8 Sep 18:00 | -", replace(NEXT_DAY, strict=True)) == "missed, 202609"


def test_so_many_business_days_end_at_closing_time():
    """Two business days from Tuesday are over on Thursday evening."""
    days = replace(RESOLVE, clock=ClockKind.BUSINESS_DAYS, limit_s=None, limit_days=2)
    assert resolution("T | P1 | 1 Sep 09:00 | - | 3 Sep 18:00", days) == "met, 202609"
    assert resolution("T | P1 | 1 Sep 09:00 | - | 4 Sep 08:00", days) == "missed, 202609"


def test_after_the_cut_off_a_ticket_is_tomorrows():
    """Logged after four, a same-day promise is for the next day, and hours start in the morning."""
    same_day = replace(RESPOND, clock=ClockKind.BUSINESS_DAYS, limit_s=None, limit_days=0, cutoff="16:00")
    assert response("T | P1 | 1 Sep 16:00 | 1 Sep 18:01 | -", same_day) == "missed, 202609"
    assert response("T | P1 | 1 Sep 16:01 | 2 Sep 18:00 | -", same_day) == "met, 202609"
    hours = replace(RESPOND, cutoff="16:00")
    assert response("T | P1 | 1 Sep 16:30 | 2 Sep 08:30 | -", hours) == "met, 202609"
    assert outcomes([ticket("T | P1 | 1 Sep 16:30 | 1 Sep 17:00 | -")], hours).response.elapsed[0] == 0


def test_around_the_clock_means_nights_too():
    """A calendar clock needs no Service Hours, and may be written in days."""
    always = replace(RESPOND, clock=ClockKind.CALENDAR)
    assert response("T | P1 | 5 Sep 23:10 | 5 Sep 23:50 | -", always, hours=None) == "missed, 202609"
    days = replace(RESPOND, clock=ClockKind.CALENDAR, limit_s=None, limit_days=1)
    assert response("T | P1 | 5 Sep 23:10 | 6 Sep 23:10 | -", days, hours=None) == "met, 202609"


def test_a_contract_without_opening_times_judges_nothing_by_service_hours():
    """Nobody assumes that the desk is open day and night."""
    assert response("T | P1 | 1 Sep 09:00 | 1 Sep 09:05 | -", hours=None) == "no level, 202609"


def test_a_level_in_doubt_judges_nothing():
    """Two readings of one cell are a question to a person, not a verdict."""
    for status in (Status.CONFLICT, Status.UNKNOWN):
        doubtful = replace(RESPOND, status=status)
        assert response("T | P1 | 1 Sep 09:00 | 1 Sep 09:05 | -", doubtful) == "no level, 202609"


def test_an_amendment_applies_from_its_day():
    """A ticket is judged by the level in force on the day it was opened, in the contract's own zone."""
    old = replace(RESPOND, effective_to=date(2026, 8, 31))
    new = replace(RESPOND, id=9, limit_s=600, effective_from=date(2026, 9, 1))
    seen = outcomes(
        tickets("""
        ref | pr | raised       | first reply  | resolved
        A   | P1 | 31 Aug 17:00 | 31 Aug 17:20 | -
        B   | P1 | 1 Sep 00:10  | 1 Sep 08:20  | -
        """),
        old,
        new,
    )
    assert list(seen.response.level) == [1, 9]
    assert list(seen.response.met) == [MET, MISSED]


def test_a_ticket_that_began_more_urgent_is_marked():
    """The priority at the end decides, but a lowered one can be counted apart."""
    lowered = replace(ticket("T | P2 | 1 Sep 09:00 | - | -"), priority_first=1)
    raised = replace(ticket("T | P1 | 1 Sep 09:00 | - | -"), priority_first=2)
    unknown = ticket("T | P1 | 1 Sep 09:00 | - | -")
    assert list(outcomes([lowered, raised, unknown]).lowered) == [True, False, False]


def test_database_ids_are_carried_along():
    """Outcomes name the tickets they belong to."""
    assert list(outcomes([ticket("T | P1 | 1 Sep 09:00 | - | -")], ids=[77]).ids) == [77]


def test_no_tickets_have_no_outcomes():
    """An empty export is judged without complaint."""
    assert len(outcomes([], RESPOND).response.met) == 0


def test_a_ticket_without_an_opening_time_proves_nothing():
    """Columns from elsewhere may lack it; no figure is made of that."""
    columns = replace(columns_of([ticket("T | P1 | 1 Sep 09:00 | - | -")]), opened=np.array([-1]))
    seen = judged(columns, [RESPOND], DESK, int(when("30 Sep 09:00").timestamp()), "Europe/London")
    assert told(seen.response) == "no evidence, 0"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"state": TicketState.CANCELLED, "excluded": True}, "cancelled"),
        ({"excluded": True, "exclusion_reason": "third party"}, "third party"),
        ({"excluded": True}, "no reason given"),
        ({}, ""),
    ],
)
def test_every_ticket_left_out_has_a_reason(more, reason):
    """An exclusion nobody explains is shown as unexplained."""
    assert exclusion_reason(replace(ticket("T | P1 | 1 Sep 09:00 | - | -"), **more)) == reason


def test_months_turn_at_midnight_in_the_contracts_zone():
    """Half past midnight on the first of July in London is still June in UTC."""
    instants = np.array([int(when("1 Jul 00:30").timestamp()), -1])
    assert list(months_of(instants, "Europe/London")) == [202607, 0]
    assert list(months_of(instants, "UTC")) == [202606, 0]
    assert RULE_VERSION


MINUTE = st.integers(min_value=0, max_value=60 * 24 * 60)


@settings(max_examples=120, deadline=None)
@given(
    opened=MINUTE,
    took=st.one_of(st.none(), MINUTE),
    pauses=st.lists(
        st.tuples(MINUTE, st.integers(min_value=1, max_value=5000), st.sampled_from(("customer", "parts"))), max_size=4
    ),
    limit=st.integers(min_value=1, max_value=3000),
)
def test_columns_and_single_tickets_agree(opened, took, pauses, limit):
    """Judging by the column gives what the plain clock gives for one ticket at a time."""
    start = int(when("1 Jul 00:00").timestamp())
    as_of = start + 61 * 24 * 3600
    moment = lambda minute: datetime.fromtimestamp(start + 60 * minute, UTC)  # noqa: E731
    resolved = None if took is None else moment(opened + took)
    held = tuple(Pause(moment(begin), moment(begin + span), reason) for begin, span, reason in pauses)
    row = Ticket("T", moment(opened), Source("t.csv"), priority=1, resolved_at=resolved, pauses=held)
    level = replace(WAITS, limit_s=limit * 60)
    seen = judged(columns_of([row, row]), [level], DESK, as_of, "Europe/London").resolution
    clock = Clock(DESK, date(2026, 7, 1), date(2026, 9, 1))
    stopped = resolved is not None and resolved.timestamp() <= as_of
    permitted = [pause for pause in held if pause.reason == "customer"]
    end = resolved if stopped else datetime.fromtimestamp(as_of, UTC)
    spent = clock.elapsed(moment(opened), end, permitted)
    assert set(seen.met) == {MISSED if spent > limit * 60 else MET if stopped else PENDING}
    assert set(seen.elapsed) == {spent if stopped else -1}


INCIDENTS_ONLY = frozenset(TicketType) - {TicketType.REQUEST, TicketType.UNKNOWN}


@pytest.mark.parametrize(
    ("kind", "became"),
    [(TicketType.INCIDENT, "missed"), (TicketType.REQUEST, "left out"), (TicketType.UNKNOWN, "missed")],
)
def test_a_request_is_left_out_of_a_level_for_incidents(kind, became):
    """A ticket of a kind nobody recorded counts, as it does under every level."""
    level = replace(RESPOND, kinds=INCIDENTS_ONLY)
    one = ticket("T-1 | P1 | 1 Sep 09:00 | 1 Sep 10:00 | 1 Sep 11:00", type=kind)
    assert told(outcomes([one], level).response) == f"{became}, 202609"


def test_a_request_falls_under_the_level_that_is_promised_for_it():
    """The level for incidents stands beside it and does not contend."""
    incidents = replace(RESPOND, kinds=INCIDENTS_ONLY)
    requests = replace(RESPOND, id=9, limit_s=7200, kinds=frozenset({TicketType.REQUEST}))
    one = ticket("T-1 | P1 | 1 Sep 09:00 | 1 Sep 10:00 | 1 Sep 11:00", type=TicketType.REQUEST)
    assert outcomes([one], incidents, requests).response.level.tolist() == [9]


@pytest.mark.parametrize(("by_first", "level"), [(True, 8), (False, 7)])
def test_a_lowered_ticket_keeps_its_first_priority_where_the_contract_says_so(by_first, level):
    """Otherwise the priority at the end decides; without a first one on record the last is all there is."""
    second, third = (
        replace(RESPOND, id=number, priority=rank, by_first_priority=by_first) for number, rank in ((8, 2), (7, 3))
    )
    lowered = ticket("T-1 | P3 | 1 Sep 09:00 | 1 Sep 10:00 | 1 Sep 11:00", priority_first=2)
    plain = ticket("T-2 | P3 | 1 Sep 09:00 | 1 Sep 10:00 | 1 Sep 11:00")
    assert outcomes([lowered, plain], second, third).response.level.tolist() == [level, 7]


def test_why_a_ticket_stands_outside_a_count_is_told():
    """Its own mark first, then the kind that the level does not cover; and the level's basis says the same."""
    open_request = (TicketState.OPEN, "", TicketType.REQUEST)
    assert why_excluded(*open_request, marked=False) == "service requests, which this level does not cover"
    assert why_excluded(*open_request, marked=True) == "no reason given"
    basis = cautions(replace(RESPOND, kinds=INCIDENTS_ONLY, by_first_priority=True))
    assert basis[-2:] == ["service requests left out", "by the priority first given"]
