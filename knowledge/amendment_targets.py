"""Where an amending document's instructions point: its own numbers kept apart from the clauses that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from knowledge.clause_references import Reference, references
from knowledge.documents.model import Paragraph
from knowledge.numbering import numerals
from knowledge.terms.wording import sentence_spans

FRAMES = {"Schedule", "Exhibit", "Appendix", "Annex", "Attachment"}
MOST_LETTERS = 6_000
# Words in single quotation marks, which elsewhere are apostrophes: 'delete '4 hours' and insert '2 hours''.
_SINGLE = re.compile(r"(?<!\w)['\u2018](?=\S)(?P<words>[^'\u2018\u2019\"\u201c\u201d]{1,80}?)(?<=\S)['\u2019](?!\w)")


def quoted(text: str) -> str:
    """The first words that a text sets in quotation marks; "" where it sets none."""
    found = re.search(r"[\"\u201c](?P<words>[^\"\u201c\u201d]{1,120})[\"\u201d]", text)
    return found["words"].strip() if found else ""


def double_quoted(text: str) -> str:
    """The text with words in single quotation marks set in double ones; its length and offsets stay the same."""
    return _SINGLE.sub(lambda found: f'"{found["words"]}"', text)


def sentence_at(paragraph: Paragraph, at: int) -> tuple[int, int]:
    """The place in the document of the sentence that stands at an offset of a paragraph."""
    spans = ((begin, end) for begin, end in sentence_spans(paragraph.text) if begin <= at < end)
    begin, end = next(spans, (0, len(paragraph.text)))
    return paragraph.start + begin, paragraph.start + end


def own_words(paragraph: Paragraph) -> str:
    """A paragraph's words with its own number blanked out, so that it is not taken for a reference.

    Of a paragraph longer than any clause only the beginning is searched, so that no file takes minutes.
    """
    number = paragraph.number or ""
    text = double_quoted(paragraph.text[:MOST_LETTERS])
    if number and text.startswith(number):
        return " " * len(number) + text[len(number) :]
    return text


def follows(a: Paragraph, b: Paragraph) -> bool:
    """Whether a number comes next after another in the amending document's own count."""
    if not a.number or not b.number:
        return False
    if a.list_id is not None and a.list_id == b.list_id and b.level <= a.level:
        return True
    for first in numerals(a.number):
        for second in numerals(b.number):
            same = first.style == second.style and first.mark == second.mark and len(first.values) == len(second.values)
            if same and second.values[:-1] == first.values[:-1] and second.values[-1] == first.values[-1] + 1:
                return True
            if first.style == "dotted" and second.style == "decimal" and second.values[0] == first.values[0] + 1:
                return True
    return False


def beyond(frame: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph's number shows that the list under a frame is over."""
    if not paragraph.number or not frame.number:
        return False
    if paragraph.list_id is not None and paragraph.list_id == frame.list_id:
        return paragraph.level <= frame.level
    return any(
        a.style == b.style and a.mark == b.mark and a.values[:-1] == b.values[:-1] and b.values[-1] > a.values[-1]
        for a in numerals(frame.number)
        for b in numerals(paragraph.number)
    )


def combined(named: list[Reference]) -> str:
    """One key of the references in a sentence: "In Schedule 2, ... in paragraph 2.1" is "Schedule 2, 2.1"."""
    first, last = named[0].key, named[-1].key
    frame_first = first.split(" ")[0] in FRAMES and "," not in first
    return f"{first}, {last}" if frame_first and last[:1].isdecimal() and "," not in last else last


def each_key(named: list[Reference], text: str) -> Iterator[str]:
    """The keys of "clauses 8.1 and 8.3", and of "clauses 8.1 to 8.3" also the one between."""
    for a, b in pairwise([None, *named]):
        if a is not None and b is not None and re.fullmatch(r"\s*(?:to|through|[-–—])\s*", text[a.end : b.start]):
            stem, first = re.fullmatch(r"(.*?)(\d+)", a.key), re.fullmatch(r"(.*?)(\d+)", b.key)
            if stem and first and stem[1] == first[1]:
                yield from (f"{stem[1]}{n}" for n in range(int(stem[2]) + 1, int(first[2])))
        if b is not None:
            yield b.key


def new_clause(words: str) -> list[Reference]:
    """The clause that is to be: "a new clause 7.5 after clause 7.4", whichever way round."""
    match = re.search(
        r"\bnew\s+(?=(?:sub-?)?(?:clause|section|paragraph|schedule|annex|appendix|part|row))", words, re.IGNORECASE
    )
    found = references(words[match.start() :]) if match else []
    return [Reference(one.key, one.start + match.start(), one.end + match.start()) for one in found] if match else []
