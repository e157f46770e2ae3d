"""Availability promised in running text; a threshold for credits is no promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from knowledge.terms.clocks import words_of
from knowledge.terms.credit_words import figures, says_credit
from knowledge.terms.firmness import firmness_in
from knowledge.terms.hours import SEPARATE, hours_fields
from knowledge.terms.level_doubts import worded_doubt
from knowledge.terms.level_terms import Worded, as_term, heading_tier
from knowledge.terms.metrics import PERCENT, percents
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Sentence
from knowledge.terms.setting import Setting
from knowledge.terms.wording import NUMBER, flat

_UP = re.compile(
    r"\b(?:availab\w+|up-?time|accessible|operational|up and running|(?:be|is|stays?) up(?: and running)?(?=\s+(?:for\s+)?(?:at least\s+)?\d))\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:degradation|mailbox|discount|interest|tax|vat|equity|shares?|revenue|ownership|capacity|humidity|bandwidth|packet|"
    r"invoice|terminat\w+|staff|working hours)\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"(?:<|\b(?:below|under|less than|drops?|falls?|lower than|fails? to (?:meet|achieve)))\W*(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?P<tier>standard|enhanced|premium|basic|gold|silver|bronze|platinum)\s+(?:tier\s+|plan\s+|support\s+|service\s+)?(?:customers?|clients?|plan|tier|package|subscribers?)\b",
    re.IGNORECASE,
)
_BOUGHT = re.compile(r"\b(?P<tier>standard|enhanced|premium|basic|gold|silver|bronze|platinum)\b", re.IGNORECASE)
_THING = re.compile(r"^\W*(?:of\s+)?(?P<service>(?:[\w-]+\s+){1,3}?)(?=availability|uptime)", re.IGNORECASE)
_FOR_EACH = re.compile(
    r"^\W*(?:(?i:of the time)\s+)?for\s+(?:each|every|any|the|our|all)\s+(?P<service>[A-Z][\w&'-]*(?:\s+[A-Z][\w&'-]*){0,3})"
)
_NAME = r"[A-Z][\w&-]*(?:\s+(?:and\s+|&\s+)?[A-Z][\w&-]*){0,4}"
_NAMED = re.compile(
    rf"^\W*(?:[\d.]{{1,12}}\s+)?(?:[Tt]he\s+|[Oo]ur\s+)?({_NAME})\s+(?:shall|will|must|is to|is|are)\s+(?:\w+\s+)?(?:be\s+)?(?:available|accessible|operational|up)\b"
    rf"|\b[Aa]vailability (?:of|for) (?:the\s+|our\s+)?({_NAME})\s+(?:shall|will|must|is|of|at)\b"
)
# "The Portal and the donor database will each be available": one level for each of them.
_THINGS = r"(?P<things>[\w&' -]{2,60}(?:,\s*[\w&' -]{2,60})*,?\s+and\s+[\w&' -]{2,60}?)"
_EACH = re.compile(
    rf"\beach of\s+{_THINGS}\s+(?:shall|will|must|is to|is)\b"
    rf"|(?:^|\bthat\s+|[.:;]\s+){_THINGS.replace('things', 'both')}\s+(?:(?:shall|will|must|are to|are)\s+each|(?:shall|will|must|are to|are)\s+both)\s+(?:be\s+)?(?:available|accessible|operational|up)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^.*\bthat\b", re.IGNORECASE)
_NUMBER = re.compile(r"^[\W\d]+\s+")
_ARTICLE = re.compile(r"^(?:the|our|its|your|and)\s+", re.IGNORECASE)
_IN_GENERAL = re.compile(
    r"(?:the |our |all )?(?:hosted |managed |support |it )?(?:services?|systems?|service levels?|we|it|availability|supplier|provider|uptime)",
    re.IGNORECASE,
)
_FIRST_MINUTES = re.compile(
    rf"\b(?:first|initial)\s+{NUMBER}\s+(?:seconds|minutes|hours)\b[^.;]{{0,30}}|\b(?:outages?|interruptions?|downtime)\s+(?:of\s+)?(?:less|shorter|fewer)\s+than\s+{NUMBER}\s+(?:seconds|minutes|hours)\b",
    re.IGNORECASE,
)
# An availability is an average by its nature.
_AVERAGE = re.compile(r"\baverag\w+|\bmean\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:was|were|has been|have been|had been|(?:has|have) (?:achieved|averaged|reached)|achieved an?)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\b\d{1,2}(?:[:.]\d{2})?\s*[ap]\.?m\b|\b\d{1,2}:\d{2}\b", re.IGNORECASE)


def availability_levels(setting: Setting) -> list[FoundTerm]:
    """Every availability that a sentence promises, with the time it is a share of.

    Sentences on different things ("The Portal shall be available ...", "The Archive shall be available ...") are levels
    of these things; a single one speaks of the services as a whole.
    """
    promised = [
        (worded, thing)
        for sentence in setting.contract.sentences
        for worded in _promised(sentence, setting)
        for thing in _subjects(setting.contract.whole[slice(*worded.span)])
    ]
    several = len({thing.lower() for _, thing in promised if thing}) > 1
    return [
        as_term(replace(worded, service=thing) if several and thing and not worded.service else worded, setting)
        for worded, thing in promised
    ]


def _subjects(text: str) -> list[str]:
    """The things that a sentence says are available, one by one where it says "each"; one empty name for none."""
    found = _EACH.search(flat(text))
    if not found:
        return [_subject(text)]
    listed = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", _BEFORE.sub("", found["things"] or found["both"]).strip())
    names = [_ARTICLE.sub("", _NUMBER.sub("", one)).strip() for one in listed]
    return [name for name in names if name and not _IN_GENERAL.fullmatch(name)] or [""]


def _subject(text: str) -> str:
    """The thing by name that a sentence says is available; empty where it names none, or the services in general."""
    found = _NAMED.search(text)
    name = next((one for one in found.groups() if one), "") if found else ""
    return "" if _IN_GENERAL.fullmatch(name) else name


def _promised(sentence: Sentence, setting: Setting) -> Iterator[Worded]:
    text = sentence.text
    found = [match for match in PERCENT.finditer(text) if _is_promise(text, match)]
    values = tuple(dict.fromkeys(value for match in found for value in percents(match.group())))
    paid = says_credit(text) and any(one.role in {"credit", "cap"} for one in figures(text))
    if not values or paid or _OTHER.search(text):
        return
    fields, doubts = _share_of(text, setting)
    told, asked = worded_doubt(text) if not _AVERAGE.search(text) else ((), "")
    if not told and (first := _FIRST_MINUTES.search(text)):
        told, asked = (first.group(),), "Which part of an outage does not count?"
    named = re.search(r"\b(?:month|quarter|year(?=ly)|year(?! of))", text, re.IGNORECASE)
    own = next((part for part in SEPARATE.split(text) if found[0].group() in part), text)
    base = Worded(
        metric="availability",
        span=(sentence.start, sentence.end),
        clause=sentence.clause,
        pcts=values,
        tier=_tier(text) or heading_tier(sentence.headings),
        firmness=firmness_in(own) or firmness_in(sentence.lead) or setting.binding or "must",
        more=fields | ({"window": named.group().lower()} if named and not re.search(r"\b24|365", text) else {}),
        doubts=doubts + told,
        question="Over which hours is availability counted?" if doubts else asked,
        confidence=0.85,
    )
    apart = _apart(text, found)
    yield from (replace(base, pcts=pcts, **own) for pcts, own in apart) if apart else (base,)


def _apart(text: str, found: list[re.Match[str]]) -> list[tuple[tuple[Decimal, ...], dict[str, Any]]]:
    """Each of several percentages with what tells it apart: its plan, or the thing right after it; none where nothing does."""
    ends = [one.start() for one in found[1:]] + [len(text)]
    pieces = [text[one.end() : end] for one, end in zip(found, ends, strict=True)]
    for name, words in (("tier", _BOUGHT), ("service", _THING), ("service", _FOR_EACH)):
        told = [one[name].lower() for piece in pieces if (one := words.search(piece))]
        if len(found) > 1 and len(set(told)) == len(found):
            return [(tuple(percents(one.group())), {name: own.strip()}) for one, own in zip(found, told, strict=True)]
    return []


def _tier(text: str) -> str | None:
    """The tier that a list item begins with ("Pro: 99.5% monthly uptime")."""
    bought = list(dict.fromkeys(one["tier"].lower() for one in _PLAN.finditer(text)))
    if len(bought) == 1:
        return bought[0]
    found = re.match(r"\W*(?P<tier>[A-Z][\w ]{1,20}):\s", text)
    return (
        found["tier"].lower()
        if found and not _UP.search(found["tier"]) and not re.search(r"\bSLA|service", found["tier"], re.IGNORECASE)
        else None
    )


def _is_promise(text: str, match: re.Match[str]) -> bool:
    """Whether a percentage of ninety or more stands by words of availability, and is not what it may fall under."""
    values = percents(match.group())
    near = text[max(0, match.start() - 160) : match.end() + 60]
    return (
        bool(values)
        and values[0] >= 90
        and bool(_UP.search(near))
        and not _UNDER.search(text[: match.start()])
        and not _REPORTED.search(text[: match.start()])
    )


def _share_of(text: str, setting: Setting) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The clock of the agreed time; times of day that cannot be read whole leave it in doubt."""
    if words_of(text) == "service_hours":
        return {"clock": "service_hours"}, ()
    if len(_TIMES.findall(text)) < 2:
        return {"clock": "calendar"}, ()
    own = hours_fields(text, setting.contract)
    if own and own.get("weekly") and len(_TIMES.findall(text)) <= 2:
        return {"clock": "service_hours", "hours": own}, ()
    return {}, ("in the hours that the sentence lists", "around the clock")
