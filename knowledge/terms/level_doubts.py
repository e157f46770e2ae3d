"""Words that leave a service level in doubt: a number of tickets that may miss it, priorities whose own times are unread."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.terms.quantities import Quantity
from knowledge.terms.wording import NUMBER, flat, tidy

_SOME_MAY = re.compile(
    rf"\b(?:bar|all but|save(?: for)?|except(?:ing)?(?: for)?|apart from|other than|but for)\s+(?:{NUMBER})\b"
    r"(?!\s*(?:%|per\s?cent|seconds?|minutes?|hours?|(?:working |business )?days?|weeks?|months?|january|february|march|april|may\b|june|july|august|september|october|november|december))",
    re.IGNORECASE,
)
_SO_MANY = re.compile(
    rf"\b(?:no|not) more than\s+(?:{NUMBER})\s+[^.;,%]{{0,60}}?\b(?:may|can|shall|will|should)\s+(?:miss|exceed|take (?:longer|more)|be (?:late|missed|answered late|over))",
    re.IGNORECASE,
)
_MIDDLE = re.compile(
    r"\b(?:on average|averag(?:e|es|ed|ing)|median|mean)\b(?![^.;]{0,20}\b(?:users?|charges?|fees?)\b)", re.IGNORECASE
)
_ONLY_IF = re.compile(
    r"\b(?:raised|logged|received|reported|submitted|made)\s+(?:before|after|by|between|no later than)\s+(?:\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\b)?|noon|midday)",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(
    r"\b(?:no|without(?: any)?)\s+(?:commitment|obligation|guarantee|undertaking|promise|assurance|warranty)\b"
    r"|\bnot\s+(?:necessarily|always|guarantee\w*|commit\w*|promise\w*|obliged|obligated|undertak\w+|warrant\w*|bound|required)\b|\bcannot\s+(?:guarantee|promise|commit)\b",
    re.IGNORECASE,
)
_ANOTHER_PARTY = re.compile(
    r"\b(?:customers?|clients?|we|buyers?)\s+(?:expects?|hopes?|wish(?:es)?|would like|requires?)\b|\bfor (?:example|instance)\b|\be\.g\.",
    re.IGNORECASE,
)
_FROM_A_DAY = re.compile(
    r"\b(?:from|until|since|as of|with effect from|up to|starting)\s+(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_OF_THE_SAME = re.compile(r"(?:%|per\s?cent)[^.;]{0,160}\bthe (?:rest|remainder|others?|remaining)\b", re.IGNORECASE)
_PLAIN: tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...] = (
    (_MIDDLE, ("an average of all tickets", "a limit for each ticket"), "Is this an average, or a limit for each?"),
    (_NO_PROMISE, ("a promise", "no promise"), "Does the contract promise this?"),
    (_ANOTHER_PARTY, ("a promise", "no promise"), "Does the contract promise this?"),
    (_ONLY_IF, ("for those alone", "for all tickets"), "Which tickets is this for?"),
    (
        _FROM_A_DAY,
        ("from the start", "only from or until the day it names"),
        "From when and until when does this hold?",
    ),
    (_OF_THE_SAME, ("a second limit for the same tickets", "a limit for other tickets"), "What is “the rest” here?"),
)


def worded_doubt(text: str, *, cutoff: bool = False) -> tuple[tuple[str, ...], str]:
    """The readings and the question of words that make a level no plain limit: an average, no promise, a day it begins.

    With `cutoff` the time of day in them was read as that by which a ticket must be logged.
    """
    cleaned = flat(text)
    kinds = [one for one in _PLAIN if not (cutoff and one[0] is _ONLY_IF)]
    return next(((told, asked) for words, told, asked in kinds if words.search(cleaned)), ((), ""))


def doubts(text: str, times: Sequence[Quantity], places: Sequence[tuple[int, int]]) -> tuple[tuple[str, ...], str]:
    """The readings and the question where a sentence does not plainly say which tickets its times are for; else none.

    `times` are the limits that were read, `places` the priorities that the sentence names one by one with their places.
    """
    some = _SOME_MAY.search(text) or _SO_MANY.search(text)
    if some:
        return ("every ticket counts", f"not: “{tidy(some.group())}”"), "How many tickets may miss this?"
    between = len({rank for rank, _ in places}) > 1 and any(
        places[0][1] < one.start < places[-1][1] and one.end <= places[-1][1] for one in times
    )
    if between and len(times) < len(places):
        return (tidy(text)[:160],), "Each priority has its own time here, and not all were read. Which are they?"
    return (), ""
