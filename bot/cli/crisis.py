"""`itbot crisis`: how we were told of one major incident, and how we felt about it afterwards."""

from __future__ import annotations

import typer


def crisis(
    ticket: str | None = typer.Argument(
        None, help="The ticket of the incident; the last one written about by default."
    ),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    pulse: str | None = typer.Option(None, help="How confident you are in their word since: more, same or less."),
    note: str = typer.Option("", help="Why, in your own words."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Time to the first word, silences, the all-clear, the cause: one incident on a timeline.

    Example: itbot crisis INC-4455
    """
    from bot.answering.conversation import contract_named
    from bot.cli.screen import print_json
    from bot.digest.crisis import ANSWERS, crisis_of
    from bot.digest.keeping import brought_up
    from bot.wiring import build
    from store.facts.common import InterpreterError
    from store.facts.promised import Pulse

    interpreter = build()
    refs = interpreter.stores.contracts.refs()
    if not contract and len(refs) != 1:
        raise InterpreterError("Say which contract with --contract; itbot terms lists them.")
    ref = contract_named(interpreter, contract) if contract else refs[0]
    brought_up(interpreter.stores, ref, interpreter.clock())
    case = interpreter.case(ref, interpreter.today())
    found = crisis_of(case, ticket, interpreter.clock())
    if pulse:
        if pulse not in ANSWERS:
            raise InterpreterError(f'"{pulse}" is none of more, same and less.')
        interpreter.stores.correspondence.add_pulse(Pulse(ref, found.name, pulse, interpreter.today(), note))
        found = crisis_of(case, ticket, interpreter.clock())
    if as_json:
        print_json(found.as_json())
    else:
        _show(found)
    raise typer.Exit(0)


def _show(found: object) -> None:
    from zoneinfo import ZoneInfo

    from rich.text import Text

    from bot.cli.screen import console, table
    from bot.digest.crisis import Crisis
    from bot.digest.crisis_words import sentences_of
    from bot.digest.safe import safe

    if not isinstance(found, Crisis):
        raise TypeError
    screen = console()
    shown = table("when", "what", "", title=f"[bold]{safe(found.name)}[/]")
    for one in found.line.events:
        at = one.at.astimezone(ZoneInfo(found.tz))
        shown.add_row(f"{at.day} {at:%B %H:%M}", one.kind, Text(safe(one.what)))
    screen.print(shown)
    for sentence in sentences_of(found):
        screen.print(Text(f"• {sentence}"))
