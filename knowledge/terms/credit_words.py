"""Words about service credits: is this about them, per cent of what, and what a figure is there for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from knowledge.terms.metrics import PERCENT, TIMED
from knowledge.terms.passages import Doubt, Sentence
from knowledge.terms.wording import NUMBER, flat, values_of

_CREDIT = re.compile(
    r"\b(?:service|performance|sla|uptime|availability|fee|automatic|response time|level)[ -]+(?:level )?(?:credits?|rebates?|deductions?|relief)\b|"
    r"\bcredits?\b(?! (?:cards?|reports?|notes? (?:for|of)(?! (?:EUR|GBP|USD|[£$€\d]))|worthiness|rating|checks?|terms|limit))|\brebates?\b|\b(?:contractual|service level|sla) penalt\w+|\bliquidated damages\b|\b(?:knock|take)\w*\b[^.;]{0,30}\boff (?:your|the) (?:next )?(?:bill|invoice)\b|\bknock\w* off\b|%\s*off\b[^.;]{0,40}\b(?:bill|invoice|fee|charge)|\b(?:service|failure|performance|kpi|abatement) points?\b|\babatements?\b|\bgive you back\b[^.;]{0,20}%|\b(?:fees?|charges?) (?:shall|will) be reduced\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\bcredit (?:cards?|reports?|worthiness|rating|check|terms)|\bdebit\b|\bcalling credit|\bcredit facilit|\btax credit|\blicen[cs]e fees?\b",
    re.IGNORECASE,
)
_BASES: tuple[tuple[str, str], ...] = (
    ("at_risk", r"\bat[- ]risk(?: amount)?\b|\bamount at[- ]risk\b"),
    (
        "service_charge",
        (
            r"\b(?:charges?|fees?|price|rental)\b[^.;,]{0,30}\bfor (?:the|that|those|each) (?:(?:affected|relevant|failed|impacted|applicable|particular)\s)+(?:\w+\s)?(?:services?|components?|systems?|sites?)\b"
            r"|\b(?:charges?|fees?|rental)\b[^.;,]{0,12}\b(?:of|for) (?:that|such)\s(?:\w+\s){0,2}services?\b"
            r"|\baffected service\b|(?<!monthly )\bservice charges?\b|\bcharges? for the service affected\b"
        ),
    ),
    (
        "annual_charge",
        r"\b(?:annual|yearly)\s+(?:\w+\s+){0,2}(?:charges?|fees?)\b|\b(?:charges?|fees?) (?:paid or )?payable (?:in|for) (?:that|the|each|any) (?:contract )?year\b",
    ),
    ("quarterly_charge", r"\bquarterly\s+(?:\w+\s+){0,2}(?:charges?|fees?)\b"),
    (
        "daily_charge",
        r"\b(?:one|\(?1\)?)[ -]+(?:additional )?day(?:'s|s)?\b(?:\s+\w+){0,2}\s*(?:of )?(?:service|charges?|fees?)?|\bper diem\b",
    ),
    ("hourly_charge", r"\bhourly (?:rate|charge|fee)\b"),
    (
        "monthly_charge",
        r"\bmonth(?:ly|'s|s')?\s+(?:\w+\s+){0,3}(?:charges?|fees?|payments?|price|rental|invoice|bill|subscriptions?)\b|\b(?:charges?|fees?)\b[^.;]{0,40}\b(?:for|in) (?:that|the|such|each|any) (?:\w+\s)?(?:calendar )?month\b",
    ),
)
_CAP = re.compile(
    r"\b(?:not exceed|not\b[^.;%]{0,30}\bmore than|exceeds?|(?:amount|sum) (?:of )?more than|limit(?:ed)? (?:of|to|at)|cap(?:ped)?(?: (?:at|of|to))?|maximum(?: of)?|no more than|not be more than|in excess of|greater than|up to)\b[^%;.]{0,80}$",
    re.IGNORECASE,
)
# "limited to 20 % of the monthly charge, and in any contract year to 10 %": the limit goes on for another span.
_AND_CAP = re.compile(
    r"\b(?:nor|and|or)\s*$|\b(?:and|or)\s+(?:in|for|during|over)\s+(?:any|each|a|the)\b[^%;.]{0,40}\bto\s*$",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:for|per)\s+(?:each|every|a|any)?\s*(?:additional\s+)?(?:full|whole|complete|entire)?\s*$|\b(?:each|every)\s+(?:additional\s+)?(?:full|whole|complete)?\s*$",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"(?:<|>|≤|≥|\b(?:below|under|above|over|less than|lower than|more than|greater than|at least|between|from|of at least|exceed\w*|target of|availability of|uptime of|level of|drops? to|falls? to))\s*(?:or equal to\s*)?(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_EDGE_AFTER = re.compile(
    r"^\s*(?:(?:or|and) (?:more|above|higher|greater|better|less|below|lower|under)|(?:but|and|to|-)\s*(?:less than|below|under|not|<|≥|>=|up to|including|\d)|"
    r"(?:monthly )?(?:availability|uptime)|(?:target )?(?:availability|uptime))",
    re.IGNORECASE,
)
_PAYER = re.compile(
    r"\b(?:shall|will|must|is|are|be|we|we'll)\s+(?:be\s+)?(?:\w+\s+)?(?:credit(?:ed)?|pays?|paid|refund(?:ed)?|deduct(?:ed)?|give|receive|entitled to)\s",
    re.IGNORECASE,
)
_FOR_SO_LONG = re.compile(
    rf"\b(?:in excess of|exceed\w*|(?:more|longer|greater) than|over|up to)\s+{NUMBER}\s*-?\s*(?:minute|hour|day)s?\b(?!')",
    re.IGNORECASE,
)
_OF_CHARGE = re.compile(
    r"^\s*(?:credit\s+)?(?:of|on|from|off)\b[^.;%]{0,60}\b(?:charges?|fees?|payments?|amounts?|rental|invoice|price|bill)\b",
    re.IGNORECASE,
)
_RESULT = r"(?:attainment|compliance|achievement|performance|success|results?|scores?|sla|service levels?|percentage)\b(?!\s+(?:\w+\s+)?(?:credits?|points?|failures?))"
_TOGETHER = re.compile(
    rf"\b(?:overall|aggregated?|combined|blended|cumulative|average)\s+(?:[\w-]+\s+){{0,3}}?{_RESULT}"
    r"|\bacross (?:all|every)(?: of)?(?: the)?\s+(?:\w+\s+)?(?:priorit\w+|severit\w+|tickets|incidents|requests|calls|cases|service levels|targets|levels|metrics|categor\w+)\b"
    r"|\b(?:percentage|proportion|share|per ?cent|%) of (?:all|total)(?: of)?(?: the)?\s+(?:(?!p\d|s\d|sev|priority)\w+\s+)?(?:tickets|incidents|requests|calls|cases)\b",
    re.IGNORECASE,
)
_BY_LEVEL = re.compile(
    r"\b(?:each|every|any|that|such|relevant|applicable|affected|individual)\s+(?:priority|severity|service level|level|target|kpi)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A percentage in a sentence about credits and what it is there for: credit, cap, edge (of a range) or step."""

    value: Decimal
    role: str
    start: int
    end: int


