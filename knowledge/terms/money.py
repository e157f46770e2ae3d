"""Amounts of money in words ("£2,000", "EUR 2.000,00", "500 AUD"), and which dollar a bare sign means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from knowledge.terms.wording import flat

_CODE = r"GBP|EUR|USD|CAD|AUD|NZD|ZAR|CHF"
# Nothing is read of a figure that goes on in a way that is none ("12,5000").
AMOUNT = r"\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{2})?(?![.,']?\d)|\d+(?:[.,]\d{1,2})?(?![.,']?\d)"
_MONEY = re.compile(
    rf"(?P<before>\b(?:{_CODE}|US|CA|AU|NZ)\s*)?(?P<sign>[£$€])\s*(?P<a>{AMOUNT})(?P<after>\s*(?:{_CODE})\b)?"
    rf"|\b(?P<code>{_CODE})\s*(?P<b>{AMOUNT})|(?<![\d.,£$€])(?P<c>{AMOUNT})\s*(?:(?P<code2>(?:{_CODE})\b)|(?P<sign2>[€£]))",
)
LARGE = re.compile(r"\s*(?:million|m\b|bn\b|billion|thousand|k\b)", re.IGNORECASE)
# "£1.5k" is £1,500; a small k right behind the figure.
THOUSANDS = re.compile(r"k\b")
_SIGNS = {"£": "GBP", "€": "EUR"}
_CODES = {"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD"}
_DOLLARS = (
    (
        "USD",
        r"\b(?:USD|US dollars?|U\.S\. dollars?|United States|U\.S\.A?\.?|USA|US\s?\$|State of (?!Victoria|Queensland)[A-Z]\w+|Delaware|California|Texas|Florida)",
    ),
    ("CAD", r"\b(?:CAD|Canadian dollars?|CA\$|British Columbia|Ontario|Canada)"),
    ("AUD", r"\b(?:AUD|Australian dollars?|AU\$|New South Wales|Victoria, Australia|Australia)"),
    ("NZD", r"\b(?:NZD|New Zealand)"),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with its currency (None: a dollar that nothing tells apart) and its place."""

    value: Decimal
    currency: str | None
    start: int
    end: int


def dollar(whole: str) -> str | None:
    """Which dollar a contract means by a bare sign: the only one whose name or country it gives; None for several."""
    named = [code for code, words in _DOLLARS if re.search(words, whole)]
    return named[0] if len(named) == 1 else None


def amounts(text: str, whole: str = "") -> list[Amount]:
    """Every amount in a text, in order; sums in millions are left out, for no credit and no rate is one."""
    return list(_amounts(flat(text), whole))


def _amounts(text: str, whole: str) -> Iterator[Amount]:
    for found in _MONEY.finditer(text):
        thousands = THOUSANDS.match(text[found.end() :])
        if LARGE.match(text[found.end() :]) and not thousands:
            continue
        figure = found["a"] or found["b"] or found["c"]
        sign = found["sign"] or found["sign2"]
        code = (found["before"] or found["after"] or found["code"] or found["code2"] or "").strip()
        currency = _CODES.get(code, code) or _SIGNS.get(sign) or dollar(whole)
        end = found.end() + (thousands.end() if thousands else 0)
        yield Amount(value_of(figure) * (1000 if thousands else 1), currency, found.start(), end)


def value_of(figure: str) -> Decimal:
    """The value of "2,000.50", "2.000,50" or "25": a group of three digits is thousands, of two or one a fraction."""
    cents = re.search(r"[.,](\d{1,2})$", figure)
    whole = figure[: cents.start()] if cents else figure
    return Decimal(re.sub(r"[.,']", "", whole) + (f".{cents[1]}" if cents else ""))
