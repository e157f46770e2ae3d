"""The one charge that a credit is a share of, where the contract names it: "3.5% of the Base Fee", "12% of the Monthly Charge".

A contract that calls a fixed sum by a name ("The Monthly Charge is EUR 6,450.00") and shares out that name leaves its other charges
(further users, another service) out of the credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.terms.model import FoundTerm
from knowledge.terms.passages import Contract
from knowledge.terms.wording import flat

_NAMED = re.compile(
    r"(?:^|[\s\"(])(?:[Tt]he\s+)?(?P<name>(?!The\s)(?:[A-Z][\w-]*\s+){0,3}(?:Charge|Fee|Price|Retainer|Subscription))\"?\s+(?:is|means|shall be|will be)\s+(?P<sum>[^.;]*(?:\.\d[^.;]*)*)"
)
# What makes the named charge more than the fixed sum.
_AND_MORE = re.compile(
    r"\b(?:plus|together with|in addition to|increased by|as well as|sum of|total of)\b", re.IGNORECASE
)
_SHARE_OF = r"(?:%|\bper ?cent\b|\bpercentage\b)\s*(?:\([^)]*\)\s*)?of\s+(?:the|each|that|such)\s+(?:\w+(?:'s)?\s+)?"
_WHICH = "Per cent of which charge?"


def with_named_charges(terms: Sequence[FoundTerm], contract: Contract) -> list[FoundTerm]:
    """The terms, each fixed charge with the name the contract gives it, and each share of such a charge with that name."""
    named = [_named(term) for term in terms]
    names = [term.fields["name"] for term in named if term.kind == "charge" and term.fields.get("name")]
    once = [name for name in dict.fromkeys(names) if names.count(name) == 1]
    return [_shared(term, once, contract) for term in named] if once else list(terms)


def _named(term: FoundTerm) -> FoundTerm:
    if term.kind != "charge" or term.fields.get("kind") != "monthly_fixed":
        return term
    found = _NAMED.search(re.sub(r"\s+", " ", flat(term.quote)))
    if not found or _AND_MORE.search(found["sum"]) or not re.search(r"\d", found["sum"]):
        return term
    return replace(term, fields=term.fields | {"name": found["name"]})


def _shared(term: FoundTerm, names: Sequence[str], contract: Contract) -> FoundTerm:
    """A credit rule whose clause shares out just one named charge; a doubt about which charge is then settled."""
    if term.kind != "credit_rule" or term.fields.get("base", "monthly_charge") not in {None, "monthly_charge"}:
        return term
    said = _names_shared(_words(term, contract), names)
    if len(said) != 1 or "" in said:
        return term
    fields = term.fields | {"base_name": said.pop()}
    if term.fields.get("kind") in {"flat", "ladder"}:
        fields["base"] = "monthly_charge"
    if term.status == "conflict" and term.question == _WHICH:
        return replace(term, fields=fields, status="found", readings=(), question="", doubt="", confidence=0.9)
    return replace(term, fields=fields)


def _words(term: FoundTerm, contract: Contract) -> str:
    own = flat(term.quote)
    around = " ".join(one.text for one in contract.sentences if one.clause == term.clause)
    return re.sub(r"\s+", " ", own if re.search(_SHARE_OF, own) else f"{around} {own}")


def _names_shared(words: str, names: Iterable[str]) -> set[str]:
    """The named charges of which the words give a share; "" stands for a share of anything else."""
    found = set()
    for share in re.finditer(_SHARE_OF.removesuffix(r"(?:\w+(?:'s)?\s+)?"), words):
        rest = words[share.end() :]
        found.add(next((name for name in names if re.match(rf"(?:\w+(?:'s)?\s+)?{re.escape(name)}\b(?!s)", rest)), ""))
    return found
