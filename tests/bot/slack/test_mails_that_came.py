"""What came into the provider mailbox, told in Slack once, to those who may know it."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from bot.intake.emails import keep
from bot.slack.mailbox import tell_new
from bot.slack.office import Offices
from knowledge.mail.reading import read_mail
from store.facts.watched import People
from tests.bot.slack.conftest import LOOPBACK, words

pytestmark = LOOPBACK


@pytest.fixture
def office(served):
    """The app's own way out; Hanna looks after the contract."""
    served.interpreter.stores.nudges.name_people(served.contract, People("U0HANNA", "U0PRIYA", "U0TOMAS"))
    desk = served.desk
    found = Offices(served.interpreter, desk.api_url, lambda _t, _e: (desk.bot_token, desk.bot), several=False).of(
        desk.installed.team
    )
    assert found is not None
    return found


def came(served, name, *, sender="Fiona Larch <fiona@brindlecote.example>", days_ago=0, route="mailbox, mail 1"):
    """Keep a mail as a look into the mailbox keeps it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "ros@marrowdale.example", name
    message["Date"] = format_datetime(served.interpreter.clock() - timedelta(days=days_ago, hours=1))
    message["Message-ID"] = f"<{name.replace(' ', '-')}@brindlecote.example>"
    message.set_content("Hi Ros,\n\nThe new switch arrived. I will send you the configuration by Friday 4 December.\n")
    kept = keep(served.interpreter, [read_mail(message.as_bytes(), name=route)])
    assert len(kept.new) == 1


def test_a_mail_that_came_is_told_once_to_who_looks_after_the_contract(served, hanna, office):
    """No channel is open for the contract: its owner hears in a direct message, and a second look says nothing."""
    came(served, "The new switch")
    now = served.interpreter.clock()
    assert tell_new(office, now) == 1
    assert tell_new(office, now + timedelta(minutes=5)) == 0
    told = [words(one) for one in hanna.sees("app") if "The new switch" in str(one)]
    assert len(told) == 1
    assert "4 December 2026" in told[0]


def test_where_the_contract_is_open_the_channel_hears_and_not_the_owner(served, hanna, office, opened):
    """The channel stands in for the direct message."""
    came(served, "The second switch")
    before = len(hanna.sees("app"))
    assert tell_new(office, served.interpreter.clock()) >= 1
    assert any("The second switch" in str(one.blocks) for one in served.desk.messages(opened))
    assert len(hanna.sees("app")) == before


def test_old_mails_our_own_and_those_added_by_hand_are_kept_and_not_told(served, office):
    """A first look at a full mailbox floods nobody."""
    tell_new(office, served.interpreter.clock())
    came(served, "From last year", days_ago=300)
    came(served, "Our own words", sender="Ros <ros@marrowdale.example>")
    came(served, "Added by hand", route="switch.eml")
    assert tell_new(office, served.interpreter.clock()) == 0
