"""Zoho Desk: closing from On Hold puts the old due times back, so only its timestamps are relied on."""

from __future__ import annotations

from store.imports.formats.model import Format, signs

ZOHO = Format(
    tool="zoho",
    signs=signs(
        "created time|due date|closed time",
        "ticket number|created time|is over due",
        "ticket id|created time|due date|ticket closed time",
        "ticket id|created time ticket|due date",
        "request id|created time|due date|closed time",
        "ticket number|created time|due date",
    ),
    columns={
        "id": ("ticket number", "ticket id", "request id", "id"),
        "opened": ("created time", "created time ticket"),
        "responded": ("first response time", "first responded time", "first reply time"),
        "resolved": ("resolved time", "resolution time"),
        "closed": ("closed time", "ticket closed time"),
        "updated": ("modified time", "modified time ticket"),
        "state": ("status", "status ticket"),
        "priority": ("priority", "priority ticket"),
        "type": ("classification", "classifications", "classification ticket", "type"),
        "category": ("category", "category ticket"),
        "service": ("product name",),
        "user": ("contact name", "contact"),
        "summary": ("subject",),
        "origin": ("channel", "mode"),
        "reopens": ("number of reopen", "reopen count"),
        "sla_breached": ("is over due", "is overdue"),
    },
)
