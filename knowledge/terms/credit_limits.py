"""Limits on credits said in money, and rules few contracts have: least credits, earning back, the largest only, points."""

from __future__ import annotations

import re
from typing import Any

from knowledge.terms.credit_words import figures, paying
from knowledge.terms.money import Amount, amounts
from knowledge.terms.passages import CERTAIN, Doubt
from knowledge.terms.wording import NUMBER, plain, tidy, values_of

_FAR = 260
_GOES_ON = re.compile(r"\s*(?:nor|and|or)\s*(?:more than\s*|to\s*)?", re.IGNORECASE)
Part = tuple[dict[str, Any], Doubt]
NO_DOLLAR = ("US dollars", "the dollars of another country")
YEAR = re.compile(
    r"\b(?:contract |calendar |any |each |per )?years?\b|\bannual\w*\b|\b(?:twelve|12)\s*(?:\(12\)\s*)?[- ]?months?\b|\bannum\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:not exceed|exceeds?|exceeding|limit(?:ed)? (?:of|to|at)|cap(?:ped)?(?: (?:at|of|to))?|maximum(?: of)?|(?:no|not|never|won't|can't|don't)\b[^.;]{0,40}\bmore than|in excess of|up to)\b",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:per|for (?:each|every|any)|each|every)\s+(?:single\s+)?(?:incident|failure|event|ticket|breach)",
    re.IGNORECASE,
)
_OTHER_SPAN = re.compile(r"\bquarter(?:ly)?\b|\b(?:initial |subscription |contract )?(?:term|period)\b", re.IGNORECASE)
_PAID = re.compile(
    r"\b(?:credits?|rebates?|deductions?|compensation|penalty|damages)(?: notes?)? (?:of|equal to|in the (?:amount|sum) of)\s*$"
    r"|\b(?:entitled to|receives?|shall pay|will pay|must pay|is due)\b(?![^.;]*\b(?:exceed|limited|maximum|up to|capped))[^.;]*$",
    re.IGNORECASE,
)
_GREATER = re.compile(
    r"\b(?:greater|higher|larger|more) of\b|\bwhichever is (?:the )?(?:greater|higher|larger|more)\b", re.IGNORECASE
)
_LEAST = re.compile(
    r"\bminimum\s+(?:monthly\s+)?(?:service\s+)?(?:level\s+)?(?:credits?|amount|payment|value)\b|\bminimum (?:of|credit)\b|\b(?:not|never|no)\b[^.;]{0,30}\bless than\b|\bat least\b",
    re.IGNORECASE,
)
_UNPAID = re.compile(
    r"\bno (?:service |performance |sla )?(?:level )?(?:credits?|rebates?)\b[^.;]{0,60}\b(?:less than|below|under)\b"
    r"|\b(?:credits?|rebates?|deductions?)\b[^.;]{0,60}\b(?:less than|below|under|smaller than)\b[^.;]{0,80}\b(?:not be|will not|shall not|is not|are not|not)\b"
    r"|\b(?:credits?|rebates?)\b[^.;]{0,60}\bonly\b[^.;]{0,80}\b(?:exceeds?|more than|greater than|above|at least)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\bearn(?:s|ed|ing)?[- ]?backs?\b|\bearn(?:s|ed|ing)?\b[^.;]{0,30}\bback\b"
    r"|\bcredits?\b[^.;]{0,80}\b(?:cancelled|returned|recovered|recoup\w*|reversed|forgiven|waived|extinguished|refunded to the (?:supplier|provider))\b",
    re.IGNORECASE,
)
_NO_BACK = re.compile(r"\b(?:no|not|never|cannot|without)\b[^.;]{0,40}\bearn", re.IGNORECASE)
_AFTER = re.compile(
    rf"\b(?P<each>each of |all (?:of )?|every one of |for |in |over |during )?(?:the |a period of |any )?"
    rf"(?:(?:next|following|subsequent|succeeding)\s+)?(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?(?:(?:full|consecutive|successive|following|subsequent|calendar|immediately|next)\s+)*(?P<unit>months?|quarters?|measurement periods?)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:next|following|subsequent|succeeding)\s+(?:calendar\s+|measurement\s+)?(?P<unit>month|quarter)\b",
    re.IGNORECASE,
)
_SOME = re.compile(rf"\b(?:any|{NUMBER}) of (?:the |any )?(?:next |following )?{NUMBER}\b", re.IGNORECASE)
_EVERY_LEVEL = re.compile(
    r"\b(?:all|every|each)(?: of the)?(?: other)? (?:service levels?|kpis?|targets|levels)\b", re.IGNORECASE
)
_LARGEST = re.compile(
    r"\b(?:only|solely)\b[^.;]{0,40}\b(?:highest|largest|greatest|higher|greater)\b[^.;]{0,60}\bcredits?\b"
    r"|\bcredits?\b[^.;]{0,80}\b(?:only|solely)\b[^.;]{0,30}\b(?:highest|largest|greatest)\b"
    r"|\b(?:only one|one|a single|no more than one|not more than one)\s+(?:service |performance )?(?:level )?(?:credit|rebate|deduction)\b[^.;]{0,60}\b(?:month|billing (?:period|cycle)|measurement period)\b",
    re.IGNORECASE,
)
_INCIDENT = re.compile(r"\b(?:incident|event|root cause|same cause|outage)\b", re.IGNORECASE)
_POINT = re.compile(
    r"\b(?:each|every|per|a)\s+(?:service |failure |performance |kpi |abatement )*point\b|\bfor (?:each|every) (?:service |failure |performance |abatement )*point\b",
    re.IGNORECASE,
)


