"""Whose price a price is, where a contract has one for each kind of user: staff and volunteers, full and light users."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.terms.model import FoundTerm
from knowledge.terms.wording import tidy

PEOPLE = r"(?:users?|staff|volunteers?|employees?|members?|workers?|contractors?|students?|pupils?|teachers?|trustees?|mailbox(?:es)?|seats?|persons?|people|licen[cs]es?)"
_NAMED = re.compile(
    rf"\b(?:(?!per\b|each\b|every\b|of\b|for\b|the\b|and\b|all\b|a\b|an\b)[a-z][\w-]*\s+)?{PEOPLE}\b(?!\s+per\b)",
    re.IGNORECASE,
)
_FAR = 40  # letters between the people and their price
_AFTER = re.compile(
    rf"^\s*(?:(?:per|for|a|an|each|every|/|month|calendar|in respect of|the)\s+)+(?P<who>(?:(?!per\b|each\b|month\b)[\w-]+\s+)?{PEOPLE}(?:\s+of\s+staff)?)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?:users?|named|active|supported|additional|managed|end|registered|individual|such|single|each|every|per|members?|our|your|support|further|extra|services?|price|charge|fee|for|an?|the|of|at|month|monthly|is|are|cost)\b",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"^(?:(?:each|every|per|all|the|an?|our|your)\s+)+")
_TIERED = re.compile(r"\b(?:first|next|further|additional|above|over|beyond|up to|remaining|rest)\b")
_TYPES = re.compile(
    r"\b(?:users?|staff|licen[cs]e|person|people)\s*(?:types?|kinds?|categor\w+|groups?)\b|\b(?:types?|kinds?|categor\w+) of users?\b|\brole\b",
    re.IGNORECASE,
)
_KINDS = ("per_user", "per_device")


def group_beside(before: str, after: str) -> str:
    """The kind of user that the words around an amount name ("per light user", "volunteers at"); empty where none."""
    found = _AFTER.search(after)
    own = group_of(found["who"]) if found else ""
    named = [one for one in _NAMED.finditer(before) if len(before) - one.end() <= _FAR]
    return own or (group_of(named[-1].group()) if named else "")


def group_of(label: str) -> str:
    """A row's label as the name of a kind of user, small letters and without remarks in brackets."""
    cleaned = _DETERMINER.sub("", tidy(re.sub(r"\([^)]*\)", " ", label)).lower())
    tiered = re.search(r"\d", cleaned) or _TIERED.search(cleaned)
    return cleaned if _GENERIC.sub("", cleaned).strip(" -,:") and not tiered else ""


def row_group(label: str, heading: str) -> str:
    """The kind of user that a row of prices is for; empty for a row that names a service."""
    return group_of(label) if re.search(rf"\b{PEOPLE}\b", label, re.IGNORECASE) or _TYPES.search(heading) else ""


def told_apart(terms: Sequence[FoundTerm]) -> list[FoundTerm]:
    """The charges, each with its kind of user only where the contract has another price for another kind."""
    named: dict[str, set[str]] = {}
    for term in terms:
        if term.fields.get("who") and term.fields.get("kind") in _KINDS:
            named.setdefault(term.fields["kind"], set()).add(str(term.fields["who"]))
    return [
        term
        if len(named.get(str(term.fields.get("kind")), ())) > 1
        else replace(term, fields={name: value for name, value in term.fields.items() if name != "who"})
        for term in terms
    ]
