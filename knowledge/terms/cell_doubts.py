"""What around a cell of a table keeps its figure from being a plain limit: an average, a footnote, a column of another year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.terms.clocks import words_of
from knowledge.terms.level_doubts import worded_doubt
from knowledge.terms.passages import Contract
from knowledge.terms.rows import Body, Row
from knowledge.terms.wording import flat, tidy

_MARK = re.compile(r"(?P<mark>[*\u2020\u2021\u00a7]+|[\u00b9\u00b2\u00b3])\s*$")
_DATED = re.compile(r"\b(?:from|until|till|after|before|as of|since|up to)\b.{0,24}\b20\d\d\b", re.IGNORECASE)
Told = tuple[tuple[str, ...], str]


def cell_doubt(cell: Body, row: Row, notes: Sequence[str], contract: Contract, *, cutoff: bool = False) -> Told:
    """The readings and the question of a figure in a cell; none for a plain one."""
    told, asked = worded_doubt(f"{cell.header} {cell.text}", cutoff=cutoff) if re.search(r"\d", cell.text) else ((), "")
    if told:
        return told, asked
    dated = [flat(one.header) for one in row.cells if _DATED.search(flat(one.header))]
    if dated:
        return tuple(dict.fromkeys(tidy(one) for one in dated)), "Which column holds now?"
    note = _note(cell, notes, contract)
    return ((f"marked: “{note}”",), "What does the mark beside this figure change?") if note else ((), "")


def _note(cell: Body, notes: Sequence[str], contract: Contract) -> str:
    """The note that a mark in a cell points to; "" for none, and for one that only names the clock."""
    mark = _MARK.search(cell.text)
    if not mark:
        return ""
    sign = mark["mark"]
    texts = [*notes, *(one.text for one in contract.sentences)]
    note = next(
        (tidy(one) for one in texts if re.match(rf"\W{{0,2}}{re.escape(sign)}(?![*\u2020\u2021])", one.lstrip())), ""
    )
    return "" if words_of(note) else note or sign
