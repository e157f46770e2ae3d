"""Levels proved by a monthly count (patching, backups, EDR, MFA, restore tests), read from the evidence supplied.

Evidence that is absent, incomplete or says two things gives no verdict; it is never taken as success or as failure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from store.facts.agreed import Metric, ServiceLevel
from store.facts.common import Why
from store.facts.happened import SecurityEvidence
from store.measures.attainment import level_result
from store.measures.basis import cautions
from store.measures.results import Counts, LevelResult

_KINDS = {
    Metric.PATCHING: ("patch", "patches", "patching", "patches in time"),
    Metric.BACKUP: ("backup", "backups", "backup jobs"),
    Metric.RESTORE_TEST: ("restore", "restores", "restore test", "restore tests"),
    Metric.EDR: ("edr", "edr coverage", "endpoint detection and response"),
    Metric.MFA: ("mfa", "mfa coverage", "multi-factor authentication"),
}


def evidence_result(
    level: ServiceLevel, evidence: Sequence[SecurityEvidence], *, month: str, claimed: Decimal | None = None
) -> LevelResult:
    """The outcome of a level from the month's counts of its kind: so many of so many were in order.

    Rows for parts (servers, workstations) are added up; a row without detail beside them is their total and must
    agree. A level for one service takes only the rows whose detail is that service.
    """
    rows = [row for row in evidence if row.month == month and _speaks_of(row, level)]
    found = _total(rows)
    sources = tuple(str(row.source) for row in rows)
    counts = Counts(*(found if isinstance(found, tuple) else (0, 0)), sources=sources)
    why = found if isinstance(found, Why) else _silence(level, counts)
    result = level_result(level, counts, month, claimed, why=why)
    basis = "; ".join(["counted by the evidence supplied for the month", *cautions(level)])
    # Every one of the population was counted, so there is no sample to put an interval on.
    return replace(result, basis=basis, interval=None)


def evidence_kind(kind: str) -> Metric | None:
    """The metric a row of evidence speaks of, whatever the file calls it; None for a free kind."""
    plain = " ".join(kind.casefold().replace("_", " ").split())
    return next((metric for metric, words in _KINDS.items() if plain in words), None)


def _speaks_of(row: SecurityEvidence, level: ServiceLevel) -> bool:
    same_kind = evidence_kind(row.kind) is level.metric or row.kind == level.metric.value
    return same_kind and (level.service is None or row.detail.casefold() == level.service.casefold())


def _silence(level: ServiceLevel, counts: Counts) -> Why | None:
    """A month in which no restore was tested proves nothing about restores."""
    return Why.PROVIDER_DID_NOT_SUPPLY if level.metric is Metric.RESTORE_TEST and not counts.of else None


def _total(rows: Sequence[SecurityEvidence]) -> tuple[int, int] | Why:
    """(in order, population) of all rows, or why they give none."""
    by_detail: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row.population is None or row.in_order is None:
            return Why.PROVIDER_DID_NOT_SUPPLY
        pair = (row.in_order, row.population)
        if by_detail.setdefault(row.detail.casefold(), pair) != pair or not 0 <= row.in_order <= row.population:
            return Why.CONFLICT
    return _summed(by_detail) if by_detail else Why.PROVIDER_DID_NOT_SUPPLY


def _summed(by_detail: dict[str, tuple[int, int]]) -> tuple[int, int] | Why:
    total = by_detail.pop("", None)
    parts = (sum(in_order for in_order, _ in by_detail.values()), sum(whole for _, whole in by_detail.values()))
    if total is not None and by_detail and total != parts:
        return Why.CONFLICT
    return total or parts
