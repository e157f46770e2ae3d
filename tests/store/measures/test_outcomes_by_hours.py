"""Whose hours a clock keeps: business days, cut-offs, nights, and contracts without opening times."""

from dataclasses import replace

from store.facts.agreed import ClockKind
from tests.store.measures.made_tickets import (
    RESOLVE,
    RESPOND,
    outcomes,
    resolution,
    response,
    ticket,
)

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
