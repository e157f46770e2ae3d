"""`itbot health`, `effort` and `options`: the marks of the relationship, the work put in, and what other terms would cost."""

from __future__ import annotations

import typer


def health(
    month: str | None = typer.Option(None, help="The month, as 2026-09; the last full month with data by default."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """The health check: seven marks of a good relationship, each with a face and what it rests on.

    Example: itbot health
    """
    from bot.answering.tables import months_asked
    from bot.answering.telling.health import health_rows
    from bot.cli.screen import COLOURS, FACES, console, print_json, table
    from bot.wiring import build

    found = [health_rows(case, chosen) for case, chosen in months_asked(build(), contract, month)]
    if as_json:
        print_json(found[0] if len(found) == 1 else {"contracts": found})
        raise typer.Exit(0)
    for one in found:
        shown = table("", "mark", "on", title=f"[bold]{one['contract']}, {one['month']}[/]")
        for mark in one["marks"]:
            words = mark["evidence"] if mark["face"] != "unknown" else f"{mark['evidence']}: {mark['fix']}"
            shown.add_row(FACES[mark["face"]], f"[{COLOURS[mark['face']]}]{mark['label']}[/]", words)
        console().print(shown)
        for well in one["went_well"]:
            console().print(f"[green]went well: {well}[/]")


def options(
    change: float = typer.Option(5.0, help="By how many per cent a rate would change."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """What other terms would have cost over the last twelve invoiced months, and how ready you are to leave.

    Example: itbot options --change 7.5
    """
    from decimal import Decimal

    from bot.answering.conversation import only_contract
    from bot.answering.telling.options import option_rows
    from bot.cli.screen import console, print_json, table
    from bot.wiring import build
    from store.facts.common import InterpreterError

    if not 0 < change <= 100:
        raise InterpreterError("Give --change as a percentage between 0 and 100, for example --change 5.")
    interpreter = build()
    ref = only_contract(interpreter, contract)
    found = option_rows(interpreter.case(ref, interpreter.today()), Decimal(str(change)))
    if as_json:
        print_json(found)
        raise typer.Exit(0)
    screen = console()
    if not found["options"]:
        screen.print("There are no invoices for the last year; add them first: itbot add invoices.csv")
    else:
        span = f"{found['months'][0]} to {found['months'][-1]}"
        shown = table("option", f">{found['currency']}", ">difference", title=f"[bold]{ref}, {span}[/]")
        shown.add_row("as it was paid, before credits", found["paid"], "")
        for one in found["options"]:
            shown.add_row(one["what"], one["cost"], one["difference"])
        screen.print(shown)
    screen.print(f"\nterm ends {found['term_end'] or 'unknown'} · notice by {found['notice_by'] or 'unknown'}")
    words = {True: "[green]held[/]", False: "[red]not held yet[/]", None: "[magenta]not known[/]"}
    for one in found["exit"]:
        screen.print(f"  {one['what']}: {words[one['held']]}")


def effort(
    month: str | None = typer.Option(None, help="The month, as 2026-09; the last full month with data by default."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """How much of the trouble they find first, and whether there is less service than half a year ago.

    Exit code 1 where the signs say so. Example: itbot effort
    """
    from bot.answering.tables import months_asked
    from bot.answering.telling.effort import HEADLINES, effort_rows
    from bot.cli.screen import console, print_json, sparkline, table
    from bot.wiring import build

    found = [effort_rows(case, chosen) for case, chosen in months_asked(build(), contract, month)]
    if as_json:
        print_json(found[0] if len(found) == 1 else {"contracts": found})
        raise typer.Exit(1 if any(one["verdict"] == "yes" for one in found) else 0)
    screen = console()
    for one in found:
        screen.print(f"[bold]{one['contract']}, {one['month']}[/]: {HEADLINES[one['verdict']]}.")
        shares = [float(row["share"]) for row in one["proactive"]]
        if shares:
            screen.print(
                f"{sparkline(shares)}  found by them first, half-year share, now {one['proactive'][-1]['share']} %"
            )
        shown = table("sign", ">before", ">now", ">chance", "")
        for sign in one["signs"]:
            chance = f"{sign['chance']} %" if sign["chance"] else "too few months"
            shown.add_row(
                sign["label"],
                sign["before"] or "–",
                sign["after"] or "–",
                chance,
                "[red]fell[/]" if sign["fell"] else "",
            )
        screen.print(shown)
    raise typer.Exit(1 if any(one["verdict"] == "yes" for one in found) else 0)
