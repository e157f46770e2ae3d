"""The words for time: one rule a wording, the longest first; an unclear one is no period, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.answering.asking import period_dates as dates
from bot.answering.asking import period_meaning as meaning
from bot.answering.asking.period import Anchor, Reading
from bot.answering.asking.period_joining import Piece, put_together
from bot.answering.asking.period_meaning import NUMBERS, Resolver
from bot.answering.asking.period_span import Span, whole_contract

NAMES = r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
MONTH = rf"(?P<month>{NAMES})(?:(?<=ber)s|(?<=ary)s|(?<=ust)s)?\b\.?"
REL = r"(?:the\s+)?(?P<rel>year before last|(?:last|this|next|previous|prior|past) year)\b(?!'s)"
SHORT_YEAR = r"(?:[-/]'?|\s+'?|')(?P<yy>\d\d)(?![\d%:.]|st\b|nd\b|rd\b|th\b|\s*(?:%|per ?cent|minutes?|hours?|days?|tickets?|p[1-4]))"
YEAR = rf"(?:,?\s*(?:of\s+|in\s+)?(?P<year>(?:19|20)\d\d)\b(?!\s?%)|{SHORT_YEAR}|,?\s+(?:of\s+|in\s+)?{REL})?"
BEFORE = r"(?:(?P<rel_before>(?:last|this|next|previous) year)'?s?\s+)?"
COUNT = r"(?P<count>\d{1,2}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
ORDINAL = r"(?P<ord>first|1st|second|2nd|third|3rd|fourth|4th|last|final)"
FEAST = r"(?P<feast>easter|christmas|xmas|new year(?:'s)?(?: day)?)"
DAYNAME = r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b(?!,?\s+(?:the\s+)?\d)(?!\s+(?:nights|mornings|afternoons|evenings|to\b))"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
UNTIL = r"(?P<until>\d{1,2})(?:st|nd|rd|th)?"
UNITS = r"(?P<unit>days?|weeks?|fortnights?|months?|quarters?|years?)\b"
START = r"(?:the\s+)?(?:contract (?:start(?:ed)?|began|begin)|(?:start|beginning) of (?:the|this|our) (?:contract|agreement|service|deal)|(?:contract )?go[- ]?live|we (?:signed|started|joined)(?: up)?(?: with (?:them|you))?|day one|the (?:beginning|start|outset)(?! of)|they (?:started|took over|came on board)|(?:the |their )?services? (?:started|began|start|begin)(?! with))"
WITH_THEM = r"(?: of| in| into| under| with)? (?:the |our |this )?(?:contract|agreement|deal|term|service|them)\b"
BOUND = r"(?:(?<=since )|(?<=before )|(?<=after )|(?<=until )|(?<=till )|(?<=by ))"

RULES: tuple[tuple[re.Pattern[str], Resolver], ...] = tuple(
    (re.compile(r"\b" + pattern), resolve)
    for pattern, resolve in (
        (r"(?:19|20)\d\d-\d\d-\d\d\b", dates.iso_day),
        (r"(?P<day>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<year>(?:20)?\d\d)\b", dates.numeric_day),
        (r"(?P<y>(?:19|20)\d\d)[-/](?P<m>\d{1,2})\b", meaning.iso_month),
        (r"(?P<m>\d{1,2})[/-](?P<y>(?:19|20)\d\d)\b", meaning.iso_month),
        (rf"(?:week commencing|week beginning|week starting|week of|w/?[cb])(?: the| on)? {DAY}(?:\s+of)?\s+{MONTH}{YEAR}", dates.week_of),
        (rf"(?:between |from )?(?:the )?{DAY}\s*(?:to|until|till|through|[-–]|(?<=between \d )and|(?<=between \d\d )and|(?<=between the \d\w\w )and|(?<=between the \d\d\w\w )and|(?<=between \d\w\w )and)\s*(?:the )?{UNTIL}(?:\s+of)?\s+{MONTH}{YEAR}", dates.day_range),
        (rf"(?:between |from )?{MONTH}\s+{DAY}\s*(?:to|until|through|and|[-–])\s*(?P<month2>{NAMES})\s+{UNTIL}\b(?:,?\s+(?P<year>20\d\d))?", dates.month_day_range),
        (rf"{MONTH}\s+{DAY}\s*(?:to|through|[-–])\s*{UNTIL}\b(?:,?\s+(?P<year>20\d\d))?", dates.day_range),
        (rf"(?:the )?{ORDINAL} (?P<unit>week|fortnight|half|two weeks)(?: of| in)? (?:last |this )?{MONTH}{YEAR}", dates.part_of_month),
        (rf"(?<!top )(?:(?:on )?the )?{DAY}(?:\s+of)?[\s-]+{MONTH}{YEAR}", dates.one_day),
        (rf"(?:on )?{DAY}(?:\s+of)?[\s-]+{MONTH}", dates.one_day),
        (rf"(?P<lead>on )?{MONTH}\s+(?:the\s+)?(?P<day>\d{{1,2}})(?P<ordinal>st|nd|rd|th)?(?:,?\s+(?P<year>20\d\d))?(?![\d%:.]|\s*(?:%|minutes?|hours?|days?|tickets?))\b", dates.month_day),
        (r"contract year (?P<which>[1-9]|one|two|three|four|five)\b", meaning.contract_year),
        (r"(?P<which>first|second|third|fourth|fifth|this|current|last|previous) contract year\b", meaning.contract_year),
        (rf"(?P<which>first|second|third|fourth|fifth) year{WITH_THEM}", meaning.contract_year),
        (rf"year (?P<which>[1-9]|one|two|three|four|five){WITH_THEM}", meaning.contract_year),
        (rf"(?:contract )?month (?P<count>\d{{1,2}}|{'|'.join(NUMBERS)})\b(?:{WITH_THEM})?", meaning.contract_month),
        (rf"(?:the |our )?first (?P<count>\d{{1,2}}|{'|'.join(NUMBERS)}) (?P<unit>months?|quarters?|years?){WITH_THEM}", meaning.first_months),
        (rf"(?:the )?(?P<ord>first|last) {COUNT} months(?: of| in)(?: the year)?\s*(?:(?P<year>20\d\d)|{REL})?", meaning.months_of_year),
        (r"(?:the )?(?P<unit>month|quarter|week|year) before last\b", meaning.before_last),
        (r"(?:the )?day before yesterday\b", meaning.fixed(dates.single_day, 2)),
        (r"(?:so far this (?P<unit>month|quarter|year))\b", meaning.so_far),
        (r"the (?P<unit>month|quarter|year) so far\b", meaning.so_far),
        (r"this (?P<unit>month|quarter|year)(?:,)? (?:so far|to date)\b", meaning.so_far),
        (r"(?P<unit>month|quarter|year)[- ]to[- ]date\b", meaning.so_far),
        (r"mtd\b", meaning.fixed(meaning.months_back, 0)),
        (r"qtd\b", meaning.fixed(meaning.quarters_back, 0)),
        (r"ytd\b|since (?:the )?(?:start|beginning) of (?:the|this) year", meaning.year_to_date),
        (rf"(?:the |these |our )?(?:last|past|previous|recent|trailing|rolling|preceding|most recent)\s+(?:a )?{COUNT}(?: of)?(?: full| whole| calendar| complete)?[ -]{UNITS}", meaning.last_units),
        (r"(?:rolling|trailing) (?P<count>)(?P<unit>year)\b", meaning.last_units),
        (r"(?:over|in|during|for|across) the (?:last|past) (?P<count>a |)(?P<unit>year)\b", meaning.last_units),
        (r"(?:the )?(?:last|past|previous) (?P<count>)(?P<unit>fortnight)\b", meaning.last_units),
        (r"(?:the |this )?past half[- ]year\b", meaning.six_months),
        (r"(?:the )?(?:last|previous) half[- ]year\b|(?:the )?(?:last|past|previous) six[- ]month period\b", meaning.last_half),
        (rf"{COUNT} (?P<unit>days?|weeks?|fortnights?|months?|quarters?|years?) (?:ago|back)\b", meaning.units_ago),
        (rf"(?:the )?(?:next|coming) (?:{COUNT} )?{UNITS}", meaning.next_unit),
        (r"(?P<year>20\d\d)[ /-]?q(?P<q>[1-4])\b", meaning.quarter),
        (rf"{BEFORE}q\s?(?P<q>[1-4])(?!\d){YEAR}", meaning.quarter),
        (r"(?P<q>[1-4])q\s?(?P<yy>\d\d)\b", meaning.quarter),
        (r"(?:the )?(?:last|past) quarter(?:'?s)?\b(?! of)", meaning.fixed(meaning.quarters_back, 1)),
        (rf"(?:the )?(?P<month>mar(?:ch)?|june?|sep(?:t(?:ember)?)?|dec(?:ember)?)\.? (?:quarter|qtr)\b{YEAR}", meaning.quarter_ending),
        (rf"(?:the )?quarter (?:to|ending|ended)(?: in)?(?: the end of)? (?P<month>mar(?:ch)?|june?|sep(?:t(?:ember)?)?|dec(?:ember)?)\b{YEAR}", meaning.quarter_ending),
        (rf"{BEFORE}(?:the )?{ORDINAL} quarter(?: of)?(?: the year| this year)?{YEAR}", meaning.quarter),
        (rf"{BEFORE}h(?P<half>[12])\b{YEAR}", meaning.half),
        (rf"{BEFORE}(?:the )?(?P<half>first|second|1st|2nd|last) half(?: of)?(?: the year)?{YEAR}", meaning.half),
        (r"(?:the )?(?:last|previous|past|prior) month(?:'?s)?\b", meaning.fixed(meaning.months_back, 1)),
        (r"(?:this|the current|the present) month(?:'?s)?\b", meaning.fixed(meaning.months_back, 0)),
                (r"(?:this|the current) quarter(?:'?s)?\b", meaning.fixed(meaning.quarters_back, 0)),
        (rf"{BEFORE}(?P<which>(?:last|past|this|next|this past|this coming|coming) )?{MONTH}{YEAR}", meaning.whole_month),
        (rf"(?P<which>(?:last|past|this|next|this past|this coming|coming) )?{MONTH}", meaning.whole_month),
        (r"on the (?P<day>\d{1,2})(?:st|nd|rd|th)\b(?! (?:of|floor|anniversary|(?:business|working|calendar) day|day|month|minute|hour|attempt|time|invoice|ticket|each|every)\b)", dates.day_of_month),
        (r"last year(?:'?s)?\b", meaning.fixed(meaning.year_back, 1)),
        (r"this year(?:'?s)?\b|the current year\b", meaning.fixed(meaning.year_back, 0)),
        (r"(?:last|the previous) week(?:'?s)?\b", meaning.fixed(meaning.weeks_back, 1)),
        (r"this week(?:'?s)?\b", meaning.fixed(meaning.weeks_back, 0)),
        (r"(?:last|this past) weekend\b", meaning.fixed(dates.weekend, 1)),
        (r"(?:yesterday|last night)\b", meaning.fixed(dates.single_day, 1)),
        (r"(?:today|this morning|this afternoon)\b", meaning.fixed(dates.single_day, 0)),
        (rf"(?P<lead>this coming|this past|on|last|this|next|coming)\s+{DAYNAME}", dates.weekday),
        (rf"(?P<lead>){BOUND}{DAYNAME}", dates.weekday),
        (rf"(?:over|at|during|around|for)\s+(?:the\s+)?(?:last\s+|this\s+)?{FEAST}(?: (?:period|break|holidays?|weekend))?{YEAR}", dates.feast_span),
        (rf"(?P<feast>easter) weekend{YEAR}", dates.feast_span),
        (rf"{BOUND}(?:last |this )?{FEAST}\b{YEAR}", dates.feast),
        (rf"on (?P<feast>christmas|xmas|new year(?:'s)?)(?: day)\b{YEAR}", dates.feast),
        (rf"(?P<lead>last|this|in the|in|over the|over|during the|during|the|than)\s+(?P<season>spring|summer|autumn|fall|winter)(?: of)?{YEAR}\b", meaning.season),
        (rf"(?P<lead>){BOUND}(?:the )?(?P<season>spring|summer|autumn|winter)\b{YEAR}", meaning.season),
        (r"(?:over|during|in|for|across) the (?:whole|entire|full) (?:contract|term|life of the contract)\b|over the life of the contract\b", meaning.whole_contract),
        (rf"{BOUND}{START}\b", meaning.contract_start),
        (r"(?<![£$€\d.,-])(?:calendar year |the year )?(?P<year>20[0-4]\d)\b(?!\s*(?:%|per ?cent|tickets?|users?|pounds?|minutes?|hours?)|[.,:/-]\d)", meaning.year),
    )
)  # fmt: skip

# A stretch named by its place before another one that is named too.
SHIFTS = tuple(
    (re.compile(r"\b" + pattern), unit)
    for pattern, unit in (
        (r"(?:the )?same (?:months?|quarter|period|time|weeks?|point|day)(?: of| in)?(?: the)? (?:last|previous|prior|past) year\b", "year"),
        (r"(?:the )?same (?:months?|quarter|period|time|week|point) (?:a year|one year|twelve months|12 months) (?:ago|earlier|before|previously)\b", "year"),
        (r"(?:this|that) time last year\b", "year"),
        (r"(?:a|one|the) year (?:earlier|before(?! last)|previously|prior|ago)\b|(?:twelve|12) months (?:earlier|before|previously)\b", "year"),
        (r"(?:the|on the) (?:previous|prior|preceding) year\b|previous year\b", "year"),
        (r"year[- ]on[- ]year\b|\by-?o-?y\b|year[- ]over[- ]year\b", "year"),
        (r"month[- ](?:on|over)[- ]month\b|\bm-?o-?m\b", "month"),
        (r"quarter[- ](?:on|over)[- ]quarter\b|\bq-?o-?q\b", "quarter"),
        (r"(?:the|a|one) (?:month|quarter|week) (?:before(?! last)(?! the \w+$)|earlier|prior)\b", ""),
        (rf"(?:the )?{COUNT} (?:months|quarters|weeks|years) (?:before|earlier|prior|previously)(?! (?:the|that) \w)", "count"),
        (r"(?:the )?(?:previous|prior|preceding) (?:quarter|month|week)\b", ""),
        (r"the (?:one|period) before(?: that| it)?\b", "same"),
    )
)  # fmt: skip

# Words for a time that we know to be one and cannot place: better asked back than guessed.
EVENT = r"(?:amendment|variation|renewal|merger|takeover|take-over|move|migration|upgrade|roll-?out|cut-?over|switch(?:-?over)?|change(?:over)?|strike|lockdown|pandemic|incident|outage|attack|breach|hack|review|meeting|restructure|office move|new \w+|last \w+)"
UNREAD = tuple(
    re.compile(r"\b" + pattern)
    for pattern in (
        r"20\d\d[/-](?:1[3-9]|[2-9]\d)\b(?![/-]\d)(?: (?:financial|fiscal|tax|accounting) year)?",
        r"(?:(?:the |our |last |this |next |previous |current )*(?:q[1-4] )?(?:fiscal|financial|tax|accounting|budget|school|academic) (?:year|quarter|month|period)s?(?: to date)?(?:[ ,]+(?:in )?(?:19|20)?\d\d(?:[/-]\d\d)?)?|(?:q[1-4] )?fy[ -]?'?\d\d(?:\d\d)?(?:[/-]\d\d)?(?: q[1-4])?)\b",
        rf"(?:(?:in|since|from|until|by|for) (?:early|late|mid)|mid|the middle of|middle of|towards the end of|(?<!since )(?<!from )(?<!until )(?<!before )the (?:start|beginning) of)[ -](?:{NAMES}|20\d\d|last month|this month|last year|this year|last quarter)\b(?: 20\d\d| last year| this year)?",
        rf"(?:since|before|after|during|following|prior to|pre|post)[ -](?:the|our|their|that|this) (?:\w+ )?{EVENT}\b",
        r"since (?:the|our|their|that|this|they|we|he|she|it|i|you|[a-z]+ (?:left|joined|came|went|started|took|changed))\b[^,.;?]*",
        r"(?:during|throughout) (?:the|our|their|that|this) (?!(?:day|night|week|term|contract|working|service|office|business|course|life|month|year)\b)\w+",
        r"(?:back )?in the (?:old|early) days\b|the other (?:day|week|month)\b",
    )
)  # fmt: skip
CAUSE = re.compile(r"^(?:so |but |and )?since [^,]+,")
NO_TIME = re.compile(r"\b(?:must|should|shall|have to|has to|supposed|need to)\b")
WHOLE = re.compile(
    r"\b(?:(?:did|do|have|has|was|were|been) (?:\w+ ){0,3}ever|ever (?:been|had|miss\w*|met|hit|put|fail\w*|sent|done|held)|"
    r"(?:best|worst|longest|slowest|quickest|lowest|highest|most|fewest)\b.{0,40}\bever\b(?! since)|all[- ]time|(?:busiest|quietest) month|more often than not|(?:lowest|highest|most|fewest|record) (?:number of )?\w+ in (?:a|one|any) month|(?<!up )(?<!up-)to date|so far|overall to date|since day one|historically|"
    r"(?:which|what|worst|best|of(?: the| all)?) months?|how many months (?:did|have|has|were|was)|(?:did|have|has|was|were)\b.*\b(?:each|every) month|month by month|by month|"
    r"how (?:many times|often) (?:did|have|has|were|was))\b"
)


@dataclass(frozen=True, slots=True)
class Times:
    """Every period a text names, in reading order, and the words for time that could not be placed, with where they stand."""

    readings: tuple[Reading, ...]
    unplaced: tuple[str, ...]
    places: tuple[tuple[int, int], ...] = ()


def times(text: str, anchor: Anchor) -> Times:
    """Read the words for time in a text. Never raises; vague or unknown words are named as unplaced."""
    lowered = text.lower().replace("\u2019", "'")
    blocked = _unread(lowered, anchor)
    pieces = [piece for piece in _pieces(lowered, anchor) if not any(_overlap(piece, place) for place in blocked)]
    found = put_together(pieces, lowered, anchor)
    if not found and not blocked and WHOLE.search(lowered) and not NO_TIME.search(lowered):
        found = _contract_so_far(lowered, anchor)
    return Times(tuple(found), tuple(lowered[start:end].strip() for start, end in blocked), tuple(blocked))


def readings(text: str, anchor: Anchor) -> list[Reading]:
    """Every period the text names, in reading order, none overlapping another."""
    return list(times(text, anchor).readings)


def _overlap(piece: Piece, place: tuple[int, int]) -> bool:
    return piece.start < place[1] and place[0] < piece.end


def _unread(lowered: str, anchor: Anchor) -> list[tuple[int, int]]:
    """Where words for time stand that cannot be placed; what the rules below do read there is taken out again."""
    cause = CAUSE.match(lowered)
    skip = cause.end() if cause else 0
    known = [name for name, _ in _landmarks(anchor)]
    places: list[tuple[int, int]] = []
    for index, pattern in enumerate(UNREAD):
        for match in pattern.finditer(lowered, skip):
            words = match.group()
            readable = index >= 3 and (any(name in words for name in known) or _readable(words, anchor))
            if not readable and not any(match.start() < end and start < match.end() for start, end in places):
                places.append((match.start(), match.end()))
    return sorted(places)


def _readable(words: str, anchor: Anchor) -> bool:
    return bool(put_together(_pieces(words, anchor), words, anchor))


def _pieces(lowered: str, anchor: Anchor) -> list[Piece]:
    found: list[Piece] = []

    def keep(match: re.Match[str], span: Span | None, shift: str | None = None) -> None:
        free = not any(match.start() < other.end and other.start < match.end() for other in found)
        if free and (span is not None or shift is not None):
            found.append(Piece(match.start(), match.end(), match.group(), span, shift))

    for pattern, unit in SHIFTS:
        for match in pattern.finditer(lowered):
            keep(match, None, _shift(unit, match))
    for name, on in _landmarks(anchor):
        for match in re.finditer(rf"\b(?:the |our |their )?{re.escape(name)}\b", lowered):
            keep(match, Span(on, on, name, "landmark"))
    for pattern, resolve in RULES:
        for match in pattern.finditer(lowered):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                keep(match, resolve(match, anchor))
    return sorted(found, key=lambda piece: piece.start)


def _landmarks(anchor: Anchor) -> list[tuple[str, date]]:
    """The named days whose name means one day only: of two amendments neither is "the amendment"."""
    days: dict[str, set[date]] = {}
    for name, on in anchor.landmarks:
        days.setdefault(name.lower(), set()).add(on)
    return [(name, next(iter(dates))) for name, dates in days.items() if len(dates) == 1]


def _shift(unit: str, match: re.Match[str]) -> str:
    """How far back: a unit, or a count of them as in "three months"."""
    named = next((u for u in ("month", "quarter", "week", "year") if u in match.group()), unit)
    if unit == "count":
        return f"{meaning.number(match.group('count'))} {named}"
    return unit or named


def _contract_so_far(lowered: str, anchor: Anchor) -> list[Reading]:
    span, match = whole_contract(anchor), WHOLE.search(lowered)
    if span is None or match is None:
        return []
    return [Reading(span.period(anchor), match.group(), match.start(), match.start())]
