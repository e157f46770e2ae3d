"""The one-page health check: seven marks of a good relationship with their faces, and always what went well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.answering import relationship
from bot.answering.answer import Answer, State
from bot.answering.card import card
from bot.answering.casefile import CaseFile
from bot.answering.draft import Draft, listed, sentence
from bot.answering.telling.asked import Asked, no_data
from bot.answering.telling.effort import month_of
from bot.answering.telling.metric import not_in_contract
from store.facts.common import Period
from store.measures.marks import Mark, by_face

FACES = {"happy": "🙂", "neutral": "😐", "sad": "🙁", "unknown": "❔"}


def tell(asked: Asked) -> Answer:
    """Each mark with its face and what it rests on; what is not known is said and wears no face."""
    missing = no_data(asked, "value", "the health of the relationship")
    month = month_of(asked)
    if missing or month is None:
        return missing or not_in_contract(asked)
    draft = asked.draft("value")
    draft.period = Period.of_month(month, asked.case.facts.tz)
    found = relationship.health(asked.case, month)
    draft.say("\n".join(f"{FACES[one.face]} {_line(one, draft)}" for one in found))
    well = card(asked.case, month).went_well
    if well:
        draft.readings.extend(well)
        draft.say("\n".join(["What went well", *(f"• {sentence(words)}" for words in well)]))
    for one in found:
        if one.why is not None:
            draft.cannot(one.why.what, one.why.why, one.why.fix)
    sad = [one for one in found if one.face == "sad"]
    if sad:
        draft.ask_provider(f"What would it take to do better on this: {listed(one.label.lower() for one in sad)}?")
    draft.say("A face is a reading of what is on record, not a judgement of people; no provider is perfect.")
    state: State = "partly" if any(one.face == "unknown" for one in found) else "answered"
    return draft.answer(_headline(found, draft), state)


def _line(one: Mark, draft: Draft) -> str:
    draft.readings.append(one.evidence)
    draft.figure(f"mark_{one.key}", one.label, one.face, "", sources=one.sources[:10])
    return f"{one.label}: {one.evidence}."


def _headline(found: Sequence[Mark], draft: Draft) -> str:
    counts = by_face(found)
    named = {"happy": "good", "neutral": "fair", "sad": "poor", "unknown": "not known"}
    told = [
        f"{draft.figure(f'faces_{face}', f'Marks that are {named[face]}', number, 'count')} {named[face]}"
        for face, number in counts.items()
        if number
    ]
    return f"Of the seven marks of a good relationship: {listed(told)}."


def health_rows(case: CaseFile, month: str) -> dict[str, Any]:
    """The marks as the commands print them."""
    found = relationship.health(case, month)
    return {
        "contract": case.ref,
        "month": month,
        "marks": [
            {
                "key": one.key,
                "label": one.label,
                "face": one.face,
                "evidence": one.evidence,
                "why": one.why.why.value if one.why else None,
                "fix": one.why.fix if one.why else None,
                "sources": list(one.sources),
            }
            for one in found
        ],
        "went_well": list(card(case, month).went_well),
    }
