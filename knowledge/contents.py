"""Which paragraphs are a table of contents: its lines repeat the clauses' titles and are no clauses."""

from __future__ import annotations

import re

from knowledge.documents.model import Document, Paragraph
from knowledge.numbering import CONTAINERS, numerals

_TITLE = re.compile(r"(?:table\s+of\s+contents?|contents|index)\s*:?", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.{4,}|(?:\.\s){4,}|…{2,}|_{4,})\s*(?:\d{1,4}|[ivxl]+)$", re.IGNORECASE)
_PAGE = re.compile(r"[\s.…_]*\d{1,4}$")


def contents_of(document: Document) -> frozenset[int]:
    """The positions (in `blocks`) of the paragraphs of a table of contents."""
    marked = {
        i for i, b in enumerate(document.blocks) if isinstance(b, Paragraph) and (b.contents or _LEADER.search(b.text))
    }
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and _TITLE.fullmatch(block.text.strip()) and not block.number:
            marked |= _below(document, index)
    return frozenset(marked)


def _below(document: Document, title: int) -> set[int]:
    """The title and the lines under it, up to the line that the list began with, or the first full paragraph."""
    found = {title}
    first = ""
    for index in range(title + 1, len(document.blocks)):
        block = document.blocks[index]
        if not isinstance(block, Paragraph) or len(block.text) > 140:
            break
        line = _PAGE.sub("", block.text).lower().strip()
        if line and line == first:
            return found
        first = first or line
        found.add(index)
    return found if _repeated(document, found, title) else {title}


def _repeated(document: Document, found: set[int], title: int) -> bool:
    """Whether most lines come again later as the titles of clauses."""
    after = max(found) + 1
    later = {_plain(b.text) for b in document.blocks[after:] if isinstance(b, Paragraph)}
    lines = [
        _plain(block.text) for i in sorted(found) if i != title and isinstance(block := document.blocks[i], Paragraph)
    ]
    hits = sum(1 for line in lines if line in later or any(text.startswith(line) for text in later if line))
    return bool(lines) and hits * 2 >= len(lines)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]+", " ", _PAGE.sub("", text).lower()).strip()


def lists_of_schedules(document: Document) -> frozenset[int]:
    """Paragraphs that only list the schedules ("Appendix 1 Service Description", ...): nothing stands between them."""
    runs: list[list[int]] = [[]]
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and block.number and _names_schedule(block):
            runs[-1].append(index)
        elif runs[-1]:
            runs.append([])
    return frozenset(i for run in runs if len(run) >= 3 for i in run)


def _names_schedule(paragraph: Paragraph) -> bool:
    return any(n.style in CONTAINERS for n in numerals(paragraph.number or ""))
