"""Receipts of past answers: listed, read back, and run again to see whether the answer is the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.answering.conversation import ask
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from bot.wiring import Interpreter

# These change from run to run without the answer changing; a model's order and lead-ins are no part of the finding.
PASSING = ("id", "took_ms")
WORDING = ("text", "worded_by")


def latest(interpreter: Interpreter) -> list[dict[str, Any]]:
    """The latest answers, newest first, a line each."""
    return [
        {
            "id": record.id,
            "asked_at": record.asked_at.isoformat(timespec="seconds"),
            "question": record.question,
            "headline": record.answer["headline"],
            "state": record.answer["state"],
        }
        for record in interpreter.answers.listed()
    ]


def one(interpreter: Interpreter, answer_id: str) -> dict[str, Any]:
    """One answer with its receipt."""
    record = interpreter.answers.get(answer_id)
    if record is None:
        raise InterpreterError(f"There is no answer {answer_id}; itbot log lists the ones kept.")
    return {
        "id": record.id,
        "asked_at": record.asked_at.isoformat(timespec="seconds"),
        "question": record.question,
        "context": record.context,
        "fingerprint": record.fingerprint,
        "answer": record.answer | {"id": record.id},
    }


def replayed(interpreter: Interpreter, answer_id: str) -> dict[str, Any]:
    """Ask again as on that day. `same` says whether the answer is the same, `why` what changed if it is not."""
    document = one(interpreter, answer_id)
    context = document["context"]
    again = ask(
        interpreter,
        document["question"],
        contract=context.get("contract"),
        as_of=date.fromisoformat(context["as_of"]),
        place=context.get("place", "private"),
        keep=False,
        wording=False,
        earlier=context.get("earlier", ()),
    ).as_json()
    before = document["answer"]
    passing = PASSING if before.get("worded_by") == "composer" else (*PASSING, *WORDING)
    differing = [key for key in again if key not in passing and again[key] != before.get(key)]
    moved = interpreter.answers.fingerprint() != document["fingerprint"]
    why = "the data or the terms have changed since" if moved else f"it differs in {', '.join(differing)}"
    why = "words in it were erased since" if context.get("erased") else why
    return document | {"again": again, "same": not differing, "why": why if differing else ""}
