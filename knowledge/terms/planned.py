"""What counts as planned work for availability: the notice it needs, and whether it stays in the denominator."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Contract
from knowledge.terms.quantities import quantities

_PLANNED = re.compile(
    r"\b(?:planned|(?:pre-?)?scheduled|routine)\b[ -](?:\w+ )?(?:maintenance|downtime|work|outages?|interruptions?)|"
    r"\b(?:maintenance|works?|downtime|outages?)\b[^.;]{0,20}\b(?:is|are|counts? as|(?:is|are) (?:treated|regarded) as)\s+(?:only\s+)?planned\b|"
    r"\b(?:leaving out|excluding|excludes?|exclusive of|other than|except(?:ing)?|disregarding|less|not counting|not including|apart from)\s+(?:any\s+)?(?:maintenance|works?)\b|"
    r"\bmaintenance windows?\b|\bwork (?:on|of which)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:notice|notif\w+|told|tell|inform\w*|advance\w*|advis\w+|announce\w*)\b", re.IGNORECASE)
_WORKED_OUT = re.compile(r"\bdivided by\b|\bas a percentage of\b|÷|\)\s*/\s*\(?|\btotal\b[^.]{0,60}/", re.IGNORECASE)
_TAKEN_OFF = re.compile(r"\b(?:planned|scheduled|maintenance|excluded|permitted)\b", re.IGNORECASE)

FORMULAS = ("planned work stays in the time that availability is a share of", "planned work is taken off that time")
WHICH_FORMULA = "The contract gives two formulas for availability. Which one holds here?"


def planned_work(contract: Contract) -> dict[str, Any]:
    """What the contract says of planned work for all availability: the notice that makes work planned.

    In seconds, or in working days where it is counted so. Where two notices differ the field is left out, so that
    nothing is guessed.
    """
    notices = {notice for one in contract.sentences if (notice := notice_asked(one.text))}
    return dict(notices) if len(notices) == 1 else {}


def with_formulas(terms: list[FoundTerm], contract: Contract) -> list[FoundTerm]:
    """The availability levels with the formula each is worked out by: its own service's, else the contract's one.

    A level that two formulas may be meant for is in conflict.
    """
    levels = [term for term in terms if term.fields.get("metric") == "availability" and term.kind == "service_level"]
    shapes = [(one.text, shape) for one in contract.sentences if (shape := _full_month(one.text, contract)) is not None]
    services = {str(term.fields["service"]) for term in levels if term.fields.get("service")}
    return [_by_formula(term, shapes, services) if term in levels else term for term in terms]


def _by_formula(term: FoundTerm, shapes: list[tuple[str, bool]], services: set[str]) -> FoundTerm:
    own = str(term.fields.get("service") or "")
    named = [shape for text, shape in shapes if own and own.lower() in text.lower()]
    rest = [shape for text, shape in shapes if not any(one.lower() in text.lower() for one in services)]
    found = set(named or rest)
    if len(found) == 1:
        return replace(term, fields=term.fields | {"full_month_denominator": found.pop()})
    if not found or term.status != "found":
        return term
    return replace(term, status="conflict", readings=FORMULAS, question=WHICH_FORMULA, confidence=0.5)


def notice_asked(text: str) -> tuple[str, int] | None:
    """The notice of planned work that a sentence asks for: ("planned_notice_days", working days) or ("planned_notice_s", seconds)."""
    if not _PLANNED.search(text) or not _TOLD.search(text):
        return None
    spans = [
        one for one in quantities(text) if one.unit in {"hour", "day", "week"} and _by_notice(text, one.start, one.end)
    ]
    if len(spans) != 1:
        return None
    if spans[0].unit == "day" and spans[0].clock in {"business_days", "service_hours"}:
        return "planned_notice_days", int(spans[0].amount)
    days = {"day": 86_400, "week": 604_800}.get(spans[0].unit)
    seconds = spans[0].seconds if days is None else int(spans[0].amount * days)
    return ("planned_notice_s", seconds) if seconds else None


def _by_notice(text: str, start: int, end: int) -> bool:
    near = text[max(0, start - 60) : end + 60]
    if not _PLANNED.search(text[max(0, start - 250) : end + 150]):
        return False
    return bool(_TOLD.search(near) or re.search(r"\bbefore\b|\bprior\b", near, re.IGNORECASE))


def _full_month(text: str, contract: Contract) -> bool | None:
    """Whether planned work stays in the denominator of the contract's own formula; None where it gives none."""
    cut = _WORKED_OUT.search(text)
    if (
        not cut
        or not re.search(r"\bavailab|\buptime|\bminutes|\bhours", text, re.IGNORECASE)
        or "credit" in text.lower()
    ):
        return None
    below = text[cut.end() :]
    if _TAKEN_OFF.search(below):
        return False
    meant = [one.meaning for one in contract.tree.definitions if one.term.lower() in below.lower()]
    if any(_TAKEN_OFF.search(meaning) for meaning in meant):
        return False
    return True if re.search(r"\btotal\b|\bmonth\b", below, re.IGNORECASE) and not meant else None
