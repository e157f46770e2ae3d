"""What stands beside a price and changes what it says: a range, words that differ from the figure, a price by the year."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.terms.passages import CERTAIN, Doubt
from knowledge.terms.wording import plain, values_of

_TO = re.compile(r"\s*(?:-|to)\s*\Z")
_IN_WORDS = re.compile(r"\s*\(\s*(?P<words>[a-z][a-z -]+?)\s+(?:pounds?|euros?|dollars?)\b", re.IGNORECASE)
_MANY_WORDS = re.compile(r"\b(?:hundred|thousand|and)\b", re.IGNORECASE)
_SPACED = re.compile(r"\s\d{3}(?!\d)")
_YEARLY = re.compile(
    r"\s*(?:\(?(?:plus|excluding|exclusive of|ex\.?|\+)\s*VAT\)?,?\s*)?"
    r"(?:(?:per|a|each|every|for each|/)\s*(?:annum|(?:contract |calendar )?year)\b|p\.?\s?a\b\.?|annually\b|yearly\b)",
    re.IGNORECASE,
)


def by_the_year(after: str) -> bool:
    """Whether an amount is for a year ("£12,000 per annum, payable monthly"), and so no price of a month."""
    return _YEARLY.match(after) is not None


def begins_a_range(after: str) -> bool:
    """Whether an amount is the lower end of a range; `after` reaches to the next amount."""
    return _TO.fullmatch(after) is not None


def in_doubt(value: Decimal, between: str, after: str, low: Decimal | None) -> Doubt:
    """Both readings where a price is a range, is said otherwise in words, or may go on after a space ("£1 250").

    `between` are the words since the amount before it, `low` that amount.
    """
    if low is not None and _TO.fullmatch(between):
        return Doubt("conflict", (plain(low), plain(value)), "Which end of the range was agreed?")
    worded = _IN_WORDS.match(after)
    said = values_of(worded["words"]) if worded and not _MANY_WORDS.search(worded["words"]) else []
    if len(said) == 1 and said[0] != value:
        return Doubt("conflict", (plain(value), plain(said[0])), "Figures and words differ. What was agreed?")
    spaced = _SPACED.match(after)
    if spaced and value < 1000 and value == value.to_integral_value():
        whole = f"{plain(value)}{spaced.group().strip()}"
        return Doubt("conflict", (plain(value), whole), "Is that one amount or two figures?")
    return CERTAIN
