"""Two hundred reminders due at once, and a process in which two thousand wait."""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.chasing_kills import LATER, OTHER, OWNER, ROOT, child_command, late_contract, own_desk


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
    with own_desk() as desk:
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
