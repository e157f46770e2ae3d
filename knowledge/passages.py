"""Cuts a clause tree into passages for search: at clause limits, with headings, never inside a table row.

A passage is plain data that the store can keep. Its `text` is the contract's own words; each of its `parts` says which
clause a stretch of it comes from, so that a sentence found in it can be cited exactly.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.clauses import Clause, ClauseTree
from knowledge.documents.model import Table

LIMIT = 1200
_LIST_ITEM = re.compile(r"\(?(?:[a-z]{1,2}|[ivxlc]+|[A-Z])[).]?$|\(\d+\)$")
_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a passage on one page, from one clause: `text[at:at + length]` is the document from `start` on."""

    clause: str
    at: int
    length: int
    start: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Some 200 to 1,200 characters of a contract: one clause, a clause with its sub-clauses, or a piece of a long one.

    `id` is a hash of the content and its place. `start` and `end` span it in the document's text.
    """

    id: str
    contract: str
    document: str
    clause: str
    headings: tuple[str, ...]
    text: str
    page: int | None
    start: int
    end: int
    title: str
    parts: tuple[Part, ...] = ()

    @property
    def indexed(self) -> str:
        """What search sees: the contract's title and the headings above the words, then the words."""
        above = [self.title, *self.headings]
        return " | ".join(dict.fromkeys(line.strip() for line in above if line.strip())) + "\n" + self.text

    def part_at(self, offset: int) -> Part:
        """The part that holds a character offset of `text`."""
        whole = Part(self.clause, 0, len(self.text), self.start, self.page)
        return next((part for part in self.parts if part.at <= offset < part.at + part.length), whole)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one clause's own text, with what must be said above it when it stands alone."""

    clause: Clause
    start: int
    text: str
    above: tuple[str, ...] = ()


def passages_of(tree: ClauseTree, contract: str) -> list[Passage]:
    """The tree's passages in reading order, for the contract with this reference."""
    groups = list(_groups(tree))
    return [passage for group in groups for passage in _passages(group, tree, contract)]


def passage_id(contract: str, document: str, clause: str, start: int, text: str) -> str:
    """The content hash that names a passage: the same words at the same place have the same id for ever."""
    content = "\x1f".join((contract, document, clause, str(start), text))
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def _groups(tree: ClauseTree) -> Iterator[list[Clause]]:
    """Clauses that are read together: a clause and its list items while they fit, otherwise each alone.

    A bare heading over clauses of its own is no passage: every one of those says it.
    """
    children: dict[str | None, list[Clause]] = {}
    for clause in tree.clauses:
        children.setdefault(clause.parent, []).append(clause)
    done: set[str] = set()
    for clause in tree.clauses:
        if clause.key in done:
            continue
        family = _family(clause, children)
        together = family if _read_together(clause, family) else [clause]
        done.update(member.key for member in together)
        if len(family) == 1 or not _is_bare_heading(clause):
            yield together


def _family(clause: Clause, children: dict[str | None, list[Clause]]) -> list[Clause]:
    """A clause and everything below it, in reading order."""
    below = [member for child in children.get(clause.key, ()) for member in _family(child, children)]
    return [clause, *below]


def _read_together(clause: Clause, family: Sequence[Clause]) -> bool:
    """Whether the sub-clauses are a list under a lead-in (not clauses of their own) and all fit in one passage."""
    lead = clause.text.strip()
    items = lead.endswith(":") or all(_LIST_ITEM.match(member.number.strip()) for member in family[1:])
    fits = sum(len(member.text) + 1 for member in family) <= LIMIT
    return bool(lead) and items and fits and (len(family) == 1 or not _is_bare_heading(clause))


def _is_bare_heading(clause: Clause) -> bool:
    """Whether a clause's own text is nothing but its heading, with or without its number."""
    words, heading = (text.strip().lower().rstrip(".:") for text in (clause.text, clause.heading))
    return bool(heading) and words.removeprefix(clause.number.lower().rstrip(".")).strip(" .\t") == heading


def _passages(group: Sequence[Clause], tree: ClauseTree, contract: str) -> Iterator[Passage]:
    pieces = [piece for clause in group for piece in _pieces(clause)]
    bundle: list[_Piece] = []
    for piece in pieces:
        if bundle and sum(len(held.text) + 1 for held in bundle) + len(piece.text) > LIMIT:
            yield _passage(bundle, tree, contract)
            bundle = []
        bundle.append(piece)
    if bundle:
        yield _passage(bundle, tree, contract)


