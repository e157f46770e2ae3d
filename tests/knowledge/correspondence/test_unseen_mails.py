"""Thirty provider mails in other people's styles; what they promise was written down by hand before any was read."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from knowledge.correspondence.kinds import kind_of
from knowledge.correspondence.ownership import ownership
from knowledge.mail.reading import read_mail
from knowledge.promises.finding import statements
from knowledge.promises.model import Mood
from knowledge.promises.parties import Parties

UNSEEN = sorted((Path(__file__).parent / "unseen").glob("*.eml"))


def read(file):
    """The mail, its statements, and what a person says of it."""
    mail = read_mail(file, zone=ZoneInfo("Europe/London"))
    reader = [one.name for one in mail.to if one.domain != mail.sender.domain]
    house = [one.name for one in mail.cc if one.domain == mail.sender.domain]
    parties = Parties(mail.sender.name, tuple(house), tuple(reader))
    said = statements(mail.latest, mail.sent, None, parties, own=mail.sent.tzinfo)
    return mail, said, json.loads(file.with_suffix(".json").read_text("utf-8"))


def due_of(one):
    """A day, the two ends of a window, or nothing."""
    due = one.due
    return due.on.isoformat() if due.on else [due.first.isoformat(), due.last.isoformat()] if due.last else None


def is_of(one, wanted):
    """Whether a statement is the promise a person wrote down, with the day, hour and rhythm they gave it."""
    ways = [wanted["due"], wanted.get("alt_due", wanted["due"])]
    ways += wanted["alt_due"] if isinstance(wanted.get("alt_due"), list) else []
    at = wanted.get("at")
    return (
        re.search(wanted["what"], f"{one.what} {one.quote}", re.IGNORECASE) is not None
        and due_of(one) in ways
        and (at is None or one.due.at == datetime.fromisoformat(at))
        and (not wanted.get("every") or one.due.every == wanted["every"])
    )


@pytest.mark.parametrize("file", UNSEEN, ids=lambda file: file.stem)
def test_every_promise_is_found_with_its_day_and_none_is_made_up(file):
    """Promises, days, windows and rhythms are those a person found; what is known to be missed is named in the file."""
    _, said, expected = read(file)
    left = [one for one in said if one.mood is Mood.PROMISE and not one.standing]
    for wanted in expected["promises"]:
        found = next((one for one in left if is_of(one, wanted)), None)
        assert (found is None) == ("missed" in wanted), wanted
        if found is not None:
            left.remove(found)
    allowed = expected.get("optional", [])
    assert [one.quote for one in left if not any(re.search(words, one.quote, re.IGNORECASE) for words in allowed)] == []


@pytest.mark.parametrize("file", UNSEEN, ids=lambda file: file.stem)
def test_what_kind_of_message_it_is_and_whether_they_own_it(file):
    """An outage, a bill, an offer, an absence; admitted, denied or left open, where something went wrong."""
    mail, said, expected = read(file)
    assert kind_of(mail.subject, mail.latest).kind.value in expected["kind"]
    if expected["admitted"]:
        assert ownership(mail.latest, tuple(said)).admitted == expected["admitted"]


def test_a_table_of_actions_is_read_row_by_row():
    """Ours, theirs, a third party's and what is done already are told apart by their columns; a bill is no action."""
    text = (
        "Actions:\n\nNo | Action | Owner | Due | Status\n1 | Replace the core switch | Lee Tran | Fri 8 Jan 2027 | Open\n"
        "2 | Send list of leavers | Petra Osei | 23/12/2026 | Open\n3 | Fix the alerts | Aisha | 18 December | Done\n"
        "4 | Ship the spare unit | Dell | 4 Jan 2027 | Open\n\nItem | Amount | Due\nSupport | £3,912.00 | 30 Dec 2026\n"
    )
    sent = datetime(2026, 12, 21, 14, tzinfo=ZoneInfo("Europe/London"))
    found = statements(text, sent, None, Parties("Lee Tran", ("Aisha",), ("Petra Osei",)))
    assert [(one.mood.value, one.who, due_of(one)) for one in found] == [
        ("promise", "Lee Tran", "2027-01-08"),
        ("ours", "Petra Osei", "2026-12-23"),
        ("past", "Aisha", None),
        ("third_party", "Dell", "2027-01-04"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("We will send it by 03/04/2027.", None),
        ("We will send it by 03/04/2027. The outage was on 26/11/2026.", "2027-04-03"),
        ("We will send it by 03/04/2027. The outage was on 11/26/2026.", "2027-03-04"),
        ("We will send it by Sat 03/04/2027.", "2027-04-03"),
        ("We will send it by Monday 03/04/2027.", None),
    ],
)
def test_a_date_in_figures_is_read_by_what_the_mail_shows_and_never_guessed(text, day):
    """The weekday beside it or the mail's other dates settle it; without either there is no date."""
    sent = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/London"))
    assert due_of(statements(text, sent)[0]) == day
