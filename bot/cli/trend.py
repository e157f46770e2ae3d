"""`itbot trend`: how something went from month to month."""

from __future__ import annotations

from datetime import datetime

import typer

from bot.cli.viewing import AS_JSON, AS_OF, CONTRACT, FROM, MONTH, TO, Wanted, shown, told

WHAT = {
    "faults": "trend",
    "tickets": "tickets_per_user",
    "backlog": "backlog",
    "kinds": "work_kinds",
    "security": "security_trend",
    "credits": "credit_ledger",
}


def trend(
    what: str = typer.Argument("faults", metavar="WHAT", help=f"One of {', '.join(WHAT)}."),
    month: str | None = MONTH,
    start: str | None = FROM,
    end: str | None = TO,
    contract: str | None = CONTRACT,
    as_of: datetime | None = AS_OF,
    as_json: bool = AS_JSON,
) -> None:
    """How faults, tickets, the backlog, kinds of work, security counts or credits went from month to month.

    Example: itbot trend tickets --from 2026-01 --to 2026-10
    """
    from store.facts.common import InterpreterError

    if what not in WHAT:
        raise InterpreterError(f"'{what}' has no trend here; choose one of {', '.join(WHAT)}.")
    shown(told(WHAT[what], Wanted(month, start, end, contract, as_of)), as_json=as_json)
    raise typer.Exit(0)
