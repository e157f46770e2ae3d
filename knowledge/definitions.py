"""Defined terms and what the contract says they mean, in its own words.

It refuses to define by guess: a term is marked (quoted, bold, or the title of an entry under "Definitions"), and words
such as "means" or a definitions table tie it to its meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from knowledge.clauses import Clause, Definition
from knowledge.documents.model import Document, Paragraph, Table

_OPEN, _CLOSE = "\"“”‘'«", "\"“”’'»"
_MEANS = (
    r"(?:(?:shall|will)\s+(?:each\s+)?(?:mean|have|include|refer)\b|means?\b|mean\b|has\b|have\b|refers?\s+to\b|includes?\b|"
    r"is\s+defined\s+as\b|bears?\b|is\b(?=\s+(?:the|a|an|any)\b)|are\b|=|:|[-–—](?=\s))"
)
_QUOTED = re.compile(
    rf"(?:[Tt]he\s+(?:term|expression|phrase|word)s?\s+|[Ii]n\s+this\s+\w+,?\s+)?[{_OPEN}](?P<term>[^{_OPEN}{_CLOSE}\n]{{1,80}})[{_CLOSE}]"
    rf"(?P<also>(?:\s*(?:,|or|and|\(|also)\s*[{_OPEN}][^{_OPEN}{_CLOSE}]{{1,60}}[{_CLOSE}]\)?)*)"
    rf"(?:\s*\([^)]{{0,120}}\))?(?:\s+of\s+an?\s+\w+)?\s*,?\s*(?P<verb>{_MEANS})",
)
_SENTENCE = re.compile(
    r"(?P<term>[A-Z][\w’'&/()-]*(?:\s+(?:[A-Z(&][\w’'&/()-]*|of|and|for|to|the|or|in)){0,6})\s+(?P<verb>(?:shall\s+)?means?|(?:has|have|shall\s+have)\s+the\s+(?:same\s+)?meaning)\b"
)
_INLINE = re.compile(
    rf"\(\s*(?:(?:the|each|an?|this|collectively|together|hereinafter|referred to as|herein|or|,|each of)\s*)*[{_OPEN}](?P<term>[^{_OPEN}{_CLOSE}]{{2,60}})[{_CLOSE}][^)]{{0,80}}\)"
)
_SECTION = re.compile(r"\b(?:definitions?|interpretation|defined terms|glossary)\b", re.IGNORECASE)
_HEADERS = re.compile(
    r"(?:defined\s+)?(?:term|expression|word|abbreviation|acronym)s?|definitions?|meaning", re.IGNORECASE
)


def definitions_of(document: Document, clauses: tuple[Clause, ...]) -> tuple[Definition, ...]:
    """The definitions of a document in reading order; a term defined twice stands twice."""
    starts = [clause.start for clause in clauses]
    finder = _Finder(document, clauses, starts)
    found: list[Definition] = []
    blocks = document.blocks
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            found += finder.in_table(block)
        elif not block.contents:
            found += finder.in_paragraph(index, block)
    return tuple(sorted(found, key=lambda d: d.start))


class _Finder:
    def __init__(self, document: Document, clauses: tuple[Clause, ...], starts: list[int]) -> None:
        self._document = document
        self._clauses = clauses
        self._starts = starts

    def _clause(self, offset: int) -> Clause | None:
        at = bisect_right(self._starts, offset) - 1
        return self._clauses[at] if at >= 0 else None

    def _in_section(self, offset: int) -> bool:
        clause = self._clause(offset)
        return clause is not None and any(_SECTION.search(heading) for heading in clause.headings)

    def _made(self, term: str, start: int, meaning_start: int, end: int) -> Definition:
        clause = self._clause(start)
        text = self._document.text
        return Definition(
            term=" ".join(term.split()).strip(" ,.:;"),
            meaning=text[meaning_start:end].strip(" ,:;–—-=\n"),
            clause=clause.key if clause else "",
            start=start,
            end=end,
            page=self._document.page_at(start),
        )

    def in_paragraph(self, index: int, paragraph: Paragraph) -> Iterator[Definition]:
        """The definition a paragraph opens with, else those set in brackets on the way."""
        lead = self._lead(paragraph)
        if lead is not None:
            term, start, verb, others = lead
            end = self._end(index, paragraph)
            for name in (term, *others):
                yield self._made(name, start, verb, end)
            return
        titled = self._titled(index, paragraph)
        if titled is not None:
            yield titled
        for match in _INLINE.finditer(paragraph.text):
            begin = self._sentence_start(paragraph, match.start())
            made = self._made(match["term"], begin, begin, paragraph.start + match.end())
            if made.meaning and match["term"][:1].isupper():
                yield made

    def _lead(self, paragraph: Paragraph) -> tuple[str, int, int, list[str]] | None:
        """The term at a paragraph's head, its start, where its meaning starts, and other names for it."""
        offset = len(paragraph.number or "") if paragraph.text.startswith(paragraph.number or "\0") else 0
        words = paragraph.text[offset:]
        skip = offset + len(words) - len(words.lstrip(" .:)\t-–—"))
        match = _QUOTED.match(paragraph.text, skip)
        if match:
            others = re.findall(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]+)[{_CLOSE}]", match["also"])
            return match["term"], paragraph.start + match.start("term"), self._meaning(paragraph, match), others
        bold = self._bold(paragraph, skip)
        if bold is not None:
            return bold
        match = _SENTENCE.match(paragraph.text, skip)
        if match and (self._in_section(paragraph.start) or "mean" in match["verb"]):
            return match["term"], paragraph.start + match.start("term"), self._meaning(paragraph, match), []
        return None

    @staticmethod
    def _meaning(paragraph: Paragraph, match: re.Match[str]) -> int:
        """Where the meaning starts: "has the meaning given in clause 4" is kept whole, "means" is not."""
        verb = match["verb"].lower()
        return paragraph.start + (
            match.end("verb") if re.fullmatch(r"means?|(?:shall|will)\s+mean|[:=–—-]", verb) else match.start("verb")
        )

    def _bold(self, paragraph: Paragraph, skip: int) -> tuple[str, int, int, list[str]] | None:
        """A bold term at the head, followed by "means" or, under "Definitions", by a colon."""
        for start, end in paragraph.strong[:1]:
            at = end - paragraph.start
            if start - paragraph.start > skip + 2 or end - start > 80:
                continue
            verb = re.match(rf"[{_CLOSE}]?\s*(?:\([^)]*\))?\s*(?P<verb>{_MEANS})", paragraph.text[at:])
            inside = self._document.text[start:end].rstrip(_CLOSE)
            if inside.endswith(":") and self._in_section(start):
                return inside.strip(_OPEN + ": "), start, end, []
            if verb is None or (verb["verb"] in {":", "-", "–", "—", "is", "are"} and not self._in_section(start)):
                continue
            mean = re.fullmatch(r"means?|(?:shall|will)\s+mean|[:=–—-]", verb["verb"].lower())
            return (
                inside.strip(_OPEN + _CLOSE + " "),
                start,
                end + (verb.end("verb") if mean else verb.start("verb")),
                [],
            )
        return None

    def _titled(self, index: int, paragraph: Paragraph) -> Definition | None:
        """Under "Definitions", an entry of a title alone: the words below it are its meaning."""
        clause = self._clause(paragraph.start)
        if (
            clause is None
            or clause.start != paragraph.start
            or not clause.heading
            or not self._in_section(paragraph.start)
        ):
            return None
        if _SECTION.search(clause.heading) or len(clause.heading.split()) > 6:
            return None
        following = self._document.blocks[index + 1] if index + 1 < len(self._document.blocks) else None
        if isinstance(following, Paragraph) and not following.number and following.end <= clause.end:
            return self._made(clause.heading, paragraph.start, following.start, clause.end)
        return None

    def _end(self, index: int, paragraph: Paragraph) -> int:
        """Where a definition ends: with its paragraph, or with the list that a colon opens."""
        end = paragraph.end
        if not re.search(r"(?::|:\s*[-–—]|;|,|\bor|\band)$", paragraph.text):
            return end
        for block in self._document.blocks[index + 1 : index + 30]:
            if not isinstance(block, Paragraph) or block.heading or not block.number or self._lead(block) is not None:
                break
            if not re.match(r"\(|[a-z]{1,4}[.)]|\d+[.)]$", block.number) and not (
                paragraph.number and block.number.startswith(paragraph.number.rstrip("."))
            ):
                break
            end = block.end
            if block.text.endswith("."):
                break
        return end

    def _sentence_start(self, paragraph: Paragraph, at: int) -> int:
        stop = max(paragraph.text.rfind(mark, 0, at) for mark in (". ", "; ", ": "))
        if stop >= 0 and len(paragraph.text[stop + 2 : at].split()) < 3:
            stop = -1
        offset = 0 if stop < 0 else stop + 2
        if stop < 0 and paragraph.number and paragraph.text.startswith(paragraph.number):
            offset = len(paragraph.number)
        gap = len(paragraph.text[offset:at]) - len(paragraph.text[offset:at].lstrip())
        return paragraph.start + offset + gap

    def in_table(self, table: Table) -> Iterator[Definition]:
        """A two-column table of terms and meanings: told by its headers, or by standing under "Definitions"."""
        if not table.grid or len(table.grid[0]) != 2:
            return
        header = table.grid[0] if table.header_rows else ("", "")
        named = all(_HEADERS.fullmatch(cell.strip()) for cell in header)
        if not named and not self._in_section(table.start):
            return
        by_row: dict[int, list[tuple[str, int, int]]] = {}
        for cell in table.cells:
            by_row.setdefault(cell.row, []).append((cell.text, cell.start, cell.end))
        for cells in by_row.values():
            if len(cells) == 2 and cells[0][0] and cells[1][0] and len(cells[0][0]) <= 80:
                yield self._made(cells[0][0].strip(_OPEN + _CLOSE + " :"), cells[0][1], cells[1][1], cells[1][2])
