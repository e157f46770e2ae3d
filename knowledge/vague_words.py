"""Words in a duty that leave open how much, how soon or whether at all: what a buyer cannot hold anybody to."""

from __future__ import annotations

import re
from dataclasses import dataclass

VAGUE = re.compile(
    r"\b(?:(?:all\s+)?(?:commercially\s+|best\s+)?reasonable\s+(?:commercial\s+)?(?:endeavou?rs|efforts|care|skill)|best\s+(?:endeavou?rs|efforts)|"
    r"(?:use|using|make|making)\s+(?:its\s+|their\s+|every\s+|all\s+)?(?:efforts?|endeavou?rs)|endeavou?rs?\s+to|aims?\s+to|"
    r"where\s+(?:reasonably\s+)?(?:possible|practicable|practical|appropriate|feasible)|(?:wherever|whenever|if)\s+(?:reasonably\s+)?(?:possible|practicable)|"
    r"as\s+soon\s+as\s+(?:is\s+)?(?:reasonably\s+)?(?:possible|practicable)|in\s+a\s+timely\s+(?:manner|fashion)|timely|promptly|without\s+undue\s+delay|"
    r"within\s+a\s+reasonable\s+(?:time|period)|from\s+time\s+to\s+time|as\s+(?:it\s+|the\s+\w+\s+)?(?:deems|considers?)\s+(?:appropriate|necessary|fit)|at\s+its\s+(?:sole\s+|absolute\s+)?discretion|"
    r"(?:good|best|normal|standard)\s+industry\s+(?:practice|standards?)|industry[\s-]standard|suitably\s+qualified|appropriate\s+(?:measures|steps|resources|level|time)|adequate|sufficient\s+(?:staff|resources)|regular(?:ly)?|periodic(?:ally)?|"
    r"generally|normally|typically|target(?:s|ed)?\s+(?:only|response|times?)|not\s+(?:a\s+)?guarantee[sd]?|no\s+guarantee)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(r"\b(?:shall|will|must|undertakes?\s+to|agrees?\s+to|aims?\s+to|endeavou?rs?\s+to)\b", re.IGNORECASE)
_PROVIDER = re.compile(
    r"\b(?:the\s+|our\s+)?(?:provider|supplier|contractor|vendor|company|msp|service\s+provider|consultant|we)\b",
    re.IGNORECASE,
)
_CUSTOMER = re.compile(r"^\W*(?:[\d.()a-z]+\s+)?(?:the\s+)?(?:customer|client|you|buyer|licensee)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.;]+(?:\.\d+[^.;]*)*[.;]?")


@dataclass(frozen=True, slots=True)
class Vague:
    """One sentence of the provider's duties, its vague `words`, and its place in the text it was found in."""

    words: str
    sentence: str
    start: int


def vague_duties(text: str) -> list[Vague]:
    """The sentences of a clause by which the provider is to do something, in words that leave open how far."""
    found = []
    for one in _SENTENCE.finditer(text):
        words = one.group()
        soft = VAGUE.search(words)
        if soft and _DUTY.search(words) and _PROVIDER.search(words) and not _CUSTOMER.match(words):
            found.append(Vague(" ".join(soft.group().split()), words.strip(), one.start()))
    return found
