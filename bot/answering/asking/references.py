"""A clause, schedule or paragraph named by its number; the reading of the number is the library's work."""

from __future__ import annotations

import re

REFERENCE = re.compile(
    r"\b(?:(?:clauses?|cl|sections?|sec|paragraphs?|paras?|schedules?|sched|sch|annex(?:e|es)?|appendix|exhibit|articles?|tables?)\b\.?|§|\bs\.)"
    r"\s*(?:no\.?\s*|number\s*)?(?:\d+(?:\.\d+)*(?:\s*\([a-z0-9]+\))*|[A-H]\b|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)(?:[ ,]+(?:of |to )?(?:the )?(?:(?:para(?:graph)?|clause|part|schedule|sched|sch|"
    r"annex|section)\.?\s*)?(?:\d+(?:\.\d+)*(?:\([a-z]+\))*|[A-H]\b))*",
    re.IGNORECASE,
)
BARE_NUMBER = re.compile(
    r"^(?:what (?:does|is in|is|about)|whats? in|read|quote|show(?: me)?|see|explain)\s+(?P<number>\d{1,2}\.\d{1,2}(?:\.\d+)*)(?:\s+(?:say|mean|about))?\s*\??$",
    re.IGNORECASE,
)


def reference_in(spoken: str) -> str | None:
    """The clause, schedule or paragraph a question names by its number, as typed; None where it names none."""
    match = REFERENCE.search(spoken)
    if match:
        return match.group()
    bare = BARE_NUMBER.match(spoken)
    return bare.group("number") if bare else None
