"""When a desk is staffed, by words that do not name its hours."""

from __future__ import annotations

import re

STAFFED = re.compile(
    r"\b(?:service desk|help ?desk|support|hot ?line|call[- ]in support|desk|staffed|telephone)\b.*\b(?:available|open|operates?|staffed|provided?|between|from|hours|manned|monday)\b",
    re.IGNORECASE,
)
HERE = re.compile(
    r"\bwe(?:'re| are) (?:here|open|available|around|in the office)\b|\bopening (?:hours|times)\b|\bhours we (?:work|keep)\b",
    re.IGNORECASE,
)
DESK_ALWAYS = re.compile(
    r"\b(?:operates?|runs?|staffs?|provides?)\s+(?:its|a|the|our)\s+(?:service ?desk|help ?desk|support desk)\s*$"
    r"|\b(?:service ?desk|help ?desk|support desk)\s+(?:is|will be|shall be)\s+(?:open|staffed|available|manned|operated)\s*$",
    re.IGNORECASE,
)


def desk_always(text: str, always: re.Pattern[str]) -> bool:
    """Whether a sentence says that the desk itself is open round the clock, by the words that mean so."""
    found = always.search(text)
    return found is not None and bool(DESK_ALWAYS.search(text[: found.start()]))
