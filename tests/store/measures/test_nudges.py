"""Reminders climb one ladder, stop the moment a person says so, and keep to people's working days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.facts.agreed import ServiceHours
from store.facts.watched import Handling, Kind, People, Rung, Watched
from store.measures.calendar import Clock
from store.measures.nudges import LADDERS, Daily, due_on, held_back, nudge, sent_already, step_reached, to_send

LONDON, SYDNEY = "Europe/London", "Australia/Sydney"
OFFICE = ServiceHours(
    tz=LONDON, weekly=tuple((day, 540, 1020) for day in range(5)), holiday_country="GB", holiday_subdiv="ENG"
)
CALENDAR = Clock(OFFICE, date(2024, 1, 1), date(2029, 12, 31))
TEAM = People(owner="hanna", manager="priya", fallback="tomas")


def watched(kind: Kind, due: date, **more) -> Watched:
    return Watched(
        id=f"{kind}:1", kind=kind, contract="C-1", what="it", due=due, why="it was promised", settles="a mail", **more
    )


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(LONDON)).astimezone(UTC)


def rung(kind: Kind, due: str, today: str, handling: Handling = Handling(), **more) -> str | None:  # noqa: B008
    found = nudge(
        watched(kind, date.fromisoformat(due), **more), handling, TEAM, at(date.fromisoformat(today)), CALENDAR, LONDON
    )
    return found and f"{found.rung} {found.to} {found.days_late}"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-10-16", None),
        ("2026-10-17", None),
        ("2026-10-19", "remind hanna 3"),
        ("2026-10-23", "manager priya 7"),
        ("2026-10-30", "draft_escalation hanna 14"),
        ("2026-11-13", "notice hanna 28"),
    ],
)
def test_a_late_promise_climbs_from_a_reminder_to_a_letter_a_person_sends(today, expected):
    """Promised for Friday 16 October: nothing on the day or at the weekend, a reminder on Monday, then up the ladder."""
    assert rung(Kind.PROMISE, "2026-10-16", today) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-10-15", None),
        ("2026-10-16", "remind hanna -14"),
        ("2026-10-25", "manager priya -5"),
        ("2026-10-30", "manager priya 0"),
        ("2026-10-31", None),
    ],
)
def test_a_claim_is_chased_before_its_last_day_and_never_after(today, expected):
    """A reminder that comes too late only reproaches."""
    assert rung(Kind.CLAIM_WINDOW, "2026-10-30", today) == expected


def test_a_promise_that_nobody_has_confirmed_never_reaches_the_provider():
    """What a machine read is put before our own people, however late it is."""
    assert rung(Kind.PROMISE, "2026-10-16", "2027-03-01", confirmed=False) == "remind hanna 136"
    assert rung(Kind.PROMISE, "2026-10-16", "2026-10-16", confirmed=False) is None


@pytest.mark.parametrize(
    "handling",
    [
        Handling(done_at=at(date(2026, 10, 20))),
        Handling(muted=True),
        Handling(snoozed_until=date(2026, 11, 2)),
        Handling(acknowledged_at=at(date(2026, 10, 28))),
    ],
    ids=["done", "muted", "put off", "acknowledged"],
)
def test_it_stops_at_once_when_a_person_says_so(handling):
    """Done, muted, put off or acknowledged: not one more message."""
    assert rung(Kind.PROMISE, "2026-10-16", "2026-10-30", handling) is None


def test_an_acknowledgement_holds_for_the_interval_and_a_snooze_to_its_day():
    """A week by default, or as long as was set for this very thing."""
    seen = Handling(acknowledged_at=at(date(2026, 10, 28)))
    assert rung(Kind.PROMISE, "2026-10-16", "2026-11-04", seen) == "draft_escalation hanna 19"
    assert rung(Kind.PROMISE, "2026-10-16", "2026-11-04", replace(seen, interval_days=14)) is None
    assert rung(Kind.PROMISE, "2026-10-16", "2026-11-02", Handling(snoozed_until=date(2026, 11, 2))) is not None


def test_who_took_it_over_is_reminded_and_the_fallback_where_nobody_is_named():
    """The manager stays the manager; without owner or manager the fallback hears of it."""
    assert rung(Kind.PROMISE, "2026-10-16", "2026-10-19", Handling(owner="lee")) == "remind lee 3"
    late = watched(Kind.PROMISE, date(2026, 10, 16))
    alone = nudge(late, Handling(), People(fallback="tomas"), at(date(2026, 10, 23)), CALENDAR, LONDON)
    assert alone.to == "tomas"


def test_the_same_reminder_comes_again_after_its_interval_and_a_higher_one_at_once():
    """Sent on Monday: not on Tuesday; the manager's step on Friday all the same."""
    sent = Handling(step=0, sent_at=at(date(2026, 10, 19)))
    found = nudge(watched(Kind.PROMISE, date(2026, 10, 16)), sent, TEAM, at(date(2026, 10, 20)), CALENDAR, LONDON)
    assert to_send([(found, sent)], at(date(2026, 10, 20))) == []
    assert not sent_already(sent, 1, at(date(2026, 10, 20)))
    assert not sent_already(sent, 0, at(date(2026, 10, 26)))
    assert not sent_already(Handling(), 0, at(date(2026, 10, 20)))


