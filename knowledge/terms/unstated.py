"""Levels and hours that a contract promises without their figure: it stands in another paper, and must be asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.terms.firmness import firmness_in
from knowledge.terms.hours import NAMED, times_of_day
from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Doubt, Sentence
from knowledge.terms.setting import Setting
from knowledge.terms.whereabouts import zone_named

_PROMISES = re.compile(
    r"\b(?:shall|will|must|guarantees?|undertakes?|efforts?)\b[^.;]{0,160}\b(?:at least|within|meet|achieve|not less than)\s+the\s+"
    r"(?P<what>(?:Target|Agreed|Guaranteed|Committed|Minimum|Promised)\s+(?:\w+\s+)?(?:Uptime|Availability|Response Time|Resolution Time)s?)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:initial\s+|first\s+|target\s+)?(?P<what>response|resolution|restoration)\s+times?\b[^.;]{0,60}\b(?:is|are|shall be|will be)\s+(?:as\s+)?"
    r"(?:set (?:forth|out)|stated|specified|described|shown|listed)\s+in\s+(?:the\s+)?(?P<where>(?:Attachment|Exhibit|Schedule|Annex\w*|Appendix|Order|Service Order|SLA)\b[ \w]{0,12})",
    re.IGNORECASE,
)
_METRICS = (("availability", r"uptime|availab"), ("response", r"respon"), ("resolution", r"resol|restor"))
_ON_DUTY = re.compile(r"\b(?:on[- ]call|support|service|help ?desk|service desk|cover)\b", re.IGNORECASE)
_DAYS = ("Monday to Friday", "every day")


def unstated_levels(setting: Setting, known: Sequence[FoundTerm]) -> list[FoundTerm]:
    """A level for each promise whose figure is not in the document, where no other clause gives that metric."""
    given = {term.fields.get("metric") for term in known if term.kind == "service_level"}
    found: dict[str, FoundTerm] = {}
    for sentence in setting.contract.sentences:
        told = _PROMISES.search(sentence.text) or _ELSEWHERE.search(sentence.text)
        metric = next(
            (name for name, words in _METRICS if told and re.search(words, told["what"], re.IGNORECASE)), None
        )
        if metric and metric not in given and metric not in found:
            found[metric] = _asked(sentence, metric, setting)
    return list(found.values())


def _asked(sentence: Sentence, metric: str, setting: Setting) -> FoundTerm:
    fields = {"metric": metric, "firmness": firmness_in(sentence.text) or "must"}
    doubt = Doubt("unknown", (), "The figure stands in another paper. What was agreed?")
    return setting.contract.said_by(sentence, "service_level", fields, confidence=0.5, doubt=doubt)


def dayless_hours(setting: Setting) -> list[FoundTerm]:
    """Hours of service whose days nobody names, where the contract gives no others: on which days is asked."""
    if setting.hours:
        return []
    for sentence in setting.contract.sentences:
        zone = zone_named(sentence.text)
        about = NAMED.search(sentence.text) or _ON_DUTY.search(sentence.text)
        if zone and about and times_of_day(sentence.text):
            doubt = Doubt("conflict", _DAYS, "On which days do these hours hold?")
            return [setting.contract.said_by(sentence, "service_hours", {"tz": zone}, confidence=0.5, doubt=doubt)]
    return []