def about_credits(sentence: Sentence) -> bool:
    """Whether a sentence speaks of service credits, itself or by its lead-in or a heading."""
    if _NOT.search(sentence.text):
        return False
    near = " ".join(sentence.headings)
    return bool(
        _CREDIT.search(sentence.text)
        or _CREDIT.search(sentence.lead)
        or re.search(r"\bcredits?\b", near, re.IGNORECASE)
    )


def says_credit(text: str) -> bool:
    """Whether words speak of service credits."""
    return bool(_CREDIT.search(text)) and not _NOT.search(text)


def about_money_back(text: str) -> bool:
    """Whether headings or a lead-in speak of credits or compensation."""
    return says_credit(text) or bool(re.search(r"\bcredits?\b|\bcompensation\b|\brefunds?\b", text, re.IGNORECASE))


def base_in(text: str) -> str | None:
    """Per cent of what: the name of the charge, None where the words name none."""
    return next((name for name, words in _BASES if re.search(words, flat(text), re.IGNORECASE)), None)


def usual_base(sentences: Iterable[Sentence]) -> str | None:
    """The charge that a contract's credits are a share of: the one its sentences about credits name, limits aside."""
    named: list[str] = []
    for sentence in sentences:
        if not says_credit(sentence.text):
            continue
        parts = [sentence.text[one.start :] for one in figures(sentence.text) if one.role == "credit"]
        limits = any(one.role == "cap" for one in figures(sentence.text))
        named += [base for part in parts or ([] if limits else [sentence.text]) if (base := base_in(part))]
    return named[0] if len(set(named)) == 1 else None


