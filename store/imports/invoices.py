"""Invoice lines: exact amounts with one currency; a credit that is not negative, or an amount with two readings, is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from store.facts.common import Money, Period
from store.facts.credit_words import is_service_credit
from store.facts.happened import InvoiceLine
from store.imports.columns import is_missing
from store.imports.line_words import month_before, month_named
from store.imports.money import Amount, amount, decimal_mark, settled_currency
from store.imports.months import month_of
from store.imports.sentences import quoted
from store.imports.simple_rows import Row, Rows

_AMOUNTS = ("quantity", "unit_price", "net")
_PENNY = Decimal("0.01")
# So many months from the invoice's own a line's own month may lie: billed ahead by the quarter, or late.
_NEAR = 3


@dataclass(frozen=True, slots=True)
class _Read:
    """The amounts of one row."""

    quantity: Amount | None
    unit_price: Amount | None
    net: Amount


def facts(read: Rows, tz: str, currency: str) -> list[InvoiceLine]:
    """A line a row; without a period the month that the line names near the invoice's day counts, else the invoice's own.

    An amount below zero whose words call it a service credit is one for the month they name, where no column says so.
    """
    mark = decimal_mark(row.cells.get(name) for row in read.rows for name in _AMOUNTS)
    made = []
    for row in read.rows:
        line = _line(row, row.moment("dated").astimezone(ZoneInfo(tz)).date(), mark, currency)
        if isinstance(line, str):
            read.reject(row.source, line)
        else:
            made.append(line)
    _tell(read, made)
    odd = [str(line.source.row) for line in made if _does_not_multiply(line)]
    if odd:
        read.notes.append(f"Quantity times unit price is not the net amount in row {', '.join(odd[:10])}.")
    return made


def _line(row: Row, dated: date, mark: str | None, currency: str) -> InvoiceLine | str:
    amounts = _amounts(row, mark)
    if isinstance(amounts, str):
        return amounts
    month = month_of(row.cells.get("month")) or _month_by_words(row.text("description"), dated)
    if not is_missing(row.cells.get("month")) and month_of(row.cells.get("month")) is None:
        return f"The period {quoted(row.text('month'))} cannot be read as a month; write it as 2026-09."
    credit_for = month_of(row.cells.get("credit_for"))
    if "credit_for" not in row.cells and amounts.net.value < 0 and is_service_credit(row.text("description")):
        credit_for = month_before(row.text("description"), dated)
        month = f"{dated:%Y-%m}"
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
    net = values["net"] or _product(values["quantity"], values["unit_price"])
    return _Read(values["quantity"], values["unit_price"], net) if net else "The row has no net amount."


def _product(quantity: Amount | None, price: Amount | None) -> Amount | None:
    """The net amount of a table that has none of its own."""
    if quantity is None or price is None:
        return None
    return Amount((quantity.value * price.value).quantize(_PENNY, ROUND_HALF_UP), price.currency)


def _month_by_words(description: str, dated: date) -> str:
    """The month that a line says it is for, where that is near the invoice's own; else the invoice's own."""
    own = f"{dated:%Y-%m}"
    named = month_named(description)
    if named is None:
        return own
    apart = (int(named[:4]) - dated.year) * 12 + int(named[5:]) - dated.month
    return named if abs(apart) <= _NEAR else own


def _tell(read: Rows, made: Sequence[InvoiceLine]) -> None:
    """What was taken from the lines' own words, and which service credit names no month."""
    if read.rows and "net" not in read.rows[0].cells:
        read.notes.append("The table has no column of net amounts: each is quantity times unit price.")
    if read.rows and "credit_for" in read.rows[0].cells:
        return
    for line in made:
        if line.credit_for:
            shown = Period.of_month(line.credit_for).label
            read.notes.append(f"Row {line.source.row} is by its own words the service credit for {shown}.")
        elif line.is_loose_credit:
            read.notes.append(
                f"Row {line.source.row} reads like a service credit and names no month, so it counts for none: add a column "
                f'"credit for month".'
            )


def _does_not_multiply(line: InvoiceLine) -> bool:
    if line.quantity is None or line.unit_price is None:
        return False
    return abs(line.quantity * line.unit_price - line.net.amount) > _PENNY
