"""What it would cost to go: what lies ahead is in the clauses; a sum only where one of them says how it is made."""

from __future__ import annotations

import re

from bot.answering.answer import Answer
from bot.answering.draft import Draft, place
from bot.answering.telling import exit_sum
from bot.answering.telling.asked import Asked
from store.facts.common import Source, Why
from store.measures.leaving import last_notice, next_end

ASKS = (
    "early termination charge payable on ending the agreement before the end of the term",
    "end this agreement by written notice without paying for the rest of the term",
    "exit help hand over at the end of the agreement charges",
)
ABOUT = re.compile(
    r"\b(?:end (?:this|the) (?:agreement|contract)|terminat\w*|exit|expir\w*|renew\w*|rest of the term|hand(?:ed|ing)? over)\b",
    re.IGNORECASE,
)
CHARGE = re.compile(
    r"\b(?:early termination|termination (?:charge|fee|payment)|break (?:fee|charge)|rest of the term|remaining term|unexpired)\b",
    re.IGNORECASE,
)
SHOWN = 5


def tell(asked: Asked) -> Answer:
    """The clauses on ending early, on what is then payable, and on exit help; the sum where a clause states how it is made."""
    draft = asked.draft("clause", timed=False)
    summed = exit_sum.told(asked, draft)
    found: dict[str, Source] = {}
    for words in ASKS:
        for source in asked.passages(words, 4):
            if source.clause and ABOUT.search(source.quote or ""):
                found.setdefault(source.clause, source)
    if not found and not summed:
        draft.cannot(
            "what leaving early would cost",
            Why.NOT_IN_CONTRACT,
            "Ask the provider which clause would apply, and get it in writing.",
        )
        return draft.answer(
            "The contract does not say what leaving early costs, as far as we can find.", "unknown", "cannot_tell"
        )
    charging = [source for source in found.values() if CHARGE.search(source.quote or "")]
    shown = list(dict.fromkeys([*charging, *found.values()]))[:SHOWN]
    for source in shown:
        draft.say(f"The contract: {draft.quoted(source)}.")
    end = next_end(asked.case.facts, asked.case.today)
    notice = last_notice(asked.case.facts, end) if end else None
    if end is not None:
        by = (
            f"; the last day for notice against a renewal is {draft.on('last_notice', 'Last day for notice', notice)}"
            if notice
            else ""
        )
        draft.say(f"The term now running ends on {draft.on('term_end', 'End of the term', end)}{by}.")
    if summed:
        return _with_a_sum(summed, draft)
    draft.cannot(
        "a sum for it",
        Why.NOT_IN_CONTRACT,
        "It depends on these clauses; past charges do not tell it, so ask the provider for the figure and its clause in writing.",
    )
    draft.ask_provider("What exactly would be payable if we ended early, and under which clause?")
    draft.say("This is what the contract says, not legal advice.")
    first = shown[0]
    where = place(first.clause or "", first.page)
    lead = f"What is payable on ending early is for the clauses to say; start with {where}."
    return draft.answer(
        lead if charging else f"We found no charge for ending early; the clauses on ending begin with {where}.",
        "partly",
    )


def _with_a_sum(summed: str, draft: Draft) -> Answer:
    """The sum that the clause states, and what it leaves open."""
    draft.cannot(
        "whether anything else is payable on leaving, such as help with the handover or licences bought for a year",
        Why.NOT_IN_CONTRACT,
        "Ask the provider for the whole figure, with its clauses, in writing.",
    )
    draft.ask_provider("What exactly would be payable if we ended on that day, and under which clauses?")
    draft.say("This is what the contract says, not legal advice.")
    return draft.answer(summed, "partly")
