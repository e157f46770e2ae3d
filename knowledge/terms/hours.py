"""Service hours in words ("Monday to Friday 08:00 to 18:00 excluding public holidays in England") as weekly windows.

Hours without days, or a window that cannot be read, are left out: half an answer about a clock is a wrong clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from knowledge.terms.desks import HERE, STAFFED, desk_always
from knowledge.terms.hour_words import DAY, DAYS, TOKEN, days_of, minutes_span
from knowledge.terms.hours_unread import unread
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Contract, Doubt, Sentence
from knowledge.terms.whereabouts import names_places, place_named, zone_named, zone_of
from knowledge.terms.wording import flat, tidy

ALWAYS = re.compile(
    r"\b24\s*(?:x|/|by|-)\s*7(?:\s*(?:x|/)\s*36[56])?\b|\b7\s*(?:x|/)\s*24\s*h?(?:ours?)?\b|\b(?:a)?round[- ]the[- ]clock\b|"
    r"\b(?:24|twenty[- ]four)(?:\s*\(24\))?[ -]*hours?[ -](?:a|per|each|every)[ -]day\b(?:[ ,-]*(?:and\s+)?(?:7|seven)(?:\s*\(7\))?[ -]*days?[ -](?:a|per|each)[ -]week)?|"
    r"\bat any (?:time|hour)(?: of (?:the )?day (?:or|and) night)?\b|\bday (?:or|and) night\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"\b(?:(?:agreed|normal|standard|core|usual|regular|extended|contracted|out of)\s+)*"
    r"(?:service|support|business|working|office|core|operating|operational|opening|cover|helpdesk|help desk|service desk|desk|staffed)\s+"
    r"(?:desk\s+)?hours\b|\b(?:service|support) time\b(?!\s+of)|\bhours of (?:service|support|cover|operation|business|work)\b|\bworking\b[\"']?\s+days,?\s+hours",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\b(?:exclu\w+|excl|except\w*|other than|(?:is|are) not|not being|nor|not including|save for|but not|apart from|outside|closed (?:on|for))\b\.?[^.;]{0,60}\bholidays?\b",
    re.IGNORECASE,
)
_WITH_DOTS = re.compile(r"\bU\.(?:S|K)\.(?:A\.)?")
WHOSE_HOLIDAYS = "Holidays are excluded, but the contract does not say which country's. Which country's holidays count?"
NOT_ALL_READ = "Not all of these hours could be read. On which days, and at which times, is the desk open?"
SEPARATE = re.compile(r";\s+|(?:^|[,\s])\(\d{1,2}\)\s")
_SHUT = re.compile(
    r"\b(?:(?:that|which)\s+(?:is|are)\s+not|is\s+not|other\s+than|not\s+being|except(?:ing)?(?:\s+for)?|excluding|but\s+not|apart\s+from|"
    rf"not\s+including)\s+(?P<days>(?:(?:on|an?|any|and|or|{DAY}|weekends?)\b[\s,]*)+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours as fields of the fact, with the sentence that says them.

    `unclear`: holidays are taken out, but nobody can tell which. `partial`: it says more of days and times than was read.
    """

    fields: dict[str, Any]
    sentence: Sentence
    always: bool = False
    unclear: bool = False
    partial: bool = False


def windows(text: str) -> list[list[int]]:
    """Weekly windows [weekday, open, close] in minutes, Monday = 0; empty where days or times are missing."""
    cleaned, shut = _without_shut_days(flat(text))
    return [row for row in _windows(cleaned) if row[0] not in shut]


def _without_shut_days(text: str) -> tuple[str, set[int]]:
    """A text less the days on which it says it is shut, which are named in full where it names no others."""
    shut: set[int] = set()
    for found in _SHUT.finditer(text):
        for token in TOKEN.finditer(found["days"]):
            shut |= set(days_of(token)) if token["days"] else set()
    if not shut:
        return text, shut
    rest = _SHUT.sub(" ", text)
    if any(token["days"] for token in TOKEN.finditer(rest)):
        return rest, shut
    opened = " and ".join(name for day, name in enumerate(DAYS) if day not in shut)
    return _SHUT.sub(f" {opened} ", text, count=1), shut


