"""How one value of a term is read: JSON or typed words in, an exact value out, or a ValueError that says what is wrong.

Nothing is guessed: "1,5", "soon" and a share above 100 are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from store.facts.agreed import ClockKind, Firmness, Metric, ServiceHours
from store.facts.credit_rule import CreditBand
from store.facts.tickets import TicketType

SUNDAY = 6
Reader = Callable[[Any], Any]

THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
SECONDS = {"s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "m": 60, "h": 3600, "hr": 3600, "hour": 3600}


def words(value: Any) -> str:
    """A text as it stands; anything else is refused."""
    if not isinstance(value, str):
        raise ValueError(f"“{value}” is no text")  # noqa: TRY004
    return value


def listed_words(value: Any) -> tuple[str, ...]:
    """A list of texts in their order."""
    if not isinstance(value, list | tuple):
        raise ValueError(f"“{value}” is no list")  # noqa: TRY004
    return tuple(words(one) for one in value)


def number(value: Any) -> Decimal:
    """An exact number from "12.5", "1,850.00" or 12; true, false and "1,5" are none."""
    text = "" if isinstance(value, bool) else str(value).strip()
    try:
        found = Decimal(text.replace(",", "") if THOUSANDS.fullmatch(text) else text)
    except InvalidOperation:
        raise ValueError(f"“{value}” is no number") from None
    if not found.is_finite():
        raise ValueError(f"“{value}” is no number")
    return found


def ticket_kinds(value: Any) -> frozenset[TicketType]:
    """Kinds of ticket in a list, or as "incident, request"."""
    parts = value.split(",") if isinstance(value, str) else value
    return frozenset(member(TicketType)(str(part).strip().lower()) for part in parts)


def clock_time(value: Any) -> str:
    """A time of day written 16:00."""
    text = words(value).strip()
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError(f"“{value}” is no time of day written like 16:00")
    return text


def percent(value: Any) -> Decimal:
    """A percentage from 0 upwards, with or without its sign."""
    found = number(str(value).rstrip("% ") if isinstance(value, str) else value)
    if found < 0:
        raise ValueError(f"“{value}” is less than no per cent")
    return found


def share(value: Any) -> Decimal:
    """A percentage from 0 to 100."""
    found = percent(value)
    if found > 100:
        raise ValueError(f"“{value}” is more than 100 per cent")
    return found


def rise_day(value: Any) -> str:
    """On which day prices may rise: "07-01", "anniversary" or "calendar_year"."""
    said = str(value).strip()
    if said not in {"", "anniversary", "calendar_year"}:
        date.fromisoformat(f"2024-{said}")
    return said


def first_months(value: Any) -> str:
    """How long prices stand at first: so many months, or "initial_term"."""
    said = str(value).strip()
    return said if said in {"", "initial_term"} else str(whole(said))


def whole(value: Any) -> int:
    """A whole number, not negative."""
    found = number(value)
    if found != found.to_integral_value() or found < 0:
        raise ValueError(f"“{value}” is no whole number")
    return int(found)


def yes_no(value: Any) -> bool:
    """True or false, also as the words yes and no."""
    known = {"true": True, "yes": True, "false": False, "no": False}
    try:
        return known[str(value).strip().lower()]
    except KeyError:
        raise ValueError(f"“{value}” is neither yes nor no") from None


def day(value: Any) -> date:
    """A date written 2026-03-01."""
    try:
        return date.fromisoformat(words(value).strip())
    except ValueError:
        raise ValueError(f"“{value}” is no date written like 2026-03-01") from None


def seconds(value: Any) -> int:
    """Whole seconds, or words such as "30 min", "4 hours", "1 h 30 min"."""
    text = str(value).strip().lower()
    parts = re.findall(r"(\d+(?:\.\d+)?)\s*([a-z]+)", text)
    if not parts:
        return whole(value)
    if re.sub(r"(\d+(?:\.\d+)?)\s*([a-z]+)", "", text).strip(" ,"):
        raise ValueError(f"“{value}” is no length of time; write it like 30 min or 4 h")
    try:
        return whole(sum(Decimal(size) * SECONDS[unit.rstrip("s") or unit] for size, unit in parts))
    except KeyError:
        raise ValueError(f"“{value}” is no length of time; write it like 30 min or 4 h") from None


def priority(value: Any) -> int:
    """A priority from 1 to 5, also written P1."""
    found = whole(str(value).strip().upper().removeprefix("P"))
    if not 1 <= found <= 5:
        raise ValueError(f"“{value}” is no priority from 1 to 5")
    return found


def names(value: Any) -> frozenset[str]:
    """A set of names, from a list or from words with commas between them."""
    parts = value.split(",") if isinstance(value, str) else list(value)
    return frozenset(words(part).strip() for part in parts if part)


def one_of(*allowed: str) -> Reader:
    """A reader that takes one of these words and no other."""

    def read(value: Any) -> str:
        text = str(value).strip()
        if text not in allowed:
            raise ValueError(f"“{value}” is none of {', '.join(allowed)}")
        return text

    return read


def member(kind: type[Metric | ClockKind | Firmness | TicketType]) -> Reader:
    """A reader that takes one of the words of an enumeration."""
    choose = one_of(*(item.value for item in kind))
    return lambda value: kind(choose(value))


def opening_hours(value: Any) -> ServiceHours:
    """Opening hours under the names of `ServiceHours`, windows as [weekday, opens, closes] in minutes."""
    if not isinstance(value, Mapping):
        raise ValueError(f"“{value}” is no set of opening hours")  # noqa: TRY004
    read = {name: HOURS[name](part) for name, part in value.items() if name in HOURS and part is not None}
    hours = ServiceHours(**read)
    if not hours.always and not hours.weekly:
        raise ValueError("the opening hours name no day and no time")
    return hours


def zone(value: Any) -> str:
    """The name of a time zone that exists."""
    try:
        return ZoneInfo(words(value).strip()).key
    except (ValueError, OSError, LookupError):
        raise ValueError(f"“{value}” is no time zone such as Europe/London") from None


def windows(value: Any) -> tuple[tuple[int, int, int], ...]:
    """Weekly windows; a day that is no weekday or an end before its start is refused."""
    found = tuple((whole(weekday), whole(opens), whole(closes)) for weekday, opens, closes in value)
    for weekday, opens, closes in found:
        if not (weekday <= 6 and opens < closes <= 1440):
            raise ValueError(f"“{[weekday, opens, closes]}” is no opening time")
    return found


def days(value: Any) -> tuple[date, ...]:
    """Dates in a list."""
    return tuple(day(part) for part in value)


def bands(value: Any) -> tuple[CreditBand, ...]:
    """The rungs of a credit ladder; each needs a value."""
    return tuple(_band(part) for part in value)


def _band(part: Mapping[str, Any]) -> CreditBand:
    unknown = set(part) - set(BAND)
    if unknown or "value" not in part:
        raise ValueError(f"“{dict(part)}” is no rung of a ladder")
    return CreditBand(**{"low": None, "high": None, **{n: BAND[n](v) for n, v in part.items() if v is not None}})


def steps(value: Any) -> tuple[tuple[Decimal, Decimal], ...]:
    """Points and the per cent they are worth, rising."""
    found = tuple((number(points), percent(worth)) for points, worth in value)
    if list(found) != sorted(found):
        raise ValueError("the steps from points to per cent do not rise")
    return found


def weekdays(value: Any) -> tuple[int, ...]:
    """Weekdays, Monday = 0."""
    found = tuple(sorted({int(number(one)) for one in value}))
    if not found or found[0] < 0 or found[-1] > SUNDAY:
        raise ValueError("a weekday is a number from 0 (Monday) to 6 (Sunday)")
    return found


BAND: dict[str, Reader] = {
    "low": number,
    "high": number,
    "value": number,
    "low_included": yes_no,
    "high_included": yes_no,
    "name": words,
}
HOURS: dict[str, Reader] = {
    "tz": zone,
    "weekly": windows,
    "holiday_country": words,
    "holiday_subdiv": words,
    "closed": days,
    "opened": days,
    "always": yes_no,
    "name": words,
    "working_days": weekdays,
}
