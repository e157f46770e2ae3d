"""`itbot charges`: the invoices against the contract, all that was paid, and what a user costs."""

from __future__ import annotations

from datetime import datetime

import typer

from bot.cli.viewing import AS_JSON, AS_OF, CONTRACT, FROM, MONTH, TO, Wanted, shown, told

VIEWS = {"check": "charge_drift", "spend": "spend", "user": "money"}


def charges(
    view: str = typer.Argument(
        "check", metavar="VIEW", help="check: invoices against the contract; spend: all paid; user: cost of a user."
    ),
    month: str | None = MONTH,
    start: str | None = FROM,
    end: str | None = TO,
    contract: str | None = CONTRACT,
    as_of: datetime | None = AS_OF,
    as_json: bool = AS_JSON,
) -> None:
    """Invoice lines against the contract's rates and the head count; all that was invoiced; the cost of a user.

    Exit code 1 when an invoice differs from the contract. Example: itbot charges check --from 2025-11 --to 2026-10
    """
    from store.facts.common import InterpreterError

    if view not in VIEWS:
        raise InterpreterError(f"'{view}' is no view of the charges; choose one of {', '.join(VIEWS)}.")
    answer = told(VIEWS[view], Wanted(month, start, end, contract, as_of))
    shown(answer, as_json=as_json)
    raise typer.Exit(1 if view == "check" and answer.verdict == "no" else 0)
