"""What provider mails promise and by when, each sentence with its day worked out by hand on a paper calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from knowledge.promises.finding import statements
from knowledge.promises.model import Mood

HERE = Path(__file__).parent
# Written out by hand: what the offices are shut on besides weekends.
SHUT = {
    "GB": "2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28 2027-01-01 2028-04-14 2028-04-17",
    "US": "2026-11-26 2026-12-25 2027-01-01",
    "AU": "2026-12-25 2026-12-28 2027-01-01 2027-01-26",
}


class Office:
    """An office open Monday to Friday, eight to six, but for the days it is shut."""

    named = "the office's working days"

    def __init__(self, place):
        self.shut = {date.fromisoformat(day) for day in SHUT[place].split()}

    def works(self, day):
        """Whether it is open that day."""
        return day.weekday() < 5 and day not in self.shut

    def after(self, day, count):
        """So many open days on."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.works(day)
        return day

    def closing(self, day):
        """When it closes."""
        return time(18) if self.works(day) else None

    def hours_later(self, moment, hours):
        """Not known."""
        return


def table():
    """(sent, office, sentence, what is to be found) of every line."""
    sent, office = None, None
    for line in (HERE / "stated.txt").read_text("utf-8").splitlines():
        if line.startswith("@ "):
            day, clock, zone, office = line[2:].split()
            sent = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone))
        elif " => " in line:
            sentence, found = line.split(" => ")
            yield sent, office, sentence, found.strip()


def told(one):
    """A statement as the table writes it."""
    if one.mood not in {Mood.PROMISE, Mood.AIM, Mood.CONDITIONAL, Mood.OURS}:
        return one.mood.value
    due = one.due
    if due.at is not None and due.on is not None:
        return f"{one.mood.value} {due.at:%Y-%m-%d %H:%M}"
    if due.on is not None:
        return f"{one.mood.value} {due.on}"
    return f"{one.mood.value} {due.first}..{due.last}" if due.last else f"{one.mood.value} -"


@pytest.mark.parametrize(("sent", "office", "sentence", "expected"), list(table()))
def test_what_was_promised_and_by_when(sent, office, sentence, expected):
    """Every stated day is right, a window where the words leave one, and no date where they name none."""
    found = "; ".join(told(one) for one in statements(sentence, sent, Office(office)))
    assert (found or "nothing") == expected


def test_the_quote_is_the_sentence_as_written():
    """What is quoted can be found again in the mail, letter by letter."""
    text = "Hi Ros,\n\nThe line is up again. I will send\nyou the report by Friday.\n\nKind regards\nTomasz"
    (one,) = statements(text, datetime(2026, 10, 7, 12, tzinfo=ZoneInfo("Europe/London")))
    assert one.quote == "I will send you the report by Friday."
    assert " ".join(text[one.start : one.end].split()) == one.quote
