"""Jira Service Management: repeated headers, month names in the user's language, SLA cells that hold the time left."""

from __future__ import annotations

from store.imports.formats.model import Format, signs

JIRA = Format(
    tool="jira_service_management",
    signs=signs(
        "issue key|created|issue type",
        "issue key|created|summary",
        "issue key|issue id|created",
        "key|created|issue type",
    ),
    columns={
        "id": ("issue key", "key"),
        "opened": ("created",),
        "responded": ("chart date of first response", "date of first response"),
        "resolved": ("resolved", "resolution date"),
        "updated": ("updated",),
        "closed": (),
        "state": ("status",),
        "priority": ("priority",),
        "type": ("issue type", "request type"),
        "category": ("category", "component s", "components", "component"),
        "service": ("affected services", "service"),
        "user": ("reporter", "customer"),
        "summary": ("summary",),
        "origin": ("request channel type", "channel"),
        "sla_met": ("time to resolution",),
        "response_met": ("time to first response",),
        "reported_response": (),
        "reported_resolution": (),
    },
    remaining_time=True,
)
