"""`itbot scope`: what the fee buys, and the contract beside what is usual."""

from __future__ import annotations

import typer

SHOWN = {
    "included": ("✓", "green"), "extra": ("+", "yellow"), "excluded": ("✗", "red"), "ours": ("us", "cyan"),
    "mentioned": ("~", "yellow"), "not_found": ("?", "magenta"),
}  # fmt: skip


def scope(
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """What a business usually expects, and what your contract says on each: promised, extra, left out, or no clause found.

    Example: itbot scope
    """
    from bot.answering.conversation import only_contract
    from bot.answering.draft import short
    from bot.answering.telling.scope import scope_rows
    from bot.cli.screen import console, print_json, table
    from bot.wiring import build

    interpreter = build()
    found = scope_rows(interpreter.case(only_contract(interpreter, contract), interpreter.today()))
    if as_json:
        print_json(found)
        raise typer.Exit(0)
    screen = console()
    for group in dict.fromkeys(row["group"] for row in found["activities"]):
        shown = table("", "what is usual", "clause", "in the contract's words", title=f"\n[bold]{group}[/]")
        for row in (one for one in found["activities"] if one["group"] == group):
            sign, colour = SHOWN[row["stand"]]
            words = short(row["quote"]) if row["quote"] else "the search found no clause"
            shown.add_row(f"[{colour}]{sign}[/]", row["activity"], row["clause"] or "–", words)
        screen.print(shown)
    screen.print(
        "\n✓ promised · + at an extra charge · ✗ left out · us left to us · ~ mentioned only · ? no clause found, which "
        "does not prove that there is none"
    )
