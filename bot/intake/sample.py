"""The sample company: loaded from its own files, into a home that is thrown away."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.intake.adding import Options, add
from bot.settings import Settings
from bot.wiring import build
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.wiring import Interpreter

# The sample's own today: its story is told as of this day.
TODAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ORDER = (
    "contract.docx", "amendment-1.docx", "headcount.csv", "outages.csv", "invoices.csv", "security.csv", "reviews.csv",
    "roadmap.csv", "advice.csv", "changes.csv", "tickets.csv", "ticket-history.csv",
)  # fmt: skip


def sample_folder() -> Path:
    """Where the sample company's files are: inside the package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent.parent
    for folder in (here / "demo", here.parent / "demo"):
        if (folder / "contract.docx").exists():
            return folder
    raise InterpreterError("The sample company's files are not installed; run this from a checkout of the project.")


def sample_company(console: Console | None = None, home: Path | None = None, *, index: bool = True) -> Interpreter:
    """Load the sample company into a throw-away home (or the one given) and return it, ready to be asked.

    Without `index` clauses are found by words alone, which saves the seconds that reading them for meaning takes.
    """
    folder = sample_folder()
    if home is None:
        home = Path(tempfile.mkdtemp(prefix="itbot-demo-"))
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    interpreter = build(Settings(home=home, _env_file=None), clock=lambda: TODAY)  # type: ignore[call-arg]
    files = [folder / name for name in ORDER if (folder / name).exists()]
    files += sorted((folder / "reports").glob("*"))
    add(interpreter, files, Options(accept=True, index=index), console=console)
    return interpreter
