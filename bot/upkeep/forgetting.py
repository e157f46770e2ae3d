"""Erasing from a home: the database first and whole, then everything that was made from it or lies beside it.

What goes is worked out by doing it and undoing it, so that a look beforehand never says anything else than the deed does.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.upkeep import bundle, recording
from bot.upkeep.parts import BEFORE
from store.copies import sqlite_path, swept
from store.erasure.contracts import erase_contract, erase_contract_again
from store.erasure.files import erase_file, erase_file_again, files_named
from store.erasure.marks import marks_again, marks_of
from store.erasure.old import Keeping, erase_old
from store.erasure.people import erase_person
from store.erasure.record import Erasures, Gone, notes_at
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from bot.intake.progress import Progress
    from bot.settings import Settings
    from bot.wiring import Interpreter

BACKUPS = "backups.json"
REMEMBERED = 200
# Beside the database: whole copies of older states, what was put aside, what came in, and the log of failures.
COPIES = (f"{BEFORE}*", "app.db.before-*", "attachments", "incoming", "itbot.log*")
MODELS = "models"
CHUNK = 1 << 22


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be erased: the deed on the database, what must afterwards be found nowhere, and its name for a person."""

    says: str
    deed: Callable[[Any], list[Gone]]
    needles: tuple[str, ...]


@dataclass(slots=True)
class Forgotten:
    """What went (or would go): rows by name, files beside the database, backups noted, and where something is left."""

    target: str
    rows: dict[str, int]
    files: list[str]
    notes: list[str]
    backups: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    swept: bool = True
    done: bool = False

    def as_json(self) -> dict[str, Any]:
        """As `itbot forget --json` prints it."""
        return {
            "target": self.target, "erased": self.done, "rows": self.rows, "files": self.files, "notes": self.notes,
            "backups_noted": self.backups, "backups_not_found": self.lost, "still_found_in": self.left, "swept": self.swept,
        }  # fmt: skip


def contract(interpreter: Interpreter, name: str) -> Target:
    """One contract, by ref or name."""
    from bot.answering.conversation import contract_named

    ref = contract_named(interpreter, name)
    return Target(f"contract {ref}", lambda session: [erase_contract(session, ref)], (ref,))


def provider(interpreter: Interpreter, name: str) -> Target:
    """Every contract with a provider."""
    every = interpreter.stores.contracts.every()
    refs = [one.ref for one in every if one.provider and one.provider.casefold() == name.casefold()]
    meant = {one.provider for one in every if one.provider and name.casefold() in one.provider.casefold().split()}
    refs = refs or [one.ref for one in every if len(meant) == 1 and one.provider in meant]
    if not refs:
        known = ", ".join(sorted({one.provider for one in every if one.provider})) or "none"
        raise InterpreterError(f"There is no contract with a provider called “{name}”; known are: {known}.")
    says = f"provider {name} ({', '.join(refs)})"
    return Target(says, lambda session: [erase_contract(session, ref) for ref in refs], (name, *refs))


def file(interpreter: Interpreter, name: str, ref: str | None) -> Target:
    """One file that was taken in, by its path, its name, or the first letters of its SHA-256."""
    path = Path(name)
    sum_ = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    with interpreter.database.read() as session:
        found = files_named(session, path.name if sum_ else name, sum_, ref)
        found = found or (files_named(session, path.name, "", ref) if sum_ else [])
    if not found:
        raise InterpreterError(f"No file called “{path.name}” was taken in here.")
    if len(found) > 1:
        told = "; ".join(f"{one.kind} of {one.contract}, {one.sha256[:12] or one.file}" for one in found)
        raise InterpreterError(
            f"“{path.name}” was taken in more than once: {told}. Name one by the first letters of its sum, or by --contract."
        )
    one = found[0]
    return Target(
        f"{one.kind} file {one.file} of {one.contract}", lambda session: [erase_file(session, one)], (one.file,)
    )


def person(names: Iterable[str], words: Iterable[str] = ()) -> Target:
    """One person, by full name, addresses and Slack ids; and by single words that shall be covered everywhere."""
    given, single = tuple(names), tuple(words)
    marks = marks_of(given, single)
    needles = (*given, *single)
    return Target(f"person {given[0]}", lambda session: [erase_person(session, marks)], needles)


def old(interpreter: Interpreter, keeping: Keeping) -> Target:
    """What is older than the settings let it be."""
    now = interpreter.clock()
    return Target("what is older than the settings keep", lambda session: erase_old(session, keeping, now), ())


