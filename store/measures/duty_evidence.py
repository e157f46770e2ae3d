"""What counts as evidence that a duty was done: a report, a dated log line, or the month's security counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from store.facts.agreed import Duty
from store.facts.common import Source
from store.facts.happened import Happened
from store.measures.evidence_levels import evidence_kind

LOG_KINDS = {"review": "reviews", "roadmap": "roadmap"}
NOT_DONE = frozenset({"cancelled", "canceled", "planned", "postponed", "proposed", "not held", "missed", "due", "open"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: the month it speaks of where it names one, and the day it came where that is known."""

    source: Source
    month: str | None = None
    on: date | None = None


def evidence_for(duty: Duty, happened: Happened) -> list[Evidence]:
    """Collect what could settle this duty, whatever its date.

    A report is in hand when any of its figures is; a review or roadmap when its log line says it took place; the
    rest when the security counts hold a line of that kind, or of the duty's own name.
    """
    if duty.kind == "report":
        return _reports(happened)
    if duty.kind in LOG_KINDS:
        return [
            Evidence(entry.source, on=entry.on)
            for entry in happened.log
            if entry.kind == LOG_KINDS[duty.kind] and entry.state.strip().casefold() not in NOT_DONE
        ]
    names = _names(duty)
    return [
        Evidence(one.source, month=one.month)
        for one in happened.security
        if one.kind.strip().casefold() in names or evidence_kind(one.kind) in names
    ]


def _names(duty: Duty) -> set[str]:
    """What evidence of a duty may be called: its kind, its own words, and the one measure that those words name."""
    words = duty.what.strip().casefold()
    measured = {kind for word in words.replace(",", " ").split() if (kind := evidence_kind(word)) is not None}
    return ({duty.kind, words} - {"other", ""}) | ({kind.value for kind in measured} if len(measured) == 1 else set())


def _reports(happened: Happened) -> list[Evidence]:
    """One piece of evidence a month: the first day on which any figure of that month's report arrived."""
    first: dict[str, Evidence] = {}
    for claim in happened.claims:
        seen = first.get(claim.month)
        if seen is None or (claim.received_on is not None and (seen.on is None or claim.received_on < seen.on)):
            first[claim.month] = Evidence(claim.source, claim.month, claim.received_on)
    return list(first.values())
