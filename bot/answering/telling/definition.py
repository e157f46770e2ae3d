"""What a word means: the contract's own definition first, then the plain glossary, then an honest "not known"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.answer import Answer
from bot.answering.draft import Draft, sentence
from bot.answering.telling.asked import Asked
from knowledge.clause_references import key_of
from knowledge.clauses import Definition
from knowledge.jargon.glossary import by_name, plain
from knowledge.jargon.translate import Meaning, define
from store.facts.common import Source, Why
from store.records import DefinitionRecord

POINTS = re.compile(r"\b(?:meaning (?:given|set out|in)|defined in|set out in|described in)\b", re.IGNORECASE)
PRIORITY = re.compile(r"p\s?\d", re.IGNORECASE)
# "Priority 2" is looked up as P2, as contracts and glossary write it.
NUMBERED = re.compile(r"^(?:an? )?priority (\d)$", re.IGNORECASE)
SMALL = {"and", "of", "the", "for", "in", "to", "a"}
# A row of a few words is a target; one that explains runs longer.
ENOUGH = 10


def tell(asked: Asked) -> Answer:
    """One term, or several side by side, in plain English."""
    draft = asked.draft("jargon", timed=False)
    named = asked.question.terms or ((asked.question.term or asked.question.spoken),)
    terms = tuple(NUMBERED.sub(r"P\1", term) for term in named)
    records = asked.case.stores.contracts.definitions(asked.case.ref, asked.case.today)
    found = [
        (term, define(term, [_plain(record) for record in records], context=asked.question.spoken)) for term in terms
    ]
    found = [(term, _own(asked, draft, term, meaning)) for term, meaning in found]
    known = [meaning for _, meaning in found if meaning is not None]
    if not known:
        return _unknown(draft, terms[0])
    for meaning in known:
        _row(asked, draft, terms)
        _more(asked, draft, meaning, records)
    for term, sense in found:
        if sense is None:
            draft.cannot(f"what {term} means", Why.NOT_IN_CONTRACT, "Ask the provider to say it in plain words.")
    return draft.answer(" ".join(f"{spelt_out(meaning.term)}: {sentence(meaning.meaning)}" for meaning in known))


def _own(asked: Asked, draft: Draft, term: str, meaning: Meaning | None) -> Meaning | None:
    """The user's own words for a term, which stand behind the contract's and before the glossary's."""
    if meaning is not None and meaning.source == "contract":
        return meaning
    own = {name.lower(): (name, said) for name, said in asked.case.stores.correspondence.terms().items()}
    if term.lower() not in own:
        return meaning
    name, said = own[term.lower()]
    draft.readings += [name, said]
    return Meaning(name, said, "yours")


def _plain(record: DefinitionRecord) -> Definition:
    return Definition(record.term, record.meaning, record.clause, record.start, record.end, record.page)


def _more(asked: Asked, draft: Draft, meaning: Meaning, records: list[DefinitionRecord]) -> None:
    """Where the contract says it, in its words; further senses; the question to ask."""
    own = next((r for r in records if meaning.source == "contract" and r.term == meaning.term), None)
    if own is not None:
        quote = Source(own.document, clause=own.clause, page=own.page, quote=own.meaning)
        draft.say(f"The contract's own definition: {draft.quoted(quote)}.")
        _followed(asked, draft, own.meaning)
    elif meaning.source == "glossary":
        for passage in _mentions(asked, meaning):
            draft.say(f"In the contract: {draft.quoted(passage)}.")
    for other in meaning.others:
        draft.say(f"It can also mean {other.term}: {sentence(other.meaning)}")
    if meaning.ask:
        draft.ask_provider(meaning.ask)


def spelt_out(term: str) -> str:
    """An abbreviation with what its letters stand for, where the glossary has it: "RCA (root cause analysis)"."""
    for entry in by_name().get(plain(term), ()):
        for name in entry.names:
            letters = [word[0] for word in re.split(r"[\s-]+", name) if word and word.lower() not in SMALL]
            if len(letters) > 1 and "".join(letters).upper() == term.upper():
                return f"{term} ({name})"
    return term


def _followed(asked: Asked, draft: Draft, meaning: str) -> None:
    """A definition that only points to a clause is followed there."""
    reference = key_of(meaning) if POINTS.search(meaning) else None
    if reference is None or asked.library is None:
        return
    for passage in asked.library().look_up(reference, asked.case.ref)[:3]:
        quote = Source(passage.document, clause=passage.clause, page=passage.page, quote=passage.text)
        draft.say(f"{draft.quoted(quote)}.")


def _row(asked: Asked, draft: Draft, terms: Sequence[str]) -> None:
    """A priority is explained by its own row in the contract's table of priorities."""
    for term in terms:
        if not PRIORITY.fullmatch(term.strip()):
            continue
        for source in asked.passages(f"{term} priority effect, what counts as {term}", 6):
            rows = [line for line in (source.quote or "").splitlines() if line.startswith(f"{term.upper()} |")]
            longest = max(rows, key=len, default="")
            if len(longest.split()) > ENOUGH:
                draft.say(f"In the contract: {draft.quoted(replace(source, quote=longest))}.")
                return


def _mentions(asked: Asked, meaning: Meaning) -> list[Source]:
    """The table or clause that says what the term stands for here, such as the rows of the priorities."""
    found = asked.passages(f"what {meaning.term} means, {meaning.meaning}", 3)
    return [source for source in found if source.quote and meaning.term.lower() in source.quote.lower()][:1]


def _unknown(draft: Draft, term: str) -> Answer:
    draft.cannot(f"what {term} means", Why.NOT_IN_CONTRACT, "Ask the provider to say it in plain words.")
    draft.ask_provider(f"What do you mean by {term}?")
    draft.readings.append(term)
    return draft.answer(
        f"I do not know the term {term}: the contract does not define it and it is not in my glossary.", "unknown"
    )
