"""Answers on the sample company: cold and warm, and the memory they take, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ITBOT = Path(sys.executable).with_name("itbot")
METRIC = "how did they do on P1 response in September?"
CLAUSE = "what happens if they lose our data?"
WARM = """
import sys, time
from bot.answering.conversation import ask
from bot.settings import Settings
from bot.wiring import build
interpreter = build()
questions = [line.split("\\t")[0] for line in open(sys.argv[1], encoding="utf-8").read().splitlines()]
for question in questions[:5]:
    ask(interpreter, question, keep=False)
took = []
for question in questions:
    started = time.perf_counter()
    ask(interpreter, question)
    took.append((time.perf_counter() - started) * 1000)
took.sort()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(took[int(len(took) * 0.95)], int(peak) / 1024)
"""


def _run(home: Path, *arguments: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one command in its own process."""
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=False, capture_output=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, str(ITBOT), *arguments],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"ITBOT_HOME": str(home)},
    )
    return time.perf_counter() - started, float(done.stdout)


def rows() -> list[dict[str, Any]]:
    """Times and memory of help, cold questions and warm ones."""
    home = Path(tempfile.mkdtemp(prefix="itbot-bench-"))
    try:
        subprocess.run([str(ITBOT), "demo", "--home", str(home)], check=True, capture_output=True)
        return [*_cold(home), *_warm(home)]
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _cold(home: Path) -> list[dict[str, Any]]:
    measured = []
    for what, arguments, seconds, megabytes in (
        ("itbot --help", ("--help",), 0.3, None),
        ("a metric question, cold", ("ask", METRIC, "--as-of", "2026-11-23"), 2.0, 250),
        ("a clause question, cold", ("ask", CLAUSE, "--as-of", "2026-11-23"), 2.0, 600),
        ("the value question, cold", ("ask", "are we getting what we pay for?", "--as-of", "2026-11-23"), 2.0, 600),
    ):
        took, memory = min(_run(home, *arguments) for _ in range(3))
        measured.append({"what": what, "value": f"{took:.2f} s", "limit": f"{seconds} s", "ok": took <= seconds})
        if megabytes:
            measured.append(
                {
                    "what": f"{what}: memory",
                    "value": f"{memory:.0f} MB",
                    "limit": f"{megabytes} MB",
                    "ok": memory <= megabytes,
                }
            )
    return measured


def _warm(home: Path) -> list[dict[str, Any]]:
    import json

    from bot.intake.sample import sample_folder

    asked = home / "questions.txt"
    lines = (sample_folder() / "questions.jsonl").read_text("utf-8").splitlines()
    asked.write_text("\n".join(json.loads(line)["question"] for line in lines), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", WARM, str(asked)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"ITBOT_HOME": str(home)},
    )
    p95, memory = map(float, done.stdout.split())
    return [
        {"what": f"{len(lines)} questions, warm, p95", "value": f"{p95:.0f} ms", "limit": "150 ms", "ok": p95 <= 150},
        {"what": "all of them: memory", "value": f"{memory:.0f} MB", "limit": "600 MB", "ok": memory <= 600},
    ]
