"""Maintenance and outage notices: when, in what state, under which number, on which services, with what effect."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from knowledge.mail.notices import State, read_notice
from knowledge.mail.reading import read_mail, read_pasted

SENT = datetime(2026, 11, 10, 9, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def notice(text, subject="Planned maintenance"):
    return read_notice(replace(read_pasted(text, sent=SENT), subject=subject), LONDON)


def span(text):
    """Start and end of the first span in UTC, each None unless it is sure."""
    found = notice(text)
    ends = (found.start, found.end)
    return tuple(f"{one.at.astimezone(UTC):%Y-%m-%d %H:%M}" if one and one.sure else None for one in ends)


@pytest.mark.parametrize(
    "text",
    [
        "Start: 14 November 2026 22:00 GMT\nEnd: 15 November 2026 02:00 GMT",
        "Start Date & Time:   14/11/2026 22:00:00(GMT)*\nEnd Date & Time:   15/11/2026 02:00:00 (GMT)*",
        "Work will take place from Sat, 14 Nov 2026 22:00:00 GMT to Sun, 15 Nov 2026 02:00:00 GMT for 4 hours.",
        "Date: 14 November 2026\nStart time: 22:00\nEnd time: 02:00 (GMT)",
        "We will work on Saturday 14 November 2026 between 22:00 and 02:00 GMT.",
        "Local: 14-Nov-2026 17:00 to 14-Nov-2026 21:00 ( Eastern )\n14-Nov-2026 22:00 to 15-Nov-2026 02:00 ( GMT )",
        "LOCAL: SATURDAY, 14 NOV 23:00 - SUNDAY, 15 NOV 03:00\nUTC: SATURDAY, 14 NOV 22:00 - SUNDAY, 15 NOV 02:00",
        "Start\n2026-11-14 22:00:00 GMT\nEnd\n2026-11-15 02:00:00 GMT",
        "Start: 14 Nov 2026 17:00\nEnd: 14 Nov 2026 21:00\nTime zone: UTC-5",
        "It was to be on 7 November; new date: begins at 5:00 PM EST on November 14, 2026 and ends at 9:00 PM EST on November 14, 2026.",
        "When: Sat 14 Nov, 10pm to Sun 15 Nov, 2am (UK time)",
        "Previous start: 7 Nov 2026 22:00 GMT\nPrevious end: 8 Nov 2026 02:00 GMT\nNew start: 14 Nov 2026 22:00 GMT\nNew end: 15 Nov 2026 02:00 GMT",
        "Original window: 7 Nov 2026 22:00 - 8 Nov 2026 02:00 GMT\nNew window: 14 Nov 2026 22:00 - 15 Nov 2026 02:00 GMT",
        "Object by 12 Nov 2026 17:00 GMT; our desk is open 09:00 - 17:30 GMT.\nStart 14 Nov 2026 22:00 GMT, end 15 Nov 2026 02:00 GMT.",
        "Issued: 10 Nov 2026 09:00 GMT to all at 10 Nov 2026 09:05 GMT\nFrom 14 Nov 2026 22:00 to 15 Nov 2026 02:00 GMT",
        "The incident of 3 Nov 2026 10:00 to 3 Nov 2026 12:00 GMT showed why. We work from 14 Nov 2026 22:00 to 15 Nov 2026 02:00 GMT.",
    ],
)
def test_the_hours_are_found_however_they_are_laid_out(text):
    """Every provider has its own form; none is built in."""
    assert span(text) == ("2026-11-14 22:00", "2026-11-15 02:00")


def test_the_hours_of_a_formatted_table_are_found_under_their_headings():
    """A heading may name the zone for its whole column."""
    page = (
        b"From: noc@carrier.example\r\nSubject: Planned maintenance\r\nContent-Type: text/html\r\n\r\n<table>"
        b"<tr><th>Circuit ID</th><th>Start (UTC)</th><th>End (UTC)</th></tr>"
        b"<tr><td>CIR-10045</td><td>2026-11-14 22:00</td><td>2026-11-15 02:00</td></tr></table>"
    )
    found = read_notice(read_mail(page), LONDON)
    assert (found.start.at, found.end.at) == (
        datetime(2026, 11, 14, 22, tzinfo=UTC),
        datetime(2026, 11, 15, 2, tzinfo=UTC),
    )
    assert found.services == ("CIR-10045",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Start: 03/04/2026 22:00 GMT\nEnd: 03/04/2026 23:00 GMT", "3 April 2026 or 4 March 2026"),
        ("Start: 14 November 2026 22:00\nEnd: 15 November 2026 02:00", "no time zone"),
        ("Start: 14 November 2026 22:00 local time\nEnd: 15 November 2026 02:00 local time", "local time"),
        ("Start: 14 November 2026 22:00 IST\nEnd: 15 November 2026 02:00 IST", "no time zone"),
        ("Start: 15 November 2026 02:00 GMT\nEnd: 14 November 2026 22:00 GMT", "before the start"),
        ("Start: 14 November 2025 22:00 GMT\nEnd: 15 November 2025 02:00 GMT", "sent after"),
        ("The work on 14 November 2026 at 22:00 GMT is postponed until further notice.", "does not give"),
    ],
)
def test_hours_in_doubt_are_never_told_as_sure(text, why):
    """A wrong date told as a fact is worse than none."""
    found = notice(text)
    assert span(text) == (None, None)
    assert why in found.start.doubt


def test_figures_are_settled_by_the_length_of_the_work_or_by_other_dates_of_the_mail():
    """07/12 to 08/12 is one night or one month; work lasts a night."""
    assert span("Start: 07/12/2026 23:00 GMT\nEnd: 08/12/2026 05:00 GMT") == ("2026-12-07 23:00", "2026-12-08 05:00")
    one_day = "Start: 02/03/2027 02:00 GMT\nEnd: 02/03/2027 05:00 GMT"
    assert span(one_day) == (None, None)
    assert span(f"{one_day}\nSent on 25/11/2026") == ("2027-03-02 02:00", "2027-03-02 05:00")


def test_work_to_come_is_not_on_a_day_that_had_long_passed():
    """In November, 07/12 as the day of planned work is the seventh of December: the twelfth of July is over."""
    assert span("Start: 07/12/2026 02:00 GMT\nEnd: 07/12/2026 05:00 GMT") == ("2026-12-07 02:00", "2026-12-07 05:00")


def test_a_subject_that_says_other_hours_than_the_text_makes_both_doubtful():
    """Either may be the slip."""
    found = notice(
        "Start: 14 November 2026 22:00 GMT\nEnd: 15 November 2026 02:00 GMT",
        "Planned maintenance 14 November 2026 23:00 GMT - 15 November 2026 03:00 GMT",
    )
    assert not found.start.sure
    assert not found.end.sure


@pytest.mark.parametrize(
    ("subject", "text", "state"),
    [
        ("Planned maintenance", "Start: 14 November 2026 22:00 GMT", State.CONFIRMED),
        ("CANCELLED - Planned maintenance", "", State.CANCELLED),
        ("Planned maintenance", "We would like to inform you that this work has been cancelled.", State.CANCELLED),
        ("Planned maintenance", "If the work is cancelled we will tell you.", State.CONFIRMED),
        ("Planned maintenance", "When the maintenance is completed, traffic returns.", State.CONFIRMED),
        ("Planned maintenance", "The planned maintenance has been completed.", State.COMPLETED),
        ("Rescheduled: planned maintenance", "", State.RESCHEDULED),
        ("Planned maintenance", "Reschedule Notification\n\nDates below.", State.RESCHEDULED),
        ("Planned maintenance", "The maintenance has now started.", State.IN_PROGRESS),
        ("Tentative planned maintenance", "", State.TENTATIVE),
    ],
)
def test_the_state_is_what_the_notice_says_has_happened(subject, text, state):
    """What may happen has not happened."""
    assert notice(text, subject).state == state


def test_moved_work_is_told_at_its_new_hour():
    """The old hour is history."""
    text = "We have rescheduled the planned maintenance from Saturday 14 November 2026 22:00 GMT to Saturday 21 November 2026 22:00 GMT."
    assert (notice(text).state, span(text)[0]) == (State.RESCHEDULED, "2026-11-21 22:00")


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Maintenance Ticket #: TTN-0001234567\nLocation: 11011 E Road", "TTN-0001234567"),
        ("Work order number: VN12345\nOrder ID(s) impacted: 1-300123456", "VN12345"),
        ("Please call 1-877-555-0199 and quote reference CRQ1-12345678.", "CRQ1-12345678"),
        ("Account number: 555123\nCall us on 020 7946 0018.", ""),
    ],
)
def test_the_reference_is_the_notices_own_number(text, reference):
    """Not the account's, the circuit's or a telephone's."""
    assert notice(text).reference == reference


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("Impact: No impact to your service", "none"),
        ("IMPACT: Loss of redundancy to your service", "less protection"),
        ("Expected Impact: Hard Down - up to 5 hours", "outage"),
        ("Routers will be upgraded.", ""),
    ],
)
def test_the_effect_is_told_in_the_notices_own_words(text, effect):
    """Silence about the effect is told as silence."""
    assert notice(text).effect == effect


