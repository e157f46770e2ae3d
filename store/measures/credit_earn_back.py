"""Whether a credit is earned back: cancelled because the months after the miss reached what the contract asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from store.facts.common import Period, Result, Unknown, Why, month_at, month_index
from store.facts.credit_rule import CreditRule
from store.measures.credit_values import Entitlement, reached
from store.measures.level_names import level_name, same_promise
from store.measures.results import LevelResult

Months = Mapping[str, Sequence[LevelResult]]


@dataclass(frozen=True, slots=True)
class Returned:
    """The entitlements with those earned back counted as nothing.

    `pending` are credits that later months may still take back; `instead` says that a smaller credit, left out for one
    now earned back, may count after all.
    """

    earned: tuple[Entitlement, ...]
    pending: tuple[Unknown, ...] = ()
    instead: tuple[Unknown, ...] = ()


def earned_back(earned: Sequence[Entitlement], month: str, results: Months) -> Returned:
    """Take back the credits that the months after the miss have earned back.

    Source: earn-back clauses of outsourcing agreements: the credit is returned when the level is met in each of so
    many months that follow. A month not over yet, or without demand, settles nothing: the credit stands meanwhile.
    """
    verdicts = [_verdict(one, month, results) if one.value else False for one in earned]
    kept = tuple(_returned(one) if verdict else one for one, verdict in zip(earned, verdicts, strict=True))
    pending = tuple(_open(one, month) for one, verdict in zip(earned, verdicts, strict=True) if verdict is None)
    left_out = any({"one_per_incident", "highest_only"} & set(one.by) for one in earned)
    return Returned(kept, pending, (_instead(),) if left_out and True in verdicts else ())


def months_after(month: str, count: int) -> tuple[str, ...]:
    """The calendar months that follow "2026-09", so many of them."""
    first = month_index(month) + 1
    return tuple(month_at(index) for index in range(first, first + count))


def _verdict(one: Entitlement, month: str, results: Months) -> bool | None:
    """True: earned back; False: it stands for good; None: it cannot be told yet."""
    rule = one.rule
    if not rule.earn_back_months:
        return False
    seen = [_kept(one, results.get(later, ()), rule) for later in months_after(month, rule.earn_back_months)]
    if False in seen:
        return False
    return None if None in seen else True


def _kept(one: Entitlement, later: Sequence[LevelResult], rule: CreditRule) -> bool | None:
    """Whether one month reached what is asked: of the same level, or of every level of the contract."""
    level = one.result.level
    mine = [each for each in later if each.level.contract == level.contract]
    watched = mine if rule.earn_back_all else [each for each in mine if same_promise(each.level, level)]
    seen = [_reached(each, rule) for each in watched]
    if False in seen:
        return False
    return True if seen and None not in seen else None


def _reached(result: LevelResult, rule: CreditRule) -> bool | None:
    if result.result not in (Result.MET, Result.MISSED):
        return None
    if rule.earn_back_pct is None:
        return result.result is Result.MET
    return reached(result) >= Fraction(rule.earn_back_pct) if result.actual is not None else None


def _returned(one: Entitlement) -> Entitlement:
    months = one.rule.earn_back_months or 0
    words = f"{one.what}; earned back in the {months} month{'s' if months > 1 else ''} after"
    return replace(one, value=Fraction(0), what=words, tickets=(), by=(*one.by, "earn_back_months"))


def _open(one: Entitlement, month: str) -> Unknown:
    last = months_after(month, one.rule.earn_back_months or 0)[-1]
    what = f"whether the credit for {level_name(one.result.level)} is earned back by the end of {Period.of_month(last).label}"
    return Unknown(what, Why.NOT_UPLOADED, "look again when those months are over and their records are in")


def _instead() -> Unknown:
    what = "whether a smaller credit for the same cause counts, where the larger one was earned back"
    return Unknown(what, Why.CONFLICT, "agree with the provider how the clause is read")
