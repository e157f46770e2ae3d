"""`itbot promises`: what the provider promised in writing, and what became of it."""

from __future__ import annotations

from datetime import datetime

import typer

promises = typer.Typer(
    help="What the provider promised in writing, and what became of it.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
JSON = typer.Option(False, "--json", help="One JSON document on stdout.")
ID = typer.Argument(metavar="ID", help="The number that itbot promises shows.")


@promises.callback()
def listed(
    context: typer.Context,
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_of: datetime | None = typer.Option(None, formats=["%Y-%m-%d"], help="As on this day."),
    as_json: bool = JSON,
) -> None:
    """List the promises, those that need somebody first.

    Example: itbot promises
    """
    if context.invoked_subcommand:
        return
    from bot.answering.conversation import contract_named
    from bot.cli.screen import print_json
    from bot.digest.keeping import brought_up
    from bot.digest.promised import overview
    from bot.wiring import build

    interpreter = build()
    today = as_of.date() if as_of else interpreter.today()
    refs = [contract_named(interpreter, contract)] if contract else interpreter.stores.contracts.refs()
    for ref in refs:
        brought_up(interpreter.stores, ref, interpreter.clock())
    if as_json:
        print_json({"contracts": [overview(interpreter, ref, today) for ref in refs]})
    else:
        for ref in refs:
            _show(interpreter, ref, today)
        if not refs:
            from bot.cli.screen import console

            console().print("There is no contract yet, so no promises are kept. Add one: itbot add CONTRACT")
    raise typer.Exit(0)


def _show(interpreter: object, ref: str, today: object) -> None:
    from datetime import date

    from rich.text import Text

    from bot.cli.screen import console, table
    from bot.digest.promised import STATES, due_words, ordered, sentence_of
    from bot.digest.safe import safe
    from bot.wiring import Interpreter
    from store.measures.promises import counted, state_on

    if not isinstance(interpreter, Interpreter) or not isinstance(today, date):
        raise TypeError
    found = interpreter.stores.promises.listed(ref)
    screen = console()
    if not found:
        screen.print(f"{ref}: no promises are noted. Add the provider's emails: itbot add MAIL.eml")
        return
    shown = table(">ID", "due", "what", "who", "state", title=f"[bold]{ref}[/]")
    for one in ordered(found, today):
        state = STATES[state_on(one, today)]
        if one.proposed:
            state += f"; it seems {STATES[one.proposed]} ({safe(one.proposed_by)}), itbot promises confirm {one.number}"
        shown.add_row(str(one.number), due_words(one), Text(safe(one.what)), Text(safe(one.who)), Text(state))
    screen.print(shown)
    screen.print(Text(f"Of {len(found)}: {sentence_of(counted(found, today))}."))


@promises.command()
def confirm(ids: list[int] = typer.Argument(metavar="ID..."), as_json: bool = JSON) -> None:
    """Say that these promises were truly made; where a later mail seems to show one done, say that too.

    Example: itbot promises confirm 3 4
    """
    from bot.wiring import build

    _told(build().stores.promises.confirm(ids, by="cli"), as_json)


@promises.command()
def done(
    number: int = ID,
    evidence: str = typer.Option(..., help="What shows it: a mail, a ticket, a report."),
    on: datetime | None = typer.Option(
        None,
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help="The day it was done, with the hour where one was promised; today by default.",
    ),
    as_json: bool = JSON,
) -> None:
    """Say that a promise was done; by its day it is kept, after it late.

    Example: itbot promises done 3 --on 2026-10-15 --evidence "the report came by mail"
    """
    from zoneinfo import ZoneInfo

    from bot.wiring import build
    from store.measures.promises import closing_state

    interpreter = build()
    held = interpreter.stores.promises
    day = on.date() if on else interpreter.today()
    promise = held.get(number)
    zone = ZoneInfo(interpreter.stores.contracts.facts(promise.contract).tz)
    hour = on.replace(tzinfo=zone) if on and (on.hour or on.minute) else None
    state = closing_state(promise, day, hour)
    _told((held.close(number, state, on=day, evidence=evidence, by="cli"),), as_json)


@promises.command()
def missed(number: int = ID, evidence: str = typer.Option("", help="What shows it."), as_json: bool = JSON) -> None:
    """Say that a promise was not kept.

    Example: itbot promises missed 3 --evidence "no report by the end of November"
    """
    from bot.wiring import build
    from store.facts.promised import State

    _told((build().stores.promises.close(number, State.MISSED, on=None, evidence=evidence, by="cli"),), as_json)


@promises.command()
def withdraw(number: int = ID, evidence: str = typer.Option("", help="Why."), as_json: bool = JSON) -> None:
    """Say that a promise was taken back or never was one; it then counts for nothing.

    Example: itbot promises withdraw 3
    """
    from bot.wiring import build
    from store.facts.promised import State

    _told((build().stores.promises.close(number, State.WITHDRAWN, on=None, evidence=evidence, by="cli"),), as_json)


@promises.command()
def reopen(number: int = ID, as_json: bool = JSON) -> None:
    """Take back what was said of a promise.

    Example: itbot promises reopen 3
    """
    from bot.wiring import build

    _told((build().stores.promises.reopen(number, by="cli"),), as_json)


def _told(changed: object, as_json: bool) -> None:
    from bot.cli.screen import console, print_json
    from bot.digest.promised import STATES, promise_row
    from bot.wiring import build
    from store.facts.promised import Promise

    today = build().today()
    rows = [one for one in changed if isinstance(one, Promise)] if isinstance(changed, tuple) else []
    if as_json:
        print_json({"promises": [promise_row(one, today) for one in rows]})
    else:
        for one in rows:
            console().print(f"{one.number}: {one.status.value}, {STATES[one.state]}.")
    raise typer.Exit(0)
