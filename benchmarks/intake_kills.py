"""Killed with kill -9 at each step of taking in a new version of a contract: the old one or the new one answers, never a part.

Each time a process of its own takes an amendment into a copy of a home and ends itself at one step. Then the contract's
clauses, terms and the answer to a question are compared with those before and after an undisturbed intake; the amendment
is added again, the search index is looked after as at the start of the service, and everything must be as undisturbed.
`python -m benchmarks.intake_kills 20` kills twenty times at each step.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.answering.conversation import ask
from bot.intake.adding import add
from bot.intake.given import Options
from bot.mending import looked_after
from bot.settings import Settings
from bot.wiring import Interpreter, build

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TIMES = 2
# Each step: the module and what in it is the step, and whether the process ends before it or after it.
STEPS = {
    "the file is at hand": ("bot.intake.apart.reading", "document", "before"),
    "read": ("bot.intake.apart.reading", "document", "after"),
    "terms found": ("bot.intake.contracts", "found", "after"),
    "rows written, not yet kept": ("store.contracts", "take_in", "after"),
    "kept": ("bot.intake.contracts", "_kept", "after"),
    "measured": ("bot.intake.terms", "measure_again", "after"),
    "vectors begun": ("knowledge.vectors", "_records", "after"),
    "vectors in the store": ("knowledge.shelves", "save", "before"),
    "vectors in the file": ("knowledge.shelves", "save", "after"),
    "before the store is sealed": ("knowledge.vector_check", "seal", "before"),
    "told": ("bot.intake.adding", "_index", "after"),
}
CONTRACT = """# Support Agreement

Agreement reference: SUP-100. This agreement is made on 1 January 2026 between Wren Bakery Limited (the Customer) and Teal IT Limited (the Provider).

1. Priority 1 incidents shall be responded to within 30 minutes in 95% of cases in each calendar month.
2. Either party may end this Agreement by ninety days' notice.
3. The Customer shall pay each invoice within thirty days.
"""
AMENDMENT = """# Amendment No. 1 to the Support Agreement

Agreement reference: SUP-100. This Amendment takes effect on 1 March 2026.

1. Clause 1 of the Agreement is deleted and replaced with the following: "Priority 1 incidents shall be responded to within 15 minutes in 95% of cases in each calendar month."
"""
QUESTION = "how quickly must they respond to a P1?"


def opened(home: Path) -> Interpreter:
    """The home as a new process opens it."""
    return build(Settings(home=home, _env_file=None), clock=lambda: NOW)  # type: ignore[call-arg]


def manifest(home: Path) -> str:
    """The hash of everything a person can be told of the contract."""
    interpreter = opened(home)
    ref = interpreter.stores.contracts.refs()[0]
    contracts = interpreter.stores.contracts
    terms = sorted(
        (t.kind, sorted(map(str, t.fields.items())), t.clause, str(t.status))
        for t in interpreter.stores.terms.listed(ref)
    )
    told = ask(interpreter, QUESTION, keep=False)
    held = (
        contracts.clauses(ref, every_version=True), [one.name for one in contracts.documents(ref)], terms, told.text,
        interpreter.library.stands([ref]) or "index to be made",
    )  # fmt: skip
    interpreter.database.close()
    return hashlib.sha256(repr(held).encode()).hexdigest()


def parts(home: Path) -> str:
    """The same without the index, which is a cache and may lag."""
    interpreter = opened(home)
    ref = interpreter.stores.contracts.refs()[0]
    told = ask(interpreter, QUESTION, keep=False)
    held = (
        interpreter.stores.contracts.clauses(ref),
        [d.name for d in interpreter.stores.contracts.documents(ref)],
        told.headline,
    )
    interpreter.database.close()
    return hashlib.sha256(repr(held).encode()).hexdigest()


def whole(home: Path, file: Path) -> None:
    """Add the amendment as a person would after a crash; the index is looked after as the service starts."""
    interpreter = opened(home)
    add(interpreter, [file], Options(accept=True, model=False))
    looked_after(interpreter)
    interpreter.database.close()


def killed(step: str, home: Path, file: Path) -> None:
    """In the child: take the amendment in and end at the step."""
    module, name, when = STEPS[step]
    place = importlib.import_module(module)
    own = getattr(place, name)

    def ending(*arguments: Any, **named: Any) -> Any:
        if when == "after":
            own(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(place, name, ending)
    interpreter = opened(home)
    add(interpreter, [file], Options(accept=True, model=False))
    sys.exit(3)  # the step never came


def drill(times: int) -> tuple[list[str], int]:
    """What went wrong, and how often was killed."""
    work = Path(tempfile.mkdtemp(prefix="itbot-kills-"))
    try:
        return _drill(work, times)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _drill(work: Path, times: int) -> tuple[list[str], int]:
    contract, amendment = work / "contract.md", work / "amendment.md"
    contract.write_text(CONTRACT, "utf-8")
    amendment.write_text(AMENDMENT, "utf-8")
    before, after = work / "before", work / "after"
    interpreter = opened(before)
    add(interpreter, [contract], Options(accept=True, model=False))
    interpreter.database.close()
    shutil.copytree(before, after)
    whole(after, amendment)
    right, done = {parts(before), parts(after)}, manifest(after)
    if len(right) < 2:
        return ["the amendment changed nothing"], 0
    wrong = []
    for step in STEPS:
        for number in range(times):
            home = work / f"home-{number}"
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(before, home)
            ended = subprocess.run(
                [sys.executable, "-m", "benchmarks.intake_kills", step, str(home), str(amendment)], check=False
            )
            if ended.returncode != -signal.SIGKILL:
                wrong.append(f"{step}: never came ({ended.returncode})")
                continue
            if parts(home) not in right:
                wrong.append(f"{step}: a part of the new version")
            whole(home, amendment)
            if manifest(home) != done:
                wrong.append(f"{step}: not as undisturbed after adding it again")
    return wrong, len(STEPS) * times


def rows(times: int = TIMES) -> Iterator[dict[str, Any]]:
    """How many kills were survived."""
    started = time.perf_counter()
    wrong, kills = drill(times)
    for one in wrong:
        print(one, file=sys.stderr)
    yield {
        "what": f"kill -9 at {len(STEPS)} steps of an intake, old or new and whole again ({time.perf_counter() - started:.0f} s)",
        "value": f"{kills - len(wrong)} of {kills}",
        "limit": "all",
        "ok": not wrong and kills > 0,
    }


if __name__ == "__main__":
    if len(sys.argv) == 4:
        killed(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    print(list(rows(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES)))
