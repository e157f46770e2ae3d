"""What a month cost by its invoices, and which part of that a service credit is a share of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from store.facts.agreed import Agreed, Charge
from store.facts.common import Money
from store.facts.happened import InvoiceLine
from store.measures.charge_drift import FIXED, fees_of, is_for
from store.measures.extra_lines import hourly_rates, is_extra


def recurring_charge(invoices: Iterable[InvoiceLine], month: str, charges: Iterable[Charge]) -> Money | None:
    """The recurring charge of a month ("2026-10"): its invoice lines without extras and credits; None where there are none."""
    return _sum(_recurring(invoices, month, charges))


def credit_base(invoices: Iterable[InvoiceLine], month: str, agreed: Agreed) -> Money | None:
    """What a month's credits are a share of: its recurring charge, or of that the one fixed charge they name.

    Where every rule shares out the same named charge ("of the Base Fee"), the lines that are another charge of the
    contract (further users, another service) are left out, as long as another clause than the named charge's gives it.
    """
    lines = _recurring(invoices, month, agreed.charges)
    names = {rule.base_name for rule in agreed.credit_rules if rule.kind != "none" and rule.currency is None}
    named = [one for one in agreed.charges if one.kind == FIXED and one.name and {one.name} == names]
    if len(named) != 1:
        return _sum(lines)
    others = [one for one in agreed.charges if one.source.quote != named[0].source.quote and one.rate is not None]
    return _sum([line for line in lines if not _is_another(line, named[0], others)])


def _recurring(invoices: Iterable[InvoiceLine], month: str, charges: Iterable[Charge]) -> list[InvoiceLine]:
    rates = hourly_rates(charges)
    mine = (line for line in invoices if line.month == month and line.credit_for is None)
    return [line for line in mine if not is_extra(line, rates)]


def _sum(lines: Sequence[InvoiceLine]) -> Money | None:
    if not lines:
        return None
    return Money(sum((line.net.amount for line in lines), Decimal(0)), lines[0].net.currency)


def _is_another(line: InvoiceLine, named: Charge, others: Sequence[Charge]) -> bool:
    """Whether a line is surely a charge of the contract other than the named one."""
    if any(is_for(line, one) for one in others):
        return True
    fixed = [one for one in others if one.kind == FIXED]
    return bool(fees_of(line, [named, *fixed])) and named not in fees_of(line, [named, *fixed])
