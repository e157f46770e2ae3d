"""Facts that cap the verdict however many points there are; each is one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from store.facts.common import Unknown
from store.measures.credits import MonthCredits
from store.measures.report_claims import Discrepancy
from store.measures.scorecard import Gate, Item
from store.measures.trend import Trend
from store.measures.triggers import TriggerHit

OFF_BY = Decimal(5)


def gates(
    items: Sequence[Item],
    claims: Sequence[Discrepancy] | Unknown = (),
    *,
    credits_by_month: Iterable[MonthCredits] = (),
    hits: Sequence[TriggerHit] = (),
    trend: Trend | None = None,
    breach_notice_late: bool = False,
) -> tuple[Gate, ...]:
    """Collect what caps the verdict at "partly" or at "no".

    Source: the scorecard design. Partly: a restore test without evidence or overdue, a reported figure more than 5
    points off, credits unpaid past due. No: a persistent-failure trigger hit, a red break-fix trend, a breach notice
    that came late.
    """
    found = (
        _restore_test(items),
        _report(() if isinstance(claims, Unknown) else claims),
        _unpaid(credits_by_month),
        _persistent(hits),
        _red(trend),
        Gate("breach_notice", "A security breach was notified late.", "no") if breach_notice_late else None,
    )
    return tuple(gate for gate in found if gate)


def _restore_test(items: Sequence[Item]) -> Gate | None:
    tests = [item for item in items if item.key.startswith("restore_test") and item.applies]
    if all(item.score is not None and item.score >= 100 for item in tests):
        return None
    return Gate("restore_test", "There is no evidence in time of a successful restore test.", "partly")


def _report(claims: Sequence[Discrepancy]) -> Gate | None:
    off = [one for one in claims if one.points is not None and abs(one.points) > OFF_BY]
    if not off:
        return None
    return Gate(
        "report_mismatch",
        f"{len(off)} reported {'figure is' if len(off) == 1 else 'figures are'} more than 5 points off our count.",
        "partly",
    )


def _unpaid(months: Iterable[MonthCredits]) -> Gate | None:
    """A credit that comes by itself is past due once a later invoice does not show it."""
    owing = [one for one in months if one.automatic and one.short is not None and one.short.amount > 0]
    if not owing:
        return None
    return Gate(
        "unpaid_credits", f"Credits for {', '.join(one.month for one in owing)} are not paid in full.", "partly"
    )


def _persistent(hits: Sequence[TriggerHit]) -> Gate | None:
    """Only what holds now: a stretch that ended is history."""
    now = [hit for hit in hits if hit.current]
    return Gate("persistent_failure", f"Persistent failure: {now[0].what}.", "no") if now else None


def _red(trend: Trend | None) -> Gate | None:
    if trend is None or trend.state != "red":
        return None
    return Gate("break_fix_red", f"Faults per user have risen: {', '.join(trend.parts[:2])}.", "no")
