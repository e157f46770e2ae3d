"""How long one mail takes to be made plain, held against a whole company's records."""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.digest.opening import opened, placed
from bot.digest.whole import digest_of
from bot.intake.sample import sample_company
from bot.settings import Settings
from bot.wiring import build

LIMIT_MS = 300.0
RUNS = 5
MAILS = Path(__file__).resolve().parents[1] / "demo" / "marrowdale" / "emails"


def rows() -> list[dict[str, Any]]:
    """The median and the 95th of a hundred, over every mail of the sample company read several times."""
    with tempfile.TemporaryDirectory() as folder:
        sample_company(Console(quiet=True), Path(folder), index=False)
        interpreter = build(Settings(home=Path(folder)), clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
        taken = [_timed(interpreter, file) for file in sorted(MAILS.glob("*.eml")) * RUNS]
    worst = statistics.quantiles(taken, n=20)[-1]
    return [
        {"what": "one mail made plain, median", "value": f"{statistics.median(taken):.0f} ms"},
        {"what": "one mail made plain, 95th of a hundred", "value": f"{worst:.0f} ms", "limit": f"{LIMIT_MS:.0f} ms", "ok": worst <= LIMIT_MS},
    ]  # fmt: skip


def _timed(interpreter: Any, file: Path) -> float:
    started = time.perf_counter()
    mail = opened(interpreter, str(file))
    ref = placed(interpreter, mail, None)
    digest_of(interpreter, mail, interpreter.case(ref, interpreter.today()) if ref else None)
    return (time.perf_counter() - started) * 1000
