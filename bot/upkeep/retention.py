"""What grew old, erased once a day by the days that the settings give it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.chasing.reminders import beat, last_beat
from bot.upkeep import forgetting
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from bot.wiring import Interpreter

log = logging.getLogger("itbot.upkeep")
FILE = "retention.json"
DAILY = timedelta(hours=23)


def tidied(interpreter: Interpreter, now: datetime) -> int:
    """Erase what is too old, unless that was done today already; how many rows went. A failure is tried again."""
    keeping = forgetting.keeping(interpreter.settings)
    last = last_beat(interpreter.settings.home, FILE)
    if not any(days is not None for days in keeping.days()) or (last is not None and now - last < DAILY):
        return 0
    try:
        told = forgetting.forget(interpreter, forgetting.old(interpreter, keeping), "retention", dry_run=False)
    except InterpreterError as trouble:
        log.warning("what is too old could not be erased yet: %s", type(trouble).__name__)
        return 0
    beat(interpreter.settings.home, FILE, now)
    gone = sum(told.rows.values())
    if gone:
        log.info("%d rows were older than the settings keep and were erased", gone)
    return gone
