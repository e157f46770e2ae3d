"""Terms held against each other: said twice is said once, two values for one promise are asked, changes are shown.

Nothing is preferred: not the table over the sentence, not the later over the earlier, not the new over the old.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from knowledge.documents.model import Document
from knowledge.terms.bands import Band, doubts
from knowledge.terms.level_terms import WHICH_SHARE
from knowledge.terms.model import FoundTerm
from knowledge.terms.wording import tidy

_SAME_LEVEL = ("metric", "priority", "service", "tier", "firmness")
_VALUES = ("limit_s", "limit_days", "limit_text", "clock", "target_pct", "strict")
_TIMES = ("limit_s", "limit_days")


def settled(terms: Sequence[FoundTerm], document: Document) -> list[FoundTerm]:
    """The terms of one document with repeats merged, contradictions marked, and tracked changes shown."""
    levels = [term for term in terms if term.kind == "service_level"]
    rules = [term for term in terms if term.kind == "credit_rule"]
    others = [term for term in terms if term.kind not in {"service_level", "credit_rule"}]
    kept = [*_levels(levels), *_topped(_once(rules), levels), *_once(others)]
    return [_changed(term, document) for term in kept]


def _levels(levels: list[FoundTerm]) -> list[FoundTerm]:
    groups: dict[tuple[Any, ...], list[FoundTerm]] = {}
    for term in levels:
        groups.setdefault(tuple(term.fields.get(name) for name in _SAME_LEVEL), []).append(term)
    return [term for group in groups.values() for term in _told_once(group)]


def _told_once(group: list[FoundTerm]) -> list[FoundTerm]:
    """One promise said several times: the fullest saying stands; sayings that disagree are all in conflict."""
    kept: list[FoundTerm] = []
    for term in sorted(group, key=_fullness, reverse=True):
        fuller = next((one for one in kept if _agree(one, term)), None)
        if fuller is None:
            kept.append(term)
        elif term.question == WHICH_SHARE and "target_pct" not in fuller.fields and fuller.status == "found":
            doubted = replace(fuller, status="conflict", readings=term.readings, question=term.question, confidence=0.5)
            kept[kept.index(fuller)] = doubted
    return kept if len(kept) == 1 else [_clashing(term, kept) for term in kept]


def _fullness(term: FoundTerm) -> tuple[bool, int, float, int]:
    return term.status == "found", sum(name in term.fields for name in _VALUES), term.confidence, -term.start


def _agree(fuller: FoundTerm, other: FoundTerm) -> bool:
    """Whether two sayings of a promise can both be true: nothing that both give differs, and the limit is the same."""
    shared = [name for name in _VALUES if name in fuller.fields and name in other.fields]
    same_limit = any(name in shared for name in (*_TIMES, "limit_text")) or not any(
        name in other.fields for name in _TIMES
    )
    return same_limit and all(fuller.fields[name] == other.fields[name] for name in shared) and bool(shared)


def _clashing(term: FoundTerm, kept: list[FoundTerm]) -> FoundTerm:
    readings = tuple(dict.fromkeys(f"{tidy(one.quote)[:160]} ({one.clause or 'no clause'})" for one in kept))
    if len(readings) < 2:
        readings = tuple(f"{_value(one)} ({one.clause or 'no clause'})" for one in kept)
    question = "The contract gives this level in two ways. Which one holds?"
    doubt = "clash" if term.status == "found" else term.doubt
    told = (*term.readings, *readings)
    return replace(term, status="conflict", readings=told, question=question, confidence=0.4, doubt=doubt)


def _value(term: FoundTerm) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {term.fields[name]}" for name in _VALUES if name in term.fields)


def _once(terms: list[FoundTerm]) -> list[FoundTerm]:
    """Each term with the same data once, by its first place."""
    seen: dict[str, FoundTerm] = {}
    for term in sorted(terms, key=lambda one: one.start):
        seen.setdefault(repr((term.kind, sorted(term.fields.items(), key=lambda item: item[0]), term.status)), term)
    return list(seen.values())


def _topped(rules: list[FoundTerm], levels: list[FoundTerm]) -> list[FoundTerm]:
    """Ladders that stop short of the level they credit: between their top and the level no rung pays."""
    return [
        _short(rule, levels)
        if rule.fields.get("kind") == "ladder"
        and rule.status == "found"
        and rule.fields.get("bands_of", "result") == "result"
        else rule
        for rule in rules
    ]


def _short(rule: FoundTerm, levels: list[FoundTerm]) -> FoundTerm:
    targets = {
        Decimal(level.fields["target_pct"])
        for level in levels
        if level.fields["metric"] == rule.fields.get("metric")
        and "target_pct" in level.fields
        and level.status == "found"
    }
    rungs = [(_band(one), Decimal(one["value"])) for one in rule.fields.get("bands", [])]
    if len(targets) != 1 or not rungs or any(band.high is None for band, _ in rungs):
        return rule
    target = targets.pop()
    top = max(rungs, key=lambda rung: rung[0].high or Decimal(0))
    if top[0].high is None or top[0].high >= target:
        return rule
    dps = [level.fields.get("round_dp") for level in levels if level.fields["metric"] == rule.fields.get("metric")]
    readings = doubts([(Band(low=target), Decimal(0)), top], dps[0] if dps else None)
    if not readings:
        return rule
    return replace(
        rule,
        status="conflict",
        readings=readings,
        question="What is due between the top rung and the level?",
        confidence=0.5,
    )


def _band(fields: dict[str, Any]) -> Band:
    low, high = fields.get("low"), fields.get("high")
    return Band(
        Decimal(low) if low else None, Decimal(high) if high else None, fields["low_included"], fields["high_included"]
    )


def _changed(term: FoundTerm, document: Document) -> FoundTerm:
    """A term whose figures a tracked change touches, with both readings."""
    touching = [
        (before, after)
        for before, after, offset in document.changed
        if term.start <= offset <= term.end and re.search(r"\d", before + after)
    ]
    if not touching:
        return term
    readings = tuple(
        f"{tidy(before) or 'nothing'} (before), {tidy(after) or 'nothing'} (after)" for before, after in touching
    )
    question = "A tracked change touches this figure. Was the change accepted?"
    return replace(term, status="conflict", readings=(*term.readings, *readings), question=question, confidence=0.4)
