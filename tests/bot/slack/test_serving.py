"""Serving: what is missing is said, restarts lose nothing, lines are mended, workspaces are kept apart."""

import hashlib
import hmac
import json
import socket
import time
import urllib.error
import urllib.request

import pytest
from typer.testing import CliRunner

from bot.desk.app import from_manifest
from bot.desk.desk import Desk
from bot.settings import Settings
from bot.slack.mode import Mode, mode
from bot.slack.serve import Unreachable
from store.facts.common import InterpreterError
from tests.bot.slack.conftest import LOOPBACK, MANIFEST, furnished, serving, words

pytestmark = LOOPBACK
MONTH = "how did they do on P1 response in September?"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "SLACK_BOT_TOKEN and SLACK_APP_TOKEN"),
        ({"slack_app_token": "xapp-1"}, "SLACK_BOT_TOKEN is missing"),
        ({"slack_bot_token": "xoxb-1"}, "SLACK_APP_TOKEN is missing"),
        ({"slack_bot_token": "xapp-1", "slack_app_token": "xoxb-1"}, "are exchanged"),
        ({"slack_bot_token": "xoxb-...", "slack_app_token": "xapp-1"}, "SLACK_BOT_TOKEN is not such a token"),
        ({"slack_bot_token": "xoxb-1", "slack_app_token": "1-A0"}, "SLACK_APP_TOKEN is not such a token"),
        ({"slack_client_id": "1"}, "SLACK_CLIENT_SECRET is missing"),
        ({"slack_client_id": "1", "slack_client_secret": "2"}, "SLACK_SIGNING_SECRET is missing"),
        (
            {"slack_client_id": "1", "slack_client_secret": "2", "slack_signing_secret": "3", "slack_bot_token": "4"},
            "both set",
        ),
        (
            {
                "slack_client_id": "1",
                "slack_client_secret": "2",
                "slack_signing_secret": "3",
                "database_url": "sqlite://",
            },
            "ITBOT_DATABASE_URL",
        ),
    ],
)
def test_what_is_half_set_up_is_refused_with_what_is_missing(given, missing, tmp_path):
    """One sentence, before anything is started."""
    with pytest.raises(InterpreterError, match=missing):
        mode(Settings(home=tmp_path, _env_file=None, **given))


def test_each_whole_set_up_has_its_way(tmp_path):
    """A socket where there is an app token, HTTP where there is a signing secret, installing where there is a client."""
    bot = {"home": tmp_path, "_env_file": None, "slack_bot_token": "xoxb-1"}
    assert mode(Settings(**bot, slack_app_token="xapp-1")) == Mode(socket=True, several=False)
    assert mode(Settings(**bot, slack_signing_secret="s")) == Mode(socket=False, several=False)
    client = {"slack_client_id": "1", "slack_client_secret": "2", "slack_signing_secret": "3"}
    assert mode(Settings(home=tmp_path, _env_file=None, **client)) == Mode(socket=False, several=True)


