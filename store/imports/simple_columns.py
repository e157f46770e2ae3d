"""The columns of the simple tables, as data: what each is called, the other names it goes by, and which are needed."""

from __future__ import annotations

from dataclasses import dataclass

from store.facts.common import InterpreterError


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills, its name in our template, and the names it is known by, made comparable.

    `shape` is "moment" (a date with a time), "day", "month", or "" for anything else.
    """

    field: str
    title: str
    names: tuple[str, ...]
    needed: bool = False
    shape: str = ""


def _column(field: str, title: str, names: str, shape: str = "", *, needed: bool = False) -> Column:
    return Column(field, title, tuple(names.split("|")), needed, shape)


_ENTRY = (
    _column(
        "on",
        "date",
        "date|on|day|held on|held|review date|raised on|advised on|date of change|when",
        "day",
        needed=True,
    ),
    _column(
        "what",
        "what",
        "what|item|title|subject|description|topic|advice|change|action|summary|recommendation",
        needed=True,
    ),
    _column("who", "who", "who|by|owner|person|raised by|proposed by|attendees|advised by|requested by"),
    _column("state", "state", "state|status|outcome|decision|result"),
    _column("due", "due", "due|due date|by when|expected end|expected by|target date|deadline|re check date", "day"),
)
_UPDATES = (
    _column("at", "sent at", "sent at|at|time|update sent|when|date|on|date and time", "moment", needed=True),
    *_ENTRY[1:4],
)

SIMPLE: dict[str, tuple[Column, ...]] = {
    "headcount": (
        _column("on", "date", "date|month|as of|as at|on|from|period", "day", needed=True),
        _column("users", "users", "users|user count|headcount|head count|staff|employees|people|seats|number of users"),
        _column(
            "devices", "devices", "devices|device count|endpoints|computers|machines|workstations|number of devices"
        ),
        _column("sites", "sites", "sites|site count|offices|locations|number of sites"),
    ),
    "outages": (
        _column("service", "service", "service|system|affected service|application|component", needed=True),
        _column("kind", "kind", "kind|type|planned or unplanned|planned unplanned|planned|outage type", needed=True),
        _column(
            "start",
            "start",
            "start|started|from|start time|outage start|began|down from|started at|start date",
            "moment",
            needed=True,
        ),
        _column(
            "end",
            "end",
            "end|ended|to|end time|outage end|until|restored|up again|ended at|restored at|end date",
            "moment",
            needed=True,
        ),
        _column(
            "told",
            "told at",
            "told at|told|notice|notice given|notified|notified at|announced|announced at|notice given at",
            "moment",
        ),
        _column("note", "note", "note|notes|comment|comments|cause|description|reason"),
    ),
    "invoices": (
        _column(
            "invoice",
            "invoice no",
            "invoice no|invoice number|invoice|invoice id|inv no|bill no|bill number|number|document no|document number|doc no|num",
            needed=True,
        ),
        _column(
            "dated", "invoice date", "invoice date|date|dated|issue date|issued|tax date|tax point", "day", needed=True
        ),
        _column(
            "month",
            "period",
            "period|month|billing period|service period|period month|for month|billing month",
            "month",
        ),
        _column(
            "description",
            "description",
            "description|line description|memo description|item|line|details|narrative|narration|memo|product|service",
        ),
        _column("quantity", "quantity", "quantity|qty|units|hours|number of units"),
        _column("unit_price", "unit price", "unit price|price|rate|unit cost|price each|unit amount"),
        _column(
            "net",
            "net amount",
            "net amount|net|amount|line total|net total|line amount|total net|amount net|total ex vat|subtotal",
            needed=True,
        ),
        _column(
            "credit_for",
            "credit for month",
            "credit for month|credit for|credits month|service credit for|service credit month",
            "month",
        ),
        _column("currency", "currency", "currency|ccy|currency code"),
    ),
    "security": (
        _column("month", "month", "month|period|date|as of|as at", "month", needed=True),
        _column("kind", "kind", "kind|control|measure|type|area|check|metric", needed=True),
        _column("detail", "detail", "detail|details|description|what|note|notes"),
        _column("population", "population", "population|total|in scope|all|out of|of|number|count", needed=True),
        _column("in_order", "in order", "in order|ok|compliant|covered|passed|successful|done|good", needed=True),
    ),
    "history": (
        _column("ticket", "ticket", "ticket|ticket id|ticket number|issue key|number|id|case|ref", needed=True),
        _column(
            "at",
            "changed at",
            "changed at|changed|date changed|changed on|at|when|timestamp|change time|updated at",
            "moment",
            needed=True,
        ),
        _column(
            "before",
            "from status",
            "from status|from|old status|previous status|old value|status from|from state|before",
        ),
        _column("after", "to status", "to status|to|new status|new value|status to|to state|after|status", needed=True),
        _column("by", "changed by", "changed by|by|author|user|who|agent|actor|updated by"),
    ),
    "reviews": _ENTRY,
    "roadmap": _ENTRY,
    "advice": _ENTRY,
    "changes": _ENTRY,
    "advocacy": _ENTRY,
    "deferred": _ENTRY,
    "promises": _ENTRY,
    "exit": _ENTRY,
    "statements": _ENTRY,
    "business": _ENTRY,
    "updates": _UPDATES,
}


def template(kind: str) -> str:
    """An empty CSV of this kind: its header line."""
    if kind not in SIMPLE:
        raise InterpreterError(f"There is no table called {kind}; the kinds are {', '.join(SIMPLE)}.")
    return ",".join(column.title for column in SIMPLE[kind]) + "\r\n"
