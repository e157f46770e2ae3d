"""Dates as contracts write them: "1 March 2026", "the 1st day of March, 2026", "March 1, 2026", "2026-03-01".

It refuses figures that may be read two ways: 03/04/2026 is no date here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(m[:3] for m in MONTHS)}|sept)\.?"
_PATTERNS = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:day\s+of\s+)?[\s-]?{_MONTH},?[\s-]+(?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
)
_FIGURES = re.compile(r"\b(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4})\b")


_DAY = rf"(?=(?:the\s+|\w+day,?\s+)?(?:\d{{1,4}}(?:st|nd|rd|th)?[\s./-]|(?:{'|'.join(m[:3] for m in MONTHS)})[a-z]*\.?\s+\d))"
_EFFECT = re.compile(
    r"(?:(?:with\s+effect\s+(?:from|on|as\s+of)|tak(?:es?|ing)\s+effect\s+(?:from|on|as\s+of)|"
    r"effective\s+(?:date\b|as\s+(?:of|from)|from|on)|comes?\s+into\s+(?:force|effect)\s+on|"
    r"(?:variation|amendment|change)\s+date\b|(?:as\s+)?from\s+and\s+including|be\s+effective|in\s+force\s+from)"
    r"\W*(?:[^.;\n]{0,40}?)"
    r"|\b(?:effective|tak(?:es?|ing)\s+effect|comes?\s+into\s+(?:force|effect)|as\s+(?:of|from)|on\s+and\s+(?:from|after)|"
    rf"appl(?:y|ies)\s+(?:from|as\s+of))\s*[:,–—-]?\s*{_DAY}"
    rf"|^\W*(?:\d[\d.]*\W+)?(?:from|starting(?:\s+on)?|beginning(?:\s+on)?|commencing(?:\s+on)?)\s+{_DAY})",
    re.IGNORECASE,
)
# "the agreement dated as of 15 December 2025" and "entered into as of" tell the day of a paper, not from when it counts.
_PAPER = re.compile(
    r"\b(?:dated|made|entered\s+into|executed|signed|agreement|contract)\s*,?\s*(?:and\s+)?$", re.IGNORECASE
)
_TAKES = re.compile(r"tak|comes", re.IGNORECASE)


def dates_in(text: str) -> Iterator[tuple[date, int, int]]:
    """Every date in a text with its place, in reading order."""
    found = [one for pattern in _PATTERNS for match in pattern.finditer(text) if (one := _date(match))]
    found += [one for match in _FIGURES.finditer(text) if (one := _from_figures(match))]
    return iter(sorted(found, key=lambda one: one[1]))


def effect_day(text: str) -> date | None:
    """The date that a sentence names as the one from which it counts."""
    for match in _EFFECT.finditer(text):
        if _PAPER.search(text[: match.start()]) and not _TAKES.match(match.group()):
            continue
        for found, start, _ in dates_in(text[match.start() : match.end() + 60]):
            if start <= match.end() - match.start() + 45:
                return found
    return None


def _date(match: re.Match[str]) -> tuple[date, int, int] | None:
    groups = match.groupdict()
    month = int(groups["number"]) if groups.get("number") else _month(groups["month"])
    return _made(int(groups["year"]), month, int(groups["day"]), match)


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def _from_figures(match: re.Match[str]) -> tuple[date, int, int] | None:
    """25/03/2026 and 03/25/2026 can be read one way only; 03/04/2026 cannot."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first == second or (first > 12 >= second):
        return _made(year, second, first, match)
    return _made(year, first, second, match) if second > 12 >= first else None


def _made(year: int, month: int, day: int, match: re.Match[str]) -> tuple[date, int, int] | None:
    try:
        return date(year, month, day), match.start(), match.end()
    except ValueError:
        return None
