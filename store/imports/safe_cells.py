"""Cells for spreadsheets that nobody's formula can hide in: text that a spreadsheet would run is marked as text.

Numbers stay numbers, negative ones too. Source of the dangerous beginnings: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from store.facts.common import Reject

# At the start of the cell or of any line in it, after any kind of space; full-width signs work in some locales.
_RUNS = re.compile(
    r"(^|[\r\n])([\s\u00a0\u200b-\u200f\u2060\ufeff]*)([=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20\u2212]|DDE\s*\()",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")


def safe_cell(value: str | float | Decimal | None) -> str | int | float | Decimal:
    """The value to write: a number as it is, a plain number in a text too, any other text with its formulas defused."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    if _NUMBER.fullmatch(value):
        return value
    if value[:1] in ("\t", "\r", "\n"):
        value = "'" + value
    return _RUNS.sub(r"\1'\2\3", value)


def safe_csv(header: Sequence[str], rows: Iterable[Sequence[str | float | Decimal | None]]) -> str:
    """A CSV whose every cell is safe; all text cells stand in quotation marks."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def rejects_csv(rejects: Iterable[Reject]) -> str:
    """The rejected rows as a table: file, row and the sentence why."""
    return safe_csv(
        ("file", "row", "why"), ((reject.source.file, reject.source.row, reject.sentence) for reject in rejects)
    )
