"""What other terms would have cost over the months behind us: arithmetic on what was billed, never a forecast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from store.facts.common import Money

PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Option:
    """One option: what it would have cost over the same months, and the difference to what was paid (minus = less).

    `key` is rate_up, rate_down, scope_down or credits; `what` names the part that would change; `per_cent` is by how
    much a rate would.
    """

    key: str
    what: str
    cost: Money
    difference: Money
    per_cent: Decimal | None = None


def total(amounts: Sequence[Money]) -> Money | None:
    """The sum of amounts of one currency; None where there are none or the currencies differ."""
    if len({one.currency for one in amounts}) != 1:
        return None
    return Money(sum((one.amount for one in amounts), Decimal(0)), amounts[0].currency)


def rate_changed(paid: Mapping[str, Money], per_cent: Decimal) -> Option | None:
    """Every month's recurring charge at another rate, each rounded to the penny as an invoice would be."""
    before = total(list(paid.values()))
    if before is None:
        return None
    factor = 1 + per_cent / 100
    after = sum(((one.amount * factor).quantize(PENNY, ROUND_HALF_UP) for one in paid.values()), Decimal(0))
    key = "rate_up" if per_cent > 0 else "rate_down"
    return Option(key, "", Money(after, before.currency), Money(after - before.amount, before.currency), per_cent)


def line_dropped(paid: Mapping[str, Money], what: str, line: Mapping[str, Money]) -> Option | None:
    """The same months without one line of the invoices; None where it is all there is."""
    before, saved = total(list(paid.values())), total(list(line.values()))
    if before is None or saved is None or saved.amount >= before.amount or saved.currency != before.currency:
        return None
    after = before.amount - saved.amount
    return Option("scope_down", what, Money(after, before.currency), Money(-saved.amount, before.currency))


def credited(paid: Mapping[str, Money], what: str, credits: Sequence[Money], received: Money) -> Option | None:
    """The same months with these credits paid in full instead of what was received."""
    before, owed = total(list(paid.values())), total(list(credits))
    if before is None or owed is None or owed.currency != before.currency:
        return None
    more = owed.amount - received.amount
    return Option("credits", what, Money(before.amount - owed.amount, before.currency), Money(-more, before.currency))