def test_a_calendar_entry_is_read_with_its_own_zone():
    """Some carriers send nothing else."""
    calendar = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Europe/Berlin:20261114T230000\nDTEND;VALUE=DATE-TIME:20261115T020000Z\n"
        b"SUMMARY:Planned Work 00123456\nX-MAINTNOTE-MAINTENANCE-ID:00123456\nX-MAINTNOTE-OBJECT-ID:WAVE/1\nX-MAINTNOTE-STATUS:TENTATIVE\n"
        b"END:VEVENT\nEND:VCALENDAR\n"
    )
    found = read_notice(read_mail(calendar), LONDON)
    assert (found.start.at, found.end.at) == (
        datetime(2026, 11, 14, 22, tzinfo=UTC),
        datetime(2026, 11, 15, 2, tzinfo=UTC),
    )
    assert (found.state, found.reference, found.services) == (State.TENTATIVE, "00123456", ("WAVE/1",))


def test_the_notice_given_is_the_time_from_sending_to_a_sure_start():
    """Where the start is in doubt, so is the notice."""
    assert notice("Start: 14 November 2026 22:00 GMT").told_ahead(SENT) == timedelta(days=4, hours=13)
    assert notice("Start: 14 November 2026 22:00").told_ahead(SENT) is None


@pytest.mark.parametrize(
    "text", ["Please find the July report. All green on P1.", "Our rate rises by 5 % from 1 November 2026."]
)
def test_an_ordinary_mail_is_no_notice(text):
    """Most mails announce nothing."""
    assert notice(text, "July service report") is None


def test_an_outage_mail_tells_its_hours_in_passing():
    """“Restored at 12:02” is said of the day of the mail; an hour later than the mail cannot be that day."""
    sent = datetime(2026, 10, 7, 12, 24, tzinfo=LONDON)
    mail = replace(read_pasted("It began at 09:20. Service was restored at 12:02.", sent=sent), subject="[P1] Outage")
    found = read_notice(mail, LONDON)
    assert (found.kind, found.state) == ("outage", State.COMPLETED)
    assert (found.start.at, found.end.at) == (sent.replace(hour=9, minute=20), sent.replace(minute=2))
    late = read_notice(replace(mail, latest="The outage began at 22:10."), LONDON)
    assert not late.start.sure
