"""Counts of things as a table writes them: whole numbers only."""

from __future__ import annotations

from store.imports.cells import Cell
from store.imports.columns import is_missing
from store.imports.names import visible
from store.imports.sheets import shown


def whole_number(cell: Cell) -> int | None:
    """A count: digits, with thousands commas at most; never a fraction, a percentage or a number beyond reason."""
    text = "" if is_missing(cell) else visible(shown(cell))
    first, *groups = text.split(",")
    if groups and (not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups)):
        return None
    digits = first + "".join(groups)
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) <= 7 else None
