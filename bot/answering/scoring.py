"""Scores answers against a question set; a wrong number is the worst, an answer to what nobody can know comes next.

The marks: right, wrong_number, unsupported (answered though nothing shows it), wrong otherwise, refused though it is known.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bot.answering.answer import Answer
from bot.answering.guard import orphans
from store.facts.common import InterpreterError

# Asks a question as of a day, after the questions asked before it in the same conversation.
Asking = Callable[[str, date | None, Sequence[str]], Answer]
RIGHT, WRONG_NUMBER, UNSUPPORTED, WRONG, REFUSED = "right", "wrong_number", "unsupported", "wrong", "refused"
MARKS = (RIGHT, WRONG_NUMBER, UNSUPPORTED, WRONG, REFUSED)
_TOLD, _NOT_TOLD = {"answered", "partly"}, {"refused", "unknown"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One question's mark, with what was amiss.

    `tokens` are a model's, in and out; `voiced` whether its wording was used (None: it was not asked for one).
    """

    id: str
    question: str
    mark: str
    amiss: tuple[str, ...]
    headline: str
    took_ms: int
    tokens: tuple[int, int] = (0, 0)
    voiced: bool | None = None


def cases(path: Path) -> list[dict[str, Any]]:
    """The questions of a set: one JSON object a line with "question" and "expect"."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
            if not isinstance(case, dict) or not {"question", "expect"} <= set(case):
                raise InterpreterError(f'{path.name}, line {number}: a case needs "question" and "expect"; add them.')
            found.append({"id": f"line {number}", **case})
        except json.JSONDecodeError as error:
            raise InterpreterError(
                f"{path.name}, line {number}: this is not JSON ({error.msg}); mend the line."
            ) from error
    return found


def marked(case: dict[str, Any], answer: Answer) -> Mark:
    """Hold one answer against what was expected of it."""
    expect = case["expect"]
    amiss = [*_state(expect, answer), *_period(expect, answer), *_clause(expect, answer), *_words(expect, answer)]
    wrong, absent = _figures(expect, answer)
    wrong += [f"the text has {number}, which stands in no evidence" for number in orphans(answer)]
    wrong += [f"says {words!r}, which it must not" for words in expect.get("never", ()) if _has(answer.text, words)]
    return Mark(
        case["id"],
        case["question"],
        _mark(wrong, [*amiss, *absent], answer, expect),
        (*wrong, *amiss, *absent),
        answer.headline,
        answer.took_ms,
        *_voiced(answer),
    )


def _voiced(answer: Answer) -> tuple[tuple[int, int], bool | None]:
    used = answer.extra.get("model", {})
    asked = answer.worded_by != "composer" if "voice" in answer.extra else None
    return (used.get("in", 0), used.get("out", 0)), asked


def _mark(wrong: Sequence[str], amiss: Sequence[str], answer: Answer, expect: dict[str, Any]) -> str:
    if wrong:
        return WRONG_NUMBER
    if not amiss:
        return RIGHT
    if answer.state in _TOLD and "state" in expect and set(_allowed(expect["state"])) <= _NOT_TOLD:
        return UNSUPPORTED
    known = bool(expect.get("figures")) or set(_allowed(expect.get("state", "unknown"))) <= _TOLD
    return REFUSED if answer.state in _NOT_TOLD and known else WRONG


def _allowed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _state(expect: dict[str, Any], answer: Answer) -> list[str]:
    amiss = []
    if "state" in expect and answer.state not in _allowed(expect["state"]):
        amiss.append(f"state is {answer.state}, expected {expect['state']}")
    if expect.get("verdict") is not None and answer.verdict not in _allowed(expect["verdict"]):
        amiss.append(f"verdict is {answer.verdict}, expected {expect['verdict']}")
    if "why" in expect and not any(u.why.value in _allowed(expect["why"]) for u in answer.unknowns):
        amiss.append(f"no unknown says {expect['why']}")
    return amiss


def _period(expect: dict[str, Any], answer: Answer) -> list[str]:
    wanted = expect.get("period")
    if not wanted:
        return []
    got = answer.period
    if got is None or (str(got.start), str(got.end)) != (wanted["from"], wanted["to"]):
        return [f"period is {got.label if got else None}, expected {wanted['from']} to {wanted['to']}"]
    return []


def _clause(expect: dict[str, Any], answer: Answer) -> list[str]:
    wanted = expect.get("clause")
    if not wanted:
        return []
    cited = [citation.clause for citation in answer.citations]
    return (
        []
        if any(_under(key, one) for key in _allowed(wanted) for one in cited)
        else [f"cites {cited}, expected {wanted}"]
    )


def _under(wanted: str, cited: str) -> bool:
    """A clause or a part of it is cited, so that "7.2" is found by "7.2(a)" but not by "7.21"."""
    return cited == wanted or (cited.startswith(wanted) and not cited[len(wanted)].isalnum())


def _words(expect: dict[str, Any], answer: Answer) -> list[str]:
    return [f"does not say {words!r}" for words in expect.get("says", ()) if not _has(answer.text, words)]


def _has(text: str, words: str) -> bool:
    return " ".join(words.lower().split()) in " ".join(text.lower().split())


def _figures(expect: dict[str, Any], answer: Answer) -> tuple[list[str], list[str]]:
    wrong: list[str] = []
    absent: list[str] = []
    for wanted in expect.get("figures", ()):
        same = [
            f for f in answer.figures if f.key == wanted["key"] and f.priority == wanted.get("priority", f.priority)
        ]
        if any(_equal(f.value, wanted["value"]) and _counts(f, wanted) for f in same):
            continue
        said = f"{wanted['key']} {wanted.get('priority', '')} {wanted['value']}".replace("  ", " ")
        (wrong if same and answer.state == "answered" else absent).append(
            f"{said} expected" + (f", got {', '.join(sorted({f.value for f in same}))}" if same else "")
        )
    return wrong, absent


def _equal(got: str, wanted: str) -> bool:
    try:
        return Decimal(got) == Decimal(str(wanted))
    except InvalidOperation:
        return got == wanted


def _counts(figure: Any, wanted: dict[str, Any]) -> bool:
    return all(getattr(figure, name) == wanted[name] for name in ("n", "of") if wanted.get(name) is not None)


def scored(questions: Iterable[dict[str, Any]], ask: Asking) -> list[Mark]:
    """Ask every question, each after the one it follows (`after` names its id), and mark the answers."""
    conversations: dict[str, tuple[str, ...]] = {}
    marks = []
    for case in questions:
        earlier = conversations.get(case.get("after", ""), ())
        conversations[case["id"]] = (*earlier, case["question"])
        as_of = date.fromisoformat(case["as_of"]) if case.get("as_of") else None
        marks.append(marked(case, ask(case["question"], as_of, earlier)))
    return marks


def summary(marks: Sequence[Mark]) -> dict[str, Any]:
    """Totals as JSON: counts and shares by mark, and times."""
    counted = Counter(mark.mark for mark in marks)
    times = sorted(mark.took_ms for mark in marks) or [0]
    return {
        "questions": len(marks),
        **{name: counted.get(name, 0) for name in MARKS},
        "right_pct": f"{100 * counted.get(RIGHT, 0) / max(len(marks), 1):.1f}",
        "ms_median": times[len(times) // 2],
        "ms_p95": times[min(len(times) - 1, int(0.95 * len(times)))],
        "amiss": [
            {"id": m.id, "question": m.question, "mark": m.mark, "why": list(m.amiss), "headline": m.headline}
            for m in marks
            if m.mark != RIGHT
        ],
    }


def of_model(marks: Sequence[Mark]) -> dict[str, Any]:
    """What a model took for these answers, and how often its wording could not be used."""
    asked = [mark for mark in marks if mark.voiced is not None]
    fallen = sum(not mark.voiced for mark in asked)
    return {
        "tokens_in": sum(mark.tokens[0] for mark in marks),
        "tokens_out": sum(mark.tokens[1] for mark in marks),
        "worded": len(asked) - fallen,
        "fallback": fallen,
        "fallback_pct": f"{100 * fallen / max(len(asked), 1):.1f}",
    }
