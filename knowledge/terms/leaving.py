"""Help with leaving: how many hours the provider gives when the contract ends."""

from __future__ import annotations

import re
from typing import Any

from knowledge.terms.wording import NUMBER, values_of

_LEAVING = re.compile(
    r"\b(?:exit|transition|handover|hand-over|migration|termination|transfer|leaving|off-?boarding)\s+(?:assistance|help|services?|support|work)\b"
    r"|\b(?:help|assist)\w*\b[^.;]{0,60}\b(?:to move|move away|transfer to|leave|leaving|new (?:supplier|provider))\b",
    re.IGNORECASE,
)
_HOURS = re.compile(
    rf"\b(?:up to|first|includes?|maximum of)\s+(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?hours?\b", re.IGNORECASE
)


def on_leaving(text: str) -> bool:
    """Whether words are about help with leaving the provider."""
    return bool(_LEAVING.search(text))


def hours_of_help(text: str) -> dict[str, Any]:
    """How many hours of that help a sentence gives ("up to 80 hours")."""
    found = _HOURS.search(text)
    values = values_of(found["n"]) if found else []
    return {"hours": int(values[0])} if len(values) == 1 and values[0] == int(values[0]) else {}
