"""`itbot reindex`: make the search index again from the database."""

from __future__ import annotations

import typer


def reindex(as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout.")) -> None:
    """Make the search index again from the database; answers go on meanwhile.

    Example: itbot reindex
    """
    from bot.cli.screen import console, print_json
    from bot.wiring import build

    interpreter = build()
    refs = list(interpreter.stores.contracts.refs())
    counted = interpreter.library.reindex(refs)
    if as_json:
        print_json({"contracts": refs, "passages": counted})
    else:
        console().print(f"{counted} passages of {len(refs)} contracts indexed.")
