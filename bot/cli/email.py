"""`itbot email`: one message of the provider's in plain English."""

from __future__ import annotations

from datetime import datetime

import typer


def email(
    file: str = typer.Argument(
        metavar="FILE|-", help="A saved mail (.eml, .msg) or a text file; - reads pasted words."
    ),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    sent: datetime | None = typer.Option(
        None,
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help="When it was sent, where the words do not say.",
    ),
    keep: bool = typer.Option(False, "--keep", help="Note its promises, so that itbot promises lists them."),
    reply: bool = typer.Option(False, "--reply", help="Print a draft reply that asks what is missing."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """What it means, what was promised by when, what is missing, and what to ask.

    Example: itbot email outage.eml
    """
    from bot.cli.digest_showing import show
    from bot.cli.screen import print_json
    from bot.digest.opening import opened, placed
    from bot.digest.whole import digest_of
    from bot.wiring import build

    interpreter = build()
    mail = opened(interpreter, file, sent)
    ref = placed(interpreter, mail, contract)
    case = interpreter.case(ref, interpreter.today()) if ref else None
    digest = digest_of(interpreter, mail, case)
    kept = 0
    if keep and ref:
        from bot.digest.keeping import keep_one

        kept = len(keep_one(interpreter, ref, mail))
    if as_json:
        print_json(digest.as_json())
    else:
        show(digest, kept if keep else None, reply=reply)
    raise typer.Exit(0)
