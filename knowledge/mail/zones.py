"""Time zones as people write them: "GMT", "( Eastern )", "UTC+2", "Europe/London", "+0100"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

# Fixed offsets in minutes. Left out on purpose: IST, CST and AST, which name several zones.
OFFSETS = {
    "UTC": 0, "GMT": 0, "Z": 0, "ZULU": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "MEZ": 60, "CEST": 120,
    "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "JST": 540, "KST": 540, "SGT": 480, "HKT": 480,
    "AEST": 600, "AEDT": 660, "ACST": 570, "ACDT": 630, "AWST": 480, "NZST": 720, "NZDT": 780, "SAST": 120, "GST": 240,
}  # fmt: skip
PLACES = {
    "ET": "America/New_York", "EASTERN": "America/New_York", "CT": "America/Chicago", "CENTRAL": "America/Chicago",
    "MT": "America/Denver", "MOUNTAIN": "America/Denver", "PT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles",
    "UK": "Europe/London", "LONDON": "Europe/London", "UNITED KINGDOM": "Europe/London",
    "CENTRAL EUROPEAN": "Europe/Berlin", "IRISH": "Europe/Dublin", "SINGAPORE": "Asia/Singapore",
}  # fmt: skip
# American states that lie in one zone, so that "local time" in "San Jose, CA" can be told.
STATES = {
    **dict.fromkeys("CT DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV DC".split(), "America/New_York"),
    **dict.fromkeys("AL AR IA IL LA MN MO MS OK WI".split(), "America/Chicago"),
    **dict.fromkeys("CO MT NM UT WY".split(), "America/Denver"),
    **dict.fromkeys("CA WA NV".split(), "America/Los_Angeles"),
    "AZ": "America/Phoenix",
    "HI": "Pacific/Honolulu",
}
AMBIGUOUS = {"IST", "CST", "AST"}
_NAMES = "|".join(sorted((re.escape(name) for name in {*OFFSETS, *AMBIGUOUS} - {"Z"}), key=len, reverse=True))
_WORDS = "|".join(
    sorted((re.escape(name).replace(r"\ ", r"\s") for name in PLACES if len(name) > 2), key=len, reverse=True)
)
_FOREIGN = r"(?<=\d)Z\b|(?<=\d\s)Z\b"
WRITTEN = re.compile(
    rf"(?P<offset>(?:\b(?:UTC|GMT)\s?)?[+\-−]\d{{1,2}}(?::?\d{{2}})?(?![\d/.-]))"
    rf"|\b(?P<name>{_NAMES})\b|(?P<zulu>{_FOREIGN})|\b(?P<short>[ECMP]T|UK(?=\s+(?:local\s+)?time\b))\b"
    rf"|\b(?P<word>(?i:{_WORDS}))\b(?:\s(?i:standard|daylight|summer))?(?:\s?(?i:time))?"
    r"|\b(?P<place>(?:US|[A-Z][a-z]+)/[A-Z][A-Za-z_]+)\b|(?P<local>(?i:\blocal(?:\s+(?:site\s+)?time)?\b))"
)


def zone_of(match: re.Match[str]) -> tzinfo | None:
    """The zone that a match of `WRITTEN` names; None for "local time", an unknown place or a name of several zones."""
    if match["offset"]:
        return _offset(match["offset"])
    if match["zulu"]:
        return UTC
    if match["name"]:
        minutes = OFFSETS.get(match["name"])
        return None if minutes is None else timezone(timedelta(minutes=minutes))
    if match["short"] or match["word"]:
        named = re.sub(r"\s+", " ", match["short"] or match["word"]).upper()
        return ZoneInfo(PLACES[named])
    return _place(match["place"]) if match["place"] else None


def _offset(words: str) -> timezone | None:
    found = re.search(r"([+\-−])(\d{1,2}):?(\d{2})?", words)
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def _place(name: str) -> ZoneInfo | None:
    return ZoneInfo(name) if name in _known() else None


def state_zone(text: str) -> ZoneInfo | None:
    """The zone of the one American state that a text names ("San Jose, CA"); None where it names none or several."""
    named = {
        STATES[code] for code in re.findall(r"\b[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,\s([A-Z]{2})\b", text) if code in STATES
    }
    return ZoneInfo(named.pop()) if len(named) == 1 else None


def same_offset(first: tzinfo, second: tzinfo, at: datetime) -> bool:
    """Whether two zones tell the same time at that hour."""
    return at.replace(tzinfo=first).utcoffset() == at.replace(tzinfo=second).utcoffset()
