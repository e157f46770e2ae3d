"""Which party provides and which buys, where the contract calls them by names of its own ("Tolka", "the Practice").

A name that says its bearer's role ("the Supplier") is taken at its word; two other names are told apart by what the contract has
each of them do: one shall provide, support and fix, the other shall pay and may claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.terms.passages import Contract
from knowledge.terms.wording import flat

PROVIDER = re.compile(
    r"^(?:the\s+)?(?:service\s+)?(?:provider|supplier|contractor|vendor|msp|company|licensor|host|we|us)$",
    re.IGNORECASE,
)
CUSTOMER = re.compile(
    r"^(?:the\s+)?(?:customer|client|buyer|licensee|authority|purchaser|subscriber|you)$", re.IGNORECASE
)
ALIAS = re.compile(
    r"\(\s*(?:herein(?:after)?\s+)?(?:(?:each\s+)?(?:referred to as|called)\s+)?(?:(?:the\s+)?[\"']+\s*(?:the\s+)?|the\s+\**)"
    r"(?P<alias>[A-Za-z][\w &-]{1,40}?)\**[\"']*\s*(?P<more>(?:,?\s*(?:and\s+|or\s+)?[\"'][^()\"']{1,30}[\"'])*|(?:or\s+[^()]{1,30})?)\s*\)"
)
NO_PARTY = re.compile(
    r"agreement|contract|effective date|services?$|software|territory|terms?$|order|schedule|exhibit", re.IGNORECASE
)
FRONT = 60
_BINDS = r"(?:shall|will|must|agrees to|undertakes to|is to)\s+(?:also\s+|at all times\s+|promptly\s+)?"
_SERVES = rf"\s+{_BINDS}(?:provide|supply|deliver|support|maintain|monitor|respond|install|back up|host|manage|fix|resolve|restore|repair)\b"
_BUYS = rf"\s+(?:{_BINDS}(?:pay|claim)\b|is entitled to (?:a |the )?(?:service )?credits?\b)"
_IS_PAID = r"\b(?:credit|refund)\s+(?:to\s+)?(?:the\s+)?"


def role_named(alias: str) -> str:
    """The role that a party's name says by itself: provider, customer, or ""."""
    return "provider" if PROVIDER.match(alias) else "customer" if CUSTOMER.match(alias) else ""


def roles(contract: Contract) -> dict[str, str]:
    """The role of each of the two names that the words "between ... and ..." give; nothing where that leaves a doubt."""
    called = list(
        dict.fromkeys(
            found["alias"].strip()
            for sentence in contract.sentences[:FRONT]
            if re.search(r"\bbetween\b", sentence.text, re.IGNORECASE)
            for found in ALIAS.finditer(re.sub(r"\s+", " ", flat(sentence.text)))
            if not NO_PARTY.search(found["alias"])
        )
    )
    if len(called) != 2:
        return {}
    said = {alias: role for alias in called if (role := role_named(alias))}
    if not said:
        return _by_deeds(contract, called)
    (alias, role), *more = said.items()
    other = next(one for one in called if one != alias)
    return said if more else said | {other: "customer" if role == "provider" else "provider"}


def names_of(contract: Contract, role: str) -> tuple[str, ...]:
    """The names of its own that the contract gives to the party of a role, where they do not say it themselves."""
    return tuple(one for one, its in roles(contract).items() if its == role and not role_named(one))


def _by_deeds(contract: Contract, called: Sequence[str]) -> dict[str, str]:
    """The roles of two names that say none, by what each of them shall do."""
    whole = re.sub(r"\s+", " ", flat(contract.whole))
    leaning = {alias: _leaning(alias, whole) for alias in called}
    serving = [alias for alias, lean in leaning.items() if lean > 0]
    buying = [alias for alias, lean in leaning.items() if lean < 0]
    if len(serving) > 1 or len(buying) > 1 or not serving + buying:
        return {}
    provider = serving[0] if serving else next(one for one in called if one not in buying)
    return {alias: "provider" if alias == provider else "customer" for alias in called}


def _leaning(alias: str, whole: str) -> int:
    """How often the one so named is bound to serve, less how often to pay or to be paid a credit."""
    name = rf"\b{re.escape(alias)}\b"
    serves = len(re.findall(name + _SERVES, whole))
    return serves - len(re.findall(name + _BUYS, whole)) - len(re.findall(_IS_PAID + name, whole, re.IGNORECASE))
