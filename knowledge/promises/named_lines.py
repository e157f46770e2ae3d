"""Actions in the minutes of a meeting: lines such as "- Priyanka: send the root cause (due 6/11)" below "Actions"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.promises.due_atoms import Sent
from knowledge.promises.due_reading import read_due
from knowledge.promises.model import Due, Mood, Statement
from knowledge.promises.parties import Parties

_I = re.IGNORECASE
_HEAD = re.compile(
    r"^\W*(?:(?:agreed|next|follow[\s-]?up|outstanding|open|new|your|our)\s+)?(?:actions?|action\s+(?:points?|items?|list|log)|next\s+steps?|to[\s-]?dos?|who\s+does\s+what|tasks?|things\s+to\s+do)(?:\s+(?:agreed|arising|from\s+\w+(?:\s+\w+)?))?\W*$",
    _I,
)
_BULLET = r"(?:[-*•–—·o]|\(?\d{1,2}[.)]|\(?[a-z][.)])"
_NAME = r"[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)?"
_LINE = re.compile(
    rf"^\s*(?P<mark>{_BULLET}\s+)?(?:\[\s?\]\s*)?(?P<owner>{_NAME}(?:\s*(?:/|&|\+|and)\s*{_NAME})?)\s*(?::|\s[-–—])\s+(?P<deed>\S.*?)\s*$"
)
_NO_NAME = re.compile(r"^(?:note|nb|ps|status|date|time|re|subject|from|to|cc|next|update|summary|please)\b", _I)
_BOTH = re.compile(r"^(?:both|all|everyone|together|us|we|joint)\b|[/&+]|\band\b", _I)
_DONE = re.compile(r"\((?:done|complete[d]?|closed)\)|\b(?:done|completed|closed)\W*$|✓|✔", _I)
LEAST_WORDS = 2
_BRACKETS = re.compile(r"[\s(\[,;–—-]+$")


@dataclass(frozen=True, slots=True)
class _Line:
    marked: bool
    owner: str
    deed: str
    start: int
    end: int


def named_lines(text: str, sent: Sent, parties: Parties) -> list[Statement]:
    """The statements of every list of actions that names an owner on each line.

    A list is one by its heading ("Next steps"), or by two lines with bullets of which one names somebody of either side.
    """
    found = []
    for headed, lines in _runs(text):
        known = len(lines) > 1 and lines[0].marked and any(parties.knows(one.owner) for one in lines)
        found += [_statement(one, sent, parties) for one in lines if headed or known]
    return found


def _runs(text: str) -> Iterator[tuple[bool, list[_Line]]]:
    """Lines with an owner that follow each other, all with a bullet or none, and whether a heading of actions is above them."""
    at, headed = 0, False
    run: list[_Line] = []
    for line in [*text.splitlines(keepends=True), "."]:
        one = _line(line, at)
        at += len(line)
        if one is not None and (not run or run[0].marked == one.marked):
            run.append(one)
        elif line.strip():
            if run:
                yield headed, run
            run = [one] if one else []
            headed = _is_head(line)


def _line(line: str, at: int) -> _Line | None:
    match = _LINE.match(line.rstrip("\r\n"))
    if match is None or _NO_NAME.match(match["owner"]) or len(match["deed"].split()) < LEAST_WORDS:
        return None
    lead = len(line) - len(line.lstrip())
    return _Line(bool(match["mark"]), match["owner"].strip(), match["deed"], at + lead, at + len(line.rstrip()))


def _is_head(line: str) -> bool:
    """Whether a line, or its last sentence, is a heading of actions ("Thanks for your time. Next steps")."""
    return bool(_HEAD.match(re.split(r"(?<=[.!?])\s+", line.strip())[-1]))


def _statement(one: _Line, sent: Sent, parties: Parties) -> Statement:
    read = read_due(one.deed, sent)
    due, deed = read[0] if read else Due(), one.deed
    if read and not deed[read[2] :].strip(" .;)]"):
        deed = re.sub(r"[\s(\[,;–—-]*\b(?:due|by|on|before|for|until)?\s*$", "", deed[: read[1]], flags=_I)
    side = "writer" if _BOTH.search(one.owner) else parties.side(one.owner)
    mood = {"reader": Mood.OURS, "other": Mood.THIRD_PARTY}.get(side, Mood.PROMISE)
    mood = Mood.PAST if _DONE.search(one.deed) else mood
    quote = f"{one.owner}: {one.deed}"
    return Statement(mood, one.owner, _BRACKETS.sub("", deed).rstrip(" .;"), quote, one.start, one.end, due)
