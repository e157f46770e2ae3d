"""Days and months as people type them on a command line."""

from __future__ import annotations

from datetime import date


def day(text: str, *, last: bool) -> date:
    """The day written "2026-07-15"; for a month "2026-07" its first day, or its last. Raises InterpreterError."""
    from bot.answering.asking.period import month_end
    from store.facts.common import InterpreterError

    try:
        if len(text) <= len("2026-07"):
            first = date.fromisoformat(f"{text}-01")
            return month_end(first) if last else first
        return date.fromisoformat(text)
    except ValueError as error:
        raise InterpreterError(f"'{text}' is no month or day; write it like 2026-09 or 2026-09-15.") from error
