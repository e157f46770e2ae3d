"""Times of day, close of business, spans ("within two working days"), rhythms ("hourly") and words without a date."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from knowledge.promises.due_atoms import (
    NUMBERS,
    WEEKDAY,
    Atom,
    Reader,
    Sent,
    months_on,
    number,
    one_day,
    unread,
    weekday_of,
)
from knowledge.promises.due_days import next_on

ZONES = {
    "gmt": "Etc/GMT", "utc": "Etc/UTC", "z": "Etc/UTC", "bst": "Europe/London", "cet": "Europe/Paris", "cest": "Europe/Paris",
    "eet": "Europe/Athens", "eest": "Europe/Athens", "est": "America/New_York", "edt": "America/New_York", "et": "America/New_York",
    "cst": "America/Chicago", "cdt": "America/Chicago", "ct": "America/Chicago", "mst": "America/Denver", "mdt": "America/Denver",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles", "aest": "Australia/Brisbane", "aedt": "Australia/Sydney",
    "awst": "Australia/Perth", "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland", "sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong", "jst": "Asia/Tokyo",
    "sast": "Africa/Johannesburg", "ist": "",
}  # fmt: skip
_PLACE = r"(?P<place>(?-i:(?:[A-Z][a-z]+\s+){1,2}|UK\s+|US\s+))(?:standard\s+|daylight\s+)?time\b"
REGIONS = {
    "uk": "Europe/London", "mountain": "America/Denver", "eastern": "America/New_York", "central": "America/Chicago",
    "pacific": "America/Los_Angeles", "us eastern": "America/New_York", "us pacific": "America/Los_Angeles", "us central": "America/Chicago",
    "central european": "Europe/Paris", "british summer": "Europe/London", "greenwich mean": "Etc/GMT", "irish": "Europe/Dublin", "indian": "Asia/Kolkata",
}  # fmt: skip
_ZONE = rf"(?:\s*\(?(?P<zone>(?-i:{'|'.join(name.upper() for name in ZONES)}))\b\)?|\s*\(?{_PLACE}\)?)?"
_AT = r"(?:(?<=\bby )|(?<=\bat )|(?<=\bbefore )|(?<=\bfrom )|(?<=\bto )|(?<=\buntil )|(?<=\bis )|(?<=: )|(?<=\band )|(?<=\bthan )|(?<=\baround )|(?<=\babout ))"
_COUNT = rf"(?:half\s+an?|\d+(?:\.5)?|(?:a\s+)?(?:couple\s+of|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}))"
_UNIT = r"(?P<kind>(?:full\s+|consecutive\s+)?(?:(?:working|business|service|support|office|core|calendar|elapsed)[\s-]+)?)(?P<unit>min(?:ute)?s?|h(?:ou)?rs?|days?|weekdays?|weeks?|fortnights?|months?|years?)\b(?:['’](?:s\s+)?(?:\s*time)?|\s+time)?"
_NEXT = r"(?:the\s+)?(?:next\s+|coming\s+|following\s+|space\s+of\s+)?(?:approximately\s+|approx\.?\s+|about\s+|around\s+|roughly\s+|up\s+to\s+|no\s+more\s+than\s+|at\s+most\s+|less\s+than\s+|under\s+)?"
_FEW = r"(?:few|several|some)"
SECONDS = {"min": 60, "h": 3600, "day": 86_400, "week": 604_800, "fortnight": 1_209_600, "month": 2_592_000}
_FROM_NOW = re.compile(
    r"\s+(?:(?:from|of|after)\s+(?:now|today|this\s+(?:e-?mail|message|note|notice|date|letter|update)|(?:the\s+)?date\s+of\s+this\s+[\w-]+|"
    r"sending(?:\s+this)?|writing|receipt\s+of\s+this\s+[\w-]+)|hence)\b",
    re.IGNORECASE,
)
_FROM_DAY = re.compile(
    rf"\s+(?:from|after|of)\s+(?:(?P<tomorrow>tomorrow)|(?:next\s+)?(?P<wd>{WEEKDAY}))", re.IGNORECASE
)
_FROM_EVENT = re.compile(
    r"\s+(?:of|from|after|following|once|upon|before|prior\s+to|ahead\s+of|post)\s+\S", re.IGNORECASE
)


def _clock(match: re.Match[str], sent: Sent) -> Atom | None:
    groups = match.groupdict()
    hour, minute = int(groups["h"]), int(groups.get("m") or 0)
    half = (groups.get("half") or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 if half == "p" else hour % 12 if half == "a" else hour
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return Atom(
        "time",
        match.start(),
        match.end(),
        time=time(hour % 24, minute),
        zone=_zone(groups.get("zone"), groups.get("place"), sent),
    )


def _zone(short: str | None, place: str | None, sent: Sent | None = None) -> str:
    """The zone of "CET", "Mountain Time" or "Melbourne time"; empty where none or an unknown one is named."""
    if short:
        return ZONES[short.lower()] or _by_sender(sent)
    said = " ".join((place or "").lower().split())
    return REGIONS.get(said) or cities().get(said.replace(" ", "_"), "")


def _by_sender(sent: Sent | None) -> str:
    """IST is Indian, Irish or Israel time: the one that the sender's clock shows; Indian where it shows none of them."""
    shown = sent.moment.astimezone(sent.own or sent.moment.tzinfo).utcoffset() if sent else None
    same = (
        name
        for name in ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem")
        if sent and sent.moment.astimezone(ZoneInfo(name)).utcoffset() == shown
    )
    return next(same, "Asia/Kolkata")


