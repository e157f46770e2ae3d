"""Invoice lines: exact amounts with one currency; a credit that is not negative, or an amount with two readings, is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from store.facts.common import Money
from store.facts.happened import InvoiceLine
from store.imports.columns import is_missing
from store.imports.money import Amount, amount, decimal_mark, settled_currency
from store.imports.months import month_of
from store.imports.sentences import quoted
from store.imports.simple_rows import Row, Rows

_AMOUNTS = ("quantity", "unit_price", "net")
_PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Read:
    """The amounts of one row."""

    quantity: Amount | None
    unit_price: Amount | None
    net: Amount


def facts(read: Rows, tz: str, currency: str) -> list[InvoiceLine]:
    """A line a row; without a period the invoice's own month counts."""
    mark = decimal_mark(row.cells.get(name) for row in read.rows for name in _AMOUNTS)
    made = []
    for row in read.rows:
        line = _line(row, row.moment("dated").astimezone(ZoneInfo(tz)).date(), mark, currency)
        if isinstance(line, str):
            read.reject(row.source, line)
        else:
            made.append(line)
    odd = [str(line.source.row) for line in made if _does_not_multiply(line)]
    if odd:
        read.notes.append(f"Quantity times unit price is not the net amount in row {', '.join(odd[:10])}.")
    return made


def _line(row: Row, dated: date, mark: str | None, currency: str) -> InvoiceLine | str:
    amounts = _amounts(row, mark)
    if isinstance(amounts, str):
        return amounts
    month = month_of(row.cells.get("month")) or f"{dated:%Y-%m}"
    if not is_missing(row.cells.get("month")) and month_of(row.cells.get("month")) is None:
        return f"The period {quoted(row.text('month'))} cannot be read as a month; write it as 2026-09."
    credit_for = month_of(row.cells.get("credit_for"))
    if credit_for and amounts.net.value > 0:
        return f"The row credits {credit_for}, but its amount {amounts.net.value} is not negative."
    column = row.text("currency").upper() or None
    own = settled_currency(amounts.net.currency, column, currency)
    if own is None or len(own) != 3 or not own.isalpha():
        if not own and not amounts.net.currency and not column:
            return "The currency cannot be told: neither the table nor the contract names one; add a column for it."
        return f"The currency cannot be told: the amount says {amounts.net.currency}, the column {column}."
    return InvoiceLine(
        invoice=row.text("invoice"),
        dated=dated,
        month=month,
        description=row.text("description"),
        net=Money(amounts.net.value, own),
        source=row.source,
        quantity=amounts.quantity.value if amounts.quantity else None,
        unit_price=amounts.unit_price.value if amounts.unit_price else None,
        credit_for=credit_for,
    )


def _amounts(row: Row, mark: str | None) -> _Read | str:
    values: dict[str, Amount | None] = {}
    for name in _AMOUNTS:
        cell = row.cells.get(name)
        values[name] = None if is_missing(cell) else amount(cell, mark)
        if values[name] is None and not is_missing(cell):
            title = name.replace("_", " ")
            return f"The {title} {quoted(row.text(name))} is not an amount that can be read in one way only; write it as 1234.50."
    net = values["net"]
    return _Read(values["quantity"], values["unit_price"], net) if net else "The row has no net amount."


def _does_not_multiply(line: InvoiceLine) -> bool:
    if line.quantity is None or line.unit_price is None:
        return False
    return abs(line.quantity * line.unit_price - line.net.amount) > _PENNY
