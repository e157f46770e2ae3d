"""Claiming credits: within how long, from when and how; and how soon a failure must have been reported to count."""

from __future__ import annotations

import re
from typing import Any

from knowledge.terms.passages import CERTAIN, Doubt, Sentence
from knowledge.terms.quantities import Quantity, quantities

_CLAIM = re.compile(
    r"\b(?:claim(?:s|ed|ing|ant)?|request(?:s|ed|ing)?|appl(?:y|ies|ication)|notif(?:y|ies|ied|ication)|submit(?:s|ted|ting)?|submission|ask for|contact\w*|e-?mail(?:s|ed)?\s+(?:us|the)|write to|to (?:receive|get|obtain) (?:a|any|the) (?:\w+ )?credits?|in order to (?:receive|obtain))\b",
    re.IGNORECASE,
)
_CUSTOMER = re.compile(
    r"\b(?:customer|client|you|licensee|authority|buyer|subscriber|claims?|claimed|request(?:s|ed)?)\b", re.IGNORECASE
)
_PROVIDER = re.compile(
    r"\b(?:provider|supplier|we|company)\b[^.;,]{0,30}\b(?:shall|will|must)\b[^.;]{0,60}\bwithin\b", re.IGNORECASE
)
_REPORT = re.compile(
    r"\b(?:open(?:s|ed|ing)?|rais(?:e|es|ed|ing)|log(?:s|ged|ging)?|report(?:s|ed|ing)?|notif(?:y|ies|ied|ying))\b[^.;,]{0,60}\b(?:ticket|case|incident|failure|outage|downtime|unavailability|issue)\b[^.;]*$",
    re.IGNORECASE,
)
_FROM = (
    ("bill", r"\b(?:invoice|bill)\b"),
    (
        "month_end",
        r"\bend of\b[^.;]{0,50}\b(?:month|period|quarter|cycle)\b|\bmonth[- ]end\b|\b(?:month|period) end\b|\b(?:after|following|of|from) (?:the|that|each|such) (?:\w+ ){0,2}(?:month|billing period)\b|\blast day of\b[^.;]{0,40}\bmonth\b",
    ),
    (
        "event",
        r"\b(?:incidents?|failures?|outages?|events?|downtime|occurrences?|occurred|unavailability|interruptions?|date on which|miss(?:es|ed)?|breach|becoming aware)\b",
    ),
)
_FORM = re.compile(
    r"\bin writing\b|\bwritten\b|\bby e-?mail\b|\bby opening a (?:support )?ticket\b|\bvia (?:the |our )?(?:\w+ )?portal\b",
    re.IGNORECASE,
)
_HOURS = 24
WHICH_END = "The time to claim runs from the end of the quarter, which is later than that of the month. By when is each claimed?"
Part = tuple[dict[str, Any], Doubt]


def window(sentence: Sentence) -> Part:
    """How long the customer has to claim, from when, and how; a start that nothing names is asked about."""
    text = sentence.text
    limits = _limits(text)
    claim = _CLAIM.search(text)
    if not limits or not _CUSTOMER.search(text) or _PROVIDER.search(text):
        return {}, CERTAIN
    if not claim:
        told = [one for one in limits if one.unit == "hour" and _REPORT.search(text[: one.start])]
        return ({"report_hours": int(told[0].amount)} if told else {}), CERTAIN
    if re.search(r"\bterminat\w+|\bdisput\w*", text, re.IGNORECASE):
        return {}, CERTAIN
    reported = [one for one in limits[:-1] if _REPORT.search(text[: one.start]) and one.unit == "hour"]
    fields: dict[str, Any] = {"report_hours": int(reported[0].amount)} if reported else {}
    one = limits[-1]
    length = _length(one)
    start = _start(text, one)
    if not length or (start is None and not re.search(r"\bcredit", text, re.IGNORECASE)):
        return fields, CERTAIN
    form = _FORM.search(text)
    fields |= {"automatic": False} | length
    if form:
        fields["claim_form"] = "in writing" if form.group().lower() == "written" else form.group().lower()
    doubt = _open_start(text, one, start)
    return fields if doubt else fields | {"claim_from": start}, doubt or CERTAIN


def _open_start(text: str, one: Quantity, start: str | None) -> Doubt | None:
    """The doubt of a start that nothing names, or that lies at the end of a quarter; None for one that is clear."""
    if start is None:
        readings = ("from the failure", "from the end of the month")
        return Doubt("conflict", readings, "From when does the time to claim run?")
    if start == "month_end" and re.search(r"\bquarter\b", text[one.end : one.end + 60], re.IGNORECASE):
        return Doubt("conflict", ("from the end of the quarter", "from the end of the month"), WHICH_END)
    return None


def _limits(text: str) -> list[Quantity]:
    return [
        one
        for one in quantities(text)
        if one.unit in {"day", "week", "hour", "month"}
        and (
            re.match(r"within|no later|not later|in ", text[one.start : one.end], re.IGNORECASE)
            or re.search(r"\b(?:within|no later than|not later than)\W*$", text[: one.start], re.IGNORECASE)
        )
    ]


def _length(one: Quantity) -> dict[str, Any]:
    """The window as days, working days or months; hours only where they make whole days."""
    if one.broken or one.amount != int(one.amount):
        return {}
    if one.unit == "month":
        return {"claim_months": int(one.amount)}
    if one.unit == "hour":
        whole = one.clock != "service_hours" and one.amount % _HOURS == 0
        return {"claim_days": int(one.amount) // _HOURS} if whole else {}
    if one.clock == "business_days":
        return {"claim_days": int(one.amount * (5 if one.unit == "week" else 1)), "claim_business_days": True}
    return {"claim_days": int(one.amount * (7 if one.unit == "week" else 1))}


def _start(text: str, one: Quantity) -> str | None:
    since = re.split(r"[,;.]", text[one.end :])[0]
    return next((name for name, words in _FROM if re.search(words, since, re.IGNORECASE)), None)