def in_money(text: str, whole: str) -> Part:
    """The limits of a sentence that stand in money: caps for a month or a year, the least credit, and its threshold."""
    fields: dict[str, Any] = {}
    doubt = CERTAIN
    said = amounts(text, whole)
    for place, one in enumerate(said):
        begin = said[place - 1].end if place else 0
        own = text[begin : one.start]
        tail = re.split(
            r"[,;.]|\band\b|\bor\b|\bnor\b",
            text[one.end : said[place + 1].start if place + 1 < len(said) else len(text)],
        )[0]
        if place and fields and _GOES_ON.fullmatch(re.sub(r"^[^,;.]*?(?=\b(?:nor|and|or)\b)", "", own)):
            own = f"limited to {own}"
        part, why = _limit(own, tail, one, text)
        fields, doubt = part | fields, why if why is not CERTAIN else doubt
        if part and one.currency is None:
            doubt = Doubt("conflict", NO_DOLLAR, "Which dollars are meant?")
        elif part:
            fields.setdefault("limit_currency", one.currency)
    return fields, doubt


def _limit(own: str, tail: str, one: Amount, text: str) -> Part:
    """What one amount limits, by the words that belong to it."""
    value = plain(one.value)
    if _UNPAID.search(text[: one.end + 60]):
        return {"threshold_amount": value}, CERTAIN
    if _LEAST.search(own) and not _LIMIT.search(re.sub(_LEAST, " ", own)):
        return {"minimum_amount": value}, CERTAIN
    lower = re.search(r"\b(?:lesser|lower|smaller) of\b", text, re.IGNORECASE) and _LIMIT.search(text[: one.start])
    if lower and one.start - lower.start() < _FAR:
        return _cap(f"{own} {tail}", tail, value, text)
    if not _LIMIT.search(paying(own)[-90:]) or _PAID.search(own):
        return {}, CERTAIN
    return _cap(f"{own} {tail}", tail, value, text)


def _cap(near: str, tail: str, value: str, text: str) -> Part:
    """A limit for a month or a year; one for another span, or the greater of two, is asked about."""
    if _GREATER.search(text):
        asked = "The greater of two limits holds. Which is it for a month?"
        return {}, Doubt("conflict", ("the per cent", value), asked)
    if _EACH.search(tail):
        return {}, Doubt("conflict", (f"{value} for each incident", f"{value} for the month"), "What does this limit?")
    if YEAR.search(near):
        return {"cap_year_amount": value}, CERTAIN
    if _OTHER_SPAN.search(near) and not re.search(r"\bmonth|\bmeasurement period", near, re.IGNORECASE):
        asked = "The limit is not for a month. What is it for a month or a year?"
        return {"cap_amount": value}, Doubt("conflict", (tidy(near)[:120],), asked)
    return {"cap_amount": value}, CERTAIN


def earn_back(text: str) -> Part:
    """The months in which a level must be met again for its credit to fall away."""
    if (
        not _BACK.search(text)
        or _NO_BACK.search(text)
        or not re.search(r"\bmonth|\bquarter|\bperiod|\bearn", text, re.IGNORECASE)
    ):
        return {}, CERTAIN
    every: dict[str, Any] = {"earn_back_all": True} if _EVERY_LEVEL.search(text) else {}
    levels = [one.value for one in figures(text) if one.value >= 90]
    every |= {"earn_back_pct": plain(levels[0])} if len(levels) == 1 else {}
    found, following = _AFTER.search(text), _NEXT.search(text)
    counts = {values_of(one["n"])[0] * _length(one["unit"]) for one in _AFTER.finditer(text)}
    if len(counts) == 1 and found and not _SOME.search(text) and len(levels) < 2:
        return {"earn_back_months": int(counts.pop())} | every, CERTAIN
    if following and not counts and len(levels) < 2:
        return {"earn_back_months": _length(following["unit"])} | every, CERTAIN
    asked = "A credit can be earned back. In how many months after the miss, and by which level?"
    return {"earn_back_months": None}, Doubt("conflict", (tidy(text)[:160], "it stands in any case"), asked)


def _length(unit: str) -> int:
    return 3 if unit.lower().startswith("quarter") else 1


def largest_only(text: str) -> dict[str, Any]:
    """Whether of a month's credits only the largest, or only one, is due."""
    return {"highest_only": True} if _LARGEST.search(text) and not _INCIDENT.search(text) else {}


def point_worth(text: str, whole: str) -> Part:
    """What each service point is worth, in per cent of the charge or in money."""
    if not _POINT.search(text) or re.search(r"\bbelow\b|\bshort\b|\bpercentage points?\b", text, re.IGNORECASE):
        return {}, CERTAIN
    shares = [one.value for one in figures(text) if one.role in {"credit", "step"}]
    money = amounts(text, whole)
    if len(shares) == 1 and not money:
        return {"point_pct": plain(shares[0])}, CERTAIN
    if len(money) == 1 and not shares and money[0].currency:
        return {"point_amount": plain(money[0].value), "limit_currency": money[0].currency}, CERTAIN
    return {}, CERTAIN
