"""Charges stated as a share: interest on late payment, and fees that are a per cent of another fee."""

from __future__ import annotations

import re
from typing import Any

from knowledge.terms.metrics import percents
from knowledge.terms.wording import plain, tidy

_LATE = re.compile(
    r"\b(?:late|overdue|past[- ]due|unpaid|outstanding)\b[^.;]{0,80}\binterest\b|\binterest\b[^.;]{0,80}\b(?:late|overdue|past[- ]due|unpaid|outstanding)\b"
    r"|\blate (?:payment )?(?:fee|charge)\b",
    re.IGNORECASE,
)
_FEE_OF_FEE = re.compile(
    r"\b(?:maintenance|support|service|management|renewal)\s+(?:fees?|charges?)\b[^.;%]{0,60}\b(?:calculated at|is|are|equal to|shall be|amounts? to|of)\s+[^.;%]{0,20}"
    r"(?:%|per ?cent)\s*(?:\([^)]*\)\s*)?of\s+(?:the\s+)?[\w ]{0,30}\b(?:fees?|charges?|price)\b",
    re.IGNORECASE,
)
_NO_FEE = re.compile(r"\bcredit|\brebate|\bexceed|\bmore than|\bincreas\w+|\bliab", re.IGNORECASE)


def late_interest(text: str) -> dict[str, Any]:
    """The interest on late payment in per cent, with the sentence, which says over what time and above which rate."""
    found = percents(text)
    if len(found) != 1 or not _LATE.search(text):
        return {}
    return {"kind": "late_interest", "rate": plain(found[0]), "note": tidy(text)[:200]}


def share_of_fee(text: str) -> dict[str, Any]:
    """A fee that is a per cent of another one."""
    found = percents(text)
    if len(found) != 1 or not _FEE_OF_FEE.search(text) or _NO_FEE.search(text):
        return {}
    return {"kind": "share_of_fee", "rate": plain(found[0]), "note": tidy(text)[:200]}
