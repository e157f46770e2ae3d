"""Which priority a plain complaint has: by the contract's own descriptions where it has them, else by reach and harm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.records import ClauseRecord

_I = re.IGNORECASE
EVERYBODY = re.compile(
    r"\b(?:every(?:one|body|thing)|nobody|no[\s-]one|whole\s+(?:company|office|site|team|business)|all\s+(?:of\s+us|staff|users|sites|the\s+\w+)|entire|company[\s-]wide|any\s+of\s+us|the\s+office)\b",
    _I,
)
TEAM_ONLY = re.compile(
    r"\b(?:every(?:one|body)|nobody|no[\s-]one|none|all)\s+(?:of\s+us\s+)?in\s+(?:the\s+|our\s+)?(?!(?:\w+\s+){0,3}(?:office|company|business|building|site|firm|branch|organisation)\b)\w+",
    _I,
)
SEVERAL = re.compile(
    r"\b(?:several|some\s+of\s+us|a\s+few|many|team|department|accounts|sales|finance|warehouse|branch|two|three|four|five|\d+)\b",
    _I,
)
STOPPED = re.compile(
    r"\b(?:nobody|no[\s-]one|none\s+of)\b.{0,40}\bcan\b|\b(?:can(?:not|['’]?t)|unable|down|dead|stopped|not\s+work\w*|nothing\s+works|broken|locked\s+out|offline|lost|frozen|crash\w*|won['’]?t|out\s+of\s+action|no\s+(?:internet|email|phones?|access))\b",
    _I,
)
WORSE = re.compile(
    r"\b(?:slow|sluggish|intermittent\w*|keeps?\s+(?:dropping|crashing|freezing)|on\s+and\s+off|sometimes|glitch\w*|annoying)\b",
    _I,
)
REQUEST = re.compile(
    r"\b(?:new\s+(?:starter|laptop|user|phone|mailbox|joiner)|please\s+(?:set\s+up|create|add|install|order)|need\s+(?:a\s+new|access|an?\s+account)|how\s+do\s+i|leaver|reset\s+my|would\s+like)\b",
    _I,
)
SECURITY = re.compile(
    r"\b(?:hacked|virus|ransom\w*|phish\w*|suspicious|scam|fraud\w*|stolen|data\s+breach|clicked\s+(?:on\s+)?(?:a|the)\s+link)\b",
    _I,
)
_DEFINES = re.compile(
    r"\b(?:P|priority\s+)(?P<n>[1-5])\b[^.\n]{0,12}?(?:means|is|:|[-–—|])\s*(?P<words>[^\n|]{15,240})", _I
)
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Urgency:
    """`kind` is incident or request; `priority` None where the contract has no priorities; `because` the ground."""

    kind: str
    priority: int | None
    because: str


def urgency_of(text: str, known: Sequence[int], clauses: Sequence[ClauseRecord]) -> Urgency:
    """The priority a complaint should have, never one the contract does not know."""
    if REQUEST.search(text) and not STOPPED.search(text) and not SECURITY.search(text):
        return Urgency("request", max(known) if known else None, "it asks for something and nothing is broken")
    wanted, because = _by_reach(text)
    if not known:
        return Urgency("incident", None, because)
    rank = min(known, key=lambda number: (abs(number - wanted), number))
    described = _described(rank, clauses)
    return Urgency(
        "incident", rank, f'{because}; the contract describes P{rank} as "{described}"' if described else because
    )


def _by_reach(text: str) -> tuple[int, str]:
    if SECURITY.search(text):
        return 1, "it may be an attack"
    if EVERYBODY.search(text) and STOPPED.search(text) and not TEAM_ONLY.search(text):
        return 1, "it stops work for everybody"
    if STOPPED.search(text) and (SEVERAL.search(text) or TEAM_ONLY.search(text)):
        return 2, "it stops work for several people"
    if EVERYBODY.search(text):
        return 2, "it affects everybody, though work goes on"
    if STOPPED.search(text):
        return 3, "it stops work for one person"
    return (3, "it makes work harder") if WORSE.search(text) else (4, "work goes on")


def _described(priority: int, clauses: Sequence[ClauseRecord]) -> str:
    """The contract's own words for a priority, where a clause defines it."""
    for clause in clauses:
        for match in _DEFINES.finditer(clause.text):
            words = " ".join(match["words"].split()).rstrip(".")
            if int(match["n"]) == priority and not re.match(r"[\d\s]*(?:minutes?|hours?|working|within)", words, _I):
                return words if len(words.split()) <= 30 else " ".join(words.split()[:30]) + " …"
    return ""
