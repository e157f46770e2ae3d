"""Holds the provider's reported figures against our own count; a difference is a question, never an accusation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from store.facts.agreed import Metric
from store.facts.common import Result
from store.facts.happened import ReportClaim
from store.measures.results import LevelResult


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One reported figure beside ours: `points` is theirs less ours, None where ours cannot be told.

    `agrees` allows for the rounding of the reported figure, not across the target; `verdict_differs` says that theirs would meet the target
    and ours misses it, or the other way round. `missed` are the tickets that make the difference visible.
    """

    claim: ReportClaim
    result: LevelResult | None
    points: Decimal | None = None
    agrees: bool | None = None
    verdict_differs: bool | None = None
    missed: tuple[str, ...] = ()


def discrepancies(
    claims: Iterable[ReportClaim], results: Mapping[str, Sequence[LevelResult]]
) -> tuple[Discrepancy, ...]:
    """Set each reported figure against the result of the same month, metric, priority and service.

    A claim that names no service is compared only where a single level fits it.
    """
    return tuple(_compared(claim, results.get(claim.month, ())) for claim in claims)


def _compared(claim: ReportClaim, results: Sequence[LevelResult]) -> Discrepancy:
    fitting = [result for result in results if _same(claim, result)]
    result = fitting[0] if len(fitting) == 1 else None
    if result is None or result.actual is None or result.result not in (Result.MET, Result.MISSED):
        return Discrepancy(claim, result)
    return Discrepancy(
        claim,
        result,
        points=claim.claimed_pct - result.actual,
        agrees=agrees(claim.claimed_pct, result),
        verdict_differs=_verdict_differs(claim.claimed_pct, result),
        missed=result.missed,
    )


def agrees(claimed: Decimal, result: LevelResult) -> bool | None:
    """Whether a reported figure is ours rounded, on the same side of the target; None where ours cannot be told."""
    if result.actual is None or result.result not in (Result.MET, Result.MISSED):
        return None
    near = abs(claimed - result.actual) <= _rounding(claimed, result.level.metric)
    return near and not _verdict_differs(claimed, result)


def _same(claim: ReportClaim, result: LevelResult) -> bool:
    level = result.level
    return (
        (claim.metric, claim.priority) == (level.metric, level.priority)
        and (claim.service is None or claim.service.casefold() == (level.service or "").casefold())
    )  # fmt: skip


def _verdict_differs(claimed: Decimal, result: LevelResult) -> bool | None:
    target = result.level.target_pct
    if target is None or result.low_volume_rule:
        return None
    return (claimed >= target) != (result.result is Result.MET)


def _rounding(figure: Decimal, metric: Metric) -> Decimal:
    """Half a unit in the last place given, so that 95.3 agrees with 95.2941; at most half a point.

    Availability is told in parts of a point, so that a whole number there is one with its last noughts left out.
    """
    exponent = int(figure.normalize().as_tuple().exponent)
    return Decimal("0.5").scaleb(min(-1 if metric is Metric.AVAILABILITY else 0, exponent))
