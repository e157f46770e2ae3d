"""Spans of time in words ("thirty (30) minutes", "1-2 business days", "NBD") as data; a bare number is never a time.

What it refuses: to say which clock a plain "4 hours" runs on (see `clocks`), and to turn "asap" into a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.terms.wording import NUMBER, WORDS, flat, plain, redacted, values_of

SECONDS = {"second": 1, "minute": 60, "hour": 3600}
CALENDAR_DAY, WEEK = 86_400, 7

_UNIT = (
    r"(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|m|h|d|WDs?|BDs?)\b\.?"
    r"(?!\s+(?:an?|per|each|every|in each|of each)\s+(?:day|week|month|year|annum)|\s*/\s*(?:day|week|7\b))"
)
_KIND = (
    r"(?P<kind>(?:(?:continuous|consecutive|elapsed|calendar|clock|actual|24x7|service|services|support|business|working|"
    r"work|office|core|desk|contract(?:ed)?|operational|operating|normal|standard|agreed|covered?|full|clear|banking)"
    r"\s*-?\s*)*)"
)
_MOST = (
    r"(?P<most>(?:<=?|≤|\b(?:less|fewer|sooner) than|\bunder|\bwithin|\binside(?: of)?|\bno (?:more|later) than|\bin|\bup to|"
    r"\bmax(?:imum)?(?: of)?|\bnot exceed(?:ing)?)\s*)?"
)
_LOW_UNIT = r"(?P<lowunit>seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?)?"
_AND_A_HALF = r"\s+and\s+a\s+half\b(?!\s+(?:day|week|hour|minute|month)s?\b)"
_SPAN = re.compile(
    rf"{_MOST}(?:(?P<low>(?<!ority )(?<!verity )(?<!evel )(?<!ev )(?<![A-Za-z])\d[\d.]*\s*{_LOW_UNIT}\s*[-/]|{NUMBER}\s*(?:\w+\s+)?(?:to|or)\b)\s*)?(?P<stray>(?<![\w.,])(?<!ority )(?<!verity )(?<!evel )(?<!ev )\d\s)?"
    rf"(?P<n>(?<![\d.,]){NUMBER})(?P<plus>\s+and\s+(?:a|one)[ -]half|\s*½)?\s*-?\s*{_KIND}{_UNIT}(?P<and_half>{_AND_A_HALF})?"
    rf"(?P<extra>\s*(?:,|and)?\s*(?:{NUMBER})\s*(?:minutes?|mins?)\b)?",
    re.IGNORECASE,
)
_HALF = re.compile(rf"{_MOST}(?:\bone[ -])?\bhalf[ -](?:an?[ -]|of\s+an?\s+|the\s+)?{_KIND}{_UNIT}", re.IGNORECASE)
_ONE = re.compile(
    rf"(?P<most>\b(?:within\s+(?:an?|the)|in\s+an?|every|each)\s+)(?!(?:full\s+|calendar\s+)*month){_KIND}{_UNIT}(?P<and_half>{_AND_A_HALF})?",
    re.IGNORECASE,
)
# "1:30 hours", "1h30", "1 h 30 m": hours and minutes in figures.
_CLOCKED = re.compile(
    rf"{_MOST}(?<![\d.:])(?P<h>\d{{1,2}})(?::(?P<m>[0-5]\d)\s*{_KIND}(?:hours?|hrs?|h)|\s?h\s?(?P<m2>[0-5]\d)(?:\s?m(?:ins?)?)?)\b",
    re.IGNORECASE,
)
_QUARTERS = re.compile(
    rf"{_MOST}\b(?:(?:an?|one)[ -])?(?P<many>three[ -])?quarters?(?:[ -]of)?(?:[ -]an?)?[ -]{_KIND}(?P<unit>hour)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:\bby\s+(?P<by>close|end|noon|midday)\b[\w ]*?\b(?:of|on)\s+)?(?:the\s+)?"
    r"\b(?:next|following)\s+(?:business|working|service)\s+day\b|\bN\.?B\.?D\b|\bN\.?W\.?D\b",
    re.IGNORECASE,
)
_SAME = re.compile(r"\b(?:the\s+)?same\s+(?:business\s+|working\s+|service\s+)?day\b", re.IGNORECASE)
_CUTOFF = re.compile(
    r"\b(?:before|by|prior to|earlier than)\s+(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"\b(?:asap|as soon as (?:\w+\s)?(?:practicable|possible)|immediate(?:ly)?|promptly|without (?:undue )?delay|timely|"
    r"best (?:effort|endeavour)s?|reasonable (?:effort|endeavour)s?|(?:as|to be) (?:mutually )?agreed|by agreement|"
    r"next (?:scheduled |planned |major )?release|future release|no (?:target|sla|commitment)|not guaranteed|"
    r"(?:planned|scheduled|project) (?:work|basis|change)|when (?:available|convenient)|upon agreement|negotiated|continuous(?:ly)? (?:effort|work))\b",
    re.IGNORECASE,
)
_WORKING = re.compile(
    r"service|support|business|working|work\b|office|core|desk|operat|normal|contract|agreed|cover|banking",
    re.IGNORECASE,
)
_ELAPSED = re.compile(r"continuous|elapsed|calendar|clock|actual|24x7", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A span of time as worded. `unit` is second, minute, hour, day, week or month; `amount` counts it.

    `clock` is set only where the words beside the unit say it ("4 working hours"): service_hours, business_days,
    next_business_day, same_day or calendar. `strict` is "less than". `readings` holds both ends of a range;
    with `broken` they are two readings of one figure, and no one may choose.
    """

    amount: Decimal
    unit: str
    start: int
    end: int
    clock: str | None = None
    strict: bool = False
    broken: bool = False
    readings: tuple[str, ...] = ()
    cutoff: str | None = None

    @property
    def seconds(self) -> int | None:
        """Seconds for seconds, minutes and hours; None for days and more, whose length depends on the clock."""
        factor = SECONDS.get(self.unit)
        return int(self.amount * factor) if factor else None

    def limit(self, clock: str | None) -> dict[str, int]:
        """The limit as fields under a clock: `limit_s`, or `limit_days` for days counted in business days.

        Empty where the length of a day on that clock is not known (half a working day, "1 day" on no clock, months).
        """
        if self.seconds is not None:
            return {"limit_s": self.seconds}
        if self.unit == "month" or clock is None:
            return {}
        days = self.amount * (WEEK if self.unit == "week" else 1)
        if clock == "calendar":
            return {"limit_s": int(days * CALENDAR_DAY)}
        if self.unit == "week":
            days = self.amount * 5
        return {"limit_days": int(days)} if days == int(days) else {}


