"""Says whether one level was met in one month, from how many made it; it counts nothing itself.

A verdict is only given when no missing evidence could turn it round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from store.facts.agreed import Firmness, Metric, ServiceHours, ServiceLevel
from store.facts.common import Result, Status, Why
from store.measures.applicable import limit_of
from store.measures.basis import how_counted
from store.measures.percentages import kept, reaches, share, shown, wilson
from store.measures.results import Counts, LevelResult

ALL = Decimal(100)


def level_result(
    level: ServiceLevel,
    counts: Counts,
    month: str,
    claimed: Decimal | None = None,
    *,
    hours: ServiceHours | None = None,
    why: Why | None = None,
) -> LevelResult:
    """The outcome of a level in a month from its counts.

    `claimed` is the provider's own figure in per cent. `hours` are the contract's Service Hours, for the wording of
    the basis. `why` says that no ticket could be judged under this level at all (see `applicable.cannot_judge`).

    Source: the percentage as a count test (so many of so many), never a rounded or interpolated percentile; where the
    contract has a low-volume rule, that many misses instead. No ticket at all is no demand, never 100 %; nor is there a test where the contract has none below so many tickets. A "must"
    without a percentage asks for every one; softer words without one cannot be judged.
    """
    bare = LevelResult(
        level=level,
        month=month,
        result=Result.CANNOT_TELL,
        excluded=counts.excluded,
        claimed=claimed,
        basis=how_counted(level, hours),
        sources=counts.sources,
        as_of=counts.as_of,
        pending=counts.pending,
        no_evidence=counts.no_evidence,
    )
    why = why or cannot_be_decided(level)
    if why is not None:
        return replace(bare, why=why)
    if counts.of == 0:
        return _nothing_counted(bare, counts)
    return _counted(bare, counts)


def cannot_be_decided(level: ServiceLevel) -> Why | None:
    """Why the level's own wording allows no verdict; None when it does."""
    if level.status is Status.CONFLICT:
        return Why.CONFLICT
    timed = level.metric in {Metric.RESPONSE, Metric.RESOLUTION}
    if level.status is Status.UNKNOWN or (timed and limit_of(level) is None):
        return Why.UNPARSEABLE
    return Why.NOT_IN_CONTRACT if required(level) is None else None


def required(level: ServiceLevel) -> Decimal | None:
    """The percentage asked for: the contract's own, all of them for a bare "must", None for softer words."""
    if level.target_pct is None and level.firmness is Firmness.MUST:
        return ALL
    return level.target_pct


def _nothing_counted(bare: LevelResult, counts: Counts) -> LevelResult:
    if counts.no_evidence:
        return replace(bare, why=Why.PROVIDER_DID_NOT_SUPPLY, n=0, of=0)
    return replace(bare, result=Result.NO_DEMAND, why=Why.NO_DEMAND, n=0, of=0)


def _counted(bare: LevelResult, counts: Counts) -> LevelResult:
    level, unproved = bare.level, counts.no_evidence
    exact, target = share(counts.in_time, counts.of), required(level)
    # A small month under a low-volume rule is decided by its misses, so the percentage has no side to keep to.
    low = is_low_volume(level, counts.of + unproved)
    side = None if low else target
    best = _holds(level, counts.in_time + unproved, counts.of + unproved)
    worst = _holds(level, counts.in_time, counts.of + unproved)
    result, why = (Result.NO_DEMAND, Why.NO_DEMAND) if is_too_few(level, counts) else _verdict(best, worst)
    return replace(
        bare,
        result=result,
        why=why,
        actual=kept(exact, side),
        n=counts.in_time,
        of=counts.of,
        interval=wilson(counts.in_time, counts.of),
        low_volume_rule=low,
        missed=counts.missed,
        shown=shown(exact, side, level.round_dp),
    )


def is_low_volume(level: ServiceLevel, of: int) -> bool:
    """Whether so few tickets are judged by the number of misses instead of the percentage."""
    return level.low_volume_n is not None and level.low_volume_max_misses is not None and of <= level.low_volume_n


def is_too_few(level: ServiceLevel, counts: Counts) -> bool:
    """Whether the contract tests no month with so few tickets, those not yet due or without times among them."""
    return level.min_tickets is not None and counts.of + counts.no_evidence + counts.pending < level.min_tickets


def _holds(level: ServiceLevel, in_time: int, of: int) -> bool:
    if level.low_volume_max_misses is not None and is_low_volume(level, of):
        return of - in_time <= level.low_volume_max_misses
    return reaches(share(in_time, of), required(level) or ALL, level.round_dp)


def _verdict(best: bool, worst: bool) -> tuple[Result, Why | None]:
    """Met or missed when the tickets without evidence cannot change it, whichever way they went."""
    if best != worst:
        return Result.CANNOT_TELL, Why.PROVIDER_DID_NOT_SUPPLY
    return (Result.MET if best else Result.MISSED), None


def nearest_rank(values: Sequence[int], per_cent: int) -> int:
    """The value that `per_cent` of the values do not exceed: the ceil(p n)-th smallest, one that really occurred."""
    return sorted(values)[max(-(-len(values) * per_cent // 100), 1) - 1]


def median_and_p90(seconds: Sequence[int]) -> tuple[int, int] | None:
    """The median and the 90th percentile by nearest rank; None for no values."""
    return (nearest_rank(seconds, 50), nearest_rank(seconds, 90)) if seconds else None
