"""A contract's credit rules and a month's misses, made in a line each, and what is owed for them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from store.facts.agreed import Agreed, ContractFacts, Metric, ServiceLevel
from store.facts.common import Money, Result, Source
from store.facts.credit_rule import CreditBand, CreditRule
from store.facts.happened import InvoiceLine
from store.measures.credits import month_credits
from store.measures.results import LevelResult

CONTRACT = ContractFacts("MSA-1", "Managed IT", "Northwind IT", service_start=date(2025, 7, 1))
LEVEL = ServiceLevel(1, "MSA-1", Metric.AVAILABILITY, Source("msa.docx", clause="Schedule 2, 3.1"))
RULE = CreditRule(1, "MSA-1", "flat", Source("msa.docx", clause="Schedule 2, 5.1"), value=Decimal(5), automatic=True)
BASE = Money(Decimal(18500), "GBP")
P1_RESPONSE = replace(LEVEL, id=2, metric=Metric.RESPONSE, priority=1, target_pct=Decimal(95))


def level(target="99.9", **changes):
    return replace(LEVEL, target_pct=Decimal(target), **changes)


def missed(actual, level=LEVEL, month="2026-09", **changes):
    return LevelResult(level, month, Result.MISSED, Decimal(actual), **changes)


def rule(kind="flat", **changes):
    return replace(RULE, kind=kind, **changes)


def bands(table, value_at=2):
    """Read "low high value" lines; a dash is no bound."""
    rows = [line.split() for line in table.strip().splitlines()]
    return tuple(CreditBand(number(low), number(high), Decimal(value)) for low, high, value in rows)


def number(text):
    return None if text == "-" else Decimal(text)


def credit(
    *results, rules=(RULE,), base=BASE, earlier=None, invoices=(), levels=(), today=date(2026, 10, 12), **contract
):
    agreed = Agreed(replace(CONTRACT, **contract), levels=levels, credit_rules=tuple(rules))
    by_month = {"2026-09": results, **(earlier or {"2026-08": (), "2026-07": ()})}
    return month_credits("2026-09", agreed, results=by_month, base=base, invoices=invoices, today=today)


def owed(*results, **given):
    amount = credit(*results, **given).owed
    return None if amount is None else str(amount.amount)


def invoice(net, *, month="2026-10", dated=date(2026, 10, 1), credit_for="2026-09", currency="GBP"):
    return InvoiceLine(
        "INV-7", dated, month, "x", Money(Decimal(net), currency), Source("i.csv", 2), credit_for=credit_for
    )
