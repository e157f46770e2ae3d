"""Durable jobs, and many questions at once: each thing is done once, and the answers do not depend on company."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.chasing.jobs import Jobs
from bot.intake.sample import sample_folder
from bot.slack.pace import Gate, OwnPace

DIES = """
import os, sys, time
from pathlib import Path
from bot.chasing.jobs import Jobs
jobs = Jobs(Path(sys.argv[1]))
def work(payload):
    Path(sys.argv[1], "begun").write_text("x")
    time.sleep(60)
jobs.handles("once", work)
jobs.launch()
jobs.run_once("job:1", "once", {"n": 1})
while not Path(sys.argv[1], "begun").exists():
    time.sleep(0.01)
os._exit(9)
"""


def soon(true, seconds=15):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


@pytest.mark.filterwarnings("default")
def test_a_job_runs_once_is_put_off_or_called_off_and_one_cut_short_runs_again(tmp_path):
    """Asked for twice is once; a process that dies leaves its job to the next."""
    subprocess.run([sys.executable, "-c", DIES, str(tmp_path)], check=False, timeout=60)
    done = []
    jobs = Jobs(tmp_path)
    jobs.handles("once", lambda payload: done.append(payload["n"]))
    jobs.launch()
    try:
        soon(lambda: 1 in done)
        for _ in range(3):
            jobs.run_once("job:2", "once", {"n": 2})
        later = datetime.now(UTC) + timedelta(hours=1)
        jobs.schedule("job:3", "once", {"n": 3}, at=later)
        jobs.schedule("job:4", "once", {"n": 4}, at=later)
        soon(lambda: jobs.open() == {"job:3": "delayed", "job:4": "delayed"})
        jobs.cancel("job:4")
        jobs.reschedule("job:3", at=datetime.now(UTC) + timedelta(seconds=0.2))
        soon(lambda: 3 in done)
        soon(lambda: 2 in done)
        assert sorted(done) == [1, 2, 3]
        soon(lambda: jobs.open() == {})
    finally:
        jobs.stop(1)


def test_fifty_questions_at_once_get_the_answers_they_get_alone(sample):
    """Nothing is shared that must not be."""
    from bot.answering.conversation import ask

    lines = (sample_folder() / "questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines][:50]

    def answered(question):
        made = ask(sample, question, keep=False).as_json()
        return {name: made[name] for name in made if name != "took_ms"}

    alone = [answered(question) for question in questions]
    sample.cases.clear()
    sample.__dict__.pop("library", None)
    with ThreadPoolExecutor(50) as pool:
        together = list(pool.map(answered, questions))
    assert together == alone


def test_a_channel_hears_one_message_a_second_and_others_do_not_wait_for_it():
    """Slack allows no more."""
    now = [0.0]
    pace = OwnPace(lambda: now[0], lambda _seconds: None)
    assert [pace.wait("C1") for _ in range(3)] == [0.0, 1.0, 2.0]
    assert pace.wait("C2") == 0.0
    now[0] = 2.5  # the last message was half a second on its way
    pace.posted("C1")
    assert (pace.free_in("C1"), pace.wait("C1")) == (1.0, 1.0)
    assert sum(pace.may_stream() for _ in range(40)) == 15
    now[0] = 63.0
    assert pace.may_stream()


def test_slow_answers_make_room_for_others():
    """What waits for a model or a network is counted out."""
    gate = Gate(at_once=2, slow_s=0.2)
    began = time.monotonic()

    def work(seconds):
        with gate.through():
            time.sleep(seconds)
        return time.monotonic() - began

    with ThreadPoolExecutor(8) as pool:
        slow = [pool.submit(work, 1.5) for _ in range(4)]
        time.sleep(0.05)
        assert pool.submit(work, 0).result() < 1.2
        assert all(one.result() for one in slow)


HOLDS = """
import sys, threading, time
from pathlib import Path
from bot.chasing.jobs import Jobs
home = Path(sys.argv[1])
jobs = Jobs(home)
def work(payload):
    Path(home, "begun").write_text("x")
    time.sleep(120)
jobs.handles("adopted", work)
jobs.launch()
jobs.run_once("job:left", "adopted", {"n": 7})
threading.Event().wait()
"""


@pytest.mark.filterwarnings("default")
def test_work_of_a_process_that_was_killed_is_taken_over_by_one_that_lives(tmp_path):
    """Two processes share a home; when one is killed in the middle, the other does its work, without a restart."""
    done = []
    other = subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)])
    jobs = Jobs(tmp_path)
    try:
        soon((tmp_path / "begun").exists, 60)
        jobs.handles("adopted", lambda payload: done.append(payload["n"]))
        jobs.launch()
        assert jobs.adopt() == [], "what still lives is left alone"
        assert done == []
        other.kill()
        other.wait(20)
        assert len(jobs.adopt()) == 1
        soon(lambda: done == [7], 30)
    finally:
        other.kill()
        jobs.stop(1)
