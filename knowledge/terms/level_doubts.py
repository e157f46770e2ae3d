"""Words that leave a service level in doubt: a number of tickets that may miss it, priorities whose own times are unread."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.terms.quantities import Quantity
from knowledge.terms.wording import NUMBER, tidy

_SOME_MAY = re.compile(
    rf"\b(?:bar|all but|save(?: for)?|except(?:ing)?(?: for)?|apart from|other than|but for)\s+(?:{NUMBER})\b"
    r"(?!\s*(?:%|per\s?cent|seconds?|minutes?|hours?|(?:working |business )?days?|weeks?|months?|january|february|march|april|may\b|june|july|august|september|october|november|december))",
    re.IGNORECASE,
)
_SO_MANY = re.compile(
    rf"\b(?:no|not) more than\s+(?:{NUMBER})\s+[^.;,%]{{0,60}}?\b(?:may|can|shall|will|should)\s+(?:miss|exceed|take (?:longer|more)|be (?:late|missed|answered late|over))",
    re.IGNORECASE,
)


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
