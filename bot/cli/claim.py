"""`itbot claim`: the letter that claims a service credit; `itbot letter`: the next step about a thing that is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from datetime import date


def claim(
    month: str | None = typer.Argument(None, help="The month, as 2026-09."),
    named: str | None = typer.Option(None, "--month", help="The month, as 2026-09, if not given above."),
    sent: str | None = typer.Option(None, "--sent", help="You sent the claim on this day, as 2026-10-14: keep that."),
    confirm: bool = typer.Option(False, "--confirm", help="The email of yours that reads as a claim is one."),
    not_a_claim: bool = typer.Option(False, "--not-a-claim", help="The email of yours that reads as a claim is none."),
    undo: bool = typer.Option(False, "--undo", help="Take back what was said of the month's claim."),
    contract: str | None = typer.Option(None, help="Which contract, by its reference or provider."),
    as_of: str | None = typer.Option(None, "--as-of", help="The day it is written, as 2026-10-20."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document on stdout."),
) -> None:
    """Draft the letter that claims a month's service credit (you send it yourself), or say that it was sent.

    Where it was claimed in time already, the letter asks what became of it. Example: itbot claim 2026-09 > claim.txt,
    then itbot claim 2026-09 --sent 2026-10-14
    """
    from bot.answering.conversation import only_contract
    from bot.answering.tables import credit_rows
    from bot.chasing.letters import claim_letter, told
    from bot.cli.screen import print_json
    from bot.intake.claims import claim_confirmed, claim_denied, claim_sent, claim_undone, month_of
    from bot.wiring import build
    from store.facts.common import InterpreterError

    if sum((sent is not None, confirm, not_a_claim, undo)) > 1:
        raise InterpreterError("Say one thing at a time: --sent DAY, --confirm, --not-a-claim or --undo.")
    interpreter = build()
    today = _day(as_of) or interpreter.today()
    case = interpreter.case(only_contract(interpreter, contract), today)
    on = _day(sent)
    which = _month(month or named or (month_of(case, on) if on else None))
    said = (
        claim_sent(case, which, on) if on
        else claim_confirmed(case, which) if confirm
        else claim_denied(case, which) if not_a_claim
        else claim_undone(case, which) if undo
        else None
    )  # fmt: skip
    if said is not None:
        kept = interpreter.case(case.ref, today)
        if as_json:
            print_json({"said": said, **credit_rows(kept, which)})
        else:
            typer.echo(said)
        return
    letter = claim_letter(case, which)
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


def _day(written: str | None) -> date | None:
    from datetime import date

    from store.facts.common import InterpreterError

    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise InterpreterError(f"'{written}' is no day; write it as 2026-10-20.") from None


def _month(written: str | None) -> str:
    from datetime import date

    from store.facts.common import InterpreterError

    if not written:
        raise InterpreterError("Say for which month, for example: itbot claim 2026-09")
    try:
        return f"{date.fromisoformat(f'{written}-01'):%Y-%m}"
    except ValueError:
        raise InterpreterError(f"'{written}' is no month; write it as 2026-09.") from None


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
