"""Credits for each full point below a level, in per cent or in money."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from knowledge.terms.bands import Band
from knowledge.terms.credit_words import figures
from knowledge.terms.money import Amount, amounts
from knowledge.terms.wording import NUMBER, plain, values_of

PER_POINT = re.compile(
    rf"\b(?:for|per)\s+(?:each|every|a)?\s*(?:additional\s+)?(?:full|whole|complete|entire)?\s*(?:(?P<per>{NUMBER})\s*(?:%|per ?cent|percentage points?|points?)|percentage points?\b)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:below|under|less than|short of|lower than)\s+(?:the\s+)?(?:target\s+(?:of\s+)?)?(?P<n>\d{2,3}(?:\.\d+)?)\s*%",
    re.IGNORECASE,
)
_SHORT_OF = re.compile(r"\bbelow|\bshort|\bless|\bunder|\bmiss", re.IGNORECASE)


def _steps_in_money(text: str, step: re.Match[str] | None, paid: Amount) -> dict[str, Any]:
    """So much money for each full point below a level."""
    per = plain(values_of(step["per"])[0]) if step and step["per"] else "1"
    fields: dict[str, Any] = {"kind": "per_point", "value": plain(paid.value), "currency": paid.currency, "per": per}
    counted = _REFERENCE.search(text)
    if counted:
        fields["bands"] = [Band(high=Decimal(counted["n"]), high_in=False).as_fields(paid.value)]
    return fields


def per_point(text: str, whole: str) -> dict[str, Any]:
    """So many per cent for each full point below a level; the level it counts from stands as the top of a band."""
    step = PER_POINT.search(text)
    pays = [one for one in figures(text) if one.role == "credit"]
    money = amounts(text, whole) if step and not pays else []
    if len(money) == 1 and _SHORT_OF.search(text):
        return _steps_in_money(text, step, money[0])
    if not step or len(pays) != 1 or not re.search(r"\bbelow|\bshort|\bless|\bunder|\bmiss", text, re.IGNORECASE):
        return {}
    fields: dict[str, Any] = {
        "kind": "per_point",
        "value": plain(pays[0].value),
        "per": plain(values_of(step["per"])[0]) if step["per"] else "1",
    }
    counted = _REFERENCE.search(text)
    if counted:
        fields["bands"] = [Band(high=Decimal(counted["n"]), high_in=False).as_fields(pays[0].value)]
    return fields
