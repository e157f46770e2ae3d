"""The version of the tables: made at first opening, brought up to date under a lock, never taken backwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, column, inspect, select, table

from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0008"  # the newest revision in store/migrations/versions; a test holds the two together

VERSION = table("alembic_version", column("version_num"))
LOCK_WAIT_S = 120


def bring_up_to_date(engine: Engine) -> None:
    """Make the tables, or bring older ones up to date (with a copy of the file kept beside it); quick when current."""
    if revision(engine) == HEAD:
        return
    path = sqlite_file(engine)
    with _alone(path):
        found = revision(engine)
        if found != HEAD:
            _migrate(engine, path, found)


def revision(engine: Engine) -> str | None:
    """The revision the tables have; None when there are none. Raises when the tables are somebody else's."""
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
        if VERSION.name in names:
            return connection.scalar(select(VERSION.c.version_num))
    if names:
        raise InterpreterError(
            f"{engine.url.render_as_string()} holds tables of another program; name a database of its own."
        )
    return None


def _migrate(engine: Engine, path: Path | None, found: str | None) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    with as_file(files("store") / "migrations") as folder, _for_writing(engine) as connection:
        config = _config(folder, connection)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise InterpreterError(
                f"{engine.url.render_as_string()} was written by a newer version of this product (its tables are "
                f"{found}, this one knows them up to {HEAD}); install the newer version or restore an older backup."
            )
        if path is not None and found is not None:
            copy_beside(path, found)
        command.upgrade(config, "head")


@contextmanager
def _for_writing(engine: Engine) -> Iterator[Connection]:
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


def _config(folder: Path, connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def copy_beside(path: Path, found: str) -> Path:
    """A whole copy of the SQLite file, named for the revision it holds; earlier copies are kept."""
    copy = path.with_name(f"{path.name}.before-{HEAD}-from-{found}")
    number = 1
    while copy.exists():
        number += 1
        copy = copy.with_name(f"{path.name}.before-{HEAD}-from-{found}.{number}")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


@contextmanager
def _alone(path: Path | None) -> Iterator[None]:
    """Only one process migrates at a time: a lock file beside the database, let go even when the process dies.

    The lock is SQLite's own, on a file of its own, because that holds on every system. PostgreSQL's writers already
    queue behind one lock.
    """
    if path is None:
        yield
        return
    lock = path.with_name(f"{path.name}.lock")
    with closing(sqlite3.connect(lock, timeout=LOCK_WAIT_S, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def sqlite_file(engine: Engine) -> Path | None:
    """The file behind an SQLite engine; None for PostgreSQL and for a database in memory."""
    name = engine.url.database
    return Path(name) if engine.dialect.name == "sqlite" and name and name != ":memory:" else None
