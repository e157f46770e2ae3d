"""Which invoice lines stand outside the recurring charge: projects, licences, hours, and what is billed at an hourly rate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from store.facts.agreed import Charge
from store.facts.happened import InvoiceLine

Rates = frozenset[tuple[Decimal, str]]

HOURLY = "hourly"
_EXTRA = re.compile(
    r"\b(?:projects?|hardware|licen[cs]\w*|one-?\s?off|ad hoc|hours?|t ?(?:and|&) ?m|time and materials|labou?r|call-?outs?|"
    r"out[- ]of[- ]scope|(?:extra|additional|chargeable) (?:work|visits?|support|time))\b"
)
# Words of work done once; a line that says it is for each month is none of them.
_ONCE = re.compile(
    r"\b(?:consultan(?:ts?|cy)|install(?:ations?|ing|ed|s)?|migrations?|relocations?|re-?locat(?:e|ing)|cabling|set-?ups?|one-?\s?time|"
    r"once-?\s?off|(?:office|server|desk|site|equipment) moves?|day rates?|hourly|hrs|overtime)\b"
)
_MONTHLY = re.compile(r"\b(?:monthly|months?|recurring|retainers?|subscriptions?|annual|yearly|quarterly)\b")
_WORKER = re.compile(
    r"\b(?:engineers?|technicians?|consultants?|architects?|specialists?|project managers?|analysts?)\b"
)
_UNIT = re.compile(r"\b(?:users?|devices?|seats?|mailbox(?:es)?|endpoints?|licen[cs]es?)\b")
# Hours of the clock, which nobody bills one by one.
_SPANS = re.compile(r"\b(?:out[- ]of|after|extended|office|business|working|service|support|core|24|in)[- ]hours?\b")
_BY_HOUR = re.compile(r"\b(?:hours?|hrs|hourly|time and materials|t ?(?:and|&) ?m|labou?r)\b")


def hourly_rates(charges: Iterable[Charge]) -> Rates:
    """The prices by the hour of a contract in all its versions, each with its currency; none that is also a recurring price."""
    told = list(charges)
    recurring = {(one.rate, one.currency) for one in told if one.kind != HOURLY}
    return frozenset(
        (one.rate, one.currency)
        for one in told
        if one.kind == HOURLY and one.rate and one.currency and (one.rate, one.currency) not in recurring
    )


def is_extra(line: InvoiceLine, rates: Rates = frozenset()) -> bool:
    """Whether a line is outside the recurring charge: projects, licences, hours, money back for nobody says which month.

    `rates` are the contract's prices by the hour: what is billed at one of them, several times or for a person, is hours.
    """
    words = line.description.casefold()
    if line.is_loose_credit or _EXTRA.search(words):
        return True
    if _MONTHLY.search(words):
        return False
    return bool(_ONCE.search(words)) or _at_a_rate(line, words, rates)


def is_by_the_hour(line: InvoiceLine, rates: Rates) -> bool:
    """Whether a line bills hours of work: by its words, or by a price of the contract for an hour."""
    words = line.description.casefold()
    if line.credit_for or not line.quantity or line.unit_price is None or _UNIT.search(words) or _MONTHLY.search(words):
        return False
    return bool(_BY_HOUR.search(_SPANS.sub(" ", words))) or _at_a_rate(line, words, rates)


def _at_a_rate(line: InvoiceLine, words: str, rates: Rates) -> bool:
    if (line.unit_price, line.net.currency) not in rates or _UNIT.search(words):
        return False
    return line.quantity != 1 or _WORKER.search(words) is not None
