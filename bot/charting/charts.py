"""Charts by name, and the chart that goes with an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from bot.answering.answer import Answer, Figure
from bot.charting.gathering import KINDS, attainment
from bot.charting.model import Chart, Drawable
from store.facts.common import InterpreterError

if TYPE_CHECKING:
    from datetime import date

    from bot.answering.casefile import CaseFile


class Cases(Protocol):
    """What hands out a contract's file: the interpreter."""

    def case(self, ref: str, today: date) -> CaseFile:
        """The file of a contract on a day."""

    def today(self) -> date:
        """Today."""


# The chart that goes with an answer of a topic, where the figures decide nothing more.
TOPICS = {"credits": "credits", "trend": "break-fix", "value": "scorecard"}
DUTY_WORDS = re.compile(r"\b(?:reports?|reviews?|meetings?|restore tests?|roadmap|evidence)\b", re.IGNORECASE)
SCORED = frozenset({"known_only", "coverage"})
LEVELS = frozenset(
    "response_attainment resolution_attainment availability patching backup edr mfa restore_test csat".split()
)


def kind_named(word: str) -> str:
    """The kind of chart a person means ("break fix", "heat map"); InterpreterError names those there are."""
    plain = word.strip().lower().replace("_", "-").replace(" ", "-")
    also = {"breakfix": "break-fix", "trend": "break-fix", "faults": "break-fix", "heat-map": "evidence", "heatmap": "evidence",
            "duties": "evidence", "levels": "attainment", "sla": "attainment", "credit": "credits", "score": "scorecard"}  # fmt: skip
    found = also.get(plain, plain)
    if found not in KINDS:
        raise InterpreterError(f"There is no chart called {word}; there are: {', '.join(KINDS)}.")
    return found


def finished(shown: Drawable, kind: str) -> Chart:
    """The picture of a chart's data, with its words."""
    from bot.charting.drawing import drawn

    return Chart(shown.title, drawn(shown), shown.alt, kind)


def chart(case: CaseFile, kind: str) -> Chart | None:
    """One chart of a contract by its kind; None where there is nothing to draw."""
    shown = KINDS[kind](case)
    return finished(shown, kind) if shown else None


def chart_for(source: Cases | CaseFile, answer: Answer) -> Chart | None:
    """The chart that people would rather look at than read this answer; None where no picture helps.

    Takes the interpreter, or the contract's file itself. A refusal, an unknown and an answer on words have none.
    """
    found = shown_for(source, answer)
    return finished(found[1], found[0]) if found else None


def shown_for(source: Cases | CaseFile, answer: Answer) -> tuple[str, Drawable] | None:
    """What `chart_for` would draw, as its kind and its data, not drawn yet."""
    if answer.state in {"refused", "unknown"}:
        return None
    case = _case(source, answer)
    return _shown(case, answer) if case is not None else None


def _case(source: Cases | CaseFile, answer: Answer) -> CaseFile | None:
    from bot.answering.casefile import CaseFile

    if isinstance(source, CaseFile):
        return source
    ref = next((figure.contract for figure in answer.figures if figure.contract), None)
    return source.case(ref, source.today()) if ref else None


def _shown(case: CaseFile, answer: Answer) -> tuple[str, Drawable] | None:
    if answer.topic == "metric":
        return _level(case, answer)
    if answer.topic == "obligation":
        kind = "evidence" if DUTY_WORDS.search(answer.headline) else ""
    elif answer.topic == "value":
        kind = (
            "scorecard"
            if any(figure.key in SCORED or figure.key.startswith("mark_") for figure in answer.figures)
            else ""
        )
    elif answer.topic == "trend":
        kind = "break-fix" if any(figure.role == "trend" for figure in answer.figures) else ""
    else:
        kind = TOPICS.get(answer.topic, "")
    shown = KINDS[kind](case) if kind else None
    return (kind, shown) if shown else None


def _level(case: CaseFile, answer: Answer) -> tuple[str, Drawable] | None:
    """The months of the level an answer is about; none where it is about several."""
    told = {
        (figure.key, figure.priority) for figure in answer.figures if figure.key in LEVELS and figure.role == "actual"
    }
    if len(told) != 1:
        return None
    key, priority = next(iter(told))
    shown = attainment(case, key, _rank(priority), _service(answer.figures, case))
    return ("attainment", shown) if shown and len(shown.months) > 1 else None


def _rank(priority: str | None) -> int | None:
    digits = re.sub(r"\D", "", priority or "")
    return int(digits) if digits else None


def _service(figures: tuple[Figure, ...], case: CaseFile) -> str | None:
    """The one service that the figures' labels name."""
    services = {level.service for level in case.agreed.levels if level.service}
    named = {service for service in services for figure in figures if service.lower() in figure.label.lower()}
    return named.pop() if len(named) == 1 else None
