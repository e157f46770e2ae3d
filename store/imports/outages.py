"""Outages: spans without service, planned or not; which months the list speaks of, also where nothing happened.

A row of the kind "none" with a month as its start says that the month had no outage.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from store.facts.common import Period
from store.facts.happened import Outage
from store.imports.claims import flag
from store.imports.names import label
from store.imports.sentences import quoted
from store.imports.simple_rows import Row, Rows

_PLANNED = frozenset(
    {"planned", "planned maintenance", "maintenance", "scheduled", "scheduled maintenance", "planned work"}
)
_UNPLANNED = frozenset(
    {"unplanned", "outage", "incident", "fault", "unscheduled", "emergency", "emergency maintenance", "not planned"}
)


def facts(read: Rows) -> list[Outage]:
    """An outage a row; an end before its start, an unknown kind or a missing end is a reject."""
    made = []
    for row in read.rows:
        planned, start, end = _planned(row), row.moment("start"), row.moment("end")
        if planned is None:
            read.reject(row.source, f"The kind {quoted(row.text('kind'))} is neither planned nor unplanned.")
        elif end <= start:
            read.reject(row.source, "The outage ends before it starts, or at the same time.")
        else:
            told = row.moments.get("told")
            made.append(Outage(row.text("service"), planned, start, end, row.source, told, row.text("note")))
    return made


def _planned(row: Row) -> bool | None:
    plain = label(row.text("kind"))
    if plain in _PLANNED:
        return True
    return False if plain in _UNPLANNED else flag(row.text("kind"))


def months(read: Rows, tz: str) -> tuple[str, ...]:
    """The months from the first outage of the list to its last: a list kept in order of time leaves none out (our reading)."""
    times: list[datetime] = [at for row in read.rows for at in (row.moments["start"], row.moments["end"]) if at]
    if not times:
        return ()
    zone = ZoneInfo(tz)
    span = Period(min(times).astimezone(zone).date(), max(times).astimezone(zone).date(), "", tz)
    read.notes.append(
        f"The list is taken to be complete from {span.start:%B %Y} to {span.end:%B %Y}; months before and after are not covered."
    )
    return span.months()
