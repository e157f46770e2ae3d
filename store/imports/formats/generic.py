"""Any other tool, or a list kept by hand: the usual column names, checked against the shape of the values."""

from __future__ import annotations

from store.imports.formats.model import Format


def names(*lines: str) -> tuple[str, ...]:
    """Column names, several a line, in order of preference."""
    return tuple(name for line in lines for name in line.split("|"))


GENERIC = Format(
    tool="generic",
    columns={
        "id": names(
            "ticket id|ticket number|ticket no|ticket ref|ticket reference|ticket|number|issue key",
            "case number|case id|case no|incident number|incident id|incident no|incident|request number|request id|request no",
            "call number|call ref|call no|fault id|faultid|fault number|fault no|issue id|issue number|issue no",
            "query number|query no|enquiry number|enquiry no|sr number|sr no|sr id|task number|task id",
            "service request number|work order number|work order|log number|log no|record number|job number|job no",
            "reference|ref|key|id|no",
        ),
        "opened": (
            *("opened at", "opened", "date opened", "opened date", "opened time", "open date", "logged at", "logged"),
            *(
                "date logged",
                "logged date",
                "logged time",
                "raised at",
                "raised",
                "date raised",
                "raised date",
                "reported at",
            ),
            *("reported", "date reported", "created at", "created", "created time", "created date", "date created"),
            *(
                "create date",
                "created on",
                "creation date",
                "submitted",
                "date submitted",
                "submitted at",
                "call logged",
                "occurred",
                "entered",
                "received",
                "registered",
            ),
        ),
        "responded": (
            *("first response at", "first responded at", "first response date time", "first response date"),
            *("first response", "first reply at", "first reply", "first replied at", "responded at", "responded"),
            *("date responded", "response date", "responded date", "response time", "initial response time"),
            *("first response time", "initial response", "acknowledged at", "acknowledged"),
        ),
        "resolved": (
            *("resolved at", "resolved", "date resolved", "resolved date", "resolved time", "resolved on"),
            *("resolved date time", "resolution date", "resolution time", "solved at", "solved", "fixed at", "fixed"),
            *("date fixed", "completed date", "date completed", "completed at", "completed", "cleared", "restored"),
        ),
        "closed": ("closed at", "closed", "date closed", "closed date", "closed time", "closed on", "close date"),
        "updated": (
            *("updated at", "updated", "last updated", "last update", "updated on", "updated time", "updated date"),
            *("last updated time", "last updated date", "last updated at", "last modified", "modified", "update time"),
        ),
        "state": ("status", "state", "ticket status", "status name", "current status", "incident state"),
        "priority": (
            "priority",
            "priority name",
            "ticket priority",
            "priority level",
            "severity",
            "urgency level",
            "urgency",
            "sev",
            "prio",
        ),
        "priority_first": ("initial priority", "original priority", "first priority", "priority at opening"),
        "type": (
            "type",
            "ticket type",
            "issue type",
            "record type",
            "request type",
            "work type",
            "call type",
            "kind",
            "ticket kind",
        ),
        "category": ("category", "category name", "sub category", "subcategory", "issue category", "sub issue type"),
        "service": ("service", "business service", "service name", "affected service", "service offering", "product"),
        "site": ("site", "location", "site name", "office", "branch"),
        "user": (
            *("requester", "requester name", "requested by", "caller", "user", "end user", "contact", "contact name"),
            *("raised by", "logged by", "reporter", "requested for", "customer contact"),
        ),
        "summary": ("short description", "summary", "subject", "title", "description", "issue", "problem description"),
        "origin": ("source", "contact type", "channel", "origin", "via", "logged via"),
        "reopens": ("reopen count", "reopens", "times reopened", "reopened count", "number of reopens"),
        "excluded": ("exclude from sla", "excluded from sla", "sla excluded", "excluded"),
        "exclusion_reason": ("exclusion reason", "excluded reason", "reason excluded", "reason for exclusion"),
        "responder": ("first response by", "responded by", "first responder"),
        "sla_met": ("sla met", "made sla", "within sla", "in sla", "resolution sla met", "sla achieved", "sla result"),
        "sla_breached": (
            "sla breached",
            "breached",
            "sla missed",
            "sla violated",
            "has breached",
            "resolution sla breached",
        ),
        "response_met": ("response sla met", "response met", "first response met", "response sla", "responded in sla"),
        "response_breached": ("response sla breached", "response breached"),
        "reported_response": (
            *("first response time in minutes", "first response minutes", "response minutes", "response time minutes"),
            *(
                "response time mins",
                "response time hours",
                "response time",
                "first response time",
                "time to first response",
            ),
            *("time to respond",),
        ),
        "reported_resolution": (
            *("resolution time in minutes", "resolution minutes", "resolution time minutes", "resolution time mins"),
            *("resolution time hours", "resolution time", "time to resolution", "time to resolve"),
        ),
        "hold": (
            *("on hold time in minutes", "on hold minutes", "hold minutes", "hold time minutes", "hold time hours"),
            *("on hold time", "on hold hours", "hold time", "time on hold", "total hold time", "paused minutes"),
            *("pause duration", "paused time", "sla hold time", "time paused", "pending time"),
        ),
    },
)
