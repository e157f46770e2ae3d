"""How plainly a message is written: terms nobody explains in a hundred words, and the Flesch reading ease.

Sources: R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948), 221-233: reading ease is
206.835 - 1.015 x words per sentence - 84.6 x syllables per word; 60 and more is plain English, under 30 is hard going.
Syllables are counted by vowel groups (a silent e at the end left out), which is our own rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from knowledge.clauses import Definition
from knowledge.jargon.translate import jargon_in
from knowledge.promises.sentences import sentences

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_VOWELS = re.compile(r"[aeiouy]+")
_TENTH = Decimal("0.1")
ENOUGH_WORDS = 20


@dataclass(frozen=True, slots=True)
class Plainness:
    """`words` in all, `unexplained` terms among them, both as counted; the ratios are None for a text too short to judge."""

    words: int
    unexplained: int
    density: Decimal | None
    reading_ease: Decimal | None


def plainness(text: str, definitions: Sequence[Definition] = (), own: Sequence[str] = ()) -> Plainness:
    """Measure a message. Terms that the contract defines, the text spells out or the reader knows (`own`) do not count."""
    words = _WORD.findall(text)
    known = {name.lower() for name in own}
    found = [one for one in jargon_in(text, definitions) if one.written.lower() not in known]
    hidden = sum(one.meaning is None or one.meaning.source == "glossary" for one in found)
    if len(words) < ENOUGH_WORDS:
        return Plainness(len(words), hidden, None, None)
    density = (Decimal(100 * hidden) / len(words)).quantize(_TENTH, ROUND_HALF_UP)
    return Plainness(len(words), hidden, density, reading_ease(text))


def reading_ease(text: str) -> Decimal | None:
    """Flesch's figure to one place; None without a word."""
    words = _WORD.findall(text)
    count = len(sentences(text)) or 1
    if not words:
        return None
    spoken = sum(syllables(word) for word in words)
    score = Decimal("206.835") - Decimal("1.015") * len(words) / count - Decimal("84.6") * spoken / len(words)
    return score.quantize(_TENTH, ROUND_HALF_UP)


def syllables(word: str) -> int:
    """Vowel groups, a silent final e left out; at least one. An abbreviation in capitals is spelt letter by letter."""
    if word.isupper() and 1 < len(word) <= 5:
        return len(word)
    plain = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(count, 1)
