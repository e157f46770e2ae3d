"""`itbot confirm` and `itbot correct`: a person settles what a term says."""

from __future__ import annotations

import typer


def confirm(
    ids: list[int] = typer.Argument(None, metavar="ID...", help="The numbers that itbot terms shows."),
    everything: bool = typer.Option(False, "--all", help="Confirm every term found (conflicts stay)."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Confirm terms as read.

    Example: itbot confirm 3 4 5
    """
    from bot.cli.screen import console, print_json
    from bot.intake.terms import confirmed
    from bot.upkeep import recording
    from bot.wiring import build
    from store.facts.common import InterpreterError

    if not ids and not everything:
        raise InterpreterError("Say which terms to confirm, by number, or use --all; itbot terms lists them.")
    interpreter = build()
    done = confirmed(interpreter, ids or None)
    if done:
        recording.settled(interpreter, "confirmed", recording.person_here(), done)
    if as_json:
        print_json({"confirmed": done})
    else:
        console().print(f"{len(done)} {'term' if len(done) == 1 else 'terms'} confirmed.")


def correct(
    term: int = typer.Argument(metavar="ID", help="The number that itbot terms shows."),
    changes: list[str] = typer.Argument(metavar="FIELD=VALUE...", help="What it should say, for example limit_s=900."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Correct a term; the earlier reading is kept beside it.

    Example: itbot correct 7 target_pct=95 limit_s=900
    """
    from bot.cli.screen import console, print_json
    from bot.intake.terms import corrected
    from bot.upkeep import recording
    from bot.wiring import build

    interpreter = build()
    row = corrected(interpreter, term, changes)
    recording.settled(interpreter, "corrected", recording.person_here(), [term])
    if as_json:
        print_json(row)
    else:
        console().print(f"{row['id']}: {row['reading']} ({row['clause']}) is now {row['status']}.")
