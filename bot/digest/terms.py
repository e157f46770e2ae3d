"""The terms of a text in plain words: the contract's meaning first, then the user's own, then the glossary, else unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.digest.model import Term
from knowledge.clauses import Definition
from knowledge.correspondence.soft_words import not_soft
from knowledge.jargon.translate import Jargon, Meaning, jargon_in
from store.contracts import Contracts

MOST = 3
UNKNOWN = "I don't know this term."
LONGEST = 160


def definitions_of(contracts: Contracts, ref: str | None, on: date | None = None) -> list[Definition]:
    """The contract's own definitions as they stood on a day."""
    if ref is None:
        return []
    return [Definition(d.term, d.meaning, d.clause, d.start, d.end, d.page) for d in contracts.definitions(ref, on)]


def terms_in(text: str, definitions: Sequence[Definition], own: Mapping[str, str]) -> list[Term]:
    """Each term once, in order, with what it means here."""
    found: dict[str, tuple[int, Term]] = {}
    for hit in not_soft(jargon_in(text, definitions)):
        term = _term(hit, text, own)
        found.setdefault(term.term.lower(), (hit.start, term))
    for name, meaning in own.items():
        match = _written(name, text)
        held = found.get(name.lower())
        if match and (held is None or held[1].source != "contract"):
            found[name.lower()] = (match.start(), Term(name, meaning, "yours"))
    return [term for _, term in sorted(found.values(), key=lambda pair: pair[0])]


def _term(hit: Jargon, text: str, own: Mapping[str, str]) -> Term:
    meaning = hit.meaning
    mine = next((said for name, said in own.items() if name.lower() == hit.written.lower()), None)
    if meaning is not None and meaning.source == "contract":
        return Term(hit.written, _short(meaning.meaning), "contract", meaning.ask)
    if mine is not None:
        return Term(hit.written, mine, "yours")
    if meaning is None:
        return Term(hit.written, UNKNOWN, "unknown", f'What do you mean by "{hit.written}"?')
    return Term(hit.written, _senses(meaning, text), "glossary", meaning.ask)


def _senses(meaning: Meaning, text: str) -> str:
    """One meaning, or all where nothing tells them apart."""
    del text
    if meaning.certain or not meaning.others:
        return meaning.meaning
    return " Or: ".join([meaning.meaning, *(other.meaning for other in meaning.others)])


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rsplit(" ", 1)[0] + " …"


def _written(name: str, text: str) -> re.Match[str] | None:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)


def in_place(text: str, terms: Sequence[Term], softened: Mapping[str, str]) -> str:
    """The text with each term's meaning in brackets behind its first use."""
    notes: list[tuple[int, str]] = []
    for name, meaning in [
        *((t.term, "unknown term" if t.source == "unknown" else t.meaning) for t in terms),
        *softened.items(),
    ]:
        match = _written(name, text)
        if match:
            notes.append((match.end(), f" [{meaning.rstrip('.')}]"))
    taken = dict(notes)
    for at in sorted(taken, reverse=True):
        text = text[:at] + taken[at] + text[at:]
    return text


def main_terms(terms: Sequence[Term], said: str, most: int = MOST) -> list[Term]:
    """The few terms a reader needs: those in what was told, promised or claimed (`said`), then the contract's, then the rest.

    Terms with one meaning, such as two priorities, are one entry.
    """
    joined: dict[str, Term] = {}
    for one in terms:
        held = joined.get(one.meaning) if one.source != "unknown" else None
        joined[one.meaning if one.source != "unknown" else one.term] = (
            replace(held, term=f"{held.term}, {one.term}") if held else one
        )
    order = {"yours": 0, "unknown": 1, "contract": 2, "glossary": 3}
    ranked = sorted(
        joined.values(),
        key=lambda one: (not any(_written(name, said) for name in one.term.split(", ")), order.get(one.source, 3)),
    )
    return ranked[:most]
