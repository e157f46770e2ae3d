"""What goes onto the record of who asked and saw what: as little of the words as the setting says."""

from __future__ import annotations

import getpass
import hashlib
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.audit import Audit
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.intake.given import Receipt
    from bot.wiring import Interpreter

log = logging.getLogger("itbot.upkeep")
COMMAND_LINE = "command line"


def person_here() -> str:
    """Whoever sits at this terminal, as the system knows them."""
    try:
        return f"{COMMAND_LINE}: {getpass.getuser()}"
    except (KeyError, OSError):
        return COMMAND_LINE


def asked(interpreter: Interpreter, answer: Answer, who: str, place: str) -> None:
    """Record that somebody asked and was given an answer; a database that cannot be written holds up no answer."""
    tell(
        interpreter, "asked", who=who, place=place, contract=contract_of(answer), answer=answer.id or None,
        state=answer.state, **_question(interpreter, answer.question),
    )  # fmt: skip


def tell(interpreter: Interpreter, act: str, **details: str | int | None) -> None:
    """Record an act, unless the setting says that nothing is recorded."""
    if interpreter.settings.audit == "off":
        return
    try:
        Audit(interpreter.database).add(act, **details)
    except InterpreterError as trouble:
        log.warning("an act could not be recorded: %s", type(trouble).__name__)


def settled(interpreter: Interpreter, act: str, who: str, terms: Iterable[int]) -> None:
    """Record that a person confirmed or corrected terms of a contract, by their numbers."""
    tell(interpreter, act, who=who, terms=", ".join(str(one) for one in sorted(terms)))


def taken_in(interpreter: Interpreter, receipts: Iterable[Receipt], who: str) -> None:
    """Record which kinds of documents somebody added to which contract; the names of the files are theirs and left out."""
    for one in receipts:
        if one.state == "added":
            tell(interpreter, "added", who=who, kind=one.kind, contract=one.contract)


def contract_of(answer: Answer) -> str | None:
    """The contract an answer speaks of; None where it speaks of none."""
    said = [*(one.contract for one in answer.figures), *(one.contract for one in answer.citations)]
    return next((one for one in said if one), None)


def _question(interpreter: Interpreter, words: str) -> dict[str, str]:
    """The question itself, or by default a sum by which the same question is known again."""
    if interpreter.settings.audit == "text":
        return {"question": words}
    return {"question_sum": hashlib.sha256(" ".join(words.casefold().split()).encode()).hexdigest()[:16]}
