"""One process of the drills of reminders: the real round, jobs and way out, killed at a chosen step if told so.

python -m benchmarks.chasing_child round HOME '{"url": null, "api": …, "team": …, "die": "post", "now": "…"}'
python -m benchmarks.chasing_child ticks HOME '{"url": null, "from": "…", "count": 20}'
python -m benchmarks.chasing_child idle HOME '{"url": null, "count": 2000}'
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

PATIENCE_S = 40


def main() -> None:
    """Do what the first argument says."""
    kind, home, given = sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3])
    {"rounds": rounds, "ticks": ticks, "idle": idle, "later": later}[kind](home, given)


def rounds(_home: Path, _given: dict[str, Any]) -> None:
    """Make one round for each line that comes, each in a fresh process; says how that process ended.

    Everything is loaded once and each process is forked from here, which saves the seconds that loading takes.
    """
    import bot.slack.rounds
    import bot.wiring  # noqa: F401 - loaded for the processes to come

    for module in ("dbos", "sqlalchemy.dialects.sqlite", "psycopg", "sqlalchemy.dialects.postgresql"):
        __import__(module)
    for line in sys.stdin:
        given = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                one_round(Path(given["home"]), given)
            finally:
                os._exit(1)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def one_round(home: Path, given: dict[str, Any]) -> None:
    """Make the round that is due, and end when it is over; write down what is left on the calendar."""
    from bot.chasing.jobs import Jobs
    from bot.settings import Settings
    from bot.slack.office import Offices
    from bot.slack.rounds import Rounds
    from bot.wiring import build

    clock = Running(datetime.fromisoformat(given["now"]))
    settings = Settings(home=home, database_url=given["url"], _env_file=None)  # type: ignore[call-arg]
    interpreter = build(settings, clock)
    offices = Offices(interpreter, given["api"], lambda _t, _e: (given["token"], given["bot"]), several=False)
    jobs = Jobs(home, given["url"], clock)
    made = Rounds(jobs, offices.of, lambda: [given["team"]], clock)
    _die_at(given["die"])
    jobs.launch()
    made.begin()
    clock.go()
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and (given["die"] or _busy(jobs)):
        time.sleep(0.05)
    (home / "left.json").write_text(json.dumps(jobs.open()))
    os._exit(0)


def _busy(jobs: Any) -> bool:
    return any(state != "delayed" for state in jobs.open().values())


class Running:
    """A clock that stands at a moment until it is let go."""

    def __init__(self, start: datetime) -> None:
        self._start, self._began = start, 0.0

    def go(self) -> None:
        """Go on from there."""
        self._began = time.monotonic()

    def __call__(self) -> datetime:
        """What it shows."""
        return self._start + timedelta(seconds=time.monotonic() - self._began if self._began else 0)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_at(step: str) -> None:
    """Have the process killed at one step, before or after the part that does it."""
    from bot.slack import rounds as slack_rounds
    from store.conversations import Ledger
    from store.nudges import Nudges
    from store.signs import Signs

    def killed_before(owner: Any, name: str) -> None:
        setattr(owner, name, lambda *_a, **_k: _die())

    def killed_after(owner: Any, name: str) -> None:
        done = getattr(owner, name)

        def do(*arguments: Any, **named: Any) -> None:
            done(*arguments, **named)
            _die()

        setattr(owner, name, do)

    places: dict[str, Callable[[], None]] = {
        "plan": lambda: killed_before(slack_rounds, "_is_time_of"),  # the next is planned, nothing was done
        "due": lambda: killed_before(Nudges, "begin"),  # what is due was found
        "claim": lambda: killed_after(Nudges, "begin"),  # on record as begun
        "post": lambda: killed_before(Ledger, "accepted"),  # Slack took it, and we have not noted it
        "record": lambda: killed_before(Nudges, "went"),  # noted as posted, not yet as sent
        "next": lambda: killed_before(Signs, "leave"),  # all was sent, the job is not yet over
    }
    if step:
        places[step]()


def ticks(home: Path, given: dict[str, Any]) -> None:
    """One of several processes that all put the same ticks on the calendar, do some of them, and look after each other."""
    from bot.chasing.jobs import Jobs

    jobs = Jobs(home, given["url"])

    def tick(payload: dict[str, Any]) -> None:
        _noted(home, f"begun {payload['n']}")
        time.sleep(0.3)
        _noted(home, f"done {payload['n']}")

    jobs.handles("tick", tick)
    jobs.launch()
    start = datetime.fromisoformat(given["from"])
    for number in range(given["count"]):
        jobs.schedule(f"tick:{number}", "tick", {"n": number}, at=start + timedelta(seconds=number))
    print("ready", flush=True)
    while datetime.now(UTC) < start + timedelta(seconds=given["count"] + 15):
        time.sleep(1)
        jobs.adopt()
    os._exit(0)


def _noted(home: Path, line: str) -> None:
    file = os.open(home / "ticks.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{line} {os.getpid()}\n".encode())
    os.close(file)


def idle(home: Path, given: dict[str, Any]) -> None:
    """So many reminders wait for next year; nothing else happens."""
    from bot.chasing.jobs import Jobs

    jobs = Jobs(home, given["url"])
    jobs.handles("remind", lambda _payload: None)
    jobs.launch()
    at = datetime.now(UTC) + timedelta(days=365)
    for number in range(given["count"]):
        jobs.schedule(f"pending:{number}", "remind", {"n": number}, at=at)
    print("ready", flush=True)
    time.sleep(600)


def later(home: Path, given: dict[str, Any]) -> None:
    """An earlier release puts a reminder on the calendar and is gone before it is due."""
    from bot.chasing.jobs import Jobs

    jobs = Jobs(home, given["url"])
    jobs.handles("remind", lambda _payload: None)
    jobs.launch()
    at = datetime.now(UTC) + timedelta(seconds=given["in_s"])
    jobs.schedule("rem:1", "remind", {"n": 1}, at=at)
    os._exit(9)


if __name__ == "__main__":
    main()
