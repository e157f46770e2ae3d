"""Freshservice and Freshdesk (the same columns, in lower case): "(in Hrs)" columns hold hours as hh:mm:ss text."""

from __future__ import annotations

from store.imports.formats.model import Format, signs

FRESHSERVICE = Format(
    tool="freshservice",
    signs=signs(
        "ticket id|subject|created time|due by time",
        "ticket id|created time|resolution status",
        "ticket id|created time|first response status",
        "ticket id|created time|resolved time|closed time",
    ),
    columns={
        "id": ("ticket id",),
        "opened": ("created time",),
        "responded": ("initial response time", "first responded time"),
        "resolved": ("resolved time",),
        "closed": ("closed time",),
        "updated": ("last updated time", "last update time"),
        "state": ("status",),
        "priority": ("priority",),
        "type": ("type",),
        "category": ("category", "item category", "sub category"),
        "service": ("product",),
        "site": ("location",),
        "user": ("requester name", "requester email", "full name"),
        "summary": ("subject",),
        "origin": ("source",),
        "sla_met": ("resolution status",),
        "response_met": ("first response status",),
        "reported_response": ("first response time in hrs",),
        "reported_resolution": ("resolution time in hrs",),
    },
    ranked_numbers=False,
)
