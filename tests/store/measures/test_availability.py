"""Availability: what counts as service, as planned work, and as being down."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from store.facts.agreed import ClockKind, Firmness, Metric, ServiceHours, ServiceLevel
from store.facts.common import Period, Result, Source, Status, Why
from store.facts.happened import Outage
from store.measures.availability import availability, counts_as_down, service_time
from store.measures.calendar import Clock

OCTOBER = Period.of_month("2026-10", "UTC")
LEVEL = ServiceLevel(
    1,
    "C-1",
    Metric.AVAILABILITY,
    Source("sla.docx", clause="4.1"),
    clock=ClockKind.CALENDAR,
    target_pct=Decimal("99.9"),
    planned_notice_s=24 * 3600,
)
DESK = ServiceHours(tz="UTC", weekly=tuple((day, 480, 1080) for day in range(5)))


def down(start, minutes, *, planned=False, told_hours=None, service="Email"):
    """An outage from "5 10:00" (day of October) for so many minutes, announced so many hours before."""
    begin = datetime.strptime(f"2026-10-{start}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    told = None if told_hours is None else begin - timedelta(hours=told_hours)
    return Outage(service, planned, begin, begin + timedelta(minutes=minutes), Source("outages.csv", row=2), told)


def seen(*outages, level=LEVEL, as_of=None, recorded=True, hours=None, period=OCTOBER):
    return availability(
        level, outages, period=period, hours=hours, as_of=as_of or datetime(2026, 11, 3, tzinfo=UTC), recorded=recorded
    )


MAINTENANCE = down("10 02:00", 120, planned=True, told_hours=48)
FAILURE = down("20 09:00", 44.6)


def test_the_denominator_decides_a_close_month():
    """31 days, 120 minutes of maintenance and 44.6 minutes down: failed without planned time, passed with it."""
    without, full = (
        seen(MAINTENANCE, FAILURE),
        seen(MAINTENANCE, FAILURE, level=replace(LEVEL, full_month_denominator=True)),
    )
    assert (without.result, without.actual, without.shown) == (Result.MISSED, Decimal("99.8998"), "99.8998")
    assert (full.result, full.actual, full.shown) == (Result.MET, Decimal("99.9001"), "99.90")
    assert "planned work taken out" in without.basis
    assert "planned work kept in the agreed time" in full.basis


def test_a_month_with_nothing_recorded_is_not_100_per_cent():
    """No outage file is no evidence."""
    nothing = seen(recorded=False)
    assert (nothing.result, nothing.why, nothing.actual) == (Result.CANNOT_TELL, Why.NOT_UPLOADED, None)


def test_a_recorded_month_without_outages_is_met():
    """Where outages are kept, silence means service."""
    quiet = seen()
    assert (quiet.result, quiet.shown, quiet.sources) == (Result.MET, "100.00", ())


def test_overlapping_outages_count_once():
    """Two rows about the same hour are one hour."""
    both = seen(down("5 10:00", 60), down("5 10:30", 30))
    assert both.actual == seen(down("5 10:00", 60)).actual
    assert both.sources == ("outages.csv:2", "outages.csv:2")


@pytest.mark.parametrize("told_hours", [None, 23])
def test_planned_work_without_notice_is_downtime(told_hours):
    """Maintenance announced too late, or not at all, is simply being down."""
    late = seen(down("10 02:00", 120, planned=True, told_hours=told_hours))
    assert late.actual == seen(down("10 02:00", 120)).actual
    assert late.result == Result.MISSED


def test_planned_work_with_notice_costs_nothing():
    """Announced a day ahead, it leaves the agreed time."""
    assert seen(MAINTENANCE).actual == Decimal("100.0000")
    assert seen(down("10 02:00", 120, planned=True, told_hours=24)).actual == Decimal("100.0000")


def test_a_failure_inside_planned_work_is_planned_work():
    """Time agreed to be down cannot be down twice; what overruns it is downtime."""
    overrun = down("10 03:30", 60)
    assert seen(MAINTENANCE, overrun).actual == seen(MAINTENANCE, down("10 04:00", 30)).actual


def test_where_the_contract_asks_for_no_notice_the_verdict_must_hold_both_ways():
    """Silence about maintenance is not permission: only a verdict that holds either way is given."""
    silent = replace(LEVEL, planned_notice_s=None)
    assert seen(MAINTENANCE, level=silent).why == Why.NOT_IN_CONTRACT
    assert seen(down("10 02:00", 10, planned=True), level=silent).result == Result.MET
    assert seen(MAINTENANCE, down("20 09:00", 60), level=silent).result == Result.MISSED


def test_only_outages_of_the_service_and_the_month_count():
    """Telephony does not fail the mail service, and September does not fail October."""
    mail = replace(LEVEL, service="email")
    phones = down("5 10:00", 600, service="Telephony")
    september = replace(phones, start=datetime(2026, 9, 5, tzinfo=UTC), end=datetime(2026, 9, 6, tzinfo=UTC))
    assert seen(phones, level=mail).result == Result.MET
    assert seen(september).actual == Decimal("100.0000")
    assert seen(phones).result == Result.MISSED


def test_an_outage_over_the_end_of_the_month_is_cut_there():
    """The first of November belongs to November."""
    assert seen(down("31 23:00", 120)).actual == seen(down("31 23:00", 60)).actual


def test_outside_service_hours_nothing_is_lost():
    """Where only Service Hours are agreed, a night without service is no downtime."""
    office = replace(LEVEL, clock=ClockKind.SERVICE_HOURS)
    assert seen(down("5 19:00", 300), level=office, hours=DESK).result == Result.MET
    assert "Service Hours Mon-Fri 08:00-18:00" in seen(level=office, hours=DESK).basis
    assert seen(level=office).why == Why.NOT_IN_CONTRACT


def test_a_month_that_is_not_over_is_only_called_when_it_is_lost():
    """Half an hour down on the second may still be made good; two hours cannot."""
    third = datetime(2026, 10, 3, tzinfo=UTC)
    early = seen(down("2 10:00", 30), as_of=third)
    assert (early.result, early.why) == (Result.CANNOT_TELL, Why.NOT_UPLOADED)
    assert early.shown == "98.96"
    assert "so far, to 03 October 2026" in early.basis
    assert seen(down("2 10:00", 120), as_of=third).result == Result.MISSED
    assert seen(down("2 10:00", 30), down("9 10:00", 300), as_of=third).why == Why.NOT_UPLOADED
    assert seen(down("2 23:50", 300), as_of=third).why == Why.NOT_UPLOADED


def test_a_month_that_has_not_begun_has_no_service_to_measure():
    """Before its first day there is nothing to say."""
    assert seen(as_of=datetime(2026, 9, 1, tzinfo=UTC)).result == Result.NO_DEMAND


def test_service_planned_away_entirely_has_no_share():
    """A desk closed for agreed work all month delivered nothing and owed nothing."""
    whole = down("1 00:00", 31 * 1440, planned=True, told_hours=48)
    assert seen(whole).result == Result.NO_DEMAND


def test_the_contracts_rounding_is_used():
    """Rounded to a tenth, 99.8998 is 99.9 and met."""
    tenth = replace(LEVEL, round_dp=1)
    assert (seen(MAINTENANCE, FAILURE, level=tenth).result, seen(MAINTENANCE, FAILURE, level=tenth).shown) == (
        Result.MET,
        "99.9",
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"status": Status.CONFLICT}, Why.CONFLICT),
        ({"target_pct": None}, Why.NOT_IN_CONTRACT),
        ({"target_pct": None, "firmness": Firmness.TARGET}, Why.NOT_IN_CONTRACT),
    ],
)
def test_an_unclear_level_has_no_verdict(change, why):
    """Without a readable level there is nothing to hold the month against."""
    assert seen(level=replace(LEVEL, **change)).why == why


def test_a_quarter_carries_its_own_name():
    """Periods longer than a month are named by their label."""
    quarter = Period(OCTOBER.start, datetime(2026, 12, 31, tzinfo=UTC).date(), "October to December 2026", "UTC")
    assert seen(period=quarter, as_of=datetime(2027, 1, 5, tzinfo=UTC)).month == "October to December 2026"
    assert seen().month == "2026-10"


def test_downtime_agrees_with_a_count_of_every_minute():
    """Random outages, planned and not, overlapping as they may: the same as walking through the minutes."""
    dice = random.Random(31)
    begin, clock = datetime(2026, 10, 1, tzinfo=UTC), Clock(DESK, OCTOBER.start, OCTOBER.end)
    for _ in range(40):
        rows = [
            down(
                f"{dice.randrange(1, 29)} {dice.randrange(24):02d}:00",
                dice.randrange(1, 2000),
                planned=dice.random() < 0.4,
            )
            for _ in range(dice.randrange(6))
        ]
        state = ["up"] * (31 * 1440)
        for wanted, word in ((False, "down"), (True, "planned")):
            for row in (row for row in rows if row.planned is wanted):
                first = int((row.start - begin).total_seconds()) // 60
                last = min(int((row.end - begin).total_seconds()) // 60, len(state))
                state[first:last] = [word] * (last - first)
        served = [
            word for minute, word in enumerate(state)
            if (minute // 1440 + 3) % 7 < 5 and 480 <= minute % 1440 < 1080
        ]  # fmt: skip
        time = service_time(rows, clock, OCTOBER.bounds(), notice_s=None)
        assert (time.agreed, time.planned, time.down) == tuple(
            60 * count for count in (len(served), served.count("planned"), served.count("down"))
        )


@pytest.mark.parametrize(
    ("told", "shown"),
    [("2026-10-05 09:00", "100.00"), ("2026-10-06 09:00", "99.73"), (None, "99.73")],
)
def test_a_notice_in_working_days_is_not_one_in_days(told, shown):
    """Work on Monday the 12th needs notice on Monday the 5th: six days from Tuesday hold but four working days."""
    work = down("12 10:00", 120, planned=True)
    told_at = datetime.fromisoformat(f"{told}+00:00") if told else None
    level = replace(LEVEL, planned_notice_s=None, planned_notice_days=5)
    result = seen(replace(work, told_at=told_at), level=level, hours=DESK)
    assert result.shown == shown
    assert result.why is None


def test_working_days_that_nobody_named_leave_planned_work_open():
    """Without opening hours no working day is known; without planned work none is needed."""
    level = replace(LEVEL, planned_notice_s=None, planned_notice_days=5)
    assert seen(MAINTENANCE, level=level).why is Why.NOT_IN_CONTRACT
    assert seen(FAILURE, level=level).result is Result.MET


def test_an_entry_is_downtime_unless_it_was_planned_and_told_in_time():
    """The one rule by which lists of outages and availability part planned work from downtime."""
    untold, told = (down("5 10:00", 60, planned=True, told_hours=hours) for hours in (None, 50))
    plain, asks = replace(LEVEL, planned_notice_s=None), replace(LEVEL, planned_notice_s=48 * 3600)
    days, clock = replace(plain, planned_notice_days=5), Clock(DESK, OCTOBER.start, OCTOBER.end)
    assert counts_as_down(down("5 10:00", 60), plain, None)
    assert not counts_as_down(untold, plain, None)
    assert (counts_as_down(untold, asks, None), counts_as_down(told, asks, None)) == (True, False)
    assert not counts_as_down(told, days, None)
    assert counts_as_down(replace(told, start=told.start + timedelta(days=1)), days, clock)
