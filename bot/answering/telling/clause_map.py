"""What kinds of clause a contract holds and which of the usual ones we did not find, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answering.answer import Answer
from bot.answering.draft import Draft, listed, sentence
from bot.answering.telling.asked import Asked
from knowledge.concepts import usual
from knowledge.concepts_held import HeldKind, Standing
from store.facts.common import Source, Why

if TYPE_CHECKING:
    from knowledge.passages import Passage

PLACES = 2
NO_PROOF = "That does not prove there is none: clauses can be worded in ways we do not know."


def tell(asked: Asked) -> Answer:
    """The usual kinds of clause: those that are there, those that may be, and those we did not find."""
    draft = asked.draft("clause", timed=False)
    found = _usual(asked)
    by = {standing: [kind for kind in found if kind.standing is standing] for standing in Standing}
    if not by[Standing.HELD]:
        draft.cannot(
            "which kinds of clause there are", Why.NOT_IN_CONTRACT, "Add the contract as a text, PDF or Word file."
        )
        return draft.answer("We hold no clauses of this contract to sort.", "unknown", "cannot_tell")
    number = draft.figure("kinds_held", "Usual kinds of clause found", len(by[Standing.HELD]), "count")
    of = draft.figure("kinds_usual", "Usual kinds of clause looked for", len(found), "count")
    draft.say("\n".join(["What is there:", *(f"\u2022 {_line(kind, draft)}" for kind in by[Standing.HELD])]))
    if by[Standing.PERHAPS]:
        draft.say("\n".join(["What may be there:", *(f"\u2022 {_line(kind, draft)}" for kind in by[Standing.PERHAPS])]))
    headline = f"The contract holds {number} of the {of} kinds of clause that such contracts usually hold."
    return _closed(draft, headline, by[Standing.NONE])


def missing(asked: Asked) -> Answer:
    """The usual kinds of clause that we did not find, and those we are not sure of."""
    draft = asked.draft("clause", timed=False)
    found = _usual(asked)
    none = [kind for kind in found if kind.standing is Standing.NONE]
    doubtful = [kind for kind in found if kind.standing is Standing.PERHAPS]
    if doubtful:
        lines = (f"\u2022 {_line(kind, draft)}" for kind in doubtful)
        draft.say("\n".join(["There may be something on these; read the place named:", *lines]))
    if not none:
        return draft.answer("We found a clause of every kind that such contracts usually hold.", "answered")
    number = draft.figure("kinds_missing", "Usual kinds of clause not found", len(none), "count")
    of = draft.figure("kinds_usual", "Usual kinds of clause looked for", len(found), "count")
    return _closed(draft, f"We found no clause for {number} of the {of} kinds that such contracts usually hold.", none)


def _usual(asked: Asked) -> list[HeldKind]:
    if asked.library is None:
        return []
    held = {kind.concept.id: kind for kind in asked.library().kinds(asked.case.ref)}
    return [held[concept.id] for concept in usual()]


def _closed(draft: Draft, headline: str, none: Sequence[HeldKind]) -> Answer:
    if none:
        names = listed(kind.concept.name.lower() for kind in none)
        draft.say(sentence(f"We did not find a clause on: {names}"), NO_PROOF)
        draft.ask_provider(f"Which clause, if any, deals with this: {none[0].concept.name.lower()}?")
    draft.say("The list of usual kinds is ours; no contract has to hold them all.")
    return draft.answer(headline, "partly" if none else "answered")


def _line(kind: HeldKind, draft: Draft) -> str:
    places = dict.fromkeys(draft.cite(source(passage)) for passage in kind.passages[:PLACES])
    return f"{kind.concept.name}: {listed(places)}"


def source(passage: Passage) -> Source:
    """A passage as the place and words to quote."""
    return Source(passage.document, clause=passage.clause, page=passage.page, quote=passage.text)
