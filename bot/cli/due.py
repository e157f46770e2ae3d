"""`itbot due`: what is to be chased, what the next step is, and why; `itbot chase`: what a person says to it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from bot.wiring import Interpreter

NEXT_STEPS = {
    "remind": "remind the owner",
    "manager": "tell the manager",
    "draft_escalation": "write to the provider",
    "notice": "formal notice",
}
COLOURS = {"remind": "white", "manager": "yellow", "draft_escalation": "bright_red", "notice": "red"}
EMPTY = "Nothing is loaded yet, so what is due cannot be told; add the contract first: itbot add CONTRACT.docx"
chase = typer.Typer(help="Say what is to become of a thing that is due: itbot due lists the ids.", no_args_is_help=True)


def due(
    as_of: str | None = typer.Option(None, "--as-of", help="Look at another day, as 2026-12-01."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    ahead: int = typer.Option(14, help="Also list what falls due within so many days."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """What is due to be chased, what the next step is, and why.

    Exit code 1 when something is due, 2 where nothing is loaded yet. Example: itbot due --as-of 2026-12-01
    """
    from bot.answering.conversation import contract_named
    from bot.chasing.due import ahead_rows, due_rows, looked
    from bot.cli.screen import console, print_json
    from bot.wiring import build
    from store.facts.common import InterpreterError

    interpreter = build()
    now = _moment(interpreter, as_of)
    refs = [contract_named(interpreter, contract)] if contract else list(interpreter.stores.contracts.refs())
    if not refs:
        raise InterpreterError(EMPTY)
    seen = [looked(interpreter, ref, now) for ref in refs]
    items = [row for one in seen for row in due_rows(one)]
    later = [row for one in seen for row in ahead_rows(one, now.date(), ahead)]
    if as_json:
        print_json({"as_of": now.isoformat(timespec="seconds"), "items": items, "ahead": later})
    else:
        _shown(console(), items, later, ahead)
    raise typer.Exit(1 if items else 0)


def _shown(screen: Console, items: list[dict[str, Any]], later: list[dict[str, Any]], ahead: int) -> None:
    if items:
        _now(screen, items)
    else:
        screen.print("Nothing is to be chased now.")
    for title, rows in _ahead(later, ahead):
        _later(screen, title, rows)
    screen.print(
        "[dim]itbot chase ack ID · snooze ID DAY · done ID · mute ID · give ID NAME · people · itbot letter ID[/]"
    )


def _now(screen: Console, items: list[dict[str, Any]]) -> None:
    from bot.answering.draft import sentence
    from bot.cli.screen import table

    shown = table("id", "what", "due", ">late", "next step", "for", title="To be chased now")
    for row in items:
        step = f"[{COLOURS[row['rung']]}]{NEXT_STEPS[row['rung']]}[/]"
        shown.add_row(row["code"], row["what"], row["due"], _late(row["days_late"]), step, row["owner"] or "–")
    screen.print(shown)
    for row in items:
        screen.print(f"[dim]{row['code']}[/]  {row['why']} Settled by: {sentence(row['settles'])}", highlight=False)


def _late(days: int) -> str:
    return f"{days} d" if days > 0 else f"in {-days} d" if days else "today"


def _ahead(later: list[dict[str, Any]], ahead: int) -> list[tuple[str, list[dict[str, Any]]]]:
    """What is not chased now, by why: it comes soon, a person put it aside, or its day is past for good."""
    gone = [row for row in later if row["state"] == "too late"]
    soon = [row for row in later if row["state"] == "not yet"]
    aside = [row for row in later if row not in gone and row not in soon]
    return [
        (f"Falls due within {ahead} days", soon),
        ("Put off, seen, or done", aside),
        ("Past its last day, so no longer chased (a credit claimed in time: itbot claim MONTH --sent DAY)", gone),
    ]


def _later(screen: Console, title: str, rows: list[dict[str, Any]]) -> None:
    from bot.cli.screen import table

    if not rows:
        return
    shown = table("id", "what", "due", "state", title=title)
    for row in rows:
        shown.add_row(row["code"], row["what"], row["due"], row["state"])
    screen.print(shown)


@chase.command()
def ack(watched: str = typer.Argument(..., metavar="ID")) -> None:
    """You have seen it: nothing more is sent for a week, or for the interval you set.

    Example: itbot chase ack 3f9a1
    """
    from bot.chasing.due import found

    interpreter, now = _opened()
    ref, item = found(interpreter, watched, now)
    interpreter.stores.nudges.acknowledge(ref, item.id)
    typer.echo(f"Seen: {item.what}. It comes up again if it is still open.")


@chase.command()
def snooze(
    watched: str = typer.Argument(..., metavar="ID"), until: str = typer.Argument(..., help="A day, as 2026-12-01.")
) -> None:
    """Put it off to a day.

    Example: itbot chase snooze 3f9a1 2026-12-01
    """
    from bot.chasing.due import found

    interpreter, now = _opened()
    day = _moment(interpreter, until).date()
    ref, item = found(interpreter, watched, now)
    interpreter.stores.nudges.snooze(ref, item.id, day)
    typer.echo(f"Put off to {day.isoformat()}: {item.what}.")


@chase.command()
def done(
    watched: str = typer.Argument(..., metavar="ID"),
    evidence: str = typer.Option("", help="What shows it: a mail, a ticket, a document."),
    undo: bool = typer.Option(False, "--undo", help="It is open after all."),
) -> None:
    """It is dealt with; say what shows it.

    Example: itbot chase done 3f9a1 --evidence "report of 3 November, by mail"
    """
    from bot.chasing.due import found

    interpreter, now = _opened()
    ref, item = found(interpreter, watched, now)
    interpreter.stores.nudges.done(ref, item.id, evidence, undo=undo)
    typer.echo(f"{'Open again' if undo else 'Done'}: {item.what}.")


@chase.command()
def mute(
    watched: str = typer.Argument(..., metavar="ID"), undo: bool = typer.Option(False, "--undo", help="Chase it again.")
) -> None:
    """Nothing more is sent about it, ever (or again, with --undo).

    Example: itbot chase mute 3f9a1
    """
    from bot.chasing.due import found

    interpreter, now = _opened()
    ref, item = found(interpreter, watched, now)
    interpreter.stores.nudges.mute(ref, item.id, muted=not undo)
    typer.echo(f"{'Chased again' if undo else 'Muted'}: {item.what}.")


@chase.command(name="give")
@chase.command(name="hand-over", hidden=True)
def give(
    watched: str = typer.Argument(..., metavar="ID"), to: str = typer.Argument(..., help="Who is reminded of it.")
) -> None:
    """Somebody else looks after it from now on.

    Example: itbot chase give 3f9a1 priya
    """
    from bot.chasing.due import found

    interpreter, now = _opened()
    ref, item = found(interpreter, watched, now)
    interpreter.stores.nudges.hand_over(ref, item.id, to)
    typer.echo(f"{to} is reminded from now on: {item.what}.")


@chase.command()
def every(watched: str = typer.Argument(..., metavar="ID"), days: int = typer.Argument(..., min=1, max=60)) -> None:
    """How often it comes up while it is open.

    Example: itbot chase every 3f9a1 3
    """
    from bot.chasing.due import found

    interpreter, now = _opened()
    ref, item = found(interpreter, watched, now)
    interpreter.stores.nudges.every(ref, item.id, days)
    typer.echo(f"Every {days} days while it is open: {item.what}.")


@chase.command()
def people(
    owner: str | None = typer.Option(None, help="Who is reminded first: a Slack user id or a name."),
    manager: str | None = typer.Option(None, help="Who is told when a reminder did not help."),
    fallback: str | None = typer.Option(None, help="Who is told when one of them cannot be reached."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
) -> None:
    """Who is reminded; without options, shows it.

    Example: itbot chase people --owner U0HANNA --manager U0PRIYA
    """
    from dataclasses import replace

    from bot.answering.conversation import only_contract

    interpreter, _ = _opened()
    ref = only_contract(interpreter, contract)
    kept = interpreter.stores.nudges.people(ref)
    given = {
        name: value
        for name, value in (("owner", owner), ("manager", manager), ("fallback", fallback))
        if value is not None
    }
    if given:
        kept = replace(kept, **given)
        interpreter.stores.nudges.name_people(ref, kept)
    typer.echo(
        f"{ref}: owner {kept.owner or 'nobody'}, manager {kept.manager or 'nobody'}, fallback {kept.fallback or 'nobody'}."
    )


def _opened() -> tuple[Interpreter, datetime]:
    from bot.wiring import build

    interpreter = build()
    return interpreter, interpreter.clock()


def _moment(interpreter: Interpreter, written: str | None) -> datetime:
    from zoneinfo import ZoneInfo

    from store.facts.common import InterpreterError

    if written is None:
        return interpreter.clock()
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise InterpreterError(f"'{written}' is no day; write it as 2026-12-01.") from None
    if moment.tzinfo is None:
        at_nine = moment.replace(hour=9) if len(written) == len("2026-12-01") else moment
        return at_nine.replace(tzinfo=ZoneInfo(interpreter.settings.timezone))
    return moment
