"""Which promise a ticket falls under, and when the contract leaves that open."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from store.facts.agreed import ClockKind, Metric, ServiceHours, ServiceLevel
from store.facts.common import Source, Status, Why
from store.facts.tickets import Ticket, TicketType
from store.measures.applicable import (
    Kind,
    applicable,
    cannot_be_timed,
    cannot_judge,
    hours_for,
    level_of_each,
    limit_of,
    told_once,
)
from store.measures.ticket_columns import columns_of

DESK = ServiceHours(weekly=((0, 480, 1080),))
DAY = date(2026, 9, 1)
P1 = ServiceLevel(1, "C-1", Metric.RESPONSE, Source("sla.docx", clause="3.1"), priority=1, limit_s=900)


def chosen(*levels, **kind):
    one = applicable(levels, Kind(**{"day": DAY, "priority": 1} | kind))
    return one and one.id


def test_a_priority_has_its_own_level():
    """A P1 falls under the P1 row, a P2 under none when the contract has no row for it."""
    assert chosen(P1) == 1
    assert chosen(P1, priority=2) is None


def test_a_level_for_every_priority_serves_where_there_is_no_closer_one():
    """One general promise covers all priorities that have none of their own, and tickets without a priority."""
    every = replace(P1, id=2, priority=None, limit_s=3600)
    assert chosen(P1, every) == 1
    assert chosen(P1, every, priority=3) == 2
    assert chosen(P1, every, priority=0) == 2


def test_a_level_for_one_service_applies_to_that_service_only():
    """The mail service has its own row; everything else falls under the plain one."""
    mail = replace(P1, id=2, service="Hosted  Email", limit_s=300)
    assert chosen(P1, mail, service="hosted email") == 2
    assert chosen(P1, mail, service="Telephony") == 1
    assert chosen(mail, service="Telephony") is None
    assert chosen(P1, replace(mail, priority=None), service="hosted email") == 2


def test_a_level_for_requests_applies_to_requests():
    """Rows that name a type of ticket are matched with the type."""
    requests = replace(P1, id=2, service="Service Requests", limit_s=7200)
    assert chosen(P1, requests, type=TicketType.REQUEST) == 2
    assert chosen(P1, requests, type=TicketType.INCIDENT) == 1


def test_two_tiers_and_no_choice_give_no_level():
    """Gold and Silver stand side by side and nothing says which was bought: nobody guesses."""
    gold, silver = replace(P1, id=2, tier="Gold"), replace(P1, id=3, tier="Silver", limit_s=1800)
    assert chosen(gold, silver) is None
    assert chosen(gold) == 2
    assert chosen(gold, silver, P1) == 1
    assert cannot_judge([gold, silver], DESK) == {2: Why.CONFLICT, 3: Why.CONFLICT}
    assert cannot_judge([gold], DESK) == {}


def test_the_same_promise_told_twice_is_one():
    """A table and a sentence that say the same do not contradict each other; different figures do."""
    again = replace(P1, id=5, source=Source("sla.docx", clause="9.9"), confidence=0.5)
    other = replace(again, limit_s=1800)
    assert chosen(again, P1) == 1
    assert chosen(P1, other) is None
    assert told_once([P1, again, other]) == (P1, other)
    assert told_once([P1, replace(again, status=Status.CONFIRMED)]) == (replace(again, status=Status.CONFIRMED),)


def test_what_a_person_confirmed_beats_what_was_only_found():
    """A confirmed reading settles the question; an open conflict leaves it open."""
    other = replace(P1, id=2, limit_s=1800, status=Status.CONFIRMED)
    assert chosen(P1, other) == 2
    assert chosen(P1, replace(other, status=Status.CONFLICT)) is None


def test_a_level_applies_while_it_is_in_force():
    """Neither the day before it begins nor the day after it ends."""
    september = replace(P1, effective_from=DAY, effective_to=date(2026, 9, 30))
    days = [DAY - timedelta(days=1), DAY, date(2026, 9, 30), date(2026, 10, 1)]
    assert [chosen(september, day=day) for day in days] == [None, 1, 1, None]


@pytest.mark.parametrize(
    ("change", "limit"),
    [
        ({}, 900),
        ({"limit_s": None}, None),
        ({"limit_s": 0}, None),
        ({"limit_s": 10**12}, None),
        ({"limit_s": None, "limit_days": 3}, None),
        ({"limit_s": None, "limit_days": 3, "clock": ClockKind.CALENDAR}, 3 * 86400),
        ({"limit_s": None, "clock": ClockKind.NEXT_BUSINESS_DAY}, 1),
        ({"limit_s": None, "limit_days": 2, "clock": ClockKind.BUSINESS_DAYS}, 2),
        ({"limit_s": None, "limit_days": 0, "clock": ClockKind.BUSINESS_DAYS}, 0),
        ({"limit_s": None, "clock": ClockKind.BUSINESS_DAYS}, None),
        ({"limit_days": 99_999, "clock": ClockKind.BUSINESS_DAYS}, None),
    ],
)
def test_a_limit_is_read_in_the_units_of_its_clock(change, limit):
    """Seconds for hours, days for business days, and nothing where the contract gives no time."""
    assert limit_of(replace(P1, **change)) == limit


ALWAYS = ServiceHours(always=True)
NBD = replace(P1, clock=ClockKind.NEXT_BUSINESS_DAY)


@pytest.mark.parametrize(
    ("level", "hours", "why"),
    [
        (P1, DESK, None),
        (P1, None, Why.NOT_IN_CONTRACT),
        (P1, ServiceHours(), Why.UNPARSEABLE),
        (replace(P1, hours=DESK), None, None),
        (replace(P1, limit_s=None, limit_text="as agreed"), DESK, Why.UNPARSEABLE),
        (replace(P1, status=Status.CONFLICT), DESK, Why.CONFLICT),
        (replace(P1, status=Status.UNKNOWN), DESK, Why.UNPARSEABLE),
        (replace(P1, clock=ClockKind.CALENDAR), None, None),
        (replace(P1, cutoff="16:00"), DESK, None),
        (replace(P1, cutoff="4 pm"), DESK, Why.UNPARSEABLE),
        (replace(P1, cutoff="16:00"), ALWAYS, Why.NOT_IN_CONTRACT),
        (replace(P1, cutoff="16:00", clock=ClockKind.CALENDAR), DESK, Why.UNPARSEABLE),
        (NBD, ALWAYS, Why.NOT_IN_CONTRACT),
        (replace(NBD, hours=ALWAYS), DESK, None),
    ],
)
def test_a_level_that_cannot_be_timed_says_why(level, hours, why):
    """No hours, no limit or two readings: each has its own reason."""
    assert cannot_be_timed(level, hours) == why
    expected = {} if why is None else {1: why}
    assert cannot_judge([level], hours) == expected


def test_only_responses_and_resolutions_are_timed():
    """Availability and the rest are judged elsewhere."""
    assert cannot_judge([replace(P1, metric=Metric.AVAILABILITY)], None) == {}


def test_around_the_clock_takes_no_hours_but_the_zone():
    """A calendar clock runs day and night, in the zone of the contract when it has one."""
    assert hours_for(replace(P1, clock=ClockKind.CALENDAR), DESK).always
    assert hours_for(replace(P1, clock=ClockKind.CALENDAR), None).tz == "UTC"


def test_many_tickets_are_given_their_levels_at_once():
    """The column-wise choice is the same as the choice one by one."""
    rows = [
        Ticket(str(n), datetime(2026, 8, 28 + n, 23, 30, tzinfo=UTC), Source("t.csv"), priority=n % 3 or None)
        for n in range(4)
    ]
    second = replace(P1, id=2, priority=2, effective_from=date(2026, 8, 31))
    places = level_of_each(columns_of(rows), [P1, second], "Europe/London")
    assert list(places) == [-1, 0, 1, -1]
    assert list(np.unique(places)) == [-1, 0, 1]
