"""The provider's own figures in an export: "SLA met" flags and durations; read as claims, never used as measurements."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from store.imports.cells import Cell
from store.imports.names import label

_YES = frozenset("true|yes|y|1|t|met|within sla|in sla|achieved|pass|passed|sla met|within|ok|on time".split("|"))
_NO = frozenset(
    "false|no|n|0|f|not met|missed|breached|sla violated|violated|sla breached|fail|failed|out of sla|outside sla|sla missed|late|overdue".split(
        "|"
    )
)
_SPAN = re.compile(r"(-)?(\d{1,6}):([0-5]\d)(?::([0-5]\d))?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORDED = re.compile(
    r"(?:(\d+) ?d(?:ays?)?)? ?(?:(\d+) ?h(?:(?:ou)?rs?)?)? ?(?:(\d+) ?m(?:in(?:ute)?s?)?)? ?(?:(\d+) ?s(?:ec(?:ond)?s?)?)?"
)


def flag(cell: Cell) -> bool | None:
    """A yes-or-no cell in the words tools use, "Within SLA" and "SLA Violated" among them; None when it is neither."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        return bool(cell) if cell in (0, 1) else None
    plain = label(cell) if isinstance(cell, str) else ""
    if plain in _YES:
        return True
    return False if plain in _NO else None


def time_left(cell: Cell) -> bool | None:
    """Whether a level was met by a cell that holds the time left: "1:23" is met, "-0:14" breached, blank unknown."""
    if isinstance(cell, timedelta):
        return cell >= timedelta(0)
    found = _SPAN.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return None if found is None else found[1] is None


def seconds(cell: Cell, unit: str | None) -> int | None:
    """A duration in whole seconds: hh:mm:ss, "2h 5m", an Excel duration, or a bare number of `unit` (minutes or hours).

    The column's unit never overrides hh:mm:ss text: "(in Hrs)" columns hold it. A bare number without unit is None.
    """
    if isinstance(cell, timedelta):
        return round(cell.total_seconds()) if cell >= timedelta(0) else None
    if isinstance(cell, time):
        return cell.hour * 3600 + cell.minute * 60 + cell.second
    if isinstance(cell, bool | datetime) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _by_unit(float(cell), unit)
    return _seconds_of_text(cell.strip().lower(), unit) if isinstance(cell, str) else None


def _seconds_of_text(text: str, unit: str | None) -> int | None:
    span = _SPAN.fullmatch(text)
    if span:
        return None if span[1] else int(span[2]) * 3600 + int(span[3]) * 60 + int(span[4] or 0)
    if _NUMBER.fullmatch(text):
        return _by_unit(float(text), unit)
    worded = _WORDED.fullmatch(text)
    if not text or not worded:
        return None
    days, hours, minutes, secs = (int(part or 0) for part in worded.groups())
    return days * 86400 + hours * 3600 + minutes * 60 + secs


def _by_unit(number: float, unit: str | None) -> int | None:
    factor = {"minutes": 60, "hours": 3600}.get(unit or "")
    return round(number * factor) if factor and number >= 0 else None


def unit_of(header: str) -> str | None:
    """The unit a column name gives, as "minutes" or "hours" ("First Response Time (in Hrs)" -> hours)."""
    words = set(header.split())
    if words & {"minutes", "mins", "min", "minute"}:
        return "minutes"
    return "hours" if words & {"hours", "hrs", "hour", "hr"} else None
