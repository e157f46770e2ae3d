"""A term read again out of its own sentence with an amendment's words in it ("08:00 to 18:00" now "07:30 to 18:30").

Both readings are of the sentence alone, so that only what the changed words change is taken over; everything else,
such as the holidays that another clause names, stays as it was read from the whole contract.
"""

from __future__ import annotations

from typing import Any

from knowledge.clauses import clauses
from knowledge.documents.model import UnreadableError
from knowledge.documents.reading import read_bytes
from knowledge.terms.finding import found
from knowledge.terms.model import FoundTerm
from knowledge.terms.wording import flat
from store.records import TermRecord


def fields_again(term: TermRecord, old: str, new: str) -> dict[str, Any] | None:
    """The term's fields after the change, the same where it says nothing of them; None where that is not certain."""
    quote, wanted = flat(term.quote), flat(old)
    if not wanted or not new or quote.count(wanted) != 1:
        return None
    at = quote.index(wanted)
    before = _like(term, _read(term.quote))
    after = _like(term, _read(term.quote[:at] + new + term.quote[at + len(wanted) :]))
    if before is None or after is None:
        return None
    names = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    if any(term.fields.get(name) != before.get(name) for name in names):
        return None
    kept = {name: value for name, value in term.fields.items() if name not in names}
    return kept | {name: after[name] for name in names if name in after}


def _read(text: str) -> list[FoundTerm]:
    try:
        document = read_bytes("clause.txt", text.encode())
    except UnreadableError:
        return []
    return [term for term in found(clauses(document), document) if term.status == "found"]


def _like(term: TermRecord, read: list[FoundTerm]) -> dict[str, Any] | None:
    """The fields of the one term of this kind, and of the same name or metric, that was read; None for none or several."""
    same = [
        one.fields
        for one in read
        if one.kind == term.kind
        and all(
            one.fields.get(name) == term.fields.get(name) for name in ("name", "role", "metric", "priority", "scope")
        )
    ]
    return same[0] if len(same) == 1 else None
