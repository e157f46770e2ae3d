"""The sample companies: each loaded from its own files, into a home that is thrown away."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.intake.adding import add
from bot.intake.given import Options
from bot.settings import Settings
from bot.wiring import build
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.wiring import Interpreter

# The samples' own today: their stories are told as of this day.
TODAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST = "marrowdale"
# What a company's folder may hold, in the order in which it is taken in: the words before the numbers.
ORDER = (
    "contract.*", "amendment-*.*", "headcount.csv", "outages.csv", "invoices.csv", "security.csv", "reviews.csv",
    "roadmap.csv", "advice.csv", "changes.csv", "tickets.csv", "ticket-history.csv", "reports/*", "emails/*",
)  # fmt: skip


def companies() -> list[str]:
    """The names of the sample companies, the first one first."""
    found = sorted(path.parent.name for path in _root().glob("*/contract.*"))
    return sorted(found, key=lambda name: name != FIRST)


def sample_folder(company: str = FIRST) -> Path:
    """Where a sample company's files are."""
    known = companies()
    if company not in known:
        raise InterpreterError(f'There is no sample company "{company}"; choose one of {", ".join(known)}.')
    return _root() / company


def _root() -> Path:
    """Where the samples are: inside the package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent.parent
    for folder in (here / "demo", here.parent / "demo"):
        if any((folder / FIRST).glob("contract.*")):
            return folder
    raise InterpreterError("The sample companies' files are not installed; run this from a checkout of the project.")


def sample_company(
    console: Console | None = None, home: Path | None = None, *, index: bool = True, company: str = FIRST
) -> Interpreter:
    """Load a sample company into a throw-away home (or the one given) and return it, ready to be asked.

    Without `index` clauses are found by words alone, which saves the seconds that reading them for meaning takes.
    """
    folder = sample_folder(company)
    if home is None:
        home = Path(tempfile.mkdtemp(prefix="itbot-demo-"))
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    interpreter = build(Settings(home=home, _env_file=None), clock=lambda: TODAY)  # type: ignore[call-arg]
    files = [file for pattern in ORDER for file in sorted(folder.glob(pattern))]
    add(interpreter, files, Options(accept=True, index=index, model=False), console=console)
    return interpreter
