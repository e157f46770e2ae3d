"""Places that only a second reader points at: kept as questions to a person, outside everything that is counted.

They are terms of a kind of their own, of which no measure knows. One is kept only where the words around it bear out
what it is said to be; a person who has looked confirms it, and that settles it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.intake.places import Spot
from knowledge.terms.credit_words import about_money_back
from knowledge.terms.metrics import metrics_of
from knowledge.terms.wording import tidy
from store.facts.common import Status
from store.records import TermRecord

KIND = "pointed_at"
MOST = 20


def asked_about(only: Sequence[Spot], name: str, *, create: bool) -> tuple[list[TermRecord], list[str]]:
    """The questions made of these places; of an amendment, which tells old values beside new ones, only a note."""
    borne = [one for one in {(one.start, one.end): one for one in only}.values() if _borne_out(one)][:MOST]
    if create:
        return [_question(one, name) for one in borne], []
    return [], [f'{one.passage.clause}: {name} also points at "{tidy(one.words)}"; was it read?' for one in borne]


def _borne_out(one: Spot) -> bool:
    """Whether the words around a place name what it is said to be."""
    around = " ".join((*one.passage.headings, one.passage.text))
    if one.role in {"limit", "share"}:
        return one.metric in {metric for metric, _ in metrics_of(around)}
    if one.role in {"credit", "cap", "claim_window"}:
        return about_money_back(around)
    return one.role != "notice" or "notice" in around.lower()


def _question(one: Spot, name: str) -> TermRecord:
    told = {"role": one.role, "metric": one.metric, "priority": one.priority, "words": tidy(one.words)}
    says = f'Only {name} points at "{tidy(one.words)}" here, and nothing was read by rule.'
    return TermRecord(
        kind=KIND,
        fields={key: value for key, value in told.items() if value is not None},
        quote=one.quote,
        clause=one.passage.clause,
        start=one.start,
        end=one.end,
        confidence=0.3,
        status=Status.UNKNOWN,
        question=f"{says} Read the clause: is a term missing? Nothing is counted on it; confirm it once you have looked.",
    )
