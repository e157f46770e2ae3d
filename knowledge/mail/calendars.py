"""The calendar entries that mails carry (iCalendar, RFC 5545): when, what, and the maintenance fields carriers add."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from io import StringIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LINE = re.compile(r"^(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)*):(?P<value>.*)$", re.DOTALL)
_STAMP = re.compile(r"^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?(Z)?$")
MOST_EVENTS = 100


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. `start` and `end` are None where no hour or no zone is given; `fields` holds all else by name."""

    start: datetime | None
    end: datetime | None
    summary: str = ""
    cancelled: bool = False
    fields: dict[str, str] = field(default_factory=dict)


def events_in(calendar: str) -> list[Event]:
    """The entries of a calendar part; whatever cannot be read is left out."""
    unfolded = re.sub(r"\r?\n[ \t]", "", calendar.replace("\r\n", "\n"))
    zones = _zones(unfolded)
    cancelled = bool(re.search(r"(?mi)^METHOD:CANCEL", unfolded))
    blocks = re.findall(r"(?ms)^BEGIN:VEVENT\n(.*?)^END:VEVENT", unfolded)
    return [_event(block, zones, cancelled) for block in blocks[:MOST_EVENTS]]


def _event(block: str, zones: dict[str, tzinfo], cancelled: bool) -> Event:
    fields: dict[str, str] = {}
    stamps: dict[str, datetime | None] = {}
    for line in block.split("\n"):
        match = _LINE.match(line)
        if not match:
            continue
        name = match["name"].upper()
        if name in {"DTSTART", "DTEND"}:
            stamps.setdefault(name, _stamp(match["value"], match["params"], zones))
        fields.setdefault(name, _plain(match["value"]))
    off = cancelled or fields.get("STATUS", "").upper() == "CANCELLED"
    return Event(stamps.get("DTSTART"), stamps.get("DTEND"), fields.get("SUMMARY", ""), off, fields)


def _plain(value: str) -> str:
    return re.sub(r"\\([\\;,])", r"\1", value.replace("\\n", "\n").replace("\\N", "\n")).strip()


def _stamp(value: str, params: str, zones: dict[str, tzinfo]) -> datetime | None:
    """An instant; None for a day without an hour or an hour without a zone."""
    match = _STAMP.match(value.strip())
    if not match:
        return None
    named = re.search(r";TZID=\"?([^;:\"]+)", params)
    zone = UTC if match[7] else zones.get(named[1]) or _known(named[1]) if named else None
    if zone is None:
        return None
    try:
        return datetime(*(int(match[at] or 0) for at in range(1, 7)), tzinfo=zone)  # type: ignore[misc, arg-type]
    except ValueError:
        return None


def _known(name: str) -> tzinfo | None:
    if name.upper() in {"UTC", "GMT", "ETC/UTC", "ETC/GMT"}:
        return UTC
    try:
        return ZoneInfo(name.strip("/"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _zones(calendar: str) -> dict[str, tzinfo]:
    """The zones a calendar defines itself."""
    from dateutil import tz

    found: dict[str, tzinfo] = {}
    for block in re.findall(r"(?ms)^BEGIN:VTIMEZONE\n.*?^END:VTIMEZONE\n?", calendar)[:20]:
        try:
            defined = tz.tzical(StringIO(f"BEGIN:VCALENDAR\n{block}END:VCALENDAR\n"))
            for name in defined.keys():  # noqa: SIM118  # not a mapping
                zone = defined.get(name)
                if zone is not None:
                    found[name] = zone
        except (ValueError, AttributeError, TypeError, KeyError):
            continue
    return found
