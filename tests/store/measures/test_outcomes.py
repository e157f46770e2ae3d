"""Tickets judged one by one, told as a buyer would tell them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.facts.common import Source, Status
from store.facts.tickets import Pause, Ticket, TicketState, TicketType
from store.measures.basis import cautions
from store.measures.calendar import Clock
from store.measures.outcomes import (
    MET,
    MISSED,
    PENDING,
    RULE_VERSION,
    columns_of,
    exclusion_reason,
    judged,
    months_of,
)
from store.measures.ticket_columns import why_excluded
from tests.store.measures.made_tickets import (
    DESK,
    RESOLVE,
    RESPOND,
    WAITS,
    WORDS,
    outcomes,
    resolution,
    response,
    ticket,
    tickets,
    told,
    when,
)


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
