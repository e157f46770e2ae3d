"""How prices in the contract may rise: by which index, by how much at most, on which days, on what notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from knowledge.terms.metrics import PERCENT, percents
from knowledge.terms.passages import CERTAIN, Doubt
from knowledge.terms.quantities import quantities
from knowledge.terms.wording import NUMBER, tidy, values_of
from knowledge.written_dates import MONTHS

_RISE = re.compile(
    r"\b(?:(?:price|fee|charge)s? reviews?|(?:put|go(?:es)?)\b[^.;]{0,30}\bup|increas\w+|adjust\w*|index\w*|revis\w+|uplift\w*|rises?|rais\w+|escalat\w+|change)\b",
    re.IGNORECASE,
)
_INDEX = re.compile(
    r"\b(?P<index>CPIH?|RPIX?|consumer prices? index|retail prices? index|average weekly earnings|AWE)\b", re.IGNORECASE
)
_PRICE = re.compile(r"\b(?:charges?|fees?|prices?|rates?)\b", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:not exceed|no more than|never (?:by |be )?more than|never exceed|not more than|not by more than|up to|by at most|capped at|maximum of|up to a maximum|limited to|subject to (?:a |an )?(?:\w+ )?(?:cap|maximum|ceiling|limit)|ceiling of|(?:maximum|cap) (?:is|of|at)|no higher than|not above|not to exceed|at most|whichever is (?:the )?lower)\b",
    re.IGNORECASE,
)
# "by 3 % on each anniversary": an agreed step, which is also the most that it may be.
_STEP = re.compile(
    rf"\b(?:increas\w+|ris(?:e|es|ing)|rais\w+|uplift\w*|escalat\w+|go(?:es)? up|put up)\b[^.;%]{{0,60}}\b(?:by|of)\s+(?:a\s+fixed\s+)?{PERCENT.pattern}"
    r"(?=[^.;]{0,60}\b(?:each|every|per|a) (?:year|annum|anniversary|twelve|12)|[^.;]{0,40}\b(?:annually|yearly|per annum|anniversar\w+|(?:in )?any (?:one )?year))",
    re.IGNORECASE,
)
_MAY_CHANGE = re.compile(
    r"\b(?:may|reserves? the right to|entitled to|can|subject to|shall be entitled)\b[^.;]{0,60}\b(?:increas\w+|adjust\w*|revis\w+|chang\w+|raise|vary)\b[^.;]{0,60}\b(?:charges?|fees?|prices?|rates?)\b"
    r"|\b(?:charges?|fees?|prices?|rates?)\b[^.;]{0,60}\b(?:subject to change|may be (?:increased|adjusted|revised|changed))\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\bcredit|\bmeans\b|\bmay not\b|\bno increase\b|\bshall not be\b|\bmore than (?:five|ten)? ?per ?cent underpay",
    re.IGNORECASE,
)
_PLUS = re.compile(
    r"(?:\bplus\b|\+|\babove\b|\bin excess of\b)\s*(?:up to\s+|a further\s+)?(\d+(?:\.\d+)?)\s*(?:%|per ?cent)",
    re.IGNORECASE,
)
_HIGHER = re.compile(r"\b(?:higher|greater) of\b|\bwhichever is (?:the )?(?:higher|greater)\b", re.IGNORECASE)
_NAMES = {
    "consumer price index": "CPI",
    "consumer prices index": "CPI",
    "retail price index": "RPI",
    "retail prices index": "RPI",
}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_DAY = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?)?{_MONTH}(?:\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?"
_EACH_YEAR = re.compile(
    rf"\b(?:on|in|from|each|every|with effect from)\s+(?:the\s+)?(?:1st\s+of\s+)?{_DAY},?\s*(?:in\s+|of\s+)?(?:each|every)\s+(?:calendar\s+|contract\s+)?year\b"
    rf"|\b(?:each|every)\s+(?:year,?\s+)?(?:(?:on|in|with effect from)\s+)?(?:the\s+)?{_DAY.replace('<', '<b_')}(?!\s+\d{{4}})"
    rf"|\b(?:annually|yearly|once (?:a|per|(?:in )?(?:each|every)) (?:calendar |contract )?year),?\s+(?:on|in|each|every|from|with effect from)\s+(?:the\s+)?{_DAY.replace('<', '<c_')}(?!\s+\d{{4}})",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(r"\banniversar(?:y|ies)\b", re.IGNORECASE)
_CALENDAR_YEAR = re.compile(r"\b(?:each|any|every|one|per|a) (?:one )?calendar year\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    rf"\b(?:from|beginning (?:with|on)|starting (?:with|on|from)|commencing (?:on|with)|not (?:\w+ ){{0,3}}before|no earlier than|not earlier than|after|the first (?:such )?(?:\w+ )?(?:being|on|taking effect (?:on|from)))\s+(?:the\s+)?{_DAY},?\s+(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_AFTER_SPAN = re.compile(
    rf"\b(?:after|following|not (?:\w+ ){{0,4}}(?:during|in|within)|except (?:during|in)|other than (?:during|in)|not before the end of|from the end of)\s+(?:the\s+)?(?:first|initial)\s+(?P<n>{NUMBER})?\s*(?:\(\w+\)\s*)?(?P<unit>months?|years?|term|period)\b",
    re.IGNORECASE,
)


def indexation(text: str) -> dict[str, Any]:
    """The rule on rises that a sentence states, as the fields of a charge; empty where it states none."""
    index = _INDEX.search(text)
    limited = _LIMIT.search(text)
    notice = _told_before(text)
    step = _STEP.search(text)
    if not _RISE.search(text) or not _PRICE.search(text) or _NOT.search(text):
        return {}
    if not (index or step or (limited and percents(text)) or notice):
        return {}
    fields: dict[str, Any] = {"kind": "indexation"} | notice
    if index:
        words = index["index"]
        fields["index"] = _NAMES.get(words.lower(), words.upper())
    return fields | _most(text, limited, step) | dict(_days(text))


def _most(text: str, limited: re.Match[str] | None, step: re.Match[str] | None) -> dict[str, Any]:
    """The most that a year's rise may be, in per cent; a note where the words set a sum or a choice that has no top."""
    plus = _PLUS.search(text)
    after = text[limited.start() :] if limited else ""
    caps = percents(_PLUS.sub("", after)) if limited else []
    fields: dict[str, Any] = {"cap_pct": f"{caps[0].normalize():f}"} if len(caps) == 1 else {}
    if _HIGHER.search(text):
        return fields | {"note": tidy(text)[:200]}
    if plus:
        return fields | {"note": f"plus {plus[1]} %"}
    if not fields and step and not limited and not _INDEX.search(text):
        fields["cap_pct"] = f"{percents(step.group())[-1].normalize():f}"
    return fields


