"""The Slack app against the Slack of the desk, each in a process of its own: bursts, slow answers, silence, memory.

Both run on this machine and share its cores, so the figures compare builds and say nothing of Slack's own speed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SERVE = """
import json, os, signal, sys, threading, time
from pathlib import Path
from bot.settings import Settings
from bot.slack.serve import run
from bot.wiring import build
from bot.intake.sample import TODAY
slow = float(os.environ.get("SLOW", "0"))
if slow:
    import bot.answering.conversation as conversation
    asked = conversation.ask
    def ask(*arguments, **options):
        time.sleep(slow)
        return asked(*arguments, **options)
    conversation.ask = ask
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
settings = Settings(_env_file=None)
run(settings, build(settings, clock=lambda: TODAY), stop, ready=lambda words: print("ready", flush=True))
os._exit(0)  # as the command does: what is cut off is taken up at the next start
"""
EVENTS, SHARE_TWICE, CHANNELS = 300, 0.3, 42
QUESTIONS = (
    "how did they do on P1 response in September?", "what was missed in August?", "what credits can we claim?",
    "how many tickets in October?", "what is the target for P2 response?", "what does RCA mean?",
)  # fmt: skip


@contextmanager
def _app(home: Path, desk: Any, **environment: str) -> Iterator[subprocess.Popen[str]]:
    given = {
        "ITBOT_HOME": str(home), "SLACK_BOT_TOKEN": desk.bot_token, "SLACK_APP_TOKEN": desk.app_token, "ITBOT_ASK_PERSON_A_MINUTE": "100000", "ITBOT_ASK_ALL_A_MINUTE": "100000", "SLACK_API_URL": desk.api_url,
        **environment,
    }  # fmt: skip
    app = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        cwd=ROOT,
        env=os.environ | given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert app.stdout is not None
    assert app.stdout.readline().strip() == "ready"
    try:
        yield app
    finally:
        app.terminate()
        app.wait(60)


def _desk() -> Any:
    from bot.desk.app import from_manifest
    from bot.desk.desk import Desk

    desk = Desk(from_manifest(ROOT / "manifest.json"))
    desk.slack.limit_rates(on=False)
    return desk


def _waits(desk: Any) -> list[float]:
    """Seconds from each envelope to its acknowledgement; the echoes of the app's own messages are not counted."""
    people = [e for e in desk.journal.of("envelope") if not (e["payload"].get("event") or {}).get("bot_id")]
    sent = {e["envelope_id"]: datetime.fromisoformat(e["at"]) for e in people}
    heard = [(e["envelope_id"], datetime.fromisoformat(e["at"])) for e in desk.journal.of("ack")]
    return sorted((at - sent[one]).total_seconds() for one, at in heard if one in sent)


def _share(waits: list[float], share: float) -> float:
    return waits[min(len(waits) - 1, int(len(waits) * share))] if waits else float("inf")


def rows() -> list[dict[str, Any]]:
    """All figures."""
    from bot.intake.sample import sample_company

    home = Path(tempfile.mkdtemp(prefix="itbot-slack-bench-"))
    try:
        sample_company(home=home / "made")
        return [*_burst(home), *_slow(home), *_idle(home)]
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _home(home: Path, name: str) -> Path:
    shutil.copytree(home / "made", home / name)
    return home / name


def crowd(desk: Any, count: int = CHANNELS) -> list[Any]:
    """So many people of the desk, each with a direct message of their own: Slack takes one message a second in each."""
    from bot.desk.world import User

    people = []
    for number in range(count):
        name = f"p{number}"
        one = User(f"U9{number:03d}", desk.installed.team, name, f"Person {number}", f"{name}@x.example", "", "member")
        desk.slack.users[one.id] = one
        people.append(desk.person(one.id))
    for person in people:
        person.act("open_dm", user=desk.bot)
    return people


