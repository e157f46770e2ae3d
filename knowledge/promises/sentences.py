"""A mail's words cut into sentences, each with its place: wrapped lines joined, bullets and greetings apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_BULLET = re.compile(r"^[ \t]*(?:[-*•·–—‣◦]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(]*[A-Z0-9£$€]|\s*$)|[!?]+(?=\s)")
_CAPITAL = re.compile(r"[.!?]\s+[A-Z]")
_SMALL = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(]*[A-Za-z0-9£$€]|\s*$)")  # for those who write no capitals
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|no|vs|mr|mrs|ms|dr|st|ltd|inc|co|ref|tel|ext|incl|max|min|fig|para|cl|sch|p\.m|a\.m|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_WRAPPED = 45
_GREETING = re.compile(
    r"^(?:hi|hello|dear|hey|good (?:morning|afternoon|evening)|morning|afternoon|all|team)\b[^.!?]{0,40},?$"
    r"|^(?-i:[A-Z][\w’'-]+)(?:\s+(?:(?:and|&)\s+)?(?-i:[A-Z][\w’'-]+)){0,2}\s*(?:,|\s[–—-])$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^(?:(?:kind|best|warm|many|with)\b[\w ]{0,20}\b(?:regards|wishes|thanks)|regards|thanks(?: (?:again|in advance|all|and regards))?|"
    r"thank you|many thanks|cheers|yours (?:sincerely|faithfully|truly)|sincerely|best|all the best|br|kr)[,.! ]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, `text[start:end]` with its line breaks joined; `head` is the line with a colon that leads its list."""

    text: str
    start: int
    end: int
    head: str = ""


def sentences(text: str) -> list[Sentence]:
    """Every sentence in reading order; greetings, closings and empty lines are left out."""
    found: list[Sentence] = []
    head = ""
    for start, end in _blocks(text):
        block = text[start:end]
        bullet = _BULLET.match(block)
        if bullet is None:
            head = ""
        begin = start + (bullet.end() if bullet else 0)
        body = text[begin:end]
        if _GREETING.match(body.strip()) or CLOSING.match(body.strip()):
            continue
        found += [Sentence(" ".join(body[a:b].split()), begin + a, begin + b, head) for a, b in _cuts(body)]
        if body.rstrip().endswith(":"):
            head = " ".join(body.split())
    return [one for one in found if any(letter.isalnum() for letter in one.text)]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, list items and lines that stand by themselves, as (start, end)."""
    at = 0
    for stop in [*(match.start() for match in _PARAGRAPH.finditer(text)), len(text)]:
        yield from _lines(text, at, stop)
        at = stop
        while at < len(text) and text[at] in " \t\r\n":
            at += 1


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines of a paragraph, joined where the writer's program wrapped them."""
    begin = at = start
    previous = ""
    for line in text[start:end].splitlines(keepends=True):
        if previous and _breaks(previous, line):
            yield begin, at
            begin = at
        at += len(line)
        previous = line
    if begin < end:
        yield begin, end


def _breaks(previous: str, line: str) -> bool:
    """Whether a new line is a new thought, not the rest of a wrapped one."""
    before, after = previous.strip(), line.strip()
    if not after or not before or _BULLET.match(line) or before.endswith(":"):
        return True
    if CLOSING.match(before) or _GREETING.match(before):
        return True
    return len(before) < _WRAPPED and not before.endswith((",", ";")) and (after[:1].isupper() or before[-1] in ".!?")


def _cuts(body: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in (_END if _CAPITAL.search(body) or not _SMALL.search(body) else _SMALL).finditer(body):
        if _SHORT.search(body[max(0, match.start() - 8) : match.start() + 1]) and match.end() < len(body.rstrip()):
            continue
        yield at, match.end()
        at = match.end()
        while at < len(body) and body[at].isspace():
            at += 1
    if body[at:].strip():
        yield at, at + len(body[at:].rstrip())
