"""Over what levels are measured: calendar months and quarters, or a span that no measure here takes.

Of a rolling three months or any thirty days a person is asked, for the figure of a calendar month would be another one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Contract
from knowledge.terms.shares import ALL_LEVELS
from knowledge.terms.wording import NUMBER, flat, tidy, values_of

_UNIT = r"(?:months?|quarters?|weeks?|days?|years?)"
_OVER = re.compile(
    r"\b(?:measured|calculated|assessed|averaged|tested|taken|determined|evaluated|worked out|average[ds]?|available|availability|uptime|up)\b"
    r"(?:[^.;]|\.(?=\d)){0,70}?\b(?:over|across|on|in|during|for)\s+(?:(?:an?|any|each|every|the|previous|last|preceding|period of|basis of|time)\s+)*"
    rf"(?P<span>(?:rolling|moving|trailing)\s+(?:(?:period of|basis of)\s+)?(?:{NUMBER}[- ]+)?(?:consecutive\s+|calendar\s+)*{_UNIT}"
    rf"|(?P<n>{NUMBER})[- ]+(?:consecutive\s+|calendar\s+|rolling\s+|successive\s+)*{_UNIT})\b(?!\s+(?:a|per|each|every)\s+(?:week|year|month|annum))"
    r"|\b(?P<rolling>(?:on a\s+)?(?:rolling|moving|trailing)\s+(?:average|basis|(?:[\w-]+\s+)?(?:month|quarter|year|day|week)ly|"
    rf"(?:{NUMBER}[- ]+)?{_UNIT}))\b",
    re.IGNORECASE,
)
_LEVELS = re.compile(
    r"\b(?:service levels?|performance|slas?|kpis?|targets?|percentages?|(?:response|resolution) times?|attainment|availability|uptime)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:credits?|terminat\w+|fees?|charges?|invoic\w+|material breach|average(?:d)? with)\b", re.IGNORECASE
)
_PERIOD_MEANS = re.compile(
    r"\b(?:(?:service level |service )?measur\w+ (?:period|window|interval)|(?:service|reporting) period)\W{0,3}\s*(?:means?|is|shall (?:mean|be)|:|refers to)\s*(?P<what>[^.;]{0,60})",
    re.IGNORECASE,
)
_ROLLS = re.compile(r"\b(?:rolling|moving|trailing)\b", re.IGNORECASE)
_QUARTERLY = re.compile(r"\bquarter|\b(?:three|3)(?: \(3\))?[- ](?:calendar |consecutive )?months?\b", re.IGNORECASE)
_MEASURED = re.compile(
    r"\bmeasured\b.{0,40}\b(?:each|every|per|over|on a|by)\b.{0,20}\b(?P<window>month|quarter)"
    r"|\b(?:measured|calculated|assessed|tested)\b(?:\s+and\s+\w+)?\s+(?:by (?:the )?\w+ )?(?:on a )?(?P<adverb>month|quarter)ly\b",
    re.IGNORECASE,
)
QUESTION = "This is measured neither by the month, the quarter nor the year. Over what is it to be measured?"


def window(text: str) -> dict[str, Any]:
    """The calendar month or quarter over which the levels are measured: said of them, or as the meaning of "Measurement Period"."""
    defined = _PERIOD_MEANS.search(text)
    if defined:
        quarterly = _QUARTERLY.search(defined["what"]) and not _ROLLS.search(defined["what"])
        other = other_span(f"measured over {defined['what']}")
        monthly = not other and re.search(r"\bmonth", defined["what"], re.IGNORECASE)
        return {"window": "quarter"} if quarterly else {"window": "month"} if monthly else {}
    found = _MEASURED.search(text)
    about = ALL_LEVELS.search(text) or re.search(r"\bperformance\b", text, re.IGNORECASE)
    named = (found["window"] or found["adverb"]).lower() if found and about and not other_span(text) else ""
    return {"window": named} if named else {}


def other_span(text: str) -> str:
    """The span over which words measure, where it is no calendar month, quarter or year; "" for one that is or none."""
    for found in _OVER.finditer(flat(text)):
        one = found["n"] and values_of(found["n"]) == [1]
        if not one:
            return tidy(found["span"] or found["rolling"])
    return ""


def with_other_spans(terms: Sequence[FoundTerm], contract: Contract) -> list[FoundTerm]:
    """The terms, each level in doubt that its own words, or a sentence on all levels, measure over another span."""
    said = next((span for one in contract.sentences if (span := _for_all(one.text))), "")
    return [_doubted(term, said) if term.kind == "service_level" else term for term in terms]


def _for_all(text: str) -> str:
    measured = re.search(r"\b(?:measured|calculated|assessed|averaged|evaluated|worked out)\b", text, re.IGNORECASE)
    return other_span(text) if measured and _LEVELS.search(text) and not _OTHER.search(text) else ""


def _doubted(term: FoundTerm, said: str) -> FoundTerm:
    own = other_span(term.quote)
    span = own or (said if "window" not in term.fields else "")
    if not span or term.status != "found" or "target_pct" not in term.fields:
        return term
    fields = {name: value for name, value in term.fields.items() if name != "window"}
    readings = (f"over {span}", "by the calendar month")
    return replace(term, fields=fields, status="conflict", readings=readings, question=QUESTION, confidence=0.5)
