"""Duties in tables that say how often each thing is done."""

from __future__ import annotations

import re

from knowledge.terms.due import due, every_months
from knowledge.terms.duty_kinds import KINDS
from knowledge.terms.model import FoundTerm
from knowledge.terms.rows import body, headers
from knowledge.terms.setting import Setting
from knowledge.terms.tables import HOW_OFTEN


def table_duties(setting: Setting) -> list[FoundTerm]:
    """The duties of a table that says how often each thing is done ("Service report | Monthly | within 5 working days")."""
    found = []
    for placed in setting.contract.tables:
        often = next((at for at, head in enumerate(headers(placed.table)) if HOW_OFTEN.search(head)), None)
        for row in body(placed.table, setting.contract.document.text) if often else ():
            label, rest = row.cells[0].text, " ".join(cell.text for cell in row.cells[1:])
            rhythm = every_months(next((cell.text for cell in row.cells if cell.column == often), ""))
            kind = next(((kind, what) for kind, what, words in KINDS if re.search(words, label, re.IGNORECASE)), None)
            if kind and rhythm:
                fields = {"kind": kind[0], "who": "provider", "what": kind[1], "every_months": rhythm} | due(rest)
                found.append(setting.contract.term("duty", fields, row.span, clause=placed.clause, confidence=0.85))
    return found
