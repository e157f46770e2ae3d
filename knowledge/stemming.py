"""Cuts text into the stems that word search compares, and into the sentences that can answer alone."""

from __future__ import annotations

import re
from functools import lru_cache
from threading import local

_WORD = re.compile(r"\b[a-z]\d{1,2}\b|\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)?")
_PRIORITY = re.compile(r"p([1-5])")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[\"“(A-Z0-9])|\n+")
SHORTEST = 25
# What is spelt otherwise in America, to the end that a British question finds an American clause and the other way round.
# Both sides are spelt so before stems are taken: "organization" and "author" would otherwise lose what tells them apart.
_SPELT = tuple(
    (re.compile(american), british)
    for american, british in (
        (r"iz(e|ed|es|er|ers|ing|ations?|ational)$", r"is\1"),
        (r"yz(e|ed|es|er|ers|ing)$", r"ys\1"),
        (r"^(behavi|col|endeav|fav|harb|hon|lab|neighb)or", r"\1our"),
        (r"licens", "licenc"),
        (r"(def|off)ense", r"\1ence"),
        (r"center(s|ed)?$", r"centre\1"),
        (r"programme", "program"),
        (r"fulfill", "fulfil"),
        (r"installment", "instalment"),
        (r"(judg|acknowledg)ment", r"\1ement"),
        (r"catalog(s?)$", r"catalogue\1"),
    )
)
_STOP = frozenset(
    "a an and any anybody are as at be been but by can could did do does either for from get gets got had has "
    "have he her him his how i if in into is it it's its let like many may me might much must my no nor not of "
    "off on one or our ours out over shall she should so some somebody someone something such than that that's "
    "the their them then there these they thing this those to too under until up upon us was we were what what's "
    "when where whether which while who whom whose why will with would you your".split()
)
_own = local()


def words(text: str) -> list[str]:
    """The words and numbers of a text in lower case, in order, stop words left out."""
    plain = text.lower().replace("’", "'")
    return [told for word in _WORD.findall(plain) if word not in _STOP for told in _told(word.removesuffix("'s"))]


def _told(word: str) -> tuple[str, ...]:
    """A word, and what it stands for: "P1" is also "priority 1"."""
    priority = _PRIORITY.fullmatch(word)
    return (word, "priority", priority.group(1)) if priority else (word,)


def is_stop_word(word: str) -> bool:
    """Whether a word says nothing by itself ("the", "our", "WE")."""
    return word.lower().replace("’", "'") in _STOP


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word's stem, English Snowball; the same for both spellings of a word."""
    for american, british in _SPELT:
        word = american.sub(british, word)
    if not hasattr(_own, "stemmer"):
        from Stemmer import Stemmer

        _own.stemmer = Stemmer("english")
    return str(_own.stemmer.stemWord(word))


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in words(text)]


def sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of a text with their offsets; one too short to mean anything alone joins its neighbour."""
    found: list[tuple[int, str]] = []
    at = 0
    for match in [*_SENTENCE.finditer(text), None]:
        end = match.start() if match else len(text)
        if end - at >= SHORTEST or (match is None and not found):
            found.append((at, text[at:end]))
        elif found and end > at:
            start = found[-1][0]
            found[-1] = (start, text[start:end])
        else:
            continue
        at = match.end() if match else end
    return [(offset, sentence) for offset, sentence in found if sentence.strip()]