def forget(
    interpreter: Interpreter,
    target: Target,
    by: str,
    *,
    dry_run: bool,
    backups: Iterable[Path] = (),
    progress: Progress | None = None,
) -> Forgotten:
    """Erase the target, or say what would go. Everything in the database goes at once or not at all."""
    home = interpreter.settings.home
    gone = Erasures(interpreter.database).do(target.deed, by, dry_run=dry_run)
    rows: dict[str, int] = {}
    for one in gone:
        for name, count in one.rows.items():
            rows[name] = rows.get(name, 0) + count
    beside = [path for pattern in COPIES for path in sorted(home.glob(pattern))] if target.needles else []
    told = Forgotten(target.says, rows, [path.name for path in beside], [note for one in gone for note in one.notes])
    if dry_run:
        return told
    told.done = True
    recording.tell(interpreter, "erased", who=by, kind=gone[0].kind if gone else None, rows=sum(rows.values()))
    for path in beside:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    if target.needles and rows:
        _index(interpreter, progress)
        measure(interpreter)
    on_server = sqlite_path(interpreter.settings.database) is None  # which sweeps up by itself in time
    told.swept = not rows or (on_server and not target.needles) or swept(interpreter.settings.database)
    for note in (_note(one) for one in gone if target.needles and (one.rows or one.kind == "person")):
        _noted(home, note, backups, told)
    told.left = left(home, sqlite_path(interpreter.settings.database), target.needles) if told.swept else []
    return told


def _note(gone: Gone) -> dict[str, Any]:
    return {"kind": gone.kind, "rows": dict(gone.rows), **gone.note}


def _index(interpreter: Interpreter, progress: Progress | None) -> None:
    """Make the search index anew: a vector store keeps the bytes of what is deleted from it."""
    refs = list(interpreter.stores.contracts.refs())
    if refs:
        interpreter.library.reindex(refs, progress)
    else:
        interpreter.library.clear()


def measure(interpreter: Interpreter) -> None:
    """Judge the tickets that are left by the terms that are left."""
    from bot.intake.terms import measure_again

    measure_again(interpreter)


def again(url: str, note: dict[str, Any]) -> None:
    """Erase in the database at `url` what a note tells, as a restore does."""
    from store.database import open_database

    def deed(session: Any) -> list[Gone]:
        if note["kind"] == "contract":
            return [erase_contract_again(session, note)]
        if note["kind"] == "person":
            return [erase_person(session, marks_again(note))]
        return [erase_file_again(session, note)] if "of" in note else []

    database = open_database(url)
    try:
        Erasures(database).do(deed, "restore")
    finally:
        database.close()


def erased(settings: Settings) -> tuple[dict[str, Any], ...]:
    """The erasures on record in this home, oldest first."""
    return tuple(_notes(settings, None))


def erased_since(settings: Settings, moment: str) -> list[dict[str, Any]]:
    """The erasures on record since a backup was made; none where this home has no database yet."""
    return _notes(settings, datetime.fromisoformat(moment))


def _notes(settings: Settings, since: datetime | None) -> list[dict[str, Any]]:
    path = sqlite_path(settings.database)
    return notes_at(settings.database, since) if path is None or path.is_file() else []


def remember(home: Path, made: Path) -> None:
    """Note where a backup was put, so that it can be told what is erased later."""
    known = [one for one in remembered(home) if one != str(made.resolve())]
    (home / BACKUPS).write_text(json.dumps([*known, str(made.resolve())][-REMEMBERED:]), "utf-8")


def remembered(home: Path) -> list[str]:
    """Where backups of this home were put."""
    try:
        return [str(one) for one in json.loads((home / BACKUPS).read_text("utf-8"))]
    except (OSError, ValueError):
        return []


def _noted(home: Path, note: dict[str, Any], more: Iterable[Path], told: Forgotten) -> None:
    """Put the note into every backup within reach."""
    for one in dict.fromkeys([*remembered(home), *(str(path.resolve()) for path in more)]):
        try:
            reached = bundle.note(Path(one), note)
        except (InterpreterError, OSError):
            reached = False
        into = told.backups if reached else told.lost
        if one not in into:
            into.append(one)


def left(home: Path, database: Path | None, needles: Iterable[str]) -> list[str]:
    """The files of a home whose bytes still hold one of these words, in any of the ways text is kept."""
    every = {way for needle in needles for way in _ways(needle)}
    if not every:
        return []
    paths = [path for path in sorted(home.rglob("*")) if path.is_file() and MODELS not in path.relative_to(home).parts]
    beside = [database.with_name(database.name + more) for more in ("", "-wal", "-shm")] if database else []
    paths += [path for path in beside if path.is_file() and path not in paths]
    return [str(path.relative_to(home) if path.is_relative_to(home) else path) for path in paths if _holds(path, every)]


def _ways(needle: str) -> set[bytes]:
    low = needle.lower()
    return {low.encode(), json.dumps(low)[1:-1].encode(), low.encode("utf-16-le"), low.encode("latin-1", "replace")}


def _holds(path: Path, ways: set[bytes]) -> bool:
    longest, tail = max(len(way) for way in ways), b""
    with path.open("rb") as opened:
        while block := opened.read(CHUNK):
            seen = (tail + block).lower()
            if any(way in seen for way in ways):
                return True
            tail = seen[-longest:]
    return False


def keeping(settings: Settings) -> Keeping:
    """For how many days the settings keep things."""
    return Keeping(
        settings.keep_answers_days, settings.keep_conversations_days, settings.keep_mails_days, settings.keep_audit_days
    )
