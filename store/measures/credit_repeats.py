"""Whether a miss is a repeat of the month before, and whether one incident has already earned its credit.

Where a month without demand stands between two misses the contract seldom says whether the run is broken: the miss
then counts once, and the doubt is listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from store.facts import Agreed, Result, ServiceLevel, Unknown, Why
from store.measures.credit_rules import PERCENT, Entitlement, plain
from store.measures.level_names import level_name, same_promise
from store.measures.results import LevelResult


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often a miss counts, and what could not be told about the months before."""

    factor: Fraction = Fraction(1)
    unknown: Unknown | None = None


def month_before(month: str, window: str = "month") -> str:
    """The calendar month (or the month a quarter earlier) before "2026-09"."""
    index = int(month[:4]) * 12 + int(month[5:]) - 1 - (3 if window == "quarter" else 1)
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def repeated(entitlement: Entitlement, results: Mapping[str, Sequence[LevelResult]], agreed: Agreed) -> Repeat:
    """Say whether the same level was also missed in the period before, and by how much that multiplies the credit.

    Source: repeat failures in consecutive periods double the points (model services agreement): the factor applies
    once, however long the run.
    """
    factor = Fraction(entitlement.rule.repeat_factor or 1)
    if factor == 1:
        return Repeat()
    level, month, without_demand = entitlement.result.level, entitlement.result.month, False
    while _served(month := month_before(month, level.window), agreed):
        earlier = _same_level(level, results.get(month, ()))
        if earlier is None and results.get(month):
            return Repeat()
        if earlier is None:
            return Repeat(unknown=_doubt(level, month, Why.NOT_UPLOADED, "add the records of the month before"))
        if earlier.result is Result.NO_DEMAND:
            without_demand = True
            continue
        return _verdict(earlier, factor, without_demand=without_demand)
    return Repeat()


def _verdict(earlier: LevelResult, factor: Fraction, *, without_demand: bool) -> Repeat:
    if earlier.result is Result.MET:
        return Repeat()
    if earlier.result is Result.CANNOT_TELL:
        why = earlier.why or Why.NOT_UPLOADED
        return Repeat(unknown=_doubt(earlier.level, earlier.month, why, "settle that month first"))
    if without_demand:
        fix = "agree with the provider whether a month without demand breaks a run"
        return Repeat(unknown=_doubt(earlier.level, earlier.month, Why.CONFLICT, fix))
    return Repeat(factor)


def _doubt(level: ServiceLevel, month: str, why: Why, fix: str) -> Unknown:
    what = f"whether the credit for {level_name(level)} is multiplied as a repeat of {month}"
    return Unknown(what, why, fix)


def _served(month: str, agreed: Agreed) -> bool:
    """Whether the contract could have been missed in that month at all; an unknown start leaves it open."""
    start = agreed.contract.service_start
    return start is None or month >= f"{start:%Y-%m}"


def _same_level(level: ServiceLevel, results: Sequence[LevelResult]) -> LevelResult | None:
    return next((one for one in results if same_promise(one.level, level)), None)


def multiplied(entitlement: Entitlement, repeat: Repeat) -> Entitlement:
    """Apply the repeat factor to an entitlement, saying so in its words."""
    if repeat.factor == 1 or not entitlement.value:
        return entitlement
    words = f"{entitlement.what}, x {plain(repeat.factor)} as the second period running"
    return replace(entitlement, value=entitlement.value * repeat.factor, what=words)


def once_per_incident(entitlements: Sequence[Entitlement], base: Fraction | None) -> tuple[Entitlement, ...]:
    """Keep one credit for each incident where the rule says so: the largest, as the customer would choose.

    A credit whose every incident has already earned a larger one becomes zero; a credit per event loses only those
    events. Order in, order out.
    """
    used: set[str] = set()
    kept: dict[int, Entitlement] = {}
    order = sorted(range(len(entitlements)), key=lambda index: (-_money(entitlements[index], base), index))
    for index in order:
        kept[index] = _not_twice(entitlements[index], used)
        if kept[index].rule.one_per_incident and kept[index].value:
            used |= set(kept[index].tickets)
    return tuple(kept[index] for index in range(len(entitlements)))


def _not_twice(entitlement: Entitlement, used: set[str]) -> Entitlement:
    again = [ticket for ticket in entitlement.tickets if ticket in used]
    if not entitlement.rule.one_per_incident or not again:
        return entitlement
    left = tuple(ticket for ticket in entitlement.tickets if ticket not in used)
    words = f"{entitlement.what}; not again for {', '.join(again)}: one credit for an incident"
    if entitlement.rule.kind == "per_event":
        share = Fraction(len(left), len(entitlement.tickets))
        return replace(entitlement, value=entitlement.value * share, what=words, tickets=left)
    return entitlement if left else replace(entitlement, value=Fraction(0), what=words)


def _money(entitlement: Entitlement, base: Fraction | None) -> Fraction:
    """What a credit weighs against another; per cent weigh as they are when no charge is known."""
    if entitlement.unit == PERCENT and base is not None:
        return entitlement.value * base / 100
    return entitlement.value
