"""The answer as data: what every way out (terminal, JSON, Slack) renders, and nothing else may add a figure to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from store.facts.common import Period, Unknown

State = Literal["answered", "partly", "unknown", "refused"]
Verdict = Literal["yes", "partly", "no", "cannot_tell", "met", "missed", "no_demand"]
Topic = Literal["value", "metric", "clause", "credits", "jargon", "email", "due", "trend", "obligation", "other"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with everything that makes it true; `value` is a decimal string.

    `tickets` are those that the number counts or that missed, by their own numbers.
    """

    key: str
    label: str
    value: str
    unit: str
    role: str = "actual"
    n: int | None = None
    of: int | None = None
    priority: str | None = None
    contract: str | None = None
    currency: str | None = None
    as_of: str | None = None
    sources: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """The contract's own words, with the place where a person finds them again."""

    contract: str
    document: str
    clause: str
    quote: str
    page: int | None = None
    status: str = "found"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. Every number, date and quotation in `text` also stands in figures, citations or period."""

    question: str
    state: State
    headline: str
    text: str
    topic: Topic
    verdict: Verdict | None = None
    period: Period | None = None
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    next_steps: tuple[str, ...] = ()
    questions_for_provider: tuple[str, ...] = ()
    worded_by: str = "composer"
    took_ms: int = 0
    id: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The document `itbot ask --json` prints (see docs/guide.md)."""
        return {
            "id": self.id,
            "question": self.question,
            "state": self.state,
            "headline": self.headline,
            "text": self.text,
            "verdict": self.verdict,
            "topic": self.topic,
            "period": _period(self.period),
            "figures": [_plain(figure) for figure in self.figures],
            "citations": [_plain(citation) for citation in self.citations],
            "unknowns": [{"what": u.what, "why": u.why.value, "fix": u.fix} for u in self.unknowns],
            "next_steps": list(self.next_steps),
            "questions_for_provider": list(self.questions_for_provider),
            "tables": list(self.extra.get("tables", ())),
            "worded_by": self.worded_by,
            "took_ms": self.took_ms,
        }


def _period(period: Period | None) -> dict[str, str] | None:
    if period is None:
        return None
    return {"from": str(period.start), "to": str(period.end), "label": period.label, "tz": period.tz}


def _plain(record: Figure | Citation) -> dict[str, Any]:
    names = record.__slots__
    return {name: list(value) if isinstance(value := getattr(record, name), tuple) else value for name in names}
