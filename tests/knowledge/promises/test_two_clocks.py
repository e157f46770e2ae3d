"""An hour promised from another part of the world: by whose clock?"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from knowledge.promises.clocks import by_either_clock, differ
from knowledge.promises.finding import statements

LONDON = ZoneInfo("Europe/London")
INDIA, NEW_YORK = timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-5))


def read(text, sent):
    """The due of the only promise, read by both clocks."""
    ours = statements(text, sent.astimezone(LONDON), own=sent.tzinfo)
    (one,) = by_either_clock(ours, statements(text, sent, own=sent.tzinfo))
    return one.due


@pytest.mark.parametrize(("zone", "hour"), [(INDIA, 17), (NEW_YORK, 22)])
def test_an_hour_without_a_zone_is_the_later_of_the_two_and_in_doubt(zone, hour):
    """Five o'clock in Mumbai is over when London reaches it; five in New York is ten at night here."""
    due = read("We will call you by 17:00 tomorrow.", datetime(2026, 11, 9, 12, tzinfo=zone))
    assert due.at == datetime(2026, 11, 10, hour, tzinfo=LONDON)
    assert "by whose clock" in due.note


def test_tomorrow_said_after_midnight_there_is_a_window_of_two_days_here():
    """Sent at one in the morning in India, while London still has the day before."""
    due = read("We will call you by tomorrow.", datetime(2026, 11, 10, 1, tzinfo=INDIA))
    assert (due.on, due.first, due.last) == (None, date(2026, 11, 10), date(2026, 11, 11))


@pytest.mark.parametrize("text", ["We will call you within two hours.", "We will call you by 17:00 GMT on Friday."])
def test_what_means_the_same_by_both_clocks_is_in_no_doubt(text):
    """A span counts from the mail; a zone that is written settles it."""
    assert read(text, datetime(2026, 11, 10, 9, tzinfo=INDIA)).note == ""


def test_a_mail_stamped_in_universal_time_does_not_tell_its_senders_clock():
    """Servers stamp mails so; nothing follows from it."""
    assert not differ(datetime(2026, 7, 10, 9, tzinfo=timezone.utc), LONDON)  # noqa: UP017 - as a mail's own header gives it
    assert differ(datetime(2026, 7, 10, 9, tzinfo=INDIA), LONDON)
