"""Prices that the contract holds: from when to when no rise is allowed, and which prices that is said of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.facts.agreed import Charge, ContractFacts
from store.facts.common import Status
from store.measures.month_days import months_later

FREEZE = "freeze"


@dataclass(frozen=True, slots=True)
class Frozen:
    """No rise from `start` on and before `until`; None: the contract's start or term is not known, so no day can be told.

    The first months are those of the service: a later amendment that speaks of first months means others, not known.
    """

    rule: Charge
    start: date
    until: date | None

    def on(self, day: date) -> bool:
        """Whether a price is held on a day, for certain."""
        return self.until is not None and self.start <= day < self.until


def freezes(charges: Sequence[Charge], facts: ContractFacts) -> list[Frozen]:
    """The freezes that the contract states for certain, in its order."""
    stated = [one for one in charges if one.kind == FREEZE and one.status not in {Status.CONFLICT, Status.UNKNOWN}]
    return [Frozen(one, one.effective_from, _until(one, facts)) for one in stated]


def holds(freeze: Frozen, price: Charge) -> bool:
    """Whether a freeze is said of a price: of all prices, of its kind, or of the paragraph it stands in."""
    named, place = freeze.rule.holds, price.source.clause or ""
    return (
        not named
        or price.kind in named
        or any(re.search(rf"(?<![\d.]){re.escape(one)}$", place) is not None for one in named)
    )


def _until(rule: Charge, facts: ContractFacts) -> date | None:
    months = facts.initial_term_months if rule.rises_after == "initial_term" else int(rule.rises_after or 0)
    if rule.rises_from is not None or not months:
        return rule.rises_from
    start = facts.service_start
    return months_later(start, months) if start is not None and rule.effective_from <= start else None
