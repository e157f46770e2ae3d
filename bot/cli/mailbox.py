"""`itbot mailbox`: keep what came into the provider mailbox since the last look."""

from __future__ import annotations

import sys

import typer


def mailbox(as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout.")) -> None:
    """Look into the mailbox that ITBOT_IMAP_URL names and keep what is new; nothing there is changed or marked as read.

    Exit code 3 when the mailbox cannot be reached. Example: itbot mailbox
    """
    from bot.cli.screen import console, print_json, progress_console
    from bot.intake.mailbox import EXAMPLE, UnreachableMailboxError, poll
    from bot.intake.progress import bar
    from bot.wiring import build
    from store.facts.common import InterpreterError

    interpreter = build()
    url = interpreter.settings.imap_url
    if url is None:
        raise InterpreterError(f"No mailbox is set up; set ITBOT_IMAP_URL, for example {EXAMPLE}")
    try:
        with bar(progress_console(), "reading the mailbox") as moved:
            kept = poll(interpreter, url.get_secret_value(), moved=moved)
    except UnreachableMailboxError as trouble:
        sys.stderr.write(f"{trouble}\n")
        raise typer.Exit(3) from None
    if as_json:
        said = {
            "new": [one.name for one in kept.new],
            "unchanged": kept.unchanged,
            "notes": kept.notes,
            "rejects": kept.rejects,
        }
        print_json(said)
    else:
        screen = console()
        screen.print(f"{len(kept.new)} new, {kept.unchanged} there already.")
        for line in [*kept.notes[:20], *(f"✗ {one}" for one in kept.rejects[:20])]:
            screen.print(f"  {line}", markup=False)
    raise typer.Exit(1 if kept.rejects else 0)