def _passage(pieces: Sequence[_Piece], tree: ClauseTree, contract: str) -> Passage:
    first, last = pieces[0], pieces[-1]
    text = ""
    parts: list[Part] = []
    for piece in pieces:
        text += ("\n" if text else "") + piece.text
        at = len(text) - len(piece.text)
        parts += _parts(piece, at, tree.page_starts)
    clause = first.clause
    return Passage(
        id=passage_id(contract, tree.document, clause.key, first.start, text),
        contract=contract,
        document=tree.document,
        clause=clause.key,
        headings=(*clause.headings, *dict.fromkeys(line for piece in pieces for line in piece.above)),
        text=text,
        page=parts[0].page,
        start=first.start,
        end=last.start + len(last.text),
        title=tree.title,
        parts=tuple(parts),
    )


def _parts(piece: _Piece, at: int, page_starts: Sequence[int]) -> Iterator[Part]:
    """A piece as one part a page; on its clause's page where the pages are not known, or are another document's."""
    clause, end = piece.clause, piece.start + len(piece.text)
    if clause.page is None or bisect_right(page_starts, clause.start) != clause.page:
        yield Part(clause.key, at, len(piece.text), piece.start, clause.page)
        return
    turns = [start for start in page_starts if piece.start < start < end]
    for start, stop in pairwise([piece.start, *turns, end]):
        yield Part(clause.key, at + start - piece.start, stop - start, start, bisect_right(page_starts, start))


def _pieces(clause: Clause) -> Iterator[_Piece]:
    """A clause's own text in stretches that fit: tables whole, or by rows with their headings said above each."""
    if len(clause.text) <= LIMIT:
        if clause.text.strip():
            yield _trimmed(_Piece(clause, clause.start, clause.text))
        return
    at = clause.start
    for table in sorted(clause.tables, key=lambda table: table.start):
        if clause.start <= at <= table.start < table.end <= clause.end:
            yield from _prose(clause, at, table.start)
            yield from _rows(clause, table)
            at = table.end
    yield from _prose(clause, at, clause.end)


def _prose(clause: Clause, start: int, end: int) -> Iterator[_Piece]:
    """Running text cut at paragraphs, else at sentences, else at words."""
    words = clause.text[start - clause.start : end - clause.start]
    for offset, text in _cut(words):
        if text.strip():
            yield _trimmed(_Piece(clause, start + offset, text))


def _rows(clause: Clause, table: Table) -> Iterator[_Piece]:
    """A table, whole where it fits; a longer one in runs of rows, its heading rows said above every run."""
    words = clause.text[table.start - clause.start : table.end - clause.start]
    heads = tuple(" | ".join(dict.fromkeys(cell.strip() for cell in row)) for row in table.grid[: table.header_rows])
    above = tuple(line for line in (table.title, *heads) if line.strip())
    for offset, text in _joined(_lines(words), LIMIT):
        if text.strip():
            yield replace(_trimmed(_Piece(clause, table.start + offset, text)), above=above)


def _cut(words: str) -> Iterator[tuple[int, str]]:
    """(offset, text) stretches of at most LIMIT characters, cut at the gentlest place that serves."""
    for offset, text in _joined(_lines(words), LIMIT):
        if len(text) <= LIMIT:
            yield offset, text
            continue
        bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
        sentences = [(a, text[a:b]) for a, b in pairwise(bounds)]
        for inner, sentence in _joined(sentences, LIMIT):
            yield from ((offset + inner + deep, some) for deep, some in _by_words(sentence))


def _lines(words: str) -> list[tuple[int, str]]:
    """Every line with its offset."""
    found, at = [], 0
    for line in words.splitlines(keepends=True):
        found.append((at, line))
        at += len(line)
    return found


def _joined(stretches: Sequence[tuple[int, str]], limit: int) -> Iterator[tuple[int, str]]:
    """Neighbours joined while they fit into `limit`; one that is longer alone stays alone."""
    start, held = 0, ""
    for offset, text in stretches:
        if held and len(held) + len(text) > limit:
            yield start, held
            held = ""
        if not held:
            start = offset
        held += text
    if held:
        yield start, held


def _by_words(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    while len(text) - at > LIMIT:
        cut = text.rfind(" ", at + LIMIT // 2, at + LIMIT)
        cut = cut + 1 if cut > 0 else at + LIMIT
        yield at, text[at:cut]
        at = cut
    yield at, text[at:]


def _trimmed(piece: _Piece) -> _Piece:
    """The piece without the white space around it, its offset moved along."""
    lead = len(piece.text) - len(piece.text.lstrip())
    return replace(piece, start=piece.start + lead, text=piece.text.strip())