@cache
def cities() -> dict[str, str]:
    """Every zone by the name of its city, in lower case."""
    return {
        name.rpartition("/")[2].lower(): name for name in sorted(available_timezones(), reverse=True) if "/" in name
    }


def zone_after(text: str, at: int) -> str:
    """The zone that stands a little after a time ("by noon tomorrow Mountain Time")."""
    match = re.match(rf"\s*,?\s*{_PLACE}", text[at:], re.IGNORECASE)
    return _zone(None, match["place"]) if match else ""


def _named_time(match: re.Match[str], sent: Sent) -> Atom | None:  # noqa: ARG001 - a reader
    midnight = "night" in match.group().lower()
    return Atom(
        "time", match.start(), match.end(), time=None if midnight else time(12), zone=_zone(None, match["place"])
    )


def _closing(match: re.Match[str], sent: Sent) -> Atom | None:  # noqa: ARG001 - a reader
    return Atom("closing", match.start(), match.end())


def _vague(match: re.Match[str], sent: Sent) -> Atom | None:  # noqa: ARG001 - a reader
    return Atom("vague", match.start(), match.end())


def _span(match: re.Match[str], sent: Sent) -> Atom | None:
    """A span counted from the mail, from a day it names, or from an event (then it has no date)."""
    most, least = number(match["n"]), number(match["least"] or match["n"])
    if most is None or least is None:
        return None
    after = match.string[match.end() :]
    now, day = _FROM_NOW.match(after), _FROM_DAY.match(after)
    end = match.end() + (now.end() if now else day.end() if day else 0)
    if not now and not day and _FROM_EVENT.match(after):
        return Atom("anchored", match.start(), match.end(), note="it counts from something that has no date here")
    base = sent
    if day:
        start = sent.day + timedelta(days=1) if day["tomorrow"] else next_on(sent, weekday_of(day["wd"]))
        base = Sent(datetime.combine(start, time(), sent.moment.tzinfo), sent.days)
    return _counted(match, base, least, most, end)


