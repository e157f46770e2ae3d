"""Ladders of credits by how long a service was down: rows of lengths of time ("more than 1 hour up to 4 hours")."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from knowledge.terms.bands import Band, doubts
from knowledge.terms.credit_downtime import DOWN_TIME
from knowledge.terms.credit_plans import Plan, paid_in, worth_of
from knowledge.terms.credit_shortfalls import Step, meeting
from knowledge.terms.passages import CERTAIN, Doubt
from knowledge.terms.rows import Row, headers
from knowledge.terms.wording import NUMBER, flat, tidy, values_of

_UNITS = {"m": 1, "h": 60, "d": 1440}
_LENGTH = re.compile(
    rf"(?P<before>(?:more|longer|greater) than|over|exceeding|in excess of|above|>=?|≥|less than|under|below|up to(?: and including)?|(?:not|no) (?:more|longer) than|<=?|≤|at least|from|-|to)?\s*"
    rf"(?:(?P<h>\d{{1,3}}):(?P<min>\d{{2}})(?::\d{{2}})?|(?P<n>{NUMBER}))\s*(?P<unit>minutes?|mins?|m|hours?|hrs?|h|days?)?\b\s*(?P<after>(?:or|and) (?:more|longer|over|less|under)|\+)?",
    re.IGNORECASE,
)
_SUM = re.compile(r"\b(?:total|cumulative|aggregate|monthly|month|period)\b", re.IGNORECASE)
READINGS = ("by all the downtime of the month", "for each outage by its own length")


def by_length(plan: Plan) -> tuple[dict[str, Any], Doubt] | None:
    """The fields of a ladder by minutes of downtime, and what it leaves open; None where the rows are no such lengths."""
    heads = headers(plan.placed.table)
    about = f"{flat(plan.placed.table.title)} {plan.placed.lead}"
    steps: list[Step] = []
    for row in plan.rows:
        paid = paid_in(row, plan)
        worth, band = worth_of(paid, plan) if paid else None, _length_of(row, plan, about)
        if worth is None or band is None:
            return None
        steps.append((band, worth))
    if len(steps) < 2:
        return None
    steps = meeting(steps)
    fields = {
        "kind": "points" if plan.kind == "points" else "ladder",
        "metric": "availability",
        "bands_of": "downtime",
        "bands": [band.as_fields(worth) for band, worth in steps],
        "without_miss": "unsaid",
    }
    holes = tuple(one.replace(" %", " minutes", 1) for one in doubts(steps, None))
    if holes:
        return fields, Doubt("conflict", holes, "Downtime can fall between two rungs, or into both. Which applies?")
    if not _SUM.search(f"{' '.join(heads)} {about}"):
        return fields, Doubt("conflict", READINGS, "Is this by the month's downtime, or by each outage?")
    return fields, CERTAIN


def _length_of(row: Row, plan: Plan, about: str) -> Band | None:
    for cell in row.cells:
        down = DOWN_TIME.search(f"{cell.header} {about}") or re.search(r"\bdown\b", cell.header, re.IGNORECASE)
        if not plan.is_pay(cell) and down and (band := length_in(cell.text)) is not None:
            return band
    return None


def length_in(text: str) -> Band | None:
    """The range of minutes that a cell gives; None where it gives none, or a single length without a direction."""
    found = list(_LENGTH.finditer(tidy(flat(text))))
    if not 1 <= len(found) <= 2 or "%" in text:
        return None
    unit = next((one["unit"] for one in reversed(found) if one["unit"]), None)
    ends = []
    for one in found:
        own = one["unit"] or unit
        if one["h"] is None and own is None:
            return None
        minutes = (
            Decimal(int(one["h"]) * 60 + int(one["min"]))
            if one["h"]
            else values_of(one["n"])[0] * _UNITS[(own or "m")[0].lower()]
        )
        ends.append((_side(one), minutes))
    if len(ends) == 1:
        return _one_end(*ends[0])
    (low_kind, low), (high_kind, high) = ends
    if low >= high or low_kind in {"below", "to"}:
        return None
    return Band(low, high, low_in=low_kind != "over", high_in=high_kind != "below")


def _one_end(kind: str, minutes: Decimal) -> Band | None:
    if kind in {"over", "from"}:
        return Band(low=minutes, low_in=kind == "from")
    return Band(high=minutes, high_in=kind == "to") if kind in {"below", "to"} else None


def _side(one: re.Match[str]) -> str:
    """Which end of a range a length is: over, from, below, to, or bare."""
    before, after = (one["before"] or "").lower(), (one["after"] or "").lower()
    if after:
        return "to" if "less" in after or "under" in after else "from"
    if re.match(r"more|longer|greater|over|exceed|in excess|above|>(?!=)", before):
        return "over"
    if re.match(r"less|under|below|<(?!=)", before):
        return "below"
    if re.match(r"up to|not|no |<=|≤|to\b", before):
        return "to"
    return "from" if re.match(r"at least|from|>=|≥", before) else "bare"