def test_the_most_pressing_goes_out_first():
    """Higher rungs before lower, then what is latest."""

    def found(due, today="2026-10-30"):
        return nudge(
            watched(Kind.PROMISE, date.fromisoformat(due)),
            Handling(),
            TEAM,
            at(date.fromisoformat(today)),
            CALENDAR,
            LONDON,
        )

    three = [found("2026-10-27"), found("2026-10-01"), found("2026-10-26")]
    assert [one.days_late for one in to_send([(one, Handling()) for one in three], at(date(2026, 10, 30)))] == [
        29,
        4,
        3,
    ]


def test_what_is_lost_after_its_day_comes_before_what_is_merely_late():
    """Money that can be claimed for two more days is told before a letter about a promise of weeks ago."""

    def found(kind, due):
        return nudge(watched(kind, date.fromisoformat(due)), Handling(), TEAM, at(date(2026, 10, 28)), CALENDAR, LONDON)

    late, claim = found(Kind.PROMISE, "2026-09-01"), found(Kind.CLAIM_WINDOW, "2026-10-30")
    assert late.rung is Rung.NOTICE
    assert to_send([(late, Handling()), (claim, Handling())], at(date(2026, 10, 28))) == [claim, late]


@pytest.mark.parametrize("days", [1, 5, 10, 20])
def test_working_days_are_counted_as_on_a_calendar_on_the_wall(days):
    """Five hundred days running, over a leap day and every month's end: weekends and bank holidays struck out."""
    free = holidays.country_holidays("GB", subdiv="ENG", years=range(2027, 2030))
    step = next(step for step in LADDERS[Kind.PROMISE] if step.days == days)
    for number in range(500):
        due = day = date(2027, 6, 1) + timedelta(days=number)
        left = days
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5 and day not in free
        assert due_on(step, due, CALENDAR) == day, due


def test_an_answer_to_a_claim_is_asked_after_and_never_ends_by_its_day():
    """Reminded the working day after, the manager after a week, a letter after two; weeks later it is still chased."""
    due = "2026-10-30"
    seen = [
        rung(Kind.CLAIM_ANSWER, due, day)
        for day in ("2026-10-30", "2026-11-02", "2026-11-06", "2026-11-13", "2027-02-01")
    ]
    assert seen == [None, "remind hanna 3", "manager priya 7", "draft_escalation hanna 14", "draft_escalation hanna 94"]


@given(st.sampled_from(list(Kind)), st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(-140, 60))
def test_nobody_ever_climbs_down_a_ladder(kind, due, days):
    """With every day that passes the rung stays or rises, until the day is past for good."""
    today = due + timedelta(days=days)
    now, later = (step_reached(watched(kind, due), day, CALENDAR) for day in (today, today + timedelta(days=1)))
    assert now is None or later is None or later >= now


@pytest.mark.parametrize("tz", [LONDON, SYDNEY])
def test_reminders_go_out_once_a_working_day_at_nine_by_the_wall_clock_through_every_clock_change(tz):
    """Two years, both clock changes, month ends and a leap day: nine o'clock local time, no day twice, none left out."""
    calendar = Clock(ServiceHours(tz=tz, weekly=OFFICE.weekly), date(2027, 1, 1), date(2029, 12, 31))
    daily, moment, seen = Daily(tz), datetime(2027, 6, 1, tzinfo=UTC), []
    while moment < datetime(2029, 6, 1, tzinfo=UTC):
        moment = daily.next_after(moment, calendar)
        seen.append(moment.astimezone(ZoneInfo(tz)))
    assert {one.time() for one in seen} == {time(9)}
    days = [one.date() for one in seen]
    wanted = [days[0] + timedelta(days=n) for n in range((days[-1] - days[0]).days + 1)]
    assert days == [day for day in wanted if day.weekday() < 5]
    assert date(2028, 2, 29) in days


def test_a_clock_set_back_a_day_sends_nothing_twice():
    """What went out is on record; the earlier moment finds it there."""
    sent = Handling(step=1, sent_at=at(date(2026, 10, 23)))
    assert sent_already(sent, 0, at(date(2026, 10, 22)))
    assert sent_already(sent, 1, at(date(2026, 10, 22)))


@pytest.mark.parametrize(("hour", "quiet"), [(7, True), (8, False), (18, False), (19, True), (23, True)])
def test_quiet_hours_are_quiet(hour, quiet):
    """Over midnight, and where they do not cross it."""
    assert Daily(LONDON).is_quiet(at(date(2026, 10, 20), hour)) is quiet
    noon = Daily(LONDON, quiet=(time(12), time(13)))
    assert (noon.is_quiet(at(date(2026, 10, 20), 12)), noon.is_quiet(at(date(2026, 10, 20), 13))) == (True, False)


def test_held_back_knows_each_reason():
    """Nothing said: nothing held back."""
    assert not held_back(Handling(), at(date(2026, 10, 20)), date(2026, 10, 20))
    assert Rung.REMIND.value == "remind"
    assert watched(Kind.REPORT, date(2026, 1, 1)).code != watched(Kind.REVIEW, date(2026, 1, 1)).code
