"""When failure becomes persistent: k months running, k of n months, points, or credits of a size; and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from knowledge.terms.credit_limits import earn_back
from knowledge.terms.metrics import metrics_of, percents
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import CERTAIN, Doubt, Sentence
from knowledge.terms.quantities import quantities
from knowledge.terms.setting import Setting
from knowledge.terms.wording import NUMBER, plain, tidy, values_of

_PERIOD = r"(?:calendar |contract )?(?:months?|quarters?|(?:service |measurement |reporting )?periods?)"
_RUNNING = re.compile(
    rf"\b(?P<k>{NUMBER})\s*(?:or more\s+)?(?:consecutive|successive|continuous)\s+(?:\w+\s+)?{_PERIOD}\b|\b(?P<k2>{NUMBER})\s+{_PERIOD}\s+(?:running|in a row|consecutively|in succession)\b",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"\b(?P<k>{NUMBER})\s*(?:or more\s+)?(?:(?:separate\s+)?{_PERIOD}|times|occasions)?(?:,?\s*whether or not consecutive,?|,?\s*\(?(?:consecutive or (?:not|otherwise)|not necessarily consecutive)\)?,?)?\s*(?:out of|of|in|within|during|over|in the course of|throughout)\s+"
    rf"(?:any|a|the|each|every|the preceding)?\s*(?:(?P<kind>rolling|consecutive|contract|calendar)\s+)?(?:period of\s+|rolling period of\s+)?"
    rf"(?:(?P<n>{NUMBER})\s*[- ]?(?:(?:rolling|consecutive|successive|calendar)\s+)?{_PERIOD}|(?P<year>year)\b)",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    rf"\b(?:any\s+)?(?P<n>{NUMBER})\s+(?:or\s+more\s+)?(?:of\s+the\s+)?(?:different\s+)?(?:service\s+levels?|kpis?|targets)\s+in\s+(?:any\s+|the\s+)?(?:one|a|single|same)\s+(?:calendar\s+)?month\b",
    re.IGNORECASE,
)
_SO_MANY = re.compile(
    rf"\b(?P<k>{NUMBER})\s+(?:or\s+more\s+)?(?:of\s+the\s+)?(?:service\s+levels?|targets|kpis?)\s+(?:are\s+|is\s+|were\s+|have\s+been\s+)?(?:missed|failed|not\s+met)\s+"
    rf"(?:in|within|during|over)\s+(?:any\s+|a\s+)?(?:rolling\s+)?(?:period\s+of\s+)?(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?(?:consecutive\s+|rolling\s+|calendar\s+)?months?\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    rf"\b(?P<n>{NUMBER})\s+or\s+more\s+(?:of the\s+)?(?:different\s+|critical\s+)?(?:service levels?|kpis?|metrics|targets)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(rf"\b(?P<n>{NUMBER})\s+(?:or\s+more\s+)?(?:service\s+|failure\s+)*points\b", re.IGNORECASE)
_POINTS_IN = re.compile(
    rf"\b(?:in|within|during|over) (?:any|a)(?: rolling)?(?: period of)? (?P<n>{NUMBER})\s+(?:\w+ )?months?\b|\bin (?:any|a) (?:single |one )?month\b",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    rf"\b(?P<k>{NUMBER})\s+(?:or more\s+)?{_PERIOD}\s+(?:out of|of|in)\s+(?:any\s+(?:period of\s+)?|the last\s+)?(?P<n>{NUMBER})\b(?!\s*(?:%|per ?cent|{_PERIOD}))(?P<kind>)(?P<year>)",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:less than|below|under|lower than|falls? to|drops? to)\s+(?P<n>\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent\b)",
    re.IGNORECASE,
)
_FAILS = re.compile(
    r"\b(?:br(?:eak|eaks|oke|oken)|miss\w*|fail\w*|not (?:met|meet|achieved?)|below|less than|breach\w*|default|shortfall|persistent|repeated|chronic|unavailab\w+|points|credits?)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:service levels?|kpis?|metrics?|availab\w+|uptime|response|resolution|targets?|sla|points|credits?|downtime|levels?|promises?|commitments?)\b",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\b(?:any (?:one )?(?:or more )?(?:of the )?(?:service levels?|kpis?|targets)|one or more (?:of the )?service levels?|a different service level)\b",
    re.IGNORECASE,
)
_EFFECTS: tuple[tuple[str, str], ...] = (
    (
        "improvement plan",
        r"\b(?:improvement|rectification|remediation|recovery|remedial|correction)\s+(?:action\s+)?plan\b",
    ),
    (
        "termination",
        r"\b(?:you (?:can|may) (?:leave|walk away)\b|terminat\w+|cancel\w*|end (?:this|the|our|its) (?:agreement|contract|deed|schedule|order|services?|arrangement))\b",
    ),
    ("material breach", r"\bmaterial (?:breach|default)\b"),
    ("step-in", r"\bstep[- ]in\b"),
    ("escalation", r"\bescalat\w+"),
)
_DOWN_FOR = re.compile(
    r"\b(?:unavailab\w+|unable to be accessed|not (?:be )?(?:available|accessible)|cannot be (?:used|accessed)|outage|down)\b[^.;]{0,120}\b(?:continuous(?:ly)?|period of|consecutive|more than|exceed\w*|longer than)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:doubl\w+|trebl\w+|multipl\w+|twice|notice|force majeure|invoice|unpaid|pay\w*|extend\w*|renew\w*)\b",
    re.IGNORECASE,
)


def triggers(setting: Setting) -> list[FoundTerm]:
    """Every trigger of persistent failure, each way of reaching it a term of its own."""
    found = []
    for place, sentence in enumerate(setting.contract.sentences):
        words = f"{sentence.lead} {sentence.text}"
        if (
            earn_back(sentence.text) != ({}, CERTAIN)
            or not _FAILS.search(words)
            or not _LEVEL.search(words)
            or _payment(sentence)
        ):
            continue
        after = _effect(place, sentence, setting)
        if not after and not re.search(
            r"\bpersistent|\bchronic|\brepeated failure", f"{words} {sentence.context}", re.IGNORECASE
        ):
            continue
        ways = list(_ways(sentence))
        if not ways and (down := _ended_by_hours(sentence)):
            found.append(down_for(sentence, down, setting))
        doubt = _in_quarters(sentence.text)
        for fields, words in ways:
            more = ({} if "scope" in fields else _scope(words, setting)) | fields | ({"effect": after} if after else {})
            sure = 0.9 if doubt is CERTAIN else 0.5
            found.append(setting.contract.said_by(sentence, "trigger", more, confidence=sure, doubt=doubt))
    return found


def _in_quarters(text: str) -> Doubt:
    """The doubt of a right that counts quarters, for the results it is held against are those of months."""
    if not re.search(rf"\b{NUMBER}\s+(?:or more\s+)?(?:\w+\s+){{0,2}}?quarters?\b|\bquarters\b", text, re.IGNORECASE):
        return CERTAIN
    return Doubt("conflict", (tidy(text)[:200],), "This counts quarters. Were they missed? Read the clause itself.")


def _ended_by_hours(sentence: Sentence) -> str:
    """The span of hours or days without the service after which the customer may end the contract."""
    text = sentence.text
    spans = [one for one in quantities(text) if one.unit in {"hour", "day"} and _DOWN_FOR.search(text[: one.start])]
    return tidy(text[spans[0].start : spans[0].end]) if spans and "termination" in _effects(text) else ""


def down_for(sentence: Sentence, span: str, setting: Setting) -> FoundTerm:
    """A right to end the contract that goes by hours without service, which no month's result can show."""
    doubt = Doubt(
        "conflict", (f"{span} without the service",), "This right goes by one long failure. Read the clause itself."
    )
    fields = {"scope": "same_level", "metric": "availability", "effect": "termination"}
    return setting.contract.said_by(sentence, "trigger", fields, confidence=0.5, doubt=doubt)


