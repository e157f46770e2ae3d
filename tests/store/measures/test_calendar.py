"""The service-hours clock, held against a count of every single minute."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.facts.agreed import ServiceHours
from store.facts.common import InterpreterError
from store.facts.tickets import Pause
from store.measures.calendar import Clock
from store.measures.pauses import disjoint

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
OFFICE = ServiceHours(
    weekly=tuple((day, 540, 1050) for day in range(5)), holiday_country="GB", holiday_subdiv="ENG"
)  # Mon-Fri 09:00-17:30
ENGLAND_2026 = {date(2026, month, day) for month, day in ((4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28))}
LUNCH = ServiceHours(
    tz="Europe/London",
    weekly=(*((day, half, half + 240) for day in range(6) for half in (480, 780)),),
    closed=(date(2026, 4, 7), date(2026, 10, 26)),
)
NIGHTS = ServiceHours(
    tz="Australia/Sydney", weekly=(*((d, 1320, 1440) for d in range(7)), *((d, 0, 360) for d in range(7)))
)
SYDNEY = ServiceHours(tz="Australia/Sydney", weekly=tuple((day, 420, 1140) for day in range(5)))
OVERLAPPING = ServiceHours(tz="America/New_York", weekly=((6, 0, 1440), (0, 480, 720), (0, 600, 1080), (3, 1000, 1440)))
ROUND_THE_CLOCK = ServiceHours(always=True)
CALENDARS = (OFFICE, LUNCH, NIGHTS, SYDNEY, OVERLAPPING)


def at(text: str, zone: str = "Europe/London") -> datetime:
    """An instant written as "2026-09-04 17:45", as the clock on the wall of the zone reads."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def clock(hours: ServiceHours = OFFICE) -> Clock:
    return Clock(hours, FIRST, LAST)


prepared = cache(clock)


def is_open(hours: ServiceHours, minute: datetime) -> bool:
    """Whether the desk is open in that minute, read straight off the wall clock."""
    wall = minute.astimezone(ZoneInfo(hours.tz))
    if wall.date() in hours.closed or (hours.holiday_country and wall.date() in ENGLAND_2026):
        return False
    now = wall.hour * 60 + wall.minute
    return any(day == wall.weekday() and opening <= now < closing for day, opening, closing in hours.weekly)


@cache
def every_minute(hours: ServiceHours, start: datetime, days: int) -> np.ndarray:
    """One truth for each minute of the span."""
    return np.array([is_open(hours, start + timedelta(minutes=minute)) for minute in range(days * 1440)])


def test_the_clock_agrees_with_a_count_of_every_minute():
    """Two thousand random tickets with pauses, holidays and both clock changes: not one second of difference."""
    dice, differences = random.Random(20261004), []
    spans = ((datetime(2026, 3, 10, tzinfo=UTC), 50), (datetime(2026, 9, 20, tzinfo=UTC), 40))
    clocks = {hours: clock(hours) for hours in CALENDARS}
    for case in range(2000):
        hours, (start, days) = dice.choice(CALENDARS), dice.choice(spans)
        minutes = every_minute(hours, start, days)
        a, b = sorted(dice.sample(range(len(minutes)), 2))
        runs = minutes.copy()
        pauses = []
        for _ in range(dice.randrange(4)):
            begin = dice.randrange(len(minutes))
            end = begin + dice.randrange(1, 4000)
            runs[begin:end] = False
            pauses.append(Pause(start + timedelta(minutes=begin), start + timedelta(minutes=end)))
        opened, stopped = start + timedelta(minutes=a), start + timedelta(minutes=b)
        counted = int(runs[a:b].sum())
        if clocks[hours].elapsed(opened, stopped, pauses) != counted * 60:
            differences.append(case)
        if counted:
            limit = dice.randrange(1, counted + 1)
            last_minute = a + int(np.flatnonzero(runs[a:b])[limit - 1])
            if clocks[hours].due(opened, limit * 60, pauses) != start + timedelta(minutes=last_minute + 1):
                differences.append(case)
    assert differences == []


SECONDS = st.integers(min_value=1_767_225_600, max_value=1_798_761_600)  # the year 2026


