"""`itbot ask`: a question in, an answer out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import typer


class Place(StrEnum):
    """Who can read the answer."""

    PRIVATE = "private"
    SHARED = "shared"


def ask(
    question: str = typer.Argument(help='The question in your own words, for example "how did August go?"'),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_of: datetime | None = typer.Option(None, formats=["%Y-%m-%d"], help="Answer as on this day."),
    place: Place = typer.Option(Place.PRIVATE, help="shared: others may read along, so nothing contractual is said."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Ask in your own words.

    Example: itbot ask "are we getting what we pay for?"
    """
    from bot.answering.conversation import ask as answered
    from bot.cli.screen import print_json
    from bot.cli.showing import show
    from bot.upkeep.recording import asked, person_here
    from bot.wiring import build

    interpreter = build()
    day = as_of.date() if as_of else None
    answer = answered(interpreter, question, contract=contract, as_of=day, place=place.value)
    asked(interpreter, answer, person_here(), "terminal")
    if as_json:
        print_json(answer.as_json())
    else:
        show(answer)
    if answer.extra.get("setup"):
        typer.echo(f"The model was not used. {answer.extra['setup']}", err=True)
    raise typer.Exit(0)
