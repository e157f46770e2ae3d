"""Saying no well: what cannot be answered, why, and the nearest thing that can."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answer import Answer
from bot.answering.asking.question import Question
from bot.answering.draft import Draft, listed
from store.facts.common import Source, Why

CAN = (
    "I can tell you whether a service level was met, what a miss is worth, what a clause says, what is missing, "
    "and whether things are getting better. Try: are we getting what we pay for?"
)
REASONS = {
    "off_limits": "I change, send and delete nothing, and figures here come from your contract and tickets and from nothing else.",
    "off_topic": "That has nothing to do with your IT contract, and I know about nothing else.",
    "advice": (
        "That needs a lawyer or a look at the market, and I have neither. I can give you the facts it would start "
        "from: the clause, the figures and the dates."
    ),
    "prediction": "I measure what has happened; I do not forecast. I can show you the trend so far.",
    "person": "I judge the service, not people, and I keep no figures about single persons.",
    "unclear": "I could not place that question.",
}


def refused(question: Question) -> Answer:
    """A refusal with its reason and the nearest thing we can do."""
    draft = Draft(question.text, "other")
    if question.intent == "unclear" and question.unread:
        draft.say(f"Nothing here is counted by {listed(question.unread)}.")
    draft.say(CAN)
    if question.intent == "prediction":
        draft.cannot("what has not happened yet", Why.NO_DEMAND, "Ask again when that time has passed.")
    draft.next_steps.append('itbot ask "are we getting what we pay for?"')
    return draft.answer(REASONS[question.intent], "refused")


def no_contract(question: Question) -> Answer:
    """Nothing has been added yet."""
    draft = Draft(question.text, "other")
    draft.cannot(
        "anything about a contract", Why.NOT_UPLOADED, "Add it: itbot add CONTRACT.docx, then itbot add TICKETS.csv"
    )
    return draft.answer("There is no contract here yet, so I have nothing to answer from.", "unknown", "cannot_tell")


def which_contract(question: Question, refs: Sequence[tuple[str, str, str]]) -> Answer:
    """Several contracts and no hint which: ask, never pick."""
    draft = Draft(question.text, "other")
    draft.say("\n".join(f"• {_named(title, provider)}: --contract {ref}" for ref, title, provider in refs))
    return draft.answer("Which contract do you mean?", "refused")


def _named(title: str, provider: str) -> str:
    return f"{title} with {provider}" if provider else title


def stranger(question: Question, names: Sequence[str], refs: Sequence[tuple[str, str, str]]) -> Answer:
    """A provider or contract we do not have."""
    draft = Draft(question.text, "other")
    known = listed(_named(title, provider) for _, title, provider in refs)
    names = names or ("that provider",)
    draft.cannot(f"anything about {listed(names)}", Why.NOT_UPLOADED, "Add that contract: itbot add CONTRACT")
    draft.say(f"What I have: {known}.")
    return draft.answer(f"I have no contract with {listed(names)}.", "unknown", "cannot_tell")


def odd_priority(question: Question, ref: str, known: Sequence[int]) -> Answer:
    """A priority the contract does not have."""
    draft = Draft(question.text, "metric", contract=ref)
    named = (question.odd_priority or "").upper().replace(" ", "")
    draft.cannot(f"{named} service levels", Why.NOT_IN_CONTRACT, "Ask about one of the priorities the contract has.")
    have = listed(f"P{number}" for number in known)
    draft.say(f"The contract sets levels for {have}." if have else "The contract sets no levels by priority.")
    return draft.answer(f"The contract knows no {named}, so there is no promise to measure.", "unknown", "cannot_tell")


def which_period(question: Question) -> Answer:
    """A time that has no dates here: ask, never guess."""
    draft = Draft(question.text, "other")
    draft.readings += question.unplaced
    draft.next_steps.append('Name the months, for example "from April to June".')
    return draft.answer(
        f"I cannot place '{', '.join(question.unplaced)}' in the calendar; which months do you mean?", "refused"
    )


def unmeasured(question: Question, ref: str, nearest: Sequence[Source]) -> Answer:
    """Something no level is set for."""
    draft = Draft(question.text, "metric", contract=ref)
    what = question.unmeasured or "this"
    draft.cannot(what, Why.NOT_IN_CONTRACT, "No clause that we have read sets a level for it.")
    for source in nearest:
        draft.say(f"The nearest we found, which may be about something else: {draft.quoted(source)}.")
    draft.ask_provider(f"Do you measure {what}, and would you commit to a level?")
    said = f"We found no service level for {what} by that name, and nothing here measures it."
    return draft.answer(said, "unknown", "cannot_tell")


def not_here(question: Question) -> Answer:
    """A place where others read along: nothing contractual is said there."""
    draft = Draft(question.text, "other")
    draft.next_steps.append("Ask again in a private place: --place private")
    return draft.answer(
        "Others, the provider perhaps among them, can read along here, so I say nothing about the contract in this place.",
        "refused",
    )


def withheld(answer: Answer) -> Answer:
    """An answer with a number we cannot trace is not sent; a wrong figure is worse than none."""
    draft = Draft(answer.question, answer.topic)
    draft.cannot(
        "this question", Why.UNPARSEABLE, "Please report the question; its answer was stopped by our own check."
    )
    return draft.answer(
        "I worked out an answer but could not trace every figure in it, so I am not giving it.",
        "unknown",
        "cannot_tell",
    )
