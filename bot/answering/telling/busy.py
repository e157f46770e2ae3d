"""What of a list of misses or outages fell on days that the business noted as busy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answering.draft import Draft
from bot.answering.telling.asked import Asked
from store.measures.busy_days import busy_on


def on_busy_days(asked: Asked, when: Sequence[tuple[str, datetime]], what: tuple[str, str], draft: Draft) -> str:
    """A sentence such as "2 of these tickets were opened on days you noted as busy: ..."; empty where nothing was noted.

    `when` are names with their moments; `what` is how one of them and several of them are called.
    """
    zone, noted = ZoneInfo(asked.case.facts.tz), asked.case.happened.log
    busy = {name: note for name, at in when if (note := busy_on(at.astimezone(zone).date(), noted))}
    if not busy:
        return ""
    draft.readings += [note.what for note in busy.values()]
    number = draft.figure("on_busy_days", f"{what[1].capitalize()} on days noted as busy", len(busy), "count")
    draft.extra.setdefault("tickets", []).extend(busy)
    told = ", ".join(f"{name} ({note.what.rstrip('.')})" for name, note in list(busy.items())[:5])
    return f"{number} of the {what[0] if len(busy) == 1 else what[1]} fell on days you noted as busy: {told}."
