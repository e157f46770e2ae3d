"""`itbot tickets`: one ticket by its number, or the tickets seen from one side."""

from __future__ import annotations

from datetime import datetime

import typer

from bot.cli.viewing import AS_JSON, AS_OF, CONTRACT, FROM, MONTH, TO, Wanted, shown, told

VIEWS = {
    "backlog": "backlog",
    "ageing": "backlog",
    "repeats": "repeats",
    "kinds": "work_kinds",
    "causes": "causes",
    "integrity": "integrity",
    "reopened": "reopened",
    "first-fix": "first_fix",
    "lowered": "lowered",
    "felt": "felt_time",
    "waits": "our_delays",
    "per-user": "tickets_per_user",
    "times": "longest",
    "outages": "outages",
    "claims": "claims",
}


def tickets(
    what: str = typer.Argument(
        "backlog", metavar="VIEW|TICKET", help=f"One of {', '.join(VIEWS)}; or a ticket's number."
    ),
    month: str | None = MONTH,
    start: str | None = FROM,
    end: str | None = TO,
    contract: str | None = CONTRACT,
    as_of: datetime | None = AS_OF,
    as_json: bool = AS_JSON,
) -> None:
    """One ticket's story by its number, or all tickets seen from one side: backlog, causes, repeats and more.

    Example: itbot tickets causes --month 2026-10
    """
    wanted = Wanted(month, start, end, contract, as_of)
    view = VIEWS.get(what.lower())
    answer = told(view, wanted) if view else told("ticket_story", wanted, ticket=what)
    shown(answer, as_json=as_json)
    raise typer.Exit(0)
