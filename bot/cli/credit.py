"""`itbot credits`: what a month's misses are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator


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
        owed, credited, short = (_money(row[name], row["currency"]) for name in ("owed", "credited", "short"))
        screen.print(
            f"owed {owed or 'cannot be told'}, credited {credited or '–'}, short {short or '–'}"
            + ("; cap applied" if row["cap_applied"] else "")
        )
        for line in _claim_lines(row):
            screen.print(line)
        for unknown in row["unknowns"]:
            screen.print(f"[magenta]cannot tell: {unknown['what']}[/] {unknown['fix']}")
        screen.print()
    raise typer.Exit(0)


def _money(value: str | None, currency: str | None) -> str:
    from decimal import Decimal

    from bot.answering.draft import amount
    from store.facts.common import Money

    return amount(Money(Decimal(value), currency or "")) if value is not None else ""


def _claim_lines(row: dict[str, Any]) -> Iterator[str]:
    """By when it is to be claimed, or that it was."""
    from datetime import date

    from rich.markup import escape

    from bot.answering.asking.period import day
    from bot.digest.safe import safe

    made = [one for one in row["claims"] if one["in_time"]]
    for one in row["claims"]:
        on = day(date.fromisoformat(one["sent_on"])) if one["sent_on"] else "a day not known"
        sum_ = f" ({_money(one['amount'], row['currency'])})" if one["amount"] else ""
        timely = {True: ", in time", False: ", after the last day", None: ""}[one["in_time"]]
        sure = "claimed" if one["status"] == "confirmed" else "an email of yours reads as a claim"
        yield f"[green]{sure} on {on}{sum_}{timely}[/]" + (f': "{escape(safe(one["quote"]))}"' if one["quote"] else "")
        if one["status"] != "confirmed":
            yield f"  [dim]itbot claim {row['month']} --confirm, or --not-a-claim[/]"
    if row["claim_by"] and row["claim_open"]:
        yield f"[yellow]claim by {day(date.fromisoformat(row['claim_by']))}[/]"
    elif row["claim_by"] and not made:
        yield (
            f"[red]the last day to claim was {day(date.fromisoformat(row['claim_by']))}[/]; no claim is on record: "
            f"itbot claim {row['month']} --sent DAY if there was one"
        )
