"""What a word means: the contract's own definition first, then the plain glossary, then an honest "not known"."""

from __future__ import annotations

from knowledge.jargon.translate import define

from bot.answering.answer import Answer
from bot.answering.draft import Draft
from bot.answering.telling.asked import Asked
from store.facts import Source, Why


def tell(asked: Asked) -> Answer:
    """One term in plain English."""
    draft = asked.draft("jargon", timed=False)
    term = asked.question.term or asked.question.spoken
    definitions = asked.case.stores.contracts.definitions(asked.case.ref)
    found = define(term, definitions)
    if found is None:
        return _unknown(draft, term)
    if found.source == "contract":
        own = next(d for d in definitions if d.term == found.term)
        where = draft.cite(Source(own.document, clause=own.clause, page=own.page, quote=own.meaning))
        draft.say(f'The contract defines it in {where}: "{" ".join(own.meaning.split())}"')
    if found.ask:
        draft.ask_provider(found.ask)
    return draft.answer(f"{found.term}: {found.meaning}")


def _unknown(draft: Draft, term: str) -> Answer:
    draft.cannot(f"what {term} means", Why.NOT_IN_CONTRACT, "Ask the provider to say it in plain words.")
    draft.ask_provider(f"What do you mean by {term}?")
    return draft.answer(
        f"I do not know the term {term}: the contract does not define it and it is not in my glossary.", "unknown"
    )
