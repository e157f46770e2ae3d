"""Growth past one machine, run for real: PostgreSQL, a Chroma server, two `itbot serve`, and the desk as everybody's Slack.

Many look-alike businesses ask at once; one of the two processes is killed with SIGKILL in the middle. `make scale`
shows what was lost, doubled and leaked, how long it took, and beside it one process on SQLite with the same data.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from rich.console import Console
from rich.table import Table

from benchmarks import postgres
from benchmarks.chroma import chroma_server
from benchmarks.tenants import Tenant, leaks, tenants

ROOT = Path(__file__).parent.parent
WORKSPACES, EACH = 20, 10
READY_S, DRAIN_S = 180, 600
QUESTIONS = (
    "who is our provider?", "how did they do on Severity 1 first response in September 2026?", "what is a Request?",
    "what does the contract say about ending it early?", "what may the provider do with our data?", "what was missed in August 2026?",
    "which ticket took longest to fix in September 2026?", "what is Initial Reply?",
    "how was availability of the Grower Portal in September 2026?", "what did we pay in August 2026?",
)  # fmt: skip


@dataclass
class Outcome:
    """What came of one burst: how many questions, and of those how many were lost, doubled, or told another's word."""

    name: str
    asked: int = 0
    lost: int = 0
    doubled: int = 0
    leaked: int = 0
    apologies: int = 0
    named: int = 0
    drained_s: float = 0.0
    cpu_s: float = 0.0
    memory_mb: float = 0.0
    said: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing went wrong, and enough answers held the asker's own word for a leak to be seen at all."""
        return not (self.lost or self.doubled or self.leaked or self.apologies) and self.named >= self.asked // 10


class Replica:
    """One `itbot serve` in a process and a home of its own."""

    def __init__(self, home: Path, desk: Any, settings: dict[str, str]) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home, self.port = home, postgres.free_port()
        given = _environment(home) | {
            "SLACK_APP_TOKEN": desk.app_token, "ITBOT_ASK_PERSON_A_MINUTE": "100000", "ITBOT_ASK_ALL_A_MINUTE": "100000", "SLACK_CLIENT_ID": desk.app.client_id, "SLACK_API_URL": desk.api_url,
            "SLACK_CLIENT_SECRET": desk.app.client_secret, "SLACK_SIGNING_SECRET": desk.app.signing_secret,
            "ITBOT_PORT": str(self.port), **settings,
        }  # fmt: skip
        self.log = (home / "serve.log").open("w")
        self.process = subprocess.Popen(
            _itbot("serve"), cwd=home, env=given, stderr=self.log, stdout=subprocess.DEVNULL
        )

    def wait(self) -> None:
        """Until it says that it is connected."""
        until = time.monotonic() + READY_S
        while "Connected" not in self.said():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"itbot serve did not start:\n{self.said()}")
            time.sleep(0.1)

    def said(self) -> str:
        """Its log."""
        return (self.home / "serve.log").read_text("utf-8")

    def used(self) -> tuple[float, float]:
        """Processor seconds and memory in MB so far; zeros once it is gone."""
        import psutil

        try:
            found = psutil.Process(self.process.pid)
            return sum(found.cpu_times()[:2]), found.memory_info().rss / 2**20
        except psutil.Error:
            return 0.0, 0.0

    def kill(self) -> None:
        """SIGKILL, as when a machine is gone."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """An orderly end."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()
        self.log.close()


def _environment(home: Path) -> dict[str, str]:
    """This process's environment without anybody's settings, so that nothing of the machine's own is used."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("ITBOT_", "SLACK_"))}
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return bare | {"ITBOT_HOME": str(home), "PYTHONPATH": path, "NO_PROXY": "127.0.0.1,localhost"}


def _itbot(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "ignore", "-c", "from bot.cli import main; main()", *arguments]


def itbot(home: Path, *arguments: str, **settings: str) -> str:
    """Run one command as an administrator would; what it said. Raises RuntimeError with that when it failed."""
    done = subprocess.run(
        _itbot(*arguments), cwd=home, env=_environment(home) | settings, capture_output=True, text=True, check=False
    )
    if done.returncode not in {0, 1}:
        raise RuntimeError(
            f"itbot {' '.join(arguments[:2])} ended with {done.returncode}: {done.stderr or done.stdout}"
        )
    return done.stdout


def load(home: Path, every: Sequence[Tenant]) -> None:
    """Take every business's files into its workspace, two at a time."""
    home.mkdir(parents=True, exist_ok=True)
    itbot(home, "doctor")  # makes the home's own tables

    def one(tenant: Tenant) -> None:
        files = tenant.write(home / "files" / tenant.team)
        itbot(home, "add", *map(str, files), "--yes", ITBOT_WORKSPACE=tenant.team)

    one(every[0])  # the first one builds the sentence model, which the others then find
    with ThreadPoolExecutor(2) as two:
        list(two.map(one, every[1:]))


