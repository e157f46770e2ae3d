"""Priority labels to ranks, 1 the most urgent; the highest number is never taken to be, and what is unclear is asked.

"3 - Moderate" is 3 and "Urgent" is 1. A label whose number and word disagree, two words of one rank in one file, or a bare
number that is only a tool's id leaves the rank open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from store.imports.names import label

# A "high" that stands beside "urgent" or "critical" is second everywhere read so far; alone it is second as well.
_WORDS = {
    1: "critical urgent emergency highest blocker immediate showstopper catastrophic major incident",
    2: "high major important",
    3: "medium moderate normal standard average",
    4: "low minor",
    5: "planning lowest trivial planned scheduled informational negligible",
}
_RANK_OF = {word: rank for rank, words in _WORDS.items() for word in words.split() if word != "incident"}
_RANK_OF |= {"very high": 1, "top": 1, "major incident": 1, "very low": 5, "scheduled maintenance": 4}
_NUMBERED = re.compile(r"(?:p|s|sev|severity|priority|prio|level|pri)? ?([1-5])")
_NUMBER_SOMEWHERE = re.compile(r"(?:^|\b)(?:p|s|sev ?|severity |priority |prio |level |pri )?([0-9]{1,2})\b")
_NOTHING = frozenset({"", "none", "unassigned", "not set", "n a", "na", "null", "unknown", "no priority", "undefined"})


def priority_ranks(
    labels: Iterable[str], *, ranked_numbers: bool = True, own: Mapping[str, int] | None = None
) -> dict[str, int | None]:
    """A rank of 1 to 5 for every label of one column, None where a person must say (or the label means "none").

    `own` are the contract's own names of its priorities ("minor" is its third); they count before the usual ones where
    the column's other labels have no place among them.
    """
    texts = {text: label(text) for text in labels}
    usual = _usual_ranks(texts, ranked_numbers=ranked_numbers)
    theirs: dict[str, int] = {text: own[plain] for text, plain in texts.items() if own and plain in own}
    others = {rank for text, rank in usual.items() if text not in theirs and rank is not None}
    apart = not others or min(others) > max(theirs.values(), default=0)
    return {**usual, **theirs} if apart else usual


def _usual_ranks(texts: Mapping[str, str], *, ranked_numbers: bool) -> dict[str, int | None]:
    readings = {text: _reading(plain) for text, plain in texts.items()}
    contradicted = any(number and word and abs(number - word) > 1 for number, word in readings.values())
    doubled = _words_doubled(set(texts.values()))
    ranks: dict[str, int | None] = {}
    for text, (number, word) in readings.items():
        if number is not None:
            bare = texts[text].isdigit()
            ranks[text] = None if contradicted or (bare and not ranked_numbers) else number
        else:
            ranks[text] = None if word in doubled else word
    return ranks


def means_none(text: str) -> bool:
    """Whether a label only says that no priority was set."""
    return label(text) in _NOTHING or text.strip() in ("?", "-", "--")


def _reading(plain: str) -> tuple[int | None, int | None]:
    """The number and the word in a label, each as a rank."""
    whole = _NUMBERED.fullmatch(plain)
    if whole:
        return int(whole[1]), None
    numbers = [int(found) for found in _NUMBER_SOMEWHERE.findall(plain)]
    words = plain.split()
    ranked = {_RANK_OF[word] for word in words if word in _RANK_OF}
    word_rank = _RANK_OF.get(plain) or (ranked.pop() if len(ranked) == 1 else None)
    if len(numbers) == 1 and 1 <= numbers[0] <= 5:
        return numbers[0], word_rank
    return (None, word_rank) if not numbers else (None, None)


def _words_doubled(plain: set[str]) -> set[int]:
    """Ranks that two different bare words of one column would both have: the vendor's scale has more steps than ours."""
    ranks = [_RANK_OF[text] for text in plain if text in _RANK_OF]
    return {rank for rank in ranks if ranks.count(rank) > 1}
