"""ServiceNow: the list export (display labels), the table export (column names) and the log with one row per update.

The log's last update of an incident is the incident; its last made_sla counts. No first response stands in either
export: that clock lives in another table, so it is not made up from a change of state.
"""

from __future__ import annotations

from store.facts.tickets import TicketState
from store.imports.formats.model import Format, signs

NO_RESPONSE = (
    "This ServiceNow export holds no first response time (it stands in the task SLA table), so response targets cannot be "
    "measured from it."
)

SERVICENOW = Format(
    tool="servicenow",
    signs=signs(
        "number|incident state|opened at",
        "number|opened at|sys updated on",
        "number|sys created on|sys updated on",
        "number|opened|short description|caller",
        "number|opened|short description|assignment group",
        "number|opened|short description|state",
        "number|opened at|made sla",
    ),
    columns={
        "id": ("number",),
        "opened": ("opened at", "opened", "sys created on", "sys created at", "created"),
        "responded": ("first response at", "u first response", "u first response at", "responded at"),
        "resolved": ("resolved at", "resolved"),
        "closed": ("closed at", "closed"),
        "updated": ("sys updated at", "sys updated on", "updated"),
        "update_count": ("sys mod count", "updates"),
        "state": ("incident state", "state"),
        "priority": ("priority",),
        "category": ("category",),
        "service": ("business service", "service offering", "service"),
        "site": ("location",),
        "user": ("caller id", "caller"),
        "summary": ("short description",),
        "origin": ("contact type", "channel"),
        "reopens": ("reopen count",),
        "type": ("task type", "sys class name"),
        "sla_met": ("made sla",),
    },
    states={
        "1": TicketState.OPEN,
        "2": TicketState.OPEN,
        "3": TicketState.PAUSED_OTHER,
        "6": TicketState.RESOLVED,
        "7": TicketState.CLOSED,
        "8": TicketState.CANCELLED,
    },
    one_row_per_update=True,
    type_by_prefix=True,
    missing_notes={"responded": NO_RESPONSE},
)
