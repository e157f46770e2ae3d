"""The version of the tables: made at first opening, brought up to date under a lock, never taken backwards.

Processes of two versions may work on one PostgreSQL database while a new version is rolled out. A migration that only
adds names the oldest version that can work beside it (`oldest = "0009"`); code that finds newer tables goes on where
that is itself or an older one. A migration that names none waits until no process of an older version is at work.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, column, inspect, select, table
from sqlalchemy.schema import CreateSchema

from store.facts.common import InterpreterError
from store.replicas import older_at_work

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0012"  # the newest revision in store/migrations/versions; a test holds the two together

VERSION = table("alembic_version", column("version_num"))
# Which version of the code the tables of `revision` ask for at least.
ASKS_FOR = table("asks_for", column("revision"), column("oldest"))
LOCK_WAIT_S = 120


def bring_up_to_date(engine: Engine, scope: str | None = None) -> None:
    """Make the tables, or bring older ones up to date (with a copy of the file kept beside it); quick when current.

    `scope` is the schema of one workspace on PostgreSQL. Raises InterpreterError for tables that this version cannot
    work with, and where they cannot be changed yet because an older version is at work on them.
    """
    found = revision(engine, scope)
    if found == HEAD or (found is not None and found > HEAD and _bears_us(engine, found)):
        return
    path = sqlite_file(engine)
    with _alone(path):
        found = revision(engine, scope)
        if found != HEAD:
            _migrate(engine, path, found, scope)


def revision(engine: Engine, scope: str | None = None) -> str | None:
    """The revision the tables have; None when there are none. Raises when the tables are somebody else's."""
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names(schema=scope))
        if VERSION.name in names:
            return connection.scalar(select(VERSION.c.version_num))
    if names:
        raise InterpreterError(
            f"{engine.url.render_as_string()} holds tables of another program; name a database of its own."
        )
    return None


def _bears_us(engine: Engine, found: str) -> bool:
    """Whether these newer tables say that this version may work with them; raises InterpreterError where not."""
    with engine.connect() as connection:
        oldest = connection.scalar(select(ASKS_FOR.c.oldest).where(ASKS_FOR.c.revision == found))
    if oldest is not None and oldest <= HEAD:
        return True
    raise InterpreterError(
        f"{engine.url.render_as_string()} was written by a newer version of this product (its tables are "
        f"{found}, this one knows them up to {HEAD}); install the newer version or restore an older backup."
    )


def _migrate(engine: Engine, path: Path | None, found: str | None, scope: str | None) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    with as_file(files("store") / "migrations") as folder, _for_writing(engine) as connection:
        config = _config(folder, connection)
        coming = list(ScriptDirectory.from_config(config).walk_revisions("base" if found is None else found, HEAD))
        oldest = max(getattr(one.module, "oldest", one.revision) for one in coming if one.revision != found)
        if found is not None:
            _refuse_under_others(connection, oldest)
        if path is not None and found is not None:
            copy_beside(path, found)
        if scope is not None:
            connection.execute(CreateSchema(scope, if_not_exists=True))
        command.upgrade(config, HEAD)
        asked_before = connection.scalars(select(ASKS_FOR.c.oldest)).all()
        oldest = max([oldest, *asked_before])
        connection.execute(ASKS_FOR.delete())
        connection.execute(ASKS_FOR.insert().values(revision=HEAD, oldest=oldest))


def _refuse_under_others(connection: Connection, oldest: str) -> None:
    """Raise where processes are at work that could not work with the tables to come."""
    others = older_at_work(connection, oldest)
    if others:
        words = "a process of an older version is" if others == 1 else f"{others} processes of an older version are"
        raise InterpreterError(
            f"The tables of {connection.engine.url.render_as_string()} must be changed in a way that the version now "
            f"running cannot work with, and {words} at work on them; stop every itbot serve first, then start this one."
        )


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
