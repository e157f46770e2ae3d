"""`itbot remind`: one round of reminders now, on this screen or, with Slack set up, to the people named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from store.facts.watched import Nudge


class ToScreen:
    """Shows digests on the terminal; the same parts as Slack's, without Slack."""

    def send(self, key: str, to: str, nudges: Sequence[Nudge]) -> str:
        """Print one digest."""
        typer.echo(f"\nTo {to}:")
        for one in nudges:
            late = f"{one.days_late} days late" if one.days_late > 0 else f"due on {one.item.due.isoformat()}"
            typer.echo(f"  {one.item.code}  {one.item.what} ({late})")
        return f"screen:{key}"

    def free_in(self, to: str) -> float:  # noqa: ARG002 - a screen takes any number of lines
        """The screen is always free."""
        return 0.0


def remind(
    dry_run: bool = typer.Option(False, "--dry-run", help="Show what would be sent, and record nothing."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Make one round of reminders now, on this screen; itbot serve makes them by itself every working day.

    Example: itbot remind --dry-run
    """
    from bot.chasing.due import looked
    from bot.chasing.reminders import send_due
    from bot.cli.screen import print_json
    from bot.wiring import build
    from store.measures.nudges import to_send

    interpreter = build()
    now = interpreter.clock()
    if dry_run:
        seen = [looked(interpreter, ref, now) for ref in interpreter.stores.contracts.refs()]
        fresh = [one for each in seen for one in to_send([(n, each.of(n.item)) for n in each.nudges], now)]
        if as_json:
            print_json({"would_send": [{"id": one.item.id, "to": one.to, "rung": one.rung.value} for one in fresh]})
        elif fresh:
            ToScreen().send("dry", "whoever is named (itbot chase people)", fresh)
        else:
            typer.echo("Nothing would be sent now.")
        raise typer.Exit(0)
    made = send_due(interpreter, ToScreen(), now)
    if as_json:
        print_json({"digests": made.digests, "things": made.things, "unreached": list(made.unreached)})
    elif made.unreached:
        typer.echo("Nobody is named to be reminded: itbot chase people --owner NAME.")
    elif not made.digests:
        typer.echo("Nothing is to be sent now (or these are the quiet hours).")