def quantities(text: str) -> list[Quantity]:
    """Every span of time in a text, in order, next and same business days included; ranges give their upper end."""
    cleaned = flat(text)
    found = [*_spans(cleaned), *_day_words(cleaned)]
    return sorted(found, key=lambda one: one.start)


def no_time(text: str) -> bool:
    """Whether the words promise no time at all ("asap", "best efforts", "next release")."""
    return bool(_SOON.search(flat(text)))


def unknown(text: str) -> bool:
    """Whether the value is blacked out or left to be filled in."""
    return redacted(text)


def cutoff_time(text: str) -> str | None:
    """The time of day before which something must be logged ("before 4 pm" is "16:00")."""
    found = _CUTOFF.search(flat(text))
    if not found or not (found["half"] or found["m"]):
        return None
    hour = int(found["h"]) % 12 + (12 if (found["half"] or "").lower().startswith("p") else 0)
    hour = hour if found["half"] else int(found["h"])
    return f"{hour:02d}:{int(found['m'] or 0):02d}" if hour < 24 else None


def _spans(text: str) -> Iterator[Quantity]:
    taken = 0
    patterns = (_SPAN, _HALF, _ONE, _CLOCKED, _QUARTERS)
    found = [one for pattern in patterns for one in pattern.finditer(text)]
    for one in sorted(found, key=lambda match: (match.start(), -match.end())):
        quantity = _quantity(one) if one.start() >= taken else None
        if quantity is not None:
            yield quantity
            taken = quantity.end


def _quantity(found: re.Match[str]) -> Quantity | None:
    if found.re in (_CLOCKED, _QUARTERS):
        # "At 09:30 hours" is a time of day; only what is within so much, or up to it, is a length.
        return _in_minutes(found) if found.re is _QUARTERS or found["m2"] or found["most"] else None
    unit = _unit(found["unit"])
    parts = found.groupdict()
    amount = _amount(found, parts.get("n"))
    if amount is None or amount <= 0:
        return None
    one = Quantity(
        amount=amount,
        unit=unit,
        start=found.start(),
        end=found.end(),
        clock=_clock(found["kind"], found["unit"], unit),
        strict=_strict(found["most"]),
    )
    return one if parts.get("n") is None else _with_doubt(_with_extra(_with_range(one, found), found), found)


