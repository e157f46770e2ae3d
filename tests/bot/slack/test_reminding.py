"""Reminders in Slack: each person hears once, answers by a button, and chooses who hears at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chasing.due import looked
from bot.chasing.reminders import Undelivered, send_due
from bot.slack import rounds as rounds_module
from bot.slack.office import Offices
from bot.slack.packs import post_packs
from bot.slack.reminding import InSlack
from bot.slack.rounds import Rounds
from store.facts.watched import People
from tests.bot.slack.conftest import LOOPBACK, words

pytestmark = LOOPBACK


@pytest.fixture
def office(served):
    """The app's own way out, with nothing kept of earlier stories."""
    served.interpreter.stores.nudges.name_people(served.contract, People("U0HANNA", "U0PRIYA", "U0TOMAS"))
    desk = served.desk
    found = Offices(served.interpreter, desk.api_url, lambda _t, _e: (desk.bot_token, desk.bot), several=False).of(
        desk.installed.team
    )
    assert found is not None
    return found


@pytest.fixture
def ten(served):
    """Ten in the morning, the sample's own today, in London."""
    return served.interpreter.clock().replace(hour=10)


def _direct(served, person):
    return [m for m in person.sees("app") if m.get("bot_id")]


def test_a_digest_comes_once_and_what_is_pressed_is_kept_and_shown(served, hanna, office, ten):
    """The manager gets what stayed open; a second round says nothing; a press is on record and in the message."""
    before = len(_direct(served, hanna))
    made = send_due(served.interpreter, InSlack(office), ten)
    assert made.digests == 1
    assert send_due(served.interpreter, InSlack(office), ten + timedelta(hours=1)).digests == 0
    new = _direct(served, hanna)[before:]
    assert len(new) == 1
    assert "things are due" in new[0]["text"]
    row = next(block for block in new[0]["blocks"] if block["type"] == "actions")
    seen = next(one for one in row["elements"] if one["action_id"].startswith("nudge_seen"))
    watched = seen["value"].partition("|")[2]
    channel = office.outbox.direct("U0HANNA")
    message = next(m for m in served.desk.messages(channel) if m.ts == new[0]["ts"])
    hanna.press(message, seen["action_id"], block=row["block_id"])
    served.settled()
    handled = served.interpreter.stores.nudges.handling(served.contract)[watched]
    assert handled.acknowledged_by == "U0HANNA"
    shown = next(m for m in _direct(served, hanna) if m["ts"] == new[0]["ts"])
    assert "Seen. It comes up again in a week" in words(shown)
    assert row["block_id"] not in {block.get("block_id") for block in shown["blocks"]}


def test_what_slack_took_just_before_the_process_died_is_not_said_again(served, hanna, office, ten):
    """Posted and never noted: the conversation is looked through first."""
    nudges = looked(served.interpreter, served.contract, ten).nudges[:2]
    first = InSlack(office).send("nudge:cut-off", "U0HANNA", nudges)
    before = len(_direct(served, hanna))
    office.kept.ledger.drop("nudge:cut-off")
    office.kept.ledger.attempt("nudge:cut-off", office.team, "", "")
    assert InSlack(office).send("nudge:cut-off", "U0HANNA", nudges) == first
    assert len(_direct(served, hanna)) == before


def test_who_may_not_see_the_contract_gets_no_reminder_of_it(served, office, ten):
    """A guest named by mistake: somebody else is tried."""
    nudges = looked(served.interpreter, served.contract, ten).nudges[:1]
    for nobody in ("U0LEEPARR", "U0NOSUCH"):
        with pytest.raises(Undelivered):
            InSlack(office).send(f"nudge:{nobody}", nobody, nudges)


def test_what_is_due_is_told_on_command_with_the_same_buttons(served, hanna, office):
    """Only for the eyes of whoever asked."""
    hanna.command("general", "/itbot", "due")
    served.settled()
    said = served.desk.until(lambda: [m for m in hanna.sees("general") if "due" in m["text"] and m.get("blocks")])[-1]
    assert [e for b in said["blocks"] if b["type"] == "actions" for e in b["elements"]]
    priya = served.desk.person("priya")
    assert said["ts"] not in {m["ts"] for m in priya.sees("general")}


def test_an_owner_chooses_who_is_reminded(served, hanna, office):
    """A guest is not taken; nobody but an owner may choose."""
    hanna.open_home()
    hanna.press(hanna.home(), "choose_people")
    refused = hanna.submit(hanna.view(), owner="U0LEEPARR", manager="U0PRIYA")
    assert "may not see" in refused["errors"]["owner"]
    assert not hanna.submit(hanna.view(), owner="U0HANNA", manager="U0PRIYA")["errors"]
    served.settled()
    assert served.interpreter.stores.nudges.people(served.contract) == People("U0HANNA", "U0PRIYA", "U0TOMAS")


def test_the_review_pack_is_posted_once_when_its_day_has_come(served, hanna, office, ten):
    """Not before the fifth working day, and not twice, whatever was cut off."""
    early = ten.replace(day=4)
    assert not post_packs(office, served.contract, early)
    assert post_packs(office, served.contract, ten)
    name = f"review-{served.contract}-2026-10.pdf"
    posted = lambda: [f for m in hanna.sees("app") for f in m.get("files") or () if f["name"] == name]  # noqa: E731
    served.desk.until(posted)
    assert not post_packs(office, served.contract, ten)
    office.kept.ledger.drop(f"review:{served.contract}:2026-10")
    office.kept.ledger.attempt(f"review:{served.contract}:2026-10", office.team, "", "")
    post_packs(office, served.contract, ten)
    assert len(posted()) == 1


class Calendar:
    """Jobs put on a calendar and not run: what would be done when."""

    def __init__(self):
        self.kept = {}

    def handles(self, name, handler):
        """Nothing runs here."""

    def schedule(self, job, name, payload, at):
        """Keep the first of an id, as the engine does."""
        self.kept.setdefault(job, (name, payload, at))

    def forget(self, older_than):
        """Nothing is kept for long here."""

    def stranded(self):
        """None."""
        return []


def test_each_round_puts_the_next_on_the_calendar_even_when_the_clock_was_set_back(served, office, ten):
    """Tuesday's round plans Wednesday's although the clock says Monday again."""
    calendar = Calendar()
    rounds = Rounds(calendar, lambda _team: office, lambda: [office.team], lambda: ten)
    rounds.begin()
    tuesday = next(payload for job, (name, payload, _at) in calendar.kept.items() if name == rounds_module.ROUND)
    assert tuesday["at"].startswith("2026-11-24")
    rounds.make(tuesday)
    assert [at.date().isoformat() for name, _p, at in calendar.kept.values() if name == rounds_module.ROUND] == [
        "2026-11-24",
        "2026-11-25",
    ]


def test_the_owner_hears_once_of_reminders_that_did_not_go_out(served, hanna, office, ten):
    """Begun and never sent: the auditor finds it within the hour, and says it a single time."""
    nudges = served.interpreter.stores.nudges
    fresh = looked(served.interpreter, served.contract, ten).nudges[0]
    nudges.begin(served.contract, [replace(fresh, item=replace(fresh.item, id="line:lost"))])
    later = ten + timedelta(hours=2)
    rounds = Rounds(Calendar(), lambda _team: office, lambda: [office.team], lambda: later)
    for hour in (0, 1):
        rounds.audit({"team": office.team, "at": (later + timedelta(hours=hour)).isoformat()})
    alarms = [m for m in hanna.sees("app") if "Something went wrong with the reminders" in m["text"]]
    assert len(alarms) == 1
    assert "never went out" in alarms[0]["text"]
