"""Reminders killed at every step of their way, and three processes of which one is killed in the middle.

Every process is a real one, every kill is kill -9, Slack is the desk's over a real socket.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parent.parent
STEPS = ("plan", "due", "claim", "post", "record", "next")
NINE, LATER = "2026-11-24T08:59:59.700000+00:00", "2026-11-24T09:01:00+00:00"
NEXT = "2026-11-25T09:00:00+00:00"
OWNER, OTHER = "U0HANNA", "U0TOMAS"


@dataclass(frozen=True, slots=True)
class Drilled:
    """What one drill came to: how many digests each person was due, how many came, and whether the next round is planned."""

    step: str
    wanted: int
    came: tuple[int, ...]
    planned: bool

    @property
    def missed(self) -> int:
        """Digests that never came."""
        return sum(one == 0 for one in self.came) if len(self.came) == self.wanted else self.wanted

    @property
    def repeats(self) -> int:
        """Digests that came once too often."""
        return sum(one - 1 for one in self.came if one > 1)


class Template:
    """A contract with late promises in the care of two people, in a home that is copied for each drill."""

    def __init__(self, folder: Path, server_url: str | None, name: str = "sample") -> None:
        self._folder, self._server, self._number, self._name = folder, server_url, 0, name
        self._home = folder / "template"
        self._home.mkdir(parents=True)
        self._made()

    def copy(self) -> tuple[Path, str | None]:
        """A fresh home, and on a server a fresh database of its own."""
        self._number += 1
        home = self._folder / f"home-{self._number}"
        shutil.copytree(self._home, home)
        if self._server is None:
            return home, None
        name = f"{self._name}_{self._number}"
        self._sql(f'CREATE DATABASE "{name}" TEMPLATE "{self._name}"')
        return home, f"{self._server}/{name}"

    def drop(self, home: Path) -> None:
        """Delete what was copied."""
        shutil.rmtree(home, ignore_errors=True)
        if self._server is not None:
            self._sql(f'DROP DATABASE "{self._name}_{self._number}" WITH (FORCE)')

    def _made(self) -> None:
        from bot.settings import Settings
        from bot.wiring import build

        if self._server is not None:
            self._sql(f'CREATE DATABASE "{self._name}"')
        url = f"{self._server}/{self._name}" if self._server else None
        moment = datetime.fromisoformat(LATER)
        made = build(Settings(home=self._home, database_url=url, _env_file=None), lambda: moment)  # type: ignore[call-arg]
        late_contract(made, "C-1", 3, OWNER)
        last = made.stores.registers.listed("C-1", "promises")[-1]
        made.stores.nudges.hand_over("C-1", f"line:C-1:{last.number}", OTHER)
        made.database.close()

    def _sql(self, words: str) -> None:
        from sqlalchemy import create_engine, text

        engine = create_engine(f"{self._server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(words))
        engine.dispose()


class Processes:
    """Where the processes come from that make a round each, and are killed in it if told so."""

    def __init__(self) -> None:
        self._running = subprocess.Popen(
            child_command("rounds", Path("-"), {}), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._running.kill()
        self._running.communicate()

    def round(self, home: Path, given: dict[str, Any]) -> int:
        """Make a round in a process of its own; returns how that ended, -9 for kill -9."""
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        self._running.stdin.write(json.dumps(given | {"home": str(home)}) + "\n")
        self._running.stdin.flush()
        return int(self._running.stdout.readline())


def drilled(template: Template, processes: Processes, step: str) -> Drilled:
    """Kill the process at a step of the round, start it again, and count what people got."""
    home, url = template.copy()
    try:
        with own_desk() as desk:
            given = {
                "url": url,
                "api": desk.api_url,
                "token": desk.bot_token,
                "bot": desk.bot,
                "team": desk.installed.team,
            }
            killed = processes.round(home, given | {"die": step, "now": NINE})
            assert killed == -9, f"not killed at {step}, but ended with {killed}"
            ended = processes.round(home, given | {"die": "", "now": LATER})
            assert ended == 0, f"did not end well after {step}: {ended}"
            left = json.loads((home / "left.json").read_text())
            came = tuple(_digests(desk, person) for person in (OWNER, OTHER))
            return Drilled(step, 2, came, any(NEXT in job for job in left))
    finally:
        template.drop(home)


def _digests(desk: Any, person: str) -> int:
    return sum("due" in message["text"] for message in desk.person(person).sees("app"))


def late_contract(made: Any, ref: str, promises: int, owner: str, late: int = 3) -> None:
    """A contract with so many promises in its register, the first due so many days before the round."""
    from store.facts.common import Source
    from store.facts.happened import LogEntry
    from store.facts.watched import People
    from store.records import ContractHead, NewVersion

    head = ContractHead(ref, title=ref, provider="Brindlecote", tz="Europe/London")
    made.stores.contracts.add_version(NewVersion(contract=head, document="c.md", sha256=ref, text="", kind="original"))
    for number in range(promises):
        due = date(2026, 11, 23) - timedelta(days=late + number)
        what = f"Thing {ref} {number}"
        line = LogEntry("promises", due - timedelta(days=9), what, Source("noted by hand"), due=due)
        made.stores.registers.note(ref, line)
    made.stores.nudges.name_people(ref, People(owner))


def child_command(kind: str, home: Path, given: dict[str, Any]) -> list[str]:
    """The command of one process of the drills."""
    return [sys.executable, "-W", "ignore", "-m", "benchmarks.chasing_child", kind, str(home), json.dumps(given)]


def own_desk() -> Any:
    """A Slack of our own with the bot installed in it."""
    from bot.desk.app import from_manifest
    from bot.desk.desk import Desk

    desk = Desk(from_manifest(ROOT / "manifest.json"))
    desk.slack.limit_rates(on=False)
    return desk


@dataclass(frozen=True, slots=True)
class Ticked:
    """What became of ticks that three processes shared: how often each was done, and how often one was begun again."""

    wanted: int
    done: Counter[int]
    begun: Counter[int]
    by: int

    @property
    def missed(self) -> int:
        """Ticks nobody did."""
        return sum(self.done[n] == 0 for n in range(self.wanted))

    @property
    def doubled(self) -> int:
        """Ticks done more than once."""
        return sum(n > 1 for n in self.done.values())


def ticked(home: Path, url: str | None, count: int) -> Ticked:
    """Three processes share so many ticks, one a second; one of them is killed half way."""
    start = datetime.now(UTC) + timedelta(seconds=12)
    given = {"url": url, "from": start.isoformat(), "count": count}
    running = [
        subprocess.Popen(child_command("ticks", home, given), cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline().strip() == "ready"
    time.sleep(max(0.0, (start - datetime.now(UTC)).total_seconds()) + count / 2)
    running[0].kill()
    until = time.monotonic() + count + 20
    log = home / "ticks.log"
    while time.monotonic() < until:
        done, begun, by = _told(log)
        if len(done) == count:
            break
        time.sleep(0.5)
    time.sleep(2)
    for one in running:
        one.kill()
        one.wait()
    done, begun, by = _told(log)
    return Ticked(count, done, begun, len(by))


def _told(log: Path) -> tuple[Counter[int], Counter[int], set[str]]:
    lines = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
    done = Counter(int(n) for word, n, _ in lines if word == "done")
    begun = Counter(int(n) for word, n, _ in lines if word == "begun")
    return done, begun, {pid for _, _, pid in lines}
