"""A help desk's log of updates taken in, against `sqlite3 .import` of the same file, which only copies cells."""

from __future__ import annotations

import gzip
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.million import terms
from store.contracts import Contracts
from store.database import open_database
from store.imports.tickets import Imported, import_tickets
from store.records import BatchInfo, ContractHead, NewVersion
from store.tickets import Tickets

REAL = (
    Path(__file__).parents[1].parent
    / "shared"
    / "data"
    / "tickets"
    / "servicenow_incident_event_log_first_weeks.csv.gz"
)
NOW = datetime(2026, 11, 23, tzinfo=UTC)
UPDATES, TICKETS = 27_771, 3_880
TIMES_SQLITE, TIMES_READING, READING_S = 6.0, 4.0, 0.6
_RUNS = 5


def rows() -> list[dict[str, Any]]:
    """Seconds to read the log to tickets, and for the whole import with outcomes against the plain copy."""
    with tempfile.TemporaryDirectory() as folder:
        log = _log(Path(folder))
        reading = _best(lambda: _read(log))
        whole = min(_whole(log, Path(folder) / f"{run}.db") for run in range(_RUNS))
        plain = _plain(log, Path(folder))
    read = {"what": f"{UPDATES:,} updates read to tickets", "value": f"{reading:.2f} s"}
    kept = {"what": f"{UPDATES:,} updates read, stored and judged", "value": f"{whole:.2f} s"}
    if plain is None:
        alone = read | {"limit": f"{READING_S} s", "ok": reading <= READING_S}
        return [alone, kept | {"against": "sqlite3 is not installed", "ok": None}]
    against = f"sqlite3 .import, {plain:.2f} s"
    return [
        read | {"limit": f"{TIMES_READING:.0f} times", "against": against, "ok": reading <= TIMES_READING * plain},
        kept | {"limit": f"{TIMES_SQLITE:.0f} times", "against": against, "ok": whole <= TIMES_SQLITE * plain},
    ]


def _read(log: Path) -> Imported:
    return import_tickets(log, tz="UTC", now=NOW)


def _whole(log: Path, database: Path) -> float:
    """Everything `itbot add` does with a ticket file, in a new database with eight service levels."""
    opened = open_database(f"sqlite:///{database}")
    Contracts(opened).add_version(
        NewVersion(ContractHead("M-1", title="Made"), "made.docx", "0" * 64, "", terms=terms())
    )
    started = time.perf_counter()
    Tickets(opened).add("M-1", _read(log).tickets, BatchInfo(log.name, "1" * 64, tz="UTC"))
    spent = time.perf_counter() - started
    opened.close()
    return spent


def _plain(log: Path, folder: Path) -> float | None:
    """The command-line program's own copying of the same rows into one table of texts."""
    program = shutil.which("sqlite3")
    if program is None:
        return None
    csv = folder / "plain.csv"
    csv.write_bytes(gzip.decompress(log.read_bytes()))

    def copy() -> None:
        target = folder / "plain.db"
        target.unlink(missing_ok=True)
        subprocess.run([program, str(target), ".mode csv", f".import {csv} log"], check=True)

    return _best(copy)


def _best(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return min(spent)


def _log(folder: Path) -> Path:
    """The real log where it is beside the project, else one of the same size and columns, made at random."""
    if REAL.exists():
        return REAL
    path = folder / "log.csv.gz"
    path.write_bytes(gzip.compress("\n".join(_made()).encode()))
    return path


def _made() -> list[str]:
    chance = random.Random(7)
    states = ("New", "Active", "Awaiting User Info", "Active", "Awaiting Vendor", "Active", "Resolved", "Closed")
    filler = [f"column_{number}" for number in range(20)]
    lines = [
        ",".join(
            ("number,incident_state,reopen_count,sys_mod_count,made_sla,caller_id,opened_at,sys_updated_at", *filler)
        )
        + ",contact_type,location,category,impact,priority,problem_id,resolved_at,closed_at"
    ]
    for number in range(UPDATES):
        ticket, step = number % TICKETS, number // TICKETS
        opened = datetime(2016, 2, 1, tzinfo=UTC) + timedelta(minutes=11 * ticket)
        updated = opened + timedelta(minutes=chance.randrange(60) + 120 * step)
        fill = ",".join(f"Value {chance.randrange(400)}" for _ in filler)
        end = f"{opened + timedelta(hours=20):%d/%m/%Y %H:%M}"
        lines.append(
            f"INC{ticket:07d},{states[min(step, 7)]},0,{step},true,Caller {chance.randrange(2000)},{opened:%d/%m/%Y %H:%M},"
            f"{updated:%d/%m/%Y %H:%M},{fill},Phone,Location {ticket % 90},Category {ticket % 40},2 - Medium,3 - Moderate,?,{end},{end}"
        )
    return lines
