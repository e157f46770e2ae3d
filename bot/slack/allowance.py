"""How much may be asked: by one person, by all of a workspace, and at once; over it the person is told when to ask again."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from store.facts.common import InterpreterError
from store.uses import DAY, MINUTE, Limit, Uses

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.database import Database

WHAT = "ask"


class HeldBackError(InterpreterError):
    """A question over a limit: the words for the person."""


class Allowance:
    """The limits of one workspace, counted in its database, so that they hold over every process that serves it."""

    def __init__(self, database: Database, settings: Settings, seconds: Callable[[], float] = time.time) -> None:
        self._uses, self._settings, self._seconds = Uses(database), settings, seconds  # a sample's clock stands still
        self._tidied = 0

    def refused(self, team: str, user: str, waiting: int) -> tuple[str, str] | None:
        """None where a question may be answered now; else which limit it met, and the words for the person.

        `waiting` are the events not dealt with yet.
        """
        if waiting > self._settings.ask_waiting:
            return "waiting", f"I am busy: {waiting} things wait before yours. Please ask again in a few minutes."
        given, who = self._settings, sha256(f"{team}/{user}".encode()).hexdigest()[:16]
        limits = {
            "person_a_minute": (who, Limit(given.ask_person_a_minute, MINUTE)),
            "all_a_minute": (team, Limit(given.ask_all_a_minute, MINUTE)),
        }
        if given.ask_person_a_day is not None:
            limits["person_a_day"] = (who, Limit(given.ask_person_a_day, DAY))
        now = int(self._seconds())
        if now - self._tidied > DAY:
            self._uses.forget(now)
            self._tidied = now
        met = self._uses.taken(WHAT, limits, now)
        return None if met is None else (met[0], words(*met))


def words(limit: str, wait: int) -> str:
    """The polite refusal."""
    if limit == "person_a_day":
        hours = -(-wait // 3600)
        return f"You have asked as much as one person may in a day. Please ask again in about {hours} hours."
    busy = "You have asked much in this minute" if limit == "person_a_minute" else "I am busy: many people ask just now"
    return f"{busy}. Please ask again in about {wait} seconds."
