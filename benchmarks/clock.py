"""The service-hours clock against the least that any clock must do: look both instants up and subtract."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from store.facts.agreed import ServiceHours
from store.measures.calendar import Clock

COUNT = 1_000_000
LIMIT = 3.0
_RUNS = 5
_OFFICE = ServiceHours(
    weekly=tuple((day, 480, 1080) for day in range(5)), holiday_country="GB", holiday_subdiv="ENG"
)  # Mon-Fri 08:00-18:00


def rows() -> list[dict[str, Any]]:
    """One row a measurement: what, our seconds, the plain seconds, and the ratio, which must not exceed `limit`."""
    dice = np.random.default_rng(7)
    opened = dice.integers(1_609_459_200, 1_767_225_600, COUNT)
    resolved = opened + dice.integers(0, 10 * 86400, COUNT)
    clock = Clock(_OFFICE, date(2021, 1, 1), date(2026, 1, 31))
    openings = np.sort(dice.integers(1_609_459_200, 1_767_225_600, 1270))

    def plain() -> object:
        return np.searchsorted(openings, opened), np.searchsorted(openings, resolved), resolved - opened

    floor = _best(plain)
    return [
        _row("1,000,000 intervals in Service Hours", _best(lambda: clock.elapsed_many(opened, resolved)), floor),
        _row("1,000,000 due times in Service Hours", _best(lambda: clock.due_many(opened, 14_400)), floor),
    ]


def _row(what: str, ours: float, plain: float) -> dict[str, Any]:
    ratio = round(ours / plain, 2)
    return {
        "what": what,
        "against": "two look-ups and a subtraction in numpy",
        "ours_s": round(ours, 4),
        "theirs_s": round(plain, 4),
        "ratio": ratio,
        "limit": LIMIT,
        "ok": ratio <= LIMIT,
    }


def _best(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return min(spent)


if __name__ == "__main__":
    for row in rows():
        print(row)
