"""A million tickets over two hundred contracts: how long each kind of answer takes, warm, and the memory it needs.

Every contract is a copy of the first sample company's, with 5,000 tickets of its own. Clauses are found by words alone,
since making the search vectors of two hundred contracts measures the machine and not the answers.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.wiring import Interpreter
    from store.facts.tickets import Ticket
    from store.records import NewVersion

SIZE, CONTRACTS = 1_000_000, 200
START, END = datetime(2024, 11, 1, tzinfo=UTC), datetime(2026, 10, 31, tzinfo=UTC)
TODAY = date(2026, 11, 23)
P95_MS, MEMORY_MB, EACH = 3_000, 1_024, 6
KINDS = {
    "value": "are we getting what we pay for?",
    "a month": "how did October go?",
    "one level": "how quick were they on P1 tickets in September?",
    "a level over a year": "P2 resolution in 2025",
    "what was missed": "what did they miss in September?",
    "the longest": "which ticket took longest to fix in October?",
    "a count": "how many tickets did we log in September?",
    "the backlog": "how many tickets are still open?",
    "head count": "how many people did we have in October?",
    "what was paid": "what did we pay in September?",
    "overcharging": "did they overcharge us at any point?",
    "a credit": "what credit are we due for October?",
    "a deadline": "by when must we claim for October?",
    "persistent failure": "have they hit persistent failure?",
    "the trend": "are things breaking more often?",
    "a comparison": "compare P1 response in August and September",
    "a reported figure": "their September report says 100 % on P1. Is that right?",
    "missing evidence": "what evidence is missing?",
    "a report's day": "was the September report on time?",
    "a review": "did we have our monthly review in October?",
    "a restore test": "when was the last restore test?",
    "availability": "availability of the hosted desktop in August 2026",
    "a security count": "how was patching in August?",
    "a target": "how quickly must they answer a P1?",
    "a definition": "define Service Hours",
    "a clause": "what happens if a ticket is reopened?",
    "a price": "what do we pay per user under the contract?",
    "a date": "when does the contract run out?",
    "a refusal": "what is the capital of Peru?",
}


def rows(size: int = SIZE, contracts: int = CONTRACTS) -> list[dict[str, Any]]:
    """Time and memory of building the store, and for each kind of answer its 95th percentile and the peak memory."""
    home = Path(tempfile.mkdtemp(prefix="itbot-growth-"))
    try:
        built = _in_its_own_process("built", home, size, contracts)
        asked = _in_its_own_process("asked", home, size, contracts)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    named = f"{size:,} tickets of {contracts} contracts"
    return [
        {"what": f"{named}: stored and judged", "value": f"{built['seconds']:.0f} s", "ok": None},
        _memory(f"{named}: memory while storing", built["megabytes"]),
        *(_row(f"{kind}, p95", value) for kind, value in sorted(asked["p95"].items(), key=lambda item: -item[1])),
        _memory("all answers: memory", asked["megabytes"]),
    ]


def _row(what: str, took: float) -> dict[str, Any]:
    return {"what": what, "value": f"{took:.0f} ms", "limit": f"{P95_MS:,} ms", "ok": took <= P95_MS}


def _memory(what: str, megabytes: float) -> dict[str, Any]:
    return {"what": what, "value": f"{megabytes:.0f} MB", "limit": f"{MEMORY_MB:,} MB", "ok": megabytes <= MEMORY_MB}


def _in_its_own_process(what: str, home: Path, size: int, contracts: int) -> dict[str, Any]:
    """Run one half in a process of its own, so that its memory is its own."""
    script = "import sys; from benchmarks import growth; growth.half(*sys.argv[1:])"
    arguments = [sys.executable, "-c", script, what, str(home), str(size), str(contracts)]
    done = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ})
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def half(what: str, home: str, size: str, contracts: str) -> None:
    """What a process does: build the store or ask it, and print the figures as JSON."""
    work = {"built": _built, "asked": _asked}[what]
    found = work(Path(home), int(size), int(contracts))
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(json.dumps({**found, "megabytes": int(peak.split()[1]) / 1024}))


def _interpreter(home: Path) -> Interpreter:
    from bot.settings import Settings
    from bot.wiring import build

    now = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)
    return build(Settings(home=home, _env_file=None), clock=lambda: now)  # type: ignore[call-arg]


def _name(number: int) -> str:
    return f"GROWN-{number:03d}"


def _built(home: Path, size: int, contracts: int) -> dict[str, Any]:
    from bot.intake.terms import measure_again
    from store.records import BatchInfo, ContractHead

    interpreter = _interpreter(home)
    words, happened = _agreement(), _happened(home)
    started = time.perf_counter()
    for number in range(contracts):
        ref = _name(number)
        head = ContractHead(ref, title=f"Agreement {number:03d}", provider=f"Provider {number:03d}")
        interpreter.stores.contracts.add_version(replace(words, contract=head, sha256=f"{number:064x}"))
        for kind, months, facts in happened:
            interpreter.stores.happenings.add(
                ref, facts, file=f"{kind}.csv", sha256=f"{number:064x}", kind=kind, months=months
            )
        batch = BatchInfo("made.csv", f"{number:064x}", tz="UTC", covers_from=START, covers_to=END)
        interpreter.stores.tickets.add(ref, _tickets(size // contracts, number), batch)
    measure_again(interpreter)
    return {"seconds": time.perf_counter() - started}


def _agreement() -> NewVersion:
    """The first sample company's agreement, read once."""
    from bot.intake.contracts import clause_records, definition_records, term_record, with_doubts
    from bot.intake.sample import sample_folder
    from knowledge.clauses import clauses
    from knowledge.documents.reading import read
    from knowledge.terms.finding import found
    from store.records import ContractHead, NewVersion

    document = read(sample_folder() / "contract.docx")
    tree = clauses(document)
    return NewVersion(
        ContractHead("made"), document.name, document.sha256, document.text, page_starts=document.page_starts,
        clauses=clause_records(tree), definitions=definition_records(tree),
        terms=with_doubts([term_record(term) for term in found(tree, document)], tree),
    )  # fmt: skip


