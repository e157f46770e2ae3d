"""Reminders under fire: killed at every step, three processes with one killed, two hundred at once, two thousand waiting.

Every process is a real one, every kill is kill -9, Slack is the desk's over a real socket. `python -m benchmarks chasing`
takes a while; the tests run a small sample of the same.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

from benchmarks.postgres import missing, server

ROOT = Path(__file__).parent.parent
STEPS = ("plan", "due", "claim", "post", "record", "next")
TIMES = 20
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
        with _desk() as desk:
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


def child_command(kind: str, home: Path, given: dict[str, Any]) -> list[str]:
    """The command of one process of the drills."""
    return [sys.executable, "-W", "ignore", "-m", "benchmarks.chasing_child", kind, str(home), json.dumps(given)]


def _desk() -> Any:
    from bot.desk.app import from_manifest
    from bot.desk.desk import Desk

    desk = Desk(from_manifest(ROOT / "manifest.json"))
    desk.slack.limit_rates(on=False)
    return desk


@contextmanager
def backends() -> Iterator[dict[str, str | None]]:
    """What reminders can be kept in here: SQLite, and PostgreSQL where it is installed."""
    with ExitStack() as stack:
        found: dict[str, str | None] = {"SQLite": None}
        if not missing():
            found["PostgreSQL"] = stack.enter_context(server())
        yield found


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


@dataclass(frozen=True, slots=True)
class Flood:
    """What came of many reminders due in one second."""

    wanted: int
    came: int
    repeats: int
    fastest_gap_s: float
    in_order: bool
    took_s: float
    refused: int = 0


def flooded(folder: Path, count: int, people: int) -> Flood:
    """So many contracts, each with one late promise, in the care of a few people: one round, one message a second a person."""
    from bot.chasing.reminders import send_due
    from bot.settings import Settings
    from bot.slack.office import Offices
    from bot.slack.reminding import InSlack
    from bot.wiring import build

    moment = datetime.fromisoformat(LATER)
    made = build(Settings(home=folder / "flood", _env_file=None), lambda: moment)  # type: ignore[call-arg]
    names = [OWNER, OTHER, "U0PRIYA"][:people]
    for number in range(count):
        late_contract(made, f"C-{number:03d}", 1, names[number % people], late=1 + (number * 37) % 60)
    with _desk() as desk:
        desk.slack.limit_rates(on=True)  # a message a second and channel, with short bursts
        offices = Offices(made, desk.api_url, lambda _t, _e: (desk.bot_token, desk.bot), several=False)
        office = offices.of(desk.installed.team)
        assert office is not None
        began = time.monotonic()
        send_due(made, InSlack(office), moment)
        took = time.monotonic() - began
        posts = [entry for entry in desk.journal.of("call", method="chat.postMessage") if entry.get("ok", True)]
        refused = desk.journal.of("call", method="chat.postMessage", ok=False)
    return _flood(count, posts, took, len(refused))


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


def _flood(count: int, posts: list[dict[str, Any]], took: float, refused: int) -> Flood:
    from bot.slack.blocks.reminders import RUNGS

    times: dict[str, list[float]] = defaultdict(list)
    said = Counter()
    order: dict[str, list[tuple[int, int]]] = defaultdict(list)
    titles = list(RUNGS.values())
    for entry in posts:
        arguments = entry["arguments"]
        times[arguments["channel"]].append(datetime.fromisoformat(entry["at"]).timestamp())
        words = json.dumps(arguments["blocks"], ensure_ascii=False)
        said[next(part for part in words.split('"') if part.startswith("Thing "))] += 1
        late = int(words.split(" days ago")[0].rsplit(" ", 1)[-1]) if " days ago" in words else 1
        order[arguments["channel"]].append((-max(n for n, title in enumerate(titles) if title in words), -late))
    gaps = [later - earlier for each in times.values() for earlier, later in pairwise(each)]
    in_order = all(each == sorted(each) for each in order.values())
    return Flood(count, len(said), sum(said.values()) - len(said), min(gaps, default=0.0), in_order, took, refused)


def idled(home: Path, url: str | None, count: int) -> tuple[float, float]:
    """Share of a core in per cent, and memory in MB, of a process in which so many reminders wait."""
    import psutil

    child = subprocess.Popen(
        child_command("idle", home, {"url": url, "count": count}), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "ready"
        time.sleep(3)
        process = psutil.Process(child.pid)
        before = sum(process.cpu_times()[:2])
        time.sleep(20)
        return (sum(process.cpu_times()[:2]) - before) * 5, process.memory_info().rss / 2**20
    finally:
        child.kill()
        child.wait()


def rows() -> Iterator[dict[str, Any]]:
    """All figures."""
    folder = Path(tempfile.mkdtemp(prefix="itbot-chasing-"))
    try:
        with backends() as found:
            for name, address in found.items():
                yield from _killed(folder / name, name, address)
                yield from _shared(folder / f"{name}-ticks", name, address)
                yield from _waiting(folder, name, address)
        yield from _at_once(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _killed(folder: Path, name: str, address: str | None) -> Iterator[dict[str, Any]]:
    template = Template(folder, address)
    for step in STEPS:
        with Processes() as processes:
            made = [drilled(template, processes, step) for _ in range(TIMES)]
        missed, repeats = sum(one.missed for one in made), sum(one.repeats for one in made)
        unplanned = sum(not one.planned for one in made)
        allowed = TIMES if step == "post" else 0
        yield _row(
            f"{name}: killed {TIMES} times at “{step}”: missed, repeated, next round not planned", f"{missed}, {repeats}, {unplanned}",
            f"0, {allowed}, 0", missed == 0 and repeats <= allowed and unplanned == 0,
        )  # fmt: skip


def _shared(home: Path, name: str, address: str | None) -> Iterator[dict[str, Any]]:
    home.mkdir(parents=True)
    made = ticked(home, _database(address, "ticks"), 20)
    yield _row(
        f"{name}: 20 ticks, 3 processes, one killed: missed, done twice", f"{made.missed}, {made.doubled}", "0, 0",
        made.missed == 0 and made.doubled == 0,
    )  # fmt: skip


def _waiting(folder: Path, name: str, address: str | None) -> Iterator[dict[str, Any]]:
    figures = {}
    for count in (0, 2000):
        home = folder / f"{name}-idle-{count}"
        home.mkdir()
        figures[count] = idled(home, _database(address, f"idle_{count}"), count)
    cpu, more = figures[2000][0], figures[2000][1] - figures[0][1]
    yield _row(f"{name}: 2,000 reminders wait: share of one core", f"{cpu:.1f} %", "4 %", cpu < 4)
    yield _row(f"{name}: 2,000 reminders wait: memory more than with none", f"{more:.0f} MB", "150 MB", more < 150)


def _at_once(folder: Path) -> Iterator[dict[str, Any]]:
    made = flooded(folder, 200, 3)
    yield _row(
        "200 reminders due in one second: missed, repeated",
        f"{200 - made.came}, {made.repeats}",
        "0, 0",
        made.came == 200 and not made.repeats,
    )
    yield _row(
        "the same: shortest time between two messages to one person",
        f"{made.fastest_gap_s:.2f} s",
        "1 s",
        made.fastest_gap_s > 0.95,
    )
    yield _row("the same: posts that Slack's rate refused", str(made.refused), "0", not made.refused)
    yield _row(
        "the same: the most pressing first, to each person", "yes" if made.in_order else "no", "yes", made.in_order
    )
    yield _row("the same: all sent after", f"{made.took_s:.0f} s", "75 s", made.took_s <= 75)


def _database(address: str | None, name: str) -> str | None:
    if address is None:
        return None
    from sqlalchemy import create_engine, text

    engine = create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return f"{address}/{name}"


def _row(what: str, value: str, limit: str, ok: bool) -> dict[str, Any]:
    return {"what": what, "value": value, "limit": limit, "ok": ok}


if __name__ == "__main__":
    for row in rows():
        print(json.dumps(row, ensure_ascii=False), flush=True)
