"""Misses that a contract expressly gives no credit for, and months of too few tickets for one."""

from __future__ import annotations

import re
from typing import Any

from knowledge.terms.credit_scopes import scopes
from knowledge.terms.passages import CERTAIN, Doubt
from knowledge.terms.priorities import Scale
from knowledge.terms.wording import NUMBER, values_of

_CREDITS = r"(?:(?:service|performance|sla|fee)\s+)?(?:level\s+)?(?:credits?|rebates?)"
_NO_CREDIT_FOR = re.compile(
    rf"\bno\s+{_CREDITS}\s+(?:(?:is|are|shall be|will be|may be)\s+)?(?:due|payable|given|available|earned|owed|paid|awarded|accrues?|arises?|appl(?:y|ies))\s+"
    r"(?:for|in respect of|on|under|to)\s+(?P<what>[^.;]{3,120})"
    rf"|\b{_CREDITS}\s+(?:do|does|shall|will)\s+not\s+(?:apply|accrue|arise)\s+(?:to|for|in respect of|on)\s+(?P<that>[^.;]{{3,120}})"
    rf"|^\W*(?:[\d.]{{1,12}}\s+)?(?P<these>[^.;]{{3,80}}?)\s+(?:gives?|attracts?|carr(?:y|ies)|earns?|generates?|produces?|gives rise to)\s+no\s+{_CREDITS}\b",
    re.IGNORECASE,
)
_UNDER_A_CONDITION = re.compile(
    r"\b(?:if|where|when|until|unless|outside|after|before|while|during|first|caused|due to|because|result\w*|month\w*|period|less|fewer|below|than|such|planned|force|customer|client|third)\b",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"\b(?:late|slow|delayed|missed|any|the)\s+(?:support|help ?desk|service desk|tickets?|incidents?)\b|\bsupport (?:times|targets|levels|tickets)\b",
    re.IGNORECASE,
)
_FEW = re.compile(
    rf"\b(?:(?:fewer|less) than\s+(?P<below>{NUMBER})|(?P<upto>{NUMBER})\s+or\s+(?:fewer|less)|(?:no|not) more than\s+(?P<max>{NUMBER}))\s+"
    r"(?:\w+\s+){0,3}?(?:incidents|tickets|calls|cases|faults)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    rf"\b(?:no|not|nor)\b[^.;]{{0,60}}\b{_CREDITS}\b|\b{_CREDITS}\b[^.;]{{0,60}}\b(?:not|nothing|nil|zero)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:of|at|in|with)\s+(?:a|an|any|each|that|the (?:same|relevant))\b[^.;,]{0,20}\b(?:severity|priority|service level|level|category)\b",
    re.IGNORECASE,
)


def unpaid(text: str, scale: Scale) -> list[dict[str, Any]]:
    """The levels that a sentence gives no credit for; none where it does so only under a condition."""
    found = _NO_CREDIT_FOR.search(text)
    named = next((words for words in found.groups() if words), "") if found else ""
    if not named or _UNDER_A_CONDITION.search(named):
        return []
    told = [one for one in scopes(named, scale) if one]
    if not told and _SUPPORT.search(named):
        told = [{"metric": "response"}, {"metric": "resolution"}]
    return told


def few_tickets(text: str, scale: Scale) -> tuple[dict[str, Any], Doubt]:
    """How many tickets a level must have in the month for its miss to pay; asked where it is said of some levels only."""
    few = _FEW.search(text)
    if not few or not _NOTHING.search(text) or "%" in text:
        return {}, CERTAIN
    values = values_of(few["below"] or few["upto"] or few["max"])
    if len(values) != 1:
        return {}, CERTAIN
    least = int(values[0]) + (0 if few["below"] else 1)
    if scopes(text, scale) != [{}] or not _OWN.search(text):
        asked = "In a month of few tickets no credit is due. For which levels, and which tickets count?"
        return {"least_tickets": least}, Doubt(
            "conflict",
            (
                f"for each priority with fewer than {least}",
                f"for all levels when fewer than {least} tickets came in all",
            ),
            asked,
        )
    return {"least_tickets": least}, CERTAIN
