"""State and type labels to TicketState, pause reasons and TicketType; an unknown label is asked about, not guessed.

A label in the list counts as the list says; any other is placed by its words (`state_words`), or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from store.facts.tickets import TicketState, TicketType
from store.imports.names import label
from store.imports.state_words import placed, waited_for

_S = TicketState
_STATES = {
    _S.OPEN: (
        "new|open|active|in progress|work in progress|wip|assigned|accepted|acknowledged|reopened|re opened|re open|"
        "started|working|investigating|triage|to do|todo|backlog|escalated|dispatched|unassigned|logged|received|in review|"
        "under investigation|customer responded|customer replied|client responded|responded|updated by user|queued|"
        "waiting for support|waiting for agent|waiting on agent|scheduled for today|with user support|in queue|new ticket"
    ),
    _S.PAUSED_CUSTOMER: (
        "awaiting user info|awaiting user|awaiting caller|awaiting customer|awaiting client|awaiting user information|"
        "waiting on customer|waiting for customer|waiting customer|waiting on client|waiting client|waiting for user|"
        "waiting on user|pending customer|pending user|pending client|with user|with customer|awaiting requester|"
        "waiting on requester|customer on hold|awaiting customer response|waiting customer response|awaiting user response|"
        "pending user response|awaiting reply|user confirmation|waiting for requester|need more info|awaiting feedback"
    ),
    _S.PAUSED_OTHER: (
        "on hold|hold|onhold|pending|paused|suspended|waiting|awaiting vendor|awaiting supplier|awaiting third party|"
        "awaiting problem|awaiting change|awaiting evidence|awaiting parts|awaiting part|waiting on third party|"
        "waiting for third party|waiting third party|with third party|with supplier|with vendor|waiting vendor|"
        "waiting on vendor|waiting for vendor|waiting parts|waiting materials|waiting on parts|pending vendor|scheduled|"
        "pending change|pending third party|waiting for approval|awaiting approval|pending approval|deferred|"
        "on hold vendor|3rd party|awaiting 3rd party|waiting on 3rd party"
    ),
    _S.RESOLVED: "resolved|solved|fixed|completed|complete|done|resolved pending confirmation|resolution confirmed|awaiting closure",
    _S.CLOSED: "closed|closed resolved|closed complete|auto closed|archived|closed no response|closed completed|closed solved",
    _S.CANCELLED: (
        "cancelled|canceled|closed cancelled|withdrawn|rejected|duplicate|closed duplicate|merged|deleted|spam|void|"
        "declined|closed skipped|closed incomplete|won t do|wont do"
    ),
}
_STATE_OF = {name: state for state, names in _STATES.items() for name in names.split("|")}

_T = TicketType
_TYPES = {
    _T.INCIDENT: "incident|system incident|fault|break fix|breakfix|break fix incident|bug|outage|major incident|issue",
    _T.REQUEST: (
        "service request|request|system service request|service request with approvals|sc req item|question|how to|"
        "system service request with approvals|request item|requested item|sc request|sc task|new starter|leaver|"
        "access request|information request|service requests"
    ),
    _T.CHANGE: "change|change request|system change|standard change|normal change|emergency change",
    _T.PROBLEM: "problem|system problem|known error",
    _T.ALERT: "alert|event|monitoring alert|rmm alert|monitoring|rmm",
}
_TYPE_OF = {name: kind for kind, names in _TYPES.items() for name in names.split("|")}
_PREFIXES = {
    "INC": _T.INCIDENT, "REQ": _T.REQUEST, "RITM": _T.REQUEST, "SCTASK": _T.REQUEST, "CHG": _T.CHANGE, "PRB": _T.PROBLEM,
}  # fmt: skip
_PROVIDER_RAISED = frozenset(
    "alert|event|monitoring|rmm|event management|self detected|system alert|monitoring alert".split("|")
)
_USER_RAISED = frozenset(
    "phone|email|e mail|mail|portal|self service|walk in|chat|web|web form|call|feedback widget|slack|teams|customer portal|web portal".split(
        "|"
    )
)


def state_of(text: str, own: Mapping[str, TicketState] | None = None) -> TicketState | None:
    """What a state label means, the tool's `own` meanings first; None when it is not known."""
    plain = label(text)
    if own and plain in own:
        return own[plain]
    known = _STATE_OF.get(plain)
    if known is not None:
        return known
    bare = plain.strip("0123456789 ")
    return (_STATE_OF.get(bare) or _by_words(bare)) if bare else None


@lru_cache(maxsize=1024)
def _by_words(plain: str) -> TicketState | None:
    return placed(plain)


@lru_cache(maxsize=1024)
def pause_reason(text: str) -> str:
    """Why a clock stands still in this state: customer, vendor, parts, scheduled, or unknown.

    A label that names nobody but is known to wait for the user ("Awaiting feedback") waits for the customer.
    """
    named = waited_for(text)
    return "customer" if named == "unknown" and state_of(text) is _S.PAUSED_CUSTOMER else named


def type_of(text: str) -> TicketType:
    """What kind of work a type label names; UNKNOWN rather than a guess."""
    return _TYPE_OF.get(label(text), TicketType.UNKNOWN)


def type_by_prefix(number: str) -> TicketType:
    """The kind of work by a number such as INC0000045 or RITM0010001."""
    return _PREFIXES.get(number.rstrip("0123456789").upper(), TicketType.UNKNOWN)


def raised_by_provider(text: str) -> bool | None:
    """Whether the ticket came from the provider's own monitoring (True), from a user (False), or cannot be told."""
    plain = label(text)
    if plain in _PROVIDER_RAISED:
        return True
    return False if plain in _USER_RAISED else None