def _windows(text: str) -> list[list[int]]:
    found: list[list[int]] = []
    days: tuple[int, ...] = ()
    waiting: list[tuple[int, int]] = []
    tokens = list(TOKEN.finditer(text))
    times_first = bool(tokens) and bool(tokens[0]["times"])
    for place, token in enumerate(tokens):
        if token["times"]:
            span = minutes_span(token["open"], token["close"])
            if span and (times_first or not days):
                waiting.append(span)
            elif span:
                found += _rows(days, span)
            continue
        more = days_of(token)
        joined = (
            place > 0
            and tokens[place - 1]["days"]
            and re.fullmatch(r"\W*(?:and|&|,|or)?\W*", text[tokens[place - 1].end() : token.start()])
        )
        days = tuple(sorted({*days, *more})) if joined else more
        for span in waiting:
            found += _rows(days, span)
        if not _more_days_next(tokens, place):
            waiting = []
    return _merged(found)


def days_open(text: str) -> tuple[int, ...]:
    """The weekdays that a text names, less those on which it says it is shut; empty where it names none."""
    rest, shut = _without_shut_days(text)
    named = {day for token in TOKEN.finditer(rest) if token["days"] for day in days_of(token)}
    return tuple(sorted(named - shut))


def times_of_day(text: str) -> bool:
    """Whether a text gives one span of the day ("7:00am to 5:00pm") and no day."""
    tokens = list(TOKEN.finditer(flat(text)))
    return (
        len(tokens) == 1
        and bool(tokens[0]["times"])
        and minutes_span(tokens[0]["open"], tokens[0]["close"]) is not None
    )


def always(text: str) -> bool:
    """Whether the words mean every hour of every day."""
    return bool(ALWAYS.search(flat(text)))


def hours_fields(text: str, contract: Contract) -> dict[str, Any] | None:
    """The hours a text describes as fields; None where it describes none that is complete."""
    cleaned = _WITH_DOTS.sub(lambda found: found[0].replace(".", ""), flat(text))
    weekly = windows(cleaned)
    if not weekly:
        return {"always": True} if always(cleaned) else None
    cleaned += _day_meant(cleaned, contract)
    fields: dict[str, Any] = {"weekly": weekly}
    place = place_named(cleaned)
    zone = zone_named(cleaned) or zone_of(place)
    if zone:
        fields["tz"] = zone
    if _WITHOUT.search(cleaned) or re.search(r"\b(?:business|working) days?\b", cleaned, re.IGNORECASE):
        fields |= _holidays(cleaned, contract)
    return fields


def service_hours(contract: Contract) -> list[Hours]:
    """Every statement of service hours in the contract, in order: named hours, or when the desk is staffed."""
    found = []
    sentences = (*contract.sentences, *contract.labelled)
    for place, sentence in enumerate(sentences):
        named, staffed = NAMED.search(sentence.text + " " + sentence.context), STAFFED.search(sentence.text)
        here = (
            HERE.search(sentence.text)
            or HERE.search(flat(" ".join(sentence.headings[-1:])))
            or (place and HERE.search(sentences[place - 1].text))
        )
        if not (named or staffed or here or desk_always(sentence.text, ALWAYS)) or _only_after_hours(sentence.text):
            continue
        fields = next((one for part in SEPARATE.split(sentence.text) if (one := hours_fields(part, contract))), None)
        if fields is None or (fields.get("always") and not _defines_always(sentence)):
            continue
        follow = sentences[place + 1].text if place + 1 < len(sentences) else ""
        apart = follow if _WITHOUT.search(follow) and len(follow) < 120 else ""
        if "holiday_country" not in fields and apart:
            fields |= _holidays(apart, contract)
        name = NAMED.search(sentence.text) or NAMED.search(sentence.context)
        fields["name"] = (
            tidy(name.group()).strip("\"'").title() if name and "days" not in name.group() else "Service Hours"
        )
        words = _WITH_DOTS.sub(lambda found: found[0].replace(".", ""), sentence.text)
        told = f"{words}{_day_meant(sentence.text, contract)} {apart}"
        unclear = "weekly" in fields and "holiday_country" not in fields and bool(_WITHOUT.search(told))
        after = follow if sentences[min(place + 1, len(sentences) - 1)].clause == sentence.clause else ""
        partial = unread(sentence.text, after, fields)
        found.append(Hours(fields, sentence, bool(fields.get("always")), unclear, partial))
    return found


def as_terms(contract: Contract, found: list[Hours]) -> list[FoundTerm]:
    """Service hours as found terms; holidays whose country nobody names, and two different sets, are conflicts."""
    return [
        contract.said_by(one.sentence, "service_hours", one.fields, confidence=0.9, doubt=_doubt(one, found))
        for one in _distinct(found)
    ]


