"""Opening the database and its transactions: one writer at a time, readers see one moment, nothing half written.

SQLite by default, PostgreSQL by URL; the difference between the two lives here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.orm import Session

from store.facts.common import InterpreterError
from store.schema import bring_up_to_date

PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "NORMAL",
    "busy_timeout": "30000",
    "foreign_keys": "ON",
    "cache_size": "-65536",  # KiB; the default of 2 MiB makes a million rows crawl through their indexes
}
WRITER_LOCK = 4_951_207  # any number will do, as long as every writer on PostgreSQL asks for the same one

SENTENCES = {
    "database is locked": "is being written by another process and did not come free in 30 seconds; try again",
    "disk is full": "has no room left on its disk; free some space and try again",
    "readonly": "cannot be written; give this user the right to write the file and its folder",
    "unable to open": "cannot be opened; check that its folder exists and that this user may write there",
    "not a database": "is not a database of this product or is damaged; restore a backup or name another file",
    "malformed": "is damaged; restore a backup",
    "connection": "cannot be reached; check that the server runs and that the address is right",
}


class Database:
    """A way to read and to write; every call of `read` or `write` is one transaction."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._clock = now
        self._writing = engine.execution_options(writes=True)
        self._reading = _reader(engine)
        self._in_turn = Lock()

    @property
    def name(self) -> str:
        """The address without its password, for messages."""
        return self._writing.url.render_as_string(hide_password=True)

    def now(self) -> datetime:
        """This instant, in whole seconds as the tables keep it."""
        return self._clock().replace(microsecond=0)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One reading transaction: everything read in it is of the same moment."""
        with _in_sentences(self.name), Session(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One writing transaction: kept whole when the block ends, gone without a trace when it raises.

        Threads of one process queue here, since a database that is asked again and again lets some wait for long.
        """
        with (
            self._in_turn,
            _in_sentences(self.name),
            Session(self._writing, expire_on_commit=False) as session,
            session.begin(),
        ):
            session.connection()  # takes the writer's lock now, so that what is read next cannot go stale
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        self._writing.dispose()


def open_database(url: str, *, now: Callable[[], datetime] | None = None) -> Database:
    """The database at `url` (`sqlite:///path` or `postgresql+psycopg://…`), made or brought up to date first.

    Raises InterpreterError when it cannot be opened, is not ours, or was written by a newer version.
    """
    try:
        engine = create_engine(make_url(url))
    except (ArgumentError, ImportError):
        raise InterpreterError(
            f"“{url}” is no database address; write sqlite:///path/to/app.db or postgresql+psycopg://user@host/name."
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    name = engine.url.render_as_string(hide_password=True)
    with _in_sentences(name):
        bring_up_to_date(engine)
    return Database(engine, now or _wall_clock)


def _wall_clock() -> datetime:
    return datetime.now(UTC)


def _reader(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """SQLite: say BEGIN ourselves, IMMEDIATE to write. PostgreSQL: writers queue behind one lock."""
    writes = connection.get_execution_options().get("writes", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


@contextmanager
def _in_sentences(name: str) -> Iterator[None]:
    """Trouble of the database itself becomes one sentence; a broken rule of the tables stays what it is: our bug."""
    try:
        yield
    except DatabaseError as trouble:
        words = str(trouble.orig)
        for sign, sentence in SENTENCES.items():
            if sign in words:
                raise InterpreterError(f"The database {name} {sentence}.") from trouble
        raise