def _burst(home: Path) -> Iterator[dict[str, Any]]:
    """300 events in a second, a third of them repeats, over 42 direct messages and channels."""
    with _desk() as desk, _app(_home(home, "burst"), desk):
        people = crowd(desk)
        fresh = round(EVENTS * (1 - SHARE_TWICE))
        twice = EVENTS - fresh
        desk.faults.arm("duplicate_event", times=twice)
        began = time.perf_counter()
        asked = []
        for number in range(fresh):
            asked.append(people[number % CHANNELS].ask(f"{QUESTIONS[number % len(QUESTIONS)]}"))
            time.sleep(max(0.0, (number + 1) / fresh - (time.perf_counter() - began)))
        sent = time.perf_counter() - began
        answered: Counter[str] = Counter()
        while time.perf_counter() - began < 150:
            answered = Counter(
                {one.ts: sum(1 for m in desk.replies(one) if m.stream is None or not m.stream.open) for one in asked}
            )
            if all(answered[one.ts] for one in asked):
                break
            time.sleep(1)
        drained = time.perf_counter() - began
        time.sleep(3)
        waits = _waits(desk)
        lost = sum(not desk.replies(one) for one in asked)
        doubled = sum(len(desk.replies(one)) > 1 for one in asked)
    p99 = _share(waits, 0.99)
    yield _row(f"{len(waits)} events in {sent:.1f} s: acknowledged, p99", f"{p99 * 1000:.0f} ms", "500 ms", p99 <= 0.5)
    yield _row("the same: the slowest acknowledgement", f"{max(waits) * 1000:.0f} ms", "2500 ms", max(waits) <= 2.5)
    yield _row("the same: lost", f"{lost} of {len(asked)}", "0", lost == 0)
    yield _row("the same: answered twice", f"{doubled} of {len(asked)}", "0", doubled == 0)
    yield _row("the same: all answered after", f"{drained:.0f} s", "120 s", drained <= 120)


def _slow(home: Path) -> Iterator[dict[str, Any]]:
    """50 answers of 20 seconds each are under way when somebody types a command."""
    with _desk() as desk, _app(_home(home, "slow"), desk, SLOW="20"):
        hanna = desk.person("hanna")
        began = time.perf_counter()
        first = hanna.ask(QUESTIONS[0])
        while not [c for c in desk.journal.calls("assistant.threads.setStatus") if c["thread_ts"] == first.ts]:
            time.sleep(0.01)
        status = time.perf_counter() - began
        for number in range(49):
            hanna.ask(f"{QUESTIONS[number % len(QUESTIONS)]}")
        time.sleep(3)
        began = time.perf_counter()
        hanna.command("general", "/itbot", "help")
        command = time.perf_counter() - began
        began = time.perf_counter()
        last = hanna.ask(QUESTIONS[1])
        while (
            not [c for c in desk.journal.calls("assistant.threads.setStatus") if c["thread_ts"] == last.ts]
            and time.perf_counter() - began < 30
        ):
            time.sleep(0.01)
        behind = time.perf_counter() - began
    yield _row("first sign that we are at it", f"{status:.2f} s", "1 s", status <= 1)
    yield _row("a command behind 50 slow answers: acknowledged", f"{command * 1000:.0f} ms", "1000 ms", command <= 1)
    yield _row("a question behind 50 slow answers: first sign", f"{behind:.2f} s", "1 s", behind <= 1)


def _idle(home: Path) -> Iterator[dict[str, Any]]:
    """What it takes with everything loaded, and how soon it hears again on a line that fell silent."""
    import psutil

    with _desk() as desk, _app(_home(home, "idle"), desk) as app:
        hanna = desk.person("hanna")
        desk.reply(hanna.ask("what happens if they lose our data?"), patience=30)
        time.sleep(2)
        process = psutil.Process(app.pid)
        before, memory = sum(process.cpu_times()[:2]), process.memory_info().rss / 2**20
        time.sleep(10)
        busy = (sum(process.cpu_times()[:2]) - before) * 10
        desk.silence()
        desk.until(lambda: desk.slack.sockets() == 0)
        began = time.perf_counter()
        while desk.slack.sockets() < 1 and time.perf_counter() - began < 90:
            time.sleep(0.1)
        again = time.perf_counter() - began
        heard = desk.reply(hanna.ask(QUESTIONS[0]), patience=100)  # Slack's second repeat comes after a minute
    yield _row("idle with the library loaded: memory", f"{memory:.0f} MB", "250 MB", memory <= 250)
    yield _row("idle: share of one core", f"{busy:.1f} %", "5 %", busy <= 5)
    yield _row("a silent line: connected again after", f"{again:.0f} s", "60 s", again <= 60 and bool(heard))


def _row(what: str, value: str, limit: str, ok: bool) -> dict[str, Any]:
    return {"what": what, "value": value, "limit": limit, "ok": ok}


if __name__ == "__main__":
    print(json.dumps(rows(), indent=1))
