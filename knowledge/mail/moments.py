"""Dates and times as mails write them, with their zone, and every reading where one piece may be read several ways."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from knowledge.mail.zones import WRITTEN, zone_of

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# Month names of other languages by their first letters, where they differ from the English.
FOREIGN = {
    "mär": 3, "mae": 3, "mai": 5, "maj": 5, "mei": 5, "mag": 5, "okt": 10, "ott": 10, "out": 10, "dez": 12, "dic": 12, "dec": 12,
    "gen": 1, "ene": 1, "fev": 2, "fév": 2, "avr": 4, "abr": 4, "giu": 6, "juin": 6, "lug": 7, "juil": 7, "ago": 8, "aoû": 8,
    "set": 9, "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12,
}  # fmt: skip
DAYS = "mon tue wed thu fri sat sun".split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|"
    r"août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|"
    r"noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|mei|maart|augustus|"
    r"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\.?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+(?:the\s+)?)?"
_YEAR = r"(?P<year>(?:19|20)\d\d|'?\d\d(?!\d|:|\.\d|\s*[ap]\.?m))"
DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?=\D|$)",
        r"\b(?P<year>(?:19|20)\d\d)(?P<number>[01]\d)(?P<day>[0-3]\d)(?=T\d)",
        rf"\b{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s*(?:of\s+|de\s+)?[\s-]?{_MONTH}(?![a-z])(?:\s+de)?(?:,?[\s-]+{_YEAR})?",
        rf"\b{_WEEKDAY}{_MONTH}[\s-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:(?:,\s*|\s+|-){_YEAR})?",
        rf"\b{_WEEKDAY}(?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<second>\d{{1,2}})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)(?![\d])",
    )
)
TIME = re.compile(
    r"(?<![\d.:/])(?P<hour>[01]?\d|2[0-4])(?:(?P<sep>[:.h])(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?:\.\d+)?)?\s*(?P<half>[ap]\.?m(?:\b|(?=Z))\.?)?"
    r"(?P<clock>\s?(?:h|hrs|hours|uhr)\b)?(?![\d%/])"
    r"|(?<![\d.:/-])(?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?=\s?(?:h|hrs|hours|z|utc|gmt|bst)\b|\s?[-–]\s?(?:[01]\d|2[0-3])[0-5]\d\b(?!-))",
    re.IGNORECASE,
)
NOON = re.compile(r"\b(?:12\s?)?(?:noon|midday)\b", re.IGNORECASE)
BETWEEN = re.compile(r"[\s,;(\[*|]*(?:T|at|г\.?|um|à|a las|on|from|between|,|@|-|–|—)?[\s,;(\[*|]*", re.IGNORECASE)
RANGE = re.compile(r"[\s)*]*(?:-|–|—|to|until|till|and|bis|à)[\s(*]*", re.IGNORECASE)
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Moment:
    """One date, or date and time. `days` are all the dates it may mean (one where it is plain; none without a year).

    `zone` is None where no zone is written; `local` is set where it says "local time". `order` is "DMY" or "MDY" where
    figures show it beyond doubt. `words` is the text as written, from `start` to `end`.
    """

    days: tuple[date, ...]
    clock: time | None
    zone: tzinfo | None
    words: str
    start: int
    end: int
    local: bool = False
    numeric: bool = False
    order: str = ""
    yearless: tuple[int, int, str] | None = None

    def at(self, day: date, zone: tzinfo) -> datetime:
        """The instant on one of its days, in its own zone or the one given."""
        return datetime.combine(day, self.clock or time(), tzinfo=self.zone or zone)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    end: int
    moment: Moment | None = None
    clock: time | None = None
    zone: tzinfo | None = None
    local: bool = False


def moments_in(text: str) -> list[Moment]:
    """Every date in a text, with the time and the zone that belong to it, in reading order."""
    text = text[:LONGEST]
    tokens = _tokens(text)
    found: list[Moment] = []
    used: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind == "date" and token.moment:
            moment = _with_time(token.moment, index, tokens, used, text)
            found += [*_begun(moment, tokens, used, text), moment]
        elif token.kind == "time" and index not in used and found and _ranged(text, tokens, index, found[-1]):
            found.append(_later_same_day(found[-1], token, index, tokens, used, text))
    return _shared_zones(found, tokens, text)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    taken: list[tuple[int, int]] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or start >= b for a, b in taken)

    for pattern in DATES:
        for match in pattern.finditer(text):
            moment = _dated(match)
            if moment and free(*match.span()):
                taken.append(match.span())
                found.append(_Token("date", match.start(), match.end(), moment))
    for match in WRITTEN.finditer(text):
        if free(*match.span()) and _is_zone(text, match):
            taken.append(match.span())
            local = bool(match["local"])
            found.append(_Token("zone", match.start(), match.end(), zone=zone_of(match), local=local))
    for match in (*TIME.finditer(text), *NOON.finditer(text)):
        clock = _clock(match)
        if clock and free(*match.span()):
            taken.append(match.span())
            found.append(_Token("time", match.start(), match.end(), clock=clock))
    return sorted(found, key=lambda one: one.start)


def _is_zone(text: str, match: re.Match[str]) -> bool:
    """An offset counts only after UTC or a time; "06:00-08:00" is a range of hours and no offset."""
    if match["place"]:
        return zone_of(match) is not None
    if not match["offset"] or match["offset"][0] not in "+-−":
        return True
    before = text[: match.start()]
    if match["offset"][0] != "+" and not re.search(r":\d\d:\d\d(?:\.\d+)?\s?\(?$|T\d\d:\d\d$", before):
        return False
    return bool(re.search(r"\d:\d\d(?::\d\d)?(?:\.\d+)?\s?(?:[ap]m\s?)?\(?$", before, re.IGNORECASE))


def _dated(match: re.Match[str]) -> Moment | None:
    groups = match.groupdict()
    weekday = (groups.get("weekday") or "").lower()
    if groups.get("first"):
        return _from_figures(match, weekday)
    month = int(groups["number"]) if groups.get("number") else month_number(groups["month"])
    day = int(groups["day"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if not groups.get("year"):
        return Moment((), None, None, match.group(), *match.span(), yearless=(month, day, weekday))
    made = _day(_year(groups["year"]), month, day)
    return Moment((made,), None, None, match.group(), *match.span()) if made else None


def _from_figures(match: re.Match[str], weekday: str) -> Moment | None:
    first, second, year = int(match["first"]), int(match["second"]), _year(match["year"])
    by_day, by_month = _day(year, second, first), _day(year, first, second)
    if match["mark"] == ".":  # figures parted by full stops begin with the day wherever they are in use
        by_month = None if by_day else by_month
    readings = [one for one in (by_day, by_month) if one]
    if weekday and len(readings) > 1:
        fitting = [one for one in readings if one.weekday() == DAYS.index(weekday)]
        readings = fitting or readings
    days = tuple(dict.fromkeys(readings))
    if not days:
        return None
    shown = len(days) == 1 and (weekday or max(first, second) > 12) and first != second
    order = ("DMY" if days[0] == by_day else "MDY") if shown else ""
    return Moment(days, None, None, match.group(), *match.span(), numeric=True, order=order)


def month_number(name: str) -> int:
    """The number of a month by its name or its first letters."""
    short = name.lower().rstrip(".")
    for length in (4, 3):
        if short[:length] in FOREIGN:
            return FOREIGN[short[:length]]
    return MONTHS.index(short[:3]) + 1 if short[:3] in MONTHS else 0


def _year(words: str) -> int:
    figures = words.lstrip("'")
    return int(figures) if len(figures) == 4 else 2000 + int(figures)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> time | None:
    groups = match.groupdict()
    if "hour" not in groups:
        return time(12)
    if groups["military"]:
        return time(int(groups["military"][:2]), int(groups["military"][2:]))
    hour, half = int(groups["hour"]), (groups["half"] or "").lower()[:1]
    minuted = groups["minute"] and (groups["sep"] != "." or half or groups["clock"])
    if not (minuted or half or (groups["clock"] and "uhr" in groups["clock"].lower())):
        return None
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24:
        return None
    return time(hour, int(groups["minute"] or 0), int(groups["second"] or 0))


def _with_time(moment: Moment, index: int, tokens: list[_Token], used: set[int], text: str) -> Moment:
    """The date with the time that stands right after it, or right before it when none does."""
    after = index + 1
    if after < len(tokens) and tokens[after].kind == "time" and _joined(text[moment.end : tokens[after].start]):
        return _timed(moment, after, tokens, used, text)
    before = index - 1
    if before >= 0 and tokens[before].kind == "zone" and before - 1 >= 0:
        before -= 1
    if before >= 0 and tokens[before].kind == "time" and before not in used:
        gap = text[tokens[before].end : moment.start]
        if len(gap) < 24 and not re.search(r"[.;\n]", gap.strip(" .")):
            return _timed(moment, before, tokens, used, text)
    return moment


def _begun(moment: Moment, tokens: list[_Token], used: set[int], text: str) -> list[Moment]:
    """The beginning of a range whose day stands after it: "between 22:00 and 23:00 on 5 March"."""
    last = next((i for i, t in enumerate(tokens) if t.kind == "time" and t.start == moment.start), None)
    first = next((i for i in range((last or 0) - 1, -1, -1) if tokens[i].kind == "time"), None)
    if not last or first is None or first in used or moment.start > moment.end:
        return []
    token = tokens[first]
    if not RANGE.fullmatch(text[token.end : moment.start]):
        return []
    used.add(first)
    words = text[token.start : token.end]
    return [replace(moment, clock=token.clock, start=token.start, end=token.end, words=f"{words}, {moment.words}")]


def _joined(gap: str) -> bool:
    return len(gap) <= 12 and bool(BETWEEN.fullmatch(gap))


def _timed(moment: Moment, index: int, tokens: list[_Token], used: set[int], text: str) -> Moment:
    used.add(index)
    token = tokens[index]
    start, end = min(moment.start, token.start), max(moment.end, token.end)
    zone: tzinfo | None = None
    local = False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following and following.kind == "zone" and re.fullmatch(r"[\s(\[*]*", text[token.end : following.start]):
        zone, local, end = following.zone, following.local, max(end, following.end)
        used.add(index + 1)
    elif token.start < moment.start:
        zone, local, end = _zone_behind(moment, tokens, text, end)
    return replace(moment, clock=token.clock, zone=zone, local=local, start=start, end=end, words=text[start:end])


def _zone_behind(moment: Moment, tokens: list[_Token], text: str, end: int) -> tuple[tzinfo | None, bool, int]:
    """The zone that follows a date whose hour stands before it: "22:00 on 14/11/2026 (GMT)"."""
    for token in tokens:
        if token.kind == "zone" and token.start >= moment.end:
            if re.fullmatch(r"[\s(\[*]*", text[moment.end : token.start]):
                return token.zone, token.local, token.end
            break
    return None, False, end


def _ranged(text: str, tokens: list[_Token], index: int, before: Moment) -> bool:
    """Whether a time without a date ends a range: "… 22:00 – 02:00"."""
    gap = text[before.end : tokens[index].start]
    return before.clock is not None and bool(RANGE.fullmatch(gap))


def _later_same_day(
    before: Moment, token: _Token, index: int, tokens: list[_Token], used: set[int], text: str
) -> Moment:
    ended = _timed(replace(before, start=token.start, end=token.end), index, tokens, used, text)
    if before.clock and token.clock and token.clock <= before.clock:
        ended = replace(ended, days=tuple(day + timedelta(days=1) for day in ended.days), yearless=None)
    return ended


def _shared_zones(found: list[Moment], tokens: list[_Token], text: str) -> list[Moment]:
    """A zone at the end of a range counts for its beginning too; so does one that leads the line ("UTC: …")."""
    shared: list[Moment] = []
    for place, moment in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if moment.zone is None and not moment.local and following and (following.zone or following.local):
            gap = text[moment.end : following.start]
            if len(gap) <= 12 and "\n" not in gap:
                moment = replace(moment, zone=following.zone, local=following.local)  # noqa: PLW2901
        shared.append(moment)
    lead = next((t for t in tokens if t.kind == "zone"), None)
    if lead and shared and lead.end <= shared[0].start and "\n" not in text[: shared[-1].end].strip():
        shared = [m if m.zone or m.local else replace(m, zone=lead.zone, local=lead.local) for m in shared]
    return shared
