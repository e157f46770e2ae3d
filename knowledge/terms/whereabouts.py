"""Whose holidays and which time zone a text names; where it names two, or a name stands for two places, it says none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

import holidays
from holidays.registry import COUNTRIES


@dataclass(frozen=True, slots=True)
class Place:
    """A country, and the part of it where one is named, by their codes."""

    country: str
    part: str | None = None


_PARTED = ("GB", "US", "AU", "CA", "DE", "NZ", "AT", "CH")
_ALSO: dict[str, tuple[str, str | None]] = {
    **dict.fromkeys(("UK", "U.K.", "Great Britain", "Britain", "British", "London"), ("GB", None)),
    **dict.fromkeys(("English",), ("GB", "ENG")),
    **dict.fromkeys(("Scottish", "Edinburgh", "Glasgow"), ("GB", "SCT")),
    **dict.fromkeys(("Welsh", "Cardiff"), ("GB", "WLS")),
    **dict.fromkeys(("Northern Irish", "Belfast"), ("GB", "NIR")),
    **dict.fromkeys(("Irish", "Republic of Ireland", "Dublin"), ("IE", None)),
    **dict.fromkeys(
        ("US", "USA", "U.S.", "U.S.A.", "American", "federal holiday", "federal holidays", "Federal Holidays"),
        ("US", None),
    ),
    "Washington, D.C.": ("US", "DC"),
    "NSW": ("AU", "NSW"),
    "Newfoundland": ("CA", "NL"),
    "Bavaria": ("DE", "BY"),
    "Bavarian": ("DE", "BY"),
    "Hesse": ("DE", "HE"),
    "Saxony": ("DE", "SN"),
    "Lower Saxony": ("DE", "NI"),
    "Saxony-Anhalt": ("DE", "ST"),
    "Thuringia": ("DE", "TH"),
    "North Rhine-Westphalia": ("DE", "NW"),
    "Rhineland-Palatinate": ("DE", "RP"),
    "Vienna": ("AT", "9"),
    "Zurich": ("CH", "ZH"),
    "Geneva": ("CH", "GE"),
    "The Netherlands": ("NL", None),
    "Holland": ("NL", None),
    "Czech Republic": ("CZ", None),
    **{
        name: (code, None)
        for name, code in (
            pair.split("=")
            for pair in (
                "German=DE French=FR Dutch=NL Belgian=BE Austrian=AT Swiss=CH Italian=IT Spanish=ES Portuguese=PT Polish=PL Czech=CZ "
                "Danish=DK Swedish=SE Norwegian=NO Finnish=FI Canadian=CA Australian=AU Indian=IN Singaporean=SG Japanese=JP Greek=GR "
                "Hungarian=HU Romanian=RO Maltese=MT Luxembourgish=LU Icelandic=IS Estonian=EE Latvian=LV Lithuanian=LT"
            ).split()
        )
    },
}
_ONE_ZONE = dict(
    pair.split("=")
    for pair in (
        "GB=Europe/London IE=Europe/Dublin DE=Europe/Berlin FR=Europe/Paris NL=Europe/Amsterdam BE=Europe/Brussels AT=Europe/Vienna "
        "CH=Europe/Zurich IT=Europe/Rome PL=Europe/Warsaw CZ=Europe/Prague SK=Europe/Bratislava DK=Europe/Copenhagen "
        "SE=Europe/Stockholm NO=Europe/Oslo FI=Europe/Helsinki EE=Europe/Tallinn LV=Europe/Riga LT=Europe/Vilnius HU=Europe/Budapest "
        "RO=Europe/Bucharest BG=Europe/Sofia GR=Europe/Athens HR=Europe/Zagreb SI=Europe/Ljubljana LU=Europe/Luxembourg "
        "MT=Europe/Malta IS=Atlantic/Reykjavik ZA=Africa/Johannesburg IN=Asia/Kolkata SG=Asia/Singapore HK=Asia/Hong_Kong "
        "JP=Asia/Tokyo KR=Asia/Seoul TW=Asia/Taipei TH=Asia/Bangkok PH=Asia/Manila AE=Asia/Dubai IL=Asia/Jerusalem "
        "KE=Africa/Nairobi NG=Africa/Lagos NZ=Pacific/Auckland AU-NSW=Australia/Sydney AU-ACT=Australia/Sydney "
        "AU-VIC=Australia/Melbourne AU-TAS=Australia/Hobart AU-QLD=Australia/Brisbane AU-SA=Australia/Adelaide "
        "AU-NT=Australia/Darwin AU-WA=Australia/Perth"
    ).split()
)
_ZONES: tuple[tuple[str, str], ...] = (
    (r"\bCES?T\b|\b[Cc]entral European\b", "Europe/Berlin"),
    (r"\bEES?T\b|\b[Ee]astern European\b", "Europe/Helsinki"),
    (r"\bWES?T\b|\b[Ww]estern European\b", "Europe/Lisbon"),
    (r"\bAE[SD]?T\b|\bAustralian Eastern\b", "Australia/Sydney"),
    (r"\bACST\b|\bAustralian Central\b", "Australia/Adelaide"),
    (r"\bAWST\b|\bAustralian Western\b", "Australia/Perth"),
    (r"\bNZ[SD]?T\b", "Pacific/Auckland"),
    (r"\bSAST\b", "Africa/Johannesburg"),
    (r"\bInd(?:ia|ian) (?:Standard )?[Tt]ime\b", "Asia/Kolkata"),
    (r"\b(?:UK|London|British|local UK) (?:local |summer |Summer )?[Tt]ime\b|\bGMT\b|\bBST\b", "Europe/London"),
    (r"\bEastern\b(?! Australia)|\bE[SD]?T\b", "America/New_York"),
    (r"\b[Cc]entral (?:[Tt]ime|[Ss]tandard|[Dd]aylight)\b|\bC[SD]T\b", "America/Chicago"),
    (r"\b[Mm]ountain (?:[Tt]ime|[Ss]tandard|[Dd]aylight)\b|\bM[SD]T\b", "America/Denver"),
    (r"\bPacific\b(?!/)|\bP[SD]T\b", "America/Los_Angeles"),
    (r"\bUTC\b|\b[Cc]oordinated [Uu]niversal\b", "UTC"),
)
_AREAS = {
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
}
_ZONE_ID = re.compile(r"\b[A-Z][A-Za-z]+/[A-Z][\w+-]+(?:/[A-Z]\w+)?")
_NAME = r"(?:[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){0,2})"
_TIME_OF = re.compile(
    rf"(?P<before>{_NAME})\s+(?:local\s+|standard\s+|Local\s+|Standard\s+)?[Tt]ime\b|\b[Tt]ime\s+(?:zone\s+)?(?:in|of|at|for)\s+(?:the\s+)?(?P<after>{_NAME})"
)


def place_named(text: str) -> Place | None:
    """The one place whose holidays a text names; words about holidays are heard before the rest of the text."""
    without_zones = _TIME_OF.sub(" ", _ZONE_ID.sub(" ", text))
    near = [found[0] for found in re.finditer(r"[^.;]{0,60}\bholidays?\b[^.;]{0,80}", without_zones, re.IGNORECASE)]
    for words in (" | ".join(near), without_zones, text):
        named = _places(words)
        if named:
            return _one_of(named)
    return None


def names_places(text: str) -> bool:
    """Whether the words about holidays name any place, even one that cannot be told from another."""
    return any(_places(found[0]) for found in re.finditer(r"[^.;]{0,60}\bholidays?\b[^.;]{0,80}", text, re.IGNORECASE))


def zone_named(text: str) -> str | None:
    """The time zone that a text names by its identifier, its usual name, or a city or country of one zone."""
    exact = (found[0] for found in _ZONE_ID.finditer(text) if found[0] in available_timezones())
    timed = (_zone_of(found["before"] or found["after"]) for found in _TIME_OF.finditer(text))
    usual = (zone for words, zone in _ZONES if re.search(words, text))
    return next((zone for zones in (exact, timed, usual) for zone in zones if zone), None)


def zone_of(place: Place | None) -> str | None:
    """The zone of a place that has only one."""
    if place is None:
        return None
    return _ONE_ZONE.get(f"{place.country}-{place.part}") or _ONE_ZONE.get(place.country)


def _zone_of(name: str) -> str | None:
    """The zone of a city or country, by the last words of the name that are one ("Standard Sydney" is Sydney)."""
    words = name.split()
    for start in range(len(words)):
        tail = " ".join(words[start:])
        cities = _cities().get(tail.lower(), ())
        if len(cities) == 1:
            return cities[0]
        zone = zone_of(_one_of(_places(tail)))
        if zone:
            return zone
    return None


@cache
def _cities() -> dict[str, tuple[str, ...]]:
    """The zones whose last part is a name."""
    found: dict[str, tuple[str, ...]] = {}
    for zone in sorted(available_timezones()):
        area, _, city = zone.partition("/")
        if area in _AREAS and city:
            name = city.rpartition("/")[2].replace("_", " ").lower()
            found[name] = (*found.get(name, ()), zone)
    return found


@cache
def _names() -> tuple[re.Pattern[str], dict[str, frozenset[Place]]]:
    """Every name of a place, the longest first, and the places it may stand for."""
    known: dict[str, set[Place]] = {}
    for words, (_, code, *_rest) in COUNTRIES.items():
        known.setdefault(words.replace("_", " ").title().replace(" And ", " and "), set()).add(Place(code))
    for country in _PARTED:
        aliases = getattr(getattr(holidays, country), "subdivisions_aliases", {})
        for name, part in aliases.items():
            if len(name) > 3:
                known.setdefault(name, set()).add(Place(country, part))
    for name, (country, part_named) in _ALSO.items():
        known.setdefault(name, set()).add(Place(country, part_named))
    longest = sorted(known, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w/])(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    return pattern, {name: frozenset(places) for name, places in known.items()}


def _places(text: str) -> set[Place]:
    pattern, known = _names()
    return {place for found in pattern.finditer(text) for place in known[found[0]]}


def _one_of(named: set[Place]) -> Place | None:
    """The one place of several names: a part stands for its country, and England and Wales keep the same holidays."""
    parts = {place for place in named if place.part}
    left = parts | {place for place in named if place.country not in {part.country for part in parts}}
    if left == {Place("GB", "ENG"), Place("GB", "WLS")}:
        return Place("GB", "ENG")
    return next(iter(left)) if len(left) == 1 else None
