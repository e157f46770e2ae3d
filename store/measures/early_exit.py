"""What a contract asks for when it is ended on a day before its term is over, from a clause that prices that in fees.

A month that has begun when the contract ends may count whole or not at all where the clause does not say: the sum then
has two ends. The fee may have two ends too, where what is billed differs from what is agreed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from store.facts.agreed import Charge
from store.measures.leaving import later

PENNY = Decimal("0.01")
SHARE, MONTHS = "early_exit_share", "early_exit_months"


@dataclass(frozen=True, slots=True)
class ExitSum:
    """The least and the most that the clause can come to; `months` are the least and the most months of fees in it."""

    least: Decimal
    most: Decimal
    months: tuple[int, int]


def months_left(out: date, end: date) -> tuple[int, int]:
    """The whole months after the last day, up to the end of the term, and those with the one begun counted whole."""
    start, whole = out + timedelta(days=1), 0
    while later(start, whole + 1) - timedelta(days=1) <= end:
        whole += 1
    rest = later(start, whole) <= end
    return whole, whole + rest


def exit_sum(charge: Charge, out: date, end: date, fees: tuple[Decimal, ...]) -> ExitSum | None:
    """What ending on a day costs, from the month's fees that may be meant; None where the charge is of another kind.

    `out` is the last day of the contract, on or before the `end` of the term; `fees` are one month's, in one currency.
    """
    rate = charge.rate or Decimal(0)
    if charge.kind == MONTHS:
        number = int(rate)
        months, share = (number, number), rate
        return ExitSum(_pennies(min(fees) * share), _pennies(max(fees) * share), months) if out < end else _NOTHING
    if charge.kind != SHARE:
        return None
    least, most = months_left(out, end)
    return ExitSum(_pennies(min(fees) * least * rate / 100), _pennies(max(fees) * most * rate / 100), (least, most))


_NOTHING = ExitSum(Decimal("0.00"), Decimal("0.00"), (0, 0))


def _pennies(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, ROUND_HALF_UP)
