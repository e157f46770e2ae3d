"""Days and times of day in words ("Mon-Fri", "7.30am to 6pm") as weekdays and minutes after midnight."""

from __future__ import annotations

import re

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?"
_DAYSET = (
    rf"(?P<first>\b{DAY})\b\s*(?:-|to|through|thru|until|/)\s*(?P<last>{DAY})\b"
    r"|(?P<week>\bweek\s?days?\b|\b(?:business|working) days?\b)|(?P<all>\b(?:7|seven) days (?:a|per) week\b|\bevery day\b|\bdaily\b)"
    r"|(?P<weekend>\bweekends?\b)"
    rf"|(?P<one>\b{DAY})\b"
)
_CLOCK = r"(?:(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?\s*(?:[ap]\.?\s?m\b\.?|noon|hrs\b|hours\b)?|\b[0-2]\d[0-5]\d\b\s*(?:hrs|hours)?|\bnoon\b|\bmidday\b|\bmidnight\b)"
_TIMES = rf"(?P<open>(?<![\d:.£$]){_CLOCK})\s*(?:-|to|until|till|and|through)\s*(?P<close>{_CLOCK})(?![\d%:])"
TOKEN = re.compile(rf"(?P<days>{_DAYSET})|(?P<times>{_TIMES})", re.IGNORECASE)


def days_of(token: re.Match[str]) -> tuple[int, ...]:
    """The weekdays, Monday = 0, that a token names."""
    if token["week"]:
        return tuple(range(5))
    if token["all"]:
        return tuple(range(7))
    if token["weekend"]:
        return (5, 6)
    if token["one"]:
        return (_day(token["one"]),)
    first, last = _day(token["first"]), _day(token["last"])
    return tuple(range(first, last + 1)) if first <= last else tuple(sorted({*range(first, 7), *range(last + 1)}))


def _day(word: str) -> int:
    return next(place for place, name in enumerate(DAYS) if name.startswith(word.lower()[:3]))


def minutes_span(opens: str, closes: str) -> tuple[int, int] | None:
    """Minutes after midnight for both ends; None for a pair of bare figures that need not be times ("7 to 10")."""
    if not re.search(r"[:.]\d\d|[ap]\.?\s?m|noon|mid|hrs|hours|^\s*\d{4}", f"{opens} {closes}", re.IGNORECASE):
        return None
    close = _minutes(closes, None)
    open_ = _minutes(opens, None if re.search(r"[ap]\.?\s?m|:", opens, re.IGNORECASE) else closes)
    if close == 0:
        close = 1440
    if open_ is None or close is None:
        return None
    if (
        close <= open_
        and not re.search(r"[ap]\.?\s?m|mid", closes, re.IGNORECASE)
        and close + 720 > open_
        and close < 720
    ):
        close += 720 if not re.search(r":", closes) else 0
    return (open_, close) if open_ < close else None


def _minutes(text: str, borrow: str | None) -> int | None:
    low = text.lower().replace(" ", "").replace(".m", "m").rstrip(".")
    if "midnight" in low:
        return 0
    if low in {"noon", "midday", "12noon"}:
        return 720
    figures = re.match(r"(\d{1,2})(?:[:.]?(\d{2}))?", low)
    if not figures:
        return None
    hour, minute = int(figures[1]), int(figures[2] or 0)
    half = re.search(r"([ap])m", low)
    if half is None and borrow is not None and hour < 12:
        lent = re.search(r"([ap])\.?\s?m", borrow.lower())
        close_hour = int(re.match(r"\s*(\d{1,2})", borrow)[1]) if re.match(r"\s*(\d{1,2})", borrow) else 0  # type: ignore[index]
        half = lent if lent and hour < close_hour % 12 and lent[1] == "a" else None
    if half:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    total = hour * 60 + minute
    return total if total <= 1440 else None
