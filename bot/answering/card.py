"""The value scorecard of one contract and month, gathered from its file; the measures weigh it up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.answering.asking.period import month_start
from bot.answering.casefile import CaseFile, in_force
from bot.answering.conduct import crisis_of, plainness, proactive, promises_of
from store.facts.common import Period, Unknown, Why
from store.facts.tickets import TicketState, TicketType
from store.measures.coverage import Coverage
from store.measures.report_claims import Discrepancy, discrepancies
from store.measures.results import LevelResult
from store.measures.scorecard import Gate, Item, Scorecard, scorecard
from store.measures.scorecard_conduct import (
    account_items,
    crisis_items,
    evidence_items,
    plain_talk_items,
    promise_items,
    trend_items,
)
from store.measures.scorecard_gates import gates
from store.measures.scorecard_levels import security_items, service_level_items
from store.measures.trend import Trend, break_fix_trend
from store.measures.triggers import TriggerHit
from store.measures.triggers import hits as trigger_hits
from store.measures.work_kinds import Kind

# The provider's own alerts must find at least this share of the faults before a user does (our proposal).
PROACTIVE_TARGET = Decimal(20)


def card(case: CaseFile, month: str) -> Scorecard:
    """The scorecard of the month "2026-09"."""
    results = case.month(month)
    coverage = duties(case, month)
    claims = claims_checked(case, month, results)
    trend = trend_of(case, month)
    items = [
        *service_level_items(results),
        *trend_items(trend),
        *security_items(results, coverage, case.happened.security),
        *evidence_items(coverage, claims),
        *promise_items(promises_of(case, month)),
        *crisis_items(crisis_of(case, month)),
        *_account(case, month, coverage),
        *plain_talk_items(plainness(case, month)),
    ]
    return scorecard(items, _gates(case, month, items, claims, trend))


def _account(case: CaseFile, month: str, coverage: Coverage) -> Sequence[Item]:
    return account_items(coverage, proactive(case, month), target=PROACTIVE_TARGET)


def _gates(
    case: CaseFile, month: str, items: Sequence[Item], claims: Sequence[Discrepancy] | Unknown, trend: Trend
) -> Sequence[Gate]:
    last = [f"{month_start(Period.of_month(month).start, back):%Y-%m}" for back in range(3)]
    credits = [case.credits(one) for one in last if one in case.months_with_data()]
    return gates(items, claims, credits_by_month=credits, hits=hits(case, month), trend=trend)


def duties(case: CaseFile, month: str) -> Coverage:
    """The duties that fell due in the month; longer rhythms stand beside it."""
    return case.coverage(Period.of_month(month, case.facts.tz))


def claims_checked(case: CaseFile, month: str, results: Sequence[LevelResult]) -> Sequence[Discrepancy] | Unknown:
    """The month's reported figures beside ours, or why there are none."""
    claims = [claim for claim in case.happened.claims if claim.month == month]
    if not claims:
        label = Period.of_month(month).label
        return Unknown(f"what the provider reported for {label}", Why.NOT_UPLOADED, "Add the report: itbot add REPORT")
    return discrepancies(claims, {month: results})


def trend_of(case: CaseFile, month: str) -> Trend:
    """The break-fix trend as of a month, on the contract's own months."""
    start = case.facts.service_start
    if start is None:
        why = Unknown(
            "the break-fix trend: the contract's start is not known", Why.NOT_IN_CONTRACT, "Add it: itbot terms"
        )
        return Trend("cannot_tell", 0, why=why)
    counts = faults_by_month(case)
    if not counts:
        why = Unknown(
            "the break-fix trend: tickets carry no types", Why.NOT_UPLOADED, "Add an export with ticket types"
        )
        return Trend("cannot_tell", 0, why=why)
    months = case.months_with_data()
    whole = {one: counts.get(one, 0) for one in months}
    return break_fix_trend(
        whole, exposure(case, months), service_start=start, rollout=rollouts(case), as_of_month=month
    )


def faults_by_month(case: CaseFile) -> dict[str, int]:
    """Break-fix tickets by month: unplanned incidents that were not cancelled; empty where no type says so.

    A person's word on a ticket counts over its type.
    """
    counted: dict[str, int] = {}
    for one in case.stores.tickets.monthly_counts(case.ref, types=[TicketType.INCIDENT], cancelled=False):
        counted[one.month] = counted.get(one.month, 0) + one.count
    for month, change in faults_set_by_people(case).items():
        counted[month] = counted.get(month, 0) + change
    return counted


def faults_set_by_people(case: CaseFile) -> dict[str, int]:
    """By how much people's own words move the count of break-fix tickets of each month."""
    kinds = case.stores.overrides.kinds(case.ref)
    moved: dict[str, int] = {}
    zone = ZoneInfo(case.facts.tz)
    for one in case.stores.tickets.tickets(case.ref, sorted(kinds)) if kinds else ():
        if one.state is not TicketState.CANCELLED:
            month = f"{one.opened_at.astimezone(zone):%Y-%m}"
            change = (kinds[one.ext_id] == Kind.BREAK_FIX) - (one.type is TicketType.INCIDENT)
            moved[month] = moved.get(month, 0) + change
    return moved


def exposure(case: CaseFile, months: Sequence[str]) -> dict[str, int]:
    """Users by month: the last count on or before the month's end."""
    from bot.answering.telling.charges import users_in

    counted = {month: users_in(case.happened.headcount, month) for month in months}
    return {month: users for month, users in counted.items() if users}


def rollouts(case: CaseFile) -> frozenset[str]:
    """Months in which a person logged that new technology was brought in."""
    words = ("rollout", "roll-out", "migrat", "move of", "new ", "introduc")
    return frozenset(
        f"{entry.on:%Y-%m}"
        for entry in case.happened.log
        if entry.kind == "changes" and any(word in entry.what.lower() for word in words)
    )


def hits(case: CaseFile, month: str) -> Sequence[TriggerHit]:
    """Persistent failures as of a month."""
    agreed = in_force(case.agreed, Period.of_month(month).end)
    if not agreed.triggers:
        return ()
    results = case.results_by_month(month)
    needs_credits = any(trigger.scope in {"credits", "points"} for trigger in agreed.triggers)
    credits = {one: case.credits(one) for one in results} if needs_credits else {}
    return trigger_hits(agreed, results, credits)
