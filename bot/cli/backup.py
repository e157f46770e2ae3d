"""`itbot backup` and `itbot restore`: a whole home into one file and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.upkeep.bundle import Manifest
    from bot.upkeep.restoring import Restored

KINDS = {"contract": "contracts", "document": "documents", "term": "terms", "ticket": "tickets", "mail": "mails", "answer": "answers"}  # fmt: skip


def backup(
    path: Path | None = typer.Argument(None, metavar="[PATH]", help="The file to write, or the folder to write it in."),
    check: bool = typer.Option(
        False, "--check", help="Read an existing backup again, part by part, and say whether it is whole."
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Show what would be kept, and write nothing."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Make one file of everything kept in this home, while it is in use, and read it again before it gets its name.

    Example: itbot backup /mnt/backups
    """
    from datetime import UTC, datetime

    from bot.cli.screen import console, print_json, progress_console
    from bot.intake.progress import bar
    from bot.settings import Settings
    from bot.upkeep import backup as making
    from bot.upkeep import bundle, forgetting
    from store.facts.common import InterpreterError

    settings, now, screen = Settings(), datetime.now(UTC), console()
    if check:
        if path is None:
            raise InterpreterError("Say which backup to check, for example: itbot backup --check itbot-backup.zip")
        with bar(progress_console(), "reading the backup") as moved:
            manifest = bundle.check(path, moved)
        if as_json:
            print_json({"path": str(path), "whole": True, **manifest.as_json()})
            return
        screen.print(f"[green]✓[/] {path} is whole.")
        told(manifest)
        return
    target = making.target_of(path, now)
    if dry_run:
        plan = making.planned(settings, target)
        if as_json:
            print_json({"path": str(target), "dry_run": True, "parts": [{"name": n, "size": s} for n, s in plan.parts]})
            return
        _planned(plan.target, plan.parts)
        return
    with bar(progress_console(), "backing up") as moved:
        manifest = making.back_up(settings, target, now, forgetting.erased(settings), progress=moved)
    forgetting.remember(settings.home, target)
    _recorded(settings, "backed up", bytes=target.stat().st_size)
    if as_json:
        print_json({"path": str(target), "bytes": target.stat().st_size, **manifest.as_json()})
        return
    screen.print(f"[green]✓[/] {target} ({size(target.stat().st_size)}), written and read again.", soft_wrap=True)
    told(manifest)
    for name, why in manifest.left_out.items():
        screen.print(f"  not in it: {name}, {why}", style="dim")


def restore(
    path: Path = typer.Argument(..., metavar="PATH", help="A file that itbot backup made."),
    yes: bool = typer.Option(False, "--yes", "-y", help="Do not ask."),
    dry_run: bool = typer.Option(
        False, "--dry-run", help="Read the backup whole and say what would happen; change nothing."
    ),
    index: bool = typer.Option(True, "--index/--no-index", help="Make the search index again at once."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Put a backup in the place of this home. What was there is kept beside it.

    Example: itbot restore itbot-backup-20261123-091500.zip
    """
    from datetime import UTC, datetime
    from functools import partial

    from bot.cli.screen import console, print_json, progress_console
    from bot.intake.progress import bar
    from bot.settings import Settings
    from bot.upkeep import forgetting, restoring
    from store.facts.common import InterpreterError

    settings = Settings()
    with bar(progress_console(), "reading the backup") as moved:
        manifest = restoring.looked_at(settings, path, moved)
    if not as_json:
        console().print(f"[green]✓[/] {path} is whole.")
        told(manifest)
        console().print(f"It takes the place of {settings.home}; what is there is kept beside it.", soft_wrap=True)
    if dry_run:
        if as_json:
            print_json({"path": str(path), "dry_run": True, **manifest.as_json()})
        return
    if not yes and (as_json or not typer.confirm("Restore it?", err=True)):
        raise InterpreterError("Nothing was changed. Say --yes to restore without being asked.")
    since = partial(forgetting.erased_since, settings)
    with bar(progress_console(), "restoring") as moved:
        done = restoring.restore(settings, path, datetime.now(UTC), erase=forgetting.again, since=since, progress=moved)
    _recorded(settings, "restored", made_at=str(done.manifest.made_at))
    passages = _indexed() if index else None
    if as_json:
        print_json(document(done, passages))
    else:
        _restored(done, passages)


def _recorded(settings: Settings, act: str, **details: str | int) -> None:
    """Put on the record of who did what that somebody at this terminal did this."""
    from bot.upkeep import recording
    from bot.wiring import build

    interpreter = build(settings)
    recording.tell(interpreter, act, who=recording.person_here(), **details)
    interpreter.close()


def document(done: Restored, passages: int | None) -> dict[str, Any]:
    """What a restore did, as JSON."""
    return {
        "restored": True, "made_at": done.manifest.made_at, "schema": done.manifest.revision, "migrated": done.migrated,
        "kept_beside": str(done.before) if done.before else None, "questions_let_go": done.dropped,
        "erased_again": done.erased, "passages": passages,
    }  # fmt: skip


def _restored(done: Restored, passages: int | None) -> None:
    from bot.cli.screen import console

    screen = console()
    screen.print("[green]✓[/] Restored.")
    if done.before is not None:
        screen.print(f"  What was there lies in {done.before}; delete it when you no longer need it.", soft_wrap=True)
    if done.migrated:
        screen.print("  The backup was of an older version; its tables were brought up to date.")
    if done.erased:
        screen.print(f"  {done.erased} erasures made after the backup were made again.")
    if done.dropped:
        screen.print(f"  {done.dropped} questions that waited in it were let go: they are most likely answered.")
    if passages is None:
        screen.print(
            "  → itbot reindex makes the search index again; until then search goes by words only.", style="cyan"
        )
    else:
        screen.print(f"  {passages} passages indexed for search.")


def _indexed() -> int:
    from bot.cli.screen import progress_console
    from bot.intake.progress import bar
    from bot.wiring import build

    interpreter = build()
    with bar(progress_console(), "making the search index") as moved:
        return interpreter.library.reindex(list(interpreter.stores.contracts.refs()), moved)


def _planned(target: Path, parts: tuple[tuple[str, int], ...]) -> None:
    from bot.cli.screen import console, table

    shown = table("part", ">size")
    for name, bytes_ in parts:
        shown.add_row(name, size(bytes_))
    console().print(shown)
    console().print(f"would go to {target}; nothing was written.", soft_wrap=True)


def told(manifest: Manifest) -> None:
    """Say what a backup holds."""
    from bot.cli.screen import console

    screen = console()
    screen.print(
        f"  made on {manifest.made_at} by {manifest.program}, tables {manifest.revision}, {len(manifest.parts)} parts, {size(manifest.size)} unpacked",
        soft_wrap=True,
    )
    for name, rows in manifest.rows.items():
        counted = [f"{rows[kind]:,} {words}" for kind, words in KINDS.items() if rows.get(kind)]
        if counted:
            screen.print(f"  {name}: {', '.join(counted)}", soft_wrap=True)
    erased = len(manifest.erased) + len(manifest.notes)
    if erased:
        screen.print(f"  {erased} erasures on record, of which {len(manifest.notes)} are made again at a restore")


def size(count: int) -> str:
    """Bytes in words."""
    for unit, step in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= step:
            return f"{count / step:.1f} {unit}"
    return f"{count} bytes"
