"""What the commands that show one view share: whose contract, which days, the telling, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import typer

from bot.cli.days import day

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.answering.casefile import CaseFile
    from bot.wiring import Interpreter
    from store.facts.common import Period

MONTH = typer.Option(None, help="The month, as 2026-09.")
FROM = typer.Option(None, "--from", help="From this month or day, as 2026-07 or 2026-07-15.")
TO = typer.Option(None, "--to", help="To this month or day, both ends included.")
CONTRACT = typer.Option(None, help="Which contract, by its reference or provider.")
AS_OF = typer.Option(None, formats=["%Y-%m-%d"], help="Answer as on this day.")
AS_JSON = typer.Option(False, "--json", help="One JSON document on stdout.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of one call."""

    month: str | None = None
    start: str | None = None
    end: str | None = None
    contract: str | None = None
    as_of: datetime | None = None


def told(intent: str, wanted: Wanted, *, ticket: str | None = None) -> Answer:
    """The answer of the teller for this intent, over the days wanted, checked as every answer is."""
    from bot.answering import guard
    from bot.answering.asking.period import Reading
    from bot.answering.asking.question import Question
    from bot.answering.conversation import TELLERS
    from bot.answering.telling import refusal
    from bot.answering.telling.asked import placed

    interpreter, ref = interpreter_and_ref(wanted.contract)
    case = interpreter.case(ref, wanted.as_of.date() if wanted.as_of else interpreter.today())
    period = _period(wanted, case)
    readings = (Reading(period, "", 0, 0),) if period else ()
    words = f"{intent.replace('_', ' ')} {ticket or ''}".strip()
    question = Question(text=words, spoken="", intent=intent, readings=readings, ticket=ticket)
    answer = TELLERS[intent](placed(question, case, lambda: interpreter.library))
    return refusal.withheld(answer) if guard.orphans(answer) else answer


def interpreter_and_ref(contract: str | None) -> tuple[Interpreter, str]:
    """The home with the one contract meant: the one named, else the only one."""
    from bot.answering.conversation import contract_named
    from bot.wiring import build
    from store.facts.common import InterpreterError

    interpreter = build()
    refs = interpreter.stores.contracts.refs()
    if not refs:
        raise InterpreterError("There is no contract here yet; add one first: itbot add CONTRACT.docx")
    if contract is None and len(refs) > 1:
        raise InterpreterError(f"There are several contracts; name one with --contract: {', '.join(refs)}.")
    return interpreter, contract_named(interpreter, contract) if contract else refs[0]


def case_of(contract: str | None) -> CaseFile:
    """The file of the one contract meant, as of today."""
    interpreter, ref = interpreter_and_ref(contract)
    return interpreter.case(ref, interpreter.today())


def _period(wanted: Wanted, case: CaseFile) -> Period | None:
    from store.facts.common import InterpreterError, Period

    tz = case.facts.tz
    if wanted.month is not None:
        if wanted.start or wanted.end:
            raise InterpreterError("Give either --month or --from and --to, not both.")
        day(wanted.month, last=False)
        return Period.of_month(wanted.month, tz)
    if wanted.start is None and wanted.end is None:
        return None
    start = day(wanted.start, last=False) if wanted.start else _first(case)
    end = day(wanted.end, last=True) if wanted.end else case.today
    if end < start:
        raise InterpreterError(f"{end} lies before {start}; swap --from and --to.")
    return Period(start, end, _label(start, end), tz)


def _first(case: CaseFile) -> date:
    covered = case.covered
    return covered[0] if covered else case.today


def _label(start: date, end: date) -> str:
    from bot.answering.asking.period import day as written
    from bot.answering.asking.period import month_end
    from bot.answering.telling.gathered import span_label

    whole = start.day == 1 and end == month_end(end)
    return span_label(start, end) if whole else f"{written(start)} to {written(end)}"


def shown(answer: Answer, *, as_json: bool) -> None:
    """Print the answer with its tables, or as one JSON document."""
    from bot.cli.screen import console, print_json, table
    from bot.cli.showing import show

    if as_json:
        print_json(answer.as_json())
        return
    show(answer, kept=False)
    for one in answer.extra.get("tables", ()):
        made = table(*one["columns"], title=f"[bold]{one['title']}[/]")
        for row in one["rows"]:
            made.add_row(*(cell.replace("[", "\\[") for cell in row))
        console().print(made)
        console().print()
