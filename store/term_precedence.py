"""Which of two differing terms rules, where the contract itself says so: worked out from the stored terms, never stored.

Terms of the kind precedence hold the rules. `paper` says which paper a document is ("order form"). `ranks` names places
with the one that rules first: papers ("order form", "schedules", "schedule 2", "terms"), "clause 2.1", "this" (the
words of the rule itself) and "*" (everything else). Where no rule, or no two rules alike, decide, both terms stay in
conflict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from store.facts.common import Status
from store.records import TermRecord

KIND = "precedence"
# How a term came into conflict: with another document, the same with its own clock unsaid, or within its document.
CLOCKLESS = "rival_clock"
DECIDABLE = ("rival", CLOCKLESS, "clash")
MATTER = ("metric", "priority", "service", "name", "tier", "kind", "who", "what", "after", "every_months")
_FRAMES = re.compile(r"(?:schedule|exhibit|annexure|annex|appendix|attachment)\s+(?P<label>\w+)\Z", re.IGNORECASE)
_ROOTS = {
    "order form": r"order(?: form)?",
    "statement of work": r"statements? of works?|sow",
    "special terms": r"special (?:terms|conditions|provisions)",
    "service level agreement": r"service level agreement|sla",
}
_TIMES = ("limit_s", "limit_days", "limit_text")


def ruled(terms: Sequence[TermRecord]) -> list[TermRecord]:
    """The terms, each conflict that a rule of the contract decides settled by it: one found, the others overruled."""
    rules = [
        t for t in terms if t.kind == KIND and t.fields.get("ranks") and t.status in {Status.FOUND, Status.CONFIRMED}
    ]
    open_terms = [t for t in terms if t.status is Status.CONFLICT and t.doubt in DECIDABLE]
    if not rules or not open_terms:
        return list(terms)
    papers = {t.document: str(t.fields["paper"]) for t in terms if t.kind == KIND and t.fields.get("paper")}
    settled: dict[int, TermRecord] = {}
    for term in open_terms:
        rivals = [one for one in terms if _same_matter(term, one)]
        if not rivals or any(one not in open_terms for one in rivals):
            continue
        decided = [_decided(term, one, rules, papers) for one in rivals]
        if all(found and found[0] for found in decided):
            found = [one for one in decided if one]
            settled[term.id] = _ruling(term, rivals, [rule for _, rule in found])
        elif any(found and not found[0] for found in decided):
            lost = next(at for at, found in enumerate(decided) if found and not found[0])
            settled[term.id] = _overruled(term, rivals[lost], decided[lost][1])  # type: ignore[index]
    return [settled.get(term.id, term) for term in terms]


def matter_of(kind: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields by which a term is held against others: a notice told in months goes under the name of one told in days.

    What a price is called tells it from no other: one paper names the fee that another only gives.
    """
    if kind == "charge":
        return {name: value for name, value in fields.items() if name != "name"}
    name = fields.get("name")
    if kind != "contract_date" or not isinstance(name, str) or not name.endswith("notice_months"):
        return fields
    return {**fields, "name": f"{name.removesuffix('months')}days"}


def _same_matter(term: TermRecord, other: TermRecord) -> bool:
    """Whether another term says something else of the same thing on some of the same days."""
    overlap = term.effective_from <= other.effective_to and other.effective_from <= term.effective_to
    mine, theirs = matter_of(term.kind, term.fields), matter_of(other.kind, other.fields)
    same = all(str(mine.get(name)) == str(theirs.get(name)) for name in MATTER)
    return other.id != term.id and other.kind == term.kind and overlap and same and other.fields != term.fields


def _decided(
    term: TermRecord, other: TermRecord, rules: Sequence[TermRecord], papers: dict[str, str]
) -> tuple[bool, TermRecord] | None:
    """Whether `term` rules over `other`, and the rule that says so; None where no rule does, or two disagree."""
    found = []
    for rule in rules:
        mine, theirs = (_rank(one, rule, papers) for one in (term, other))
        if mine is not None and theirs is not None and mine != theirs:
            found.append((mine < theirs, rule))
    return found[0] if found and len({wins for wins, _ in found}) == 1 else None


def _rank(term: TermRecord, rule: TermRecord, papers: dict[str, str]) -> int | None:
    """The place of a term in the order of a rule: that of the narrowest name which fits it."""
    ranks = [str(name) for name in rule.fields["ranks"]]
    fitting = [(_width(name), at) for at, name in enumerate(ranks) if _fits(name, term, rule, papers)]
    return min(fitting)[1] if fitting else None


def _width(name: str) -> int:
    """How much a name takes in: a clause less than a schedule, a schedule less than all of them."""
    if name == "this" or name.startswith("clause "):
        return 0
    return {"schedules": 2, "terms": 3, "*": 4}.get(name, 1)


def _fits(name: str, term: TermRecord, rule: TermRecord, papers: dict[str, str]) -> bool:
    if name == "*":
        return True
    if name == "this":
        here = term.document == rule.document and term.start < rule.end and rule.start < term.end
        led = rule.quote.rstrip().endswith(":") and term.clause == rule.clause and term.start >= rule.end
        return here or (term.document == rule.document and led)
    if name.startswith("clause "):
        key = name.removeprefix("clause ")
        return re.match(rf"{re.escape(key)}(?:[.(]|, |\Z)", term.clause) is not None
    return name in _places(term, papers)


def _places(term: TermRecord, papers: dict[str, str]) -> set[str]:
    """The names under which the place of a term goes: of its schedule, else of its paper."""
    root = term.clause.split(",")[0].strip()
    frame = _FRAMES.match(root)
    own = next((name for name, words in _ROOTS.items() if re.match(rf"(?:{words})\b", root, re.IGNORECASE)), "")
    paper = own or papers.get(term.document, "")
    if frame:
        inside = {f"schedule {frame['label'].lower()}", "schedules"}
        # What stands in a schedule of the terms is a part of the terms, where a rule does not tell the two apart.
        return inside | ({paper} if paper else {"terms"})
    if paper.startswith("schedule "):
        return {paper, "schedules", "terms"}
    return {paper} if paper else {"terms"}


def _said(term: TermRecord) -> str:
    place = ", ".join(part for part in (term.document, term.clause) if part)
    return f"{place}: “{' '.join(term.quote.split())}”"


def _ruling(term: TermRecord, rivals: Sequence[TermRecord], rules: Sequence[TermRecord]) -> TermRecord:
    readings = (*(f"{_said(one)} does not count" for one in rivals), *dict.fromkeys(_said(rule) for rule in rules))
    return replace(
        term, fields=_with_clock(term, rivals), status=Status.FOUND, readings=readings, question="", doubt=""
    )


def _with_clock(term: TermRecord, rivals: Sequence[TermRecord]) -> dict[str, Any]:
    """The fields, with the clock that the overruled term runs on where the ruling one gives a time and no clock."""
    clocks = {str(one.fields.get("clock")) for one in rivals}
    if term.doubt != CLOCKLESS or len(clocks) != 1 or not clocks <= {"service_hours", "calendar"}:
        return term.fields
    return {**term.fields, "clock": clocks.pop()} | {
        name: value for name, value in rivals[0].fields.items() if name in {"hours", "pauses", "month_by"}
    }


def _overruled(term: TermRecord, by: TermRecord, rule: TermRecord) -> TermRecord:
    return replace(term, status=Status.OVERRULED, readings=(f"{_said(by)} rules", _said(rule)), question="", doubt="")
