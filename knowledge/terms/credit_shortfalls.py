"""Ladders by how far a result falls short of its level, and points or per cent told step by step in one sentence.

"Up to 5 percentage points below the Service Level: 2 %" needs the level itself before a rung can be chosen, so its
bands are of the shortfall and not of the result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from knowledge.terms.bands import Band, band_in
from knowledge.terms.wording import NUMBER, flat, values_of

Step = tuple[Band, Decimal]

_BELOW = r"(?:below|under|short(?:\s+of)?|less than|beneath)"
_COLUMN = re.compile(
    rf"\b(?:percentage|per ?cent\w*|%)\s*(?:points?)?\b[^|]{{0,30}}\b{_BELOW}\b|\bpoints? {_BELOW}\b|\bshortfall\b"
    rf"|\b{_BELOW} (?:the )?(?:agreed |target )?(?:service level|level|target|kpi)s?\b",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"\b(?:percentage\s+)?points?\s+{_BELOW}\b|\bpercentage points?\b[^.;]{{0,40}}\b{_BELOW}\b|\bfalls? short by\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    rf"(?P<points>{NUMBER})\s+(?:(?:service|failure|performance|penalty|kpi|demerit)\s+)*points?\b(?!\s*{_BELOW}\b)"
    rf"|(?P<share>{NUMBER})\s*(?:%|per ?cent\b)(?!\s*points?\b)(?=\s*(?:credit\b|of\b[^,;]{{0,60}}\b(?:charge|fee|payment|price)|(?:if|where|when|for)\b))",
    re.IGNORECASE,
)
_POINTS = re.compile(r"percentage\s+points?", re.IGNORECASE)


def short_column(header: str) -> bool:
    """Whether a column says how far results fall short ("Percentage points below the Service Level")."""
    return bool(_COLUMN.search(flat(header)))


def meeting(steps: Sequence[Step]) -> list[Step]:
    """Rungs of a shortfall that say only where they end, or only where they begin, made to meet.

    "Up to 5 earns 2, up to 10 earns 4" pays 4 from above 5; "more than 5 earns 4, more than 10 earns 7" pays 4 up to 10.
    Rungs that do not rise stay as they are.
    """
    made = sorted(steps, key=_order)
    if any(worth >= more for (_, worth), (_, more) in pairwise(made)):
        return list(steps)
    for place, ((band, worth), (following, _)) in enumerate(pairwise(made)):
        if band.high is None and following.low is not None:
            made[place] = (Band(band.low, following.low, band.low_in, not following.low_in), worth)
    for place, ((before, _), (band, worth)) in enumerate(pairwise(list(made)), start=1):
        if band.low is None and before.high is not None:
            made[place] = (Band(before.high, band.high, not before.high_in, band.high_in), worth)
    return made


def _order(step: Step) -> Decimal:
    band = step[0]
    end = band.high if band.high is not None else band.low
    return (end or Decimal(0)) + (Decimal("0.001") if band.high is None else 0)


def told_steps(text: str) -> tuple[list[Step], bool, bool]:
    """The steps of a sentence such as "2 points if less than 5 percentage points below, 4 points if 5 or more".

    Returns:
        The steps in order, whether they pay in points, and whether they are of the shortfall; no steps where the
        sentence does not give one range to each amount.
    """
    words = flat(text)
    paid = list(_PAID.finditer(_POINTS.sub(lambda found: "percentage_pts".ljust(len(found.group()), "_"), words)))
    pointed = [bool(one["points"]) for one in paid]
    if len(paid) < 2 or len(set(pointed)) > 1:
        return [], False, False
    steps = _after(words, paid) or _before(words, paid)
    return steps, pointed[0], bool(_SHORT.search(words))


def _after(words: str, paid: Sequence[re.Match[str]]) -> list[Step]:
    """Each range stands after its amount."""
    ends = [one.start() for one in paid[1:]] + [len(words)]
    return _ranges([(words[one.end() : end], one) for one, end in zip(paid, ends, strict=True)])


def _before(words: str, paid: Sequence[re.Match[str]]) -> list[Step]:
    """Each range stands before its amount."""
    begins = [0] + [one.end() for one in paid[:-1]]
    return _ranges([(words[begin : one.start()], one) for one, begin in zip(paid, begins, strict=True)])


def _ranges(pieces: Sequence[tuple[str, re.Match[str]]]) -> list[Step]:
    found = []
    for piece, one in pieces:
        band = band_in(piece)
        worth = values_of(one["points"] or one["share"])
        if band is None or len(worth) != 1:
            return []
        found.append((band, worth[0]))
    return found