def _payment(sentence: Sentence) -> bool:
    """Whether the months are about doubling, paying or renewing, not about ending or mending the service."""
    cut = re.sub(
        r"\bwithout (?:paying|payment|charge|further charge|penalty|cost)\b[^.;]*|\b\w+['’]? (?:prior |written )*notice\b|\bby (?:giving )?(?:written )?notice\b|\bnotified\b",
        " ",
        sentence.text,
        flags=re.IGNORECASE,
    )
    return bool(_NOT.search(cut)) and not re.search(r"\bterminat\w+|\bpersistent", sentence.text, re.IGNORECASE)


def _ways(sentence: Sentence) -> Iterator[tuple[dict[str, Any], str]]:
    """Each "k running" and "k of n" of a sentence with the words that say what must fail; "2 of any 3 consecutive months" is one way, not two."""
    text = sentence.text
    summed = _POINTS_IN.search(text) if _POINTS.search(text) else None
    taken: list[tuple[int, int]] = [summed.span()] if summed else []
    if summed:
        yield {"k": 1, "n": int(values_of(summed["n"])[0]) if summed["n"] else 1}, text
    for match in (*_OF.finditer(text), *_OUT_OF.finditer(text)):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        fields = _k_of_n(match)
        if fields and not re.match(r"\W*%", text[match.end("k") :]):
            taken.append(match.span())
            yield fields, _about(sentence, match)
    for match in _AT_ONCE.finditer(text):
        taken.append(match.span())
        yield {"k": 1, "n": 1, "scope": "any_level", "level": plain(values_of(match["n"])[0])}, ""
    for match in _SO_MANY.finditer(text):
        taken.append(match.span())
        yield {"k": int(values_of(match["k"])[0]), "n": int(values_of(match["n"])[0]), "scope": "misses"}, ""
    for match in _RUNNING.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        yield {"k": int(values_of(match["k"] or match["k2"])[0]), "consecutive": True}, _about(sentence, match)


