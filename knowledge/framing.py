"""Takes a question apart: what is merely its frame ("does the contract say ..."), and what it names by name.

It knows nothing of contracts; it only keeps the frame from being searched for, and a name nobody mentions from being
answered with somebody else's clause.
"""

from __future__ import annotations

import re

from knowledge.stemming import is_stop_word, words

FEW = 3
_DEED = r"(?:contract|agreement)"
_FRAMES = tuple(
    re.compile(rf"\b{frame}\b", re.IGNORECASE)
    for frame in (
        rf"(?:under|in|within|per|from|by|according to)\s+(?:the|our|this|that|my|their)\s+{_DEED}",
        rf"(?:what|where|does|do|did)\b[^?,.]{{0,20}}\b{_DEED}\s+(?:says?|states?|tells?(?:\s+us)?|mentions?)(?:\s+about)?",
        r"(?:which|what)\s+clause\s+(?:says?|covers?|lets?|deals?\s+with|is\s+about|talks?\s+about)",
        r"(?:please|exactly|actually|hey|hi|hello|thanks|i want to know|remind me|(?:can you )?(?:tell|show) me)",
    )
)
_NAME = re.compile(r"(?<![\w'’-])(?:[A-Z]{2,}[A-Z0-9&-]*|[A-Z]\d+|[A-Z][a-z]+(?=\b))")
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays "
    "sundays january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec christmas easter am pm ok "
    "english british scottish welsh irish american european french german".split()
)


def unframed(question: str) -> str:
    """The question without the frame around it; the question itself where nothing else would be left."""
    bare = question
    for frame in _FRAMES:
        bare = frame.sub(" ", bare)
    bare = " ".join(bare.split())
    return bare if words(bare) or len(bare.split()) > FEW else question


def names_in(question: str) -> tuple[str, ...]:
    """What a question calls by name: abbreviations, codes such as P0, and capitalised words inside a sentence."""
    found = []
    for match in _NAME.finditer(question):
        word = match.group()
        starts = not question[: match.start()].strip() or question[: match.start()].rstrip()[-1] in ".?!:"
        ordinary = word.istitle() and starts
        if not ordinary and not is_stop_word(word) and word.lower() not in _CALENDAR:
            found.append(word)
    return tuple(dict.fromkeys(found))
