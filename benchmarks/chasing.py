"""Reminders under fire: killed at every step, three processes with one killed, two hundred at once, two thousand waiting.

Every process is a real one, every kill is kill -9, Slack is the desk's over a real socket. `python -m benchmarks chasing`
takes a while; the tests run a small sample of the same.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.chasing_floods import flooded, idled
from benchmarks.chasing_kills import STEPS, Processes, Template, drilled, ticked
from benchmarks.postgres import missing, server

TIMES = 20


@contextmanager
def backends() -> Iterator[dict[str, str | None]]:
    """What reminders can be kept in here: SQLite, and PostgreSQL where it is installed."""
    with ExitStack() as stack:
        found: dict[str, str | None] = {"SQLite": None}
        if not missing():
            found["PostgreSQL"] = stack.enter_context(server())
        yield found


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