@settings(max_examples=150, deadline=None)
@given(
    hours=st.sampled_from((*CALENDARS, ROUND_THE_CLOCK)),
    start=SECONDS,
    limit=st.integers(min_value=0, max_value=2_000_000),
    pauses=st.lists(st.tuples(SECONDS, st.integers(min_value=0, max_value=3_000_000)), max_size=5),
)
def test_a_limit_runs_out_exactly_when_so_much_time_has_elapsed(hours, start, limit, pauses):
    """The due time and the elapsed time are two sides of one clock, to the second, whatever pauses lie between."""
    opened = datetime.fromtimestamp(start, UTC)
    held = [Pause(datetime.fromtimestamp(at, UTC), datetime.fromtimestamp(at + span, UTC)) for at, span in pauses]
    watch = prepared(hours)
    due = watch.due(opened, limit, held)
    assert watch.elapsed(opened, due, held) == limit
    if limit:
        assert watch.elapsed(opened, due - timedelta(seconds=1), held) == limit - 1


def test_a_weekday_morning_is_a_plain_difference():
    """Inside the opening hours the clock is an ordinary watch."""
    assert clock().elapsed(at("2026-09-01 10:00"), at("2026-09-01 10:30")) == 1800


def test_nights_and_holidays_do_not_count():
    """From 17:00 on the Friday before the late August holiday to 09:30 on Tuesday is one hour of service."""
    assert clock().elapsed(at("2026-08-28 17:00"), at("2026-09-01 09:30")) == 3600


def test_nothing_has_elapsed_before_it_began():
    """A span that ends before it starts counts nothing."""
    assert clock().elapsed(at("2026-09-02 10:00"), at("2026-09-01 10:00")) == 0


def test_a_holiday_the_contract_takes_back_is_worked():
    """Days that the contract opens again count although the calendar says holiday."""
    opened = ServiceHours(weekly=OFFICE.weekly, holiday_country="GB", holiday_subdiv="ENG", opened=(date(2026, 8, 31),))
    assert clock(opened).is_business_day(date(2026, 8, 31))
    assert not clock().is_business_day(date(2026, 8, 31))


@pytest.mark.parametrize(
    ("zone", "evening", "morning", "hours"),
    [
        ("Europe/London", "2026-03-28 22:00", "2026-03-29 06:00", 7),
        ("Europe/London", "2026-10-24 22:00", "2026-10-25 06:00", 9),
        ("Australia/Sydney", "2026-10-03 22:00", "2026-10-04 06:00", 7),
        ("Australia/Sydney", "2026-04-04 22:00", "2026-04-05 06:00", 9),
    ],
)
def test_a_night_shift_has_seven_or_nine_hours_when_the_clocks_change(zone, evening, morning, hours):
    """What counts is the time that really passed, not the difference on the wall."""
    nights = ServiceHours(tz=zone, weekly=NIGHTS.weekly)
    assert clock(nights).elapsed(at(evening, zone), at(morning, zone)) == hours * 3600


def test_a_priority_1_in_the_night_of_the_clock_change_is_due_by_real_time():
    """Four hours from 23:00 on the night the clocks go back end at 02:00 on the wall, not at 03:00."""
    assert clock(ROUND_THE_CLOCK).due(at("2026-10-24 23:00"), 4 * 3600) == at("2026-10-25 02:00")


def test_a_desk_that_opens_in_the_skipped_hour_opens_when_the_clocks_jump():
    """01:30 does not exist on the last Sunday of March, so the desk opens at 02:00 summer time."""
    early = ServiceHours(weekly=((6, 90, 540),))
    assert clock(early).next_opening(at("2026-03-29 00:10")) == at("2026-03-29 02:00")
    assert clock(early).elapsed(at("2026-03-29 00:10"), at("2026-03-29 09:00")) == 7 * 3600


def test_a_ticket_on_saturday_starts_on_monday_morning():
    """Out of hours, the clock waits for the next opening."""
    assert clock().next_opening(at("2026-10-03 23:10")) == at("2026-10-05 09:00")
    assert clock().next_opening(at("2026-10-05 09:10")) == at("2026-10-05 09:10")
    assert clock(ROUND_THE_CLOCK).next_opening(at("2026-10-03 23:10")) == at("2026-10-03 23:10")


