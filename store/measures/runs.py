"""Misses in months that follow each other, level by level."""

from __future__ import annotations

from collections.abc import Sequence

from store.facts.common import Result


def runs_of_misses(results: Sequence[tuple[str, Result]]) -> tuple[tuple[str, ...], ...]:
    """Every unbroken run of missed months, the earliest first; `results` are (month, result), one a month, in order.

    A month without demand neither breaks a run nor adds to it; one that met its level or cannot be told breaks it. This
    is how a persistent failure is counted too (`triggers.py`).
    """
    found: list[tuple[str, ...]] = []
    run: list[str] = []
    for month, result in results:
        if result is Result.MISSED:
            run.append(month)
        elif result is not Result.NO_DEMAND and run:
            found.append(tuple(run))
            run = []
    return (*found, tuple(run)) if run else tuple(found)