@contextmanager
def slack(every: Sequence[Tenant]) -> Iterator[Any]:
    """The desk with a workspace and a person for every business."""
    from bot.desk.app import from_manifest
    from bot.desk.desk import Desk

    with Desk(from_manifest(ROOT / "manifest.json")) as desk:
        desk.slack.limit_rates(on=False)
        for tenant in every:
            desk.add_team(tenant.team, tenant.name)
            desk.add_person(f"p{tenant.word}", team=tenant.team, kind="owner")
        yield desk


def installed(desk: Any, every: Sequence[Tenant], replicas: Sequence[Replica]) -> None:
    """Every workspace installs the app: consent begins at one process and comes back to the next."""
    for number, tenant in enumerate(every):
        first, then = replicas[number % len(replicas)], replicas[(number + 1) % len(replicas)]
        _, headers, page = _get(first.port, "/slack/install")
        state = re.search(r"[?&;]state=([^&\"]+)", headers.get("location") or page)
        assert state is not None
        cookie = {"Cookie": headers["set-cookie"].split(";")[0]}
        status, _, said = _get(
            then.port, f"/slack/oauth_redirect?code={desk.code(tenant.team)}&state={state[1]}", cookie
        )
        if status != 200:
            raise RuntimeError(f"{tenant.team} could not install: {status} {said[:200]}")


