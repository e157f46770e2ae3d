"""Whose turn it is, agreed among processes on one database: to post into a conversation, or to begin a stream.

One row for each conversation says when its next turn comes, so that however many processes post, the pace is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete

from store.database import Database
from store.tables.conversations import InstallBegunRow, TurnToPostRow

Milliseconds = Callable[[], int]


def _wall_clock_ms() -> int:
    return int(time.time() * 1000)


class Turns:
    """Turns on one database; `now_ms` is the wall clock in milliseconds since 1970."""

    def __init__(self, db: Database, now_ms: Milliseconds = _wall_clock_ms) -> None:
        self._db, self._now_ms = db, now_ms

    def wait_ms(self, key: str, gap_ms: int) -> int:
        """Take the next turn of this key; how long it is until then, in milliseconds. Turns stand `gap_ms` apart."""
        with self._db.write() as session:
            now = self._now_ms()
            row = session.get(TurnToPostRow, key) or TurnToPostRow(key=key, next_ms=now)
            turn = max(now, row.next_ms)
            row.next_ms = turn + gap_ms
            session.add(row)
        return turn - now

    def is_free(self, key: str, count: int, per_ms: int) -> bool:
        """Whether one more of at most `count` in `per_ms` may begin now; a yes is counted.

        The generic cell rate algorithm (ITU-T I.371): one instant a key instead of a list of all that began.
        """
        each = per_ms // count
        with self._db.write() as session:
            now = self._now_ms()
            row = session.get(TurnToPostRow, key) or TurnToPostRow(key=key, next_ms=now)
            arrives = max(now, row.next_ms)
            if arrives - now > per_ms - each:
                return False
            row.next_ms = arrives + each
            session.add(row)
        return True

    def forget(self) -> None:
        """Drop the turns that lie behind: they bind nobody any more."""
        with self._db.write() as session:
            session.execute(delete(TurnToPostRow).where(TurnToPostRow.next_ms < self._now_ms()))


class BegunInstalls:
    """Installations that were begun on our page, each good once and for a while, whichever process hears of its end."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def begin(self, state: str) -> None:
        """Note that an installation was begun."""
        with self._db.write() as session:
            session.add(InstallBegunRow(state=state, at=self._db.now()))

    def end(self, state: str, within: timedelta) -> bool:
        """Whether it was begun here no longer ago than that; it is good no more."""
        with self._db.write() as session:
            row = session.get(InstallBegunRow, state)
            if row is None:
                return False
            begun: datetime = row.at
            session.delete(row)
        return self._db.now() - begun <= within

    def forget(self, older_than: timedelta) -> None:
        """Drop what nobody finished."""
        with self._db.write() as session:
            session.execute(delete(InstallBegunRow).where(InstallBegunRow.at < self._db.now() - older_than))
