"""ConnectWise: minutes are counted per stage, so a reported duration is the sum of its stages, the skipped ones included."""

from __future__ import annotations

from store.imports.formats.model import Format, signs

_RESPOND = ("respond minutes", "respond skipped minutes")
_PLAN = ("res plan minutes", "res plan skipped minutes")
_RESOLVE = ("resolve minutes", "resolve skipped minutes")

CONNECTWISE = Format(
    tool="connectwise",
    signs=signs(
        "id|date entered|board",
        "id|date entered|status|priority",
        "id|date entered info|board",
        "ticket|date entered|board",
        "ticket number|date entered|board",
        "id|date entered|date resolved",
        "id|date entered|is in sla",
    ),
    columns={
        "id": ("id", "ticket number", "ticket"),
        "opened": ("date entered", "date entered info"),
        "responded": ("date responded", "date responded info"),
        "resolved": ("date resolved", "date resolved info"),
        "closed": ("closed date", "date closed", "closed date info"),
        "updated": ("last updated", "last update", "last updated info"),
        "state": ("status", "status name"),
        "priority": ("priority", "priority name"),
        "type": ("record type", "type", "type name"),
        "category": ("sub type", "type", "sub type name"),
        "service": ("service", "agreement", "item"),
        "site": ("site name", "site"),
        "user": ("contact name", "contact"),
        "summary": ("summary",),
        "origin": ("source", "source name"),
        "sla_met": ("is in sla",),
        "reported_response": (),
        "reported_resolution": (),
        "hold": ("minutes waiting",),
    },
    sums={"reported_response": _RESPOND, "reported_resolution": (*_RESPOND, *_PLAN, *_RESOLVE)},
)
