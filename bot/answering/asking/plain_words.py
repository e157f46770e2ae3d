"""A question in one spelling: lower case, straight quotes, shortened words written out. Nothing is understood here."""

from __future__ import annotations

import re

STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})
SHORT_FORMS: tuple[tuple[str, str], ...] = (
    (r"\b(what|how|who|where|when|that|there|here|it|he|she|which|why)(?:'s)\b", r"\1 is"),
    (r"\b(what|how|who|where|when|that|there)s\b(?! own)", r"\1 is"),
    (r"\b(they|we|you)'?re\b(?<!were)", r"\1 are"),
    (r"\b(they|we|you|i|should|could|would|might)'?ve\b", r"\1 have"),
    (r"\b(they|you)'?ll\b|\b(we|i|it|that)'ll\b", r"\1\2 will"),
    (r"\b(they|we|you|i|he|she|who)'d\b", r"\1 would"),
    (r"\b(they|you)d\b", r"\1 would"),
    (r"\bi'?m\b", "i am"),
    (r"\bca(?:n'?t|nnot)\b", "can not"),
    (r"\bwo(?:n't|nt)\b", "will not"),
    (r"\b(do|does|did|is|are|was|were|have|has|had|should|would|could|must|need)n'?t\b", r"\1 not"),
    (r"\b(?:pls|plz|plse)\b", "please"),
    (r"\bw/o\b", "without"),
    (r"\b(?:hrs?)\b", "hours"),
    (r"\b(?:mins?)\b", "minutes"),
    (r"\b(?:avg|ave)\b", "average"),
    (r"\b(?:resp)\b", "response"),
    (r"\b(?:avail)\b", "availability"),
    (r"\b(?:tkts?|tix)\b", "tickets"),
    (r"\b(?:no\.|nr\.?|num\.?) of\b", "number of"),
    (r"\bper ?cent(?:age)?\b", "percent"),
    (r"&", " and "),
    (r"\bkinda\b", "kind of"),
    (r"\bgonna\b", "going to"),
    (r"\bgotta\b", "got to"),
    (r"\bu\b", "you"),
    (r"\br (?=(?:we|they|you|our|the|these|any|there|[a-z]+s)\b)", "are "),
)
WRITTEN_OUT = tuple((re.compile(pattern), words) for pattern, words in SHORT_FORMS)


def plain(text: str) -> str:
    """The text with one spelling for each thing; the sense is unchanged."""
    lowered = " ".join(text.translate(STRAIGHT).lower().split())
    for pattern, words in WRITTEN_OUT:
        lowered = pattern.sub(words, lowered)
    return " ".join(lowered.split())
