"""Credit rules said of numbered levels ("Where KPI 6 is not met"), tied to the levels of the rows so numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from knowledge.terms.model import FoundTerm
from knowledge.terms.wording import flat

_NAME = r"(?:KPI|PI|SLA?|KPM|SLR|Service Level|Metric|Measure|Item)"
_LABEL = re.compile(
    rf"^\W*(?P<name>{_NAME})\s*(?:No\.?\s*)?[-#]?\s*(?P<n>\d{{1,2}})\b(?!\s*[%.]\d|\s*%)", re.IGNORECASE
)
_NAMED = re.compile(
    rf"\b(?P<name>{_NAME})s?\s*(?:Nos?\.?\s*)?[-#]?\s*(?P<all>\d{{1,2}}\b(?!\s*%|\.\d)(?:\s*(?:,|&|and|or|to|through|-)\s*(?:{_NAME}s?\s*)?\d{{1,2}}\b(?!\s*%|\.\d))*)",
    re.IGNORECASE,
)
_SCOPE = ("metric", "priority", "service", "tier")


def by_label(terms: Sequence[FoundTerm]) -> list[FoundTerm]:
    """The terms, each credit rule that names rows of levels by number limited to them; one for each level.

    A number that no row bears makes the rule a conflict: for which level it pays is then not known.
    """
    levels: dict[tuple[str, int], list[FoundTerm]] = {}
    for term in terms:
        own = _LABEL.match(flat(term.quote)) if term.kind == "service_level" else None
        if own:
            levels.setdefault((own["name"].upper(), int(own["n"])), []).append(term)
    return [made for term in terms for made in _limited(term, levels)] if levels else list(terms)


def _limited(term: FoundTerm, levels: dict[tuple[str, int], list[FoundTerm]]) -> list[FoundTerm]:
    if term.kind != "credit_rule" or term.fields.get("kind") in {"modifier", "none"} or "|" in term.quote:
        return [term]
    wanted = list(dict.fromkeys(one for found in _NAMED.finditer(flat(term.quote)) for one in _numbers(found)))
    wanted = [one for one in wanted if any(name == one[0] for name, _ in levels)]
    if not wanted or term.fields.get("priority"):
        return [term]
    if any(one not in levels for one in wanted):
        named = ", ".join(f"{name} {number}" for name, number in wanted)
        return [
            replace(
                term,
                status="conflict",
                readings=(f"of {named} not every one was found",),
                question="For which levels is this credit?",
            )
        ]
    made: dict[str, dict[str, Any]] = {}
    for level in (one for label in wanted for one in levels[label]):
        scope = {name: level.fields[name] for name in _SCOPE if level.fields.get(name) is not None}
        made[repr(scope)] = term.fields | scope
    return [replace(term, fields=fields) for fields in made.values()]


def _numbers(found: re.Match[str]) -> list[tuple[str, int]]:
    """Every label of "KPI 1 to KPI 5", "KPIs 2, 3 and 6"."""
    parts = re.findall(r"(\d{1,2})|(\bto\b|\bthrough\b|-)", found["all"])
    numbers: list[int] = []
    for place, (number, _) in enumerate(parts):
        if number and place and parts[place - 1][1] and numbers and int(number) > numbers[-1]:
            numbers += range(numbers[-1] + 1, int(number) + 1)
        elif number:
            numbers.append(int(number))
    return [(found["name"].upper(), number) for number in numbers]
