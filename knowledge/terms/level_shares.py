"""The shares of tickets that a sentence with times gives: one for all, one for each, or one from its lead-in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from knowledge.terms.metrics import PERCENT, in_percents, percents
from knowledge.terms.quantities import Quantity

_ATTAINED = re.compile(
    r"\b(?:of|in|for)\s+(?:all\s+)?(?:\w+\s+){0,4}(?:cases|incidents|tickets|calls|requests|faults|occasions|instances|the time)\b",
    re.IGNORECASE,
)


def own_shares(paired: Sequence[tuple[int | None, Quantity]], text: str) -> list[tuple[Decimal, ...]]:
    """The share of each priority with its time, where a sentence gives as many of one as of the other, in turn."""
    text = in_percents(text)
    found = [(values[0], one.start()) for one in PERCENT.finditer(text) if (values := percents(one.group()))]
    none: list[tuple[Decimal, ...]] = [()] * len(paired)
    if len(found) != len(paired):
        return none
    marks = sorted([(at, "share") for _, at in found] + [(one.start, "time") for _, one in paired])
    in_turn = all(kind != following for (_, kind), (_, following) in pairwise(marks))
    return [(value,) for value, _ in found] if in_turn else none


def attained_by_lead(lead: str) -> tuple[Decimal, ...]:
    """The share that a lead-in gives to every item of its list ("shall resolve 90 % of:")."""
    lead = in_percents(lead)
    found = percents(lead)
    return tuple(found) if len(found) == 1 and re.search(r"%\s*(?:of|in)\b", lead) else ()


def attained(text: str) -> tuple[Decimal, ...]:
    """The share that must make it, where the sentence gives one ("95 % of P1 incidents")."""
    text = in_percents(text)
    found = percents(text)
    return tuple(found) if found and (_ATTAINED.search(text) or len(found) == 1) else ()
