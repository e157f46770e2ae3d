"""A term as found: plain data under the names the numbers use, so that both rooms speak of the same fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """One thing the contract says that can be measured, paid or dated.

    `kind`: service_level, credit_rule, trigger, charge, duty, service_hours, contract_date, party, precedence.
    `fields` holds JSON values only (numbers as decimal strings, dates as ISO) under the field names of the matching
    fact; a missing field is unknown, never guessed. `status` is found, conflict or unknown; for a conflict
    `readings` says each reading in words and `question` is what to ask a person. `doubt` is "clash" where the only doubt
    is that the document itself says otherwise elsewhere, so that its own rule of precedence may settle it.
    """

    kind: str
    fields: dict[str, Any]
    quote: str
    clause: str
    start: int
    end: int
    page: int | None = None
    confidence: float = 1.0
    status: str = "found"
    readings: tuple[str, ...] = field(default=())
    question: str = ""
    doubt: str = ""
