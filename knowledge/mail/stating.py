"""How far announced work has come, by what the notice says has happened and not by what it allows for."""

from __future__ import annotations

import re
from enum import StrEnum

from knowledge.mail.calendars import Event
from knowledge.mail.model import Mail


class State(StrEnum):
    """How far the announced work has come."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"
    IN_PROGRESS = "in progress"
    COMPLETED = "completed"


_STATES = (
    (State.CANCELLED, r"cancel(?:l?ed|lation|ling)?|withdrawn|called\s+off|annulé|annulliert|storniert|abgesagt"),
    (
        State.COMPLETED,
        r"complete[d]?|completion|concluded|finished|restored|resolved|closed|end\s+of\s+(?:\w+\s+)?window",
    ),
    (
        State.RESCHEDULED,
        r"re-?\s?schedul(?:ed?|ing)|postponed?|postponement|revised|new\s+dates?|date\s+change|correction|corrected|moved|deferred",
    ),
    (
        State.IN_PROGRESS,
        r"in\s+progress|started|commenced|begun|underway|under\s+way|ongoing|start\s+(?:of\s+)?(?:the\s+)?maintenance|maintenance\s+start(?:ing)?\b(?!\s*(?:time|date|:))",
    ),
    (State.TENTATIVE, r"tentative|provisional|to\s+be\s+confirmed|proposed|draft|subject\s+to\s+confirmation"),
)
MOVED_ON = re.compile(
    r"^\W*(?:new|revised)\s+(?:maintenance\s+)?(?:start|date|window|time)\b", re.IGNORECASE | re.MULTILINE
)
CORRECTED = re.compile(
    r"^\W*(?:new\s+)?(?:start|end)[^\n]{0,80}\d[^\n]{0,60}\W(?:correction|corrected|revised|rescheduled)\b",
    re.IGNORECASE | re.MULTILINE,
)
_NOT_SAID = re.compile(
    r"\b(?:if|when|once|should|unless|until|in\s+case|in\s+the\s+event|after|before|whether|may|might|could|can|would|to\s+be|consider|"
    r"not\s+been|list\s+of|those|please\s+(?:check|see|find)|expected\s+to|will\s+be|has\s+not|have\s+not|pending)\b",
    re.IGNORECASE,
)
_ASSERTED = {
    State.CANCELLED: r"\b(?:has|have|had|is|are|was|were|been|being|stands?\s+as|now|hereby)\s+(?:\w+\s+){0,2}(?:cancell?ed|withdrawn|called\s+off)|"
    r"\bwill\s+(?:no\s+longer|not(?:\s+now)?)\s+(?:take\s+place|go\s+ahead|proceed|be\s+going)|\bhas\s+cancelled\b|\bcancellation\s+of\b",
    State.COMPLETED: r"\b(?:has|have|is|was|were)\s+(?:\w+\s+){0,3}(?:completed|concluded|finished|complete)\b|\bservice\s+(?:was|is|has\s+been)\s+(?:\w+\s+)?restored",
    State.RESCHEDULED: r"\b(?:has|have|had|is|was|been|being|were)\s+(?:\w+\s+){0,2}(?:re-?\s?scheduled|postponed|moved|deferred)|\bhas\s+rescheduled\b|"
    r"\brevised\s+(?:\w+\s+)?(?:dates?|times?|window)",
    State.IN_PROGRESS: r"\b(?:has|have)\s+(?:now\s+)?(?:started|begun|commenced)|\b(?:is|are)\s+(?:now\s+|currently\s+)?(?:in\s+progress|under\s*way|ongoing|investigating)",
    State.TENTATIVE: r"\b(?:is|are|dates?)\s+(?:\w+\s+)?(?:tentative|provisional)",
}


def state_of(mail: Mail, event: Event | None, otherwise: State) -> State:
    """The state that the subject names, or the first lines, or a sentence that says so; else `otherwise`."""
    coded = (event.fields.get("X-MAINTNOTE-STATUS", "") if event else "").lower().replace("-", " ")
    if coded in {state.value for state in State}:
        return State(coded)
    for state, words in _STATES:
        if re.search(rf"\b(?:{words})\b", mail.subject, re.IGNORECASE) and not re.search(
            r"\bnot\b", mail.subject, re.IGNORECASE
        ):
            return state
    headings = [
        line
        for line in mail.latest.split("\n")[:8]
        if 0 < len(line.split()) <= 12 and not line.rstrip().endswith((".", ","))
    ]
    for line in headings:
        for state, words in _STATES:
            if re.search(rf"\b(?:{words})\b", line, re.IGNORECASE) and ":" not in line[:-1]:
                return state
            if re.search(rf"notification\b.{{0,40}}[-–—]\s*(?:{words})\b", line, re.IGNORECASE):
                return state
    said = _asserted(mail.latest)
    if said is None and (CORRECTED.search(mail.latest) or MOVED_ON.search(mail.latest)):
        return State.RESCHEDULED
    return said or (State.CANCELLED if event and event.cancelled else otherwise)


def _asserted(text: str) -> State | None:
    """What a sentence of the text says has happened to the work, leaving out what it only allows for."""
    plain = re.sub(r"\bwould\s+like\s+to\b", "", re.sub(r"[*_]", "", text), flags=re.IGNORECASE)
    plain = re.sub(r"(?<!\n)\n(?!\n)", " ", plain)
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", plain)[:60]:
        for state, words in _ASSERTED.items():
            match = re.search(words, sentence, re.IGNORECASE)
            if match and not _NOT_SAID.search(sentence[: match.end()]):
                return state
    return None
