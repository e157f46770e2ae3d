"""Several processes on one server: each thing once, a dead one's work taken over, and one pace."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.chasing.jobs import Jobs
from bot.slack.installs import CONSENT, KeptStates
from bot.slack.pace import OwnPace, SharedPace, pace_of
from bot.slack.vault import Vault
from store.conversations import Conversations
from store.database import open_database
from store.facts.common import InterpreterError
from store.replicas import Replica
from store.schema import HEAD
from store.signs import Signs
from store.turns import BegunInstalls, Turns
from tests.scale.conftest import until

pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORKING = """
import sys, time
from pathlib import Path
from bot.chasing.jobs import Jobs
def work(payload):
    print("begun", payload["n"], flush=True)
    time.sleep(60)
jobs = Jobs(Path(sys.argv[1]), sys.argv[2])
jobs.handles("shared", work)
jobs.launch()
print(jobs.executor, flush=True)
jobs.run_once("job:left", "shared", {"n": 7})
time.sleep(60)
"""


def test_a_number_is_held_by_one_process_and_free_when_it_ends(postgres_url):
    """However it ends: the server itself notices."""
    one, other = Replica(postgres_url, HEAD), Replica(postgres_url, HEAD)
    assert (one.number, other.number) == (1, 2)
    with other.unless_alive(1) as dead, other.unless_alive(2) as me:
        assert not dead
        assert not me
    one.release()
    until(lambda: _is_free(other, 1))
    third = Replica(postgres_url, HEAD)
    assert third.number == 1
    assert third.keep()
    third.release()
    other.release()


def _is_free(replica, number):
    with replica.unless_alive(number) as dead:
        return dead


def test_a_number_lost_with_the_line_is_taken_again_and_one_taken_meanwhile_is_told(postgres_url):
    """A server that restarts costs nothing; where another process came first, ours must end."""
    one, other = Replica(postgres_url, HEAD), Replica(postgres_url, HEAD)
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    database = open_database(postgres_url)

    def broken():
        with database.write() as session:
            session.execute(cut)

    broken()
    assert one.keep()
    assert one.number == 1
    assert other.keep()
    broken()
    third = Replica(postgres_url, HEAD)
    assert third.number == 1
    assert not one.keep()
    for each in (one, other, third):
        each.release()
    database.close()


def test_work_of_a_process_killed_on_another_machine_is_taken_over(postgres_url, tmp_path):
    """Its home is not ours; the server says that it is dead. It is asked twice, so that a broken line is no death."""
    there, here = tmp_path / "there", tmp_path / "here"
    there.mkdir()
    here.mkdir()
    other = subprocess.Popen([sys.executable, "-W", "ignore", "-c", WORKING, there, postgres_url], stdout=subprocess.PIPE, text=True)  # fmt: skip
    done = []
    jobs = Jobs(here, postgres_url)
    try:
        assert other.stdout.readline().strip() == "replica-1"
        assert other.stdout.readline().strip() == "begun 7"
        jobs.handles("shared", lambda payload: done.append(payload["n"]))
        jobs.launch()
        assert jobs.executor == "replica-2"
        assert jobs.adopt() == jobs.adopt() == [], "what lives is left alone"
        other.kill()
        other.wait()
        until(lambda: jobs.adopt() == ["replica-1"])
        until(lambda: done == [7])
    finally:
        other.kill()
        other.communicate()
        jobs.stop(1)


def test_a_job_that_only_a_newer_version_knows_is_put_off_and_not_lost(postgres_url, tmp_path, monkeypatch):
    """The old one leaves it; the new one, when it comes, does it."""
    from bot.chasing import jobs as module

    monkeypatch.setattr(module, "LATER", timedelta(seconds=0.5))
    done = []
    jobs = Jobs(tmp_path, postgres_url)
    jobs.handles("of tomorrow", print)
    jobs.launch()
    try:
        monkeypatch.delitem(module._handlers, "of tomorrow")
        module._enqueued("job:new", "of tomorrow", {"n": 3}, 0)
        until(lambda: any("~" in one for one in jobs.open()))
        jobs.handles("of tomorrow", lambda payload: done.append(payload["n"]))
        until(lambda: done == [3])
    finally:
        jobs.stop(1)


def test_an_event_heard_by_two_processes_is_kept_once(url):
    """Slack repeats it to whichever process is connected."""
    first, second = open_database(url), open_database(url)
    kept = [
        Conversations.on(one).inbox.save("slack:T0ONE:Ev1", "T0ONE", "question", {}, twin="T0ONE:C1:1.0")
        for one in (first, second)
    ]
    assert kept == [True, False]
    assert not Conversations.on(second).inbox.save("slack:T0ONE:Ev2", "T0ONE", "question", {}, twin="T0ONE:C1:1.0")
    first.close()
    second.close()


def test_processes_on_one_server_keep_one_pace(url):
    """A message a second in a channel, whoever posts it; other channels do not wait."""
    now = [1_000_000]
    first, second = open_database(url), open_database(url)
    here, there = Turns(first, lambda: now[0]), Turns(second, lambda: now[0])
    assert [here.wait_ms("C1", 1000), there.wait_ms("C1", 1000), here.wait_ms("C1", 1000)] == [0, 1000, 2000]
    assert there.wait_ms("C2", 1000) == 0
    now[0] += 10_000
    here.forget()
    assert there.wait_ms("C1", 1000) == 0
    first.close()
    second.close()


def test_no_more_streams_begin_in_a_minute_than_allowed_however_many_processes(url):
    """Fifteen at once, then one every four seconds."""
    now = [1_000_000]
    first, second = open_database(url), open_database(url)
    turns = [Turns(one, lambda: now[0]) for one in (first, second)]
    assert sum(turns[n % 2].is_free("T0ONE:streams", 15, 60_000) for n in range(40)) == 15
    now[0] += 4_000
    assert [turns[n].is_free("T0ONE:streams", 15, 60_000) for n in (0, 1)] == [True, False]
    first.close()
    second.close()


def test_two_threads_never_take_the_same_turn(url):
    """Forty turns, forty different seconds."""
    turns, taken = [open_database(url), open_database(url)], []

    def take(database):
        own = Turns(database, lambda: 1_000_000)
        taken.extend(own.wait_ms("C1", 1000) for _ in range(20))

    threads = [threading.Thread(target=take, args=(one,)) for one in turns]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(taken) == [n * 1000 for n in range(40)]
    for one in turns:
        one.close()


def test_only_what_others_may_post_beside_is_agreed_with_them(url):
    """A file has one process that posts, which needs to ask nobody."""
    database = open_database(url)
    assert isinstance(pace_of("T0ONE", database), SharedPace if database.is_shared else OwnPace)
    slept = []
    shared = SharedPace(Turns(database, lambda: 0), "T0ONE", slept.append)
    assert [shared.wait("C1"), shared.wait("C1")] == [0.0, 1.0]
    assert slept == [1.0]
    assert shared.may_stream()
    database.close()


def test_consent_may_come_back_to_another_process_once_and_in_time(url):
    """What one process began another may finish; a made-up, used or old state installs nothing."""
    now = [NOW]
    first, second = open_database(url, now=lambda: now[0]), open_database(url, now=lambda: now[0])
    here, there = KeptStates(BegunInstalls(first)), KeptStates(BegunInstalls(second))
    state = here.issue()
    assert not there.consume("made up")
    assert there.consume(state)
    assert not here.consume(state)
    late = here.issue()
    now[0] += CONSENT + timedelta(seconds=1)
    assert not there.consume(late)
    BegunInstalls(first).forget(timedelta(0))
    first.close()
    second.close()


def test_tokens_are_read_on_every_machine_that_has_the_key(tmp_path):
    """The key that one home made, set on the others; a wrong or broken one is said so."""
    home = tmp_path / "first"
    home.mkdir()
    sealed = Vault(home).sealed("xoxb-1")
    key = SecretStr((home / "slack.key").read_text())
    assert Vault(tmp_path / "second", key).opened(sealed) == "xoxb-1"
    assert not (tmp_path / "second").exists()
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(InterpreterError, match=r"slack\.key.*install the app in Slack again"):
        Vault(other).opened(sealed)
    with pytest.raises(InterpreterError, match="ITBOT_SLACK_KEY holds no key"):
        Vault(other, SecretStr("secret"))


def test_a_token_is_renewed_by_one_process_at_a_time(url):
    """A second renewal with the same token would be refused; on a server the other process waits, and then finds the new one."""
    first, second = open_database(url), open_database(url)
    order = []

    def renew():
        with second.alone("token of T0ONE"):
            order.append("second")

    other = threading.Thread(target=renew)
    with first.alone("token of T0ONE"), first.alone("token of T0OTHER"):
        other.start()
        if first.is_shared:
            time.sleep(0.3)
            order.append("first")
    other.join()
    assert order == (["first", "second"] if first.is_shared else ["second"])
    first.close()
    second.close()


def test_what_one_process_did_in_the_background_the_other_knows(url):
    """An auditor on one machine must not miss the round that another machine made."""
    first, second = open_database(url), open_database(url)
    assert Signs(first).last("reminders") is None
    Signs(first).leave("reminders", NOW - timedelta(days=1))
    Signs(first).leave("reminders", NOW)
    assert Signs(second).last("reminders") == NOW
    first.close()
    second.close()
