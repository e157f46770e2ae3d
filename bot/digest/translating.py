"""Jargon both ways: a text in plain words, and a plain complaint in the provider's own terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.answering.asking.plain_words import plain
from bot.answering.asking.what_is_named import things
from bot.answering.draft import Draft, sentence
from bot.answering.telling.levels import limit
from bot.digest.model import Term
from bot.digest.safe import safe
from bot.digest.terms import definitions_of, in_place, terms_in
from bot.digest.urgency import Urgency, urgency_of
from knowledge.correspondence.soft_words import Soft, soft_phrases
from store.facts.agreed import Metric, ServiceLevel
from store.measures.level_names import level_name

if TYPE_CHECKING:
    from bot.wiring import Interpreter


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in plain words: with meanings in place, and the terms and soft phrases by themselves."""

    text: str
    terms: tuple[Term, ...]
    soft: tuple[Soft, ...]

    def as_json(self) -> dict[str, Any]:
        """The document `itbot translate --json` prints."""
        return {
            "text": safe(self.text),
            "jargon": [
                {"term": safe(t.term), "meaning": t.meaning, "source": t.source, "ask": t.ask} for t in self.terms
            ],
            "euphemisms": [{"words": safe(s.written), "meaning": s.meaning, "ask": s.ask} for s in self.soft],
        }


def to_plain(interpreter: Interpreter, text: str, ref: str | None) -> Plain:
    """What a provider's words mean: the contract's meaning first, then the user's own, then the glossary."""
    own = interpreter.stores.correspondence.terms()
    terms = terms_in(text, definitions_of(interpreter.stores.contracts, ref, interpreter.today() if ref else None), own)
    soft = soft_phrases(text, ())
    return Plain(in_place(text, terms, {one.written: one.meaning for one in soft}), tuple(terms), tuple(soft))


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint as the provider would log it: kind, priority with its ground, what the contract sets, and the wording."""

    kind: str
    urgency: Urgency
    levels: tuple[str, ...]
    clauses: tuple[str, ...]
    wording: str
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The document `itbot translate --to-provider --json` prints."""
        return {
            "kind": self.kind, "priority": self.urgency.priority, "because": self.urgency.because, "levels": list(self.levels),
            "clauses": list(self.clauses), "wording": safe(self.wording), "missing": list(self.missing),
        }  # fmt: skip


def to_provider(interpreter: Interpreter, text: str, ref: str | None) -> Complaint:
    """A plain complaint in the provider's terms, with the priority and the clause that fit."""
    case = interpreter.case(ref, interpreter.today()) if ref else None
    levels = [line.on(interpreter.today()) or line.latest for line in case.lines] if case else []
    known = tuple(sorted({level.priority for level in levels if level.priority}))
    clauses = case.stores.contracts.clauses(case.ref, case.today) if case else []
    urgency = urgency_of(text, known, clauses)
    named = things(
        plain(text), tuple(dict.fromkeys(level.service for level in levels if level.service)), known or (1, 2, 3, 4)
    )
    draft = Draft(question=text, topic="email", contract=ref)
    fitting = [level for level in levels if _fits(level, urgency.priority, named.service)]
    told = tuple(
        f"{level_name(level)}: {limit(level, draft)}" for level in fitting if level.limit_s or level.limit_days
    )
    cited = tuple(dict.fromkeys(draft.cite(level.source, level.status) for level in fitting))
    return Complaint(urgency.kind, urgency, told, cited, _wording(text, urgency, told, cited), _missing(text))


def _fits(level: ServiceLevel, priority: int | None, service: str | None) -> bool:
    if level.metric is Metric.AVAILABILITY:
        return bool(service) and (level.service or "").lower() == (service or "").lower()
    return (
        level.metric in {Metric.RESPONSE, Metric.RESOLUTION, Metric.UPDATE_INTERVAL}
        and priority is not None
        and level.priority == priority
    )


def _wording(text: str, urgency: Urgency, levels: tuple[str, ...], clauses: tuple[str, ...]) -> str:
    ask = f"Please log this as {'an ' if urgency.kind == 'incident' else 'a '}{urgency.kind}"
    ask += f" with priority P{urgency.priority}" if urgency.priority else ""
    because = f", because {urgency.because}" if urgency.because else ""
    under = f" The contract gives: {'; '.join(levels)} ({', '.join(clauses)})." if levels else ""
    return f'{ask}{because}. What our people see: "{" ".join(text.split())}".{under} Please send the ticket number and the time of the next update.'


def _missing(text: str) -> tuple[str, ...]:
    """What the provider will ask anyway."""
    import re

    asked = {
        "when it began": r"\b(?:since|from|at|this morning|today|yesterday|last night)\b|\d{1,2}[:.]\d\d",
        "who is affected, and how many": r"\b(?:everyone|everybody|nobody|no one|all|whole|\d+|two|three|i |my|we)\b",
        "what they can no longer do": r"\b(?:cannot|can't|can’t|unable|not|won't|stopped|stuck|down|slow)\b",
    }
    return tuple(sentence(f"say {what}") for what, pattern in asked.items() if not re.search(pattern, text.lower()))
