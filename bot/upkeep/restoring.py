"""A backup put in the place of a home: read whole and looked over first, and what was there is kept beside it.

The database changes place in one step of the file system, so that a process killed on the way leaves the old home or
the new one, never half of each.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.upkeep import bundle
from bot.upkeep.backup import DUMP
from bot.upkeep.bundle import Manifest, Progress
from bot.upkeep.parts import BEFORE, DATABASE, FILES, FOLDERS, MADE_AGAIN, WORKSPACES
from store.copies import drop_waiting, is_newer, looked_over, rows_of, settle, sqlite_path
from store.database import open_database
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from bot.settings import Settings

# Questions that waited longer than this were most likely answered after the backup was made.
OLD = timedelta(hours=1)
LOCKS = "jobs-*.lock"
Erase = Callable[[str, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: what it put in place, where the old home lies, and what it let go or erased again."""

    manifest: Manifest
    before: Path | None
    migrated: bool
    dropped: int
    erased: int


def looked_at(settings: Settings, path: Path, progress: Progress | None = None) -> Manifest:
    """Read a backup whole and say whether it fits here; nothing is changed. Raises InterpreterError where it does not."""
    manifest = bundle.check(path, progress)
    if is_newer(manifest.revision):
        raise InterpreterError(
            f"{path} was made by a newer version of this product ({manifest.program}, tables {manifest.revision}); "
            "install that version or newer, then restore."
        )
    here = "sqlite" if sqlite_path(settings.database) else "postgresql"
    if manifest.database != here:
        raise InterpreterError(
            f"{path} holds a {manifest.database} database and this home uses {here}; set ITBOT_DATABASE_URL to one of "
            "the same kind."
        )
    return manifest


def restore(
    settings: Settings,
    path: Path,
    now: datetime,
    *,
    erase: Erase,
    since: Callable[[str], list[dict[str, Any]]],
    progress: Progress | None = None,
) -> Restored:
    """Put the backup in the place of the home. Raises InterpreterError, and then the home is as it was.

    `erase(url, note)` erases again what a note tells; `since(moment)` are the erasures this home knows of after then.
    """
    looked_at(settings, path)
    settings.home.mkdir(parents=True, exist_ok=True)
    with _alone(settings.home), tempfile.TemporaryDirectory(prefix=".itbot-restore-", dir=settings.home) as staging:
        folder = Path(staging)
        try:
            manifest = bundle.take_out(path, folder, progress)
        except OSError as trouble:
            raise InterpreterError(
                f"There is no room to unpack {path} in {settings.home} ({trouble.strerror}); free some and try again."
            ) from trouble
        again = [*manifest.notes, *since(manifest.made_at)]
        old = any(part.revision and part.revision != _head() for part in manifest.parts)
        if manifest.database == "postgresql":
            return _on_server(settings, folder, manifest, now, (again, erase, old))
        dropped = sum(_made_ready(one, manifest, folder, (again, erase)) for one in sorted(folder.rglob(DATABASE)))
        before = _swapped(settings, folder, now)
        return Restored(manifest, before, old, dropped, len(again))


def _head() -> str:
    from store.schema import HEAD

    return HEAD


def _made_ready(path: Path, manifest: Manifest, folder: Path, told: tuple[list[dict[str, Any]], Erase]) -> int:
    """Look a database over, bring it up to date, erase again what was erased since; how many questions were let go."""
    looked_over(path)
    counted = manifest.rows.get(path.relative_to(folder).as_posix())
    if counted is not None and rows_of(path) != counted:
        raise InterpreterError(f"{path.name} in the backup does not hold what its manifest says; take another backup.")
    url = f"sqlite:///{path}"
    database = open_database(url)
    try:
        dropped = drop_waiting(database, OLD)
    finally:
        database.close()
    again, erase = told
    for note in again:
        erase(url, note)
    settle(path)
    for more in path.parent.glob(f"{DATABASE}.*"):  # the lock, and the copy a migration made: the backup is that copy
        more.unlink()
    return dropped


def _swapped(settings: Settings, folder: Path, now: datetime) -> Path | None:
    """Put what was unpacked in place; returns the folder that keeps what was there, None where nothing was."""
    home, database = settings.home, sqlite_path(settings.database)
    aside = home / f"{BEFORE}{now:%Y%m%d-%H%M%S}"
    if database is not None and database.is_file():
        settle(database)
        aside.mkdir()
        _linked(database, aside / DATABASE)
    names = [*FILES, *FOLDERS, WORKSPACES]
    for name in [*names, *MADE_AGAIN]:
        if (home / name).exists():
            aside.mkdir(exist_ok=True)
            (home / name).rename(aside / name)
    for name in names:
        if (folder / name).exists():
            (folder / name).rename(home / name)
    if database is not None:
        database.parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / DATABASE, database)  # noqa: PTH105 - the one step that decides
    for name in ("library", "jobs.db", "jobs.db-wal", "jobs.db-shm"):  # made again: not worth keeping twice
        _gone(aside / name)
    return aside if aside.exists() else None


def _on_server(
    settings: Settings, folder: Path, manifest: Manifest, now: datetime, told: tuple[list[dict[str, Any]], Erase, bool]
) -> Restored:
    from store.dumps import dump, load

    again, erase, old = told
    aside = settings.home / f"{BEFORE}{now:%Y%m%d-%H%M%S}"
    aside.mkdir()
    dump(settings.database, aside / DUMP)
    load(settings.database, folder / DUMP)
    database = open_database(settings.database)
    try:
        dropped = drop_waiting(database, OLD)
    finally:
        database.close()
    for note in again:
        erase(settings.database, note)
    for name in (*FILES, *FOLDERS):
        if (settings.home / name).exists():
            (settings.home / name).rename(aside / name)
        if (folder / name).exists():
            (folder / name).rename(settings.home / name)
    return Restored(manifest, aside, old, dropped, len(again))


def _linked(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        shutil.copy2(source, target)


def _gone(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        with suppress(FileNotFoundError):
            path.unlink()


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the place of every process that may serve this home, so that none works on what is being changed."""
    held = []
    try:
        for lock in sorted({*home.glob(LOCKS), home / "jobs-1.lock"}):
            file = lock.open("w")
            held.append(file)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InterpreterError(
                    f"itbot serve (or the desk) is running on {home}; stop it first, then try again."
                ) from None
        yield
    finally:
        for file in held:
            file.close()
