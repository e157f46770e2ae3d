"""The file of a backup: a zip with a manifest that says what is in it, of when, and by which sum each part is known."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from store.facts.common import InterpreterError

FORMAT = 1
MANIFEST = "manifest.json"
# What was erased after a backup was made is noted in it, one entry a time, so that a restore erases it again.
NOTE = "erased-"
BLOCK = 1 << 20
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One part as the manifest tells it; `revision` is that of a database's tables, empty for other files."""

    name: str
    size: int
    sha256: str
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `rows` counts the rows of each table of each database; `erased` are the erasures before it."""

    made_at: str
    program: str
    database: str
    parts: tuple[Entry, ...]
    rows: dict[str, dict[str, int]]
    erased: tuple[dict[str, Any], ...] = ()
    left_out: dict[str, str] = field(default_factory=dict)
    notes: tuple[dict[str, Any], ...] = ()

    @property
    def revision(self) -> str:
        """The newest revision of tables in it."""
        return max((part.revision for part in self.parts), default="")

    @property
    def size(self) -> int:
        """Bytes of all parts, unpacked."""
        return sum(part.size for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        """The manifest as it stands in the file."""
        return {
            "format": FORMAT,
            "made_at": self.made_at,
            "program": self.program,
            "database": self.database,
            "schema": self.revision,
            "parts": [
                {"name": one.name, "size": one.size, "sha256": one.sha256, "schema": one.revision} for one in self.parts
            ],
            "rows": self.rows,
            "erased": list(self.erased),
            "left_out": self.left_out,
        }


def sum_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup to read from, with its manifest. Raises InterpreterError where it is none, damaged, or of a newer kind."""
    try:
        with zipfile.ZipFile(path) as bundle:
            yield bundle, _manifest(bundle, path)
    except FileNotFoundError:
        raise InterpreterError(f"{path}: there is no such file. Check the path and try again.") from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, KeyError, ValueError, TypeError) as trouble:
        raise InterpreterError(
            f"{path} is no backup of this product or is damaged ({type(trouble).__name__}); take another backup."
        ) from None


def _manifest(bundle: zipfile.ZipFile, path: Path) -> Manifest:
    told = json.loads(bundle.read(MANIFEST))
    if told["format"] > FORMAT:
        raise InterpreterError(f"{path} was made by a newer version of this product; install that version first.")
    notes = [json.loads(bundle.read(name)) for name in sorted(bundle.namelist()) if name.startswith(NOTE)]
    entries = tuple(Entry(one["name"], one["size"], one["sha256"], one["schema"]) for one in told["parts"])
    for one in entries:
        pure = PurePosixPath(one.name)
        if pure.is_absolute() or ".." in pure.parts or "\\" in one.name:
            raise InterpreterError(f"{path} names a part outside a home ({one.name}); it was not made by this product.")
    return Manifest(
        told["made_at"], told["program"], told["database"], entries, told["rows"],
        tuple(told["erased"]), told["left_out"], tuple(notes),
    )  # fmt: skip


def check(path: Path, progress: Progress | None = None) -> Manifest:
    """Read every part again and hold it against its sum; returns the manifest, or raises InterpreterError."""
    with opened(path) as (bundle, manifest):
        done = 0
        for part in manifest.parts:
            done = _read(bundle, part, path, None, (progress, done, manifest.size))
        return manifest


def take_out(path: Path, folder: Path, progress: Progress | None = None) -> Manifest:
    """Unpack every part into `folder`, each held against its sum on the way."""
    with opened(path) as (bundle, manifest):
        done = 0
        for part in manifest.parts:
            target = folder / part.name
            target.parent.mkdir(parents=True, exist_ok=True)
            done = _read(bundle, part, path, target, (progress, done, manifest.size))
        return manifest


def _read(
    bundle: zipfile.ZipFile, part: Entry, path: Path, target: Path | None, bar: tuple[Progress | None, int, int]
) -> int:
    progress, done, total = bar
    digest, size = hashlib.sha256(), 0
    with bundle.open(part.name) as packed, (target or Path("/dev/null")).open("wb") as file:
        while block := packed.read(BLOCK):
            size += len(block)
            if size > part.size:
                break
            digest.update(block)
            file.write(block)
            if progress is not None:
                progress(done + size, total)
    if size != part.size or digest.hexdigest() != part.sha256:
        raise InterpreterError(f"{path} is damaged: {part.name} is not what was put into it; take another backup.")
    return done + size


def note(path: Path, erased: dict[str, Any]) -> bool:
    """Add to a backup that something was erased after it was made; False where the file is not there any more."""
    if not path.is_file():
        return False
    with opened(path) as (_, manifest):
        number = len(manifest.notes) + 1
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(f"{NOTE}{number:05}.json", json.dumps(erased))
    return True
