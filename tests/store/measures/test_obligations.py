"""Duties of both sides as days in a diary: what falls due when, by which event, and what would settle it."""

from dataclasses import replace
from datetime import date

import pytest

from store.facts.agreed import Agreed, ContractFacts, Duty, ServiceHours
from store.facts.common import Period, Source, Status
from store.facts.happened import Happened, LogEntry
from store.measures.coverage import duty_instances
from store.measures.month_days import months_later, whole_days
from store.measures.obligations import Event, obligations, settling

HERE = Source("msa.docx", clause="6.1")
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30), "July to September 2026")
HOURS = ServiceHours(weekly=tuple((day, 540, 1050) for day in range(5)))
CONTRACT = ContractFacts("MSA-1", "x", "y", service_start=date(2026, 6, 15), term_end=date(2026, 8, 31), hours=HOURS)
DUTY = Duty(1, "MSA-1", "other", HERE, what="x")


def diary(*duties, events=(), as_of=date(2026, 9, 30), contract=CONTRACT, **happened):
    """Each obligation as its due day, its state and what brought it about."""
    agreed = Agreed(contract, duties=duties)
    found = obligations(agreed, Happened(**happened), QUARTER, as_of=as_of, events=events)
    return [(str(one.due) if one.due else None, one.state, one.event.kind if one.event else None) for one in found]


def test_a_monthly_review_stands_in_the_diary_with_its_evidence():
    """July was held, August was not, September may still be."""
    review = replace(DUTY, kind="review", every_months=1, due_days=5)
    held = LogEntry("reviews", date(2026, 7, 20), "x", Source("log.csv", 2), state="held")
    start = replace(CONTRACT, service_start=date(2026, 7, 1))
    assert diary(review, contract=start, log=(held,)) == [
        ("2026-08-05", "evidenced", None),
        ("2026-09-05", "no_evidence", None),
        ("2026-10-05", "not_due", None),
    ]


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({"after": "start", "due_months": 3}, "2026-09-15"),
        ({"after": "start", "due_business_days": 20}, "2026-07-13"),
        ({"after": "termination", "due_days": 30}, "2026-09-30"),
    ],
)
def test_a_duty_after_a_known_day_is_dated(changes, due):
    """An exit plan three months after the start; data returned thirty days after the end."""
    assert diary(replace(DUTY, **changes)) == [
        (due, "no_evidence" if due < "2026-09-30" else "not_due", changes["after"])
    ]


def test_each_event_calls_for_its_own_notice():
    """Two breaches, two notices; one of the first quarter is another quarter's matter."""
    notice = replace(DUTY, kind="breach_notice", after="awareness", due_days=3)
    events = [Event("breach_notice", date(2026, *day), Source("incident")) for day in ((3, 1), (8, 10), (9, 29))]
    assert diary(notice, events=events, as_of=date(2026, 9, 1)) == [("2026-08-13", "no_evidence", "breach_notice")]


def test_a_duty_after_an_event_nobody_told_has_no_day():
    """That it exists is known; that it fell due is not. A conflict is not in the diary at all."""
    cause = replace(DUTY, after="resolution", due_business_days=5)
    assert diary(cause) == [(None, "not_due", None)]
    assert diary(replace(cause, status=Status.CONFLICT)) == []


def test_working_days_that_cannot_be_counted_give_no_day():
    """The contract's opening hours are not known."""
    late = replace(DUTY, after="start", due_business_days=5)
    assert diary(late, contract=replace(CONTRACT, hours=None)) == [(None, "not_due", "start")]


def test_the_customers_own_duties_are_in_the_diary_too():
    """A monthly head count, and what would show that it was sent."""
    count = replace(DUTY, who="customer", every_months=1, due_days=10)
    assert [due for due, _, _ in diary(count)] == ["2026-08-10", "2026-09-10", "2026-10-10"]
    assert settling(count) == "a dated record that you did it"


def test_what_would_settle_each_kind_is_said():
    """A report for a report; a dated record for what has no name of its own."""
    assert "report" in settling(replace(DUTY, kind="report"))
    assert settling(DUTY) == "a dated record that it was done"


def test_a_duty_due_months_after_its_span_falls_on_the_same_day():
    """Two months after a quarter's end; a month after 31 January is the last of February."""
    duty = replace(DUTY, every_months=3, due_months=2)
    (one,) = duty_instances(duty, date(2026, 1, 1), period=QUARTER, clock=None)
    assert one.due == date(2026, 11, 30)
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)


def test_hours_after_an_event_have_passed_on_the_day_by_which_they_must_have():
    """36 hours from any time on a day are over two days later; days are taken as they stand."""
    assert [whole_days(None, 36), whole_days(None, 12), whole_days(3, None), whole_days(None, None)] == [2, 1, 3, 0]
