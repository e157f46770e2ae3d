"""Which levels a contract calls its Service Levels: those of the schedule so headed, not shares promised elsewhere.

"Fails to meet the same Service Level in three consecutive months" counts the levels of the schedule "Service Levels";
that 95 % of devices are to be patched, said under "Security", is another promise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Contract

_HEADED = re.compile(r"\bservice levels?\b|\bSLAs?\b|\bKPIs?\b|\bkey performance indicators?\b", re.IGNORECASE)
_SPOKEN_OF = re.compile(r"\b(?:Service Levels?|SLAs?|KPIs?|Key Performance Indicators?)\b")
_PART = re.compile(r"^(?:Schedule|Annex|Appendix|Exhibit|Attachment|Part)\s+[\w.]+", re.IGNORECASE)


def of_the_schedule(terms: Sequence[FoundTerm], contract: Contract) -> list[FoundTerm]:
    """The terms, each trigger or credit rule on "Service Levels" as a whole held to the schedule of that name.

    Only where one schedule is so headed, and levels stand in it as well as outside.
    """
    levels = [term for term in terms if term.kind == "service_level"]
    inside = {part[0] for term in levels if (part := _PART.match(term.clause)) and _headed(term, contract)}
    if len(inside) != 1:
        return list(terms)
    schedule = inside.pop()
    outside = [term for term in levels if not term.clause.startswith(f"{schedule},") and term.clause != schedule]
    return [_held(term, schedule) for term in terms] if outside else list(terms)


def _headed(term: FoundTerm, contract: Contract) -> bool:
    spans = [(one.table.start, one.table.end, one.headings) for one in contract.tables]
    spans += [(one.start, one.end, one.headings) for one in contract.sentences]
    return any(
        start <= term.start < end and any(_HEADED.search(words) for words in headings) for start, end, headings in spans
    )


def _held(term: FoundTerm, schedule: str) -> FoundTerm:
    general = term.kind == "trigger" or (
        term.kind == "credit_rule" and term.fields.get("kind") not in {"modifier", "none"}
    )
    if not general or term.fields.get("metric") or not _SPOKEN_OF.search(term.quote):
        return term
    return replace(term, fields=term.fields | {"within": schedule})
