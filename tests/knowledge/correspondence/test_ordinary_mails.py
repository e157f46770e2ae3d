"""Forty ordinary mails: every promise, request, cause, price and planned work that a person finds in them, and no other."""

from __future__ import annotations

import re
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from knowledge.correspondence.account import account
from knowledge.correspondence.price_changes import price_change
from knowledge.mail.notices import read_notice
from knowledge.mail.reading import read_mail
from knowledge.promises.asks import with_waits
from knowledge.promises.calendar import PlainWeek
from knowledge.promises.due_atoms import Sent
from knowledge.promises.due_days import day_first
from knowledge.promises.finding import statements
from knowledge.promises.model import Mood
from knowledge.promises.parties import Parties

LONDON = ZoneInfo("Europe/London")
MOODS = {"P": Mood.PROMISE, "A": Mood.OURS, "C": Mood.CONDITIONAL}
STATES = {"yes": {"given"}, "no": {"missing", "open"}, "likely": {"likely", "unsure"}}
MAILS = re.split(r"^== ", Path(__file__).with_name("ordinary_mails.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]


def parts(block):
    """The head of a mail, its words, and the lines of its key."""
    head, _, rest = block.partition("\n")
    lines = rest.split("\n")
    words = "\n".join(line for line in lines if not line.startswith("+ ")).strip() + "\n"
    return [part.strip() for part in head.split("|")], words, [line[2:] for line in lines if line.startswith("+ ")]


@pytest.fixture(params=MAILS, ids=lambda block: parts(block)[0][0])
def read(request, tmp_path):
    """A mail as it is read, its statements, and its key."""
    (_, sent, subject), words, key = parts(request.param)
    made = EmailMessage()
    made["From"], made["To"] = "Tom Reed <tom@kestrel.example>", "Priya Nair <priya@marl.example>"
    made["Date"], made["Subject"] = sent, subject
    made.set_content(words, subtype="html" if words.startswith("<html") else "plain")
    (tmp_path / "a.eml").write_bytes(bytes(made))
    mail = read_mail(tmp_path / "a.eml", zone=LONDON)
    parties = Parties(mail.sender.name, ("Kestrel Cloud Ltd",), ("Priya Nair", "Marl Ltd"))
    return mail, with_waits(statements(mail.latest, mail.sent, None, parties, own=mail.sent.tzinfo)), key


def due_of(one):
    """A day, a window, or nothing."""
    return one.due.on.isoformat() if one.due.on else f"{one.due.first}/{one.due.last}" if one.due.last else ""


def test_every_promise_and_request_is_found_with_its_day_and_no_other(read):
    """A mail that promises nothing and asks nothing gives nothing."""
    _, said, key = read
    for letter, mood in MOODS.items():
        left = [one for one in said if one.mood is mood and not one.standing]
        for words, day in re.findall(rf"^{letter} (.*?) =[ ]?(.*)$", "\n".join(key), re.MULTILINE):
            hits = [
                one for one in left if due_of(one) == day and re.search(words, f"{one.what} {one.quote}", re.IGNORECASE)
            ]
            assert hits, (words, day, [(one.what, due_of(one)) for one in left])
            left.remove(next((one for one in hits if re.search(words, one.what, re.IGNORECASE)), hits[0]))
        for words in re.findall(rf"^{letter}\? (.*)$", "\n".join(key), re.MULTILINE):
            left = [one for one in left if not re.search(words, f"{one.what} {one.quote}", re.IGNORECASE)]
        assert letter == "C" or [(one.what, one.quote) for one in left] == []


def test_the_cause_is_told_as_the_mail_tells_it(read):
    """Nobody is said to have left out what is there."""
    mail, _, key = read
    for wanted in (line[6:] for line in key if line.startswith("cause ") and line != "cause na"):
        assert account(mail.latest).cause_state in STATES[wanted]


def test_a_change_of_price_and_planned_work_are_told_where_they_are_announced(read):
    """And nowhere else; every figure is the mail's own."""
    mail, _, key = read
    moment = Sent(mail.sent, PlainWeek(), day_first(mail.latest))
    found = price_change(mail.subject, mail.latest, moment)
    told = found and f"pct={found.pct} new={found.new} old={found.old} from={found.begins or ''}"
    assert (told or "none") == next((line[6:] for line in key if line.startswith("price ")), "none")
    notice = read_notice(mail, LONDON)
    assert (notice is not None and notice.kind == "maintenance") == ("planned yes" in key)
