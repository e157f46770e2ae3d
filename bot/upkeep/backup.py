"""A backup of a home, made while it is in use: one file, looked over before it gets its name."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.upkeep import bundle
from bot.upkeep.bundle import Entry, Manifest, Progress
from bot.upkeep.parts import DATABASE, Part, left_out, parts
from store.copies import copy_to, looked_over, rows_of, sqlite_path
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from bot.settings import Settings

DUMP = "database.dump"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a backup would hold: each part's name with its size now (0 where a server holds it)."""

    target: Path
    parts: tuple[tuple[str, int], ...]


def program() -> str:
    """The program and its version."""
    try:
        return f"it-interpreter {version('it-interpreter')}"
    except PackageNotFoundError:
        return "it-interpreter"


def target_of(path: Path | None, now: datetime) -> Path:
    """Where the backup goes: the file named, or one named for the moment in the folder named (or in this one)."""
    name = f"itbot-backup-{now:%Y%m%d-%H%M%S}.zip"
    if path is None:
        return Path.cwd() / name
    return path / name if path.is_dir() else path


def planned(settings: Settings, target: Path) -> Plan:
    """What would be kept; nothing is written. Raises InterpreterError where there is nothing, or the file exists."""
    if target.exists():
        raise InterpreterError(f"{target} exists already; name another file, or move it away.")
    database = sqlite_path(settings.database)
    found = [(one.name, one.path.stat().st_size) for one in parts(settings.home, database)]
    if database is None:
        found.insert(0, (DUMP, 0))
    if not found or found[0][0] not in {DATABASE, DUMP}:
        raise InterpreterError(f"There is nothing to back up in {settings.home}: no database is there yet.")
    return Plan(target, tuple(found))


def back_up(
    settings: Settings,
    target: Path,
    now: datetime,
    erased: tuple[dict[str, Any], ...] = (),
    *,
    progress: Progress | None = None,
) -> Manifest:
    """Make the backup, read it again whole, and only then give it its name. Raises InterpreterError."""
    planned(settings, target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".itbot-backup-", dir=target.parent) as folder:
            return _made(settings, Path(folder), target, (now, erased), progress)
    except OSError as trouble:
        raise InterpreterError(
            f"The backup {target} cannot be written ({trouble.strerror or trouble}): make room there or name another place."
        ) from trouble


def _made(
    settings: Settings,
    folder: Path,
    target: Path,
    told: tuple[datetime, tuple[dict[str, Any], ...]],
    progress: Progress | None,
) -> Manifest:
    database = sqlite_path(settings.database)
    found = list(parts(settings.home, database))
    total = sum(one.path.stat().st_size for one in found)
    entries, rows, done = [], {}, 0
    packed = folder / "backup.zip"
    with zipfile.ZipFile(packed, "x", zipfile.ZIP_DEFLATED) as zipped:
        if database is None:
            entries.append(_dumped(settings, folder, zipped))
        for one in found:
            size = one.path.stat().st_size
            copied = _copied(one, folder, _from(done, total, progress))
            revision = looked_over(copied) if one.database else ""
            if one.database:
                rows[one.name] = rows_of(copied)
            zipped.write(copied, one.name)
            entries.append(Entry(one.name, copied.stat().st_size, bundle.sum_of(copied), revision))
            copied.unlink()
            done += size
            if progress is not None:
                progress(done, total)
        kind = "postgresql" if database is None else "sqlite"
        manifest = Manifest(
            told[0].isoformat(timespec="seconds"),
            program(),
            kind,
            tuple(entries),
            rows,
            told[1],
            left_out(settings.home),
        )
        zipped.writestr(bundle.MANIFEST, json.dumps(manifest.as_json(), indent=1))
    bundle.check(packed)
    packed.chmod(0o600)
    _named(packed, target)
    return manifest


def _from(done: int, total: int, progress: Progress | None) -> Progress | None:
    """The bar moved on by what one part has come to."""
    return None if progress is None else lambda at, _size: progress(done + at, total)


def _dumped(settings: Settings, folder: Path, zipped: zipfile.ZipFile) -> Entry:
    from store.dumps import dump, readable

    path = folder / DUMP
    revision = dump(settings.database, path)
    readable(path)
    zipped.write(path, DUMP, zipfile.ZIP_STORED)
    entry = Entry(DUMP, path.stat().st_size, bundle.sum_of(path), revision)
    path.unlink()
    return entry


def _copied(part: Part, folder: Path, progress: Progress | None) -> Path:
    """The part as it stands now, so that its sum and what is packed are of the same bytes."""
    target = folder / "part"
    if part.database:
        copy_to(part.path, target, progress)
    else:
        shutil.copyfile(part.path, target)
    return target


def _named(packed: Path, target: Path) -> None:
    """Give the finished file its name; never over another that appeared meanwhile."""
    with packed.open("rb") as file:
        os.fsync(file.fileno())
    try:
        os.link(packed, target)
    except FileExistsError:
        raise InterpreterError(f"{target} exists already; name another file, or move it away.") from None
    except OSError:  # a disk without links
        packed.replace(target)