def _counted(match: re.Match[str], sent: Sent, least: float, most: float, end: int) -> Atom | None:
    unit, working = (
        match["unit"].lower(),
        bool(re.match(r"\s*(?:full |consecutive )?(?:w|b|s|o|core)", match["kind"].lower())),
    )
    if unit.startswith(("min", "h")):
        return _hours(match, sent, most / 60 if unit.startswith("min") else most, end, working=working)
    first, last = (_later(sent, n, unit, working=working) for n in (least, most))
    note = f"counted by {sent.days.named}" if working or unit.startswith("weekday") else ""
    return Atom("day" if first == last else "window", match.start(), end, first, last, note=note)


def _hours(match: re.Match[str], sent: Sent, hours: float, end: int, *, working: bool) -> Atom | None:
    if not working:
        done = sent.moment.timestamp() + hours * 3600
        return Atom("instant", match.start(), end, instant=datetime.fromtimestamp(done, sent.moment.tzinfo))
    done_at = sent.days.hours_later(sent.moment, hours)
    if done_at is None:
        return Atom("unread", match.start(), end, note="working hours are not known here")
    return Atom("instant", match.start(), end, instant=done_at, note=f"counted by {sent.days.named}")


def _later(sent: Sent, count: float, unit: str, *, working: bool) -> date:
    if working or unit.startswith("weekday"):
        return sent.days.after(sent.day, max(1, int(count)))
    if unit.startswith(("month", "year")):
        return months_on(sent.day, int(count * (12 if unit.startswith("year") else 1)))
    days = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return sent.day + timedelta(days=int(count * days))


def _one_unit(match: re.Match[str], sent: Sent) -> Atom | None:
    """Read "Within the hour", "within the day", "within the week"."""
    unit = match["unit"].lower()
    if unit.startswith("h"):
        done = sent.moment.timestamp() + 3600
        return Atom("instant", match.start(), match.end(), instant=datetime.fromtimestamp(done, sent.moment.tzinfo))
    if unit == "day":
        return one_day(match, sent.day)
    if unit == "month":
        return one_day(match, months_on(sent.day, 1))
    return one_day(match, sent.day + timedelta(days=7 if unit == "week" else 14))


def _every(match: re.Match[str], sent: Sent) -> Atom | None:  # noqa: ARG001 - a reader
    words = match.group().lower()
    count = number(match["n"]) if match.groupdict().get("n") else 1.0
    if "half-hour" in words or "half hour" in words or "twice" in words:
        count = 0.5
    unit = next((seconds for name, seconds in SECONDS.items() if re.search(rf"\b(?:half[\s-])?{name}", words)), None)
    if unit is None:
        unit = SECONDS["day"] if "dai" in words or "morning" in words or "evening" in words else SECONDS["week"]
    if count is None:
        return unread(match, "")
    return Atom("every", match.start(), match.end(), every=int(count * unit))


TIMES: tuple[tuple[str, Reader], ...] = (
    (rf"(?<![\d.,:£$€])(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d))?\s?(?P<half>[ap])\.?m\b\.?{_ZONE}", _clock),
    (rf"(?<![\d.,:£$€])(?P<h>[0-2]?\d):(?P<m>\d\d)(?::\d\d)?(?:\s?(?:hrs|hours|h))?(?!\d|\s*%){_ZONE}", _clock),
    (rf"{_AT}(?P<h>[0-2]?\d)\.(?P<m>[0-5]\d)(?!\d|\s*%|\.\d|\.\s+(?:to|bis|until|and|or|[-–\d])){_ZONE}", _clock),
    (
        rf"{_AT}(?P<h>[0-2]\d)(?P<m>[0-5]\d)(?:\s?(?:hrs|hours|h)\b{_ZONE}|\s*(?P<zone2>(?-i:GMT|UTC|BST|Z))\b|(?=\s*(?:$|[.,;)])))",
        _clock,
    ),
    (r"(?<![\d.,:£$€])(?P<h>\d{1,2})\s?o['’]?clock\b", _clock),
    (rf"\b(?:noon|midday|midnight)\b(?:\s+{_PLACE})?", _named_time),
)

