"""`itbot demo`: the sample company, and the question this is all about."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import typer

QUESTION = "Are we getting what we pay for?"
NEXT = (
    'itbot demo --ask "how quickly did they answer P1s in September?"',
    'itbot demo --ask "what does a missed target cost them, and by when must we claim?"',
    'itbot demo --ask "is it getting better or worse?"',
    'itbot demo --ask "what does the contract say about ending it early?"',
)


def called() -> str:
    """How to call the program from here: by name where that is enough, else by its path."""
    if shutil.which("itbot"):
        return "itbot"
    path = Path(sys.argv[0])
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def demo(
    ask: str = typer.Option(QUESTION, help="Ask the sample company something else."),
    home: Path | None = typer.Option(None, help="Keep the sample company in this folder instead of throwing it away."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Load a sample company into a throw-away home and answer "are we getting what we pay for?".

    Example: itbot demo
    """
    from bot.answering.conversation import ask as answered
    from bot.cli.screen import console, print_json, progress_console
    from bot.cli.showing import show
    from bot.intake.sample import sample_company

    interpreter = sample_company(progress_console(), home, index=home is not None or ask != QUESTION)
    answer = answered(interpreter, ask)
    if as_json:
        print_json(answer.as_json())
        raise typer.Exit(0)
    screen = console()
    screen.print(f"\n[bold cyan]You:[/] {ask}")
    show(answer, kept=home is not None)
    screen.print("\n[bold]Try next[/]")
    for line in NEXT:
        screen.print(f"  [cyan]{line.replace('itbot', called(), 1)}[/]", soft_wrap=True)
    screen.print("\n[bold]Then your own[/]")
    for line in ("itbot add CONTRACT.docx", "itbot add TICKETS.csv", 'itbot ask "are we getting what we pay for?"'):
        screen.print(f"  [cyan]{line.replace('itbot', called(), 1)}[/]", soft_wrap=True)
