"""What stands beside a price and changes what it says: a range, words that differ from the figure, a price by the year."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.terms.passages import CERTAIN, Doubt
from knowledge.terms.wording import NUMBER, plain, tidy, values_of

_TO = re.compile(r"\s*(?:-|to)\s*\Z")
_IN_WORDS = re.compile(r"\s*\(\s*(?P<words>[a-z][a-z -]+?)\s+(?:pounds?|euros?|dollars?)\b", re.IGNORECASE)
_MANY_WORDS = re.compile(r"\b(?:hundred|thousand|and)\b", re.IGNORECASE)
_SPACED = re.compile(r"\s\d{3}(?!\d)")
_OTHER_SPAN = re.compile(
    r"\s*(?:\(?(?:plus|excluding|exclusive of|ex\.?|\+)\s*(?:VAT|GST|tax)\)?,?\s*)?"
    r"(?:(?:per|a|an|each|for each|/)\s*(?:[a-z]+\s+){0,2}?(?:users?|devices?|seats?|mailbox|persons?|sites?|servers?|workstations?)\s*,?\s*(?:and\s+)?)?"
    r"(?:(?:per|an?|each|every|for each|/)\s*(?:annum|(?:contract |calendar |calendar)?(?:year|quarter|half[- ]year)|week|fortnight|day|four weeks|28 days)\b"
    r"|p\.?\s?a\b\.?|annually\b|yearly\b|quarterly\b|weekly\b|daily\b)",
    re.IGNORECASE,
)
# What changes a price with time, with the number bought, or by a reduction whose outcome is left to the reader.
_CHANGES = re.compile(
    r"\b(?:less|minus|net of|before|after|subject to|with)\s+(?:an?\s+|the\s+|any\s+)?(?:[\w%-]+\s+){0,3}?(?:discount|reduction)\b|\bdiscounted (?:by|to)\b"
    rf"|\bthereafter\b|\bfor the (?:first|initial)\s+(?:(?:{NUMBER})\s+)?(?:months?|years?|quarters?|term)\b"
    r"|\b(?:rising|falling|increasing|reducing|decreasing|dropping|going up|going down|stepping up|stepping down)\s+to\b"
    r"|\b(?:introductory|promotional)\s+(?:price|rate|fee|charge|offer)\b|\bfree (?:of charge )?for the first\b",
    re.IGNORECASE,
)
_THEN_AND_NOW = re.compile(
    r"\b(?:was|were|previously|formerly|used to be)\b|\b(?:until|from|since|with effect from)\s+(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:list|standard|normal|usual|catalogue) (?:price|rate|fee|charge)\b",
    re.IGNORECASE,
)
_NO_PRICE = re.compile(
    r"\b(?:not exceed(?:ing)?|no(?:t)? more than|capped at|limited to|up to|(?:a )?maximum(?: of)?)\s*$"
    r"|\b(?:estimated?|estimates?|approximate(?:ly)?|approx\.?|indicative|expected|budget(?:ed|ary)?|circa|around|about|in the region of)\b[^£$€]{0,40}$",
    re.IGNORECASE,
)


def of_another_span(after: str) -> bool:
    """Whether an amount is for a year, a quarter or a week ("£12,000 per annum, payable monthly"), and so no price of a month."""
    return _OTHER_SPAN.match(after) is not None


def changing(text: str, before: str) -> Doubt:
    """The doubt of a price that the same sentence lowers, or that is another one later or for a greater number.

    `before` are the words between the amount and the one before it.
    """
    if _NO_PRICE.search(before):
        return Doubt("conflict", (tidy(text)[:200],), "Is this the price, or only a limit or an estimate?")
    several = len(re.findall(r"[£$€]\s*\d", text)) > 1
    if not _CHANGES.search(text) and not (several and _THEN_AND_NOW.search(text)):
        return CERTAIN
    return Doubt("conflict", (tidy(text)[:200],), "This price changes. What is it now?")


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
