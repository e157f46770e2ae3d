"""What one more business costs on PostgreSQL: tables, rows, bytes, processor time and memory, measured on a few and told per unit.

Processor time is counted and not the clock, so that the figures bear a busy machine. docs/operations.md reckons with them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import create_engine, text

from benchmarks import postgres
from benchmarks.million import terms, tickets
from benchmarks.tenants import tenants
from store.outcomes import Outcomes
from store.records import BatchInfo, ContractHead, NewVersion
from store.tickets import Tickets

WORKSPACES, SIZE, EMPTY = 20, 20_000, 40
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
QUESTIONS = (
    "how did they do on P1 response in September 2026?", "what was missed in August 2026?",
    "how many tickets did we log in September 2026?", "which ticket took longest to fix in September 2026?",
    "what is the target for P2 response?", "are we getting what we pay for?",
)  # fmt: skip
DATABASE = text("SELECT pg_database_size(current_database())")
TABLES = text(
    "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = 'ws_t0scale0000' AND c.relname IN ('ticket', 'outcome') AND c.relkind = 'r'"
)


class Meter:
    """Processor seconds of this process and of the server's, from one look to the next."""

    def __init__(self, address: str) -> None:
        self._port = address.rpartition(":")[2]
        self._last = self._now()

    def since(self) -> tuple[float, float]:
        """(ours, the server's) since the last look."""
        now, before = self._now(), self._last
        self._last = now
        return now[0] - before[0], now[1] - before[1]

    def _now(self) -> tuple[float, float]:
        server = 0.0
        for one in psutil.process_iter(["name", "cmdline"]):
            if one.info["name"] == "postgres" and self._port in (one.info["cmdline"] or []):
                for part in [one, *one.children(recursive=True)]:
                    # A session's own process is gone after it; ended children are counted with their parent.
                    server += sum(part.cpu_times()[:2])
                server += sum(one.cpu_times()[2:4])
        return time.process_time(), server


def rows(workspaces: int = WORKSPACES, size: int = SIZE, empty: int = EMPTY) -> Iterator[dict[str, Any]]:
    """All figures."""
    home = Path(tempfile.mkdtemp(prefix="itbot-tenancy-"))
    try:
        with postgres.server() as address:
            postgres.sql(address, "CREATE DATABASE itbot")
            yield from _measured(home, address, workspaces, size, empty)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _measured(home: Path, address: str, workspaces: int, size: int, empty: int) -> Iterator[dict[str, Any]]:
    from bot.settings import Settings
    from bot.wiring import build

    url, meter = f"{address}/itbot", Meter(address)
    settings = Settings(home=home, database_url=url, slack_client_id="1", _env_file=None)  # type: ignore[call-arg]
    whole = build(settings, lambda: NOW)
    bare = _bytes(url, DATABASE)
    meter.since()
    for number in range(empty):
        whole.database.of(f"T0EMPTY{number:04d}")
    ours, theirs = meter.since()
    yield _row("one more workspace, empty: processor time to make it", f"{(ours + theirs) / empty * 1000:.0f} ms")
    yield _row("one more workspace, empty: storage", f"{(_bytes(url, DATABASE) - bare) / empty / 2**20:.2f} MB")
    for number in range(empty):
        whole.database.of(f"T0EMPTY{number:04d}")
    ours, theirs = meter.since()
    yield _row("opening a workspace again", f"{(ours + theirs) / empty * 1000:.1f} ms")
    made, every = tickets(size), tenants(workspaces)
    meter.since()
    for tenant in every:
        db = whole.of(tenant.team)
        head = ContractHead("M-1", title=f"Made for {tenant.name}", provider=f"Cold{tenant.word}", tz="Europe/London")
        db.stores.contracts.add_version(NewVersion(head, "made.docx", "0" * 64, "", terms=terms()))
        Tickets(db.database).add("M-1", made, BatchInfo("made.csv", "1" * 64, tz="UTC"))
    ours, theirs = meter.since()
    total = workspaces * size
    yield _row(
        f"{workspaces} x {size:,} tickets: stored, processor time for 1,000", f"{(ours + theirs) / total * 1e6:.0f} ms"
    )
    for tenant in every:
        Outcomes(whole.of(tenant.team).database).recompute("M-1")
    ours, theirs = meter.since()
    yield _row("the same: judged, processor time for 1,000", f"{(ours + theirs) / total * 1e6:.0f} ms")
    yield _row("the same: storage of a ticket with its outcome and indexes", f"{_bytes(url, TABLES) / size:.0f} bytes")
    yield from _asked(whole, every, meter)
    whole.close()


def _asked(whole: Any, every: list[Any], meter: Meter) -> Iterator[dict[str, Any]]:
    """Questions in every workspace: the first ones, which read the contract's file, and later ones; and the memory kept."""
    from bot.answering.conversation import ask
    from bot.slack.memory import give_back

    ask(whole.of(every[0].team), QUESTIONS[0])  # what is loaded once is no workspace's cost
    give_back()  # what storing the tickets took
    before, kept, waits = psutil.Process().memory_info().rss, [], []
    meter.since()
    for tenant in every:
        office = whole.of(tenant.team)
        kept.append(office)
        for question in QUESTIONS:
            ask(office, question)
    ours, theirs = meter.since()
    count = len(every) * len(QUESTIONS)
    yield _row("a question to a workspace just opened: processor time", f"{(ours + theirs) / count * 1000:.0f} ms")
    yield _row(
        "memory of an open workspace", f"{(psutil.Process().memory_info().rss - before) / len(every) / 2**20:.1f} MB"
    )
    for office in kept:
        for question in QUESTIONS:
            began = time.perf_counter()
            ask(office, question)
            waits.append(time.perf_counter() - began)
    ours, theirs = meter.since()
    yield _row(
        "a question to an open workspace: processor time, ours and the server's",
        f"{ours / count * 1000:.0f} ms, {theirs / count * 1000:.0f} ms",
    )
    waits.sort()
    yield _row(
        "the same: by the clock, half of them and 95 %",
        f"{waits[len(waits) // 2] * 1000:.0f} ms, {waits[int(len(waits) * 0.95)] * 1000:.0f} ms",
    )


def _bytes(url: str, asked: Any) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.scalar(asked)
    engine.dispose()
    return int(found or 0)


def _row(what: str, value: str) -> dict[str, Any]:
    return {"what": what, "value": value, "ok": None}


if __name__ == "__main__":
    if postgres.missing():
        sys.exit(f"This needs a PostgreSQL server: {postgres.missing()}.")
    for row in rows(*map(int, sys.argv[1:])):
        print(f"{row['what']}: {row['value']}", flush=True)
