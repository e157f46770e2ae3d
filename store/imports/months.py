"""A month as a person writes it ("2026-09", "Sep 2026", "September 2026", an Excel date) to "2026-09"; never a guess."""

from __future__ import annotations

import re
from datetime import date, datetime

from store.imports.cells import Cell
from store.imports.dates import EARLIEST_YEAR
from store.imports.month_names import month_number
from store.imports.names import visible

_LATEST_YEAR = 2100
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/.]0?1)?(?: 00:00(?::00)?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_NAMED = re.compile(r"(?:(?:1|01|1st) )?([^\W\d_]{3,10})\.?[-/ ,']*(\d{4}|\d{2})")
_NAMED_AFTER = re.compile(r"(\d{4})[-/ ]([^\W\d_]{3,10})")


def month_of(cell: Cell) -> str | None:
    """The month as "2026-09", or None when the cell names none for certain ("01/09/2026" could be in two)."""
    if isinstance(cell, datetime | date):
        return f"{cell.year:04d}-{cell.month:02d}"
    if not isinstance(cell, str):
        return None
    text = " ".join(visible(cell).lower().split())
    for pattern, year_at, month_at in ((_YEAR_FIRST, 1, 2), (_YEAR_LAST, 2, 1), (_NAMED, 2, 1), (_NAMED_AFTER, 1, 2)):
        found = pattern.fullmatch(text)
        if found:
            return _written(found[year_at], found[month_at])
    return None


def _written(year: str, month: str) -> str | None:
    number = int(month) if month.isdecimal() else month_number(month)
    whole_year = int(year) + (2000 if len(year) == 2 else 0)
    if number is None or not 1 <= number <= 12 or not EARLIEST_YEAR <= whole_year <= _LATEST_YEAR:
        return None
    return f"{whole_year:04d}-{number:02d}"