def test_no_time_at_all_runs_out_at_once():
    """A limit of nothing is due when the ticket is logged, even at the weekend."""
    assert clock().due(at("2026-10-03 23:10"), 0) == at("2026-10-03 23:10")


def test_at_closing_time_the_desk_is_closed():
    """Logged on the stroke of 17:30, a ticket is the next business day's."""
    assert clock().next_opening(at("2026-09-03 17:30")) == at("2026-09-04 09:00")
    assert clock().business_day_due(at("2026-09-03 17:30"), 1) == at("2026-09-07 17:30")
    assert clock().business_day_due(at("2026-09-03 17:29"), 1) == at("2026-09-04 17:30")


def test_next_business_day_after_friday_evening_is_tuesday():
    """Logged on Friday at 17:45, after closing: effectively Monday, so due at closing time on Tuesday."""
    assert clock().business_day_due(at("2026-09-04 17:45"), 1) == at("2026-09-08 17:30")


def test_next_business_day_after_friday_noon_is_monday():
    """Logged within Service Hours, the day itself is the day of logging."""
    assert clock().business_day_due(at("2026-09-04 12:00"), 1) == at("2026-09-07 17:30")


def test_same_day_means_by_closing_time():
    """No business day further on: the end of Service Hours on the day of logging."""
    assert clock().business_day_due(at("2026-09-04 08:00"), 0) == at("2026-09-04 17:30")


def test_the_tenth_working_day_skips_holidays():
    """Ten working days after the end of July, with none lost; after the end of August, with none but the weekend."""
    assert clock().working_day_after(date(2026, 8, 28), 1) == date(2026, 9, 1)
    assert clock().working_day_after(date(2026, 8, 31), 10) == date(2026, 9, 14)


def test_no_working_day_on_is_the_day_itself_or_the_next_one():
    """Zero working days from a Saturday is Monday."""
    assert clock().working_day_after(date(2026, 9, 4), 0) == date(2026, 9, 4)
    assert clock().working_day_after(date(2026, 9, 5), 0) == date(2026, 9, 7)


def test_a_desk_that_never_closes_still_has_business_days():
    """Round-the-clock service does not make Sunday a working day for reports, nor a bank holiday."""
    always = ServiceHours(always=True, holiday_country="GB", holiday_subdiv="ENG")
    assert clock(always).working_day_after(date(2026, 8, 28), 1) == date(2026, 9, 1)
    assert clock(always).elapsed(at("2026-08-29 00:00"), at("2026-08-30 00:00")) == 86400


def test_the_clock_reaches_beyond_the_dates_it_was_prepared_for():
    """A question about another year is answered like any other."""
    small = Clock(OFFICE, date(2026, 9, 1), date(2026, 9, 2))
    assert small.elapsed(at("2019-07-01 09:00"), at("2019-07-02 09:00")) == 8.5 * 3600
    assert small.due(at("2026-09-01 09:00"), 8000 * 3600) > at("2029-01-01 00:00")
    assert small.is_business_day(date(2031, 3, 3))
    assert Clock(OFFICE, FIRST, FIRST).working_day_after(FIRST, 2000) > date(2033, 1, 1)
    assert Clock(OFFICE, FIRST, FIRST).business_day_due(at("2026-01-05 09:00"), 2000) > at("2033-01-01 00:00")


def test_a_long_closure_is_waited_through():
    """The next opening is found even when the desk is shut for longer than the clock has prepared."""
    shut = tuple(date(2026, 1, 1) + timedelta(days=day) for day in range(1200))
    closed = ServiceHours(weekly=OFFICE.weekly, closed=shut)
    new_year = int(at("2026-01-02 09:00").timestamp())
    assert Clock(closed, FIRST, FIRST).next_opening(at("2026-01-02 09:00")) == at("2029-04-16 09:00")
    assert Clock(closed, FIRST, FIRST).logged_many(np.array([new_year]), 960) == at("2029-04-16 09:00").timestamp()


