"""What a question names of the work and things billed beside the recurring charge: "the Wi-Fi project", "the server move"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.answering.asking.everyday import COMMON

WORD = re.compile(r"[a-z0-9]+(?:[-'’][a-z0-9]+)*")
# Words of a line that tell one piece of work from no other.
PLAIN = frozenset(
    """
    project projects work works hours hour hourly labour engineer engineers consultant consultants technician technicians day days
    rate rates time materials additional extra chargeable hardware licence licences license licenses installation install
    setup oneoff service services support monthly charge charges fee fees supply supplied site visit january february march april may
    june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()
)
# Two words as short as these may be one that was parted.
SHORT = 4
# Kinds of extra that a question may name as a whole.
KINDS = frozenset(
    "project projects hardware installation consultant consultants consultancy engineer engineers migration cabling".split()
)


def billed_things(spoken: str, descriptions: Sequence[str]) -> tuple[str, ...]:
    """The descriptions that a question names, those that share most of its words; a kind ("the project") names all of that kind."""
    said = _words(spoken)
    shared = {one: said & (_words(one) - PLAIN) for one in descriptions}
    telling = {one: words for one, words in shared.items() if words - COMMON}
    if telling:
        most = max(len(words) for words in telling.values())
        return tuple(one for one, words in telling.items() if len(words) == most)
    kinds = {word.removesuffix("s") for word in said & KINDS if not _named(word, spoken)}
    return tuple(one for one in descriptions if kinds & {word.removesuffix("s") for word in _words(one)})


def _named(kind: str, spoken: str) -> bool:
    """Whether the word before a kind tells one of it from the others: "the firewall project"."""
    before = re.findall(rf"([a-z0-9'’-]+) {kind}\b", spoken.casefold())
    return any(word not in COMMON | PLAIN for word in before)


def named_in(spoken: str, descriptions: Iterable[str]) -> tuple[str, ...]:
    """The words by which a question names these descriptions, as they stand there, in their order."""
    said = _words(spoken)
    own = (word for one in descriptions for word in re.findall(r"[\w'’-]+", one) if _plain(word.casefold()) in said)
    telling = {
        word.casefold(): word for word in own if word.casefold() not in COMMON | PLAIN or word.casefold() in KINDS
    }
    return tuple(telling.values())


def own_words(descriptions: Iterable[str]) -> frozenset[str]:
    """Every word of them in lower case, so that none is taken for somebody else's name."""
    return frozenset(
        part for one in descriptions for word in WORD.findall(one.casefold()) for part in {word, *word.split("-")}
    )


def _plain(word: str) -> str:
    return re.sub(r"['’]s$", "", word).replace("-", "")


def _words(text: str) -> frozenset[str]:
    """The words of a text without their hyphens; two that follow each other also as one ("wi fi")."""
    found = [_plain(word) for word in WORD.findall(text.casefold())]
    pairs = (
        first + second
        for first, second in pairwise(found)
        if len(first) < SHORT and len(second) < SHORT and not {first, second} & COMMON
    )
    return frozenset(word for word in (*found, *pairs) if not word.isdigit())
