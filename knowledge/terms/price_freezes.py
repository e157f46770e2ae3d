"""A promise that a price stays as it is up to a day: the day, and the paragraph whose price it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.written_dates import MONTHS

_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?(?P<month>{'|'.join(MONTHS)}),?\s+(?P<year>\d{{4}})"
_DAY_US = rf"(?P<month2>{'|'.join(MONTHS)})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})"
_WHEN = rf"(?P<edge>before|prior to|earlier than|until|till|up to|through|to)\s+(?:and including\s+)?(?:the\s+)?(?:{_DAY}|{_DAY_US})"
_GO_UP = (
    r"(?:increas\w+|rais(?:e|ed|ing)|ris(?:e|es|ing)|adjust\w*|uplift\w*|index(?:ed|ation)|go up|put up|chang(?:e|ed))"
)
_GAP = r"(?:[^.;%]|\.(?=\d))"
_PRICE = re.compile(r"\b(?:charges?|fees?|prices?|rates?)\b", re.IGNORECASE)
_HELD = re.compile(
    rf"\b(?:(?:not|no|never|nor)\b{_GAP}{{0,40}}\b{_GO_UP}|fixed|frozen|held|firm|unchanged|stay the same)\b{_GAP}{{0,80}}?\b{_WHEN}",
    re.IGNORECASE,
)
# "may rise, but not before": a rule on rises, which says from when on it holds.
_MAY = re.compile(rf"\b(?:may|can|entitled to)\s+(?!not\b)(?:\w+\s+){{0,3}}?{_GO_UP}", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\b(?:paragraph|clause|section|item)\s+(?P<number>\d+(?:\.\d+)*)", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:under|pursuant to|in accordance with|by virtue of)\b[^,;.]*(?:\.\d+[^,;.]*)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Freeze:
    """No higher price on any day before `until`; `paragraphs` are those whose prices are meant, none for all prices."""

    until: date
    paragraphs: tuple[str, ...] = ()


def price_freeze(text: str) -> Freeze | None:
    """The freeze that a sentence states; None where it states none, or where it rather gives a right to raise."""
    found = _HELD.search(text)
    if found is None or not _PRICE.search(text) or _MAY.search(text):
        return None
    day = _date(found)
    if day is None:
        return None
    stands = found["edge"].lower() in {"before", "prior to", "earlier than"}
    subject = _UNDER.sub(" ", text[: found.start()])
    paragraphs = tuple(one["number"] for one in _PARAGRAPH.finditer(subject))
    return Freeze(day if stands else day + timedelta(days=1), paragraphs)


def _date(found: re.Match[str]) -> date | None:
    name, number, year = (found[key] or found[f"{key}2"] for key in ("month", "day", "year"))
    try:
        return date(int(year), MONTHS.index(name.lower()) + 1, int(number))
    except ValueError:
        return None
