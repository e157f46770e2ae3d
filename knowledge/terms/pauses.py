"""When the clock of a level stands still, and for whom: waiting for the customer, for a third party, for parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from knowledge.terms.clocks import metrics_in

_STOPS = re.compile(
    r"\b(?:clocks?|timers?|time|times|sla|measurement|period)\b.{0,220}\b(?:stop(?:s|ped)?|paus(?:e[ds]?|ing)|suspend(?:ed|s)?|"
    r"(?:is|are|shall be|will be) (?:not counted|excluded|disregarded)|(?:does|do|shall|will) not count|not (?:be )?(?:counted|run|included)|exclud\w+|deducted|subtracted|disregarded|held)\b"
    r"|\b(?:stop(?:s|ped)?|paus(?:e[ds]?|ing)|suspend(?:s|ed)?|stops)\b.{0,60}\b(?:clock|timer|time|sla)\b"
    r"|\b(?:exclud\w+|less|minus|deducting)\b.{0,30}\b(?:any )?(?:time|period)s?\b.{0,60}\b(?:wait|await|hold)",
    re.IGNORECASE,
)
_WAITING = re.compile(
    r"\b(?:wait(?:s|ing)?(?: (?:on|for|upon))?|await(?:s|ing)?|pending|on hold|requires?|needs? to know|response|input|information|reply|delay\w*)\b",
    re.IGNORECASE,
)
_TAKEN_OUT = re.compile(
    r"\b(?:from|towards?|calculating|measuring|in|of|for|against|affect)\s+(?:the\s+|any\s+|each\s+|our\s+)?(?:(?:target|applicable|relevant|actual|calculation of|measurement of)\s+(?:the\s+)?)?"
    r"(?:response|resolution|fix|restoration|repair)\b(?:\s*(?:times?|and|or|/|&|,|targets?|response|resolution|fix|the|service level)\b)*",
    re.IGNORECASE,
)
_WHO: tuple[tuple[str, str], ...] = (
    ("customer", r"\b(?:customer|client|user|you|authority|buyer|requester|licensee)(?:'s|s)?\b"),
    ("vendor", r"\bthird[- ]part(?:y|ies)\b|\b(?:vendor|manufacturer|carrier|other supplier)s?\b"),
    ("parts", r"\b(?:spare )?parts\b"),
)
_DENIED = re.compile(
    r"\b(?:no other|does not stop|do not stop|not stop|without stopping|in particular,? waiting)\b", re.IGNORECASE
)


def pauses(text: str, lead: str, customers: Sequence[str] = ()) -> dict[str, Any]:
    """Who may be waited for while the clock stands still; waiting that is expressly no excuse is left out.

    `customers` are the contract's own names for the customer ("the Practice").
    """
    stops = _STOPS.search(text) or (_STOPS.search(lead) and lead)
    if not stops or not _WAITING.search(text) or re.search(r"\bcredit|\bdowntime\b|\boutage", text, re.IGNORECASE):
        return {}
    kept = " ".join(part for part in re.split(r"(?<=[.;])\s+", text) if not _DENIED.search(part))
    if re.search(r"\b(?:not|never|no)\b[^,;]{0,40}\b(?:stop|pause|suspend)", kept, re.IGNORECASE):
        return {}
    after = _waited_for(kept)
    who = [name for name, words in _WHO if re.search(words, after, re.IGNORECASE)]
    if "customer" not in who and any(re.search(rf"\b{re.escape(one)}\b", after) for one in customers):
        who.insert(0, "customer")
    return {"pauses": who} if who else {}


def paused(text: str) -> tuple[str, ...]:
    """The metrics whose clock waits: named before the waiting, or as the time that it is taken out of."""
    named = metrics_in(_before_waiting(text))
    return named or metrics_in(" ".join(found[0] for found in _TAKEN_OUT.finditer(text)))


def _before_waiting(text: str) -> str:
    """The words before the waiting begins: "awaiting a response" limits nothing to response times."""
    found = _WAITING.search(text)
    return text[: found.start()] if found else text


def _waited_for(text: str) -> str:
    """The words after the waiting begins, so that "the Supplier may stop the Customer's clock" pauses for nobody."""
    found = _WAITING.search(text)
    return text[found.start() :] if found else text