def _doubt(one: Hours, found: list[Hours]) -> Doubt:
    rivals = [
        other
        for other in found
        if other.fields["name"] == one.fields["name"] and other.fields.get("weekly") != one.fields.get("weekly")
    ]
    if rivals:
        readings = tuple(tidy(each.sentence.text) for each in (one, *rivals))
        return Doubt("conflict", readings, f"The contract gives {one.fields['name']} in two ways. Which one holds?")
    if one.partial:
        return Doubt("conflict", (tidy(one.sentence.text),), NOT_ALL_READ)
    return Doubt("conflict", (tidy(one.sentence.text),), WHOSE_HOLIDAYS) if one.unclear else Doubt("found")


def doubted(levels: list[FoundTerm], found: list[Hours]) -> list[FoundTerm]:
    """The levels, where those that run on hours with unknown holidays are a conflict: no late day of theirs is sure."""
    if not any(one.unclear for one in found):
        return levels
    readings = tuple(tidy(one.sentence.text) for one in found if one.unclear)
    return [_with_doubt(level, readings) if _runs_on_hours(level) else level for level in levels]


def _runs_on_hours(level: FoundTerm) -> bool:
    clocked = level.fields.get("clock") in {"service_hours", "business_days", "next_business_day"}
    return level.kind == "service_level" and clocked and "hours" not in level.fields


def _with_doubt(level: FoundTerm, readings: tuple[str, ...]) -> FoundTerm:
    if level.status != "found":
        return level
    sure = min(level.confidence, 0.5)
    return replace(level, status="conflict", readings=readings, question=WHOSE_HOLIDAYS, confidence=sure)


def _distinct(found: list[Hours]) -> list[Hours]:
    seen: dict[str, Hours] = {}
    for one in found:
        seen.setdefault(str(sorted((key, str(value)) for key, value in one.fields.items())), one)
    return list(seen.values())


def _defines_always(sentence: Sentence) -> bool:
    """Whether "24x7" here is the hours themselves, not the exception for one priority."""
    return bool(
        desk_always(sentence.text, ALWAYS)
        or re.search(r"\bhours?\b[\"']?\s*(?:means?|are|is|:|-|will be|shall be)", sentence.text, re.IGNORECASE)
    ) and not re.search(
        r"\bonly\b|\bpriority\b|\bP[1-5]\b|\bcritical\b|\burgent\b|\bemergenc", sentence.text, re.IGNORECASE
    )


def _only_after_hours(text: str) -> bool:
    return bool(re.match(r"\W*(?:after|out of|outside)[ -](?:\w+ ){0,2}hours\b", text, re.IGNORECASE))


def _holidays(text: str, contract: Contract) -> dict[str, Any]:
    """The holidays taken out: of the place named; of the law's country or of British banks where none is."""
    place = place_named(text)
    if place is None and names_places(text):
        return {}
    law = place_named(_law(contract)) if place is None else None
    if law and re.search(r"\b(?:national|federal)\s+holidays?\b", text, re.IGNORECASE):
        return {"holiday_country": law.country}
    place = place or law
    if place is None:
        return {"holiday_country": "GB"} if re.search(r"\bbank holidays?\b", text, re.IGNORECASE) else {}
    return {"holiday_country": place.country} | ({"holiday_subdiv": place.part} if place.part else {})


def _day_meant(text: str, contract: Contract) -> str:
    """What the contract means by the Working or Business Day that the hours name, with its holidays."""
    used = re.search(r"\b(?:business|working|service) days?\b", text, re.IGNORECASE)
    if not used:
        return ""
    name = re.sub(r"s$", "", used.group().lower())
    meant = (one.meaning for one in contract.tree.definitions if re.sub(r"s$", "", one.term.lower()) == name)
    said = rf"^[\W\d]*(?:an?\s+|the\s+)?{re.escape(name)}s?\W*\s(?:means?|shall mean|is|are|refers? to)\b"
    worded = (one.text for one in contract.sentences if re.search(said, one.text, re.IGNORECASE))
    return f" {flat(next(meant, '') or next(worded, ''))}"


def _law(contract: Contract) -> str:
    """The sentence that names the governing law: its country lends its holidays when no other is named."""
    law = (one.text for one in contract.sentences if re.search(r"\bgoverned by\b.*\blaws?\b", one.text))
    return next(law, "")


def _rows(days: tuple[int, ...], span: tuple[int, int]) -> Iterator[list[int]]:
    for day in days:
        yield [day, span[0], span[1]]


def _more_days_next(tokens: list[re.Match[str]], place: int) -> bool:
    return place + 1 < len(tokens) and bool(tokens[place + 1]["days"])


def _merged(rows: list[list[int]]) -> list[list[int]]:
    return [list(row) for row in sorted({tuple(row) for row in rows})]
