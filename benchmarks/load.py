"""Ten events a second for a while, with the connection cut again and again: acknowledged in time, answered, and no growth.

`python -m benchmarks.load 7200` goes on for two hours. Real processes: the app, and the Slack of the desk.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from benchmarks.slack import CHANNELS, QUESTIONS, _app, _desk, _row, _share, _waits, crowd

SECONDS, A_SECOND, CUT_EVERY_S, WARM_S = 120, 10, 10, 30


def rows(seconds: int = SECONDS) -> list[dict[str, Any]]:
    """Waits for acknowledgements, questions without an answer, and what the app holds before and after."""
    from bot.intake.sample import sample_company

    home = Path(tempfile.mkdtemp(prefix="itbot-load-"))
    try:
        sample_company(home=home / "made")
        with _desk() as desk, _app(home / "made", desk) as app:
            return _loaded(desk, psutil.Process(app.pid), seconds)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _loaded(desk: Any, app: psutil.Process, seconds: int) -> list[dict[str, Any]]:
    people = crowd(desk)
    asked, warm, began, cuts = [], _held(app), time.perf_counter(), 0
    while (passed := time.perf_counter() - began) < seconds:
        if len(asked) >= passed * A_SECOND:
            time.sleep(0.01)
            continue
        number = len(asked)
        asked.append(people[number % CHANNELS].ask(f"{QUESTIONS[number % len(QUESTIONS)]} ({number})"))
        if passed < WARM_S:
            warm = _held(app)
        if passed > (cuts + 1) * CUT_EVERY_S:
            cuts += 1
            desk.faults.arm("dropped_socket")
    while time.perf_counter() - began < seconds * 2 + 120 and not all(desk.replies(one) for one in asked[-20:]):
        time.sleep(1)
    time.sleep(10)
    silent, waits, now = sum(not desk.replies(one) for one in asked), _waits(desk), _held(app)
    p99, grown = _share(waits, 0.99), (now[0] / warm[0] - 1) * 100
    named = f"10 events a second for {seconds} s, {cuts} cuts"
    return [
        _row(f"{named}: acknowledged, p99", f"{p99 * 1000:.0f} ms", "500 ms", ok=p99 <= 0.5),
        _row(f"{named}: without an answer", f"{silent} of {len(asked)}", "0", ok=silent == 0),
        _row("after warming up: memory", f"{grown:+.1f} %", "+5 %", ok=grown <= 5),
        _row("after warming up: threads", f"{warm[1]} to {now[1]}", "flat", ok=now[1] <= warm[1] + 4),
        _row("after warming up: open files", f"{warm[2]} to {now[2]}", "flat", ok=now[2] <= warm[2] + 8),
    ]


def _held(app: psutil.Process) -> tuple[int, int, int]:
    return app.memory_info().rss, app.num_threads(), app.num_fds()


if __name__ == "__main__":
    print(rows(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
