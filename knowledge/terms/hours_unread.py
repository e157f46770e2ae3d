"""Opening hours of which only a part was read: a day with its own closing time, hours of a season, a midday break.

Half an answer about a clock is a wrong clock, so that the whole of such hours is asked about.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from knowledge.terms.hour_words import DAY, TOKEN, days_of, minutes_span
from knowledge.terms.wording import flat

_TIME = r"(?:\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\b)?|\d{1,2}\s*[ap]\.?m\b|\bnoon\b|\bmidday\b|\bmidnight\b)"
_LONE = re.compile(
    rf"(?:\b(?:until|till|closes?|closed|closing|finish\w*|opens?|opening|starts?|starting|from|to|at)\s+(?:at\s+|from\s+)?|\(\s*)(?P<time>{_TIME})(?!\s*\()",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"\b(?:until|till)\s+(?:half past |quarter (?:to|past) )?(?:one|two|three|four|five|six|seven|eight)\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"\b(?:in|during|from|between|outside)\s+(?:the\s+)?(?:winter|summer|spring|autumn|school holidays?|term[- ]?time|half[- ]?term|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:winter|summer|term[- ]time) hours\b|\b(?:closed|close[sd]?|break|excluding|except)\b[^.;]{0,20}\blunch\b|\blunch (?:break|hour|time)\b",
    re.IGNORECASE,
)
_FEAST = re.compile(
    r"\b(?:save(?: for)?|except(?:ing)?(?: for| on)?|excluding|other than|apart from|but not|closed)\s+(?:on\s+|between\s+|over\s+)?(?:Christmas|New Year|Easter|Good Friday|Thanksgiving)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:closes?|closed|closing|opens?|finish\w*|until|till|shorter|reduced|instead)\b", re.IGNORECASE
)
_NEXT_TO_DAY = re.compile(rf"\s*(?:on\s+|every\s+|each\s+)?\(?{DAY}\b", re.IGNORECASE)
_NEAR, _SHORT = 25, 160


def unread(text: str, follow: str, fields: dict[str, Any]) -> bool:
    """Whether a sentence of hours, or the next one, says more of days and times than `fields` hold."""
    words = flat(text)
    if fields.get("always"):
        named = {day for token in TOKEN.finditer(words) if token["days"] for day in days_of(token)}
        return bool(named) and len(named) < 7
    weekly = [tuple(row) for row in fields.get("weekly", ())]
    return (
        _overlapping(weekly)
        or _span_left(words, weekly)
        or _day_left(words, weekly)
        or _time_left(words)
        or bool(_SEASON.search(words))
        or (bool(_FEAST.search(words)) and "holiday_country" not in fields)
        or _goes_on(flat(follow))
    )


def _overlapping(weekly: list[tuple[int, ...]]) -> bool:
    return any(a[0] == b[0] and b[1] < a[2] for a, b in pairwise(sorted(weekly)))


def _span_left(words: str, weekly: list[tuple[int, ...]]) -> bool:
    """Whether a span of the day was not used: one in bare figures counts only beside a day."""
    read = {row[1:] for row in weekly}
    for token in TOKEN.finditer(words):
        if not token["times"]:
            continue
        span = minutes_span(token["open"], token["close"])
        if span is None and _NEXT_TO_DAY.match(words[token.end() :]):
            return True
        if span is not None and span not in read:
            return True
    return False


def _day_left(words: str, weekly: list[tuple[int, ...]]) -> bool:
    """Whether a day that no window is for stands beside a time of day."""
    opened = {row[0] for row in weekly}
    for token in TOKEN.finditer(words):
        if token["days"] and set(days_of(token)) - opened:
            after = words[token.end() : token.end() + _NEAR]
            if _LONE.match(after.lstrip(" ,:-")) or _IN_WORDS.match(after.lstrip(" ,:-")):
                return True
    return False


def _time_left(words: str) -> bool:
    """Whether a lone time of day stands beside a day ("16:00 on Fridays", "Wednesdays when the desk closes at 13:00")."""
    rest = TOKEN.sub(lambda token: " " * len(token.group()) if token["times"] else token.group(), words)
    found = [*_LONE.finditer(rest), *_IN_WORDS.finditer(rest)]
    return any(
        re.search(rf"\b{DAY}\b", rest[max(0, one.start() - 50) : one.end() + _NEAR], re.IGNORECASE) for one in found
    )


def _goes_on(follow: str) -> bool:
    """Whether the next sentence says other hours for some day."""
    if len(follow) > _SHORT or not _GOES_ON.search(follow):
        return False
    days = any(token["days"] for token in TOKEN.finditer(follow))
    times = any(token["times"] for token in TOKEN.finditer(follow)) or _LONE.search(follow) or _IN_WORDS.search(follow)
    return days and bool(times)
