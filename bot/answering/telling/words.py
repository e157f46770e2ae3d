"""What the contract says: the clause that governs, what qualifies it, and its page; or that no clause was found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.answer import Answer, State, Verdict
from bot.answering.draft import Draft, listed, place, sentence, short
from bot.answering.telling.asked import Asked
from bot.answering.telling.prevailing import prevailing
from knowledge.clause_references import key_of
from knowledge.library import Hit, Library, answers, may_answer
from knowledge.passages import Passage
from knowledge.references_around import Beside, differ_in_figures, leans_on, points_to, turning_words
from store.facts.common import Source, Why
from store.records import DefinitionRecord

SHOWN = 3
LOOKED_UP = 6
BESIDE = 2
MEANINGS = 2
NEAREST = 2
# A passage of so many words is shown whole; a longer one by the sentence that answers.
WHOLE = 90
# A sentence that says whether one thing counts as another, and how short it must be to say nothing else.
COUNTS_AS = re.compile(
    r"^\W*(?:and |so |but )?(?:does|do|is|are|would|will)\b.*\b(?:counts?|qualif\w+|treated|regarded|considered)\b",
    re.IGNORECASE,
)
IS_ONE = re.compile(r"\b(?:is|are|counts?|shall (?:not )?(?:be|count)|does not count|do not count)\b", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:not|no|never|neither|nor|none|except|unless|without|n't)\b|n['’]t\b", re.IGNORECASE)
OWN_WORDS = 0.75
PLAIN_SENTENCE = 16
# Words that every contract defines and everybody understands.
PLAIN = {
    "agreement",
    "contract",
    "customer",
    "provider",
    "supplier",
    "services",
    "service",
    "party",
    "parties",
    "client",
}


def tell(asked: Asked, library: Library) -> Answer:
    """The clause that speaks to the question, what it depends on, and what else bears on it."""
    draft = asked.draft("clause", timed=False)
    hits = library.search(asked.question.spoken, [asked.case.ref], k=SHOWN + 3)
    if not answers(hits):
        return _doubtful(asked, draft, hits, library) if may_answer(hits) else _silent(asked, draft, hits, library)
    first = next(hit for hit in hits if hit.confident)
    others = [hit for hit in hits if hit.possible and hit is not first]
    governing = _found(first, whole=True)
    _quote(draft, governing)
    place_to_read = prevailing(asked, draft, governing, first.quote or governing.quote or "")
    _around(asked, draft, first.passage, governing, library)
    _conflicts(draft, first, others)
    for hit in [hit for hit in _distinct([first, *others])[1:SHOWN] if not _told(hit, draft)]:
        draft.say(f'See also {draft.cite(_found(hit, whole=False))}: "{short(hit.quote or hit.passage.text)}"')
    return _closed(draft, place_to_read, yes_or_no(asked.question.spoken, first))


def look_up(asked: Asked, library: Library) -> Answer:
    """The clause a person named by its number, with what qualifies it."""
    draft = asked.draft("clause", timed=False)
    reference = key_of(asked.question.spoken)
    found = library.look_up(reference, asked.case.ref) if reference else []
    if not found:
        draft.cannot(
            "that clause", Why.NOT_IN_CONTRACT, "Check the number; itbot clauses lists what the contract holds."
        )
        return draft.answer("The contract as we have it holds no clause of that number.", "unknown", "cannot_tell")
    for passage in found[:LOOKED_UP]:
        _quote(draft, _source(passage))
    if len(found) > LOOKED_UP:
        draft.say("The clause goes on after this; ask for its parts by their numbers.")
    if len(found) == 1:
        _around(asked, draft, found[0], _source(found[0]), library)
    return _closed(draft, _source(found[0]))


def yes_or_no(question: str, hit: Hit) -> Verdict | None:
    """Yes or no where a question asks whether one thing counts as another and a plain sentence says just that.

    Only where the sentence holds nearly all of the question's words and no condition; in all other cases a person reads.
    """
    words = hit.quote
    if hit.legs.get("found", 0.0) < OWN_WORDS or not COUNTS_AS.search(question) or turning_words(words):
        return None
    told = IS_ONE.search(words)
    if told is None or NEGATED.search(question) or len(words.split()) > PLAIN_SENTENCE:
        return None
    return "no" if NEGATED.search(words) else "yes"


def _around(asked: Asked, draft: Draft, passage: Passage, shown: Source, library: Library) -> None:
    """The clauses it depends on and those that point to it, its turning words, and what its defined words mean."""
    held = library.passages(asked.case.ref)
    words = shown.quote or ""
    turning = turning_words(words)
    if turning:
        named = listed(f'"{word}"' for word in turning)
        draft.say(f"It holds with a condition: mind the words {named}.")
    for beside in leans_on(passage, words, held)[:BESIDE]:
        draft.say(f'It depends on {draft.cite(_of(beside))}: "{short(beside.quote)}"')
    for beside in [one for one in points_to(passage, held) if not _cited(draft, one.clause)][:BESIDE]:
        draft.say(f'It is spoken of in {draft.cite(_of(beside))}: "{short(beside.quote)}"')
    for record in _meanings(asked, words):
        source = Source(record.document, clause=record.clause, page=record.page, quote=record.meaning)
        draft.say(f'{record.term} is defined in {draft.cite(source)}: "{short(record.meaning)}"')


def _meanings(asked: Asked, words: str) -> list[DefinitionRecord]:
    """The defined words in a clause that are worth explaining, in the order in which they stand in it."""
    records = asked.case.stores.contracts.definitions(asked.case.ref)
    used = [one for one in records if one.term in words and one.term.lower() not in PLAIN and one.meaning]
    outer = [one for one in used if not any(one.term != other.term and one.term in other.term for other in used)]
    return sorted({one.term: one for one in outer}.values(), key=lambda one: words.index(one.term))[:MEANINGS]


def _conflicts(draft: Draft, first: Hit, others: Sequence[Hit]) -> None:
    """Two clauses that say nearly the same with different figures are both shown, and none is chosen."""
    for hit in others:
        if hit.passage.clause != first.passage.clause and differ_in_figures(first.passage.text, hit.passage.text):
            draft.say(
                f"Another clause says nearly the same with other figures, {draft.quoted(_source(hit.passage))}. "
                "We do not choose between them; ask which of the two applies."
            )


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


def _told(hit: Hit, draft: Draft) -> bool:
    return _cited(draft, hit.clause or hit.passage.clause)


def _cited(draft: Draft, clause: str) -> bool:
    return any(citation.clause == clause for citation in draft.citations)


def _quote(draft: Draft, source: Source) -> None:
    draft.say(f'{draft.cite(source)}: "{" ".join((source.quote or "").split())}"')


def _closed(draft: Draft, first: Source, verdict: Verdict | None = None) -> Answer:
    draft.say("This is what the contract says, not legal advice.")
    said = {"yes": "Yes, as the clause says it. ", "no": "No, as the clause says it. "}.get(verdict or "", "")
    state: State = "partly" if any(one.why is Why.CONFLICT for one in draft.unknowns) else "answered"
    return draft.answer(f"{said}The place to read is {place(first.clause or '', first.page)}.", state, verdict=verdict)


def _source(passage: Passage) -> Source:
    return Source(passage.document, clause=passage.clause, page=passage.page, quote=passage.text)


def _of(beside: Beside) -> Source:
    return Source(beside.passage.document, clause=beside.clause, page=beside.page, quote=beside.quote)


def _doubtful(asked: Asked, draft: Draft, hits: Sequence[Hit], library: Library) -> Answer:
    """Nothing says it plainly: what may bear on it is quoted, and called no more than that."""
    for hit in _distinct([hit for hit in hits if hit.possible])[:SHOWN]:
        draft.say(f'{draft.cite(_found(hit, whole=False))}: "{short(hit.quote or hit.passage.text)}"')
    return _unsaid(asked, draft, "We found no clause that plainly says this. These may bear on it.", library, "partly")


def _silent(asked: Asked, draft: Draft, hits: Sequence[Hit], library: Library) -> Answer:
    near = [
        f'{draft.cite(_found(hit, whole=False))}: "{short(hit.quote or hit.passage.text)}"'
        for hit in _distinct(hits)[:NEAREST]
    ]
    if near:
        draft.say("The nearest we found, which may be about something else:")
    for told in near:
        draft.say(told)
    return _unsaid(asked, draft, "The contract does not say, as far as we can find.", library)


def _unsaid(asked: Asked, draft: Draft, headline: str, library: Library, state: State = "unknown") -> Answer:
    kind = library.kind_asked(asked.question.spoken)
    if kind is not None:
        draft.say(sentence(f"The question seems to be about this kind of clause: {kind.name.lower()}"))
    fix = "If you expected it there, ask the provider to point to the clause."
    draft.cannot(f"what the contract says about this: {asked.question.text}", Why.NOT_IN_CONTRACT, fix)
    return draft.answer(headline, state, "cannot_tell")
