"""HaloPSA: priorities, states and types may be ids of the customer's own making, which only a person can look up."""

from __future__ import annotations

from store.imports.formats.model import Format, signs

LATE_LOGGING = (
    "HaloPSA lets an agent edit the time a ticket was logged, so compare it with the email that reported the fault."
)

HALOPSA = Format(
    tool="halopsa",
    signs=signs(
        "dateoccurred|status id",
        "dateoccurred|priority id",
        "dateoccurred|dateclosed",
        "date occurred|exclude from sla",
        "ticket id|date occurred|response date",
        "faultid|date occurred",
        "fault id|date occurred",
    ),
    columns={
        "id": ("id", "ticket id", "faultid", "fault id"),
        "opened": ("dateoccurred", "date occurred"),
        "responded": ("responsedate", "response date"),
        "resolved": ("fixdate", "date fixed", "resolved date", "date cleared"),
        "closed": ("dateclosed", "date closed"),
        "updated": ("lastactiondate", "last action date", "last update"),
        "state": ("status", "status name", "status id"),
        "priority": ("priority", "priority name", "priority id"),
        "type": ("tickettype", "ticket type", "tickettype name", "ticket type name"),
        "category": ("category 1", "category"),
        "site": ("site name", "site"),
        "user": ("user name", "username", "user"),
        "summary": ("summary", "symptom"),
        "origin": ("source",),
        "excluded": ("excludefromsla", "exclude from sla"),
    },
    ranked_numbers=False,
    missing_notes={"found:opened": LATE_LOGGING},
)
