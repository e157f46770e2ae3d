"""What the contract says: a clause found or looked up, quoted with its page; or that it does not say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answer import Answer
from bot.answering.draft import Draft, place, short
from bot.answering.telling.asked import Asked
from knowledge.clause_references import key_of
from knowledge.library import Hit, Library, answers
from knowledge.passages import Passage
from store.facts.common import Source, Why

SHOWN = 3
# A passage of so many words is shown whole; a longer one by the sentence that answers.
WHOLE = 90


def tell(asked: Asked, library: Library) -> Answer:
    """The clauses that speak to the question, the governing one first."""
    draft = asked.draft("clause", timed=False)
    hits = library.search(asked.question.spoken, [asked.case.ref], k=SHOWN + 3)
    if not answers(hits):
        return _silent(asked, draft, hits)
    return _quoted(draft, [_found(hit, whole=index == 0) for index, hit in enumerate(_distinct(hits)[:SHOWN])])


def _found(hit: Hit, *, whole: bool) -> Source:
    """The words to show: a short passage whole, else the sentence that answers, each under its own clause."""
    passage = hit.passage
    if whole and len(passage.text.split()) <= WHOLE:
        return _source(passage)
    return Source(passage.document, clause=hit.clause or passage.clause, page=hit.page, quote=hit.quote or passage.text)


def _distinct(hits: Sequence[Hit]) -> list[Hit]:
    """The best hit of each clause."""
    seen: dict[str, Hit] = {}
    for hit in hits:
        seen.setdefault(hit.clause or hit.passage.clause, hit)
    return list(seen.values())


def look_up(asked: Asked, library: Library) -> Answer:
    """The clause a person named by its number."""
    draft = asked.draft("clause", timed=False)
    reference = key_of(asked.question.spoken)
    found = library.look_up(reference, asked.case.ref) if reference else []
    if not found:
        draft.cannot("that clause", Why.NOT_IN_CONTRACT, "Check the number; itbot terms lists what was read.")
        return draft.answer("The contract as we have it holds no clause of that number.", "unknown", "cannot_tell")
    return _quoted(draft, [_source(passage) for passage in found[:6]])


def _quoted(draft: Draft, sources: Sequence[Source]) -> Answer:
    for index, source in enumerate(sources):
        lead = "" if index == 0 else "See also "
        words = " ".join((source.quote or "").split()) if index == 0 else short(source.quote)
        draft.say(f'{lead}{draft.cite(source)}: "{words}"')
    draft.say("This is what the contract says, not legal advice.")
    first = sources[0]
    return draft.answer(f"The place to read is {place(first.clause or '', first.page)}.")


def _source(passage: Passage) -> Source:
    return Source(passage.document, clause=passage.clause, page=passage.page, quote=passage.text)


def _silent(asked: Asked, draft: Draft, hits: Sequence[Hit]) -> Answer:
    fix = "If you expected it there, ask the provider to point to the clause."
    draft.cannot(f"what the contract says about this: {asked.question.text}", Why.NOT_IN_CONTRACT, fix)
    if hits:
        passage = hits[0].passage
        draft.say(f"The nearest we found, which may be about something else: {draft.cite(_source(passage))}.")
    return draft.answer("The contract does not say, as far as we can find.", "unknown", "cannot_tell")
