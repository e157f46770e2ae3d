"""`itbot move`: everything from the files of this home into a PostgreSQL database, when one machine is not enough."""

from __future__ import annotations

import typer


def move(
    url: str = typer.Argument(help="An empty PostgreSQL database: postgresql+psycopg://user:password@host/name."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Copy this home's database, and that of every workspace in it, into PostgreSQL; the files stay as they are.

    With ITBOT_CHROMA_URL set the vectors go to that server too. Stop itbot serve first. Example: itbot move postgresql+psycopg://itbot@db.example/itbot
    """
    from bot.cli.screen import console, print_json
    from bot.moving import moved
    from bot.settings import Settings

    found = moved(Settings(), url)
    if as_json:
        print_json(
            {
                "moved": [
                    {"workspace": one.workspace or None, "rows": one.rows, "passages": one.passages} for one in found
                ]
            }
        )
        return
    screen = console()
    for one in found:
        vectors = f", vectors of {one.passages:,} passages" if one.passages else ""
        screen.print(f"{one.workspace or 'this home'}: {one.rows:,} rows{vectors}")
    total = sum(one.rows for one in found)
    screen.print(f"{total:,} rows moved and counted. Now set ITBOT_DATABASE_URL to it and start itbot serve again.")
