"""Autotask: by default any status but New, Waiting Customer and Complete counts as a first response, so expect status flicks."""

from __future__ import annotations

from store.imports.formats.model import Format, signs

STATUS_FLICK = (
    "Autotask by default counts any change of status as the first response, so its first response times may show no more "
    "than a change of status."
)

AUTOTASK = Format(
    tool="autotask",
    signs=signs(
        "ticket number|create date|first response due date time",
        "ticket number|create date|queue",
        "ticket number|created|queue|account",
        "ticket number|created|queue|organization",
        "ticket number|create date|completed date",
        "ticket number|create date|resolution met",
        "ticket number|create date|resolved date time",
        "ticket number|create date|first response date time",
    ),
    columns={
        "id": ("ticket number", "id"),
        "opened": ("create date", "created", "create date time"),
        "responded": ("first response date time", "first response", "first response date"),
        "resolved": ("resolved date time", "resolved", "resolution date time", "resolved date"),
        "closed": ("completed date", "complete date", "completed", "completed date time"),
        "updated": ("last activity date", "last activity", "last activity date time"),
        "state": ("status",),
        "priority": ("priority",),
        "type": ("ticket type", "type"),
        "category": ("sub issue type", "issue type", "ticket category"),
        "service": ("contract", "service"),
        "site": ("location", "account location"),
        "user": ("contact",),
        "summary": ("title",),
        "origin": ("source",),
        "sla_met": ("resolution met",),
        "response_met": ("first response met",),
        "reported_response": ("first response elapsed hours",),
        "reported_resolution": ("resolution elapsed hours",),
    },
    ranked_numbers=False,
    missing_notes={"found:responded": STATUS_FLICK},
)
