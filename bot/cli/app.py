"""The command line itself: the list of commands, and the one edge where errors become a sentence and an exit code."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

import typer

from bot.cli import (
    add,
    ask,
    backup,
    charges,
    chart,
    claim,
    classify,
    clauses,
    confirm,
    credit,
    crisis,
    demo,
    desk,
    doctor,
    due,
    email,
    evaluate,
    forget,
    log,
    mailbox,
    move,
    note,
    page,
    plan,
    promises,
    questions,
    reindex,
    relationship,
    remind,
    review,
    scope,
    scorecard,
    serve,
    sla,
    terms,
    tickets,
    translate,
    trend,
)

if TYPE_CHECKING:
    from bot.settings import Settings

DONE, NO, WRONG, UNREACHABLE = 0, 1, 2, 3

app = typer.Typer(
    help="Are we getting what we pay for? Reads your IT contract, measures the tickets, answers in plain English.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # the plain help is shown in half the time
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(name="demo")(demo.demo)
app.command(name="desk")(desk.desk)
app.command(name="add")(add.add)
app.command(name="mailbox")(mailbox.mailbox)
app.command(name="terms")(terms.terms)
app.command(name="clauses")(clauses.clauses)
app.command(name="page")(page.page)
app.command(name="confirm")(confirm.confirm)
app.command(name="correct")(confirm.correct)
app.command(name="ask")(ask.ask)
app.command(name="email")(email.email)
app.command(name="translate")(translate.translate)
app.add_typer(promises.promises, name="promises")
app.command(name="crisis")(crisis.crisis)
app.command(name="questions")(questions.questions)
app.command(name="sla")(sla.sla)
app.command(name="credits")(credit.credits)
app.command(name="scorecard")(scorecard.scorecard)
app.command(name="tickets")(tickets.tickets)
app.command(name="trend")(trend.trend)
app.command(name="charges")(charges.charges)
app.command(name="classify")(classify.classify)
app.command(name="note")(note.note)
app.command(name="register")(note.register)
app.add_typer(plan.plan, name="plan")
app.command(name="chart")(chart.chart)
app.command(name="scope")(scope.scope)
app.command(name="health")(relationship.health)
app.command(name="options")(relationship.options)
app.command(name="effort")(relationship.effort)
app.command(name="serve")(serve.serve)
app.command(name="due")(due.due)
app.add_typer(due.chase, name="chase")
app.command(name="review")(review.review)
app.command(name="remind")(remind.remind)
app.command(name="claim")(claim.claim)
app.command(name="letter")(claim.letter)
app.command(name="doctor")(doctor.doctor)
app.command(name="log")(log.log)
app.command(name="backup")(backup.backup)
app.command(name="restore")(backup.restore)
app.command(name="forget")(forget.forget)
app.command(name="reindex")(reindex.reindex)
app.command(name="move")(move.move)
app.command(name="eval")(evaluate.evaluate)


def run() -> None:
    """Run a command; an expected error is one plain sentence on stderr, an unexpected one leaves a log to send."""
    try:
        app(standalone_mode=True)
    except Exception as error:  # noqa: BLE001 - the outer edge: a person never sees a traceback
        sys.exit(_told(error))


def _told(error: Exception) -> int:
    from bot.upkeep.logs import set_up, veil
    from knowledge.documents.model import UnreadableError
    from knowledge.library import LibraryError
    from store.facts.common import InterpreterError

    settings, wrong = _settings(error)
    covered = veil(settings)
    if isinstance(error, (InterpreterError, UnreadableError, LibraryError)):
        sys.stderr.write(f"{covered.over(str(error))}\n")
        return WRONG
    if isinstance(error, FileNotFoundError) and error.filename:
        sys.stderr.write(f"{error.filename}: there is no such file. Check the path and try again.\n")
        return WRONG
    if settings is None:
        sys.stderr.write(f"{covered.over(wrong)}\n")
        return WRONG
    if os.environ.get("ITBOT_DEBUG"):
        raise error
    home = settings.home
    home.mkdir(parents=True, exist_ok=True)
    set_up(settings, file=home / "itbot.log")
    logging.getLogger("itbot").error("unexpected error", exc_info=error)
    sys.stderr.write(f"Something went wrong inside itbot. The details are in {home / 'itbot.log'}.\n")
    return WRONG


def _settings(error: Exception) -> tuple[Settings | None, str]:
    """The settings; where one of them is wrong, None and a sentence that names it and does not repeat its value."""
    from pydantic import ValidationError

    from bot.settings import Settings

    try:
        return Settings(), ""
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        shown = name if name.isupper() else f"ITBOT_{name.upper()}"
        return None, f"The setting {shown} is not right: {first['msg'][0].lower()}{first['msg'][1:]}."
    except OSError:  # a .env file that cannot be read
        return None, f"The settings cannot be read: {type(error).__name__}."
