"""From when and by when: a moment named in a question, and the due time that the contract's clock makes of it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.answering import guard
from bot.answering.asking.moments import moment_in
from bot.answering.asking.period import Anchor
from bot.answering.asking.period_words import times
from bot.answering.conversation import ask

MONDAY = Anchor(date(2026, 11, 23))
LONDON = ZoneInfo("Europe/London")


def moment(words):
    return moment_in(words, times(words, MONDAY).readings, MONDAY)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("a P1 reported Saturday at 9pm", "2026-11-28 21:00"),
        ("raised at 2am on Sunday", "2026-11-22 02:00"),
        ("if it breaks at 8 on a friday evening", "2026-11-27 20:00"),
        ("came in at 16:45 on a Friday", "2026-11-27 16:45"),
        ("logged on 5 December 2026 at 9.30 pm", "2026-12-05 21:30"),
        ("logs it at 4:45 pm on a Friday", "2026-11-27 16:45"),
        ("logged at 10:15 on Wednesday 25 November", "2026-11-25 10:15"),
        ("raised on 7 October at 09:20", "2026-10-07 09:20"),
        ("at 3am on Christmas day", "2026-12-25 03:00"),
        ("at noon on a wednesday", "2026-11-25 12:00"),
        ("Monday at 12am", "2026-11-30 00:00"),
    ],
)
def test_a_day_and_a_time_of_day_are_a_moment(words, at):
    """A weekday alone is the next one to come; a day that is named by its date is that day."""
    assert f"{moment(words).at:%Y-%m-%d %H:%M}" == at


@pytest.mark.parametrize(
    "words",
    [
        "a P1 reported on Saturday", "a P1 at 9pm", "between 8am and 6pm on Saturday", "Saturday or Sunday at 9pm",
        "within 15 minutes on a Saturday", "99.9 % on Saturday", "clause 9.3 on Saturday", "13pm on Saturday", "Friday 25 February at 9am", "at 8 on a Saturday",
    ],
)  # fmt: skip
def test_half_a_moment_or_two_of_them_is_none(words):
    """Nothing is guessed: a day without a time, a time without a day, an hour that may be morning or evening."""
    assert moment(words) is None


@given(some.integers(0, 23), some.integers(0, 59), some.sampled_from(["{h}:{m:02}", "{t}{m:02} {p}", "{t}{m:02}{p}"]))
def test_every_minute_of_the_day_is_read_as_it_is_written(hour, minute, shape):
    """In twenty-four hours, and in twelve with am or pm."""
    half = "pm" if hour >= 12 else "am"
    words = shape.format(h=f"{hour:02}", t=f"{(hour - 1) % 12 + 1}.", m=minute, p=half)
    found = moment(f"reported on a Saturday at {words}")
    assert (found.at.hour, found.at.minute) == (hour, minute)


def counted_by_the_minute(at, minutes):
    """The end of so many minutes of Monday to Friday, 08:00 to 18:00, counted one by one."""
    while minutes:
        if at.weekday() < 5 and 8 <= at.hour < 18:
            minutes -= 1
        at += timedelta(minutes=1)
    return at


@pytest.mark.parametrize(
    ("asked", "priority", "minutes"),
    [
        ("a P1 reported Saturday at 9pm: when must they answer it?", 1, 15),
        ("a P1 reported Saturday at 9pm: when must they fix it?", 1, 240),
        ("a P2 came in at 5pm on a friday - when should it be fixed by", 2, 480),
        ("P3 logged thursday 16:30, by when must it be fixed", 3, 960),
    ],
)
def test_the_due_time_is_the_clocks_own(sample, asked, priority, minutes):
    """Held against a count of the desk's minutes, one by one; the way there is told with its days."""
    answer = ask(sample, asked, keep=False)
    assert not guard.orphans(answer)
    told = {one.key: one.value for one in answer.figures}
    start = datetime.fromisoformat(told["reported"])
    due = counted_by_the_minute(start.replace(tzinfo=None), minutes).replace(tzinfo=LONDON)
    assert datetime.fromisoformat(told["due"]) == due
    assert f"P{priority} {'first response' if 'answer' in asked else 'resolution'} is due by" in answer.headline
    assert "Service Hours" in answer.text or "the desk (Monday to Friday, 08:00 to 18:00" in answer.text


def test_without_a_priority_each_has_its_own(sample):
    """Nobody is told the time of a priority they did not ask about as if it were the only one."""
    answer = ask(sample, "if somebody cannot log in at 8pm on a saturday when do they have to ring back?", keep=False)
    assert answer.headline.endswith("each priority has a time of its own.")
    assert [f"P{n} first response is due by" in answer.text for n in (1, 2, 3, 4)] == [True] * 4


def test_opening_hours_at_an_hour_are_still_opening_hours(sample):
    """Whether they are there is another question than by when they must act."""
    assert "08:00 to 18:00" in ask(sample, "are they open at 9pm on a saturday?", keep=False).headline


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("what would happen on 2 August 2027 if we do nothing?", "2 August 2027 is the last day on which notice can be given."),
        ("what happens on 1 July 2027 if we do nothing", "Nothing ends or renews by itself on 1 July 2027"),
        ("what happens on 10 September 2027 if nobody does anything", "On 10 September 2027 the last day for notice (2 August 2027) will have passed"),
        ("what happens on 1 December 2027 if we do nothing?", "the term will have ended, on 31 October 2027; it then renews by itself for 12 months, to 31 October 2028, unless notice is given by 2 August 2027"),
        ("what happens if we sit tight", "If nothing is done the current term runs to 31 October 2027"),
    ],
)  # fmt: skip
def test_what_comes_by_itself_up_to_a_day(sample, words, told):
    """The contract's own days, before and after the one asked about, and the credit that lapses on the way."""
    answer = ask(sample, words, keep=False)
    assert told in answer.headline
    assert "£825.00 of service credit for October 2026 must be claimed by 30 November 2026" in answer.text
    assert not guard.orphans(answer)