def test_a_running_pause_has_no_due_time():
    """While the clock stands still nobody can say when the limit will run out."""
    with pytest.raises(InterpreterError, match="stood still since 01 September 2026"):
        clock().due(at("2026-09-01 09:00"), 60, [Pause(at("2026-09-01 09:00"), None)])


def test_a_running_pause_stops_what_elapses():
    """Paused at 10:00 and not yet resumed: one hour has run, however late it is now."""
    assert (
        clock().elapsed(at("2026-09-01 09:00"), at("2026-09-03 09:00"), [Pause(at("2026-09-01 10:00"), None)]) == 3600
    )


def test_a_pause_moves_a_business_day_on():
    """A whole working day of waiting for the customer puts next business day off by one."""
    opened = np.array([int(at("2026-09-01 10:00").timestamp())])
    waiting = [np.array([int(at(f"2026-09-0{day} 09:00").timestamp())]) for day in (2, 3)]
    pauses = disjoint(np.array([0]), waiting[0], waiting[1], low=opened, high=waiting[1])
    due = clock().business_day_due_many(opened, 1, pauses)
    assert datetime.fromtimestamp(int(due[0]), UTC) == at("2026-09-03 17:30")


def test_no_tickets_take_no_time():
    """Empty columns are answered with empty columns."""
    nobody = np.array([], dtype=np.int64)
    office = clock()
    assert len(office.elapsed_many(nobody, nobody)) == len(office.due_many(nobody, 60)) == 0
    assert len(office.business_day_due_many(nobody, 1)) == len(office.logged_many(nobody, 960)) == 0


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        (ServiceHours(), "name no opening times"),
        (ServiceHours(weekly=((7, 0, 60),)), "an opening window that cannot be"),
        (ServiceHours(weekly=((0, 600, 540),)), "an opening window that cannot be"),
        (ServiceHours(weekly=OFFICE.weekly, tz="Mars/Olympus"), "time zone"),
        (ServiceHours(weekly=OFFICE.weekly, holiday_country="XX"), 'No holiday calendar is known for "XX"'),
        (ServiceHours(weekly=OFFICE.weekly, holiday_country="GB", holiday_subdiv="QQ"), '"GB-QQ"'),
    ],
)
def test_hours_that_cannot_be_are_refused_in_one_sentence(hours, sentence):
    """A person is told what to correct; nothing is guessed."""
    with pytest.raises(InterpreterError, match=sentence):
        clock(hours)


@pytest.mark.parametrize("instant", [datetime(1969, 12, 1, tzinfo=UTC), datetime(2210, 1, 1, tzinfo=UTC)])
def test_dates_out_of_all_reason_are_refused(instant):
    """A year typed wrong is pointed out, not computed with."""
    with pytest.raises(InterpreterError, match="outside 1970 to 2199"):
        clock().next_opening(instant)


def test_a_limit_that_never_runs_out_is_refused():
    """A desk that opens one minute a week cannot fill a century."""
    with pytest.raises(InterpreterError, match="do not open often enough"):
        clock(ServiceHours(weekly=((0, 0, 1),))).due(at("2026-09-01 09:00"), 10_000_000)


def test_an_instant_without_a_zone_is_our_own_mistake():
    """Times without a zone never reach the clock."""
    with pytest.raises(ValueError, match="without a zone"):
        clock().next_opening(datetime(2026, 9, 1, 9))  # noqa: DTZ001


def test_a_desk_that_opens_on_saturday_may_count_saturday_as_no_working_day():
    """Its clock runs on Saturday morning; the next working day after Friday is Monday all the same."""
    weekly = (*((day, 510, 1080) for day in range(5)), (5, 570, 750))
    own = replace(OFFICE, weekly=weekly, working_days=(0, 1, 2, 3, 4))
    saturday = Clock(own, date(2026, 9, 1), date(2026, 9, 30))
    assert saturday.working_day_after(date(2026, 9, 4), 1) == date(2026, 9, 7)
    assert not saturday.is_business_day(date(2026, 9, 5))
    begun = datetime(2026, 9, 5, 9, 30, tzinfo=UTC)
    assert saturday.elapsed(begun, begun + timedelta(hours=1)) == 3600
