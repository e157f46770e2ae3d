"""Kept lists: reviews, roadmap, advice and changes, one dated line each."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from store.facts.happened import LogEntry
from store.imports.simple_rows import Rows


def facts(read: Rows, kind: str, tz: str) -> list[LogEntry]:
    """A dated entry a row."""
    zone = ZoneInfo(tz)
    return [
        LogEntry(
            kind=kind,
            on=row.moment("on").astimezone(zone).date(),
            what=row.text("what"),
            source=row.source,
            who=row.text("who"),
            state=row.text("state"),
        )
        for row in read.rows
    ]
