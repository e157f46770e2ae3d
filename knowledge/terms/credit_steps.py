"""Credits for each full point below a level, or for each full span of downtime, in per cent or in money."""

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


_SPAN = re.compile(
    rf"\b(?:each|every|per)\s+(?:additional\s+)?(?:full|whole|complete|entire)\s+(?:(?P<n>{NUMBER})\s*(?:-\s*)?)?(?P<unit>minute|hour)s?"
    r"(?:\s+period)?\s+(?:of|in|during|for)\s+(?:which\s+[^.;,]{0,40}\b)?(?:the\s+)?(?:total\s+|cumulative\s+|aggregate\s+)?(?:downtime|unavailab\w+|outages?)\b",
    re.IGNORECASE,
)
_ADDED_UP = re.compile(
    r"\b(?:total|cumulative|aggregate|(?:in|during|over) (?:that|the|such|any|a|each) (?:calendar )?month)\b",
    re.IGNORECASE,
)
_MISSED_FIRST = re.compile(
    r"\b(?:if|where|when)\b[^.;]{0,120}\b(?:fall\w* short|below|not (?:met|achieved|meet|reach\w*)|miss\w*|less than|fail\w*)\b",
    re.IGNORECASE,
)


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


def per_span(text: str, whole: str) -> dict[str, Any]:
    """So many per cent, or so much money, for each full span of a month's downtime, due when its level is missed.

    Only where the words say that the span must be full, that the month's downtime is added up, and that a miss comes
    first; "for every hour or part of it" is left to a person.
    """
    span = _SPAN.search(text)
    if not span or not _ADDED_UP.search(text) or not _MISSED_FIRST.search(text) or re.search(r"\bpart\b", text):
        return {}
    minutes = values_of(span["n"])[0] if span["n"] else Decimal(1)
    minutes *= 60 if span["unit"].lower() == "hour" else 1
    pays, money = [one for one in figures(text) if one.role == "credit"], amounts(text, whole)
    fields: dict[str, Any] = {"kind": "per_span", "per": plain(minutes), "metric": "availability"}
    if len(pays) == 1 and not money:
        return fields | {"value": plain(pays[0].value)}
    return (
        fields | {"value": plain(money[0].value), "currency": money[0].currency} if len(money) == 1 and not pays else {}
    )
