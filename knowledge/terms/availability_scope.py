"""Which things a promise of availability is about: what its sentence names, and how the contract defines that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Contract
from knowledge.terms.wording import flat, tidy

_NAME = r"[\w&'/-]+(?:\s+[\w&'/-]+){0,4}?"
_SUBJECTS = (
    re.compile(
        rf"\b(?:availability|up-?time)\s+(?:of|for)\s+(?:the\s+|our\s+|its\s+)?(?P<what>{_NAME})\s+(?:shall|will|must|is|are|of|at|in|during|measured)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:up-?time|availability)\s+(?:of|for)\s+(?:the\s+|our\s+)?(?P<what>{_NAME})(?=\s*(?:[,.;:|]|$|\bin\b|\beach\b|\bis\b))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:^[\W\d]*|\b(?:the|our|its|keep|make|that)\s+)(?:the\s+)?(?P<what>{_NAME})\s+(?:shall|will|must|is|are|to be)?\s*(?:be\s+)?(?:available|accessible|operational|up and running)\b",
        re.IGNORECASE,
    ),
)
_LEADING = re.compile(r"^(?:the|our|its|keep|make|provider|supplier|shall|will|must|that|we|and)\s+", re.IGNORECASE)
_GENERAL = re.compile(r"\b(?:services?|systems?|platforms?|solutions?|environment|infrastructure)\b", re.IGNORECASE)
_LISTED = re.compile(
    r"\b(?:the\s+)?(?:hosted\s+|managed\s+|covered\s+)?(?:services?|systems?)\W*\s*(?:means?|comprises?|comprise|consists? of|are the following|(?:covered )?are:|:)\s*(?P<what>[^;]{3,300})",
    re.IGNORECASE,
)


def with_scope(terms: Sequence[FoundTerm], contract: Contract) -> list[FoundTerm]:
    """The terms, each availability that names no service with the words that say what it is about."""
    return [_scoped(term, contract) for term in terms]


def _scoped(term: FoundTerm, contract: Contract) -> FoundTerm:
    wanted = term.kind == "service_level" and term.fields.get("metric") == "availability"
    if not wanted or term.fields.get("service"):
        return term
    words = scope_of(term.quote, contract)
    return replace(term, fields=term.fields | {"scope": words}) if words else term


def scope_of(quote: str, contract: Contract) -> str:
    """The thing that a promise names with its meaning in the contract; empty where the words name none."""
    subject = _subject(tidy(flat(quote)))
    meant = [one.meaning for one in contract.tree.definitions if subject and _same(one.term, subject)]
    if not meant and (not subject or _GENERAL.search(subject)):
        meant = [one.meaning for one in contract.tree.definitions if _same(one.term, "services")]
        meant += [found["what"] for one in contract.sentences if (found := _LISTED.search(one.text))][:1]
    return tidy(flat(" | ".join(part for part in (subject, *meant) if part)))[:600]


def _subject(text: str) -> str:
    for words in _SUBJECTS:
        found = words.search(text)
        if found and re.search(r"[A-Za-z]", found["what"]):
            name = found["what"].strip()
            while (shorter := _LEADING.sub("", name)) != name:
                name = shorter
            return name
    return ""


def _same(term: str, name: str) -> bool:
    one, other = (re.sub(r"\s+", " ", part.strip().strip('"“”').lower()).removesuffix("s") for part in (term, name))
    return one == other