def _in_minutes(found: re.Match[str]) -> Quantity:
    """Hours and minutes in figures, and quarters of an hour, as minutes."""
    if found.re is _CLOCKED:
        amount = Decimal(found["h"]) * 60 + Decimal(found["m"] or found["m2"])
    else:
        amount = Decimal(45 if found["many"] else 15)
    clock = _clock(found["kind"] or "", "hour", "hour")
    return Quantity(amount, "minute", found.start(), found.end(), clock, strict=_strict(found["most"]))


def _amount(found: re.Match[str], words: str | None) -> Decimal | None:
    half = Decimal("0.5")
    if words is None:
        return half if found.re is _HALF else Decimal(1) + (half if found["and_half"] else 0)
    values = values_of(words)
    return (values[0] + (half if found["plus"] or found["and_half"] else 0)) if values else None


def _with_doubt(one: Quantity, found: re.Match[str]) -> Quantity:
    """Keep both readings of "fifteen (16) minutes", "15/30 minutes" and a figure broken in two ("1 4 days")."""
    values = values_of(found["n"])
    if found["stray"]:
        values = [values[0], Decimal(f"{found['stray'].strip()}{plain(values[0])}")]
    elif (found["low"] or "").rstrip().endswith("/"):
        values = [*values_of(found["low"])[:1], *values]
    if len(set(values)) < 2:
        return one
    return replace(one, readings=tuple(_said(value, one.unit, one.clock) for value in sorted(set(values))), broken=True)


def _with_range(one: Quantity, found: re.Match[str]) -> Quantity:
    """Keep both ends of "1-2 business days"; the upper end decides, whichever way round they stand."""
    if not found["low"]:
        return one
    low = next(iter(values_of(found["low"])), None)
    word = re.search(r"[a-z]{2,}$", re.sub(r"\s*(?:-|/|\bto|\bor)$", "", found["low"].strip().lower()))
    low_unit = _unit(word.group()) if word and word.group() not in WORDS else one.unit
    if low is None:
        return one
    ends = sorted([(low, low_unit), (one.amount, one.unit)], key=_rough)
    (amount, unit), words = ends[-1], tuple(_said(value, name, one.clock) for value, name in ends)
    return replace(one, amount=amount, unit=unit, readings=words)


def _with_extra(one: Quantity, found: re.Match[str]) -> Quantity:
    """Add the minutes of "1 hour 30 minutes"."""
    if not found["extra"]:
        return one
    if one.unit != "hour" or found["low"]:
        return replace(one, end=found.start("extra"))
    return replace(one, amount=one.amount * 60 + values_of(found["extra"])[0], unit="minute")


def _rough(end: tuple[Decimal, str]) -> Decimal:
    hours = {"second": Decimal(1) / 3600, "minute": Decimal(1) / 60, "hour": Decimal(1), "day": Decimal(8)}
    return end[0] * hours.get(end[1], Decimal(40) if end[1] == "week" else Decimal(160))


def _said(value: Decimal, unit: str, clock: str | None) -> str:
    words = {"business_days": "business ", "service_hours": "service "}.get(clock or "", "")
    return f"{plain(value)} {words}{unit}{'' if value == 1 else 's'}"


def _unit(word: str) -> str:
    low = word.lower().rstrip(".")
    for start, unit in (
        ("s", "second"),
        ("mo", "month"),
        ("m", "minute"),
        ("h", "hour"),
        ("w", "week"),
        ("d", "day"),
        ("b", "day"),
    ):
        if low.startswith(start) and not (start == "w" and low in {"wd", "wds"}):
            return unit
    return "day"


def _clock(kind: str, word: str, unit: str) -> str | None:
    if word.lower() in {"wd", "wds", "bd", "bds"} or _WORKING.search(kind):
        return "business_days" if unit in {"day", "week", "month"} else "service_hours"
    return "calendar" if _ELAPSED.search(kind) else None


def _strict(most: str | None) -> bool:
    words = (most or "").strip().lower()
    return words == "<" or (words.endswith(" than") and not words.startswith("no ")) or words == "under"


def _day_words(text: str) -> Iterator[Quantity]:
    for found in _NEXT.finditer(text):
        yield Quantity(Decimal(1), "day", found.start(), found.end(), "next_business_day", cutoff=cutoff_time(text))
    for found in _SAME.finditer(text):
        yield Quantity(Decimal(0), "day", found.start(), found.end(), "same_day", cutoff=cutoff_time(text))