def _about(sentence: Sentence, match: re.Match[str]) -> str:
    """The words that say what must fail for one way: its own part of the sentence where that names a level."""
    upto = sentence.text[: match.end()]
    own = re.split(r",\s*(?:or|and)\b|;", upto)[-1] + re.split(r"[;,]|\bor\b", sentence.text[match.end() :])[0]
    return own if _LEVEL.search(own) else f"{sentence.lead} {upto}"


def _k_of_n(match: re.Match[str]) -> dict[str, Any] | None:
    k = values_of(match["k"])
    if len(k) != 1:
        return None
    if match["year"]:
        window = {"calendar": "calendar_year", "contract": "contract_year"}.get((match["kind"] or "").lower())
        return {"k": int(k[0]), "n": 12} | ({"window": window} if window else {})
    n = values_of(match["n"])
    if len(n) != 1 or not k[0] <= n[0] <= 36:
        return None
    return {"k": int(k[0]), "n": int(n[0])}


def _scope(words: str, setting: Setting) -> dict[str, Any]:
    """What must fail: the same level, any level, so many levels, points, or credits of a size."""
    points, many, share = _POINTS.search(words), _MANY.search(words), percents(words)
    if re.search(r"\bpoints\b", words, re.IGNORECASE):
        return {"scope": "points", "level": plain(values_of(points["n"])[0]) if points else None}
    if re.search(r"\bcredits?\b[^.;]{0,160}(?:%|\bper ?cent\b|\bcap\b|\bmaximum\b|\blimit\b)", words, re.IGNORECASE):
        return {"scope": "credits", "level": plain(share[0]) if len(share) == 1 else None}
    if many:
        return {"scope": "any_level", "level": plain(values_of(many["n"])[0])}
    if _ANY.search(words) and not re.search(r"\bsame\b", words, re.IGNORECASE):
        return {"scope": "any_level"}
    names = {name for name, _ in metrics_of(words)}
    ranks = setting.scale.named(words)
    fields: dict[str, Any] = {"scope": "same_level"}
    under = {Decimal(one["n"]) for one in _UNDER.finditer(words)}
    if len(under) == 1:
        fields["level"] = plain(under.pop())
    if len(names) == 1:
        fields["metric"] = names.pop()
    return fields | ({"priority": ranks[0]} if len(ranks) == 1 else {})


def _effect(place: int, sentence: Sentence, setting: Setting) -> str:
    """What follows: said in the sentence or its lead-in, else in the next sentences of the same clause."""
    own = _effects(f"{sentence.lead} {sentence.text}")
    if own:
        return own
    heading = sentence.headings[-1:]
    following = [one.text for one in setting.contract.sentences[place + 1 : place + 7] if one.headings[-1:] == heading]
    return (
        _effects(" ".join(following))
        if heading and re.search(r"\bfail|\bterminat|\bpersistent|\bservice level", heading[0], re.IGNORECASE)
        else ""
    )


def _effects(text: str) -> str:
    return ", then ".join(name for name, words in _EFFECTS if re.search(words, text, re.IGNORECASE))
