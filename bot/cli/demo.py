"""`itbot demo`: the sample company, and the question this is all about."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

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
    company: str | None = typer.Option(None, help="Another of the sample companies, by the name of its folder."),
    every: bool = typer.Option(False, "--all", help="Ask every sample company, one after the other."),
) -> None:
    """Load a sample company into a throw-away home and answer "are we getting what we pay for?".

    Example: itbot demo
    """
    from bot.answering.conversation import ask as answered
    from bot.cli.screen import console, print_json, progress_console
    from bot.cli.showing import show
    from bot.intake.sample import FIRST, companies, sample_company

    names = companies() if every else [company or FIRST]
    index = home is not None or ask != QUESTION
    screen = console()
    told = []
    for name in names:
        kept = home / name if home and every else home
        answer = answered(sample_company(progress_console(), kept, index=index, company=name), ask)
        told.append({"company": name, **answer.as_json()} if every else answer.as_json())
        if not as_json:
            screen.print(f"\n[bold cyan]You{f' ({name})' if every or company else ''}:[/] {ask}")
            show(answer, kept=home is not None)
    if as_json:
        print_json({"answers": told} if every else told[0])
    elif names == [FIRST]:
        _next(screen)


def _next(screen: Console) -> None:
    """What to try after the first sample company."""
    screen.print("\n[bold]Try next[/]")
    for line in NEXT:
        screen.print(f"  [cyan]{line.replace('itbot', called(), 1)}[/]", soft_wrap=True)
    screen.print("\n[bold]Then your own[/]")
    for line in ("itbot add CONTRACT.docx", "itbot add TICKETS.csv", 'itbot ask "are we getting what we pay for?"'):
        screen.print(f"  [cyan]{line.replace('itbot', called(), 1)}[/]", soft_wrap=True)
