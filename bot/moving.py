"""Moving a home from its files to servers: the rows into a PostgreSQL database, the vectors to a Chroma server if one is set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chasing.executors import InHome
from store.database import Database, open_database
from store.facts.common import InterpreterError
from store.moving import move

if TYPE_CHECKING:
    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Part:
    """What was moved of one workspace ("" for the home's own rows): rows, and passages with their vectors."""

    workspace: str
    rows: int
    passages: int = 0


def moved(settings: Settings, url: str) -> list[Part]:
    """Move this home's files into the database at `url`. Raises InterpreterError with what stands in the way."""
    file = settings.home / "app.db"
    if not url.startswith("postgresql"):
        raise InterpreterError(f"“{url}” is no PostgreSQL address; it looks like postgresql+psycopg://user@host/name.")
    if settings.database_url or not file.exists():
        raise InterpreterError(
            f"There is no {file} to move: leave ITBOT_DATABASE_URL out and set ITBOT_HOME to the home that holds it."
        )
    _nobody_at_work(settings.home)
    with closing(open_database(f"sqlite:///{file}")) as source, closing(open_database(url)) as target:
        parts = list(_parts(settings.home, source, target))
    return [_with_vectors(settings, url, part) for part in parts] if settings.chroma_url else parts


def _with_vectors(settings: Settings, url: str, part: Part) -> Part:
    """Hand the vectors that this home holds to the server; only those that it lacks are made."""
    from bot.wiring import build

    there = settings.model_copy(update={"database_url": url, "workspace": part.workspace or None})
    with closing(build(there)) as interpreter:
        refs = interpreter.stores.contracts.refs()
        return replace(part, passages=sum(interpreter.library.index(ref) for ref in refs))


def _parts(home: Path, source: Database, target: Database) -> Iterator[Part]:
    # The workspaces first and the home's own rows last: an attempt that was cut short is told by what is still missing.
    for folder in sorted(path for path in (home / "workspaces").glob("*") if (path / "app.db").exists()):
        with closing(source.of(folder.name)) as old, closing(target.of(folder.name)) as new:
            yield Part(folder.name, move(old, new).total)
    yield Part("", move(source, target).total)


def _nobody_at_work(home: Path) -> None:
    """Raise where itbot serve runs on this home: what it takes in meanwhile would be left behind."""
    mine = InHome(home)
    try:
        if not mine.own.endswith("-1"):
            raise InterpreterError(f"itbot serve is at work on {home}; stop it, so that nothing is left behind.")
    finally:
        mine.release()
