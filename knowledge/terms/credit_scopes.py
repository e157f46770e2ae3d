"""Which levels a credit is for: each priority and metric that its words name, one rule for each; none named is any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from knowledge.terms.metrics import metrics_of
from knowledge.terms.model import FoundTerm
from knowledge.terms.priorities import Scale
from knowledge.terms.wording import tidy

_ANY = re.compile(
    r"\b(?:any|each|every|all|one or more|a)(?: one or more)?(?: of the)?(?: other)? (?:service levels?(?! (?:for|in respect of|of)\b)|kpis?|targets?)\b",
    re.IGNORECASE,
)
_LEVELS = frozenset(
    (
        "response",
        "resolution",
        "update_interval",
        "availability",
        "patching",
        "backup",
        "edr",
        "mfa",
        "csat",
        "restore_test",
    )
)


def scopes(text: str, scale: Scale) -> list[dict[str, Any]]:
    """The scopes that a sentence or a row's label names, in order; one empty scope where it names no level.

    "P1 Response or P2 Resolution" is two; "response and resolution times of P1 and P2" is four.
    """
    ranks = scale.named(text)
    metrics = [(name, at) for name, at in metrics_of(text) if name in _LEVELS]
    names = list(dict.fromkeys(name for name, _ in metrics))
    if not ranks:
        every = len(names) > 1 and _ANY.search(text)
        return [{"metric": name} for name in names] if names and not every else [{}]
    pairs = _pairs(scale.places(text), metrics)
    if pairs:
        return [{"metric": name, "priority": rank} for rank, name in pairs]
    named: list[str | None] = [*names] or [None]
    return [_one(name, rank) for rank in ranks for name in named]


def by_service(terms: Sequence[FoundTerm]) -> list[FoundTerm]:
    """The credit rules and triggers, each limited to the one service of several that its words name ("Availability of the Portal")."""
    services: dict[str, set[str]] = {}
    for term in terms:
        if term.kind == "service_level" and term.fields.get("service"):
            services.setdefault(term.fields["metric"], set()).add(str(term.fields["service"]))
    return [_for_service(term, services.get(term.fields.get("metric", ""), set())) for term in terms]


def _for_service(term: FoundTerm, services: set[str]) -> FoundTerm:
    if term.kind not in {"credit_rule", "trigger"} or term.fields.get("service") or len(services) < 2:
        return term
    quote = tidy(term.quote).lower()
    named = [one for one in services if one.lower() in quote]
    return replace(term, fields=term.fields | {"service": named[0]}) if len(named) == 1 else term


def _one(name: str | None, rank: int) -> dict[str, Any]:
    return ({"metric": name} if name else {}) | {"priority": rank}


def _pairs(places: Iterable[tuple[int, int]], metrics: list[tuple[str, int]]) -> list[tuple[int, str]]:
    """Each priority with the metric named right after it, where every one has its own."""
    found = sorted(places, key=lambda one: one[1])
    told = []
    for place, (rank, at) in enumerate(found):
        end = found[place + 1][1] if place + 1 < len(found) else None
        own = {name for name, where in metrics if where > at and (end is None or where < end)}
        if len(own) != 1:
            return []
        told.append((rank, own.pop()))
    return list(dict.fromkeys(told)) if len({name for _, name in told}) > 1 else []
