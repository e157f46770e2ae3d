"""Goes through one month's levels and says of each what it earns, why it earns nothing, or why that cannot be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from store.facts.agreed import Agreed, Firmness, ServiceLevel
from store.facts.common import Money, Period, Result, Source, Status, Unknown, Why
from store.facts.credit_rule import CreditRule
from store.measures.credit_earn_back import earned_back
from store.measures.credit_exemptions import when_due
from store.measures.credit_limits import only_highest
from store.measures.credit_repeats import multiplied, once_per_incident, repeated
from store.measures.credit_rules import rule_for, worth
from store.measures.credit_values import PERCENT, POINTS, Entitlement, NotTold, as_decimal
from store.measures.level_names import level_name, same_promise
from store.measures.results import LevelResult

# Levels told apart by the time of day hold side by side; those of plans do not.
HOURS_TIERS = frozenset({"in service hours", "outside service hours"})


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic: what, how much, in which unit (%, points or a currency), and by which clause.

    `also` are the clauses of the general rules that changed the amount, such as one on repeated misses.
    """

    what: str
    value: Decimal
    unit: str
    clause: str | None
    source: Source
    also: tuple[Source, ...] = ()

    @property
    def rests_on(self) -> tuple[Source, ...]:
        """Every place the amount comes from: the rule's own, then those of the general rules that changed it."""
        return (self.source, *self.also)