def test_the_command_says_what_is_missing_and_whether_slack_can_be_reached(tmp_path, monkeypatch):
    """Exit 2 for what a person can mend, 3 for a Slack out of reach."""
    from bot.cli.app import app

    monkeypatch.setenv("ITBOT_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    refused = CliRunner().invoke(app, ["serve"])
    assert isinstance(refused.exception, InterpreterError)
    for name, value in (
        ("SLACK_BOT_TOKEN", "xoxb-1"),
        ("SLACK_APP_TOKEN", "xapp-1"),
        ("SLACK_API_URL", "http://127.0.0.1:9/api/"),
    ):
        monkeypatch.setenv(name, value)
    far = CliRunner().invoke(app, ["serve"])
    assert far.exit_code == 3
    assert "cannot be reached" in far.output


def test_a_token_slack_does_not_take_is_said_so(untouched, tmp_path):
    """Not a traceback, and not the token."""
    with Desk(from_manifest(MANIFEST)) as desk:
        wrong = serving(desk, furnished(untouched, tmp_path), slack_bot_token="xoxb-wrong")
        with pytest.raises(InterpreterError, match="does not accept") as said, wrong:
            pass
    assert "xoxb" not in str(said.value).replace("SLACK_BOT_TOKEN", "")


def test_nobody_there_is_not_a_wrong_token(untouched, tmp_path):
    """Slack out of reach has its own exit."""
    with (
        Desk(from_manifest(MANIFEST)) as desk,
        pytest.raises(Unreachable),
        serving(desk, furnished(untouched, tmp_path), slack_api_url="http://127.0.0.1:9/api/"),
    ):
        pass


def test_what_was_saved_before_a_stop_is_answered_after_the_start(untouched, tmp_path):
    """Saved is safe: the event is in the inbox, and nobody asks twice."""
    home = furnished(untouched, tmp_path)
    with Desk(from_manifest(MANIFEST)) as desk:
        desk.slack.limit_rates(on=False)
        with serving(desk, home) as first:
            hanna = desk.person("hanna")
            asked = hanna.ask(MONTH)
            desk.reply(asked)
            first.settled()
            team = desk.installed.team
        body = {
            "enterprise": "",
            "asked": {
                "team": team, "channel": asked.channel, "ts": "1795000000.000100", "thread": asked.ts, "user": hanna.id,
                "user_team": team, "text": MONTH, "files": [], "contract": None, "outside": False,
            },
        }  # fmt: skip
        first.kept.inbox.save(f"slack:{team}:EvLate", team, "question", body)
        before = len(desk.replies(asked))
        with serving(desk, home) as second:
            desk.until(lambda: len(desk.replies(asked)) == before + 1, 20)
            second.settled()
            assert second.kept.inbox.get(f"slack:{team}:EvLate").state == "done"
            assert second.kept.inbox.get(f"slack:{team}:EvLate").body == {}


def test_a_line_that_is_cut_or_refreshed_is_taken_up_again(untouched, tmp_path):
    """Slack does both every hour."""
    with Desk(from_manifest(MANIFEST)) as desk:
        desk.slack.limit_rates(on=False)
        desk.slack.shorten(ack=0.6, retries=(0.5, 1.0, 8.0))
        with serving(desk, furnished(untouched, tmp_path)):
            desk.refresh()
            time.sleep(0.5)
            desk.until(lambda: desk.slack.sockets() >= 1, 30)
            hanna = desk.person("hanna")
            desk.reply(hanna.ask(f"{MONTH} after a refresh"), patience=30)
            desk.faults.arm("dropped_socket")
            last = hanna.ask(f"{MONTH} as the line is cut")
            desk.until(lambda: desk.journal.of("socket_gone", open=0) and desk.slack.sockets() >= 1, 15)
            desk.reply(last, patience=30)
            desk.reply(hanna.ask(f"{MONTH} after a cut"), patience=30)


def signed(secret, body, at=None):
    stamp = str(int(at or time.time()))
    mark = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={mark}", "Content-Type": "application/json"}


def posted(url, body, headers):
    request = urllib.request.Request(url, body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def test_over_http_only_fresh_and_rightly_signed_events_come_in(untouched, tmp_path):
    """A wrong mark, an old one and a changed body are refused without a trace; a repeat adds nothing."""
    port = free_port()
    with Desk(from_manifest(MANIFEST)) as desk:
        desk.slack.limit_rates(on=False)
        secret = desk.app.signing_secret
        settings = {"slack_app_token": None, "slack_signing_secret": secret, "port": port}
        with serving(desk, furnished(untouched, tmp_path), **settings) as served:
            url = f"http://127.0.0.1:{port}/slack/events"
            hanna = desk.person("hanna")
            channel = hanna.act("open_dm", user=desk.bot)["channel"]
            event = {
                "type": "message",
                "channel": channel,
                "channel_type": "im",
                "user": hanna.id,
                "text": MONTH,
                "ts": "1795000000.000200",
                "team": "T0MARROW",
            }
            body = json.dumps(
                {
                    "type": "event_callback",
                    "team_id": "T0MARROW",
                    "event_id": "EvHttp",
                    "event": event,
                    "authorizations": [{"team_id": "T0MARROW", "user_id": desk.bot, "is_bot": True}],
                }
            )
            assert posted(url, body, signed("wrong", body)) == 401
            assert posted(url, body, signed(secret, body, time.time() - 600)) == 401
            assert posted(url, body + " ", signed(secret, body)) == 401
            assert served.kept.inbox.states() == []
            assert posted(url, body, signed(secret, body)) == 200
            assert posted(url, body, signed(secret, body)) == 200
            assert len(served.kept.inbox.states()) == 1
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                assert json.load(answer)["ok"] is True
            foreign = json.dumps(
                {"type": "event_callback", "team_id": "T9", "event_id": "EvX", "event": {**event, "team": "T9"}}
            )
            posted(url, foreign, signed(secret, foreign))
            assert len(served.kept.inbox.states()) == 1


def test_two_workspaces_share_nothing_and_a_removed_one_leaves_nothing(untouched, tmp_path):
    """Each has its own home; tokens are encrypted; removal deletes."""
    from slack_sdk.oauth.installation_store import Installation

    from bot.slack.installs import SealedInstallations
    from bot.slack.vault import Vault

    home = furnished(untouched, tmp_path)
    with Desk(from_manifest(MANIFEST)) as desk:
        desk.slack.limit_rates(on=False)
        other = desk.add_team("T0OTHER", "Quillabar")
        second = desk.install(other.id)
        settings = {
            "slack_bot_token": None, "slack_client_id": desk.app.client_id, "slack_signing_secret": desk.app.signing_secret,
            "slack_client_secret": desk.app.client_secret, "port": free_port(),
        }  # fmt: skip
        with serving(desk, home, **settings) as served:
            store = SealedInstallations(served.kept.installs, Vault(home))
            for install in (desk.installed, second):
                store.save(
                    Installation(
                        app_id=desk.app.id, team_id=install.team, user_id="U1", bot_token=install.token, bot_id=install.bot_id,
                        bot_user_id=install.bot_user, bot_scopes=",".join(install.scopes),
                    )
                )  # fmt: skip
            assert desk.bot_token.encode() not in (home / "app.db").read_bytes() + (home / "app.db-wal").read_bytes()
            assert (home / "slack.key").stat().st_mode & 0o077 == 0
            asked = desk.person("hanna").ask(MONTH)
            answer = desk.reply(asked, patience=20)
            assert "no contract here yet" in (answer.text + words(answer)), "the first home is nobody's workspace"
            assert (home / "workspaces" / "T0MARROW").is_dir()
            desk.uninstall("T0MARROW")
            desk.until(lambda: not (home / "workspaces" / "T0MARROW").exists(), 20)
            desk.until(lambda: served.kept.installs.teams() == ["T0OTHER"], 20)
