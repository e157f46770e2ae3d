"""Duties of the provider whose words leave open how much, how soon or whether at all; each quoted, with what to ask."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.answer import Answer
from bot.answering.telling.asked import Asked
from knowledge.passages import Part, Passage
from knowledge.vague_words import Vague, vague_duties
from store.facts.common import Source, Why

SHOWN = 10


def tell(asked: Asked) -> Answer:
    """The clauses with such words, in the order of the contract."""
    draft = asked.draft("clause", timed=False)
    passages = asked.library().passages(asked.case.ref) if asked.library is not None else ()
    if not passages:
        draft.cannot("which clauses are vague", Why.NOT_UPLOADED, "Add the contract: itbot add CONTRACT.docx")
        return draft.answer("We hold no clauses of this contract.", "unknown", "cannot_tell")
    found = {
        one.sentence: (passage, clause, page, one) for passage in passages for clause, page, one in _vague(passage)
    }
    if not found:
        draft.say(
            "We looked for words such as “reasonable endeavours”, “promptly” and “where practicable” beside a duty of the provider's."
        )
        return draft.answer("We found no duty of the provider's in such vague words.", "answered")
    lines = []
    for passage, clause, page, one in list(found.values())[:SHOWN]:
        source = Source(passage.document, clause=clause, page=page, quote=one.sentence)
        draft.readings.append(one.words)
        where = draft.cite(source)
        lines.append(f'• {where}, “{one.words}”: "{one.sentence}"')
    draft.say("\n".join(lines))
    if len(found) > SHOWN:
        more = draft.figure("vague_more", "Further vague duties", len(found) - SHOWN, "count")
        draft.say(f"And {more} more.")
    draft.say(
        "Such words are usual, and not wrong; but nobody can measure them. This is a reading of the words, not legal advice."
    )
    first = next(iter(found.values()))[3]
    draft.ask_provider(f"Where the contract says “{first.words}”: which figure or day do you hold yourselves to?")
    number = draft.figure("vague_duties", "Duties in vague words", len(found), "count")
    noun = "duty" if len(found) == 1 else "duties"
    return draft.answer(f"We found {number} {noun} of the provider's in words that leave open how much or how soon.")


def _vague(passage: Passage) -> Iterator[tuple[str, int | None, Vague]]:
    """The vague duties of a passage, each with its own clause and page."""
    parts = passage.parts or (Part(passage.clause, 0, len(passage.text), passage.start, passage.page),)
    for part in parts:
        for one in vague_duties(passage.text[part.at : part.at + part.length]):
            yield part.clause, part.page, one
