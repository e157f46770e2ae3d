"""Bands of failure by name (minor, serious, severe): they grade a result, and are no priorities of tickets."""

from __future__ import annotations

import re

from knowledge.documents.model import Table
from knowledge.terms.rows import headers
from knowledge.terms.wording import flat

SEVERITY = re.compile(
    r"\b(?P<name>minor|serious|severe|major|critical|target|(?:kpi |performance )?(?:service )?threshold|service failure threshold|green|amber|red)\b",
    re.IGNORECASE,
)
_GRADED = re.compile(r"\bkpi|\bfailure|\bthreshold|\bpoints?\b|\bperformance\b", re.IGNORECASE)
_LEAST_BANDS = 2


def severity(text: str) -> str | None:
    """The band of failure that words name, one word for each."""
    found = SEVERITY.search(flat(text))
    return found["name"].lower().split()[-1] if found else None


def severity_columns(table: Table) -> dict[int, str]:
    """The columns headed by bands of failure, where a table sets them side by side."""
    heads = headers(table)
    found = {at: name for at, head in enumerate(heads) if (name := severity(head))}
    failing = {at: name for at, name in found.items() if name != "target"}
    graded = any(_GRADED.search(heads[at]) for at in failing)
    return failing if graded and len(failing) >= _LEAST_BANDS else {}
