"""Some events a second for a while, with the connection cut again and again: acknowledged in time, answered, and no growth.

By itself ten a second for two minutes. `python -m benchmarks.load 600` goes on for ten, and
`python -m benchmarks.load 7200 --a-second 2.8 --cut-every 144` sends 20,000 messages in two hours with fifty cuts.
Real processes: the app, and the Slack of the desk.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from benchmarks.slack import CHANNELS, QUESTIONS, _app, _desk, _row, _share, _waits, crowd

SECONDS, A_SECOND, CUT_EVERY_S, WARM_S = 120, 10, 10, 30
# Of a longer run so much is warming up.
WARM_SHARE = 0.05


def rows(seconds: int = SECONDS, a_second: float = A_SECOND, cut_every: float = CUT_EVERY_S) -> list[dict[str, Any]]:
    """Waits for acknowledgements, questions without an answer, and what the app holds before and after."""
    from bot.intake.sample import sample_company

    home = Path(tempfile.mkdtemp(prefix="itbot-load-"))
    try:
        sample_company(home=home / "made")
        with _desk() as desk, _app(home / "made", desk) as app:
            return _loaded(desk, psutil.Process(app.pid), seconds, (a_second, cut_every))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _loaded(desk: Any, app: psutil.Process, seconds: int, pace: tuple[float, float]) -> list[dict[str, Any]]:
    people, (a_second, cut_every) = crowd(desk), pace
    warm_s = max(WARM_S, seconds * WARM_SHARE)
    asked, warm, began, cuts = [], _held(app), time.perf_counter(), 0
    while (passed := time.perf_counter() - began) < seconds:
        if len(asked) >= passed * a_second:
            time.sleep(0.01)
            continue
        number = len(asked)
        asked.append(people[number % CHANNELS].ask(f"{QUESTIONS[number % len(QUESTIONS)]} ({number})"))
        if passed < warm_s:
            warm = _held(app)
        if passed > (cuts + 1) * cut_every:
            cuts += 1
            desk.faults.arm("dropped_socket")
    while time.perf_counter() - began < seconds * 2 + 120 and not all(desk.replies(one) for one in asked[-20:]):
        time.sleep(1)
    time.sleep(10)
    silent, waits, now = sum(not desk.replies(one) for one in asked), _waits(desk), _held(app)
    p99, grown = _share(waits, 0.99), (now[0] / warm[0] - 1) * 100
    named = f"{a_second:g} events a second for {seconds} s, {cuts} cuts"
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
    reading = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    reading.add_argument("seconds", type=int, nargs="?", default=SECONDS)
    reading.add_argument("--a-second", type=float, default=A_SECOND, help="events a second (default %(default)s)")
    reading.add_argument("--cut-every", type=float, default=CUT_EVERY_S, help="seconds (default %(default)s)")
    given = reading.parse_args()
    for row in rows(given.seconds, given.a_second, given.cut_every):
        print(row)
