"""Is a question answered? Specific, partly or evasive, with the words the judgement rests on: a reading, never a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.correspondence.soft_words import HOLLOW, soft_phrases
from knowledge.promises.sentences import sentences

_I = re.IGNORECASE
FIRM = re.compile(
    r"\d|\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday)\b|\b(?:we\s+(?:will|commit|have\s+hired|lost|are\s+short|need|cannot)|it\s+(?:will|would)\s+(?:take|cost|need)|because|our\s+(?:\w+\s+){1,3}(?:left|resigned|closed|grew|shrank))\b|\b(?:yes|no)\b[,.]",
    _I,
)
DODGES = re.compile(
    r"\b(?:as\s+you\s+know|let['’]s\s+(?:discuss|talk|pick)|happy\s+to\s+discuss|get\s+back\s+to\s+you|look\s+into|not\s+able\s+to\s+(?:say|share|comment)|confidential|difficult\s+to\s+say|hard\s+to\s+say|it\s+depends|in\s+general|rest\s+assured|working\s+hard|doing\s+(?:our|everything)|value\s+your|appreciate\s+your|challenging\s+(?:market|times)|like\s+everyone|business\s+as\s+usual|going\s+forward)\b",
    _I,
)
KEYS = {
    "takes": (r"\b(?:need|cost|price|rate|fee|hours?|people|engineers?|access|budget|approv\w+|invest\w*|hire|replace|upgrade|£|days?)\b",),
    "business": (r"\b(?:staff|team|engineers?|left|hired|lost|grew|growth|owner|acquir\w+|merg\w+|customers?|cash|margin|short|resigned|office|moved|restructur\w+|sold)\b",),
    "commit": (r"\b(?:commit|will|guarantee|by\s+(?:the|\d|monday|tuesday|wednesday|thursday|friday|january|february|march|april|may|june|july|august|september|october|november|december)|%|per\s+cent|within|level|date)\b",),
}  # fmt: skip
ENOUGH_WORDS = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """`state` is answered, partly or evasive; `rests_on` the sentences that say so."""

    state: str
    rests_on: tuple[str, ...]


def judged(key: str, answer: str) -> Judged:
    """Judge an answer to one of the three questions ("takes", "business" or "commit")."""
    every = [one.text for one in sentences(answer)]
    topic = re.compile("|".join(KEYS[key]), _I)
    specific = [
        one
        for one in every
        if FIRM.search(one) and topic.search(one) and not (DODGES.search(one) and not re.search(r"\d", one))
    ]
    dodging = [one for one in every if DODGES.search(one) or HOLLOW.search(one) or soft_phrases(one, ())]
    if len(answer.split()) < ENOUGH_WORDS or not every:
        return Judged("evasive", tuple(every[:2]))
    if key == "commit":
        specific = [one for one in specific if re.search(r"\d", one) or re.search(r"\bby\s+\w+", one, _I)]
    if specific and len(dodging) <= len(specific):
        return Judged("answered", tuple(specific[:2]))
    if specific:
        return Judged("partly", (*specific[:1], *dodging[:1]))
    return Judged("evasive", tuple(dodging[:2] or every[:2]))
