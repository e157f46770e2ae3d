"""The contract's own names of its priorities in a question ("the Major ones"), as our numbers of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.answering.asking.vocabulary import PRIORITIES, WORK

# What a priority is asked for beside its tickets.
_ASKED = r"(?: (?:first )?(?:response|reply|replies|answers?|resolution|fix(?:es)?|tickets?|level|service level|sla|times?|target)s?\b)"
_ALONE = r"(?=s?(?:\s*[?.!]*$|\s*[,;?]|\s+(?:in|during|over|for|last|this|since|to|from|and|or|against)\b))"


def in_our_numbers(text: str, own: Mapping[str, int]) -> str:
    """The text with each name that the contract gives a priority as "P2", where the word is used as one.

    A word that everybody reads as that priority already ("critical" for the first) is left as it is.
    """
    for word, rank in own.items():
        if not _usual(word, rank):
            text = _pattern(word).sub(lambda found, rank=rank: f"P{rank}{found['many']}", text)  # type: ignore[misc]
    return text


def _usual(word: str, rank: int) -> bool:
    return any(
        number == rank and re.search(pattern, word) and re.search(pattern, f"{word} tickets")
        for number, pattern in PRIORITIES
    )


def _pattern(word: str) -> re.Pattern[str]:
    """The word with a capital inside a sentence, before what is asked of a priority, or standing for one by itself."""
    said = re.escape(word)
    capital = rf"(?<=[a-z,~] ){re.escape(word.capitalize())}"
    used = rf"(?i:{said})(?=s?(?:{WORK}|{_ASKED}))(?! (?:problem|issue|incident|fault|failure)\b)"
    after = "|".join(rf"(?<=\b{one} )" for one in ("[Aa]", "an", "the", "for", "[Aa]nd", "about"))
    alone = rf"(?:{after})(?i:{said}){_ALONE}"
    return re.compile(rf"\b(?:{capital}|{used}|{alone})(?P<many>s?)\b")
