"""Scorecard items made from measured levels: the service levels themselves, and security with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from store.facts.agreed import Metric
from store.facts.common import Result, Unknown, Why
from store.facts.happened import SecurityEvidence
from store.measures.coverage import Coverage, DutyInstance
from store.measures.credit_values import NotTold, as_decimal, plain, reached
from store.measures.evidence_levels import evidence_kind
from store.measures.level_names import NAMES, level_name
from store.measures.results import LevelResult
from store.measures.scorecard import Item

LEVEL_WEIGHTS: dict[Metric, dict[int | None, int]] = {
    Metric.RESPONSE: {None: 30, 1: 30, 2: 20, 3: 10, 4: 5, 5: 5},
    Metric.RESOLUTION: {None: 20, 1: 20, 2: 15, 3: 10, 4: 5, 5: 5},
    Metric.AVAILABILITY: {None: 15},
    Metric.CSAT: {None: 10},
    Metric.OTHER: {None: 5},
}
SECURITY_WEIGHTS = {
    Metric.PATCHING: 25,
    Metric.BACKUP: 15,
    Metric.RESTORE_TEST: 25,
    Metric.EDR: 20,
    Metric.MFA: 15,
}
FIXES = {
    Why.NOT_IN_CONTRACT: "agree on it at the next review",
    Why.PROVIDER_DID_NOT_SUPPLY: "ask the provider for the evidence",
    Why.NOT_UPLOADED: "add the month's records",
    Why.UNPARSEABLE: "correct the file or the term",
    Why.CONFLICT: "confirm which reading of the contract holds",
    Why.NO_DEMAND: "nothing to do: nothing happened that could be judged",
}


def unknown(what: str, why: Why) -> Unknown:
    """An unknown with the usual advice for its reason."""
    return Unknown(what, why, FIXES[why])


def no_data(dimension: str, reason: Unknown) -> tuple[Item, ...]:
    """A whole dimension without records, for the reason given."""
    return (Item(dimension, f"{dimension}_unknown", reason.what, Decimal(100), None, reason, "cannot be told"),)


def points_below(actual: Fraction, target: Fraction) -> Decimal:
    """100 less 5 for each percentage point below target, never below 0. Source: the scorecard design."""
    score = 100 - 5 * max(Fraction(0), target - actual)
    return as_decimal(max(Fraction(0), score), 9)


def service_level_items(results: Sequence[LevelResult]) -> tuple[Item, ...]:
    """Dimension 1 from the month's results; levels of the same metric and priority share one weight."""
    mine = [result for result in results if result.level.metric in LEVEL_WEIGHTS]
    if not mine:
        return no_data("service_levels", unknown("the service levels of the contract", Why.NOT_UPLOADED))
    sharing = [(result.level.metric, result.level.priority) for result in mine]
    return tuple(
        level_item(result, "service_levels", _weight(result) / sharing.count(key))
        for result, key in zip(mine, sharing, strict=True)
    )


def _weight(result: LevelResult) -> Decimal:
    weights = LEVEL_WEIGHTS[result.level.metric]
    return Decimal(weights.get(result.level.priority, weights[None] if len(weights) == 1 else 5))


def level_item(result: LevelResult, dimension: str, weight: Decimal) -> Item:
    """Score one level: met is 100, missed availability 0, any other miss 5 off for each point below target."""
    level, score, why = result.level, None, None
    name = level_name(level)
    if result.result is Result.MET:
        score = Decimal(100)
    elif result.result is Result.MISSED:
        score, why = _missed_score(result)
    else:
        why = unknown(name, result.why or (Why.NO_DEMAND if result.result is Result.NO_DEMAND else Why.NOT_UPLOADED))
    key = "_".join(str(part) for part in (level.metric.value, level.priority, level.service, level.tier) if part)
    return Item(dimension, key, name, weight, score, why, _reading(result))


