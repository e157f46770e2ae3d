"""`itbot claim`: the letter that claims a service credit; `itbot letter`: the next step about a thing that is due."""

from __future__ import annotations

import typer


def claim(
    month: str = typer.Argument(..., help="The month, as 2026-09."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_of: str | None = typer.Option(None, "--as-of", help="The day it is written, as 2026-10-20."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Draft the letter that claims a month's service credit; you send it yourself.

    Example: itbot claim 2026-09 > claim.txt
    """
    from datetime import date

    from bot.answering.conversation import only_contract
    from bot.chasing.letters import claim_letter, told
    from bot.cli.screen import print_json
    from bot.wiring import build
    from store.facts.common import InterpreterError

    interpreter = build()
    try:
        today = date.fromisoformat(as_of) if as_of else interpreter.today()
        date.fromisoformat(f"{month}-01")
    except ValueError:
        raise InterpreterError("Write the month as 2026-09 and a day as 2026-10-20.") from None
    letter = claim_letter(interpreter.case(only_contract(interpreter, contract), today), month)
    if as_json:
        print_json(
            {
                "to": letter.to,
                "subject": letter.subject,
                "body": letter.body,
                "claim_by": letter.by,
                "sources": list(letter.sources),
            }
        )
    else:
        typer.echo(told(letter))


def letter(
    watched: str = typer.Argument(..., metavar="ID", help="What it is about, by its id in itbot due."),
    formal: bool = typer.Option(False, "--formal", help="A formal notice instead of a plain letter."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Draft the next step towards the provider about a thing that is due; you send it yourself.

    Example: itbot letter 3f9a1
    """
    from bot.chasing.due import found
    from bot.chasing.letters import escalation, told
    from bot.cli.screen import print_json
    from bot.wiring import build
    from store.facts.watched import Rung

    interpreter = build()
    ref, item = found(interpreter, watched, interpreter.clock())
    made = escalation(interpreter.case(ref, interpreter.today()), item, Rung.NOTICE if formal else Rung.DRAFT)
    if as_json:
        print_json({"to": made.to, "subject": made.subject, "body": made.body, "sources": list(made.sources)})
    else:
        typer.echo(told(made))
