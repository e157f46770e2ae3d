"""The month that an invoice line names in its own words; a line that names several, or none, says nothing of its month."""

from __future__ import annotations

import re
from datetime import date

from store.imports.month_names import month_number
from store.imports.months import month_of

_WITH_YEAR = re.compile(
    r"\b([A-Za-z]{3,9})\.?[ /'-]+((?:20)?\d\d)\b(?![/.-]\d)|\b(20\d\d)[-/](0[1-9]|1[0-2])\b(?![/-]\d)"
)
_BARE = re.compile(r"\b([A-Z][a-z]{2,8}|[A-Z]{3,9})\b\.?(?!['-]?\w)")


def month_named(words: str) -> str | None:
    """The one month named with its year: "Managed support, September 2026" -> "2026-09"."""
    found = {
        month
        for match in _WITH_YEAR.finditer(words)
        if (month := month_of(f"{match[1]} {match[2]}" if match[1] else f"{match[3]}-{match[4]}"))
    }
    return found.pop() if len(found) == 1 and not _bare(_WITH_YEAR.sub(" ", words)) else None


def month_before(words: str, dated: date) -> str | None:
    """The one month named, with its year or, without, the last one of that name that began by the invoice's day."""
    if month := month_named(words):
        return month
    bare = _bare(words)
    if len(bare) != 1 or _WITH_YEAR.search(words):
        return None
    (number,) = bare
    return f"{dated.year - (number > dated.month):04d}-{number:02d}"


def _bare(words: str) -> set[int]:
    """The months named without a year; capitals tell May from may."""
    return {number for match in _BARE.finditer(words) if (number := month_number(match[1].lower()))}
