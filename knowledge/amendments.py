"""What an amending document does to a contract: which clause it replaces, inserts, deletes or changes, and from when.

It refuses to apply anything and to guess a target: an instruction whose clause is not named is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from knowledge.amendment_wording import (
    DELETE,
    HEADED,
    INSERT,
    INSTRUCTION,
    REPLACE,
    WORDS,
    changed_words,
    unquoted,
    verb_start,
)
from knowledge.clause_references import Reference, references
from knowledge.clauses import ClauseTree
from knowledge.documents.model import Document, Paragraph, Table
from knowledge.numbering import numerals
from knowledge.terms.wording import sentence_spans
from knowledge.written_dates import dates_in, effect_day

_DATE_HEADING = re.compile(
    r"\W*(?:\d[\d.]*\W+)?(?:(?:amendment|variation)\s+)?(?:effective|commencement|variation|amendment)\s+date\W*",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"(?:except\s+as|save\s+as|all\s+other|this\s+(?:amendment|variation|deed|agreement|notice)|in\s+witness|signed|the\s+parties|"
    r"governing\s+law|counterparts)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:amend(?:ment|ing|ed)|variation|change\s+(?:control\s+)?(?:notice|note|order|request|agreement)|CCN|supplemental|"
    r"side\s+letter|addendum)\b",
    re.IGNORECASE,
)


_NAMED_SO = re.compile(r"\b(?:amendment|deed\s+of\s+variation|variation\s+agreement)\b", re.IGNORECASE)
_AMENDS = re.compile(
    r"\b(?:amends?|var(?:y|ies)|modif(?:y|ies))\s+(?:the|that|an?)\s[^.;]{0,80}\b(?:agreement|contract)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:definition|row|column|table|sentence|entry|target|figure|bullet)\b", re.IGNORECASE)
_HINT = re.compile(
    r"delet|replac|substitut|insert|amend|vari|modif|chang|add|remov|read|restat|revok|supersed|cancel|alter|increas|reduc|decreas|"
    r"rais|lower|revis|exten[ds]|shorten|adjust|improv|for\s.*[\"“]|:\s*$",
    re.IGNORECASE,
)
_MOST_LETTERS = 6_000
_FRAMES = {"Schedule", "Exhibit", "Appendix", "Annex", "Attachment"}


@dataclass(frozen=True, slots=True)
class Amendment:
    """One instruction of an amending document.

    `target` is a clause key of the amended contract. `action`: "replace" (the whole clause reads `new_text`), "insert"
    (`new_text` becomes clause `target`), "delete", "change" (in it `old_words` become `new_words`; without old words one
    value "is changed to" the new ones; where both are empty only a part, such as a definition or a row, becomes `new_text`). `start`/`end` is the instruction's place in
    `Document.text`. `effective` is None where the document gives no date that can be read one way.
    """

    target: str
    action: str
    new_text: str = ""
    old_words: str = ""
    new_words: str = ""
    effective: date | None = None
    start: int = 0
    end: int = 0
    page: int | None = None


def amendments(tree: ClauseTree, document: Document) -> list[Amendment]:
    """The instructions of an amending document, in reading order; [] for a document that amends nothing."""
    del tree
    general = effective_date(document)
    return list(_Reader(document, general).read())


def looks_like_amendment(document: Document) -> bool:
    """Whether a document changes another: it says so at its head and instructs at least once, or instructs twice.

    One that is titled an amendment and says what it amends is one even where no instruction of it can be read.
    """
    count = len(list(_Reader(document, None).read()))
    head = f"{document.title} {document.text[:600]}"
    says = _AMENDS.search(head) is not None and _NAMED_SO.search(document.title or document.text[:120]) is not None
    return count >= 2 or (count == 1 and _TITLE.search(head) is not None) or says


def effective_date(document: Document) -> date | None:
    """From when a document counts: the one date it names as its effective date; None where there are several or none."""
    found: list[date] = []
    for paragraph in (b for b in document.blocks if isinstance(b, Paragraph) and not b.contents):
        day = effect_day(paragraph.text)
        text = _own_words(paragraph) if day else ""
        if day and not (INSTRUCTION.search(text) and references(text)):
            found.append(day)
    found += _below_headings(document)
    if found:
        return found[0] if len(set(found)) == 1 else None
    cells = (pair for b in document.blocks if isinstance(b, Table) for row in b.grid for pair in pairwise(row))
    labelled = {
        d
        for label, value in cells
        if re.search(r"effective|commencement", label, re.IGNORECASE)
        for d, _, _ in dates_in(value)
    }
    own = {d for b in document.blocks if isinstance(b, Paragraph) for d in (effect_day(b.text),) if d}
    every = labelled or own
    return every.pop() if len(every) == 1 else None


def _below_headings(document: Document) -> Iterator[date]:
    """The date on its own line below the heading "Effective Date"."""
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph) and not block.contents]
    for heading, below in pairwise(paragraphs):
        if _DATE_HEADING.fullmatch(heading.text):
            yield from (day for day, start, _ in dates_in(below.text) if not re.search(r"\w", below.text[:start]))


@dataclass(slots=True)
class _Frame:
    """The clause that following instructions mean, where one says "Schedule 2 is amended as follows:"."""

    key: str = ""
    paragraph: Paragraph | None = None


class _Reader:
    def __init__(self, document: Document, general: date | None) -> None:
        self._document = document
        self._blocks = document.blocks
        self._general = general
        self._frame = _Frame()
        self._skip_to = 0

    def read(self) -> Iterator[Amendment]:
        for index, block in enumerate(self._blocks):
            if isinstance(block, Paragraph) and index >= self._skip_to and not block.contents:
                yield from self._paragraph(index, block)

    def _paragraph(self, index: int, paragraph: Paragraph) -> Iterator[Amendment]:
        if self._frame.paragraph is not None and _beyond(self._frame.paragraph, paragraph):
            self._frame = _Frame()
        text = _own_words(paragraph)
        if not _HINT.search(text):
            return
        words = list(WORDS.finditer(text))
        for change in words:
            yield from self._change(paragraph, text, change)
        if words:
            return
        for pattern, action in ((REPLACE, "replace"), (INSERT, "insert"), (DELETE, "delete")):
            match = pattern.search(text)
            if match:
                yield from self._whole(index, paragraph, match, action)
                return
        if HEADED.search(text):
            named = references(text)
            self._frame = _Frame(named[-1].key if named else "", paragraph)

    def _target(self, words: str) -> str:
        """The clause named in the words before a verb, within the frame that was set; "" where none is."""
        named = references(words)
        return self._placed(_combined(named), words) if named else self._frame.key

    def _placed(self, key: str, words: str) -> str:
        """A key within the frame that was set: a paragraph of the schedule named above, but never a clause of it."""
        framed = self._frame.key.split(" ")[0] in _FRAMES and not re.search(
            rf"clauses?\s+{re.escape(key)}", words, re.IGNORECASE
        )
        return f"{self._frame.key}, {key}" if framed and key[:1].isdecimal() and "," not in key else key

    def _made(self, paragraph: Paragraph, end: int, *, start: int | None = None, **told: str) -> Amendment:
        return Amendment(
            effective=effect_day(paragraph.text) or self._general,
            start=paragraph.start if start is None else start,
            end=end,
            page=paragraph.page,
            **told,
        )

    def _change(self, paragraph: Paragraph, text: str, match: re.Match[str]) -> Iterator[Amendment]:
        old, new, at = changed_words(match)
        said = next((words for words in (text[:at], match.group(), text[match.end() :]) if references(words)), "")
        target = self._target(said)
        if target and (old or new):
            start, end = _sentence(paragraph, match.start())
            yield self._made(paragraph, end, start=start, target=target, action="change", old_words=old, new_words=new)

    def _whole(self, index: int, paragraph: Paragraph, match: re.Match[str], action: str) -> Iterator[Amendment]:
        text = _own_words(paragraph)
        named = self._subject(text, match, action)
        part = _PART.search(text[: verb_start(match)]) if action == "replace" else None
        if not named and part and self._frame.key:
            named = [Reference(self._frame.key, 0, 0)]
        if not named:
            return
        if action == "delete":
            for key in _each(named, text):
                yield self._made(paragraph, paragraph.end, target=self._placed(key, text), action=action)
            return
        start, end = self._new_words(index, paragraph, match.end())
        new = unquoted(self._document.text[start:end])
        if new:
            target = self._placed(_combined(named[:1] if action == "insert" else named), text)
            yield self._made(paragraph, end, target=target, action="change" if part else action, new_text=new)

    @staticmethod
    def _subject(text: str, match: re.Match[str], action: str) -> list[Reference]:
        """The clauses an instruction is about: close before its verb, else in what follows "delete" or "insert"."""
        verb = verb_start(match)
        if action == "insert":
            return _new_clause(text[: match.end()]) or references(match.group())
        before = references(text[:verb])
        if before and not re.search(r"[.;]\s", text[before[-1].end : verb]) and verb - before[-1].end <= 60:
            return before
        if re.match(r"(?:delete|remove|replace)\b", text[verb:], re.IGNORECASE) is None:
            return []
        return references(text[verb : match.end() if action == "replace" else len(text)])

    def _new_words(self, index: int, paragraph: Paragraph, at: int) -> tuple[int, int]:
        """Where the new wording stands: after the colon, else in the blocks below up to the next instruction."""
        rest = paragraph.text[at:].lstrip(" :-–—")
        start = paragraph.end - len(rest)
        if rest.strip(' ."“”') and not re.fullmatch(
            r"\W*(?:the\s+following|as\s+follows|with|by|and)\W*", rest, re.IGNORECASE
        ):
            opened = rest[:1] in '"“' and not re.search(r"[\"”][.;,]?$", rest)
            if not opened:
                return start, paragraph.end
        else:
            start = self._blocks[index + 1].start if index + 1 < len(self._blocks) else paragraph.end
        end = max(paragraph.end, start)
        for position in range(index + 1, len(self._blocks)):
            block = self._blocks[position]
            if isinstance(block, Paragraph) and self._stops(paragraph, block, first=position == index + 1):
                break
            end, self._skip_to = block.end, position + 1
            if isinstance(block, Paragraph) and re.search(r"[”\"][.;,]?(?:\s*and)?$", block.text):
                break
        return start, end

    def _stops(self, instruction: Paragraph, block: Paragraph, *, first: bool) -> bool:
        """Whether a paragraph is the amending document speaking again, and no longer the new wording.

        The first one below a colon is the new wording, though its number (7.2 below 7.1) looks like the next instruction.
        """
        words = _own_words(block).lstrip(" .:)\t")
        if INSTRUCTION.search(block.text) or HEADED.search(block.text) or _CLOSES.match(words):
            return True
        return not first and _follows(instruction, block)


def _sentence(paragraph: Paragraph, at: int) -> tuple[int, int]:
    """The place in the document of the sentence that stands at an offset of a paragraph."""
    spans = ((begin, end) for begin, end in sentence_spans(paragraph.text) if begin <= at < end)
    begin, end = next(spans, (0, len(paragraph.text)))
    return paragraph.start + begin, paragraph.start + end


def _own_words(paragraph: Paragraph) -> str:
    """A paragraph's words with its own number blanked out, so that it is not taken for a reference.

    Of a paragraph longer than any clause only the beginning is searched, so that no file takes minutes.
    """
    number = paragraph.number or ""
    text = paragraph.text[:_MOST_LETTERS]
    if number and text.startswith(number):
        return " " * len(number) + text[len(number) :]
    return text


def _follows(a: Paragraph, b: Paragraph) -> bool:
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


def _beyond(frame: Paragraph, paragraph: Paragraph) -> bool:
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


def _combined(named: list[Reference]) -> str:
    """One key of the references in a sentence: "In Schedule 2, ... in paragraph 2.1" is "Schedule 2, 2.1"."""
    first, last = named[0].key, named[-1].key
    frame_first = first.split(" ")[0] in _FRAMES and "," not in first
    return f"{first}, {last}" if frame_first and last[:1].isdecimal() and "," not in last else last


def _each(named: list[Reference], text: str) -> Iterator[str]:
    """The keys of "clauses 8.1 and 8.3", and of "clauses 8.1 to 8.3" also the one between."""
    for a, b in pairwise([None, *named]):
        if a is not None and b is not None and re.fullmatch(r"\s*(?:to|through|[-–—])\s*", text[a.end : b.start]):
            stem, first = re.fullmatch(r"(.*?)(\d+)", a.key), re.fullmatch(r"(.*?)(\d+)", b.key)
            if stem and first and stem[1] == first[1]:
                yield from (f"{stem[1]}{n}" for n in range(int(stem[2]) + 1, int(first[2])))
        if b is not None:
            yield b.key


def _new_clause(words: str) -> list[Reference]:
    """The clause that is to be: "a new clause 7.5 after clause 7.4", whichever way round."""
    match = re.search(
        r"\bnew\s+(?=(?:sub-?)?(?:clause|section|paragraph|schedule|annex|appendix|part|row))", words, re.IGNORECASE
    )
    found = references(words[match.start() :]) if match else []
    return [Reference(one.key, one.start + match.start(), one.end + match.start()) for one in found] if match else []
