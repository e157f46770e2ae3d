"""An answer that Slack took just before its process died is filled by whoever takes over, and not said again."""

from __future__ import annotations

import pytest

from bot.desk.app import from_manifest, manifest
from bot.desk.desk import Desk
from bot.slack.office import web_client
from bot.slack.outbox import Outbox, Said, Where
from bot.slack.pace import OwnPace
from store.conversations import Conversations
from store.database import open_database

pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "The answer."}}]


class Died(Exception):  # noqa: N818 - what happened to the process
    """The process is gone."""


@pytest.fixture
def desk():
    """A Slack on this machine."""
    with Desk(from_manifest(manifest())) as running:
        running.slack.limit_rates(on=False)
        yield running


@pytest.fixture
def outbox(desk, tmp_path):
    """A way to open the way out as each process would, on one ledger."""
    database = open_database(f"sqlite:///{tmp_path / 'app.db'}")
    ledger = Conversations.on(database).ledger
    yield lambda: Outbox(web_client(desk.api_url, desk.bot_token), ledger, desk.installed.team, OwnPace(), desk.bot)
    database.close()


def dying(outbox, monkeypatch):
    """The process dies when it would note what Slack took."""

    def died(*_arguments):
        raise Died

    monkeypatch.setattr(outbox._ledger, "accepted", died)
    return outbox


@pytest.mark.parametrize("as_stream", [True, False])
def test_what_slack_took_and_nobody_noted_is_filled_and_not_said_again(desk, outbox, monkeypatch, as_stream):
    """Streamed or whole: one question, one message."""
    asked = desk.person("hanna").ask("how did it go?")
    where = Where(asked.channel, asked.ts, asked.ts, asked.user, desk.installed.team)

    def begin(out):
        if as_stream:
            out.stream("k", where).steps(("look", "Looking", "in_progress"))
        else:
            out.say("k", where, "The answer.", BLOCKS)

    with monkeypatch.context() as patch, pytest.raises(Died):
        begin(dying(outbox(), patch))
    assert len(desk.replies(asked)) == 1
    live = outbox().stream("k", where)
    live.steps(("look", "Looking", "complete"))
    live.finish(Said("The answer.", BLOCKS, "The answer.", BLOCKS), (), None)
    (only,) = desk.replies(asked)
    assert only.text == "The answer."
    assert only.stream is None or not only.stream.open


def test_the_answer_to_an_earlier_question_of_the_thread_is_left_alone(desk, outbox):
    """It is on record, so it is not what was left behind."""
    asked = desk.person("hanna").ask("how did it go?")
    where = Where(asked.channel, asked.ts, asked.ts, asked.user, desk.installed.team)
    outbox().say("k1", where, "The first answer.", BLOCKS)
    out = outbox()
    out._ledger.attempt("k2", desk.installed.team, asked.channel, asked.ts)
    out.say("k2", where, "The second answer.", BLOCKS)
    assert [one.text for one in desk.replies(asked)] == ["The first answer.", "The second answer."]