def figures(text: str) -> list[Figure]:
    """Every percentage of a sentence with its role; the words right before it decide, then those after it."""
    cleaned = flat(text)
    found = []
    for match in PERCENT.finditer(cleaned):
        values = values_of(match["n"])
        if len(values) == 1:
            role = _role(cleaned[: match.start()], cleaned[match.end() :], values[0])
            found.append(Figure(values[0], role, match.start(), match.end()))
    return found


def paying(before: str) -> str:
    """The words before a figure, from the last verb of paying on: what was said before that limits something else.

    "For downtime in excess of the permitted, the Supplier shall credit 5 %" sets no limit of 5 %.
    """
    return _FOR_SO_LONG.sub(" ", _PAYER.split(before)[-1])


def _role(before: str, after: str, value: Decimal) -> str:
    clause = paying(re.split(r"[;]", before)[-1])
    if _STEP.search(clause) or re.match(r"\s*points?\b", after):
        return "step"
    if _AND_CAP.search(clause) and _CAP.search(re.sub(r"%|per ?cent", " ", clause)):
        return "cap"
    if _OF_CHARGE.match(after):
        return (
            "cap"
            if _CAP.search(re.split(r",(?! (?:not|up))|\bof\b.{0,40}\bfor each\b", clause)[-1]) and value <= 100
            else "credit"
        )
    if (
        _EDGE.search(clause)
        or _EDGE_AFTER.match(after)
        or re.search(r"\d\s*%?\s*(?:-|to|and)\s*(?:less than\s*|below\s*|<\s*)?$", clause)
    ):
        return "edge"
    if _CAP.search(clause[-60:]):
        return "cap"
    return (
        "credit"
        if value <= 50 or re.search(r"\bcredit(?:s|ed)?(?: of| is| equal to|:)?\s*$", clause, re.IGNORECASE)
        else "edge"
    )


def unnamed_level(fields: dict[str, Any], words: str) -> Doubt | None:
    """The doubt of a ladder that names no metric and does not say that it holds for every level."""
    every = re.search(
        r"\b(?:each|every|any|all) (?:of the )?service levels?\b|\bperformance\b|\bKPIs?\b|\battain\w+",
        words,
        re.IGNORECASE,
    )
    if fields.get("metric") or every:
        return None
    return Doubt(
        "conflict", ("availability only", "every service level"), "Which service level does this ladder credit?"
    )


def all_together(fields: dict[str, Any], words: str) -> Doubt | None:
    """The doubt of a rule that goes by the result of all tickets together: a rule here holds for each level by itself.

    A level that is measured as a whole anyway, such as availability, is not in doubt.
    """
    if fields.get("priority") or fields.get("metric") not in {None, *TIMED}:
        return None
    cleaned = flat(words)
    if _BY_LEVEL.search(cleaned) or not _TOGETHER.search(cleaned):
        return None
    return Doubt(
        "conflict",
        ("one credit a month, by the share of all tickets together that met their targets",),
        "This credit goes by all tickets together; is there one figure for all?",
    )
