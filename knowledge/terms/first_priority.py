"""Whether a contract measures a ticket by the priority first given to it, so that a later change moves no target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Contract

_FIRST = re.compile(
    r"\b(?:first|initial(?:ly)?|original(?:ly)?)\b[^.;]{0,40}\b(?:priorit(?:y|ies)|severit(?:y|ies))\b"
    r"|\b(?:priorit(?:y|ies)|severit(?:y|ies))\b[^.;]{0,40}\b(?:first|initially|originally)\b[^.;]{0,20}\b(?:given|assigned|set|allocated|logged|"
    r"recorded|agreed|allotted)\b"
    r"|\b(?:priorit(?:y|ies)|severit(?:y|ies))\b[^.;]{0,60}\b(?:at the (?:time|moment) (?:of|when|it was)|when (?:it (?:is|was) )?(?:first )?)"
    r"(?: of)?\s*(?:logg\w+|rais\w+|opened|opening|report\w+|creat\w+)",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\b(?:measured|judged|assessed|calculated|counts?|counted|determin\w+|governs?|applies|based|against|by reference)\b",
    re.IGNORECASE,
)
_MOVES_NOTHING = re.compile(
    r"\b(?:chang\w+|re-?classif\w+|lower\w+|downgrad\w+|re-?prioriti\w+)\b[^.;]{0,60}\b(?:priorit(?:y|ies)|severit(?:y|ies))?\b[^.;]{0,60}"
    r"\b(?:does|do|shall|will) not (?:affect|change|alter|move|extend|reset)\b[^.;]{0,60}\b(?:service levels?|targets?|times?|measure\w*|clock)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|rather than|instead of|final|last|current)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:priorit(?:y|ies)|severit(?:y|ies))\b", re.IGNORECASE)


def with_first_priority(terms: Sequence[FoundTerm], contract: Contract) -> list[FoundTerm]:
    """The terms, each response or resolution level marked where the contract measures by the first priority."""
    if not any(_says_so(one.text) for one in contract.sentences):
        return list(terms)
    return [_marked(term) for term in terms]


def _marked(term: FoundTerm) -> FoundTerm:
    timed = term.kind == "service_level" and term.fields.get("metric") in {"response", "resolution"}
    return replace(term, fields=term.fields | {"by_first_priority": True}) if timed else term


def _says_so(text: str) -> bool:
    if _MOVES_NOTHING.search(text) and _ABOUT.search(text):
        return True
    return bool(_FIRST.search(text) and _DECIDES.search(text) and not _DENIED.search(text))
