"""The command line itself: the list of commands, and the one edge where errors become a sentence and an exit code."""

from __future__ import annotations

import logging
import os
import sys

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
    from knowledge.documents.model import UnreadableError
    from knowledge.library import LibraryError
    from store.facts.common import InterpreterError

    if isinstance(error, (InterpreterError, UnreadableError, LibraryError)):
        sys.stderr.write(f"{error}\n")
        return WRONG
    if isinstance(error, FileNotFoundError) and error.filename:
        sys.stderr.write(f"{error.filename}: there is no such file. Check the path and try again.\n")
        return WRONG
    if os.environ.get("ITBOT_DEBUG"):
        raise error
    from bot.settings import Settings

    home = Settings().home
    home.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=home / "itbot.log", format="%(asctime)s %(message)s")
    logging.getLogger("itbot").error("unexpected error", exc_info=error)
    sys.stderr.write(f"Something went wrong inside itbot. The details are in {home / 'itbot.log'}.\n")
    return WRONG
