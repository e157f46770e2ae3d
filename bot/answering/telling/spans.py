"""Lengths of time, moments and lists of tickets as people read them; each registered, so that nothing is said bare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.answering.asking.period import day
from bot.answering.draft import Draft

SHOWN = 12
_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


def span_words(seconds: int, *, on_clock: bool = False) -> str:
    """The two largest units that say something: 8100 -> "2 hours 15 minutes"; cut, never rounded up.

    Time on a contract's clock is told in hours at most, since its days are not of 24 hours.
    """
    parts, left = [], abs(seconds)
    for name, size in _UNITS[1:] if on_clock else _UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "no time"


def span(draft: Draft, key: str, label: str, seconds: int, *, on_clock: bool = False, **more: Any) -> str:
    """Register a length of time in exact seconds and return it as people read it (`on_clock`: on a contract's clock)."""
    draft.figure(key, label, seconds, "seconds", **more)
    words = span_words(seconds, on_clock=on_clock)
    draft.readings.append(words)
    return words


def moment(draft: Draft, key: str, label: str, at: datetime, tz: str) -> str:
    """Register an instant and return it in the contract's zone: "3 October 2026 at 10:20"."""
    local = at.astimezone(ZoneInfo(tz))
    draft.figure(key, label, local.isoformat(timespec="minutes"), "time")
    words = f"{day(local.date())} at {local:%H:%M}"
    draft.readings.append(words)
    return words


def named(draft: Draft, tickets: Sequence[str], shown: int = SHOWN) -> str:
    """Tickets by their numbers, the first so many and how many more."""
    first, more = list(tickets[:shown]), len(tickets) - shown
    draft.extra.setdefault("tickets", []).extend(first)
    rest = f" and {draft.figure('more_tickets', 'Further tickets', more, 'count')} more" if more > 0 else ""
    return f"{', '.join(first)}{rest}"


def counted(draft: Draft, key: str, label: str, count: int, thing: str, **more: Any) -> str:
    """Register a count and say it with its noun: "1 ticket", "7 tickets"."""
    shown = draft.figure(key, label, count, "count", **more)
    return f"{shown} {thing}{'' if count == 1 else 's'}"


def n_of(draft: Draft, key: str, label: str, tickets: Sequence[str], of: int) -> str:
    """Register so many of so many, with the tickets, and say it: "7 of 120"."""
    draft.figure(key, label, len(tickets), "count", n=len(tickets), of=of, tickets=tuple(tickets))
    return f"{len(tickets)} of {of}"


def table(draft: Draft, title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Lay a table beside the text, for the terminal and for JSON; a column whose name starts with ">" is set right."""
    told = [["" if cell is None else str(cell) for cell in row] for row in rows]
    draft.extra.setdefault("tables", []).append({"title": title, "columns": list(columns), "rows": told})
