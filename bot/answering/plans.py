"""Improvement plans of one contract, each judged from what was measured."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bot.answering.card import exposure, faults_by_month
from bot.answering.casefile import CaseFile
from store.facts.agreed import Metric
from store.facts.common import Result, Unknown, Why
from store.facts.plans import Plan
from store.measures.level_names import NAMES
from store.measures.plans import Judged, Reached, deciding_month, judged

FIX = "Add that month's records"


def judged_plans(case: CaseFile) -> list[Judged]:
    """Every plan in force, soonest first."""
    return [judge(case, plan) for plan in case.stores.plans.listed(case.ref)]


def judge(case: CaseFile, plan: Plan) -> Judged:
    """One plan, from the deciding month and the last full one."""
    wanted = {deciding_month(plan.due), case.last_full_month()} - {None}
    return judged(
        plan, {month: _reached(case, plan, month) for month in sorted(filter(None, wanted))}, today=case.today
    )


def _reached(case: CaseFile, plan: Plan, month: str) -> Reached:
    return _faults(case, month) if plan.metric == "break_fix" else _level(case, plan, month)


def _faults(case: CaseFile, month: str) -> Reached:
    whole = case.months_with_data()
    users = exposure(case, [month]).get(month)
    counts = faults_by_month(case)
    if month not in whole or not users or not counts:
        return Reached(None, why=Unknown("faults per user", Why.NOT_UPLOADED, FIX))
    rate = (Decimal(counts.get(month, 0)) / users).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return Reached(rate, counts.get(month, 0), users)


def _level(case: CaseFile, plan: Plan, month: str) -> Reached:
    for result in case.month(month):
        level = result.level
        if (level.metric, level.priority, level.service) != (Metric(plan.metric), plan.priority, plan.service):
            continue
        if result.result in {Result.MET, Result.MISSED}:
            return Reached(result.actual, result.n, result.of, sources=result.sources)
        why = Why.NO_DEMAND if result.result is Result.NO_DEMAND else result.why or Why.NOT_UPLOADED
        return Reached(None, why=Unknown(f"what was reached in {month}", why, FIX))
    return Reached(None, why=Unknown(f"what was reached in {month}", Why.NOT_IN_CONTRACT, FIX))


def plan_row(one: Judged) -> dict[str, Any]:
    """A judged plan as the commands print it."""
    plan, reached = one.plan, one.reached
    return {
        "id": plan.number or None,
        "words": plan.words,
        "what": what(plan),
        "metric": plan.metric,
        "priority": plan.priority,
        "service": plan.service,
        "sense": plan.sense,
        "level": f"{plan.level.normalize():f}",
        "unit": plan.unit,
        "due": plan.due.isoformat(),
        "agreed_on": plan.agreed_on.isoformat(),
        "who": plan.who or None,
        "decided_by": deciding_month(plan.due),
        "state": one.outcome,
        "month": one.month,
        "reached": str(reached.actual) if reached and reached.actual is not None else None,
        "n": reached.n if reached else None,
        "of": reached.of if reached else None,
        "why": reached.why.why.value if reached and reached.why else None,
        "rule": one.rule or None,
        "if_kept": plan.if_kept,
        "if_not": plan.if_not,
        "if_untold": plan.if_untold,
        "sources": list(reached.sources[:10]) if reached else [],
    }


def what(plan: Plan) -> str:
    """What a plan measures: "P1 response", "Site Network availability", "faults per user"."""
    if plan.metric == "break_fix":
        return "faults per user in a month"
    named = NAMES[Metric(plan.metric)]
    ahead = f"P{plan.priority}" if plan.priority else plan.service or ""
    return f"{ahead} {named}".strip()
