"""Reminders survive kill -9, other replicas and new releases; a small sample of what `python -m benchmarks chasing` does at length."""

from __future__ import annotations

import subprocess
import time
from datetime import timedelta

import pytest

from benchmarks import postgres
from benchmarks.chasing_kills import STEPS, Processes, Template, child_command, drilled
from bot.chasing.jobs import Jobs

pytestmark = [pytest.mark.enable_socket, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def processes():
    """Processes that make a round each."""
    with Processes() as made:
        yield made


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server of its own, where one can be run."""
    if postgres.missing():
        pytest.skip(postgres.missing())
    with postgres.server() as address:
        yield address


def _holds(made):
    """Nobody missed, nobody told twice (only between the post and its record could that be), and the chain goes on."""
    assert made.missed == 0
    assert made.repeats <= (made.step == "post")
    assert made.planned


@pytest.mark.parametrize(
    "step",
    [step if step in {"claim", "post", "next"} else pytest.param(step, marks=pytest.mark.slow) for step in STEPS],
)
def test_a_round_killed_at_any_step_ends_with_everybody_told_once(tmp_path_factory, processes, step):
    """The process dies, starts again, and each person has one message; the next round stands on the calendar."""
    _holds(drilled(Template(tmp_path_factory.mktemp(step), None), processes, step))


@pytest.mark.slow
@pytest.mark.parametrize("step", ["claim", "post"])
def test_the_same_holds_on_a_server(tmp_path_factory, processes, server, step):
    """With PostgreSQL instead of a file."""
    folder = tmp_path_factory.mktemp(f"server-{step}")
    _holds(drilled(Template(folder, server, name=f"sample_{step}"), processes, step))


def test_a_reminder_outlives_the_release_that_planned_it(tmp_path):
    """Planned by one release's code, done by the next one's, at its time and not before."""
    killed = subprocess.run(
        child_command("later", tmp_path, {"url": None, "in_s": 2}), check=False, capture_output=True
    )
    assert killed.returncode == 9, killed.stderr
    done = []
    jobs = Jobs(tmp_path)
    jobs.handles("remind", lambda payload: done.append(payload["n"] * 10))
    jobs.launch()
    try:
        until = time.monotonic() + 20
        while not done and time.monotonic() < until:
            time.sleep(0.05)
        assert done == [10]
        assert jobs.stranded() == []
    finally:
        jobs.stop(1)


def test_a_job_may_put_another_on_the_calendar_and_clear_up(tmp_path):
    """Each round plans the next one while it is itself under way; jobs of long ago are forgotten."""
    done, stranded = [], []
    jobs = Jobs(tmp_path)

    def chained(payload):
        stranded.append(jobs.stranded())
        done.append(payload["n"])  # last: the test waits for this
        jobs.forget(timedelta(0))
        if payload["n"] < 3:
            jobs.run_once(f"chain:{payload['n'] + 1}", "chained", {"n": payload["n"] + 1})

    jobs.handles("chained", chained)
    jobs.launch()
    try:
        jobs.run_once("chain:1", "chained", {"n": 1})
        until = time.monotonic() + 20
        while len(done) < 3 and time.monotonic() < until:
            time.sleep(0.05)
        assert done == [1, 2, 3]
        assert stranded == [[], [], []]
        jobs.run_once("chain:1", "chained", {"n": 3})
        while len(done) < 4 and time.monotonic() < until:
            time.sleep(0.05)
        assert done[3:] == [3], "the first was forgotten, so its name is free again"
    finally:
        jobs.stop(1)
