"""What is said where nothing can be known: the sample companies' own questions that no record and no clause answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.answering.answer import Answer
from bot.answering.conversation import ask
from bot.answering.scoring import cases, scored
from bot.intake.sample import companies, sample_company, sample_folder
from bot.wiring import Interpreter

UNKNOWABLE = {"unknown", "refused"}


def rows() -> list[dict[str, Any]]:
    """The share of the unknowable said to be unknown, and of the knowable wrongly refused."""
    right = unknowable = refused = knowable = figures = 0
    for company in companies():
        interpreter = sample_company(company=company)

        def put(question: str, as_of: date | None, earlier: Sequence[str], own: Interpreter = interpreter) -> Answer:
            return ask(own, question, as_of=as_of, earlier=earlier, keep=False)

        every = cases(sample_folder(company) / "questions.jsonl")
        for case, mark in zip(every, scored(every, put), strict=True):
            told = case["expect"].get("state", ())
            if UNKNOWABLE.issuperset(told if isinstance(told, list) else [told]) and told:
                unknowable, right = unknowable + 1, right + (mark.mark == "right")
                figures += mark.mark in {"wrong_number", "unsupported"}
            else:
                knowable, refused = knowable + 1, refused + (mark.mark == "refused")
    return [
        _row("what nobody can know, said to be unknown", right, unknowable, ok=right >= 0.98 * unknowable),
        _row("answered though nothing shows it", figures, unknowable, ok=figures == 0),
        _row("what can be known, wrongly refused", refused, knowable, ok=refused <= 0.05 * knowable),
    ]


def _row(what: str, n: int, of: int, *, ok: bool) -> dict[str, Any]:
    return {"what": what, "value": f"{n} of {of}", "limit": "98 % / 0 / 5 %", "ok": ok}
