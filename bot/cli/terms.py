"""`itbot terms`: what was found in the contracts."""

from __future__ import annotations

import typer


def terms(
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    status: str | None = typer.Option(None, help="found, confirmed, conflict, unknown or overruled."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """The terms found in contracts, each with its words, clause and status.

    Example: itbot terms --status conflict
    """
    from bot.answering.conversation import contract_named
    from bot.cli.screen import console, print_json, table
    from bot.intake.terms import term_row
    from bot.wiring import build
    from store.facts.common import InterpreterError, Status

    interpreter = build()
    if status is not None and status not in set(Status):
        raise InterpreterError(f"'{status}' is no status; use one of: {', '.join(Status)}.")
    ref = contract_named(interpreter, contract) if contract else None
    rows = [term_row(term) for term in interpreter.stores.terms.listed(ref, Status(status) if status else None)]
    if as_json:
        print_json({"terms": rows})
        raise typer.Exit(0)
    colours = {"confirmed": "green", "found": "white", "conflict": "yellow", "unknown": "magenta", "overruled": "dim"}
    shown = table(">id", "what", "reading", "clause", "status")
    for row in rows:
        where = row["clause"] + (f", p. {row['page']}" if row["page"] else "")
        shown.add_row(
            str(row["id"]),
            row["kind"].replace("_", " "),
            row["reading"],
            where,
            f"[{colours[row['status']]}]{row['status']}[/]",
        )
    console().print(shown)
    for row in rows:
        if row["question"]:
            console().print(f"[yellow]{row['id']}: {row['question']}[/]")
        elif row["status"] in {"found", "overruled"} and row["readings"]:
            console().print(f"[dim]{row['id']}: {'; '.join(row['readings'])}[/]", markup=True)
    raise typer.Exit(0)