@dataclass(frozen=True, slots=True)
class Tally:
    """A month gone through: what was earned, the steps so far, and what could not be told about amounts.

    `pending` are credits that later months may still take back.
    """

    earned: tuple[Entitlement, ...]
    steps: tuple[Step, ...]
    unknowns: tuple[Unknown, ...]
    pending: tuple[Unknown, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one level came to."""

    earned: Entitlement | None = None
    step: Step | None = None
    unknowns: tuple[Unknown, ...] = ()


def tallied(month: str, agreed: Agreed, *, results: Mapping[str, Sequence[LevelResult]], base: Money | None) -> Tally:
    """Value every missed level of the month: band, repeat, then one credit an incident. Caps come later."""
    rules = _in_force(agreed.credit_rules, month)
    mine = [result for result in results.get(month, ()) if result.level.contract == agreed.contract.ref]
    seen = [_seen(result, month, rules=rules, agreed=agreed, results=results) for result in mine]
    seen += [_Seen(unknowns=(_no_figures(level),)) for level in _unmeasured(month, agreed, mine, rules)]
    if not agreed.levels and not mine:
        seen += [_Seen(unknowns=(_no_level(rule),)) for rule in rules if rule.kind not in {"none", "modifier"}]
    currency = base.currency if base else agreed.contract.currency
    earned, foreign = _in_currency([one.earned for one in seen if one.earned], currency)
    charge = Fraction(base.amount) if base else None
    earned, shared = once_per_incident(earned, charge)
    earned, largest = only_highest(earned, charge)
    back = earned_back(earned, month, results)
    earned = back.earned
    unknowns = (*(unknown for one in seen for unknown in one.unknowns), *foreign, *shared, *largest, *back.instead)
    nothing = tuple(one.step for one in seen if one.step)
    return Tally(earned, (*map(_earned_step, earned), *nothing), unknowns, back.pending)


def _in_force(rules: Sequence[CreditRule], month: str) -> list[CreditRule]:
    span = Period.of_month(month)
    return [rule for rule in rules if rule.effective_from <= span.end and rule.effective_to >= span.start]


def _seen(
    result: LevelResult,
    month: str,
    *,
    rules: Sequence[CreditRule],
    agreed: Agreed,
    results: Mapping[str, Sequence[LevelResult]],
) -> _Seen:
    if result.result is Result.NO_DEMAND:
        return _Seen()
    if result.result is Result.MET:
        return _though_met(result, month, rules=rules, agreed=agreed)
    try:
        rule = rule_for(result.level, rules)
        if not agreed.credit_rules or (rule is None and _unread(result.level, agreed)):
            raise _without_rules(result, agreed)
        if rule is None or not _binding(result.level, rule):
            return _nothing(result, rule)
        _one_plan(result, results.get(month, ()))
        _settled(result)
        earned = when_due(worth(result, rule, month), month, agreed, others=results.get(month, ()))
    except NotTold as doubt:
        return _Seen(unknowns=(doubt.unknown,))
    return _with_repeat(earned, month, results, agreed)


def _with_repeat(
    earned: Entitlement, month: str, results: Mapping[str, Sequence[LevelResult]], agreed: Agreed
) -> _Seen:
    again = repeated(earned, month, results=results, agreed=agreed) if earned.value else None
    if again is None:
        return _Seen(earned=earned, unknowns=earned.doubts)
    doubts = (*earned.doubts, *((again.unknown,) if again.unknown else ()))
    return _Seen(earned=multiplied(earned, again), unknowns=doubts)


def _though_met(result: LevelResult, month: str, *, rules: Sequence[CreditRule], agreed: Agreed) -> _Seen:
    """What a month that met its level may still earn: by its late tickets, or by its downtime."""
    try:
        rule = rule_for(result.level, rules)
    except NotTold:
        return _Seen()
    if rule is None or not _binding(result.level, rule):
        return _Seen()
    if rule.kind == "per_event" and result.missed:
        return _late_but_met(result)
    return _down_but_met(result, rule, month, agreed) if rule.without_miss and result.down_s else _Seen()


def _down_but_met(result: LevelResult, rule: CreditRule, month: str, agreed: Agreed) -> _Seen:
    try:
        earned = when_due(worth(result, rule, month), month, agreed, others=())
    except NotTold as doubt:
        return _Seen(unknowns=(doubt.unknown,))
    if not earned.value and not earned.doubts:
        return _Seen()
    if rule.without_miss == "yes":
        return _Seen(earned=earned, unknowns=earned.doubts)
    what = f"whether downtime under {level_name(result.level)} earns a credit in a month that met it"
    return _Seen(unknowns=(Unknown(what, Why.CONFLICT, "agree with the provider how the clause is read"),))


def _late_but_met(result: LevelResult) -> _Seen:
    """A credit per event beside a monthly share that was met: the contract must say whether single misses pay."""
    what = f"whether {len(result.missed)} late under {level_name(result.level)} earn a credit in a month that met it"
    return _Seen(unknowns=(Unknown(what, Why.CONFLICT, "agree with the provider how the clause is read"),))


def _binding(level: ServiceLevel, rule: CreditRule) -> bool:
    """A mere target or effort earns a credit only where the credit rule names that kind of level; kind none never pays."""
    if rule.kind == "none":
        return False
    return level.firmness is Firmness.MUST or rule.metric is level.metric


def _no_level(rule: CreditRule) -> Unknown:
    """A contract that gives credits and of which no level was read: a miss could not have been seen."""
    what = f"whether the credit of {rule.source.clause or 'the contract'} was earned: no level that earns it was read"
    return Unknown(what, Why.UNPARSEABLE, "read that clause, and add the document that holds the level")


def _nothing(result: LevelResult, rule: CreditRule | None) -> _Seen:
    if result.result is not Result.MISSED:
        return _Seen()
    reason = "the contract gives no credit for this"
    if result.level.firmness is Firmness.TARGET:
        reason = "because it is only a target"
    elif result.level.firmness is Firmness.EFFORTS:
        reason = "because the contract promises only efforts"
    source = rule.source if rule else result.level.source
    step = Step(f"{_missed(result)}: nothing, {reason}", Decimal(0), PERCENT, source.clause, source)
    return _Seen(step=step)


def _unread(level: ServiceLevel, agreed: Agreed) -> tuple[Source, ...]:
    """The clauses that may promise a credit for this level of which nobody could read how much.

    A rule in doubt that may cover the level is found by its scope like any other: what it leaves open of another
    level does not make this one doubtful.
    """
    return tuple(one.source for one in agreed.unpriced if one.may_cover(level))


def _without_rules(result: LevelResult, agreed: Agreed) -> NotTold:
    """No rule was read for it, and not every clause on credits: that is not the contract saying it earns nothing."""
    name = level_name(result.level)
    if unread := _unread(result.level, agreed):
        clauses = ", ".join(dict.fromkeys(source.clause for source in unread if source.clause))
        what = f"the credit for {name}: the contract speaks of credits ({clauses}), but what a miss earns was not read"
        return NotTold(Unknown(what, Why.UNPARSEABLE, "read those clauses and what stands beside them"))
    what = f"a credit for {name}: no clause that we have read gives one"
    return NotTold(Unknown(what, Why.NOT_IN_CONTRACT, "look in the contract, and add the document that sets credits"))


def _one_plan(result: LevelResult, others: Sequence[LevelResult]) -> None:
    """A level promised on several plans pays on the one that was bought, which no result can tell."""
    plans = {one.level.tier for one in others if _twin(one.level, result.level)}
    if len(plans - HOURS_TIERS) > 1:
        named = ", ".join(sorted(str(plan or "the usual one") for plan in plans))
        what = f"the credit for {level_name(result.level)}: which plan you bought ({named}) is not told"
        raise NotTold(Unknown(what, Why.CONFLICT, "say which plan is yours: correct the levels of the others"))


def _twin(one: ServiceLevel, other: ServiceLevel) -> bool:
    mine = (one.contract, one.metric, one.priority, one.service)
    return mine == (other.contract, other.metric, other.priority, other.service)


def _settled(result: LevelResult) -> None:
    name = level_name(result.level)
    if result.level.status in (Status.CONFLICT, Status.UNKNOWN):
        readings = "; or ".join(result.level.readings) or "its terms could not be read for certain"
        what = f"whether {name} was met: {readings}"
        raise NotTold(Unknown(what, Why.CONFLICT, "confirm or correct the service level"))
    if result.result is Result.CANNOT_TELL:
        what = f"whether {name} was met, and so its credit"
        raise NotTold(Unknown(what, result.why or Why.NOT_UPLOADED, "settle that result first"))


def _unmeasured(
    month: str, agreed: Agreed, mine: Sequence[LevelResult], rules: Sequence[CreditRule]
) -> list[ServiceLevel]:
    """Levels of the month that a credit rule covers and nobody measured."""
    span = Period.of_month(month)
    return [
        level
        for level in agreed.levels
        if level.window == "month"
        and level.effective_from <= span.end
        and level.effective_to >= span.start
        and not any(same_promise(level, result.level) for result in mine)
        and _has_rule(level, rules)
    ]


def _has_rule(level: ServiceLevel, rules: Sequence[CreditRule]) -> bool:
    try:
        rule = rule_for(level, rules)
    except NotTold:
        return True
    return rule is not None and _binding(level, rule)


def _no_figures(level: ServiceLevel) -> Unknown:
    what = f"whether {level_name(level)} was met, and so its credit"
    return Unknown(what, Why.NOT_UPLOADED, "add the month's records for this level")


def _in_currency(earned: Sequence[Entitlement], currency: str) -> tuple[tuple[Entitlement, ...], tuple[Unknown, ...]]:
    same = tuple(one for one in earned if one.unit in (PERCENT, POINTS, currency))
    foreign = tuple(
        Unknown(
            f"the credit for {level_name(one.result.level)}: it is in {one.unit}, the charge in {currency}",
            Why.CONFLICT,
            "agree with the provider how it is converted",
        )
        for one in earned
        if one.unit not in (PERCENT, POINTS, currency)
    )
    return same, foreign


def _earned_step(earned: Entitlement) -> Step:
    source = earned.rule.source
    what = f"{_missed(earned.result)}: {earned.what}"
    told = (earned.rule.stated_in(field) for field in earned.by)
    also = tuple(dict.fromkeys(one for one in told if one != source))
    return Step(what, as_decimal(earned.value), earned.unit, source.clause, source, also)


def _missed(result: LevelResult) -> str:
    name = level_name(result.level)
    name = f"{name[:1].upper()}{name[1:]}"
    if result.result is Result.MET:
        return f"{name}, met all the same"
    counted = f" ({result.n} of {result.of})" if result.n is not None and result.of is not None else ""
    return f"{name} missed{counted}"
