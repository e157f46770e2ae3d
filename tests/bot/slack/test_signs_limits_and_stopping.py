"""Running it: signs of life on a port, limits that hold over processes, and a stop that loses and doubles nothing."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bot.desk.app import from_manifest
from bot.desk.desk import Desk
from bot.upkeep.metrics import Metrics
from bot.upkeep.signs import Signs
from store.conversations import Conversations
from store.database import open_database
from store.facts.common import InterpreterError
from store.uses import MINUTE, Limit, Uses
from tests.bot.slack.conftest import LOOPBACK, MANIFEST, furnished, serving, words
from tests.bot.slack.test_serving import free_port

pytestmark = LOOPBACK
MONTH = "how did they do on P1 response in September?"


def looked(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_a_limit_holds_over_every_process_on_the_database(tmp_path):
    """Two processes count into one; the next minute has room again; who is refused uses up nobody's room."""
    address = f"sqlite:///{tmp_path / 'app.db'}"
    first, second = Uses(open_database(address)), Uses(open_database(address))
    mine = {"person_a_minute": ("hanna", Limit(2, MINUTE)), "all_a_minute": ("T1", Limit(3, MINUTE))}
    theirs = {"person_a_minute": ("omar", Limit(2, MINUTE)), "all_a_minute": ("T1", Limit(3, MINUTE))}
    assert [one.taken("ask", mine, 600) for one in (first, second)] == [None, None]
    assert second.taken("ask", mine, 615) == ("person_a_minute", 45)
    assert first.taken("ask", theirs, 620) is None
    assert second.taken("ask", theirs, 630) == ("all_a_minute", 30)
    assert first.taken("ask", mine, 660) is None
    first.forget(600 + 10 * MINUTE)
    assert first.taken("ask", mine, 600) is None


def test_whoever_asks_too_much_is_told_politely_when_to_ask_again(untouched, tmp_path):
    """The third question of a minute is not answered and not passed over."""
    with Desk(from_manifest(MANIFEST)) as desk:
        desk.slack.limit_rates(on=False)
        port = free_port()
        with serving(desk, furnished(untouched, tmp_path), ask_person_a_day=2, health_port=port) as served:
            hanna = desk.person("hanna")
            told = []
            for _ in range(3):
                reply = desk.reply(hanna.ask(MONTH), patience=30)
                told.append(reply.text + words(reply))
            assert ["ask again in about" in one for one in told] == [False, False, True]
            served.settled()
            figures = looked(port, "/metrics")[1]
            assert 'itbot_questions_held_back_total{why="person_a_day"} 1.0' in figures
            assert 'itbot_answers_total{state="answered"} 2.0' in figures
            assert looked(port, "/readyz")[0] == 200


def test_the_port_says_what_is_wrong_and_holds_no_name():
    """503 where something is not in order; a port that is taken is said in a sentence."""
    state = {"connected": True}
    figures = Metrics("itbot", waiting=lambda: 3, connected=lambda: state["connected"])
    signs = Signs(0, lambda: {"beats": True}, lambda: dict(state), figures)
    try:
        assert looked(signs.port, "/readyz") == (200, '{"ok": true, "connected": true}')
        state["connected"] = False
        assert looked(signs.port, "/readyz")[0] == 503
        assert looked(signs.port, "/healthz")[0] == 200
        assert looked(signs.port, "/nothing")[0] == 404
        shown = looked(signs.port, "/metrics")[1]
        assert "itbot_inbox_waiting 3.0" in shown
        assert "itbot_slack_connected 0.0" in shown
        with pytest.raises(InterpreterError, match="ITBOT_HEALTH_PORT"):
            Signs(signs.port, dict, dict, figures)
    finally:
        signs.close()


def process(desk, home, port):
    """`itbot serve` as it runs on a server."""
    surroundings = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[3]), "ITBOT_HOME": str(home),
        "SLACK_BOT_TOKEN": desk.bot_token, "SLACK_APP_TOKEN": desk.app_token, "SLACK_API_URL": desk.api_url,
        "ITBOT_HEALTH_PORT": str(port), "ITBOT_LOG": "json",
    }  # fmt: skip
    run = "from bot.cli import main; main()"
    with (home / "serve.log").open("ab") as log:
        begun = subprocess.Popen([sys.executable, "-c", run, "serve"], env=surroundings, stderr=log, cwd=home)
    until = time.monotonic() + 90
    while time.monotonic() < until:
        assert begun.poll() is None, (home / "serve.log").read_text()
        try:
            if looked(port, "/readyz")[0] == 200:
                return begun
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError((home / "serve.log").read_text())


def test_a_stop_in_the_middle_of_work_loses_nothing_and_doubles_nothing(untouched, tmp_path):
    """SIGTERM while questions are at work: the process ends by itself, and after the next start each has one answer."""
    home, port = furnished(untouched, tmp_path), free_port()
    with Desk(from_manifest(MANIFEST)) as desk:
        desk.slack.limit_rates(on=False)
        hanna = desk.person("hanna")
        first = process(desk, home, port)
        try:
            asked = [hanna.ask(f"{MONTH} {number}") for number in range(6)]
            desk.until(lambda: Conversations.on(open_database(f"sqlite:///{home / 'app.db'}")).inbox.states() != [], 30)
            first.send_signal(signal.SIGTERM)
            assert first.wait(60) == 0
        finally:
            first.kill()
        second = process(desk, home, port)
        try:
            for one in asked:
                desk.reply(one, patience=60)
            desk.quiet(1.5)
            assert [len(desk.replies(one)) for one in asked] == [1] * 6
            second.send_signal(signal.SIGTERM)
            assert second.wait(60) == 0
        finally:
            second.kill()
    for line in (home / "serve.log").read_text().splitlines():
        if line.startswith("{"):
            assert {"at", "level", "logger", "says"} <= set(json.loads(line))
            assert MONTH not in line
