"""`itbot credits`: what a month's misses are worth."""

from __future__ import annotations

import typer


def credits(
    month: str | None = typer.Option(None, help="The month, as 2026-09; the last three full months by default."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Service credits owed, claimed and paid, with each step of the arithmetic and the claim deadline.

    Example: itbot credits --month 2026-09
    """
    from bot.answering.tables import credit_rows, months_asked
    from bot.cli.screen import console, print_json, table
    from bot.wiring import build

    interpreter = build()
    rows = [credit_rows(case, chosen) for case, chosen in months_asked(interpreter, contract, month, back=3)]
    if as_json:
        print_json({"months": rows})
        raise typer.Exit(0)
    screen = console()
    for row in rows:
        shown = table("what", ">value", "unit", "clause", title=f"[bold]{row['contract']}, {row['month']}[/]")
        for step in row["steps"]:
            shown.add_row(step["what"], step["value"], step["unit"], step["clause"] or "")
        screen.print(shown)
        owed = f"{row['currency'] or ''} {row['owed']}".strip() if row["owed"] is not None else "cannot be told"
        screen.print(
            f"owed {owed}, credited {row['credited'] or '–'}, short {row['short'] or '–'}"
            + ("; cap applied" if row["cap_applied"] else "")
        )
        if row["claim_by"]:
            screen.print(
                f"[yellow]claim by {row['claim_by']}[/]"
                if row["claim_open"]
                else f"[red]claim window closed on {row['claim_by']}[/]"
            )
        for unknown in row["unknowns"]:
            screen.print(f"[magenta]cannot tell: {unknown['what']}[/] {unknown['fix']}")
        screen.print()
    raise typer.Exit(0)
