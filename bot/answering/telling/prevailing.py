"""Clauses that another part of the same contract contradicts: which prevails by the contract's own rule, or that none does."""

from __future__ import annotations

from bot.answering.draft import Draft
from bot.answering.telling.asked import Asked
from knowledge.terms.wording import tidy
from store.facts.common import Source, Status, Why
from store.records import TermRecord

UNRULED = {"rival", "rival_clock", "rival_unclear", "clash"}


def prevailing(asked: Asked, draft: Draft, governing: Source, words: str) -> Source:
    """The place to read instead of `governing`, where terms in its `words` are overruled or contradicted; each is told."""
    terms = asked.case.stores.terms.listed(asked.case.ref)
    chosen = governing
    for term in [one for one in terms if one.document == governing.file and _inside(one, words)]:
        if term.status is Status.OVERRULED:
            draft.readings += list(term.readings)
            draft.say(f"That does not count: {'; '.join(term.readings)}.")
            winner = _ruling(term, terms)
            if winner is not None:
                chosen = _source(winner)
                draft.cite(chosen, winner.status)
        elif term.status is Status.CONFLICT and term.doubt in UNRULED:
            draft.readings += list(term.readings)
            draft.say(f"Two parts of the contract differ on this: {'; '.join(term.readings)}.")
            fix = "Nothing that we read says which prevails; agree it with the provider in writing, then settle it: itbot terms"
            draft.cannot("which of the two holds", Why.CONFLICT, fix)
        elif term.status is Status.FOUND and term.kind != "precedence" and term.readings:
            draft.readings += list(term.readings)
            draft.say(f"It prevails: {'; '.join(term.readings)}.")
    return chosen


def _inside(term: TermRecord, words: str) -> bool:
    """Whether a term's words are among those shown; a table loses its lines between cells when it is shown."""
    bare = tidy(term.quote.replace("|", " "))
    return bool(bare) and bare in tidy(words.replace("|", " "))


def _ruling(term: TermRecord, terms: list[TermRecord]) -> TermRecord | None:
    said = tidy(term.quote)
    return next(
        (one for one in terms if one.status is Status.FOUND and any(said in tidy(r) for r in one.readings)), None
    )


def _source(term: TermRecord) -> Source:
    return Source(term.document, clause=term.clause, page=term.page, quote=term.quote)
