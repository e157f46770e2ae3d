"""What one sentence says of a credit: a share for any miss, an amount or days for each event, what is at risk."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from knowledge.terms.credit_limits import in_money, point_worth
from knowledge.terms.credit_words import figures, says_credit
from knowledge.terms.money import Amount, amounts
from knowledge.terms.passages import CERTAIN
from knowledge.terms.wording import NUMBER, plain, values_of

MISS = re.compile(
    r"\b(?:miss\w*|fail\w*|not (?:be(?:en|ing)? )?(?:met|achieved|meet|resolved|answered|fixed|restored|acknowledged|responded)|below|breach\w*|each|unavailab\w*|outages?|interruptions?|shortfall|less than|exceed\w*|late)\b",
    re.IGNORECASE,
)
_GROWN = re.compile(
    r"\b(?:increas\w+|ris\w+|doubl\w+|going up) to\s+\d[^.;]*\b(?:consecutive|successive|repeat\w*|in a row)\b",
    re.IGNORECASE,
)
ENTITLED = re.compile(
    r"\b(?:entitled to|receives?|reduction of|reduced by|deduct\w*)\b[^.;%]{0,40}\d+(?:\.\d+)?\s*%", re.IGNORECASE
)
_EACH = re.compile(
    r"\b(?:for|per|in respect of)\s+(?:each|every|any)\b(?!\s+(?:calendar\s+)?(?:month|quarter|(?:measurement\s+)?period)\b)|\b(?:each|every)\s+(?:such\s+|missed\s+|late\s+|failed\s+)?(?:failure|incident|ticket|breach|occasion|instance|time|fault|call|request)\b"
    r"|\bper\s+(?:\w+\s+){0,2}(?:failure|incident|ticket|breach|occasion|instance|event|occurrence|fault|default|miss|call)\b",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(
    r"\d\s*%|\bavailab\w+|\buptime\b|\bper ?cent|\bin (?:a|any|that|the|each) (?:\w+ )?(?:month|quarter|period)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b(?P<n>{NUMBER})\s*(?:additional\s+)?days?(?:'s|s')?\s+(?:of\s+)?(?:service|charges?|fees?|credit)",
    re.IGNORECASE,
)
_HOURLY = re.compile(rf"\b(?P<n>{NUMBER})\s*(?:x|times)\b[^.;]{{0,60}}\bhour", re.IGNORECASE)
DOWN = re.compile(r"\bunavailab\w+|\bdowntime\b|\boutages?\b|\bavailability\b|\buptime\b", re.IGNORECASE)
_AT_RISK = re.compile(r"\bat[- ]risk(?: amount)?\b[^.;%]{0,80}?(?P<n>\d+(?:\.\d+)?)\s*%", re.IGNORECASE)
_POOL = re.compile(r"\bpool(?: percentage)?\b[^.;%]{0,60}?(?P<n>\d+(?:\.\d+)?)\s*%", re.IGNORECASE)


def flat(text: str) -> dict[str, Any]:
    """The percentage that any miss pays; none where the sentence only limits, or gives several."""
    pays = [one for one in figures(text) if one.role == "credit"]
    if point_worth(text, "")[0]:
        return {}
    if len(pays) == 2 and _GROWN.search(text):
        pays = pays[:1]
    if not pays or not MISS.search(text) or not (says_credit(text) or ENTITLED.search(text)):
        return {}
    if len(pays) > 1:
        return {"kind": "flat", "several": [plain(one.value) for one in pays]}
    return {"kind": "flat", "value": plain(pays[0].value)}


def event(text: str, whole: str) -> dict[str, Any]:
    """An amount for each failure, or for a missed month; which of the two is in doubt where the words leave it open."""
    if not says_credit(text) or not MISS.search(text):
        return {}
    paid = [one for one in amounts(text, whole) if not _limits(text, one, whole)]
    if len({one.value for one in paid}) != 1:
        return {"kind": "per_event", "several": [f"{one.currency} {plain(one.value)}" for one in paid]} if paid else {}
    fields = {"kind": "per_event", "value": plain(paid[0].value), "currency": paid[0].currency}
    if _EACH.search(text):
        return fields
    return fields | ({"kind": "flat"} if _SHARE_OF.search(text) else {"once": True})


def _limits(text: str, one: Amount, whole: str) -> bool:
    """Whether an amount is a limit, or what a point is worth."""
    fields, doubt = in_money(text, whole)
    stated = {Decimal(value) for name, value in fields.items() if name.endswith("_amount")}
    return one.value in stated or (doubt is not CERTAIN and not fields) or bool(point_worth(text, whole)[0])


def days(text: str) -> dict[str, Any]:
    """A day of service, or so many hours at the hourly rate, for each event."""
    if not re.search(r"\bcredit", text, re.IGNORECASE) or not re.search(
        r"\bfor (?:each|every|any|the first)\b", text, re.IGNORECASE
    ):
        return {}
    day, hour = _DAY.search(text), _HOURLY.search(text)
    found = day or hour
    if not found:
        return {}
    share = values_of(found["n"])[0] * 100
    return {"kind": "per_event", "value": plain(share), "base": "daily_charge" if day else "hourly_charge"}


def at_risk(text: str) -> dict[str, Any]:
    """The share of the charge at risk and the pool it is dealt from; empty where the sentence names neither."""
    risk, pool = _AT_RISK.search(text), _POOL.search(text)
    fields: dict[str, Any] = {"kind": "modifier"}
    if risk:
        fields["at_risk_pct"] = plain(Decimal(risk["n"]))
    if pool:
        fields["pool_pct"] = plain(Decimal(pool["n"]))
    return fields if len(fields) > 1 else {}
