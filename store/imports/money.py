"""Amounts as accounts write them: "£1,234.50", "1.234,50 €", "(925.00)", "925.00-"; an amount with two readings is none.

Whether a comma is a decimal or groups thousands is decided from the whole column; a lone "1.234" that nothing decides is
not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from store.imports.cells import Cell
from store.imports.names import visible

_SYMBOLS = {"£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "zł": "PLN"}
_DOLLARS = frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD"})
_CODE = re.compile(r"\b(GBP|EUR|USD|AUD|CAD|NZD|SGD|HKD|CHF|SEK|NOK|DKK|PLN|ZAR|INR|JPY)\b", re.IGNORECASE)
_BODY = re.compile(r"\d+(?:[.,' \u00a0]\d+)*")
_LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Amount:
    """A signed number and the currency written beside it ("$" alone is kept as "$"), if any."""

    value: Decimal
    currency: str | None = None


def decimal_mark(cells: Iterable[Cell]) -> str | None:
    """The decimal mark of a column, "." or ",", or None when no amount in it tells, or amounts disagree."""
    marks = set()
    for cell in cells:
        body = _BODY.search(visible(cell)) if isinstance(cell, str) else None
        mark = _mark(body[0]) if body else None
        if mark:
            marks.add(mark)
    return marks.pop() if len(marks) == 1 else None


def _mark(body: str) -> str | None:
    dots, commas = body.count("."), body.count(",")
    if dots and commas:
        return "." if body.rfind(".") > body.rfind(",") else ","
    if dots + commas == 0:
        return None
    separator = "." if dots else ","
    if dots + commas > 1:
        return "," if separator == "." else "."
    digits = len(body) - body.index(separator) - 1
    return separator if digits != 3 or body.startswith("0") else None


def amount(cell: Cell, mark: str | None) -> Amount | None:
    """The amount in a cell, with the column's decimal `mark`; None when it has no reading or two."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        value = Decimal(str(cell))
        return Amount(value) if value.is_finite() and abs(value) < _LARGEST else None
    return _of_text(visible(cell).replace("\u2212", "-"), mark) if isinstance(cell, str) else None


def _of_text(text: str, mark: str | None) -> Amount | None:
    currency, rest = _currency(text)
    body = _BODY.search(rest)
    if not body:
        return None
    around = (rest[: body.start()] + "#" + rest[body.end() :]).replace(" ", "")
    sign = {"#": 1, "+#": 1, "-#": -1, "#-": -1, "(#)": -1, "(-#)": -1, "cr#": -1, "#cr": -1}.get(around.lower())
    value = _number(body[0], mark)
    if sign is None or value is None or value >= _LARGEST:
        return None
    return Amount(sign * value, currency)


def _currency(text: str) -> tuple[str | None, str]:
    found = _CODE.search(text)
    currency = found[1].upper() if found else None
    rest = _CODE.sub("", text)
    for symbol, code in (*_SYMBOLS.items(), ("$", "$")):
        if symbol in rest:
            currency, rest = currency or code, rest.replace(symbol, "")
    return currency, rest


def _number(body: str, mark: str | None) -> Decimal | None:
    body = body.replace("'", "").replace(" ", "").replace("\u00a0", "")
    own = _mark(body)
    if own and mark and own != mark:
        return None
    mark = own or mark
    lone = body.count(".") + body.count(",") == 1 and own is None
    if lone and mark is None:
        # "1,234" groups thousands: no currency here has amounts of exactly three decimals; "1.234" may be a unit price.
        if "." in body:
            return None
        mark = "."
    return _grouped(body, mark or ".")


def _grouped(body: str, mark: str) -> Decimal | None:
    whole, _, fraction = body.partition(mark)
    group = "," if mark == "." else "."
    if group in fraction or mark in fraction:
        return None
    parts = whole.split(group)
    if len(parts) > 1 and (
        not 1 <= len(parts[0]) <= 3 or any(len(part) not in (2, 3) for part in parts[1:]) or len(parts[-1]) != 3
    ):
        return None
    return Decimal("".join(parts) + (f".{fraction}" if fraction else ""))


def settled_currency(written: str | None, column: str | None, contract: str) -> str | None:
    """One currency from the sign beside the amount, the currency column and the contract; None when they disagree."""
    if written == "$":
        written = (
            column
            if column in _DOLLARS
            else (contract if contract in _DOLLARS and not column else (None if column else "USD"))
        )
        if written is None:
            return None
    if written and column and written != column:
        return None
    return written or column or contract
