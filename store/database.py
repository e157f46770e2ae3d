"""Opening the database and its transactions: one writer at a time, readers see one moment, nothing half written.

SQLite by default, PostgreSQL by URL; the difference between the two lives here and nowhere else. Where several
workspaces are served, each has tables of its own: another file, or another schema of the same server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.orm import Session

from store.facts.common import InterpreterError
from store.replicas import at_work
from store.schema import bring_up_to_date, sqlite_file
from store.scope import scope_of

PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "NORMAL",
    "busy_timeout": "30000",
    "foreign_keys": "ON",
    "cache_size": "-65536",  # KiB; the default of 2 MiB makes a million rows crawl through their indexes
}
WRITER_LOCK = 4_951_207  # any number will do, as long as every writer on PostgreSQL asks for the same one
ALONE_LOCK = 4_951_210
# Connections of one process to PostgreSQL, shared by all its workspaces: kept open, and more in a burst.
KEPT_OPEN, IN_A_BURST = 8, 16

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

    def __init__(self, engine: Engine, now: Callable[[], datetime], *, own: bool = True) -> None:
        self._clock = now
        self._engine, self._own = engine, own
        self._writing = engine.execution_options(writes=True)
        self._reading = _reader(engine)
        self._in_turn = Lock()

    @property
    def is_shared(self) -> bool:
        """Whether processes on several machines may work on it: a server, and not a file."""
        return self._engine.dialect.name != "sqlite"

    def of(self, workspace: str) -> Database:
        """The tables of one workspace and of no other, made or brought up to date first.

        On SQLite they are a file beside this one, on PostgreSQL a schema of their own over the same connections.
        Raises InterpreterError for a name that is none.
        """
        scope = scope_of(workspace)
        file = sqlite_file(self._engine)
        if file is not None:
            file = file.parent / "workspaces" / workspace / file.name
            file.parent.mkdir(parents=True, exist_ok=True)
            return open_database(f"sqlite:///{file}", now=self._clock)
        scoped = self._engine.execution_options(scope=scope)
        with _in_sentences(self.name):
            bring_up_to_date(scoped, scope)
        return Database(scoped, self._clock, own=False)

    def forget(self, workspace: str) -> None:
        """Delete all of one workspace's tables, for good."""
        scope = scope_of(workspace)
        file = sqlite_file(self._engine)
        if file is not None:
            folder = file.parent / "workspaces" / workspace
            for one in folder.glob(f"{file.name}*"):
                one.unlink()
            return
        with _in_sentences(self.name), self._writing.begin() as connection:
            connection.exec_driver_sql(f'DROP SCHEMA IF EXISTS "{scope}" CASCADE')

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

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """Let one process at a time do this; nothing else waits for it. A file has one process to begin with."""
        if not self.is_shared:
            yield
            return
        with _in_sentences(self.name), self._engine.begin() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ALONE_LOCK}, {_number(what)})")
            yield

    def at_work(self) -> int:
        """How many processes serve from this database now; 0 for a file, whose process nobody else needs to know."""
        with self.read() as session:
            return at_work(session.connection())

    def close(self) -> None:
        """Let go of every connection; those that workspaces share stay with the database they came from."""
        if self._own:
            self._writing.dispose()


def open_database(url: str, *, now: Callable[[], datetime] | None = None) -> Database:
    """The database at `url` (`sqlite:///path` or `postgresql+psycopg://…`), made or brought up to date first.

    Raises InterpreterError when it cannot be opened, is not ours, or was written by a newer version.
    """
    try:
        engine = _engine(url)
    except (ArgumentError, ImportError):
        raise InterpreterError(
            f"“{url}” is no database address; write sqlite:///path/to/app.db or postgresql+psycopg://user@host/name."
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    name = engine.url.render_as_string(hide_password=True)
    try:
        with _in_sentences(name):
            bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, now or _wall_clock)


def _engine(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return create_engine(address)
    # A connection that the server has dropped meanwhile is noticed and replaced before it is used.
    return create_engine(address, pool_size=KEPT_OPEN, max_overflow=IN_A_BURST, pool_pre_ping=True)


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
    """SQLite: say BEGIN ourselves, IMMEDIATE to write. PostgreSQL: see one scope only, and write in turn in it.

    The search path names the workspace's schema and nothing else, for this transaction alone: a connection that goes
    back to the pool takes nothing of it along.
    """
    options = connection.get_execution_options()
    writes, scope = options.get("writes", False), options.get("scope")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        return
    asked = [f"set_config('search_path', '\"{scope}\"', true)"] if scope else []
    if writes:
        asked.append(f"pg_advisory_xact_lock({_lock(scope)})")
    if asked:
        connection.exec_driver_sql(f"SELECT {', '.join(asked)}")


def _lock(scope: str | None) -> str:
    """The writers' lock of a scope; workspaces do not wait for one another."""
    return f"{WRITER_LOCK}, {_number(scope)}" if scope else str(WRITER_LOCK)


def _number(name: str) -> int:
    """A name as the server's locks know it: 32 bits with a sign. Two names that fall together merely wait for each other."""
    return crc32(name.encode()) - 2**31


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
