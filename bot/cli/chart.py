"""`itbot chart`: one picture of the figures, in the terminal or as a file."""

from __future__ import annotations

from pathlib import Path

import typer


def chart(
    kind: str = typer.Argument(metavar="KIND", help="attainment, break-fix, credits, evidence or scorecard."),
    output: Path | None = typer.Option(None, "--output", "-o", help="Write a PNG file instead of drawing here."),
    metric: str | None = typer.Option(
        None, help="For attainment: response, resolution, availability, patching and so on."
    ),
    priority: int | None = typer.Option(None, help="For attainment: the priority, as 1."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """A chart of what was measured, with the same figures in words.

    Example: itbot chart break-fix -o faults.png
    """
    from bot.answering.conversation import only_contract
    from bot.charting.blocks import lines
    from bot.charting.charts import finished, kind_named
    from bot.charting.gathering import KINDS, attainment
    from bot.cli.screen import console, print_json
    from bot.wiring import build
    from store.facts.common import InterpreterError

    chosen = kind_named(kind)
    interpreter = build()
    case = interpreter.case(only_contract(interpreter, contract), interpreter.today())
    shown = attainment(case, metric, priority) if chosen == "attainment" else KINDS[chosen](case)
    if shown is None and chosen == "attainment" and (metric is not None or priority is not None):
        from bot.charting.gathering import levels_drawn

        asked = " ".join(part for part in (f"P{priority}" if priority is not None else "", metric or "") if part)
        raise InterpreterError(
            f"There is no level for {asked} in {case.ref}; those that can be drawn: {', '.join(levels_drawn(case)) or 'none'}."
        )
    if shown is None:
        raise InterpreterError(f"There is nothing to draw for {chosen} yet: the records it needs have not been added.")
    if output is not None:
        if output.suffix.lower() != ".png":
            raise InterpreterError(f"{output.name}: charts are written as PNG; give a name that ends in .png.")
        if not output.parent.is_dir():
            raise InterpreterError(f"{output}: there is no folder {output.parent}; make it first, or name another.")
        output.write_bytes(finished(shown, chosen).png)
    if as_json:
        print_json(
            {
                "contract": case.ref,
                "kind": chosen,
                "title": shown.title,
                "alt": shown.alt,
                "file": str(output) if output else None,
            }
        )
        raise typer.Exit(0)
    screen = console()
    if output is None:
        for line in lines(shown):
            screen.print(line)
    else:
        screen.print(f"{shown.title}: written to {output}", markup=False)
    screen.print(shown.alt, markup=False)