CLOSINGS: tuple[tuple[str, Reader], ...] = (
    (
        r"(?:the\s+)?(?:close|end)\s+of\s+(?:business|play|(?:the\s+)?(?:business\s+|working\s+)?day|work|(?:business|working|service|office)\s+hours)\b|\b(?:eod|cob|cop|eob)\b(?:\s+(?-i:[A-Z]{2,3}ST|GMT|[A-Z]{1,2}T)\b)?",
        _closing,
    ),
    (
        r"(?:the\s+)?(?:close|end)\s+of(?=\s+(?:today|tomorrow|the\s+\d|\d|next\s+\w+day|mon|tue|wed|thu|fri|sat|sun))",
        _closing,
    ),
)

RHYTHMS: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?:every|each)\s+(?:(?P<n>{_COUNT})\s+)?(?:minutes?|min|hours?|days?|weeks?|fortnights?|months?|morning|evening|{WEEKDAY})\b",
        _every,
    ),
    (
        r"(?:on\s+an?\s+)?(?:half[\s-]hourly|hourly|daily|weekly|fortnightly|monthly|twice\s+(?:a|per)\s+day)\b(?!\s+(?:\w+\s+)?(?:reports?|charges?|fees?|invoices?|rates?|bills?|reviews?|payments?|backups?|packs?|statements?|allowance))",
        _every,
    ),
)

SPANS: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?:within|in|over|during|inside|for)\s+(?:the\s+)?(?:next\s+|coming\s+)?{_FEW}\s+(?:more\s+)?(?:working\s+|business\s+)?(?:minutes|hours|days|weeks|months)\b|in\s+the\s+coming\s+(?:days|weeks|months|hours)",
        _vague,
    ),
    (
        rf"(?:within|in|inside|over|during|(?:no|not)\s+(?:later|more)\s+than|after)\s+{_NEXT}(?:(?P<least>{_COUNT})\s*(?:-|–|to|or)\s*)?(?P<n>{_COUNT})\s*(?:\(\d+\)\s*)?(?:[\s-]*){_UNIT}",
        _span,
    ),
    (rf"(?P<least>)(?P<n>{_COUNT})\s+{_UNIT}(?=\s+(?:from\s+(?:now|today|tomorrow|\w+day)|hence))", _span),
    (
        r"(?:within|inside|in|over|during)\s+the\s+(?:next\s+|coming\s+)?(?P<unit>hour|day|week|fortnight|month)\b(?!\s+(?:of|after))",
        _one_unit,
    ),
)

VAGUE: tuple[tuple[str, Reader], ...] = (
    (
        (
            r"\basap\b|\ba\.s\.a\.p\b\.?|as\s+soon\s+as\s+(?:is\s+)?(?:reasonably\s+)?(?:possible|practicable|practical|we\s+can|i\s+can|they\s+can)|as\s+quickly\s+as\s+(?:possible|we\s+can)|at\s+(?:the|your|our)\s+(?:very\s+)?earliest(?:\s+(?:opportunity|convenience))?|"
            r"shortly|very\s+soon|soon(?!\s+as)|in\s+due\s+course|imminently|momentarily|presently|immediately|straight\s?away|right\s+away|without\s+(?:undue\s+)?delay|forthwith|as\s+a\s+(?:matter\s+of\s+urgency|priority)|"
            r"in\s+the\s+(?:near|not\s+too\s+distant|foreseeable)\s+future|in\s+good\s+time|when\s+(?:we|i)\s+can|at\s+some\s+point|before\s+long|later\s+on|promptly|urgently|in\s+the\s+meantime|until\s+further\s+notice|next\s+year|(?:early\s+)?in\s+the\s+new\s+year|in\s+(?:a\s+)?(?:bit|while)"
        ),
        _vague,
    ),
)