def _happened(home: Path) -> list[tuple[str, Sequence[str], Sequence[Any]]]:
    """What the first sample company records beside its tickets, by kind, with the months it speaks of."""
    from bot.intake.sample import sample_company
    from store.facts.happened import HeadCount, InvoiceLine, LogEntry, Outage, ReportClaim, SecurityEvidence

    stores = sample_company(home=home / "sample", index=False).stores
    (ref,) = stores.contracts.refs()
    kinds = {
        "headcount": HeadCount, "invoices": InvoiceLine, "outages": Outage, "security": SecurityEvidence,
        "reports": ReportClaim, "reviews": LogEntry,
    }  # fmt: skip
    return [
        (kind, tuple(stores.happenings.coverage(ref, kind).months), stores.happenings.listed(ref, made))
        for kind, made in kinds.items()
    ]


def _tickets(size: int, seed: int) -> list[Ticket]:
    """Random tickets spread evenly over two years, a twelfth of them urgent, one in two hundred still open."""
    from store.facts.common import Source
    from store.facts.tickets import Ticket, TicketState, TicketType

    chance = random.Random(seed)
    span = int((END - START).total_seconds())
    made = []
    for number in range(size):
        opened = START + timedelta(seconds=chance.randrange(span))
        responded = opened + timedelta(seconds=chance.randrange(60, 9_000))
        resolved = responded + timedelta(seconds=chance.randrange(600, 200_000))
        done = chance.random() > 0.005 and resolved < END
        made.append(
            Ticket(
                f"T{number}", opened, Source("made.csv", number + 2),
                chance.choice((TicketType.INCIDENT, TicketType.INCIDENT, TicketType.REQUEST)),
                priority=chance.choice((1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4)),
                state=TicketState.CLOSED if done else TicketState.OPEN,
                responded_at=responded, resolved_at=resolved if done else None,
            )
        )  # fmt: skip
    return made


def _asked(home: Path, _size: int, contracts: int) -> dict[str, Any]:
    """Ask each contract once to open its file, then some kinds of question, so that every kind is asked alike often."""
    from bot.answering.conversation import ask

    interpreter = _interpreter(home)
    took: dict[str, list[float]] = defaultdict(list)
    kinds = list(KINDS)
    for number in range(contracts):
        first = time.perf_counter()
        ask(interpreter, KINDS["one level"], contract=_name(number), as_of=TODAY, keep=False)
        took["the first question about a contract"].append((time.perf_counter() - first) * 1000)
        for turn in range(EACH):
            kind = kinds[(number * EACH + turn) % len(kinds)]
            started = time.perf_counter()
            ask(interpreter, KINDS[kind], contract=_name(number), as_of=TODAY, keep=False)
            took[kind].append((time.perf_counter() - started) * 1000)
    return {"p95": {kind: sorted(times)[int(0.95 * (len(times) - 1))] for kind, times in took.items()}}
