"""Rows that an amendment speaks of, and amendments that are themselves tables: "Clause | Current | New"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.amendment_targets import double_quoted
from knowledge.amendment_wording import WORDS, changed_words
from knowledge.clause_references import references
from knowledge.documents.model import Document, Table
from knowledge.terms.rows import Row, body, headers

_PRIORITY = r"(?:priority|severity|sev|level|P|S)\s?-?\s?\d"
_ROW = re.compile(
    r"\b(?:row|entry|line)s?\b\s+(?:(?:for|of|headed|labell?ed|marked|relating to|beginning|beginning with|entitled|against|in respect of|describing)\s+)+"
    r"(?:the\s+)?[\"\u201c]?(?P<after>[^\"\u201d,.;:]{2,60}?)[\"\u201d]?(?=\s+(?:in|of|from|is|are|shall|will|and|with|to|so)\b|[,.;:\"\u201d]|$)"
    rf"|[\"\u201c]?\b(?P<before>{_PRIORITY})[\"\u201d]?\s+(?:row|entry|line)\b",
    re.IGNORECASE,
)
_OLD = re.compile(r"\b(?:current(?:ly)?|existing|old|previous(?:ly)?|present|original|was|before)\b", re.IGNORECASE)
_NEW = re.compile(
    r"\b(?:new|amended|revised|replacement|replaced|replacing|now|becomes?|varied|after)\b", re.IGNORECASE
)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class RowChange:
    """What one row of an amending table says: the words that name the place, old and new words, and its span.

    With neither old nor new words the row changes something that could not be read.
    """

    place: str
    old: str
    new: str
    start: int
    end: int


def row_named(text: str) -> str:
    """The row that words speak of ("the row for Priority 2"); "" where they speak of none."""
    found = _ROW.search(text)
    return (found["after"] or found["before"]).strip() if found else ""


def row_changes(table: Table, document: Document, instructs: re.Pattern[str]) -> Iterator[RowChange]:
    """The changes that a table lists, a row each; none for a table that lists no changes of clauses."""
    heads = headers(table)
    old = [at for at, head in enumerate(heads) if _OLD.search(head)]
    new = [at for at, head in enumerate(heads) if _NEW.search(head) and at not in old]
    for row in body(table, document.text):
        if len(old) == 1 and len(new) == 1:
            yield from _in_columns(row, old[0], new[0])
        elif references(row.text):
            yield from _in_words(row, instructs)


def _in_columns(row: Row, old: int, new: int) -> Iterator[RowChange]:
    cells = {cell.column: cell.text for cell in row.cells}
    place = " ".join(text for column, text in cells.items() if column not in {old, new})
    before, after = cells.get(old, "").strip(), cells.get(new, "").strip()
    if not references(place) or not after:
        return
    short = bool(before) and max(len(before), len(after)) <= _LONGEST
    yield RowChange(place, before if short else "", after if short else "", *row.span)


def _in_words(row: Row, instructs: re.Pattern[str]) -> Iterator[RowChange]:
    text = double_quoted(row.text)
    found = list(WORDS.finditer(text))
    for match in found:
        before, after, _ = changed_words(match)
        yield RowChange(text[: match.start()] or text, before, after, *row.span)
    if not found and instructs.search(text):
        yield RowChange(text, "", "", *row.span)
