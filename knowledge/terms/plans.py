"""The plan that a customer bought, where a contract offers several: in a table of prices, and in the order form."""

from __future__ import annotations

import re

from knowledge.terms.passages import Contract
from knowledge.terms.rows import body
from knowledge.terms.wording import tidy

_LABEL = r"(?:(?:service|support|chosen|selected|subscription|your)\s+)*(?:plan|package|tier|edition)"
_NAME = r"[\"\u201c]?(?P<name>[A-Z][\w+]*(?:[ -][A-Z0-9][\w+]*){0,2})[\"\u201d]?"
_COLUMN = re.compile(rf"^\W*{_LABEL}s?\W*$", re.IGNORECASE)
_TOLD = (
    re.compile(
        rf"^\W*(?i:{_LABEL})(?:\s+(?:selected|chosen|ordered|purchased|taken))?\s*(?::|[-\u2013\u2014|])\s*{_NAME}(?:\s+(?:plan|package|tier))?\W*$"
    ),
    re.compile(
        rf"\b(?i:selects?|selected|has chosen|chose|orders?|ordered|purchases?|purchased|takes|has taken|subscribes? to|subscribed to|is on)\s+the\s+{_NAME}\s+(?i:plan|package|tier|edition)\b"
    ),
)


def plan_column(header: str) -> bool:
    """Whether a column of a table names plans."""
    return bool(_COLUMN.match(header))


def plan_names(contract: Contract) -> frozenset[str]:
    """The plans that a contract names, in small letters: in a table's column of plans, and the one bought."""
    found = {
        tidy(cell.text).lower()
        for placed in contract.tables
        for row in body(placed.table, contract.document.text)
        for cell in row.cells[:1]
        if plan_column(cell.header) and cell.text
    }
    told = [plan for sentence in (*contract.sentences, *contract.labelled) if (plan := plan_bought(sentence.text))]
    return frozenset(found | {plan.lower() for plan in told})


def plan_bought(text: str) -> str | None:
    """The plan that a sentence says was bought ("Plan: Professional"); None where it says none."""
    found = next((match for words in _TOLD if (match := words.search(text))), None)
    if found is None or re.search(
        r"\b(?:if|where|unless|when|should|who|which)\b", text[: found.start()], re.IGNORECASE
    ):
        return None
    return found["name"]
