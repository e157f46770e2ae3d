"""Zendesk: a reply is given as minutes, not as a time of day, so it stays a reported figure; "pending" waits for the user."""

from __future__ import annotations

from store.facts.tickets import TicketState
from store.imports.formats.model import Format, signs

NO_RESPONSE = (
    "This Zendesk export gives the first reply only as a number of minutes, not as a time, so response targets cannot be "
    "measured from it; the minutes are kept as the provider's figure."
)

ZENDESK = Format(
    tool="zendesk",
    signs=signs(
        "id|requester|created at|solved at",
        "id|created at|solved at|status",
        "id|created at|first reply time in minutes",
        "ticket id|created at|solved at|reopens",
        "id|created at|full resolution time in minutes",
    ),
    columns={
        "id": ("id", "ticket id"),
        "opened": ("created at",),
        "responded": ("first replied at", "first reply at"),
        "resolved": ("solved at",),
        "closed": ("closed at",),
        "updated": ("updated at", "status updated at"),
        "state": ("status",),
        "priority": ("priority",),
        "type": ("ticket type", "type"),
        "category": ("category",),
        "site": ("organization",),
        "user": ("requester",),
        "summary": ("subject",),
        "origin": ("via", "channel"),
        "reopens": ("reopens",),
        "reported_response": ("first reply time in minutes", "first reply time in minutes within business hours"),
        "reported_resolution": (
            "full resolution time in minutes",
            "full resolution time in minutes within business hours",
        ),
        "hold": ("on hold time in minutes", "on hold time in minutes within business hours"),
    },
    # Pending, which waits for the user, and on hold, which waits for others: together all that may be a pause.
    sums={"hold": ("on hold time in minutes", "agent wait time in minutes")},
    states={"pending": TicketState.PAUSED_CUSTOMER},
    missing_notes={"responded": NO_RESPONSE},
)
