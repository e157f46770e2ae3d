"""The papers of a contract by the names that contracts give them: order form, schedules, terms.

Each name is one that a place can be held against: "order form", "statement of work", "special terms", "schedule 2",
"schedules" (exhibits, annexes and appendices too), "service level agreement", "data terms", "terms".
"""

from __future__ import annotations

import re

_ORDER = r"order forms?\b|(?:sales|service|work)\s+orders?\b|(?<!urchase\s)(?-i:Orders?)\b(?!\s+of\b)"
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:{words})", re.IGNORECASE))
    for name, words in (
        ("order form", _ORDER),
        ("statement of work", r"\bstatements? of works?\b|\bSOWs?\b"),
        ("special terms", r"\bspecial\s+(?:terms|conditions|provisions)\b"),
        (
            "data terms",
            r"\bdata\s+(?:processing|protection|privacy)\s+(?:agreement|addendum|terms|schedule|annex)\b|\bDPA\b",
        ),
        ("", r"\b(?:schedule|exhibit|annexure|annex|appendix|attachment)\s+(?P<label>\d{1,3}[A-Z]?|[A-Z]\d?)\b(?!\w)"),
        (
            "schedules",
            r"\b(?:schedules?|exhibits?|annex(?:es|ures?)?|appendi(?:x|ces)|attachments?|service descriptions?)\b",
        ),
        ("service level agreement", r"\bservice level (?:agreement|terms|policy)\b|\bSLAs?\b"),
        (
            "terms",
            (
                r"\b(?:main )?body of (?:this|the)\b|\bclauses?\b|\bsections?\b|\b(?:(?:general|standard|online|master|main|core)\s+)?"
                r"(?:terms(?: and conditions)?|conditions|(?:services?\s+)?agreements?|contract|deed)\b|\bMSA\b"
            ),
        ),
    )
)
# "the terms of the Order Form" are the order form.
_CONTENTS = re.compile(
    r"\b(?:the\s+|any\s+)?(?:(?:express|specific)\s+)?(?:terms(?: and conditions)?|provisions?|conditions|contents?|wording|text)\s+"
    r"(?:of|in|contained in|set out in|stated in)\s+(?=(?:the|this|these|an?|any|each|that|such|its|your|our)\b)",
    re.IGNORECASE,
)


def papers_in(words: str) -> list[tuple[str, int]]:
    """The papers that words name, in their order, each with where it is named; "the terms of the Order" are the order."""
    text = _CONTENTS.sub(lambda found: " " * len(found.group()), words)
    found: list[tuple[str, int, int]] = []
    for name, pattern in _NAMES:
        for match in pattern.finditer(text):
            if not any(begin < match.end() and match.start() < end for _, begin, end in found):
                told = name or f"schedule {match['label'].lower()}"
                found.append((told, match.start(), match.end()))
    return [(name, begin) for name, begin, _ in sorted(found, key=lambda one: one[1])]


def paper_of(words: str) -> str:
    """The one paper that words begin with; "" where they name none or, outside a title of it, several."""
    found = papers_in(words)
    return found[0][0] if found else ""
