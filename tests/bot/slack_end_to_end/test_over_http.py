"""The same app without a socket: signed requests, and installing in more than one workspace."""

import http.client
import re
import shutil
import socket

import pytest
from pydantic import SecretStr

from bot.desk.app import from_manifest, manifest
from bot.desk.desk import Desk
from tests.bot.slack_end_to_end.conftest import serving, settings_for

pytestmark = [pytest.mark.enable_socket]
PATIENCE = 30


@pytest.fixture
def port():
    """A port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@pytest.fixture
def http_desk(open_desk, port):
    """The desk, sending to the app's address."""
    open_desk.app.mode, open_desk.app.request_url = "http", f"http://127.0.0.1:{port}/slack/events"
    yield open_desk
    open_desk.app.mode = "socket"
    open_desk.faults.clear()


def test_over_http_a_question_is_answered_once_though_requests_are_forged_stale_and_repeated(http_desk, home, port):
    """Signature and age are checked; the retry that follows is the true copy."""
    settings = settings_for(http_desk, home).model_copy(
        update={"slack_app_token": None, "slack_signing_secret": SecretStr(http_desk.app.signing_secret), "port": port}
    )
    hanna = http_desk.person("hanna")
    with serving(http_desk, home, settings):
        assert http_desk.verify()
        for fault in ("wrong_signature", "stale_timestamp", "lost_ack"):
            http_desk.faults.arm(fault)
            asked = hanna.ask("what does RCA mean?")
            http_desk.reply(asked, patience=PATIENCE)
            http_desk.quiet(0.8)
            assert len(http_desk.replies(asked)) == 1, fault
        assert hanna.command("general", "/itbot", "what does SLA mean?")["acknowledged"]
        http_desk.until(lambda: [m for m in hanna.sees("general") if m["ephemeral"]], PATIENCE)


def consent(desk, port, team):
    """What an administrator does: press Install, agree, come back with a code."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("GET", "/slack/install")
    page = line.getresponse()
    body = page.read().decode()
    cookie = page.headers["set-cookie"].split(";")[0]
    state = re.search(r"[?&;]state=([^&\"]+)", page.headers.get("location") or body)[1]
    line.request("GET", f"/slack/oauth_redirect?code={desk.code(team)}&state={state}", headers={"Cookie": cookie})
    done = line.getresponse()
    text = done.read().decode()
    line.close()
    return done.status, text


def several(desk, home, port):
    """The settings for more than one workspace: a client instead of a token."""
    return settings_for(desk, home).model_copy(
        update={
            "slack_app_token": None, "slack_bot_token": None, "slack_client_id": desk.app.client_id, "port": port,
            "slack_client_secret": SecretStr(desk.app.client_secret),
            "slack_signing_secret": SecretStr(desk.app.signing_secret),
        }
    )  # fmt: skip


@pytest.fixture
def rotating(port):
    """A desk of its own whose tokens end within the hour, sending to the app's address."""
    with Desk(from_manifest(manifest())) as desk:
        desk.app.mode, desk.app.request_url = "http", f"http://127.0.0.1:{port}/slack/events"
        desk.app.rotates = True
        desk.slack.shorten(token=3600.0)
        desk.slack.limit_rates(on=False)
        yield desk


def test_two_workspaces_install_the_app_and_neither_sees_the_others_contracts(rotating, untouched, port, tmp_path):
    """Through Slack's consent pages, with tokens that end; what one workspace adds, the other never hears of."""
    rotating.add_team("T0OTHER", "Other Company")
    noa = rotating.add_person("noa", team="T0OTHER", kind="owner")
    home = tmp_path / "home"
    shutil.copytree(untouched, home / "workspaces" / "T0MARROW")
    with serving(rotating, home, several(rotating, home, port)):
        for team in ("T0OTHER", "T0MARROW"):
            assert consent(rotating, port, team)[0] == 200
        first = {token for token, one in rotating.slack.installs.items() if one.refresh_token}
        assert len(first) == 2
        question = "are we getting what we pay for?"
        theirs = rotating.reply(noa.ask(question), patience=PATIENCE)
        ours = rotating.reply(rotating.person("hanna").ask(question), patience=PATIENCE)
        assert "no contract here yet" in theirs.text
        assert "not getting what you pay for" in ours.text
        assert not first & set(rotating.slack.installs)
        sealed = (home / "app.db").read_bytes() + (home / "app.db-wal").read_bytes()
        assert not any(one.encode() in sealed for one in rotating.slack.installs)


def test_an_installation_that_nobody_began_here_is_refused(rotating, port, tmp_path):
    """A state that was not given out, or was used already, installs nothing."""
    home = tmp_path / "home"
    with serving(rotating, home, several(rotating, home, port)):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        line.request("GET", f"/slack/oauth_redirect?code={rotating.code('T0MARROW')}&state=made-up")
        refused = line.getresponse()
        refused.read()
        line.close()
        assert refused.status >= 400
        assert not rotating.journal.calls("oauth.v2.access")
