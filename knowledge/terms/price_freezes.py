"""A promise that prices stay as they are: up to a day, for the first months, or for the term; and whose prices it holds."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from knowledge.terms.passages import CERTAIN, Doubt
from knowledge.terms.wording import NUMBER, flat, values_of
from knowledge.written_dates import MONTHS

_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?(?P<month>{'|'.join(MONTHS)}),?\s+(?P<year>\d{{4}})"
_DAY_US = rf"(?P<month2>{'|'.join(MONTHS)})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})"
_DATE = rf"(?P<edge>before|prior to|earlier than|until|till|up to|through|to)\s+(?:and including\s+)?(?:the\s+)?(?:{_DAY}|{_DAY_US})"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5}
_ORDINAL = "|".join(_ORDINALS)
_ANNIVERSARY = rf"(?:before|prior to|until|till|up to)\s+(?:the\s+)?(?P<nth>{_ORDINAL})\s+anniversary"
_MONTHS = (
    r"(?:during|in|within|for|throughout|over|before the end of|until the end of|:|-)\s*(?:the\s+|a\s+period\s+of\s+|at\s+least\s+|an\s+initial\s+period\s+of\s+|your\s+|our\s+)*"
    rf"(?:(?P<lead>first|initial)\s+)?(?:(?P<n>{NUMBER})\s*-?\s*)?(?:(?:calendar|contract|full|consecutive)\s+)?(?P<unit>months?|years?)\b"
)
_TERM = (
    r"(?:during|in|within|for|throughout|over|until (?:the )?(?:end|expiry) of|before (?:the )?(?:end|expiry) of)\s+"
    r"(?:the\s+|this\s+|its\s+|your\s+)?(?:(?:whole|full|entire|remainder|duration|life)\s+(?:of\s+)?(?:the\s+)?)*"
    r"(?P<term>(?:initial|first|minimum|fixed|committed|contract)\s+(?:contract\s+)?(?:term|period)|term(?:\s+of\s+(?:this|the)\s+\w+)?|contract\s+term)\b(?!\s+of\s+\d)"
)
_WHEN = rf"(?:{_DATE}|{_ANNIVERSARY}|{_MONTHS}|{_TERM})"
_GO_UP = r"(?:increas\w+|rais(?:e|ed|ing)|ris(?:e|es|ing)|adjust\w*|uplift\w*|index(?:ed|ation)|go(?:ing)? up|put(?:ting)?(?: \w+){0,3} up|chang(?:e|ed|es))"
_NO_RISE = rf"(?:\b(?:not|no|never|nor|won't|without)\b(?:[^.;%]|\.(?=\d)){{0,40}}?\b{_GO_UP}\b)"
_STILL = (
    r"(?:\b(?:(?:are|is|be|being|stays?|remains?|kept|hold|held)\s+(?:\w+\s+){0,2}?(?:fixed|frozen|firm|unchanged|locked(?: in)?|constant|guaranteed|the same)|fixed(?= (?:until|till|for|up|during|throughout)\b)"
    r"|frozen|held|hold|firm|unchanged|locked(?: in)?|stays?(?: exactly)? (?:the same|as (?:they|it) (?:are|is))|remains? (?:the same|as (?:they|it) (?:are|is))|guarantee\w*)\b"
    r"|\bprice[- ](?:hold|freeze|lock|guarantee|protection|promise)\b)"
)
_GAP = r"(?:[^.;%]|\.(?=\d))"
_HELD = re.compile(rf"(?:{_NO_RISE}|{_STILL}){_GAP}{{0,90}}?(?:(?<=\W)|\b){_WHEN}", re.IGNORECASE)
_FIRST = re.compile(rf"(?:^|(?<=\W)){_WHEN}{_GAP}{{0,90}}?(?:{_NO_RISE}|{_STILL})", re.IGNORECASE)
_PRICE = re.compile(r"\b(?:charges?|fees?|prices?|pricing|rates?|subscriptions?|rental)\b", re.IGNORECASE)
# What a price is besides ours: interest, hours, levels, the number of things.
_OTHER = re.compile(
    r"\b(?:interest|exchange|discount|tax|vat|service levels?|availability|working hours|credits?)\b", re.IGNORECASE
)
# "may rise, but not before": a rule on rises, which says from when on it holds.
_MAY = re.compile(rf"\b(?:may|can|entitled to)\s+(?!not\b)(?:\w+\s+){{0,3}}?{_GO_UP}", re.IGNORECASE)
_BOUNDED = re.compile(
    r"^[^.;]{0,50}?\b(?:by more than|more than|exceed\w*|in excess|above|by over|without|unless|more often)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:more than|without|unless|exceed\w*|in excess)\b", re.IGNORECASE)
_APART = re.compile(
    r"\b(?:except|save|other than|subject to|apart from|excluding)\b(?P<what>[^.;]{3,120})", re.IGNORECASE
)
_RISES_APART = re.compile(r"\b(?:index\w*|CPI|RPI|inflation|increase\w*|rise|uplift|adjust\w+)\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\b(?:paragraph|clause|section|item)\s+(?P<number>\d+(?:\.\d+)*)", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under|pursuant to|in accordance with|by virtue of)\b[^,;.]*(?:\.\d+[^,;.]*)*", re.IGNORECASE)
_KINDS = (
    (("per_user",), r"\bper[- ](?:user|seat|mailbox|person|head)\b|\buser (?:charge|fee|price|rate)s?\b"),
    (("per_device",), r"\bper[- ](?:device|server|workstation|endpoint)\b|\bdevice (?:charge|fee|price|rate)s?\b"),
    (("per_site",), r"\bper[- ](?:site|location|office)\b"),
    (("hourly",), r"\b(?:hourly|labou?r|time and materials?|T&M|day) (?:\w+ )?(?:rate|charge|fee)s?\b"),
    (
        ("monthly_fixed", "per_user", "per_device", "per_site"),
        r"\b(?:monthly|recurring|support|subscription) (?:\w+ )?(?:charge|fee|price|rate|rental)s?\b",
    ),
)
_BREAK = re.compile(r";|,? and (?:may|can|shall|then|thereafter)\b|\bthereafter\b", re.IGNORECASE)
READINGS = ("no rise of any kind", "no rise but the one that the clause sets apart")


def price_freeze(text: str) -> tuple[dict[str, Any], Doubt] | None:
    """The freeze that a sentence states, as the fields of a charge; None where it states none.

    `rises_from` is the first day on which a price may rise again, `rises_after` the months from the start of the service
    (or "initial_term"); `holds` the paragraphs and kinds of price that alone are meant, none for every price.
    """
    cleaned = flat(text)
    found = _HELD.search(cleaned) or _FIRST.search(cleaned)
    if found is None or not _PRICE.search(_near(cleaned, found)) or _OTHER.search(cleaned[: found.end()]):
        return None
    if _MAY.search(cleaned[: found.end()]) or _BOUNDED.match(cleaned[found.end() :]) or _WITHIN.search(found.group()):
        return None
    until = _until(found)
    if not until:
        return None
    fields = {"kind": "freeze"} | until | _whose(cleaned, found)
    apart = _APART.search(cleaned, found.start())
    if apart and _RISES_APART.search(apart["what"]):
        return fields, Doubt("conflict", READINGS, "Does the clause hold the price, or only limit its rises?")
    return fields, CERTAIN


def _until(found: re.Match[str]) -> dict[str, str]:
    if found["edge"]:
        day = _date(found)
        if day is None:
            return {}
        stands = found["edge"].lower() in {"before", "prior to", "earlier than"}
        return {"rises_from": (day if stands else day + timedelta(days=1)).isoformat()}
    if found["nth"]:
        return {"rises_after": str(12 * _ORDINALS[found["nth"].lower()])}
    if found["term"]:
        return {"rises_after": "initial_term"}
    many = values_of(found["n"]) if found["n"] else []
    if len(many) > 1 or (not many and not found["lead"]):
        return {}
    months = int(many[0] if many else 1) * (12 if found["unit"].lower().startswith("year") else 1)
    return {"rises_after": str(months)} if months else {}


def _whose(text: str, found: re.Match[str]) -> dict[str, Any]:
    """The prices that are meant: by paragraph, or by what they are for."""
    subject = _UNDER.sub(" ", text[: found.start()] + re.split(_BREAK, text[found.start() :])[0])
    holds = [one["number"] for one in _PARAGRAPH.finditer(_UNDER.sub(" ", text[: found.start()]))]
    if not holds:
        holds = list(next((kinds for kinds, words in _KINDS if re.search(words, subject, re.IGNORECASE)), ()))
    return {"holds": holds} if holds else {}


def _near(text: str, found: re.Match[str]) -> str:
    """The words of a freeze with those around it, where the price that it holds is named."""
    return text[max(0, found.start() - 90) : found.end() + 60]


def _date(found: re.Match[str]) -> date | None:
    name, number, year = (found[key] or found[f"{key}2"] for key in ("month", "day", "year"))
    try:
        return date(int(year), MONTHS.index(name.lower()) + 1, int(number))
    except ValueError:
        return None
