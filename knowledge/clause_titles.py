"""Titles: of a clause, from its first words; of a document, from its first lines."""

from __future__ import annotations

import re

from knowledge.documents.model import Document, Paragraph, Table

_VERBS = re.compile(
    r"\b(?:shall|will|may|must|is|are|means|agrees?|has|have|can|does|do|was|were|be|if|when|that|subject to|without|notwithstanding|pursuant)\b",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"(?P<title>[A-Z“\"][^.;:?!]{1,80})(?:\.|:|\s?[-–—]{1,2})(?=\s+\S)")
_FILING = re.compile(r"\W*(?:exhibit|ex)[\s.-]*\d", re.IGNORECASE)
_CONTRACT = re.compile(r"\b(?:agreement|contract|deed|amendment|variation|addendum)\b", re.IGNORECASE)
_KINDS = re.compile(
    r"\b(?:agreement|contract|terms|schedule|order form|policy|addendum|statement of work|amendment|variation|deed|"
    r"service level|sla|exhibit)\b",
    re.IGNORECASE,
)


def clause_title(paragraph: Paragraph) -> str:
    """The title a paragraph opens with, "" for one that goes straight to its words."""
    words = without_number(paragraph)
    if not words:
        return ""
    if paragraph.heading or _is_title(words):
        return words.rstrip(" .:;")
    lead = _bold_lead(paragraph, words)
    if lead:
        return lead
    run_in = _RUN_IN.match(words)
    if (
        run_in
        and len(run_in["title"].split()) <= 9
        and not _VERBS.search(run_in["title"])
        and _capitalised(run_in["title"])
    ):
        return run_in["title"].strip(' "“”')
    return ""


def without_number(paragraph: Paragraph) -> str:
    """A paragraph's words after its printed number."""
    number = paragraph.number or ""
    words = paragraph.text
    if number and words.startswith(number):
        words = words[len(number) :]
    return words.lstrip(" .:)\t–—-") if number else words


def _is_title(words: str) -> bool:
    few = len(words.split()) <= 12 and len(words) <= 100
    return (
        few
        and not words.endswith((";", ",", ":", "and", "or"))
        and not _VERBS.search(words)
        and words[:1].isupper()
        and (not words.endswith(".") or (len(words.split()) <= 6 and _capitalised(words)))
    )


def _capitalised(words: str) -> bool:
    long = [w for w in re.findall(r"[A-Za-z][\w’'-]*", words) if len(w) > 3]
    return len(long) <= 1 or sum(w[0].isupper() for w in long) * 2 >= len(long)


def _bold_lead(paragraph: Paragraph, words: str) -> str:
    """Bold words at the beginning, set off by a stop: a title; otherwise they are a defined term or a stress."""
    offset = len(paragraph.text) - len(words)
    for start, end in paragraph.strong:
        lead = paragraph.text[start - paragraph.start : end - paragraph.start]
        after = paragraph.text[end - paragraph.start :].lstrip()
        if (
            start - paragraph.start <= offset + 1
            and len(lead) <= 100
            and (lead.endswith((".", ":")) or after[:1] in {".", ":", "–"})
        ):
            return lead.strip(" .:")
    return ""


def _could_be_title(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return len(text) <= 110 and not text.endswith((".", ";", ":")) and not paragraph.note and not _FILING.match(text)


def title_of(document: Document) -> str:
    """The document's title: the one in its data where it names a kind of contract, else the first line that does."""
    opening = [b for b in document.blocks[:25] if isinstance(b, Paragraph) and not b.contents][:12]
    lines = [b.text for b in opening if _could_be_title(b)]
    if (
        document.title
        and document.title not in lines
        and _KINDS.search(document.title)
        and not _FILING.match(document.title)
    ):
        return document.title
    named = [line for line in lines if _KINDS.search(line) and _capitalised(line)]
    contract = next((line for line in named if _CONTRACT.search(line)), named[0] if named else "")
    return contract or document.title or (lines[0] if lines else _first_cell(document))


def _first_cell(document: Document) -> str:
    """The first words of a form that is all tables."""
    cells = (
        cell for block in document.blocks if isinstance(block, Table) for row in block.grid for cell in row if cell
    )
    return next(cells, "")[:110]
