"""A state label that no list knows, placed by its words in whatever order: "On Hold - Awaiting Caller", "Pending User Info".

A label is placed only where its words leave one reading. One that names no wait and no end stays unplaced, so that it
is told to a person and nothing is concluded from it.
"""

from __future__ import annotations

import re

from store.facts.tickets import TicketState
from store.imports.names import label

_S = TicketState

_WAITS = re.compile(
    r"\b(?:await\w*|wait\w*|pend\w*|(?:on ?)?hold|onhold|held|paus\w+|suspend\w*|stalled|parked|chas(?:ed|ing)|blocked|deferred|"
    r"postponed|snoozed|^with|clock stopped|sla stopped|stop clock)\b"
)
_ASKS = re.compile(
    r"\b(?:need\w*|requir\w+|request\w*|action|information|info|input|feedback|confirm\w*|approv\w*|test\w*|uat|query|clarification)\b"
)
_NOT = re.compile(r"\b(?:not|no longer|un(?:hold|paused|suspended)|off hold|end of|resumed?|released|removed)\b")
_CAME_BACK = re.compile(
    r"\b(?:repl(?:y|ies) received|(?:respon|repl|updat|answer|comment)\w*ed|response received|info\w* (?:received|provided)|has responded|re ?opened)\b"
)
_TO_BE_CLOSED = re.compile(
    r"\b(?:await\w*|waiting (?:for|on)|pending|ready (?:to|for)|to be) (?:clos(?:e|ed|ure|ing)|sign off)\b"
)
_BOOKED = re.compile(r"\b(?:(?<!un)scheduled?|booked|appointment|visit)\b")
_CUSTOMER = re.compile(
    r"\b(?:customers?|clients?|users?|callers?|request[eo]rs?|reporters?|end users?|contacts?|submitters?|originators?|employees?|"
    r"tenants?|business owners?|us|you)\b(?! (?:services?|support|care|success|experience|desk)\b)"
)
_VENDOR = re.compile(
    r"\b(?:vendors?|suppliers?|third part(?:y|ies)|3rd part(?:y|ies)|manufacturers?|carriers?|isps?|telcos?|externals?|partners?|"
    r"subcontractors?|oem|distributors?|couriers?|warranty)\b"
)
_PARTS = re.compile(r"\b(?:parts?|materials?|stock|spares?|deliver(?:y|ies)|hardware|equipment|goods|back ?order)\b")
_SCHEDULED = re.compile(
    r"\b(?:scheduled?|change(?:s| window| control)?|appointments?|site visits?|on ?site visits?|booked|maintenance window|planned|release|deployment)\b"
)
_OWN_SIDE = re.compile(
    r"\b(?:support|agents?|technicians?|tech|engineers?|dispatch\w*|assign\w+|triage|analysts?|service desk|help ?desk|staff|"
    r"our (?:team|side)|l[123]|tier [123]|second line|2nd line|third line|3rd line|queue|pick ?up|first response|escalat\w+)\b"
)
_WORKED_ON = re.compile(
    r"\b(?:in progress|progress\w*|work\w*|assign\w+|open\w*|new|investigat\w+|escalat\w+|accepted|started|active|diagnos\w+|"
    r"review\w*|analys\w+|triag\w+|acknowledg\w+|re ?opened|dispatch\w*|queue\w*|received|logged|registered|under (?:observation|review|analysis|test\w*))\b"
)
_DONE = re.compile(r"\b(?:resolved|solved|fixed|completed?|done|finished)\b")
_CLOSED = re.compile(r"\b(?:closed|archived)\b")
_CANCELLED = re.compile(
    r"\b(?:cancel\w*|withdrawn|rejected|duplicated?|merged|deleted|spam|void\w*|declined|abandoned|won t (?:do|fix)|wont (?:do|fix))\b"
)
_PARTIES = (("customer", _CUSTOMER), ("vendor", _VENDOR), ("parts", _PARTS), ("scheduled", _SCHEDULED))


def placed(text: str) -> TicketState | None:
    """Where a state label stands by its words; None where they leave no one reading."""
    plain = label(text)
    if _NOT.search(plain):
        return None
    return _over(plain) or (_S.OPEN if _CAME_BACK.search(plain) else _underway(plain))


def _underway(plain: str) -> TicketState | None:
    """Where a label that names no end stands: waiting, worked on, or nobody can tell."""
    reason = waited_for(plain)
    if _WAITS.search(plain):
        return _waiting(plain, reason)
    if reason == "customer" and _ASKS.search(plain):
        return _S.PAUSED_CUSTOMER
    if reason == "scheduled" and _BOOKED.search(plain):
        return _S.PAUSED_OTHER
    return _S.OPEN if reason in {"unknown", "scheduled"} and _WORKED_ON.search(plain) else None


def waited_for(text: str) -> str:
    """For whom or what a state waits: customer, vendor, parts, scheduled; unknown where it names nobody, or two."""
    plain = label(text)
    named = [name for name, words in _PARTIES if words.search(plain)]
    if len(named) > 1 and named[-1] == "scheduled":
        named = named[:-1]
    return named[0] if len(named) == 1 else "unknown"


def _over(plain: str) -> TicketState | None:
    """The end that a label names before any wait ("Resolved, awaiting confirmation"); a wait named first is a wait."""
    if _TO_BE_CLOSED.search(plain):
        return _S.RESOLVED
    ends = [
        (found.start(), state)
        for words, state in ((_CANCELLED, _S.CANCELLED), (_CLOSED, _S.CLOSED), (_DONE, _S.RESOLVED))
        if (found := words.search(plain))
    ]
    if not ends:
        return None
    waits = _WAITS.search(plain)
    if waits and waits.start() < min(place for place, _ in ends):
        return None
    cancelled = next((state for _, state in ends if state is _S.CANCELLED), None)
    return cancelled or min(ends)[1]


def _waiting(plain: str, reason: str) -> TicketState:
    if reason == "unknown" and _OWN_SIDE.search(plain):
        return _S.OPEN
    return _S.PAUSED_CUSTOMER if reason == "customer" else _S.PAUSED_OTHER
