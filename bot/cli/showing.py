"""An answer on the terminal: the headline in its colour, the text, the picture, what to do next."""

from __future__ import annotations

from rich.padding import Padding
from rich.text import Text

from bot.answering.answer import Answer
from bot.cli.screen import COLOURS, console, sparkline

STATES = {"refused": "magenta", "unknown": "magenta"}


def show(answer: Answer, *, kept: bool = True) -> None:
    """Print an answer for a person; where it was kept, say how to see what it rests on."""
    screen = console()
    colour = COLOURS.get(answer.verdict or "", STATES.get(answer.state, "bold"))
    screen.print()
    screen.print(Text(answer.headline, style=f"bold {colour}" if colour != "bold" else "bold"))
    for paragraph in answer.text.split("\n\n")[1:]:
        screen.print()
        screen.print(Text(paragraph))
    series = answer.extra.get("series")
    if series:
        screen.print()
        for name, values, ends in series:
            screen.print(
                Padding(Text.assemble((f"{sparkline(values)}  ", colour), (f"{name}  ", "dim"), (ends, "dim")), (0, 2))
            )
    if answer.next_steps:
        screen.print()
        for step in answer.next_steps:
            screen.print(Text(f"→ {step}", style="cyan"))
    screen.print()
    screen.print(
        Text(
            f"{answer.id}  (itbot log {answer.id} shows what this rests on)" if answer.id and kept else "", style="dim"
        )
    )
