"""Who is at work on a shared database: each process holds a number there for as long as it lives.

A number is a lock of PostgreSQL's own that belongs to a connection. The server lets go of it when the connection ends,
so that a process that was killed, or whose machine is gone, is known to be dead without anybody having to say so.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DatabaseError

from store.facts.common import InterpreterError

log = logging.getLogger("itbot.replicas")
NUMBER_LOCK, VERSION_LOCK = 4_951_208, 4_951_209
NUMBERS = 64
# The server drops a connection whose machine fell silent after about so many seconds.
KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
HELD = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = :kind AND objid < :below "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
ALIVE = text("SELECT 1")
TAKE = text("SELECT pg_try_advisory_lock(:kind, :number)")
LET_GO = text("SELECT pg_advisory_unlock(:kind, :number)")
SAY_VERSION = text("SELECT pg_advisory_lock_shared(:kind, :number)")


class Replica:
    """One process's number (1 to 64) on a database, held until `release`."""

    def __init__(self, url: str, revision: str) -> None:
        self._engine: Engine = create_engine(url, connect_args=KEEPALIVE, isolation_level="AUTOCOMMIT")
        self._revision = int(revision)
        self._turn = threading.Lock()
        self._connection = self._engine.connect()
        self.number = next((n for n in range(1, NUMBERS + 1) if self._took(n)), 0)
        if not self.number:
            self.release()
            raise InterpreterError(f"{NUMBERS} processes use this database already; stop one of them and try again.")
        self._say_version()

    def keep(self) -> bool:
        """See that the number is still ours, and take it again after a break; True also while the server is away.

        False means that another process has it now: this one must end, since its work may have been taken over.
        """
        with self._turn:
            try:
                self._connection.execute(ALIVE)
            except DatabaseError:
                return self._again()
            return True

    @contextmanager
    def unless_alive(self, number: int) -> Iterator[bool]:
        """Whether nobody holds that number now; nobody can take it until the block ends."""
        if number == self.number:
            yield False
            return
        with self._turn:
            got = self._took(number)
            try:
                yield got
            finally:
                if got:
                    self._connection.execute(LET_GO, {"kind": NUMBER_LOCK, "number": number})

    def release(self) -> None:
        """Give the number back."""
        self._connection.close()
        self._engine.dispose()

    def _again(self) -> bool:
        self._connection.invalidate()
        self._connection.close()
        try:
            self._connection = self._engine.connect()
            if not self._took(self.number):
                return False
            self._say_version()
        except DatabaseError as away:
            log.warning("the database is out of reach (%s); trying again", type(away).__name__)
        return True

    def _say_version(self) -> None:
        self._connection.execute(SAY_VERSION, {"kind": VERSION_LOCK, "number": self._revision})

    def _took(self, number: int) -> bool:
        return bool(self._connection.scalar(TAKE, {"kind": NUMBER_LOCK, "number": number}))


def older_at_work(connection: Connection, oldest: str) -> int:
    """How many processes of a version before `oldest` are at work on this database; 0 where it is a file."""
    return _count(connection, VERSION_LOCK, int(oldest))


def at_work(connection: Connection) -> int:
    """How many processes are at work on this database; 0 where it is a file."""
    return _count(connection, NUMBER_LOCK, NUMBERS + 1)


def _count(connection: Connection, kind: int, below: int) -> int:
    if connection.dialect.name == "sqlite":
        return 0
    return connection.scalar(HELD, {"kind": kind, "below": below}) or 0
