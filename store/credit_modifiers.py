"""General rules on credits (a cap, a claim window, a repeat factor) written into every credit rule that lacks them.

Where a general rule changes on a day, the credit rule is cut into the spans before and after; where two general rules
say different things on one day, neither is taken and the rule is in conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from store.facts.common import FAR_FUTURE, Source, Status
from store.records import TermRecord

SPAN = 1_000_000_000  # facts cut from one term at a change of day: id = the term's id + SPAN * the number of the cut
SCOPE = ("metric", "priority", "service", "tier")
Origins = tuple[tuple[str, Source], ...]  # the fields that general rules lent, each with the clause that says it
DOUBT = (Status.CONFIRMED, Status.FOUND, Status.UNKNOWN, Status.CONFLICT)


def with_modifiers(terms: Iterable[TermRecord]) -> list[tuple[TermRecord, Origins]]:
    """Credit rules made whole, one for each span of days with the same words, and where their lent fields come from.

    The general rules themselves are gone.
    """
    rules = [term for term in terms if term.kind == "credit_rule"]
    modifiers = [term for term in rules if term.fields.get("kind") == "modifier"]
    return [
        made
        for rule in rules
        if rule.fields.get("kind") != "modifier"
        for made in _spans(rule, [modifier for modifier in modifiers if _applies(modifier, rule)])
    ]


def in_force(term: TermRecord, on: date) -> bool:
    """Whether the term counts on that day."""
    return term.effective_from <= on <= term.effective_to


def _applies(modifier: TermRecord, rule: TermRecord) -> bool:
    return all(modifier.fields.get(name) in (None, rule.fields.get(name)) for name in SCOPE)


def _spans(rule: TermRecord, modifiers: Sequence[TermRecord]) -> Iterable[tuple[TermRecord, Origins]]:
    starts = {rule.effective_from}
    for modifier in modifiers:
        starts.add(modifier.effective_from)
        if modifier.effective_to < FAR_FUTURE:
            starts.add(modifier.effective_to + timedelta(days=1))
    inside = sorted(start for start in starts if in_force(rule, start))
    ends = [start - timedelta(days=1) for start in inside[1:]] + [rule.effective_to]
    for number, (start, end) in enumerate(zip(inside, ends, strict=False)):
        valid = [modifier for modifier in modifiers if in_force(modifier, start)]
        merged, origins = _merged(rule, valid)
        yield replace(merged, id=rule.id + SPAN * number, effective_from=start, effective_to=end), origins


def _merged(rule: TermRecord, modifiers: Sequence[TermRecord]) -> tuple[TermRecord, Origins]:
    said: dict[str, list[tuple[Any, TermRecord]]] = {}
    for modifier in modifiers:
        for name, value in modifier.fields.items():
            if name not in (*SCOPE, "kind") and value is not None and rule.fields.get(name) is None:
                said.setdefault(name, []).append((value, modifier))
    # A general rule of which no figure was read may still limit every credit.
    open_ones = [one for one in modifiers if one.status is Status.CONFLICT and not set(one.fields) - {*SCOPE, "kind"}]
    used = [*(modifier for values in said.values() for _, modifier in values), *open_ones]
    clashes = [f"{name}: {_both(values)}" for name, values in said.items() if _differ(values)]
    fields = rule.fields | {name: values[0][0] for name, values in said.items() if not _differ(values)}
    status = max([rule.status, *(modifier.status for modifier in used)], key=DOUBT.index)
    merged = replace(
        rule,
        fields=fields,
        status=Status.CONFLICT if clashes else status,
        confidence=min([rule.confidence, *(modifier.confidence for modifier in used)]),
        readings=(*rule.readings, *_readings(used), *clashes),
    )
    return merged, tuple((name, _source(values[0][1])) for name, values in said.items())


def _source(term: TermRecord) -> Source:
    return Source(term.document, clause=term.clause or None, page=term.page, quote=term.quote or None)


def _differ(values: Sequence[tuple[Any, TermRecord]]) -> bool:
    return any(value != values[0][0] for value, _ in values)


def _both(values: Sequence[tuple[Any, TermRecord]]) -> str:
    return " or ".join(f"{value} ({modifier.document}, {modifier.clause})" for value, modifier in values)


def _readings(modifiers: Sequence[TermRecord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading for modifier in modifiers for reading in modifier.readings))
