"""`itbot classify`: a person's word on what kind of work a ticket is, kept over every later export."""

from __future__ import annotations

import getpass

import typer

KINDS = "break_fix, request, planned, alert or unknown"


def classify(
    ticket: str | None = typer.Argument(
        None, metavar="TICKET", help="The ticket's number; without it, what people have said is listed."
    ),
    kind: str | None = typer.Option(None, "--as", metavar="KIND", help=f"What it is: {KINDS}."),
    undo: bool = typer.Option(False, "--undo", help="Take back what was said of it."),
    why: str = typer.Option("", help="Why, in your own words."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Say what kind of work a ticket really is; your word counts from then on and stays when tickets are added again.

    Example: itbot classify INC-1042 --as request --why "a new phone, nothing was broken"
    """
    from bot.cli.screen import console, print_json, table
    from bot.cli.viewing import case_of
    from store.facts.common import InterpreterError

    case = case_of(contract)
    overrides = case.stores.overrides
    if ticket is not None:
        if (kind is None) == (not undo):
            raise InterpreterError(f"Say what {ticket} is with --as ({KINDS}), or take it back with --undo.")
        overrides.set(case.ref, ticket, kind, who=getpass.getuser(), why=why)
    rows = [
        {"ticket": one.ticket, "kind": one.kind, "who": one.who, "why": one.why, "at": one.at.isoformat()}
        for one in overrides.listed(case.ref)
    ]
    if as_json:
        print_json({"contract": case.ref, "overrides": rows})
        raise typer.Exit(0)
    if ticket is not None:
        said = (
            f"{ticket} counts as {kind.replace('_', '-')} from now on."
            if kind
            else f"What was said of {ticket} is taken back."
        )
        console().print(said, markup=False)
    shown = table("ticket", "kind", "said by", "why", title="What people say tickets are")
    for row in rows:
        shown.add_row(*(row[name].replace("[", "\\[") for name in ("ticket", "kind", "who", "why")))
    console().print(shown if rows else "Nobody has set the kind of a ticket.")
    raise typer.Exit(0)
