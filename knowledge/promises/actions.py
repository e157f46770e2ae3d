"""Promises written as lists of actions: tables with an owner and a day, and lines such as "Owner: Lee. Due 8 January".

What is read here is taken out of the text, letter for letter, so that the sentences around it are read as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.promises.due_atoms import Sent
from knowledge.promises.due_reading import read_due
from knowledge.promises.model import Due, Mood, Statement
from knowledge.promises.named_lines import named_lines
from knowledge.promises.parties import Parties
from knowledge.promises.sentences import Sentence, sentences

_I = re.IGNORECASE
_DEED = re.compile(
    r"^(?:(?:agreed|next|remedial|corrective|preventive|follow[\s-]?up|outstanding|open)\s+)?(?:actions?|tasks?|what|items?|activit(?:y|ies)|deliverables?|milestones?|commitments?|next\s+steps?|steps?|measures?)(?:\s+(?:required|agreed|item|description))?$",
    _I,
)
_DUE = re.compile(
    r"^(?:due(?:\s+(?:date|by|on))?|by(?:\s+when)?|date\s+due|deadline|target(?:\s+(?:date|completion))?|when|e\.?t\.?a\.?|(?:planned\s+|target\s+|expected\s+)?completion(?:\s+date)?|complete\s+by)$",
    _I,
)
_OWNER = re.compile(
    r"^(?:owners?|who|responsib(?:le|ility)|assigned(?:\s+to)?|assignee|lead|action\s+(?:by|owner))$", _I
)
_STATE = re.compile(r"^(?:status|state|progress)$", _I)
_MONEY = re.compile(
    r"[£$€]\s?\d|\b(?:invoice|amount|total|net|vat|price|balance|payment|fee|charge|quantity|qty|subscription|licen[cs]e)s?\b",
    _I,
)
_OVER = re.compile(r"\b(?:done|complete[d]?|closed|finished|delivered|resolved|cancelled|n/?a)\b|✓|✔", _I)
_NOT_OVER = re.compile(r"\b(?:not|in)\s*-?\s*(?:yet\s+)?(?:done|complete[d]?|closed|finished)\b|\d\s?%", _I)
_FIELD = re.compile(
    r"(?P<name>owners?|who|responsible|assigned\s+to|lead|action\s+(?:by|owner)|due(?:\s+(?:date|by|on))?|deadline|target(?:\s+date)?|by\s+when|when|e\.?t\.?a\.?|completion(?:\s+date)?|status|done|completed)"
    r"(?:\s*[:=–—-]\s*|\s+(?=(?:by|on|(?:the\s+)?\d|mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|tomorrow|today|next|end)))(?P<value>[^;|]{1,60}?)\.?$",
    _I,
)
_INLINE = re.compile(
    r"\s*(?:[;|–—(]|\s-\s|,)\s*(?=(?:owner|who|responsible|assigned\s+to|due(?:\s+date)?|deadline|target\s+date)\s*[:=])",
    _I,
)
_TICKET = re.compile(r"\b(?:priority|ticket|impact|severity)\b", _I)
_BARE = re.compile(r"^(?:\(?\w{1,2}[.)]\s*)?(?P<deed>.*?)[\s.;,]*$")
LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Action:
    deed: str
    owner: str
    due: str
    state: str
    start: int
    end: int


def actions_in(text: str, sent: Sent, parties: Parties) -> tuple[list[Statement], str]:
    """The statements of every action table and action line, and the text with their words blanked."""
    found: list[Statement] = []
    for one in [*_of_tables(text), *_of_lines(text)]:
        made = _statement(one, text, sent, parties)
        if made is not None:
            found.append(made)
            text = _blanked(text, one.start, one.end)
    for line in named_lines(text, sent, parties):
        found.append(line)
        text = _blanked(text, line.start, line.end)
    return found, text


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def _statement(one: _Action, text: str, sent: Sent, parties: Parties) -> Statement | None:
    """An action as a statement: whose it is by its owner, over where its state says so, left out without a day."""
    quote = " ".join(text[one.start : one.end].split())
    over = bool(_OVER.search(one.state) and not _NOT_OVER.search(one.state))
    words = re.sub(r"^(?:by|on)\s+", "", one.due.strip(), flags=_I)
    read = read_due(f"by {words}", sent) if words else None
    due = read[0] if read else Due()
    if not one.deed.strip() or (not due.words and not over):
        return None
    side = parties.side(one.owner)
    mood = Mood.PAST if over else {"reader": Mood.OURS, "other": Mood.THIRD_PARTY}.get(side, Mood.PROMISE)
    return Statement(mood, one.owner, one.deed.strip(" .;:"), quote, one.start, one.end, due)


def _of_tables(text: str) -> Iterator[_Action]:
    """Rows of tables that name a deed and a day; a table about money is none."""
    for rows in _tables(text):
        head = [cell.strip(" *:") for cell, _ in rows[0]]
        places = [
            next((n for n, name in enumerate(head) if kind.match(name)), None) for kind in (_DEED, _DUE, _OWNER, _STATE)
        ]
        deed, due = places[0], places[1]
        if deed is None or due is None or any(_MONEY.search(name) for name in head):
            continue
        for row in rows[1:]:
            told = [_cell(row, place) for place in places]
            if told[0] and not _MONEY.search(told[0]):
                yield _Action(told[0], told[2], told[1], told[3], row[0][1], row[-1][1] + len(row[-1][0]))


def _cell(row: Sequence[tuple[str, int]], place: int | None) -> str:
    return row[place][0].strip(" *") if place is not None and place < len(row) else ""


def _tables(text: str) -> Iterator[list[list[tuple[str, int]]]]:
    """Runs of lines cut by bars or tabs, each cell with its place; rules between rows are passed over."""
    rows: list[list[tuple[str, int]]] = []
    at = 0
    for line in [*text.splitlines(keepends=True), "\n"]:
        cells = _cells(line, at)
        if len(cells) > 1:
            rows.append(cells)
        elif not re.fullmatch(r"[\s|+:=-]+", line) or not line.strip():
            if len(rows) > 1:
                yield rows
            rows = []
        at += len(line)


def _cells(line: str, at: int) -> list[tuple[str, int]]:
    if "|" not in line and "\t" not in line.strip():
        return []
    if re.fullmatch(r"[\s|+:=-]+", line):
        return []
    body = line.rstrip("\n")
    start = len(body) - len(body.lstrip(" |\t"))
    found = []
    for part in re.finditer(r"[^|\t]+", body[start:].rstrip(" |\t")):
        lead = len(part.group()) - len(part.group().lstrip())
        found.append((part.group().strip(), at + start + part.start() + lead))
    return found


def _of_lines(text: str) -> Iterator[_Action]:
    """A deed with its fields behind it, in one sentence or in short ones."""
    pending: Sentence | None = None
    fields: dict[str, str] = {}
    end = 0
    for one in [*sentences(text), None]:
        match = _FIELD.match(one.text) if one else None
        if one and match and pending and one.start - end < LEAST_WORDS + 3:
            fields[_name(match["name"])] = match["value"]
            end = one.end
            continue
        if pending and fields:
            yield from _lined(pending, fields, end)
        pending, fields = _opened(one) if one else (None, {})
        end = one.end if one else 0


def _opened(one: Sentence) -> tuple[Sentence, dict[str, str]]:
    """A sentence that may be a deed, with the fields it holds itself."""
    parts = _INLINE.split(one.text)
    told = [match for part in parts[1:] if (match := _FIELD.match(part.strip(" )")))]
    return one, {_name(match["name"]): match["value"] for match in told} if len(told) == len(parts) - 1 else {}


def _name(words: str) -> str:
    plain = " ".join(words.lower().split())
    if _OWNER.match(plain):
        return "owner"
    return "state" if plain in {"status", "done", "completed"} else "due"


def _lined(deed: Sentence, fields: dict[str, str], end: int) -> Iterator[_Action]:
    words = _BARE.sub(r"\g<deed>", _INLINE.split(deed.text)[0])
    if _MONEY.search(words) or _TICKET.search(words) or len(words.split()) < LEAST_WORDS:
        return
    state = "done" if "state" in fields and not fields["state"][:1].isalpha() else fields.get("state", "")
    yield _Action(words, fields.get("owner", ""), fields.get("due", ""), state, deed.start, end)
