"""What people thought of answers, as candidate cases for a question set: a person looks at each before it counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.conversations import Conversations

if TYPE_CHECKING:
    from bot.wiring import Interpreter


def candidates(interpreter: Interpreter) -> list[dict[str, Any]]:
    """A case for each answer that somebody in Slack gave a thumb: as it was where it helped, open where it did not."""
    return [
        case
        for verdict in Conversations.on(interpreter.database).feedback.every()
        for case in _case(interpreter, *verdict)
    ]


def as_lines(cases: list[dict[str, Any]]) -> str:
    """The cases as a question set is kept: one JSON object a line."""
    return "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)


def _case(interpreter: Interpreter, team: str, answer_id: str, good: bool, reason: str) -> Iterator[dict[str, Any]]:
    settings = interpreter.settings
    if settings.slack_client_id or (settings.home / "workspaces" / team).is_dir():
        interpreter = interpreter.of(team)
    record = interpreter.answers.get(answer_id)
    if record is None:
        return
    answer, context = record.answer, record.context
    yield {
        "id": f"{team}-{answer_id}",
        "question": record.question,
        "as_of": context.get("as_of"),
        "expect": _as_it_was(answer) if good else {},
        "thought": "helpful" if good else f"not helpful: {reason}".removesuffix(": "),
        "said": answer["headline"],
        **({"earlier": context["earlier"]} if context.get("earlier") else {}),
    }


def _as_it_was(answer: dict[str, Any]) -> dict[str, Any]:
    """What the same question must give again: state, verdict, period and the figures that are results."""
    period = answer.get("period") or {}
    figures = [
        {name: one[name] for name in ("key", "value", "unit", "n", "of", "priority") if one.get(name) is not None}
        for one in answer["figures"]
        if one["role"] == "actual"
    ]
    expect: dict[str, Any] = {"state": answer["state"], "verdict": answer["verdict"], "figures": figures}
    return expect | ({"period": {"from": period["from"], "to": period["to"]}} if period else {})
