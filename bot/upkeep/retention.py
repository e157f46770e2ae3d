"""What grew old, erased once a day by the days that the settings give it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.upkeep import forgetting
from store.facts.common import InterpreterError
from store.signs import Signs

if TYPE_CHECKING:
    from bot.wiring import Interpreter

log = logging.getLogger("itbot.upkeep")
NAME = "retention"
DAILY = timedelta(hours=23)


def tidied(interpreter: Interpreter, now: datetime) -> int:
    """Erase what is too old, unless that was done today already; how many rows went. A failure is tried again."""
    keeping = forgetting.keeping(interpreter.settings)
    last = Signs(interpreter.database).last(NAME)
    if not any(days is not None for days in keeping.days()) or (last is not None and now - last < DAILY):
        return 0
    try:
        told = forgetting.forget(interpreter, forgetting.old(interpreter, keeping), "retention", dry_run=False)
    except InterpreterError as trouble:
        log.warning("what is too old could not be erased yet: %s", type(trouble).__name__)
        return 0
    Signs(interpreter.database).leave(NAME, now)
    gone = sum(told.rows.values())
    if gone:
        log.info("%d rows were older than the settings keep and were erased", gone)
    return gone
