"""Whether a miss is a repeat of the month before, and whether one incident has already earned its credit.

Where a month without demand stands between two misses the contract seldom says whether the run is broken: the miss
then counts once, and the doubt is listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from store.facts.agreed import Agreed, ServiceLevel
from store.facts.common import Period, Result, Unknown, Why, month_at, month_index
from store.measures.credit_values import PERCENT, Entitlement, plain
from store.measures.level_names import level_name, same_promise
from store.measures.results import LevelResult


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often a miss counts, and what could not be told about the months before."""

    factor: Fraction = Fraction(1)
    unknown: Unknown | None = None


def month_before(month: str, window: str = "month") -> str:
    """The calendar month (or the month a quarter earlier) before "2026-09"."""
    return month_at(month_index(month) - (3 if window == "quarter" else 1))


def repeated(
    entitlement: Entitlement, month: str, *, results: Mapping[str, Sequence[LevelResult]], agreed: Agreed
) -> Repeat:
    """Say whether the same level was also missed in the period before `month`, and by how much that multiplies it.

    Source: repeat failures in consecutive periods double the points (model services agreement): the factor applies
    once, however long the run.
    """
    factor = Fraction(entitlement.rule.repeat_factor or 1)
    if factor == 1:
        return Repeat()
    level, without_demand = entitlement.result.level, False
    while _served(month := month_before(month, level.window), agreed):
        earlier = _same_level(level, results.get(month, ()))
        if earlier is None:
            return _without_record(level, month, promised=not results.get(month))
        if earlier.result is Result.NO_DEMAND:
            without_demand = True
            continue
        return _verdict(earlier, month, factor, without_demand=without_demand)
    return Repeat()


def _without_record(level: ServiceLevel, month: str, *, promised: bool) -> Repeat:
    """A month measured without this level, or before its first day, did not promise it; else the month is unknown."""
    if not promised or level.effective_from > Period.of_month(month).end:
        return Repeat()
    return Repeat(unknown=_doubt(level, month, Why.NOT_UPLOADED, "add the records of the month before"))


def _verdict(earlier: LevelResult, month: str, factor: Fraction, *, without_demand: bool) -> Repeat:
    if earlier.result is Result.MET:
        return Repeat()
    if earlier.result is Result.CANNOT_TELL:
        why = earlier.why or Why.NOT_UPLOADED
        return Repeat(unknown=_doubt(earlier.level, month, why, "settle that month first"))
    if without_demand:
        fix = "agree with the provider whether a month without demand breaks a run"
        return Repeat(unknown=_doubt(earlier.level, month, Why.CONFLICT, fix))
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
    by = (*entitlement.by, "repeat_factor")
    return replace(entitlement, value=entitlement.value * repeat.factor, what=words, by=by)


def once_per_incident(
    entitlements: Sequence[Entitlement], base: Fraction | None
) -> tuple[tuple[Entitlement, ...], tuple[Unknown, ...]]:
    """Keep one credit for each incident where the rule says so: the largest, as the customer would choose.

    A credit per event loses the events that have already earned a larger one. A credit for a month of several
    incidents, some of which already earned one, is counted as nothing and listed: few clauses say what then holds.
    Order in, order out.
    """
    used: dict[str, int] = {}
    kept: dict[int, Entitlement] = {}
    doubts: list[Unknown] = []
    order = sorted(range(len(entitlements)), key=lambda index: (-_money(entitlements[index], base), index))
    for index in order:
        one = kept[index] = _not_twice(entitlements[index], used)
        if one.rule.one_per_incident and one.value:
            used |= dict.fromkeys(one.tickets, 1 if one.rule.kind == "per_event" else len(one.tickets))
        doubts += _overlap(entitlements[index], one, used)
    return tuple(kept[index] for index in range(len(entitlements))), tuple(doubts)


def _not_twice(entitlement: Entitlement, used: Mapping[str, int]) -> Entitlement:
    again = [ticket for ticket in entitlement.tickets if ticket in used]
    if not entitlement.rule.one_per_incident or not again:
        return entitlement
    left = tuple(ticket for ticket in entitlement.tickets if ticket not in used)
    words = f"{entitlement.what}; not again for {', '.join(again)}: one credit for an incident"
    share = Fraction(len(left), len(entitlement.tickets)) if entitlement.rule.kind == "per_event" else Fraction(0)
    by = (*entitlement.by, "one_per_incident")
    return replace(entitlement, value=entitlement.value * share, what=words, tickets=left, by=by)


def _overlap(whole: Entitlement, kept: Entitlement, used: Mapping[str, int]) -> tuple[Unknown, ...]:
    """The doubt left by a dropped monthly credit, unless each of its incidents earned a credit of its own."""
    dropped = set(whole.tickets) - set(kept.tickets)
    clear = not kept.tickets and all(used[ticket] == 1 for ticket in dropped)
    if not dropped or clear or whole.rule.kind == "per_event":
        return ()
    what = f"whether {level_name(whole.result.level)} earns its own credit: it shares incidents with a larger one"
    return (Unknown(what, Why.CONFLICT, "agree with the provider how one credit for an incident is read"),)


def _money(entitlement: Entitlement, base: Fraction | None) -> Fraction:
    """What a credit weighs against another; per cent weigh as they are when no charge is known."""
    if entitlement.unit == PERCENT and base is not None:
        return entitlement.value * base / 100
    return entitlement.value
