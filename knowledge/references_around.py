"""What stands around a clause: the clauses its words lean on, those that point to it, and its turning words.

"Subject to clause 17.1, liability shall not exceed ..." leans on 17.1; "credits count towards the limit in clause
17.3" points to 17.3. Only a reference that is really there counts; nothing is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge import references
from knowledge.clause_references import references as references_in
from knowledge.passages import Passage
from knowledge.stemming import sentences, stems

_TURNING = re.compile(
    r"\b(?:unless|except(?:ing)?|subject to|provided that|save (?:that|for|as)|notwithstanding|other than|"
    r"does not apply|do not apply|shall not apply|only if|only where)\b",
    re.IGNORECASE,
)
_AHEAD = 60
ALIKE = 0.6
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Beside:
    """Words of another clause that bear on one: the passage, the sentence, and the clause and page it stands in."""

    passage: Passage
    quote: str
    clause: str
    page: int | None


def turning_words(text: str) -> tuple[str, ...]:
    """The words on which a clause turns ("unless", "subject to"), as they first stand in it."""
    return tuple(dict.fromkeys(match.group().lower() for match in _TURNING.finditer(text)))


def leans_on(passage: Passage, text: str, held: Sequence[Passage]) -> list[Beside]:
    """The clauses that some words of a passage make themselves depend on: "subject to clause 17.1"."""
    found = []
    for reference in references_in(text):
        before = text[max(0, reference.start - _AHEAD) : reference.start]
        if _TURNING.search(before):
            found += [_first(other) for other in references.named(reference.key, held)[:1] if other.id != passage.id]
    return _distinct(found)


def points_to(passage: Passage, held: Sequence[Passage]) -> list[Beside]:
    """The sentences elsewhere that name this very clause, those with turning words first."""
    own = references.key_of(passage.clause)
    found = [beside for other in held if other.id != passage.id for beside in _naming(other, own)]
    return _distinct(sorted(found, key=lambda beside: not turning_words(beside.quote)))


def differ_in_figures(one: str, other: str) -> bool:
    """Whether two texts say nearly the same with different figures."""
    first, second = (set(stems(_FIGURE.sub(" ", text))) for text in (one, other))
    if not first or len(first & second) < ALIKE * len(first | second):
        return False
    return set(_FIGURE.findall(one)) != set(_FIGURE.findall(other))


def _naming(other: Passage, own: references.Key) -> Iterator[Beside]:
    if not own:
        return
    for offset, sentence in sentences(other.text):
        if any(references.key_of(reference.key) == own for reference in references_in(sentence)):
            part = other.part_at(offset)
            yield Beside(other, sentence.strip(), part.clause, part.page)


def _first(passage: Passage) -> Beside:
    return Beside(passage, passage.text, passage.clause, passage.page)


def _distinct(found: Sequence[Beside]) -> list[Beside]:
    return list({beside.clause: beside for beside in reversed(found)}.values())[::-1]