def _missed_score(result: LevelResult) -> tuple[Decimal | None, Unknown | None]:
    """A miss never scores more than 95, whatever rule for small numbers made it one."""
    if result.level.metric is Metric.AVAILABILITY:
        return Decimal(0), None
    try:
        target = Fraction(100 if result.level.target_pct is None else result.level.target_pct)
        return min(Decimal(95), points_below(reached(result), target)), None
    except NotTold as doubt:
        return None, doubt.unknown


def _reading(result: LevelResult) -> str:
    name = level_name(result.level)
    if result.result in (Result.NO_DEMAND, Result.CANNOT_TELL):
        return f"{name}: {'no demand' if result.result is Result.NO_DEMAND else 'cannot be told'}"
    counted = f"{result.n} of {result.of}" if result.n is not None and result.of is not None else ""
    shown = f"{result.shown or result.actual} %" if result.shown or result.actual is not None else ""
    target = f"target {plain(Fraction(result.level.target_pct))} %" if result.level.target_pct is not None else ""
    figures = ", ".join(part for part in (counted, shown, target) if part)
    return f"{name}: {figures}: {result.result.value}" if figures else f"{name}: {result.result.value}"


def security_items(
    results: Sequence[LevelResult], coverage: Coverage, evidence: Sequence[SecurityEvidence] = ()
) -> tuple[Item, ...]:
    """Dimension 3: measured levels first, else the duty's evidence; what the contract does not ask for drops out."""
    return tuple(item for metric in SECURITY_WEIGHTS for item in _security(metric, results, coverage, evidence))


def _security(
    metric: Metric, results: Sequence[LevelResult], coverage: Coverage, evidence: Sequence[SecurityEvidence]
) -> list[Item]:
    weight, name = Decimal(SECURITY_WEIGHTS[metric]), NAMES[metric]
    measured = [result for result in results if result.level.metric is metric]
    due = coverage.of_kind(metric.value)
    if any(result.result in (Result.MET, Result.MISSED) for result in measured) or (measured and not due):
        return [level_item(result, "security", weight / len(measured)) for result in measured]
    if due:
        return [duty_item(due, "security", metric.value, label=name, weight=weight)]
    counted = [one for one in evidence if evidence_kind(one.kind) is metric]
    why = unknown(f"{name}: not in your contract", Why.NOT_IN_CONTRACT)
    return [Item("security", metric.value, name, weight, None, why, _counted(name, counted))]


def _counted(name: str, evidence: Sequence[SecurityEvidence]) -> str:
    latest = max((one.month for one in evidence), default="")
    here = [one for one in evidence if one.month == latest]
    whole = [one for one in here if one.population is not None and one.in_order is not None]
    figures = ", ".join(f"{one.in_order} of {one.population}" for one in whole)
    return f"{name}: {figures or 'nothing recorded'}, and not in your contract"


SETTLED: Mapping[str, Decimal] = {"evidenced": Decimal(100), "late": Decimal(50)}


def duty_item(instances: Sequence[DutyInstance], dimension: str, key: str, *, label: str, weight: Decimal) -> Item:
    """Score a duty by its instances: in time 100, late 50; without evidence unknown, or 0 where the clause says so."""
    due = [one for one in instances if one.state != "not_due"]
    without = [one for one in due if one.state == "no_evidence"]
    reading = f"{label}: {'; '.join(_instance(one) for one in due) or 'not due yet'}"
    if not due:
        return Item(dimension, key, label, weight, None, unknown(f"{label}: not due yet", Why.NO_DEMAND), reading)
    if any(not one.duty.deemed_failed for one in without):
        why = unknown(label, Why.PROVIDER_DID_NOT_SUPPLY)
        return Item(dimension, key, label, weight, None, why, reading)
    total = sum((SETTLED.get(one.state, Decimal(0)) for one in due), Decimal(0))
    return Item(dimension, key, label, weight, total / len(due), None, reading)


def _instance(one: DutyInstance) -> str:
    words = {"evidenced": "in hand", "late": "late", "no_evidence": "no evidence"}[one.state]
    on = f" on {one.settled_on:%d %B %Y}" if one.settled_on else ""
    due = f", due {one.due:%d %B %Y}" if one.due else ""
    return f"{one.covers.label} {words}{on}{due}"
