"""What a message puts on its reader without asking: silence taken as agreement, and duties towards an authority.

"If we do not hear from you within 14 days we will take this as acceptance"; "you may have to report this to the ICO".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from knowledge.promises.calendar import PlainWeek, WorkingDays
from knowledge.promises.due_atoms import Sent
from knowledge.promises.due_days import day_first
from knowledge.promises.due_reading import read_due
from knowledge.promises.model import Due
from knowledge.promises.sentences import sentences

_I = re.IGNORECASE
_NOT = r"(?:do(?:es)?\s+not|don['’]?t|have\s+not|haven['’]?t|are\s+not|is\s+not|not|no)"
_ANSWER = r"(?:hear|heard|hearing|receiv\w+|respon\w+|repl(?:y|ies)|object\w*|reject\w*|answer\w*|word|tell\s+us|told|notif\w+|let\s+us\s+know|come\s+back|confirm\w*\s+otherwise|contact\w*)"
NO_ANSWER = re.compile(
    rf"\b(?:if|should|where|unless|in\s+case)\b.{{0,60}}?\b{_NOT}\b.{{0,40}}?\b{_ANSWER}\b"
    rf"|\bunless\b.{{0,50}}?\b(?:hear|told|notif\w+|object\w*|let\s+us\s+know|tell\s+us|advised?|inform\w*)\b"
    r"|\b(?:if|should|where)\b.{0,40}?\b(?:hear|heard|receiv\w+|get|got)\s+(?:nothing|no\s+\w+)\b"
    rf"|\b(?:absence|lack)\s+of\s+(?:a|an|any)?\s*{_ANSWER}|\bfailing\s+(?:that|a|any)\b|\b(?:your\s+)?silence\b",
    _I,
)
TAKEN = re.compile(
    r"\b(?:tak\w+|treat\w*|regard\w*|consider\w*|deem\w*|assum\w+|constitut\w+|constru\w+|understand|mean\w*)\b.{0,50}?"
    r"\b(?:accept\w*|agree\w*|settl\w+|closed|consent\w*|approv\w+|content|happy|confirm\w*|assent\w*)\b"
    r"|\b(?:terms?|prices?|charges?|rates?|fees?|amendments?|changes?|renewal|agreement|contract|increase|uplift)\b.{0,40}?\bwill\s+(?:then\s+|automatically\s+|be\s+)*(?:apply|applied|take\s+effect|come\s+into\s+(?:force|effect)|become\s+binding|binding|renew\w*|go\s+ahead)\b",
    _I,
)

_DUTY = re.compile(
    r"\b(?:you|your\s+\w+)\b.{0,60}?\b(?:must|obligat\w+|oblig\w+|need\s+to|have\s+to|required\s+to|should|duty)\b.{0,80}?\b(?:report|notify|tell|inform|disclos\w+)\b"
    r".{0,60}?\b(?:ico|information\s+commissioner\w*|regulators?|supervisory\s+authorit\w+|data\s+protection\s+(?:authority|commission\w*|officer)|attorney\s+general|insurers?|police|action\s+fraud|affected\s+(?:individuals|people|persons))\b",
    _I,
)


@dataclass(frozen=True, slots=True)
class Silence:
    """A sentence that takes silence for agreement, in its own words, and until when one may object (no date where none is named)."""

    quote: str
    due: Due


def silences(text: str, sent: datetime, days: WorkingDays | None = None) -> list[Silence]:
    """Every sentence of a message by which saying nothing is agreeing. `sent` is aware and in the zone days count in."""
    found, moment = [], Sent(sent, days or PlainWeek(), day_first(text))
    for one in sentences(text):
        if NO_ANSWER.search(one.text) and TAKEN.search(one.text):
            read = read_due(one.text, moment)
            found.append(Silence(one.text, read[0] if read else Due()))
    return found


def legal_duties(text: str) -> list[str]:
    """The sentences that say that the reader may have to tell an authority, an insurer or the people concerned."""
    return [one.text for one in sentences(text) if _DUTY.search(one.text)]
