"""How binding the wording is: a promise, a stated target, or mere efforts; efforts in the wording beat "shall"."""

from __future__ import annotations

import re

_EFFORTS = re.compile(
    r"\b(?:(?:best|reasonable|reasonably|commercial(?:ly)?|all|every|good faith|utmost)[\w ,]{0,30}(?:efforts?|endeavou?rs?|attempts?)|"
    r"endeavou?rs?|make (?:every|an?) (?:effort|attempt)|(?:shall|will|must|to) (?:try|attempt|strive|seek)|strives?|tries)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b(?:aims?|aiming|goals?|estimated?|objectives?|typical(?:ly)?|indicative|guidelines?|expect(?:ed)? to|projected|intends? to|"
    r"normally|usually|where possible|wherever possible|approximate(?:ly)?|anticipated|not (?:binding|guaranteed|a guarantee))\b",
    re.IGNORECASE,
)
_TARGETED = re.compile(
    r"\b(?:target(?:ed|s)?)\b(?!\s*(?:uptime|availability|level|%|\(%\)|performance)?\s*$)", re.IGNORECASE
)
_MUST = re.compile(
    r"\b(?:shall|must|guarante\w+|commit(?:s|ted|ment|ments)?|undertakes?|warrants?|is required|are required|agrees? to|will)\b",
    re.IGNORECASE,
)


_ONLY_NAMED = re.compile(
    r"\btargets?\b(?=[^.;]{0,60}?\b(?:runs?|(?:is|are|was|were|be)\s+(?:\w+\s+)?(?:measured|counted|calculated|worked out|met|missed)|"
    r"appl(?:y|ies))\b)"
    r"|\b(?:meet|meets|met|achieve[sd]?|miss|misses|missed|against|other|the stated)\s+(?:(?:the|that|each|its|all|every|their)\s+)?targets?\b",
    re.IGNORECASE,
)


def firmness_in(text: str) -> str | None:
    """efforts, target or must as the words say; None where they say none of them.

    A sentence that only calls the level a target, to say how it is measured or met, does not soften it.
    """
    if _EFFORTS.search(text):
        return "efforts"
    if _TARGET.search(text):
        return "target"
    if _MUST.search(text):
        return "must"
    return "target" if _TARGETED.search(_ONLY_NAMED.sub(" ", text)) else None
