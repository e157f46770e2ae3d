"""What a home is made of: what a backup must hold, what is made again, and what is kept apart on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATABASE = "app.db"
# Beside the database: what people gave or decided that stands nowhere else.
FILES = ("mailbox.json",)
FOLDERS = ("attachments", "mappings", "model")
WORKSPACES = "workspaces"
LEFT_OUT = {
    "library": "the search index: it is made again from the database",
    "models": "the sentence model: it comes with the program",
    "jobs.db": "planned jobs: they are planned again from the database",
    "slack.key": "the key of the Slack tokens: keep it apart from the database, or a thief of one has both",
}
# Made again, so a restore clears them away.
MADE_AGAIN = ("library", "jobs.db", "jobs.db-wal", "jobs.db-shm", "reminders.json", "auditor.json", "slack.json")
BEFORE = "before-restore-"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a home: where it lies, its name in a backup, and whether it is a database."""

    path: Path
    name: str
    database: bool = False


def homes(home: Path) -> list[tuple[Path, str]]:
    """The home itself and the home of every workspace in it, each with its prefix in a backup."""
    folder = home / WORKSPACES
    own = sorted(one for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []
    return [(home, ""), *((one, f"{WORKSPACES}/{one.name}/") for one in own)]


def parts(home: Path, database: Path | None) -> Iterator[Part]:
    """Every file that a backup of this home holds, databases first, in an order that is always the same.

    `database` is the file of the home's own database; None where a server holds it.
    """
    every = homes(home)
    for folder, prefix in every:
        path = folder / DATABASE if prefix else database
        if path is not None and path.is_file():
            yield Part(path, f"{prefix}{DATABASE}", database=True)
    for folder, prefix in every:
        for name in FILES:
            if (folder / name).is_file():
                yield Part(folder / name, f"{prefix}{name}")
        for name in FOLDERS:
            for path in sorted((folder / name).rglob("*")):
                if path.is_file() and not path.is_symlink():
                    yield Part(path, f"{prefix}{path.relative_to(folder).as_posix()}")


def left_out(home: Path) -> dict[str, str]:
    """What is here and not in a backup, with the reason."""
    return {name: why for name, why in LEFT_OUT.items() if (home / name).exists()}
