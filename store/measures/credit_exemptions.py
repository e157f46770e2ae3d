"""When a missed level pays nothing all the same: in the service's first months, or in a month of few tickets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from store.facts.agreed import Agreed, Metric
from store.facts.common import Period, Unknown, Why
from store.measures.credit_values import Entitlement, NotTold
from store.measures.level_names import level_name
from store.measures.month_days import months_later
from store.measures.results import LevelResult

_TIMED = (Metric.RESPONSE, Metric.RESOLUTION)


def when_due(earned: Entitlement, month: str, agreed: Agreed, *, others: Sequence[LevelResult]) -> Entitlement:
    """The credit, or nothing with the reason in its words where the contract exempts the miss.

    Raises:
        NotTold: whether the exemption holds cannot be told.
    """
    return _of_enough_tickets(_after_first_months(earned, month, agreed), others)


def _after_first_months(earned: Entitlement, month: str, agreed: Agreed) -> Entitlement:
    """Nothing for a month that lies wholly in the first months of the service, in which no credit is due."""
    months = earned.rule.no_credit_months
    if months is None:
        return earned
    start, span = agreed.contract.service_start, Period.of_month(month)
    begins = months_later(start, months) if start else None
    if begins is None or span.start < begins <= span.end:
        what = f"whether credits were due yet: none are in the first {months} months of the service"
        raise NotTold(
            Unknown(what, Why.NOT_IN_CONTRACT, "say when the service began, and agree how a part month counts")
        )
    if begins <= span.start:
        return earned
    return _nothing(earned, f"no credit is due in the first {months} months", "no_credit_months")


def _of_enough_tickets(earned: Entitlement, others: Sequence[LevelResult]) -> Entitlement:
    """Nothing for a level of fewer tickets than the contract asks for.

    A month's answered and resolved tickets of one priority may lie on both sides of that number, and so may tickets
    whose times are missing: which of them the clause counts is then for the parties to say.
    """
    least, level = earned.rule.least_tickets, earned.result.level
    if least is None or level.metric not in _TIMED or earned.result.of is None:
        return earned
    same = (level.contract, level.priority, level.service, level.tier)
    counted = [
        one
        for one in (earned.result, *others)
        if one.of is not None
        and one.level.metric in _TIMED
        and same == (one.level.contract, one.level.priority, one.level.service, one.level.tier)
    ]
    numbers = [number for one in counted for number in (one.of or 0, (one.of or 0) + one.pending + one.no_evidence)]
    if min(numbers) < least <= max(numbers):
        what = f"the credit for {level_name(level)}: none is due below {least} tickets, and {min(numbers)} to {max(numbers)} may count"
        raise NotTold(Unknown(what, Why.CONFLICT, "agree with the provider which tickets of the month are counted"))
    if min(numbers) >= least:
        return earned
    return _nothing(earned, f"no credit is due for fewer than {least} tickets", "least_tickets")


def _nothing(earned: Entitlement, why: str, field: str) -> Entitlement:
    return replace(earned, value=Fraction(0), what=f"{earned.what}; {why}", by=(*earned.by, field))
