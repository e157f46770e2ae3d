"""Head counts: how many people, machines and sites from a date on."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from store.facts.happened import HeadCount
from store.imports.columns import is_missing
from store.imports.counts import whole_number
from store.imports.sentences import quoted
from store.imports.simple_rows import Row, Rows


def facts(read: Rows, tz: str) -> list[HeadCount]:
    """A head count a row; a row with no number, or with one that is no whole number, is a reject."""
    made = []
    for row in read.rows:
        wrong = _wrong(row)
        if wrong:
            read.reject(row.source, wrong)
            continue
        counts = {name: whole_number(row.cells.get(name)) for name in ("users", "devices", "sites")}
        made.append(HeadCount(row.moment("on").astimezone(ZoneInfo(tz)).date(), row.source, **counts))
    return made


def _wrong(row: Row) -> str | None:
    named = {name: row.cells.get(name) for name in ("users", "devices", "sites")}
    filled = {name: cell for name, cell in named.items() if not is_missing(cell)}
    if not filled:
        return "The row has no number of users, devices or sites."
    bad = next((name for name, cell in filled.items() if whole_number(cell) is None), None)
    return f"The number of {bad} {quoted(row.text(bad))} is not a whole number." if bad else None
