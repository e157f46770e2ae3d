"""Kept lists: reviews, roadmap, advice, changes and the other registers, one dated line each."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from store.facts.happened import LogEntry
from store.imports.simple_rows import Row, Rows


def facts(read: Rows, kind: str, tz: str) -> list[LogEntry]:
    """A dated entry a row."""
    zone = ZoneInfo(tz)
    return [_entry(row, kind, zone) for row in read.rows]


def _entry(row: Row, kind: str, zone: ZoneInfo) -> LogEntry:
    """One line; an update carries the time at which it was sent as well as its day."""
    at, due = row.moments.get("at"), row.moments.get("due")
    return LogEntry(
        kind=kind,
        on=(at or row.moment("on")).astimezone(zone).date(),
        what=row.text("what"),
        source=row.source,
        who=row.text("who"),
        state=row.text("state"),
        due=due.astimezone(zone).date() if due else None,
        at=at,
    )
