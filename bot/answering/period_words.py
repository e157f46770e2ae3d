"""The words for time: one rule a wording, the longest first; an unclear one is no period, never a guess."""

from __future__ import annotations

import re

from bot.answering import period_meaning as meaning
from bot.answering.period import Anchor, Reading
from bot.answering.period_meaning import NUMBERS, Resolver

MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
YEAR = r"(?:,?\s*(?:of\s+)?(?P<year>(?:19|20)\d\d)|\s+'(?P<yy>\d\d))?"
COUNT = r"(?P<count>\d+|" + "|".join(NUMBERS) + r")"

_UNTIL = MONTH.replace("month", "until")
_FEAST = r"(?P<feast>easter|christmas|xmas|new year(?:'s)?(?: day)?)"
_START = r"(?:the\s+)?(?:contract (?:start(?:ed)?|began|begin)|start of (?:the|this|our) (?:contract|agreement|service)|(?:contract )?go[- ]?live|we (?:signed|started|joined)(?: up)?(?: with (?:them|you))?|day one|the beginning|they (?:started|took over))"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+" + MONTH + YEAR

RULES: tuple[tuple[re.Pattern[str], Resolver], ...] = tuple(
    (re.compile(r"\b" + pattern), resolve)
    for pattern, resolve in (
        (r"(?:19|20)\d\d-\d\d-\d\d\b", meaning.iso_day),
        (r"(?P<y>(?:19|20)\d\d)[-/](?P<m>\d{1,2})\b", meaning.iso_month),
        (r"(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)\b", meaning.iso_month),
        (r"(?:since|from) " + _DAY, meaning.since_day),
        (r"(?:since|ever since) (?:last )?" + _FEAST + r"\b", meaning.since_feast),
        (r"(?:since|from) " + _START + r"\b", meaning.since_contract),
        (r"(?:over|during|in|for) the (?:whole|entire|full) (?:contract|term|life of the contract)\b", meaning.since_contract),
        (r"(?:overall|all[- ]time|to date|so far|ever)(?= in (?:the|this|our) contract)", meaning.since_contract),
        (r"(?:the )?(?P<ord>first|1st|second|2nd|third|3rd|fourth|4th|last) week (?:of|in) " + MONTH + YEAR, meaning.part_of_month),
        (r"(?:between|from)? ?" + MONTH + r"(?:\s+(?P<year1>(?:19|20)\d\d))?\s*(?:to|until|till|through|thru|and|-|–)\s*(?:the end of )?" + _UNTIL + YEAR, meaning.between),
        (r"(?:since|from) (?:the )?(?:(?:start|beginning|end) of )?(?:last )?" + MONTH + YEAR, meaning.since_month),
        (_DAY, meaning.one_day),
        (r"(?P<which>first|second|third|fourth|this|current|last|previous) contract year\b", meaning.contract_year),
        (r"(?:the )?month before last\b", meaning.fixed(meaning.months_back, 2)),
        (r"(?:the )?(?:last|previous|past|prior) month(?:'s)?\b", meaning.fixed(meaning.months_back, 1)),
        (r"(?:this|the current) month(?:'s)?\b|month[- ]to[- ]date|\bmtd\b|so far this month", meaning.fixed(meaning.months_back, 0)),
        (COUNT + r" months? (?:ago|back)\b", meaning.month_ago),
        (r"(?:the )?(?:last|past|previous|recent)\s+(?:a )?" + COUNT + r"(?: of)?(?: full| whole| calendar)? (?P<unit>months?|years?)\b", meaning.last_months),
        (r"(?:over|in|during|for) the (?:last|past) (?P<count>a |)(?P<unit>year)\b", meaning.twelve),
        (r"(?:the )?(?:last|past|previous)\s+" + COUNT + r" (?P<unit>days?|weeks?)\b", meaning.last_days),
        (r"(?:the )?quarter before last\b", meaning.fixed(meaning.quarters_back, 2)),
        (r"(?:the )?(?:last|previous|past) quarter\b", meaning.fixed(meaning.quarters_back, 1)),
        (r"(?:this|the current) quarter\b|\bqtd\b", meaning.fixed(meaning.quarters_back, 0)),
        (r"next quarter\b", meaning.next_quarter),
        (r"q(?P<q>[1-4])" + YEAR + r"\b", meaning.named_quarter),
        (r"(?:the )?(?P<ord>first|1st|second|2nd|third|3rd|fourth|4th|last) quarter(?: of)?" + YEAR + r"\b", meaning.worded_quarter),
        (r"h(?P<half>[12])\b" + YEAR, meaning.half),
        (r"(?:the )?(?P<half>first|second) half(?: of)?(?: the year| this year)?" + YEAR + r"\b", meaning.half),
        (r"year[- ]to[- ]date|\bytd\b|so far this year|this year so far|since (?:the )?(?:start|beginning) of (?:the|this) year|since january", meaning.year_to_date),
        (r"(?:the )?year before last\b", meaning.fixed(meaning.year_back, 2)),
        (r"(?:last|previous) year(?:'s)?\b", meaning.fixed(meaning.year_back, 1)),
        (r"this year(?:'s)?\b|the current year\b", meaning.fixed(meaning.year_back, 0)),
        (r"next month\b", meaning.next_month),
        (r"next year\b", meaning.next_year),
        (r"(?:last|previous) week\b", meaning.fixed(meaning.week, 1)),
        (r"this week\b", meaning.fixed(meaning.week, 0)),
        (r"yesterday\b", meaning.fixed(meaning.single_day, 1)),
        (r"today\b", meaning.fixed(meaning.single_day, 0)),
        (r"(?P<prev>last|this|in the|over the|during the|the) (?P<season>spring|summer|autumn|fall|winter)(?: of)?" + YEAR + r"\b", meaning.season),
        (MONTH + YEAR, meaning.whole_month),
        (r"(?:in|during|for|of) (?P<year>20\d\d)\b", meaning.named_year),
        (r"(?P<year>20\d\d)(?= (?:figures|numbers|results|performance)|\?|$)", meaning.named_year),
    )
)  # fmt: skip


def readings(text: str, anchor: Anchor) -> list[Reading]:
    """Every period the text names, in reading order, longest match first, none overlapping another."""
    lowered = text.lower().replace("\u2019", "'")
    found: list[Reading] = []
    for pattern, resolve in RULES:
        for match in pattern.finditer(lowered):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            period = resolve(match, anchor)
            if period is not None:
                future = period.start > anchor.today
                found.append(Reading(period, match.group().strip(), match.start(), match.end(), future))
    return sorted(found, key=lambda reading: reading.start)
