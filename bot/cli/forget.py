"""`itbot forget`: erase a contract, a provider, a file, a person, or what grew old, wherever it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.upkeep.forgetting import Forgotten, Target
    from bot.wiring import Interpreter

KINDS = "contract, provider, file, person or old"


def forget(
    kind: str = typer.Argument(..., metavar="KIND", help=f"What to erase: {KINDS}."),
    name: str | None = typer.Argument(
        None, metavar="[NAME]", help="Which one: a ref, a provider, a file's path or name, a full name."
    ),
    also: list[str] = typer.Option([], "--also", help="Another name, address or Slack id (U…) of the same person."),
    word: list[str] = typer.Option(
        [], "--word", help="A single word of a person to cover everywhere, such as a first name."
    ),
    contract: str | None = typer.Option(None, help="Of which contract, where a file was added to several."),
    backup: list[Path] = typer.Option([], "--backup", help="A backup elsewhere that shall be told too."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Show what would go, and erase nothing."),
    yes: bool = typer.Option(False, "--yes", "-y", help="Do not ask."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Erase something for good: from the database, the search index, receipts, threads, the log and older copies.

    `file` is how a wrongly added file is taken out again. Exit code 1 when a word of it is still found somewhere.
    Example: itbot forget file tickets-october.csv --dry-run
    """
    from bot.cli.screen import print_json, progress_console
    from bot.intake.progress import bar
    from bot.upkeep import forgetting
    from bot.wiring import build
    from store.facts.common import InterpreterError

    interpreter = build()
    target = _target(interpreter, kind, name, (also, word), contract)
    would = forgetting.forget(interpreter, target, "command line", dry_run=True)
    if not as_json:
        _show(would)
    nothing = not would.rows
    if dry_run or (nothing and kind != "person"):
        if as_json:
            print_json({**would.as_json(), "dry_run": True})
        return
    if not yes and (as_json or not typer.confirm("Erase it for good?", err=True)):
        raise InterpreterError("Nothing was erased. Say --yes to erase without being asked.")
    with bar(progress_console(), "making the search index") as moved:
        done = forgetting.forget(interpreter, target, "command line", dry_run=False, backups=backup, progress=moved)
    if as_json:
        print_json(done.as_json())
    else:
        _told(done)
    raise typer.Exit(1 if done.left else 0)


def _target(
    interpreter: Interpreter, kind: str, name: str | None, more: tuple[list[str], list[str]], contract: str | None
) -> Target:
    from bot.upkeep import forgetting
    from store.facts.common import InterpreterError

    if kind == "old":
        return forgetting.old(interpreter, forgetting.keeping(interpreter.settings))
    if name is None:
        raise InterpreterError(f"Say which {kind}, for example: itbot forget {kind} NAME --dry-run")
    makers = {
        "contract": lambda: forgetting.contract(interpreter, name),
        "provider": lambda: forgetting.provider(interpreter, name),
        "file": lambda: forgetting.file(interpreter, name, contract),
        "person": lambda: forgetting.person([name, *more[0]], more[1]),
    }
    if kind not in makers:
        raise InterpreterError(f"“{kind}” is nothing that can be forgotten; say {KINDS}.")
    return makers[kind]()


def _show(would: Forgotten) -> None:
    from bot.cli.screen import console, table

    screen = console()
    if not would.rows:
        screen.print(f"Nothing of {would.target} is in the database.", markup=False)
        return
    shown = table(
        "what",
        ">how many",
        title=f"{would.target}: what would {'be covered' if would.target.startswith('person') else 'go'}",
    )
    for name, count in would.rows.items():
        shown.add_row(name, f"{count:,}")
    for name in would.files:
        shown.add_row(name, "whole")
    screen.print(shown)
    for note in would.notes:
        screen.print(f"  {note}", style="yellow", markup=False)


def _told(done: Forgotten) -> None:
    from bot.cli.screen import console

    screen = console()
    screen.print(
        f"[green]✓[/] {sum(done.rows.values()):,} rows erased; the search index and the figures were made again."
    )
    if done.backups:
        screen.print(f"  Noted in {len(done.backups)} backups, so that a restore erases it again.")
    for path in done.lost:
        screen.print(
            f"  [yellow]![/] not within reach: {path}; a restore from it into this home erases it again.",
            soft_wrap=True,
        )
    if not done.swept:
        screen.print(
            "  [yellow]![/] Another process reads the database; stop it and run itbot forget again to sweep its log."
        )
    elif done.left:
        screen.print(f"  [red]✗[/] still found in: {', '.join(done.left)}", soft_wrap=True)
    else:
        screen.print("  Every file of the home was looked through: no word of it was found.")
