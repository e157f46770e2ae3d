"""What an amending document does to a contract: which clause it replaces, inserts, deletes or changes, and from when.

It refuses to apply anything and to guess a target: an instruction whose clause is not named is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from knowledge.amendment_rows import row_changes, row_named
from knowledge.amendment_targets import (
    FRAMES,
    beyond,
    combined,
    each_key,
    follows,
    new_clause,
    own_words,
    quoted,
    sentence_at,
)
from knowledge.amendment_wording import (
    CHANGES,
    DELETE,
    HEADED,
    INSERT,
    INSTRUCTION,
    REPLACE,
    WORDS,
    changed_words,
    in_part,
    unquoted,
    verb_start,
)
from knowledge.clause_references import Reference, references
from knowledge.clauses import ClauseTree
from knowledge.documents.model import Document, Paragraph, Table
from knowledge.written_dates import dates_in, effect_day

_DATE_HEADING = re.compile(
    r"\W*(?:\d[\d.]*\W+)?(?:(?:amendment|variation)\s+)?(?:effective|commencement|variation|amendment)\s+date\W*",
    re.IGNORECASE,
)
_ROW = re.compile(r"\b(?:row|entry|line)s?\b", re.IGNORECASE)
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
    r"no longer|ceases?\b|not apply|fall|drop|ris[ei]|climb|moves?|goes|instead|rather|place of|becom|rais|lower|revis|exten[ds]|shorten|adjust|improv|for\s.*[\"“]|:\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amendment:
    """One instruction of an amending document.

    `target` is a clause key of the amended contract. `action`: "replace" (the whole clause reads `new_text`), "insert"
    (`new_text` becomes clause `target`), "delete", "change" (in it `old_words` become `new_words`; without old words one
    value "is changed to" the new ones; where both are empty only a part, such as a definition or a row, becomes `new_text`),
    "insert_row" and "delete_row" (of a table there), "unread" (it changes something there that could not be read). `row`
    are the words that name a row, where one alone is meant. `start`/`end` is the instruction's place in
    `Document.text`. `effective` is None where the document gives no date that can be read one way.
    """

    target: str
    action: str
    new_text: str = ""
    old_words: str = ""
    new_words: str = ""
    row: str = ""
    effective: date | None = None
    start: int = 0
    end: int = 0
    page: int | None = None
    tabled: bool = False


def amendments(tree: ClauseTree, document: Document) -> list[Amendment]:
    """The instructions of an amending document, in reading order; [] for a document that amends nothing."""
    del tree
    general = effective_date(document)
    return list(_Reader(document, general).read())


def looks_like_amendment(document: Document) -> bool:
    """Whether a document changes another: it says so at its head and instructs at least once, or instructs twice.

    One that is titled an amendment, and says what it amends or from when, is one even where no instruction can be read.
    """
    every = list(_Reader(document, None).read())
    count = sum(one.action != "unread" and not one.tabled for one in every)
    head = f"{document.title} {document.text[:600]}"
    says = _AMENDS.search(head) is not None and _NAMED_SO.search(document.title or document.text[:120]) is not None
    titled = (every or effective_date(document)) and _NAMED_SO.search(document.title or document.text[:120]) is not None
    return count >= 2 or (count == 1 and _TITLE.search(head) is not None) or says or bool(titled)


def effective_date(document: Document) -> date | None:
    """From when a document counts: the one date it names as its effective date; None where there are several or none."""
    found: list[date] = []
    for paragraph in (b for b in document.blocks if isinstance(b, Paragraph) and not b.contents):
        day = effect_day(paragraph.text)
        text = own_words(paragraph) if day else ""
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


def _named_before(text: str, verb: int) -> str:
    """The words that name what is replaced: before the verb, and of "replace the row for P3 with ..." up to "with"."""
    active = re.match(r"(?:replace|delete|remove)\b[^\"\u201c:]*?\b(?:with|by|and)\b", text[verb:], re.IGNORECASE)
    return text[:verb] + (active.group() if active else "")


class _Reader:
    def __init__(self, document: Document, general: date | None) -> None:
        self._document = document
        self._blocks = document.blocks
        self._general = general
        self._frame = _Frame()
        self._skip_to = 0

    def read(self) -> Iterator[Amendment]:
        for index, block in enumerate(self._blocks):
            if index < self._skip_to:
                continue
            if isinstance(block, Table):
                yield from self._table(block)
            elif not block.contents:
                made = list(self._paragraph(index, block))
                yield from made or self._unread(block)

    def _paragraph(self, index: int, paragraph: Paragraph) -> Iterator[Amendment]:
        if self._frame.paragraph is not None and beyond(self._frame.paragraph, paragraph):
            self._frame = _Frame()
        text = own_words(paragraph)
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

    def _table(self, table: Table) -> Iterator[Amendment]:
        for one in row_changes(table, self._document, CHANGES):
            target = self._target(one.place)
            if target:
                yield Amendment(
                    target=target,
                    action="change" if one.old or one.new else "unread",
                    old_words=one.old,
                    new_words=one.new,
                    effective=effect_day(self._document.text[one.start : one.end]) or self._general,
                    start=one.start,
                    end=one.end,
                    page=table.page,
                    tabled=True,
                )

    def _unread(self, paragraph: Paragraph) -> Iterator[Amendment]:
        """The clauses that a paragraph changes in words that cannot be read; none for one that says what stays."""
        text = own_words(paragraph)
        if not CHANGES.search(text) or HEADED.search(text) or _CLOSES.match(text.lstrip(" .:)\t")):
            return
        for key in dict.fromkeys(self._placed(one.key, text) for one in references(text)):
            row, old = row_named(text), quoted(text)
            yield self._made(paragraph, paragraph.end, target=key, action="unread", row=row, old_words=old)

    def _target(self, words: str) -> str:
        """The clause named in the words before a verb, within the frame that was set; "" where none is."""
        named = references(words)
        return self._placed(combined(named), words) if named else self._frame.key

    def _placed(self, key: str, words: str) -> str:
        """A key within the frame that was set: a paragraph of the schedule named above, but never a clause of it."""
        framed = self._frame.key.split(" ")[0] in FRAMES and not re.search(
            rf"clauses?\s+{re.escape(key)}", words, re.IGNORECASE
        )
        return f"{self._frame.key}, {key}" if framed and key[:1].isdecimal() and "," not in key else key

    def _made(self, paragraph: Paragraph, end: int, *, start: int | None = None, **told: str) -> Amendment:
        return replace(
            Amendment(told["target"], told["action"]),
            effective=effect_day(paragraph.text) or self._general,
            start=paragraph.start if start is None else start,
            end=end,
            page=paragraph.page,
            new_text=told.get("new_text", ""),
            old_words=told.get("old_words", ""),
            new_words=told.get("new_words", ""),
            row=told.get("row", ""),
        )

    def _change(self, paragraph: Paragraph, text: str, match: re.Match[str]) -> Iterator[Amendment]:
        old, new, at = changed_words(match)
        said = next((words for words in (text[:at], match.group(), text[match.end() :]) if references(words)), "")
        target = self._target(said)
        if target and (old or new):
            start, end = sentence_at(paragraph, match.start())
            action = "unread" if in_part(self._document.text[start:end]) else "change"
            told = {"old_words": old, "new_words": new} if action == "change" else {"old_words": old}
            yield self._made(paragraph, end, start=start, target=target, action=action, **told)

    def _whole(self, index: int, paragraph: Paragraph, match: re.Match[str], action: str) -> Iterator[Amendment]:
        text = own_words(paragraph)
        named = self._subject(text, match, action)
        part = _PART.search(_named_before(text, verb_start(match))) if action == "replace" else None
        if not named and self._frame.key and (part or _ROW.search(text)):
            named = [Reference(self._frame.key, 0, 0)]
        if not named:
            return
        row = row_named(text)
        if action == "delete":
            yield from self._deleted(paragraph, text, named, verb_start(match), row)
            return
        start, end = self._new_words(index, paragraph, match.end())
        new = unquoted(self._document.text[start:end])
        if new:
            target = self._placed(combined(named[:1] if action == "insert" else named), text)
            adds = action == "insert" and _ROW.search(text[: match.end()])
            done = "change" if part else "insert_row" if adds else action
            done = "unread" if in_part(text[: match.start()]) else done
            yield self._made(paragraph, end, target=target, action=done, new_text=new, row="" if adds else row)

    def _deleted(
        self, paragraph: Paragraph, text: str, named: list[Reference], verb: int, row: str
    ) -> Iterator[Amendment]:
        """Clauses deleted whole, or a row; of words, a sentence or a definition deleted from a clause nothing is read."""
        words_only = re.search(r"[\"\u201d]\W*$", text[:verb]) is not None or re.search(
            r"\b(?:definition|column|sentence|words?|bullet|cell|figure|reference)s?\b", text, re.IGNORECASE
        )
        action = "delete_row" if row else "unread" if words_only or _ROW.search(text) else "delete"
        for key in each_key(named, text):
            old = quoted(text) if action == "unread" else ""
            target = self._placed(key, text)
            yield self._made(paragraph, paragraph.end, target=target, action=action, row=row, old_words=old)

    @staticmethod
    def _subject(text: str, match: re.Match[str], action: str) -> list[Reference]:
        """The clauses an instruction is about: close before its verb, else in what follows "delete" or "insert"."""
        verb = verb_start(match)
        if action == "insert":
            rows = references(text[:verb]) if _ROW.search(text[: match.end()]) else []
            return new_clause(text[: match.end()]) or references(match.group()) or rows
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
        words = own_words(block).lstrip(" .:)\t")
        if INSTRUCTION.search(block.text) or HEADED.search(block.text) or _CLOSES.match(words):
            return True
        return not first and follows(instruction, block)
