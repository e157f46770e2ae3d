"""`itbot scorecard`: the value scorecard of a month."""

from __future__ import annotations

from typing import Any

import typer


def scorecard(
    month: str | None = typer.Option(None, help="The month, as 2026-09; the last full month with data by default."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Are we getting what we pay for, in eight parts, with what we do not know.

    Example: itbot scorecard --month 2026-09
    """
    from bot.answering.tables import months_asked, scorecard_rows
    from bot.cli.screen import COLOURS, FACES, console, print_json, table
    from bot.wiring import build

    interpreter = build()
    documents = [scorecard_rows(case, chosen) for case, chosen in months_asked(interpreter, contract, month)]
    if as_json:
        print_json(documents[0] if len(documents) == 1 else {"contracts": documents})
        raise typer.Exit(0)
    screen = console()
    for card in documents:
        colour = COLOURS[card["verdict"]]
        screen.print(
            f"[bold]{card['contract']}, {card['month']}: [{colour}]{card['verdict'].replace('_', ' ').upper()}[/][/]"
        )
        screen.print(
            f"proved {card['proved']} · on what we know {card['known_only'] or '–'} · at best {card['best_case']} · "
            f"coverage {card['coverage']} %"
        )
        shown = table("", "part", ">weight", ">score", "on")
        for part in card["dimensions"]:
            for index, item in enumerate(part["items"]):
                first = index == 0
                shown.add_row(
                    FACES[part["face"]] if first else "", part["label"] if first else "", part["weight"] if first else "",
                    (part["score"] or "–") if first else "", _on(item),
                )  # fmt: skip
        screen.print(shown)
        for gate in card["gates"]:
            screen.print(f"[yellow]caps the verdict: {gate}[/]")
        for well in card["went_well"]:
            screen.print(f"[green]went well: {well}[/]")
        screen.print()
    raise typer.Exit(0)


def _on(item: dict[str, Any]) -> str:
    """What one line of the score rests on; most readings begin with its name."""
    label, reading = str(item["label"]), str(item["reading"])
    said = reading if reading.startswith(label) else f"{label}: {reading}"
    return f"{said[:1].upper()}{said[1:]}"
