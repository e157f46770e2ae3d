"""Persistent failure: whether the contract's own count has been reached, and what that entitles to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.answer import Answer
from bot.answering.card import hits
from bot.answering.draft import Draft, listed, sentence
from bot.answering.telling.asked import Asked
from store.facts.common import Source, Why
from store.measures.triggers import TriggerHit

# The question is whether the contract may be ended, not whether the count was reached.
LEAVE = re.compile(
    r"\b(?:walk(?:ing)? away|leav(?:e|ing)|terminat\w+|get(?:ting)? out|(?:end|cancel|exit|quit|break)(?:s|ing|ling)?)\b",
    re.IGNORECASE,
)
PLAN_FIRST = re.compile(r"\bplan\b.*\bthen\b.*\bterminat", re.IGNORECASE)
CONSEQUENCE = re.compile(r"\bplan\b", re.IGNORECASE)


def hit_words(hit: TriggerHit, draft: Draft) -> str:
    """A persistent failure in words, with its months, registered."""
    draft.figure("persistent_failure", hit.what, len(hit.months), "months", sources=(str(hit.trigger.source),))
    months = [draft.month(one) for one in hit.months]
    return (
        sentence(hit.what)
        if all(month in hit.what for month in months)
        else f"{sentence(hit.what)} Months: {listed(months)}."
    )


def tell(asked: Asked) -> Answer:
    """Whether a persistent-failure clause has been reached by the last full month asked about."""
    draft = asked.draft("obligation", timed=False)
    case = asked.case
    if not case.agreed.triggers:
        draft.cannot(
            "a count of misses that gives a stronger remedy",
            Why.NOT_IN_CONTRACT,
            "No clause that we have read sets one.",
        )
        return draft.answer(
            "The contract, as we read it, sets no number of misses that gives you a stronger remedy.",
            "unknown",
            "cannot_tell",
        )
    have = case.months_with_data()
    if not have:
        draft.cannot("how often levels were missed", Why.NOT_UPLOADED, "Add the tickets: itbot add TICKETS.csv")
        return draft.answer("We cannot tell: no tickets have been added.", "unknown", "cannot_tell")
    inside = [month for month in have if asked.period and month in asked.period.months()]
    month = inside[-1] if inside else have[-1]
    for trigger in case.agreed.triggers:
        draft.say(f"The contract: {draft.quoted(trigger.source, trigger.status)}.")
    found = hits(case, month)
    label = draft.month(month)
    for hit in found:
        draft.say(f"• {hit_words(hit, draft)}")
        if hit.trigger.effect:
            draft.say(f"  {sentence(hit.trigger.effect)}")
    if not found:
        return draft.answer(f"No: up to {label} no level was missed often enough.", "answered", "no")
    draft.next_steps.append("Talk first: ask for an improvement plan with dates before anything formal.")
    draft.ask_provider("What is your plan, with a named owner and dates, to stop these repeated misses?")
    first = steps_first(asked, found, draft)
    if first and LEAVE.search(asked.question.spoken):
        head = f"Not yet: by {label} the contract's count of repeated misses has been reached, but {first}."
        return draft.answer(head, "partly", "no")
    then = f" First, before any right to end the contract, {first}." if first else ""
    head = f"Yes: by {label} the contract's count of repeated misses has been reached.{then}"
    return draft.answer(head, "answered", "yes")


def steps_first(asked: Asked, found: Sequence[TriggerHit], draft: Draft) -> str:
    """What the contract asks for before the misses let anyone end it, its clauses quoted; empty where nothing comes first."""
    planned = [hit for hit in found if PLAN_FIRST.search(hit.trigger.effect or "")]
    if not planned or len(planned) < len(found):
        return ""
    case = asked.case
    groups = {group for hit in planned if (group := _group(hit.trigger.source.clause or ""))}
    for clause in case.stores.contracts.clauses(case.ref, case.today):
        follows = clause.key.rpartition(".")[0] in groups and CONSEQUENCE.search(clause.text)
        if follows:
            draft.say(
                f"The contract: {draft.quoted(Source(clause.document, clause=clause.key, page=clause.page, quote=clause.text))}."
            )
    draft.cannot(
        "whether an improvement plan was asked for in writing, given and kept",
        Why.NOT_UPLOADED,
        "Ask for the plan as the clause says, and keep the request, the plan and its dates.",
    )
    return "an improvement plan comes first, and only if it is not given or not kept may you end the contract"


def _group(place: str) -> str:
    """The clause group of a place: "8" of "8.1(a)", whose later paragraphs say what follows."""
    return place.partition("(")[0].rpartition(".")[0]