def _get(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, Any, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", path, headers=headers or {})
    answer = line.getresponse()
    found = answer.status, answer.headers, answer.read().decode()
    line.close()
    return found


def burst(
    name: str, desk: Any, every: Sequence[Tenant], each: int, replicas: Sequence[Replica],
    midway: Callable[[], None] | None = None,
) -> Outcome:  # fmt: skip
    """Everybody asks at once; `midway` happens when a quarter is answered. Waits until all is quiet again."""
    before = [one.used()[0] for one in replicas]
    people = {tenant.team: desk.person(f"p{tenant.word}") for tenant in every}
    began = time.monotonic()
    asked = [
        (tenant, people[tenant.team].ask(QUESTIONS[(number + place) % len(QUESTIONS)]))
        for number in range(each)
        for place, tenant in enumerate(every)
    ]
    left, until, last = {one.ts: one for _, one in asked}, time.monotonic() + DRAIN_S, began
    while left and time.monotonic() < until:
        done = [ts for ts, one in left.items() if _whole(desk, one)]
        for ts in done:
            del left[ts]
        last = time.monotonic() if done else last
        if midway is not None and len(left) <= len(asked) * 3 // 4:
            midway()
            midway = None
        time.sleep(0.25)
    after = [one.used() for one in replicas]
    made = Outcome(name, len(asked), drained_s=last - began, memory_mb=max(mb for _, mb in after))
    made.cpu_s = sum(max(0.0, now - then) for (now, _), then in zip(after, before, strict=True))
    time.sleep(3)  # whatever would come twice
    for tenant, one in asked:
        _judge(made, desk, tenant, one, every)
    return made


def _whole(desk: Any, asked: Any) -> list[Any]:
    return [one for one in desk.replies(asked) if one.stream is None or not one.stream.open]


def _judge(made: Outcome, desk: Any, tenant: Tenant, asked: Any, every: Sequence[Tenant]) -> None:
    replies = desk.replies(asked)
    words = " ".join(json.dumps([one.text, one.blocks], default=str, ensure_ascii=False) for one in replies)
    made.lost += not replies
    made.doubled += len(replies) > 1
    made.leaked += bool(leaks(words, tenant, every))
    made.named += tenant.word in words.casefold()
    made.apologies += "Something went wrong" in words
    made.said.append(words)


def run(folder: Path, count: int = WORKSPACES, each: int = EACH, say: Callable[[str], None] = print) -> list[Outcome]:
    """All of it; the outcome of each burst."""
    every = tenants(count)
    embedded = folder / "embedded"
    say(f"Taking in the files of {count} look-alike businesses …")
    load(embedded, every)
    with ExitStack() as stack:
        address = stack.enter_context(postgres.server())
        vectors = stack.enter_context(chroma_server())
        postgres.sql(address, "CREATE DATABASE itbot")
        settings = {
            "ITBOT_DATABASE_URL": f"{address}/itbot", "ITBOT_CHROMA_URL": vectors.url,
            "ITBOT_SLACK_KEY": Fernet.generate_key().decode(),
        }  # fmt: skip
        say("Moving them to PostgreSQL and Chroma …")
        itbot(embedded, "move", settings["ITBOT_DATABASE_URL"], ITBOT_CHROMA_URL=vectors.url)
        say("One process on SQLite: everybody asks at once …")
        outcomes = [_on_files(embedded, every, each)]
        say("Two processes on PostgreSQL: everybody asks at once, twice; one process is killed …")
        return [*outcomes, *_on_servers(folder, embedded, every, each, settings)]


def _on_files(home: Path, every: Sequence[Tenant], each: int) -> Outcome:
    with slack(every) as desk, _serving(desk, [home], {}) as (one,):
        installed(desk, every, [one])
        return burst("1 process, SQLite and Chroma in it", desk, every, each, [one])


def _on_servers(
    folder: Path, made: Path, every: Sequence[Tenant], each: int, settings: dict[str, str]
) -> list[Outcome]:
    homes = [folder / "replica-1", folder / "replica-2"]
    for home in homes:  # a machine of its own each: nothing but the sentence model is there at the start
        shutil.copytree(made / "models", home / "models")
    with slack(every) as desk, _serving(desk, homes, settings) as replicas:
        installed(desk, every, replicas)
        calm = burst("2 processes, PostgreSQL and a Chroma server", desk, every, each, replicas)
        killed = burst("the same, one killed with SIGKILL", desk, every, each, replicas, replicas[1].kill)
        return [calm, killed]


@contextmanager
def _serving(desk: Any, homes: Sequence[Path], settings: dict[str, str]) -> Iterator[list[Replica]]:
    replicas = [Replica(home, desk, settings) for home in homes]
    try:
        for one in replicas:
            one.wait()
        yield replicas
    finally:
        for one in replicas:
            one.stop()


def shown(outcomes: Sequence[Outcome]) -> Table:
    """The table: one line a burst."""
    table = Table("", box=None, header_style="bold")
    for head in (
        "asked",
        "lost",
        "doubled",
        "leaked",
        "own word in",
        "drained after",
        "questions/s",
        "CPU a question",
        "memory, largest",
    ):
        table.add_column(head, justify="right")
    for one in outcomes:
        colour = "green" if one.ok else "red"
        table.add_row(
            f"[{colour}]{'✓' if one.ok else '✗'}[/] {one.name}", str(one.asked), str(one.lost), str(one.doubled), str(one.leaked), str(one.named),
            f"{one.drained_s:.1f} s", f"{one.asked / one.drained_s:.1f}", f"{one.cpu_s / one.asked * 1000:.0f} ms" if one.cpu_s else "–",
            f"{one.memory_mb:.0f} MB",
        )  # fmt: skip
    return table


def main() -> None:
    """`make scale`."""
    why = postgres.missing()
    if why:
        sys.exit(f"make scale needs a PostgreSQL server: {why}.")
    began, folder = time.monotonic(), Path(tempfile.mkdtemp(prefix="itbot-scale-"))
    screen = Console(width=170)
    try:
        outcomes = run(folder, say=lambda words: screen.print(f"[dim]{time.monotonic() - began:4.0f} s  {words}[/]"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    screen.print(shown(outcomes))
    screen.print(
        f"[dim]In all {time.monotonic() - began:.0f} s on {os.cpu_count()} cores, which the desk, the servers and the processes share.[/]"
    )
    sys.exit(0 if all(one.ok for one in outcomes) else 1)


if __name__ == "__main__":
    main()
