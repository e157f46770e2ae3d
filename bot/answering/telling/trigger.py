"""Persistent failure: whether the contract's own count has been reached, and what that entitles to."""

from __future__ import annotations

from bot.answering.answer import Answer
from bot.answering.card import hits
from bot.answering.draft import listed, sentence
from bot.answering.telling.asked import Asked
from store.facts import Period, Why


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
    label = Period.of_month(month).label
    for hit in found:
        months = listed(Period.of_month(one).label for one in hit.months)
        draft.say(f"• {sentence(hit.what)} Months: {months}.")
        if hit.trigger.effect:
            draft.say(f"  {sentence(hit.trigger.effect)}")
    if not found:
        return draft.answer(f"No: up to {label} no level was missed often enough.", "answered", "no")
    draft.next_steps.append("Talk first: ask for an improvement plan with dates before anything formal.")
    draft.ask_provider("What is your plan, with a named owner and dates, to stop these repeated misses?")
    return draft.answer(f"Yes: by {label} the contract's count of repeated misses has been reached.", "answered", "yes")
