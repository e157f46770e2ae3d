"""The plan that was bought picks the levels and credits of a contract that offers several: those of other plans are not ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from store.facts.agreed import Metric, ServiceLevel
from store.facts.common import FAR_FUTURE, FAR_PAST, Status
from store.facts.credit_rule import CreditRule
from store.records import TermRecord

# Levels told apart by the time of day hold side by side; those of plans do not.
HOURS_TIERS = frozenset({"in service hours", "outside service hours"})
Term = TypeVar("Term", ServiceLevel, CreditRule)
_LABEL = re.compile(r"\b(?:plan|package|tier|level|service|support|customers?)\b")


@dataclass(frozen=True, slots=True)
class Bought:
    """A plan with the days on which it is the one bought."""

    name: str
    start: date
    end: date


def plans_bought(terms: Sequence[TermRecord]) -> list[Bought]:
    """The plans bought, each until the next one; a single one holds always, and none where two begin on one day."""
    told = [
        Bought(_plain(str(term.fields.get("value") or "")), term.effective_from, term.effective_to)
        for term in terms
        if term.kind == "contract_date"
        and term.fields.get("name") == "plan"
        and term.status in (Status.CONFIRMED, Status.FOUND)
    ]
    told.sort(key=lambda one: one.start)
    if len({one.name for one in told}) == 1:
        return [Bought(told[0].name, FAR_PAST, FAR_FUTURE)]
    if any(one.start == after.start and one.name != after.name for one, after in pairwise(told)):
        return []
    ends = [min(one.end, after.start - timedelta(days=1)) for one, after in pairwise(told)]
    return [replace(one, end=end) for one, end in zip(told, [*ends, *(one.end for one in told[-1:])], strict=True)]


def of_the_plan(terms: Iterable[Term], bought: Sequence[Bought]) -> tuple[Term, ...]:
    """The terms without those of plans that were not bought; all of them where no plan is known, or none by its name.

    A metric whose tiers do not name the plan at all keeps them: nobody can say which of them is ours.
    """
    every = tuple(terms)
    named: dict[Metric | None, set[str]] = {}
    for one in every:
        if one.tier and one.tier not in HOURS_TIERS:
            named.setdefault(one.metric, set()).add(_plain(one.tier))
    wanted = {one.name for one in bought}
    return tuple(
        made
        for one in every
        for made in (
            _in_its_days(one, bought) if one.tier not in {None, *HOURS_TIERS} and named[one.metric] & wanted else [one]
        )
    )


def _in_its_days(one: Term, bought: Sequence[Bought]) -> list[Term]:
    """A plan's term on the days on which that plan is bought; nothing of another plan."""
    cuts = [
        (max(one.effective_from, plan.start), min(one.effective_to, plan.end))
        for plan in bought
        if plan.name == _plain(one.tier or "")
    ]
    return [replace(one, effective_from=start, effective_to=end) for start, end in cuts if start <= end]


def _plain(name: str) -> str:
    return " ".join(_LABEL.sub(" ", name.casefold()).split())
