"""A whole copy of the database while others go on writing it, looked over before anybody relies on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, make_url, update
from sqlalchemy.exc import ArgumentError

from store.database import SENTENCES, Database
from store.facts.common import InterpreterError
from store.schema import HEAD
from store.tables.conversations import IncomingRow

# SQLite calls back after so many steps of its machine: often enough for a bar, too seldom to be felt.
STEPS = 100_000
Progress = Callable[[int, int], None]


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite address; None for a server. Raises InterpreterError for what is no address."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise InterpreterError(
            "ITBOT_DATABASE_URL is no database address; write sqlite:///path/to/app.db or postgresql+psycopg://user@host/name."
        ) from None
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def copy_to(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Copy an SQLite database as it stands at one moment; writers are not held up, and deleted rows stay behind.

    `VACUUM INTO` reads in one transaction, so a busy writer cannot make it begin again, and it writes live rows only.
    Raises InterpreterError where the file cannot be read or the copy not written.
    """
    with _in_sentences(source), closing(sqlite3.connect(source, timeout=30)) as connection:
        size = source.stat().st_size
        if progress is not None:
            connection.set_progress_handler(lambda: progress(_bytes(target), size), STEPS)
        connection.execute("VACUUM INTO ?", (str(target),))
        connection.set_progress_handler(None, 0)
    target.chmod(0o600)


def looked_over(path: Path) -> str:
    """The revision of an SQLite database whose every page and every reference holds together; else InterpreterError."""
    with _in_sentences(path), closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
        if found != ["ok"] or loose:
            raise InterpreterError(f"{path.name} is damaged: {found[0] if found != ['ok'] else 'rows point nowhere'}.")
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def rows_of(path: Path) -> dict[str, int]:
    """How many rows each table of an SQLite database holds, by name."""
    with _in_sentences(path), closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        tables = [row[0] for row in connection.execute(names)]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def is_newer(revision: str) -> bool:
    """Whether tables of this revision were written by a version of the product that this one does not know."""
    return revision > HEAD


def settle(path: Path) -> None:
    """Write everything of an SQLite database that nobody uses into its one file, so that the file alone is whole."""
    with _in_sentences(path), closing(sqlite3.connect(path, timeout=30)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for more in ("-wal", "-shm"):
        path.with_name(path.name + more).unlink(missing_ok=True)


def swept(url: str) -> bool:
    """Write the database anew without what was deleted; False where a reader kept the old pages of its log for now."""
    path = sqlite_path(url)
    if path is None:
        engine = create_engine(make_url(url), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM FULL")
        engine.dispose()
        return True
    with _in_sentences(path), closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        connection.execute("VACUUM")
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


def drop_waiting(db: Database, older_than: timedelta) -> int:
    """Let go of questions that waited in the inbox for long: after a restore most were answered before. How many."""
    before: datetime = db.now() - older_than
    old = update(IncomingRow).where(IncomingRow.state == "waiting", IncomingRow.received_at < before)
    with db.write() as session:
        done = session.connection().execute(old.values(state="dropped", body={}, ended_at=db.now()))
        return int(done.rowcount)


def _bytes(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@contextmanager
def _in_sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as trouble:
        words = str(trouble)
        said = next((sentence for sign, sentence in SENTENCES.items() if sign in words), f"cannot be read ({words})")
        raise InterpreterError(f"The database {path} {said}.") from None