def unread_most(text: str, rise: dict[str, Any]) -> Doubt:
    """The doubt of a rise by an index whose sentence gives a percentage that was not read: it may well be its limit."""
    if "index" not in rise or "cap_pct" in rise or "note" in rise or not percents(text):
        return CERTAIN
    return Doubt("conflict", (tidy(text)[:200],), "What is the percentage in this for?")


def _days(text: str) -> Iterator[tuple[str, Any]]:
    """On which days of the year a price may rise, and from when on."""
    yearly = _EACH_YEAR.search(text)
    if yearly:
        groups = yearly.groupdict()
        name = next(groups[key] for key in ("month", "b_month", "c_month") if groups[key])
        said = next((groups[key] for key in groups if key.endswith(("day", "day2")) and groups[key]), "1")
        yield "rises_on", f"{_number(name):02d}-{int(said):02d}"
    elif _ANNIVERSARY.search(text):
        yield "rises_on", "anniversary"
    elif _CALENDAR_YEAR.search(text):
        yield "rises_on", "calendar_year"
    first = _NOT_BEFORE.search(text)
    if first and (day := _date(first)):
        yield "rises_from", day.isoformat()
    span = _AFTER_SPAN.search(text)
    if span and span["n"] and span["unit"].lower()[0] in "my":
        yield "rises_after", str(int(values_of(span["n"])[0]) * (12 if span["unit"].lower().startswith("y") else 1))
    elif span and not span["n"]:
        yield "rises_after", "initial_term"


def _number(name: str) -> int:
    return MONTHS.index(name.lower()) + 1


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), _number(found["month"]), int(found["day"] or found["day2"] or 1))
    except ValueError:
        return None


def _told_before(text: str) -> dict[str, Any]:
    """How many days before prices change the provider must say so; a notice in months is left to the words."""
    told = re.search(r"\bnotice\b|\bnotif\w+", text, re.IGNORECASE)
    if not told or not (_MAY_CHANGE.search(text) or (_LIMIT.search(text) and percents(text))):
        return {}
    days = [
        one
        for one in quantities(text)
        if one.unit in {"day", "week"} and one.clock != "business_days" and not one.broken
    ]
    return {"notice_days": int(days[0].amount * (7 if days[0].unit == "week" else 1))} if len(days) == 1 else {}
